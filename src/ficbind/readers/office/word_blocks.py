"""The paragraphs, tables and boxes of a Word document, in the order in which their text is read."""

from collections.abc import Callable
from dataclasses import replace

from ficbind.readers.office.looks import Faces
from ficbind.readers.office.word_numbers import Numbers
from ficbind.readers.office.word_paragraphs import Block, Cell, Paragraph, Table
from ficbind.readers.office.word_parts import Package, Target
from ficbind.readers.office.word_styles import Styles
from ficbind.readers.office.wordml import child, children, name_of, number, switch, value
from ficbind.records import dataclass
from ficbind.xhtml import Element

_DEEPEST, _WIDEST = 3, 60
_NO_LINE = frozenset({"none", "nil"})

Leave = Callable[[], None] | None
"""What to do when an element ends that was gone into."""


@dataclass(slots=True)
class Source:
    """What the text of one part refers to."""

    styles: Styles
    numbers: Numbers
    targets: dict[str, Target]
    notes: dict[str, set[str]]
    comments: dict[str, str]
    anchors: frozenset[str]


class Sheets:
    """The blocks that are open at a place of a document, and those that are done."""

    def __init__(self, source: Source, package: Package, *, in_note: bool = False) -> None:
        self.paragraphs: list[Paragraph] = []
        self._source, self._package, self._in_note = source, package, in_note
        self._open: list[Paragraph] = []
        self._carried: Paragraph | None = None
        self._homes: list[list[Block]] = [[]]
        self._tables: list[Table] = []
        self._turns_page = False
        self._faces: list[Faces] = []
        self._links: list[str] = []
        self._contents = 0

    def _paragraph(self, node: Element) -> Leave:
        properties = child(node, "pPr")
        clue = self._source.styles.clue(properties)
        made = Paragraph(clue, value(child(properties, "pStyle")), in_note=self._in_note)
        made.listed = self._source.styles.lists_contents(made.style) or self._contents > 0
        made.plain = bool(clue.look.level or clue.look.name)
        clue.loose = not (self._tables or self._open or self._in_note)
        clue.breaks_page = clue.breaks_page or self._turns_page
        made.place = self._source.numbers.place(properties, self._source.styles)
        if made.place:
            clue.loose = False
            made.numbered = self._source.numbers.label(made.place)
        made.border = _border(self._source.styles.property(properties, made.style, "pBdr"))
        mark = child(properties, "rPr")
        deleted = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        if self._carried is not None:
            made = self._joined(self._carried, made)
        self._carried, self._turns_page = None, False
        self._open.append(made)
        ends_section = child(properties, "sectPr")

        def leave() -> None:
            done = self._open.pop()
            if deleted and not self._open:
                self._carried = done if len(done.node) or done.left_out or done.boxes else None
                return
            self._emit(done)
            kind = value(child(ends_section, "type"))
            if ends_section is not None and kind != "continuous":
                self._turns_page = True

        return leave

    @staticmethod
    def _joined(carried: Paragraph, made: Paragraph) -> Paragraph:
        """Go on with a paragraph whose end was deleted, in the look of the next."""
        clue = carried.clue
        clue.look, clue.left, clue.right, clue.loose = made.clue.look, made.clue.left, made.clue.right, made.clue.loose
        return replace(
            made, clue=clue, node=carried.node, boxes=carried.boxes, left_out=carried.left_out, holds=carried.holds
        )

    def _emit(self, paragraph: Paragraph) -> None:
        self._homes[-1].append(paragraph)
        self.paragraphs.append(paragraph)
        if paragraph.border and not (paragraph.clue.look.level or paragraph.clue.look.name):
            # Lines that are alike are drawn once, under the last of the paragraphs (section 17.3.1.7).
            if len(self.paragraphs) > 1 and self.paragraphs[-2].border == paragraph.border:
                self.paragraphs[-2].rules = 0
            paragraph.rules = max(paragraph.rules, 1)
        paragraph.clue.rules = paragraph.rules > 0

    def _settle(self) -> None:
        """Write what waits for a paragraph that does not come."""
        if self._carried is not None:
            carried, self._carried = self._carried, None
            self._emit(carried)

    def _current(self) -> Paragraph:
        """Give the open paragraph; text that stands in none gets one."""
        if self._open:
            return self._open[-1]
        made = Paragraph(self._source.styles.clue(None), in_note=self._in_note)
        self._emit(made)
        return made

    def _box(self, _: Element) -> Leave:
        """Begin a box of text: it stands after the paragraph that it is fixed to."""
        if len(self._homes) > _DEEPEST:
            return None
        found: list[Block] = []
        beside = self._open[-1] if self._open else None
        faces, links = self._faces, self._links
        self._homes.append(found)
        self._faces, self._links = [], []

        def leave() -> None:
            self._homes.pop()
            self._faces, self._links = faces, links
            (beside.boxes if beside else self._homes[-1]).extend(found)

        return leave

    def _table(self, _: Element) -> Leave:
        if len(self._tables) >= _DEEPEST:
            return None
        table = Table()
        self._settle()
        self._homes[-1].append(table)
        self._tables.append(table)

        def leave() -> None:
            self._tables.pop()

        return leave

    def _row(self, node: Element) -> Leave:
        if self._tables and not self._is_flat(node):
            self._tables[-1].rows.append([])
            self._tables[-1].heads.append(bool(switch(child(node, "trPr"), "tblHeader")))
        return None

    def _cell(self, node: Element) -> Leave:
        if not self._tables or not self._tables[-1].rows or self._is_flat(node):
            return None
        properties = child(node, "tcPr")
        merge = child(properties, "vMerge")
        span = max(1, min(number(value(child(properties, "gridSpan"))), _WIDEST))
        cell = Cell(span, merge is not None and value(merge) in {"", "continue"})
        self._tables[-1].rows[-1].append(cell)
        self._homes.append(cell.held)

        def leave() -> None:
            self._settle()
            self._homes.pop()

        return leave

    def _is_flat(self, node: Element) -> bool:
        """Tell whether a row or cell belongs to a table too deep to be kept as one."""
        return sum(name_of(each) == "tbl" for each in node.iterancestors()) > _DEEPEST

    def _control(self, node: Element) -> Leave:
        """Go into a content control; one may say that it holds the list of contents."""
        gallery = child(child(child(node, "sdtPr"), "docPartObj"), "docPartGallery")
        if value(gallery) != "Table of Contents":
            return None
        self._contents += 1

        def leave() -> None:
            self._contents -= 1

        return leave


def _border(node: Element | None) -> str:
    """Describe the line under a paragraph, "" where it has none or stands in a frame."""
    sides = {name_of(each) for each in children(node, "top", "left", "bottom", "right") if value(each) not in _NO_LINE}
    if not sides or "left" in sides or "right" in sides:
        return ""
    return " ".join(sorted(sides))
