"""Style sheets as the judge reads them: rules of plain selectors, fonts, and where they stand."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import tinycss2
from tinycss2.color3 import parse_color

from ficbind.diagnostics import Location
from ficbind.records import dataclass, field
from ficbind.xhtml import Element

_PLAIN = re.compile(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+)*)")
_CONDITIONAL = frozenset({"media", "supports"})
_DEEPEST, _LONGEST = 8, 1_000_000
"""Conditions within each other, and signs of a sheet, that are read; sheets of books have a hundredth of that."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property and its value, in lower case where that means the same."""

    name: str
    value: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class StyleRule:
    """Selectors and what they set; `condition` is that of the at-rule around it, such as `screen`."""

    selectors: tuple[str, ...]
    declarations: tuple[Declaration, ...]
    condition: str = ""

    def value(self, name: str) -> str:
        """Give the value of a property, or ""."""
        return next((each.value for each in reversed(self.declarations) if each.name == name), "")


@dataclass(frozen=True, slots=True)
class FontFace:
    """A font that a sheet embeds: its family in lower case and the addresses of its files."""

    family: str
    addresses: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet; `first` is the number of lines before it, where it stands within a page."""

    name: str
    path: Path
    text: str = field(repr=False)
    rules: tuple[StyleRule, ...] = ()
    faces: tuple[FontFace, ...] = ()
    imports: tuple[str, ...] = ()
    first: int = 0

    def at(self, line: int, column: int | None = None) -> Location:
        """Give a place of the sheet."""
        return Location(self.path, line + self.first, None if self.first else column)

    def of(self, each: Declaration) -> Location:
        """Give the place of a declaration."""
        return self.at(each.line, each.column)


def parse_sheet(name: str, path: Path, text: str, first: int = 0) -> Sheet:
    """Parse a sheet; what is no CSS in it is passed over."""
    text = text[:_LONGEST]
    nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    faces = tuple(_face(node) for node in nodes if _is_at(node, "font-face") and node.content is not None)
    imports = tuple(address for node in nodes if _is_at(node, "import") for address in _addresses(node.prelude))
    return Sheet(name, path, text, tuple(_rules(nodes, "", 0)), faces, imports, first)


@lru_cache(maxsize=1024)
def own_declarations(text: str) -> tuple[Declaration, ...]:
    """Parse a `style` attribute; the same stands on many elements."""
    return declarations(text)


def declarations(text: str | list[Any]) -> tuple[Declaration, ...]:
    """Parse what stands between the braces of a rule."""
    parsed = tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True)
    return tuple(
        Declaration(
            each.lower_name, tinycss2.serialize(each.value).strip().lower(), each.source_line, each.source_column
        )
        for each in parsed
        if each.type == "declaration"
    )


def addresses(sheet: Sheet) -> Iterator[tuple[str, Location]]:
    """Give every address that a sheet names: fonts, pictures, other sheets."""
    for face in sheet.faces:
        yield from ((each, sheet.at(face.line)) for each in face.addresses)
    for rule in sheet.rules:
        for each in rule.declarations:
            if "url(" in each.value:
                for found in re.findall(r"""url\(\s*['"]?([^'")]+)""", each.value):
                    yield found, sheet.of(each)
    yield from ((each, sheet.at(1)) for each in sheet.imports)


def matches(selector: str, node: Element) -> bool:
    """Tell whether a selector of a tag, classes and an id is that of an element; what is more is never."""
    found = _PLAIN.fullmatch(selector)
    if not found or not selector or not isinstance(node.tag, str):
        return False
    if found["tag"] not in {None, "*", node.tag}:
        return False
    classes, own = set(node.get("class", "").split()), node.get("id", "")
    parts = re.findall(r"([.#])([\w-]+)", found["rest"])
    return all(name in classes if sign == "." else name == own for sign, name in parts)


Colour = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""


@lru_cache(maxsize=1024)
def colour(value: str) -> Colour | None:
    """Read a colour that is opaque; nothing for any other value."""
    parsed = parse_color(value)
    if parsed is None or parsed == "currentColor" or parsed.alpha < 1:
        return None
    return parsed.red, parsed.green, parsed.blue


def contrast(one: Colour, other: Colour) -> float:
    """Give the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(rgb: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rules(nodes: list[Any], condition: str, depth: int) -> Iterator[StyleRule]:
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = tuple(each.strip() for each in tinycss2.serialize(node.prelude).split(","))
            yield StyleRule(selectors, declarations(node.content), condition)
        elif node.type == "at-rule" and node.lower_at_keyword in _CONDITIONAL and node.content and depth < _DEEPEST:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            said = tinycss2.serialize(node.prelude).strip().lower()
            plain = said in {"all", "screen"} or node.lower_at_keyword == "supports"
            yield from _rules(inner, condition if plain else said, depth + 1)


def _is_at(node: Any, name: str) -> bool:
    return bool(node.type == "at-rule" and node.lower_at_keyword == name)


def _face(node: Any) -> FontFace:
    family = ""
    found: list[str] = []
    for each in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
        if each.type == "declaration" and each.lower_name == "font-family":
            family = tinycss2.serialize(each.value).strip(" \"'").lower()
        elif each.type == "declaration" and each.lower_name == "src":
            found += _addresses(each.value)
    return FontFace(family, tuple(found), node.source_line)


def _addresses(tokens: list[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type == "url" or (token.type == "string"):
            yield token.value
        elif token.type == "function" and token.lower_name == "url":
            yield from (each.value for each in token.arguments if each.type == "string")
