"""The book as every stage after the manifest sees it."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from ficbind.diagnostics import Diagnostic, Location
from ficbind.xhtml import Body, Markup


class Field(Enum):
    """What can be known of a story, in the order in which front matter shows it."""

    TITLE = "title"
    AUTHOR = "author"
    SUMMARY = "summary"
    RATING = "rating"
    CATEGORY = "category"
    FANDOM = "fandom"
    PAIRING = "pairing"
    CHARACTERS = "characters"
    GENRE = "genre"
    WARNINGS = "warnings"
    TAGS = "tags"
    SERIES = "series"
    SPOILERS = "spoilers"
    STATUS = "status"
    DATE = "date"
    LENGTH = "length"
    LANGUAGE = "language"
    DEDICATION = "dedication"
    RECIPIENT = "recipient"
    PROMPT = "prompt"
    BETA = "beta"
    NOTES = "notes"
    DISCLAIMER = "disclaimer"
    ARCHIVE = "archive"
    FEEDBACK = "feedback"
    EMAIL = "email"
    SOURCE = "source"


class Origin(Enum):
    """Where a fact was found; the first named wins over the later ones."""

    MANIFEST = "manifest"
    HEADER = "header"
    TEXT = "text"
    GUESS = "guess"


class Level(Enum):
    """The five rating levels that all archives' ratings are mapped to."""

    GENERAL = "G"
    TEEN = "T"
    MATURE = "M"
    EXPLICIT = "E"
    NOT_RATED = "NR"


@dataclass(frozen=True, slots=True)
class Fact:
    """A metadata value with its source.

    `values` holds the paragraphs of a prose field (summary, notes, disclaimer) or the items of a list field
    (characters, tags); other fields have one value, always in the author's own words.
    """

    field: Field
    values: tuple[str, ...]
    origin: Origin
    where: Location | None = None

    @property
    def text(self) -> str:
        return ", ".join(self.values)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who made the book or a story; `role` is a MARC relator code such as aut, edt, trl, ill, bkd."""

    name: str
    role: str = "aut"
    sort: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a story: at most one fact a field, and its people when the manifest describes them."""

    facts: tuple[Fact, ...] = ()
    people: tuple[Person, ...] = ()
    level: Level | None = None

    def get(self, wanted: Field) -> Fact | None:
        """Find the fact for a field."""
        return next((fact for fact in self.facts if fact.field is wanted), None)

    def text(self, wanted: Field) -> str:
        """Give a field as one line, empty when it is not known."""
        fact = self.get(wanted)
        return fact.text if fact else ""

    def under(self, winner: "Metadata") -> "Metadata":
        """Complete `winner` with the facts that it does not have."""
        won = {fact.field for fact in winner.facts}
        facts = winner.facts + tuple(fact for fact in self.facts if fact.field not in won)
        order = list(Field)
        level = winner.level if Field.RATING in won else self.level
        return Metadata(
            tuple(sorted(facts, key=lambda fact: order.index(fact.field))),
            winner.people if winner.people or Field.AUTHOR in won else self.people,
            level,
        )

    @property
    def authors(self) -> tuple[Person, ...]:
        """The story's authors, as people or as the names that the file gives."""
        people = tuple(person for person in self.people if person.role == "aut")
        if people:
            return people
        fact = self.get(Field.AUTHOR)
        return tuple(Person(name) for name in fact.values) if fact else ()


@dataclass(frozen=True, slots=True)
class Removal:
    """Words of the source that do not stand in the story's body, and why.

    `text` is cut from the source at its first occurrence at or after `line`. With `moved_to` the words are not gone:
    they stand in the story before that line of the source.
    """

    text: str
    reason: str
    line: int
    moved_to: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter as its author left it; `title` is `None` where the source gives none."""

    title: str | None
    markup: Markup


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader makes of one source file.

    `source` is the decoded text of the whole file, from which fidelity is measured.
    """

    path: Path
    metadata: Metadata
    sections: tuple[Section, ...]
    source: str
    removals: tuple[Removal, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One clean entry of the reading order; a story without chapters has one, untitled."""

    title: str | None
    body: Body


@dataclass(frozen=True, slots=True)
class Story:
    """A story ready for the book; `key` ("s001") is unique in the book and prefixes every id in its bodies."""

    key: str
    path: Path
    metadata: Metadata
    language: str
    chapters: tuple[Chapter, ...]
    words: int
    source: str = field(repr=False)
    removals: tuple[Removal, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def title(self) -> str:
        return self.metadata.text(Field.TITLE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of matter: title page, contents, foreword, a story's front matter …

    `id` is its link target; `kind` is the field's name for it ("half-title", "title-page", "copyright", "contents",
    "story-front" …); `listed` says whether the contents tree shows it.
    """

    id: str
    kind: str
    title: str
    body: Body
    language: str
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Work:
    """A story in its place: its front-matter page and the link targets of its chapters."""

    story: Story
    front: Page
    chapter_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Stories that stand together; `page` is the part's title page, `None` for stories outside any part."""

    title: str | None
    page: Page | None
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A node of the one contents tree that feeds nav, NCX, outline and the printed contents."""

    title: str
    target: str
    kind: str
    children: tuple["ContentsEntry", ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The assembled anthology: what writers turn into files."""

    title: str
    subtitle: str | None
    language: str
    people: tuple[Person, ...]
    identifier: str
    modified: str
    date: str | None
    description: str | None
    publisher: str | None
    rights: str | None
    series: "Series | None"
    subjects: tuple[str, ...]
    front: tuple[Page, ...]
    parts: tuple[Part, ...]
    back: tuple[Page, ...]
    contents: tuple[ContentsEntry, ...]

    @property
    def works(self) -> tuple[Work, ...]:
        return tuple(work for part in self.parts for work in part.works)

    @property
    def screen_front(self) -> tuple[Page, ...]:
        """The front matter without a half-title before a title page: on a screen the cover stands there."""
        has_title_page = any(page.kind == "title-page" for page in self.front)
        return tuple(page for page in self.front if not (has_title_page and page.kind == "half-title"))


@dataclass(frozen=True, slots=True)
class Series:
    """The series a book belongs to, and its place there as the manifest writes it."""

    title: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class CoverImage:
    """The finished cover: encoded bytes, size in px, and what a screen reader says."""

    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    alt: str
