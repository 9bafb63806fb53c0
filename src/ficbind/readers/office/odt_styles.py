"""What the styles of an OpenDocument text say of its paragraphs and letters (ODF 1.3 part 3, section 16)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ficbind.readers.office.looks import Clue, Faces, styled
from ficbind.readers.office.wordml import child, children, name_of, number, value
from ficbind.records import dataclass, field
from ficbind.xhtml import Element

_LENGTH = re.compile(r"(-?\d{0,6}\.?\d{1,9})\s*(cm|mm|in|pt|pc|px)")
_TWIPS = {"cm": 567.0, "mm": 56.7, "in": 1440.0, "pt": 20.0, "pc": 240.0, "px": 15.0}
_BOLD = re.compile(r"bold|[6-9]00")
_ALIGNED = {"center": "centred", "end": "right", "right": "right"}
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A style as the file defines it."""

    name: str
    parent: str
    level: str
    node: Element


@dataclass(slots=True)
class Styles:
    """The styles of a document by family and name; those made for a place are asked before those with a name."""

    _styles: dict[tuple[str, str], Style] = field(default_factory=dict)
    _lists: dict[str, Element] = field(default_factory=dict)

    def learn(self, root: Element | None) -> None:
        """Read the styles of a part."""
        for node in root.iter() if root is not None else ():
            name = name_of(node)
            if name == "style" and value(node, "family"):
                style = Style(
                    value(node, "display-name") or value(node, "name"),
                    value(node, "parent-style-name"),
                    value(node, "default-outline-level"),
                    node,
                )
                self._styles.setdefault((value(node, "family"), value(node, "name")), style)
            elif name in {"list-style", "outline-style"}:
                self._lists.setdefault(value(node, "name"), node)

    def chain(self, family: str, name: str) -> Iterator[Style]:
        """Give a style and its parents, no further than sense goes."""
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.parent

    def clue(self, name: str, level: int) -> Clue:
        """See how a paragraph of a style stands."""
        chain = list(self.chain("paragraph", name))
        look = styled([*(style.name.replace("_20_", " ") for style in chain), name.replace("_20_", " ")])
        outline = next((style.level for style in chain if style.level), "")
        look.level = level or look.level or (number(outline) if not look.name else 0)
        look.rtl = self._paragraph(chain, "writing-mode").startswith("rl")
        aligned = _ALIGNED.get(self._paragraph(chain, "text-align"), "")
        look.alignment = "" if look.rtl and aligned == "right" else aligned
        look.name = "" if look.level else look.name
        return Clue(
            look,
            left=_twips(self._paragraph(chain, "margin-left")),
            right=_twips(self._paragraph(chain, "margin-right")),
            breaks_page=self._paragraph(chain, "break-before") == "page",
        )

    def is_ruled(self, name: str) -> bool:
        """Tell whether a line is drawn under paragraphs of a style, and no frame around them."""
        chain = list(self.chain("paragraph", name))
        lines = [self._paragraph(chain, f"border-{side}") not in {"", "none"} for side in ("bottom", "left", "right")]
        return lines == [True, False, False]

    def turns_page(self, name: str) -> bool:
        """Tell whether a page ends after paragraphs of a style."""
        return self._paragraph(list(self.chain("paragraph", name)), "break-after") == "page"

    def faces(self, family: str, name: str, base: Faces) -> Faces:
        """Add what a style says of letters to what holds already."""
        for style in reversed(list(self.chain(family, name))):
            base = _faces(base, child(style.node, "text-properties"))
        return base

    def list_kind(self, name: str, depth: int) -> str:
        """Say whether a list of a style is numbered: "ol" or "ul"."""
        for node in children(self._lists.get(name), "list-level-style-number", "list-level-style-bullet"):
            if value(node, "level") == str(depth):
                return "ol" if name_of(node).endswith("number") and value(node, "num-format") else "ul"
        return "ul"

    @staticmethod
    def _paragraph(chain: list[Style], name: str) -> str:
        given = (value(child(style.node, "paragraph-properties"), name) for style in chain)
        return next((text for text in given if text), "")


def _faces(base: Faces, node: Element | None) -> Faces:
    if node is None or not node.attrib:
        return base
    weight, slope = value(node, "font-weight"), value(node, "font-style")
    under, through = value(node, "text-underline-style"), value(node, "text-line-through-style")
    through = through or value(node, "text-line-through-type")
    variant, shape = value(node, "font-variant"), value(node, "text-transform")
    position, shown = value(node, "text-position"), value(node, "display")
    return replace(
        base,
        bold=_BOLD.fullmatch(weight) is not None if weight else base.bold,
        italic=slope in {"italic", "oblique"} if slope else base.italic,
        underline=under != "none" if under else base.underline,
        strike=through != "none" if through else base.strike,
        small_caps=variant == "small-caps" if variant else base.small_caps,
        capitals=shape == "uppercase" if shape else base.capitals,
        raised=_raised(position) if position else base.raised,
        hidden=shown == "none" if shown else base.hidden,
        size=_twips(value(node, "font-size")) // 10 or base.size,
    )


def _raised(position: str) -> str:
    height = position.split()[0]
    if height in {"super", "sub"}:
        return "sup" if height == "super" else "sub"
    return "" if number(height.rstrip("%")) == 0 else "sup" if number(height.rstrip("%")) > 0 else "sub"


def _twips(length: str) -> int:
    """Give a length in twentieths of a point."""
    found = _LENGTH.fullmatch(length)
    return round(float(found[1]) * _TWIPS[found[2]]) if found else 0
