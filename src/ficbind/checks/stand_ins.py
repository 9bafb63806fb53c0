"""Who has the characters that a style lacks: another style of ours, a family of this machine, or a free font."""

import unicodedata
from collections.abc import Iterable, Sequence

from ficbind import machine_fonts
from ficbind.bundled import bundled, names
from ficbind.style.coverage import characters
from ficbind.yamltree.findings import quoted

_FREE = (
    (range(0x1D100, 0x1D200), "Noto Music"),
    (range(0x1D400, 0x1D800), "Noto Sans Math"),
    (range(0x2200, 0x2300), "Noto Sans Math"),
    (range(0x1F000, 0x1FB00), "Noto Emoji"),
    (range(0x2190, 0x2C00), "Noto Sans Symbols 2"),
    (range(0x3040, 0x3100), "Noto Serif CJK JP"),
    (range(0xAC00, 0xD7B0), "Noto Serif CJK KR"),
    (range(0x1100, 0x1200), "Noto Serif CJK KR"),
    (range(0x2E80, 0xA000), "Noto Serif CJK SC"),
    (range(0xF900, 0xFB00), "Noto Serif CJK SC"),
    (range(0xFF00, 0xFFF0), "Noto Serif CJK SC"),
    (range(0x20000, 0x33480), "Noto Serif CJK SC"),
    (range(0x370, 0x530), "Noto Serif"),
    (range(0x1E00, 0x2000), "Noto Serif"),
    (range(0x600, 0x780), "Noto Naskh Arabic"),
    (range(0xFB50, 0xFE00), "Noto Naskh Arabic"),
)
"""Characters → the family of the Noto fonts, free under the SIL Open Font License, that has them."""

_SCRIPTS = frozenset(
    {"ARMENIAN", "BENGALI", "DEVANAGARI", "ETHIOPIC", "GEORGIAN", "GUJARATI", "GURMUKHI", "HEBREW", "KANNADA", "KHMER"}
    | {"LAO", "MALAYALAM", "MYANMAR", "SINHALA", "TAMIL", "TELUGU", "THAI", "TIBETAN"}
)
"""First words of the names of characters of which `Noto Serif` and that word is the family."""


def advice(lacking: Iterable[str], named: Sequence[str] = ()) -> str:
    """Say what to do about characters that a style lacks, by the name of a style or family that has all of them.

    `named` are the families that the style falls back on.
    """
    wanted = frozenset(lacking)
    if style := _style(wanted):
        return f"write 'style: {style}', whose fonts have them, or replace them"
    if family := next(iter(machine_fonts.families(wanted)), None):
        return f"replace them, or name '{family}', which this machine has, under 'fallback' in a style of your own"
    if free := _free(wanted):
        *most, last = map(quoted, free)
        fonts, them = (f"fonts {', '.join(most)} and {last}", "them") if most else (f"font {last}", "it")
        also = "" if set(free) <= set(named) else f" and name {them} under 'fallback' in a style of your own"
        return f"replace them, or install the free {fonts}{also}"
    return "replace them, or add a font that has them to the style and name its family under 'fallback'"


def fallback(lacking: Iterable[str], named: Iterable[str]) -> str | None:
    """Give the first of the families that a style names which this machine has and which has all the characters."""
    wanted = frozenset(lacking)
    here = {family.casefold() for family in machine_fonts.families(wanted)}
    return next((family for family in named if family.casefold() in here), None)


def _style(wanted: frozenset[str]) -> str | None:
    for name in names("styles", bundled("styles")):
        fonts = sorted((bundled("styles") / name / "fonts").glob("*.[ot]tf"))
        if fonts and all(wanted <= characters(font) for font in fonts):
            return name
    return None


def _free(wanted: frozenset[str]) -> tuple[str, ...]:
    families = dict.fromkeys(map(_noto, sorted(wanted)))
    return () if None in families else tuple(family for family in families if family)


def _noto(char: str) -> str | None:
    for signs, family in _FREE:
        if ord(char) in signs:
            return family
    script = unicodedata.name(char, "").partition(" ")[0]
    return f"Noto Serif {script.title()}" if script in _SCRIPTS else None
