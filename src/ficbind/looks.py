"""The options that every style knows: a style sets them, a manifest has the last word."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Literal, cast

from ficbind.diagnostics import Code
from ficbind.records import dataclass
from ficbind.yamltree.findings import RefusedError, meant, quoted

_ANSWERS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_LONGEST = 12
"""Signs of an ornament that still fit on the narrowest page in one line."""

RULE, SPACE, NONE = "rule", "space", "none"


@dataclass(frozen=True, slots=True)
class Looks:
    """What is chosen of the options; `scene_break` is `RULE`, `SPACE` or signs, `ornament` signs or nothing."""

    drop_caps: bool = False
    lead_in: Literal["small-caps", "none"] = "small-caps"
    ornament: str = "* * *"
    scene_break: str = "* * *"
    headings: Literal["centred", "left"] = "centred"
    paragraphs: Literal["indent", "space"] = "indent"
    justify: bool = True
    hyphenate: bool = True

    @property
    def break_signs(self) -> str:
        """The signs between two scenes, if any are printed."""
        return "" if self.scene_break in {RULE, SPACE} else self.scene_break


@dataclass(frozen=True, slots=True)
class Option:
    """One option: what it takes, one sentence about it, an example in YAML."""

    name: str
    kind: str
    read: Callable[[str], object]
    doc: str
    example: str
    choices: tuple[str, ...] = ()
    boolean: bool = False

    @property
    def attribute(self) -> str:
        return self.name.replace("-", "_")


def answer(words: str) -> bool:
    """Read yes or no."""
    wanted = words.strip().casefold()
    if wanted not in _ANSWERS:
        raise RefusedError(Code.WRONG_KIND, f"{quoted(words)} is neither yes nor no", "write yes or no")
    return _ANSWERS[wanted]


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(words: str) -> str:
        wanted = words.strip().casefold()
        if wanted not in choices:
            raise RefusedError(Code.BAD_VALUE, f"{quoted(words)} cannot be chosen here", meant(wanted, choices))
        return wanted

    return read


def _signs(*instead: str) -> Callable[[str], str]:
    """Make a reader of signs that also takes the words `instead` of them."""

    def read(words: str) -> str:
        wanted = " ".join(words.split())
        if wanted.casefold() in instead:
            return wanted.casefold()
        # The words of a PDF are compared with those of the stories, so that an ornament must hold none.
        if any(char.isalnum() for char in wanted):
            hint = f"use signs such as * or ❦, or {' or '.join(instead)}"
            raise RefusedError(Code.BAD_VALUE, f"{quoted(words)} holds letters or digits, not only signs", hint)
        if not wanted or len(wanted) > _LONGEST or not wanted.isprintable():
            raise RefusedError(Code.BAD_VALUE, f"{quoted(words)} is no ornament", f"write 1 to {_LONGEST} signs")
        return wanted

    return read


def _flag(name: str, doc: str, example: str) -> Option:
    return Option(name, "yes or no", answer, doc, example, ("yes", "no", "true", "false", "on", "off"), boolean=True)


def _choice(name: str, doc: str, *choices: str) -> Option:
    return Option(name, " or ".join(choices), _one_of(*choices), doc, f"{name}: {choices[-1]}", choices)


OPTIONS = (
    _flag("drop-caps", "Begin chapters with a large initial.", "drop-caps: yes"),
    _choice("lead-in", "How the first words of a chapter are set.", "small-caps", "none"),
    Option(
        "ornament",
        "signs, or none",
        _signs(NONE),
        "What adorns the title page, the pages of parts and chapters without a title.",
        "ornament: ❦",
    ),
    Option(
        "scene-break",
        "signs, rule or space",
        _signs(RULE, SPACE),
        "What stands between two scenes.",
        'scene-break: "* * *"',
    ),
    _choice("headings", "Where titles and headings stand.", "centred", "left"),
    _choice("paragraphs", "How a paragraph is told from the one before.", "indent", "space"),
    _flag("justify", "Make all lines equally long.", "justify: no"),
    _flag("hyphenate", "Divide words at the end of a line.", "hyphenate: no"),
)
"""Every option; the tables of style.yaml and of the manifest are made of it."""

_BY_NAME = {option.name: option for option in OPTIONS}


def choose(base: Looks, pairs: Iterable[tuple[str, str]]) -> Looks:
    """Set options by their names; raises `RefusedError` for a value that an option does not take."""
    chosen = {_BY_NAME[name].attribute: _BY_NAME[name].read(words) for name, words in pairs}
    if chosen.get("ornament") == NONE:
        chosen["ornament"] = ""
    return replace(base, **cast(dict[str, Any], chosen))
