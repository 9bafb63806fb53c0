"""A paragraph of a fair copy while it is written: runs of one face and one link, and what stands beside the text."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ficbind import xhtml
from ficbind.readers.office.looks import Clue, Faces
from ficbind.readers.office.word_numbers import Place
from ficbind.readers.office.word_parts import LISTS, Package, list_level
from ficbind.readers.office.wordml import R, W
from ficbind.records import dataclass, field
from ficbind.xhtml import Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TO_SPACE = dict.fromkeys(map(ord, "\r\n"), " ")
_WORD = re.compile(r"(?![ivxlcdm]+\b)[^\W\d_]{3}", re.I)
NOTHING = Faces()
"""Plain letters."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph: `node` is what mammoth reads, `boxes` what stands beside it, `left_out` what is no part of it."""

    clue: Clue
    style: str = ""
    place: Place | None = None
    numbered: str = ""
    plain: bool = False
    in_note: bool = False
    listed: bool = False
    border: str = ""
    rest: bool = False
    node: Element = field(default_factory=lambda: xhtml.element(f"{W}p"))
    boxes: list["Block"] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    rules: int = 0
    holds: bool = False
    parts_scene: bool = False
    _run: Element | None = None
    _key: tuple[Faces, str] = (NOTHING, "")
    _link: Element | None = None
    _linked: str = ""

    def text(self, text: str, faces: Faces, link: str, package: Package) -> None:
        """Add text."""
        shown = text.translate(_TO_SPACE)
        if not shown:
            return
        if faces.capitals and not (self.plain or self.clue.look.level):
            shown = shown.upper()
        run = self._run_of(faces, link, package)
        xhtml.append(run, f"{W}t", {_SPACE: "preserve"}).text = shown
        self.clue.add(shown, bold=faces.bold, size=faces.size)
        self.holds = self.holds or not shown.isspace()

    def put(self, name: str, attributes: dict[str, str], faces: Faces, link: str, package: Package) -> Element:
        """Add something else to the run: a broken line, a symbol, a reference."""
        if name == "br":
            self.clue.add(" ", bold=faces.bold, size=faces.size)
        else:
            self.holds = True
        return xhtml.append(self._run_of(faces, link, package), f"{W}{name}", attributes)

    def anchor(self, name: str) -> None:
        """Let links lead here."""
        xhtml.append(self.node, f"{W}bookmarkStart", {f"{W}name": name})
        self._run = None

    def parted(self) -> "Paragraph":
        """Begin a paragraph of the same look, as when a page ends within one."""
        clue = Clue(replace(self.clue.look), left=self.clue.left, right=self.clue.right, loose=self.clue.loose)
        return Paragraph(clue, self.style, plain=self.plain, in_note=self.in_note, listed=self.listed, rest=True)

    def leave_out(self, reason: str, text: str) -> None:
        """Remember words that are not the story's."""
        self.left_out.setdefault(reason, []).append(text)

    def _run_of(self, faces: Faces, link: str, package: Package) -> Element:
        if self._run is None or self._key != (faces, link):
            self._run = xhtml.append(self._home(link, package), f"{W}r", {})
            self._key = (faces, link)
            _set_faces(self._run, faces)
        return self._run

    def _home(self, link: str, package: Package) -> Element:
        if not link:
            self._link = None
            return self.node
        if self._link is None or self._linked != link or self._link is not self.node[-1]:
            place = {f"{W}anchor": link[1:]} if link.startswith("#") else {f"{R}id": package.link(link)}
            self._link, self._linked = xhtml.append(self.node, f"{W}hyperlink", place), link
        return self._link

    def blocks(self, package: Package) -> Iterator[Element]:
        """Give what is to be written: the paragraph, and after it what stood beside its text."""
        left_out = {reason: "".join(texts) for reason, texts in self.left_out.items() if "".join(texts).strip()}
        if self.parts_scene:
            yield marked("page-break", package)
        if self.holds or not (self.rules or left_out or self.rest):
            self._name(package)
            yield self.node
        for _ in range(self.rules):
            yield marked("rule", package)
        for reason, text in left_out.items():
            yield marked(f"{LEFT_OUT}{reason}", package, text)
        for block in self.boxes:
            yield from block.blocks(package)

    def _name(self, package: Package) -> None:
        """Name how it looks, in the one way in which the map of styles knows it."""
        look = self.clue.look
        properties = xhtml.element(f"{W}pPr")
        if self.place and self.holds and not (look.level or _WORD.search(self.numbered)):
            numbers = xhtml.append(properties, f"{W}numPr", {})
            xhtml.append(numbers, f"{W}ilvl", {f"{W}val": list_level(self.place.depth)})
            kind = "bullet" if self.place.form in {"bullet", "none"} else "decimal"
            xhtml.append(numbers, f"{W}numId", {f"{W}val": LISTS[kind]})
        elif look.level or look.classes or look.quoted or look.rtl:
            name = "|".join((look.tag, look.classes, "quoted" if look.quoted else "", "rtl" if look.rtl else ""))
            package.styles.add(name)
            xhtml.append(properties, f"{W}pStyle", {f"{W}val": name})
        if look.level:
            for bold in list(self.node.iter(f"{W}b")):
                bold.getparent().remove(bold)
        if self.numbered and (look.level or _WORD.search(self.numbered)):
            self._number()
        if len(properties):
            self.node.insert(0, properties)

    def _number(self) -> None:
        """Write out the number that the word processor shows before a heading."""
        run = xhtml.element(f"{W}r")
        mark = " " if self.numbered[-1:] in {".", ":", ")", "-", "–", "—"} or not self.holds else ": "
        xhtml.append(run, f"{W}t", {_SPACE: "preserve"}).text = self.numbered + (mark if self.holds else "")
        self.node.insert(0, run)


@dataclass(slots=True)
class Cell:
    """A cell of a table: how many columns it takes, and whether it goes on from the row above."""

    span: int
    goes_on: bool
    held: list["Block"] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table; `heads` counts the rows at its top that head it."""

    rows: list[list[Cell]] = field(default_factory=list)
    heads: list[bool] = field(default_factory=list)

    def blocks(self, package: Package) -> Iterator[Element]:
        """Give the table to be written; one of a single cell only frames what it holds."""
        if len(self.rows) == 1 and len(self.rows[0]) == 1:
            for block in self.rows[0][0].held:
                yield from block.blocks(package)
            return
        table = xhtml.element(f"{W}tbl")
        for cells, heads in zip(self.rows, self.heads, strict=True):
            row = xhtml.append(table, f"{W}tr", {})
            if heads:
                xhtml.append(xhtml.append(row, f"{W}trPr", {}), f"{W}tblHeader", {})
            for cell in cells:
                _write_cell(row, cell, package)
        if len(table):
            yield table


Block = Paragraph | Table


def _write_cell(row: Element, cell: Cell, package: Package) -> None:
    node = xhtml.append(row, f"{W}tc", {})
    properties = xhtml.append(node, f"{W}tcPr", {})
    xhtml.append(properties, f"{W}gridSpan", {f"{W}val": str(cell.span)})
    written = [each for block in cell.held for each in block.blocks(package)]
    # mammoth drops what stands in a cell that goes on from above.
    if cell.goes_on and not any("".join(each.itertext()).strip() for each in written):
        xhtml.append(properties, f"{W}vMerge", {})
    elif not cell.goes_on:
        xhtml.append(properties, f"{W}vMerge", {f"{W}val": "restart"})
    node.extend(written)


LEFT_OUT = "left out:"
"""How the names of the styles begin whose paragraphs are not the story's; the reason follows."""


def marked(style: str, package: Package, text: str = "") -> Element:
    """Make a paragraph that only its style explains."""
    package.styles.add(style)
    node = xhtml.element(f"{W}p")
    properties = xhtml.append(node, f"{W}pPr", {})
    xhtml.append(properties, f"{W}pStyle", {f"{W}val": style})
    if text:
        run = xhtml.append(node, f"{W}r", {})
        xhtml.append(run, f"{W}t", {_SPACE: "preserve"}).text = text.translate(_TO_SPACE)
    return node


def _set_faces(run: Element, faces: Faces) -> None:
    names = [
        name
        for name, on in (
            ("b", faces.bold),
            ("i", faces.italic),
            ("strike", faces.strike),
            ("smallCaps", faces.small_caps),
        )
        if on
    ]
    if not (names or faces.underline or faces.raised):
        return
    properties = xhtml.append(run, f"{W}rPr", {})
    for name in names:
        xhtml.append(properties, f"{W}{name}", {})
    if faces.underline:
        xhtml.append(properties, f"{W}u", {f"{W}val": "single"})
    if faces.raised:
        xhtml.append(properties, f"{W}vertAlign", {f"{W}val": "superscript" if faces.raised == "sup" else "subscript"})
