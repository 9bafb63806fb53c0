"""Set the ellipses that authors type as dots."""

import re

from ficbind.passes.prose import Edit

DOTS = re.compile(r"\.[ \u00a0]?\.[ \u00a0]?\.")

_RUN = re.compile(r"(?<![.…/])(?:\.{3,}(?![.…/])|\.(?:[ \u00a0]\.){2,}(?![.…\w/]))")
_SENTENCE_END = re.compile(r"[\"'’”“»)\]]*(?:\s+[\"'‘“„«(¿¡]*[^\W\d_a-zß-ÿа-я]|\s*\Z)")


def set_ellipses(text: str) -> list[Edit]:
    """Find runs of dots: three are an ellipsis, the fourth ends the sentence."""
    return [(run.start(), run.end(), _ellipsis(text, run)) for run in _RUN.finditer(text)]


def _ellipsis(text: str, run: re.Match[str]) -> str:
    ends = run[0].count(".") == 4 and _SENTENCE_END.match(text, run.end()) is not None
    return "…." if ends else "…"
