"""A page of HTML while it is being read: what is known of the story comes out of it, what is not the story is taken
away and remembered, and what is left is the story."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ficbind import xhtml
from ficbind.conventions import ratings
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location, Severity
from ficbind.model import Draft, Fact, Field, Metadata, Origin, Removal, Section
from ficbind.readers import openings
from ficbind.readers.html.parsing import BLOCKS, Lines, parse
from ficbind.readers.html.tree import (
    GONE,
    by_id,
    line_of,
    markup,
    paragraph,
    paragraphs_of,
    prune,
    runs,
    set_gone,
    strings,
    text_of,
    written,
)
from ficbind.readers.lines import Line
from ficbind.records import dataclass, field
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element

__all__ = ["GONE", "Document", "Page", "by_id", "line_of", "markup", "paragraph", "paragraphs_of", "text_of"]

_LONGEST_QUOTE = 60


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
        parsed = parse(text, lines, path)
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
        for number, node, tail in strings(self.root):
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

    def know_prose(self, wanted: Field, nodes: Sequence[Element], line: int | Element) -> None:
        """Add what elements say of the story in prose, with its emphasis, lines and links."""
        before = len(self.facts)
        self.know(wanted, [text for node in nodes for text in paragraphs_of(node)], line)
        if len(self.facts) > before:
            self.facts[-1] = replace(self.facts[-1], markup=written(nodes))

    def tell(self, code: Code, severity: Severity, message: str, line: int | Element, hint: str = "") -> None:
        """Tell the user something about a place of the page."""
        self.diagnostics.append(Diagnostic(code, severity, message, self.where(line), hint))

    def take(self, node: Element, reason: str) -> None:
        """Take an element away, and remember the words that it held."""
        self.removals += runs(node, reason)
        set_gone(node)

    def move(self, node: Element, text: str, before: Element, reason: str) -> None:
        """Take an element away whose words, or some of them, the draft will have before another."""
        head, _, rest = text_of(node).partition(text)
        line = line_of(node)
        for taken, target in ((head, None), (text, line_of(before)), (rest, None)):
            if taken.strip():
                self.removals.append(Removal(taken.strip(), reason, line, target))
        set_gone(node)

    def keep_only(self, kept: Element, reason: str) -> None:
        """Take away all that stands around an element."""
        inner = kept
        for outer in kept.iterancestors():
            for child in list(outer):
                if child is not inner and child.tag != GONE:
                    self.take(child, reason)
            self.cut_texts(outer, reason)
            inner = outer

    def cut_texts(self, node: Element, reason: str) -> None:
        """Take away the text that stands in an element beside its children."""
        for holder, tail in ((node, False), *((child, True) for child in node)):
            text = " ".join(((holder.tail if tail else holder.text) or "").split())
            if text:
                self.removals.append(Removal(text, reason, line_of(holder)))
            if tail:
                holder.tail = None
            else:
                holder.text = None

    def cut(self, numbers: Iterable[int], reason: str) -> None:
        """Take whole lines away, wherever in the tree their words stand."""
        self.cut_lines(dict.fromkeys(numbers, reason))

    def cut_lines(self, reasons: Mapping[int, str]) -> None:
        """Take whole lines away, each for its reason."""
        touched: list[Element] = []
        held: dict[int, list[str]] = {}
        for number, node, tail in strings(self.root):
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
            prune(node)

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
            # A block below the last words bears the number of a line to come.
            places=(*self.places, *self.places[-1:]),
            images=self.images,
        )
