"""The explain command: the message reference, one section a code."""

import re

from ficbind.bundled import bundled

_SECTION = re.compile(r"^## (?P<code>[A-Z]\d{3}|[A-Z]{3}-\d{3}) .*?(?=^## |\Z)", re.M | re.S)

_NAME = re.compile(r"^## (?:[A-Z]\d{3}|[A-Z]{3}-\d{3}) (.*)$", re.M)
_OFFICIAL = re.compile(r"([A-Za-z]{3})[-_ ](\d{3})[a-fw]?")
"""A number of EPUBCheck's, which may have a letter behind it."""


def sections() -> dict[str, str]:
    """Read the section of every code from docs/messages/."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(bundled("messages").glob("*.md")))
    return {match["code"]: match[0].strip() for text in texts for match in _SECTION.finditer(text)}


def explanation(code: str) -> str:
    """Give the section of a code, or say that there is no such message."""
    known = sections()
    named = {_NAME.search(text)[1]: text for text in known.values()}  # type: ignore[index] # every section has one
    official = _OFFICIAL.fullmatch(code.strip())
    if official and (text := known.get(f"{official[1].upper()}-{official[2]}")):
        return text
    word = code.strip().lower().replace("-", " ").replace("_", " ")
    return known.get(word.upper()) or named.get(word) or f"no message has the code '{code}'\n{_listed(known)}"


def _listed(known: dict[str, str]) -> str:
    """List the codes and names of our messages, in as many lines; those of EPUBCheck are too many."""
    ours = sorted((code, text) for code, text in known.items() if "-" not in code)
    return "\n".join(text.partition("\n")[0].replace("## ", "  ") for _, text in ours)
