"""Which rules of a sheet for the EPUB old reading engines do not survive, or dark pages do not.

Adobe's engine (RMSDK), in many devices up to this day, drops a whole sheet or refuses the book over things it does not
know: functions in values, media queries, units of the window. Others show nothing over flex and grid. Text with a
colour of its own vanishes on dark pages. So a sheet keeps to what CSS 2.1 had, less that.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tinycss2

from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.records import dataclass
from ficbind.yamltree.findings import quoted

_SELECTOR = re.compile(r"(?:[\w\s.+,-]|:first-(?:letter|line))+")
"""Types, classes, descendants, `+`, and the two pseudo-elements of CSS 1."""

_DISPLAYS = frozenset(
    {"block", "inline", "inline-block", "list-item", "none", "table", "table-cell", "table-row", "inherit"}
)
_UNITS = frozenset({"em", "px", "pt"})
_READERS_OWN = frozenset({"font-size", "line-height", "text-align"})
_WHOLE = re.compile(r"(?:^|,)\s*(?:html|body)\s*(?:,|$)")
_EDGES = ("bottom", "left", "right", "top")
_SAFE = frozenset(
    {
        *("border", "border-style", "border-width", *(f"border-{edge}" for edge in _EDGES)),
        *(f"border-{edge}-{part}" for edge in _EDGES for part in ("style", "width")),
        *("margin", "padding", *(f"{space}-{edge}" for space in ("margin", "padding") for edge in _EDGES)),
        *("font-family", "font-size", "font-style", "font-variant", "font-weight", "letter-spacing", "line-height"),
        *("text-align", "text-decoration", "text-indent", "text-transform", "vertical-align", "white-space"),
        *("height", "max-height", "max-width", "min-width", "width", "word-spacing", "word-wrap", "orphans", "widows"),
        *(f"{page}break-{where}" for page in ("", "page-") for where in ("after", "before", "inside")),
        *("hyphens", "-epub-hyphens", "-webkit-hyphens", "list-style", "list-style-type", "border-collapse"),
        *("initial-letter", "-webkit-initial-letter", "border-radius"),
        *("border-spacing", "caption-side", "clear", "color", "display", "float", "word-break"),
    }
)
"""Properties of CSS 2.1 that books need, and those of later levels that every engine survives."""

_COLOURS = frozenset({"background", "background-color", "background-image", "border-color"})

_OLD = "old reading devices drop the sheet, or the book, over it: leave it out of the sheets for the EPUB"
_DARK = "text vanishes on dark pages: leave colours to the reading device"
_PAPER = "leave it out, or move it to print.css if it is meant for paper"
_READER = "leave it to the reader's own settings"


def doubts(sheet: str, path: Path) -> Iterator[Diagnostic]:
    """Name what should not stand in a sheet for the EPUB, with its line; `path` is where the sheet comes from."""
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        for node, message, hint in _rule(rule):
            where = Location(path, node.source_line, node.source_column)
            yield Diagnostic(Code.UNSAFE_SHEET, "warning", message, where, hint)


@dataclass(frozen=True, slots=True)
class Peril:
    """What makes Adobe's engine drop a sheet or refuse a book, as `words` name it, and where it stands."""

    words: str
    line: int
    column: int


_DEADLY_FUNCTIONS = frozenset({"calc", "clamp", "env", "max", "min", "var"})
_DEADLY_UNITS = frozenset({"ch", "dvh", "dvw", "svh", "vh", "vmax", "vmin", "vw"})
_DEADLY_DISPLAYS = frozenset({"flex", "grid", "inline-flex", "inline-grid"})
_NUMBER = re.compile(r"\d")


def perils(sheet: str) -> Iterator[Peril]:
    """Name what old engines do not survive, as opposed to what they pass over, in a sheet that anybody wrote."""
    yield from _perils(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))


def _perils(nodes: list[Any]) -> Iterator[Peril]:
    for node in nodes:
        if node.type == "qualified-rule":
            for each in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
                if each.type == "declaration":
                    yield from _deadly(each)
        elif node.type == "at-rule" and node.lower_at_keyword in {"media", "supports"}:
            yield from _deadly_condition(node)


def _deadly_condition(node: Any) -> Iterator[Peril]:
    condition = tinycss2.serialize(node.prelude).strip()
    inner = tinycss2.parse_rule_list(node.content or [], skip_comments=True, skip_whitespace=True)
    if node.lower_at_keyword == "media" and (_NUMBER.search(condition) or not inner):
        yield Peril(f"'@media {condition}'" + ("" if inner else " without rules"), node.source_line, node.source_column)
    # What stands behind a condition that names a feature is not read by engines that do not know it.
    elif node.lower_at_keyword == "media" and "(" not in condition:
        yield from _perils(inner)


def _deadly(each: Any) -> Iterator[Peril]:
    if each.lower_name == "display" and tinycss2.serialize(each.value).strip().lower() in _DEADLY_DISPLAYS:
        value = tinycss2.serialize(each.value).strip()
        yield Peril(f"'display: {value}'", each.source_line, each.source_column)
    for token in each.value:
        if token.type == "function" and token.lower_name in _DEADLY_FUNCTIONS:
            yield Peril(f"'{token.lower_name}()'", token.source_line, token.source_column)
        elif token.type == "dimension" and token.lower_unit in _DEADLY_UNITS:
            yield Peril(f"the unit '{token.lower_unit}'", token.source_line, token.source_column)


Doubt = tuple[Any, str, str]


def _rule(rule: Any) -> Iterator[Doubt]:
    if rule.type == "error":
        yield rule, f"this is no style rule: {rule.message.lower()}", "correct it"
    elif rule.type == "at-rule":
        yield rule, f"'@{rule.at_keyword}' does not belong into an EPUB", _OLD
    else:
        yield from _qualified(rule)


def _qualified(rule: Any) -> Iterator[Doubt]:
    selector = tinycss2.serialize(rule.prelude).strip()
    if not _SELECTOR.fullmatch(selector):
        yield rule, f"the selector {quoted(selector)} is more than types, classes and '+'", _OLD
    whole = bool(_WHOLE.search(selector))
    for each in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if each.type != "declaration":
            yield each, "this is no 'property: value;'", "correct it"
        elif whole and each.lower_name in _READERS_OWN and not _is_leading(each):
            yield each, f"'{each.name}' is set for the whole book", _READER
        else:
            yield from _declaration(each)


def _is_leading(each: Any) -> bool:
    """Tell a line height that is a number: every reader's own setting overrides it on the body, and only there."""
    kinds = [token.type for token in each.value if token.type != "whitespace"]
    return each.lower_name == "line-height" and kinds == ["number"]


def _declaration(each: Any) -> Iterator[Doubt]:
    name = each.lower_name
    value = tinycss2.serialize(each.value).strip()
    if name in _COLOURS or (name == "color" and value != "inherit"):
        yield each, f"'{name}' sets a colour", _DARK
    elif name not in _SAFE:
        yield each, f"'{each.name}' is no property that every reading device knows", _PAPER
    elif name == "display" and value not in _DISPLAYS:
        yield each, f"'display: {value}' is unknown to old reading devices", _OLD
    elif name.startswith("margin") and re.search(r"(?<![\w.])-", value):
        yield each, f"'{name}: {value}' is less than nothing", _OLD
    else:
        yield from _values(each)


def _values(each: Any) -> Iterator[Doubt]:
    for token in each.value:
        if token.type == "function":
            yield token, f"'{token.name}()' stands in a value", _OLD
        elif token.type == "url":
            yield token, "a sheet names an address", "leave it out: style.yaml names the fonts, and nothing is fetched"
        elif token.type == "dimension" and token.lower_unit not in _UNITS:
            yield token, f"the unit '{token.unit}' is unknown to old reading devices", "use em or %"
        elif token.type == "hash":
            yield token, f"'{each.name}' sets a colour", _DARK
        elif token.type == "error":
            yield token, "this is no value", "correct it"
