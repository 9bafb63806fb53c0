"""A page of HTML while it is being read: what is known of the story comes out of it, what is not the story is taken
away and remembered, and what is left is the story."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ficbind import xhtml
from ficbind.conventions import ratings
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location, Severity
from ficbind.model import Draft, Fact, Field, Metadata, Origin, Removal, Section
from ficbind.readers import openings
from ficbind.readers.html.parsing import BLOCKS, Lines, parse
from ficbind.readers.lines import Line
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element, Markup

GONE = "gone"
"""What stands where something was taken away, so that the text around it does not run together."""

_LONGEST_QUOTE = 60
_SHOWS = frozenset({"hr", "img"})


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a source: its text, and where it stands; an HTML file has one, an EPUB many."""

    path: Path
    text: str


@dataclass(slots=True)
class Page:
    """The body of a source, whose blocks bear the numbers of the lines of `lines`.

    `images` maps the `src` of an image to its bytes. `title`, `metas` and `language` are what the head says.
    """

    path: Path
    root: Element
    lines: Lines
    places: list[Location]
    title: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    language: str = ""
    images: dict[str, bytes] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @classmethod
    def of(cls, path: Path, text: str) -> "Page":
        """Parse a page."""
        lines = Lines()
        parsed = parse(text, lines)
        places = [Location(path, origin) for origin in lines.origins]
        return cls(path, parsed.root, lines, places, parsed.title, parsed.metas, parsed.language, parsed.drawings)

    # Looking

    def rows(self) -> list[Line]:
        """Give the lines of the page that are left as a text file would have them: a blank line between blocks."""
        rows: list[Line] = []
        for number, text in self._left():
            if number in self.lines.apart and rows:
                rows.append(Line(number, ""))
            rows.append(Line(number, text))
        return rows

    def _left(self) -> Iterator[tuple[int, str]]:
        texts: dict[int, list[str]] = {}
        for number, node, tail in _texts(self.root):
            texts.setdefault(number, []).append((node.tail if tail else node.text) or "")
        for number in sorted(texts):
            text = " ".join("".join(texts[number]).split())
            if text:
                yield number, text

    def where(self, line: int | Element) -> Location:
        """Find the place in the file of a line, or of an element."""
        number = line if isinstance(line, int) else line_of(line)
        return self.places[min(max(number, 1), len(self.places)) - 1] if self.places else Location(self.path)

    def blocks(self) -> dict[int, Element]:
        """Give for each line the innermost block that begins on it."""
        return {int(node.get(LINE)): node for node in self.root.iter(*BLOCKS) if node.get(LINE) and node.tag != "hr"}

    def placed(self, told: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Name the places in the file, where a message names a line of the page's text."""
        return [replace(each, where=self.where(each.where.line)) if each.where.line else each for each in told]

    # Taking

    def know(self, wanted: Field, values: Sequence[str], line: int | Element, origin: Origin = Origin.HEADER) -> None:
        """Add what is known of the story, and tell the user; a field that is known keeps its first values."""
        kept = tuple(value for value in (" ".join(each.split()) for each in values) if value)
        if not kept or any(fact.field is wanted for fact in self.facts):
            return
        where = self.where(line)
        self.facts.append(Fact(wanted, kept, origin, where))
        text = ", ".join(kept)
        shown = text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1].rstrip()}…"
        self.tell(Code.TOOK_METADATA, "info", f"took '{shown}' as the {wanted.value}", line)

    def tell(self, code: Code, severity: Severity, message: str, line: int | Element, hint: str = "") -> None:
        """Tell the user something about a place of the page."""
        self.diagnostics.append(Diagnostic(code, severity, message, self.where(line), hint))

    def take(self, node: Element, reason: str) -> None:
        """Take an element away, and remember the words that it held."""
        self.removals += _runs(node, reason)
        gone = xhtml.element(GONE)
        gone.tail = node.tail
        node.tail = None
        node.getparent().replace(node, gone)

    def take_inside(self, node: Element, reason: str) -> None:
        """Take away what an element holds, and leave the element."""
        self.removals += _runs(node, reason)
        tail = node.tail
        for child in list(node):
            node.remove(child)
        node.text, node.tail = None, tail

    def cut(self, numbers: Iterable[int], reason: str) -> None:
        """Take whole lines away, wherever in the tree their words stand."""
        self.cut_lines(dict.fromkeys(numbers, reason))

    def cut_lines(self, reasons: Mapping[int, str]) -> None:
        """Take whole lines away, each for its reason."""
        touched: list[Element] = []
        held: dict[int, list[str]] = {}
        for number, node, tail in _texts(self.root):
            if number in reasons:
                held.setdefault(number, []).append((node.tail if tail else node.text) or "")
                if tail:
                    node.tail = None
                    touched.append(node.getparent())
                else:
                    node.text = None
                    touched.append(node)
        for number, texts in held.items():
            text = " ".join("".join(texts).split())
            if text:
                self.removals.append(Removal(text, reasons[number], number))
        for node in touched:
            _prune(node)

    # Giving

    def draft(self, sections: Iterable[tuple[str | None, Sequence[Element]]], facts: Sequence[Fact] = ()) -> Draft:
        """Make the draft: chapters as titles and blocks, with all that is known and was taken."""
        made = tuple(Section(title, markup(nodes)) for title, nodes in sections)
        if not any(xhtml.words(section.markup) for section in made):
            raise FicbindError(
                Diagnostic(
                    Code.EMPTY_STORY,
                    "error",
                    "no story is found on the page",
                    Location(self.path),
                    "look whether the file holds the story when you open it in a browser",
                )
            )
        known, guesses = openings.titled(Metadata(tuple(facts) or tuple(self.facts)), self.path)
        rating = known.text(Field.RATING)
        return Draft(
            path=self.path,
            metadata=Metadata().under(replace(known, level=ratings.level(rating) if rating else None)),
            sections=made,
            source="\n".join(self.lines.texts),
            removals=tuple(sorted(self.removals, key=lambda removal: removal.line)),
            diagnostics=(*self.diagnostics, *guesses),
            places=tuple(self.places),
            images=self.images,
        )


def line_of(node: Element) -> int:
    """Give the number of the line on which an element begins."""
    for each in (node, *node.iterancestors()):
        before: Element | None = each
        while before is not None:
            if before.get(LINE):
                return int(before.get(LINE))
            before = before.getprevious()
    return 1


def text_of(node: Element | None) -> str:
    """Give the text of an element on one line."""
    return " ".join("".join(node.itertext()).split()) if node is not None else ""


def paragraphs_of(node: Element) -> tuple[str, ...]:
    """Give the text of an element as paragraphs, as metadata holds prose."""
    return tuple(line for line in xhtml.plain(node).split("\n") if line)


def markup(nodes: Sequence[Element]) -> Markup:
    """Write blocks as markup, without the marks of what was taken away; their tails are text like any other."""
    holder = xhtml.element("body")
    for node in nodes:
        holder.append(node)
    xhtml.unwrap(holder, GONE, "body")
    return Markup(xhtml.inner(holder))


def _texts(root: Element) -> Iterator[tuple[int, Element, bool]]:
    """Give every string of a tree in order: the line it stands on, its element, and whether it follows that element."""
    number = line_of(root)
    for event, node in xhtml.walk(root):
        if event == "start":
            number = int(node.get(LINE) or number)
            if node.text:
                yield number, node, False
        elif node.tail and node is not root:
            yield number, node, True


def _runs(node: Element, reason: str) -> Iterator[Removal]:
    """Give the words of an element as runs that stand together in the source: where some are gone already, one ends."""
    number = first = line_of(node)
    texts: list[str] = []
    for event, each in xhtml.walk(node):
        if event == "start":
            number = int(each.get(LINE) or number)
            if each.tag == GONE:
                yield from _removal(texts, reason, first)
                texts = []
            if each.tag in BLOCKS or each.tag == "br":
                texts.append("\n")
        elif each.tag in BLOCKS:
            texts.append("\n")
        piece = each.text if event == "start" else each.tail if each is not node else None
        if piece and not piece.isspace():
            first = first if any(text.strip() for text in texts) else number
        texts.append((piece or "").replace("\n", " "))
    yield from _removal(texts, reason, first)


def _removal(texts: Sequence[str], reason: str, line: int) -> Iterator[Removal]:
    lines = (" ".join(row.split()) for row in "".join(texts).split("\n"))
    text = "\n".join(row for row in lines if row)
    if text:
        yield Removal(text, reason, line)


def _prune(node: Element) -> None:
    """Take away an element that holds nothing more, and those around it that held nothing else."""
    while node.getparent() is not None and not _holds_anything(node):
        parent = node.getparent()
        gone = xhtml.element(GONE)
        gone.tail = node.tail
        node.tail = None
        parent.replace(node, gone)
        node = parent


def _holds_anything(node: Element) -> bool:
    within = (each for each in node.iter() if each is not node)
    return bool((node.text or "").strip()) or any(
        each.tag in _SHOWS or (each.text or "").strip() or (each.tail or "").strip() for each in within
    )
