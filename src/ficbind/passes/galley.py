"""The tray in which text is set: whatever comes in, what stands in it is clean blocks."""

from collections.abc import Sequence

from ficbind import xhtml
from ficbind.passes.attributes import Face, Look
from ficbind.passes.pieces import BLANK, SPACES, Pieces
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element

GAP = "data-gap"
"""How many blank lines stood before a top-level block, for the scene breaks to judge; `tidy` removes it."""

_DEEPEST_CONTAINER, _DEEPEST_FACE = 32, 16
_IMPLIED = {"ul": "li", "ol": "li", "dl": "dd", "tr": "td", "table": "tr", "thead": "tr", "tbody": "tr"}
_CELLS = frozenset({"li", "dd", "td", "th", "figcaption"})
_STAYS_EMPTY = frozenset({"td", "th"})


class Galley:
    """Receive text and elements in reading order; open blocks and inline elements when text comes for them."""

    def __init__(self, lines_apart: int = 2) -> None:
        self.root = xhtml.element("body")
        self.line: str | None = None
        self.paragraphs = 0
        self._lines_apart = lines_apart
        self._containers: list[Element] = [self.root]
        self._kinds: list[tuple[str, Look]] = []
        self._alignments: list[str] = []
        self._languages: list[dict[str, str]] = []
        self._faces: list[Face] = []
        self._open: list[Element] = []
        self._paragraph: Element | None = None
        self._pieces = Pieces()
        self._breaks = 0
        self._gap = 0
        self._targets: list[str] = []
        self.aliases: dict[str, str] = {}

    # What comes in

    def text(self, text: str | None) -> None:
        """Set text, in a paragraph of its own where none is open."""
        if not text:
            return
        raw = self._kind == "pre"
        shown = text if raw else _collapsed(text)
        if not shown.strip(BLANK):
            self._space(shown)
            return
        if self._breaks:
            self._break_lines()
            shown = shown.lstrip(SPACES)
        if self._paragraph is None:
            self._open_paragraph()
            shown = shown.lstrip(SPACES if self._in_verse else BLANK) if not raw else shown.lstrip("\n")
        self._open_faces()
        self._pieces.begin()
        self._pieces.add(self._target, shown, raw=raw)

    def picture(self, attributes: dict[str, str]) -> None:
        """Set an image among the text."""
        if self._breaks:
            self._break_lines()
        if self._paragraph is None:
            self._open_paragraph()
        self._open_faces()
        xhtml.append(self._target, "img", attributes)
        self._pieces.begin()

    def line_break(self) -> None:
        """Break the line, or leave a blank line where no paragraph is open."""
        if self._paragraph is not None:
            self._breaks += 1
        elif not self._kinds:
            self._gap += 1

    def rule(self, kind: str) -> None:
        """Set a horizontal rule."""
        self.close_paragraph()
        self.paragraphs += 1
        self._place("hr", {"class": kind})

    def target(self, name: str) -> None:
        """Let the next element that opens be what links to `name` lead to."""
        self._targets.append(name)

    def open_container(self, tag: str, look: Look) -> bool:
        """Open a block that holds blocks; `False` where the depth allows no more."""
        self.close_paragraph()
        if len(self._containers) > _DEEPEST_CONTAINER:
            return False
        classes = " ".join(sorted(look.classes - {"centred", "right"}))
        named = {"class": classes} if classes else {}
        self._containers.append(self._place(tag, {**named, **look.attributes, **look.language}))
        return True

    def close_container(self) -> None:
        """Close it; one that stayed empty is taken away."""
        self.close_paragraph()
        node = self._containers.pop()
        if len(node) == 0 and node.tag not in _STAYS_EMPTY:
            self._targets += [name for name in (node.get("id"),) if name]
            self._drop_empty(node)
        elif node.tag in _CELLS and len(node) == 1 and _is_bare(node[0]):
            _melt(node)

    def begin_paragraph(self, tag: str, look: Look) -> None:
        """Say of what kind the paragraphs to come are."""
        self.close_paragraph()
        heads = self._kind.startswith("h") and tag == "p"
        self._kinds.append((self._kind if heads else tag, look))

    def end_paragraph(self, opened_before: int) -> None:
        """End the kind; a paragraph without text was a blank line."""
        self.close_paragraph()
        tag, _ = self._kinds.pop()
        if tag == "p" and self.paragraphs == opened_before and not self._kinds:
            self._gap += 1

    def push_face(self, tag: str, attributes: dict[str, str]) -> bool:
        """Begin an inline element; `False` if the text has it already."""
        face = (tag, attributes)
        links = tag == "a" and any(name == "a" for name, _ in self._faces)
        if links or face in self._faces or len(self._faces) >= _DEEPEST_FACE:
            return False
        self._faces.append(face)
        return True

    def pop_face(self) -> None:
        """End the inline element that began last."""
        if len(self._open) == len(self._faces):
            self._open.pop()
        self._faces.pop()

    def push_setting(self, alignment: str | None, language: dict[str, str]) -> None:
        """Align the blocks to come and set their language."""
        self._alignments.append((self._alignments or [""])[-1] if alignment is None else alignment)
        self._languages.append({**(self._languages[-1] if self._languages else {}), **language})

    def pop_setting(self) -> None:
        """Go back to what stood before."""
        self._alignments.pop()
        self._languages.pop()

    def close_paragraph(self) -> None:
        """End the open paragraph, if any, without the white space at its end."""
        self._breaks = 0
        if self._paragraph is None:
            return
        self._pieces.trim()
        if self._targets:
            self._name(self._paragraph)
        cell = self._paragraph.getparent()
        if cell.tag in _CELLS and cell is not self._containers[-1] and _is_bare(self._paragraph):
            _melt(cell)
        self._paragraph = None
        self._open = []

    # What stands

    @property
    def container(self) -> str:
        return str(self._containers[-1].tag)

    @property
    def _kind(self) -> str:
        return self._kinds[-1][0] if self._kinds else "p"

    @property
    def _in_verse(self) -> bool:
        return any(node.get("class") == "verse" for node in self._containers)

    def _drop_empty(self, node: Element) -> None:
        """Take away an empty element, and those around it that only it made necessary."""
        while len(node) == 0 and node.tag not in _STAYS_EMPTY and node is not self._containers[-1]:
            parent = node.getparent()
            parent.remove(node)
            node = parent

    def _space(self, shown: str) -> None:
        if self._paragraph is None:
            if "\u00a0" in shown and not self._kinds:
                self._gap += 1
        elif not self._breaks:
            self._pieces.add(self._target, shown, raw=self._kind == "pre")

    def _break_lines(self) -> None:
        count, self._breaks = self._breaks, 0
        if count >= self._lines_apart and not self._in_verse and self._kind == "p":
            self.close_paragraph()
            self._gap += count - self._lines_apart
            return
        self._pieces.trim()
        self._open_faces()
        for _ in range(count):
            xhtml.append(self._target, "br", {})

    def _open_paragraph(self) -> None:
        tag, look = self._kinds[-1] if self._kinds else ("p", None)
        classes = set(look.classes) if look else set()
        if self._alignments and self._alignments[-1] and not (look and look.alignment is not None):
            classes.add(self._alignments[-1])
        attributes = {"class": " ".join(sorted(classes))} if classes else {}
        if self._languages:
            attributes |= self._languages[-1]
        if look:
            attributes |= look.language
        self.paragraphs += 1
        self._paragraph = self._place(tag, attributes)

    def _open_faces(self) -> None:
        while len(self._open) < len(self._faces):
            tag, attributes = self._faces[len(self._open)]
            node = xhtml.append(self._target, tag, attributes)
            self._open.append(node)
            if self._targets:
                self._name(node)

    @property
    def _target(self) -> Element:
        return self._open[-1] if self._open else self._paragraph

    def _place(self, tag: str, attributes: dict[str, str]) -> Element:
        parent = self._containers[-1]
        while parent.tag in _IMPLIED and tag not in _belonging(parent.tag):
            parent = xhtml.append(parent, _IMPLIED[parent.tag], {})
        node = xhtml.append(parent, tag, dict(sorted(attributes.items())) if attributes else attributes)
        if self.line:
            node.set(LINE, self.line)
        if self._gap and parent is self.root:
            node.set(GAP, str(self._gap))
        self._gap = 0
        if self._targets:
            self._name(node)
        return node

    def _name(self, node: Element) -> None:
        if node.get("id") is None:
            node.set("id", self._targets[0])
        for name in self._targets:
            self.aliases.setdefault(name, node.get("id"))
        self._targets = []


def _collapsed(text: str) -> str:
    if "\n" not in text and "\t" not in text and "  " not in text and "\r" not in text:
        return text
    pieces = [piece for piece in text.translate(_TO_SPACE).split(" ") if piece]
    head = " " if text[0] in SPACES else ""
    tail = " " if text[-1] in SPACES and pieces else ""
    return f"{head}{' '.join(pieces)}{tail}"


_TO_SPACE = dict.fromkeys(map(ord, SPACES), " ")


def _belonging(tag: str) -> Sequence[str]:
    return {"ul": ("li",), "ol": ("li",), "dl": ("dt", "dd"), "tr": ("td", "th")}.get(tag, ("tr", "thead", "tbody"))


def _is_bare(node: Element) -> bool:
    return node.tag == "p" and node.keys() in ([], [LINE])


def _melt(cell: Element) -> None:
    """Let a cell hold the text of its only paragraph."""
    paragraph = cell[0]
    cell.text = paragraph.text
    cell.extend(list(paragraph))
    cell.remove(paragraph)
