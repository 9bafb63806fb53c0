"""Rules of colours and lettering: what dark pages swallow, eyes cannot tell apart, and readers cannot change."""

from collections.abc import Iterator

from ficbind.diagnostics import Location
from ficbind.judging.edition import Edition
from ficbind.judging.findings import EVERYBODY, Audience, Rule, Sign, quoted
from ficbind.judging.sheets import Colour, Declaration, Sheet, StyleRule, colour, contrast, own_declarations

_WHOLE = frozenset({"html", "body", "p", "div", "*", "section", "span"})
_NEUTRAL = frozenset({"inherit", "initial", "unset", "currentcolor", "transparent", "none"})
_LEAST, _FAINT = 4.5, 3.0
"""Contrast that WCAG 2.2 asks of text (1.4.3), and of large text."""

_PALE = 1.35
"""Contrast to white below which letters without a ground of their own stand on a dark one that is set elsewhere."""

_WHITE = (1.0, 1.0, 1.0)
_FIXED = ("px", "pt", "cm", "mm", "in", "pc")
_TYPICAL = frozenset({"html", "body", "p"})


def _plain_rules(edition: Edition) -> Iterator[tuple[Sheet, StyleRule]]:
    """Give the rules that hold in every light, on every screen."""
    return ((sheet, rule) for sheet in edition.sheets.values() for rule in sheet.rules if not rule.condition)


def _inline(edition: Edition) -> Iterator[tuple[Location, tuple[Declaration, ...]]]:
    for page in edition.spine:
        for node in page.body.xpath(".//*[@style]"):
            yield page.at(node), own_declarations(node.get("style"))


def _is_colour(each: Declaration) -> bool:
    return each.name in {"color", "background-color", "background"} and colour(each.value.split(" ")[0]) is not None


def _whole_coloured(edition: Edition) -> Iterator[Sign]:
    for sheet, rule in _plain_rules(edition):
        if any(each in _WHOLE for each in rule.selectors):
            for each in rule.declarations:
                if _is_colour(each) and each.value not in _NEUTRAL:
                    yield Sign(sheet.of(each), quoted(f"{each.name}: {each.value}"))


def _pieces_coloured(edition: Edition) -> Iterator[Sign]:
    """Find dark letters or light grounds on parts of a page: only one of both is set, so the other is the device's."""
    for where, found, whole in _every(edition):
        ink, ground = _pair(found)
        if not whole and ((ink is not None) != (ground is not None)):
            each = next(each for each in found if _is_colour(each))
            dark = ink is not None and contrast(ink, _WHITE) > 10
            light = ground is not None and contrast(ground, _WHITE) < 2
            if dark or light:
                yield Sign(where, quoted(f"{each.name}: {each.value}"))


def _every(edition: Edition) -> Iterator[tuple[Location, tuple[Declaration, ...], bool]]:
    for sheet, rule in _plain_rules(edition):
        if any(_is_colour(each) for each in rule.declarations):
            first = next(each for each in rule.declarations if _is_colour(each))
            yield sheet.of(first), rule.declarations, any(each in _WHOLE for each in rule.selectors)
    for where, found in _inline(edition):
        yield where, found, False


def _pair(found: tuple[Declaration, ...]) -> tuple[Colour | None, Colour | None]:
    ink = ground = None
    for each in found:
        if each.name == "color":
            ink = colour(each.value)
        elif _is_colour(each):
            ground = colour(each.value.split(" ")[0])
    return ink, ground


def _faint(edition: Edition) -> Iterator[Sign]:
    for where, found, _ in _every(edition):
        ink, ground = _pair(found)
        if ink is None:
            continue
        ratio = contrast(ink, ground or _WHITE)
        if (_PALE if ground is None else 1) <= ratio < (_LEAST if ground else _FAINT):
            yield Sign(where, f"{ratio:.1f} to 1")


def _fixed_size(edition: Edition) -> Iterator[Sign]:
    for sheet, rule in _plain_rules(edition):
        if any(each in _TYPICAL for each in rule.selectors):
            for each in rule.declarations:
                if (
                    each.name in {"font-size", "line-height"}
                    and each.value.endswith(_FIXED)
                    and each.value[0].isdigit()
                ):
                    yield Sign(sheet.of(each), quoted(f"{each.name}: {each.value}"))


_DARK = frozenset({Audience.KINDLE, Audience.KOBO, Audience.OLD, Audience.APPLE})

RULES = (
    Rule(
        "J441",
        "warning",
        _DARK,
        "the sheet colours the whole text or its ground, {}: on dark pages it cannot be read, or dazzles",
        "leave colours of text and pages to the reading device",
        _whole_coloured,
    ),
    Rule(
        "J442",
        "advice",
        _DARK,
        "a piece of text has dark letters or a light ground of its own, {}: on dark pages it may vanish",
        "set both colours or none",
        _pieces_coloured,
    ),
    Rule(
        "J443",
        "warning",
        EVERYBODY,
        "letters stand out too little from their ground, {} where 4.5 to 1 is needed",
        "choose a darker colour for the letters, or none",
        _faint,
    ),
    Rule(
        "J444",
        "warning",
        EVERYBODY,
        "the size of all text is fixed, {}, so that some devices cannot make it larger",
        "leave out font-size and line-height for the whole text, or give them in em or without a unit",
        _fixed_size,
    ),
)
