"""The book as every stage after the manifest sees it."""

from collections.abc import Mapping
from pathlib import Path

from ficbind.accessibility import Accessibility
from ficbind.diagnostics import Diagnostic, Location
from ficbind.metadata import PROSE, Fact, Field, Level, Metadata, Origin, Person
from ficbind.records import dataclass, field
from ficbind.xhtml import Body, Markup

__all__ = [
    "PROSE",
    "Book",
    "Chapter",
    "ContentsEntry",
    "CoverImage",
    "Draft",
    "Fact",
    "Field",
    "Level",
    "Metadata",
    "Note",
    "Origin",
    "Page",
    "PageBreak",
    "Pagination",
    "Part",
    "Person",
    "Picture",
    "Removal",
    "Section",
    "Series",
    "Story",
    "Work",
]

MOST_IMAGE_BYTES = 120_000_000
"""Of all images of a book together: Send to Kindle takes 200 MB, and other readers stall earlier."""


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
    """What a reader makes of one source file, or of one story in it.

    `source` is the whole text that was read, from which fidelity is measured. Where its lines are not those of a file,
    `places` says for each where it stands. `images` maps the `src` of the markup's images to their bytes;
    `room` is how many bytes the book has left for them. `described` says what images show, by the ends of their names.
    """

    path: Path
    metadata: Metadata
    sections: tuple[Section, ...]
    source: str
    removals: tuple[Removal, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    places: tuple[Location, ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    room: int = MOST_IMAGE_BYTES
    described: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One clean entry of the reading order; a story without chapters has one, untitled."""

    title: str | None
    body: Body


@dataclass(frozen=True, slots=True)
class Note:
    """An author's note that was taken out of its place.

    `chapter`, counted from 0, is the one it belongs to, `None` where it stood above the story; `place` is the id of the
    block after which it stood, `None` where it opened the chapter.
    """

    body: Body
    chapter: int | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of a story, encoded anew: the file name that bodies give as its `src`, and its size in px.

    `described` says that the source tells in words what it shows, wherever it stands.
    """

    name: str
    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    described: bool = True


@dataclass(frozen=True, slots=True)
class Story:
    """A story ready for the book; `key` ("s-harbour-1f3c") is unique in the book and prefixes every id in its bodies.

    The names of its `pictures` begin with the key, too. `words` are those of the chapters: `notes` were taken out of
    them, to stand where `notes_at` says, "end" for the story's own or "book-end". `warns_on_request` keeps what the
    story warns of to a page that who does not ask for it need not see. `front` is the layout of what stands before it:
    "full", a page of its own, or "compact" or "none", a head above the first chapter. `prose` has those of its facts
    that are prose, with their type set. `places` says where the lines of `source` stand, as those of a draft do.
    """

    key: str
    path: Path
    metadata: Metadata
    language: str
    chapters: tuple[Chapter, ...]
    words: int
    source: str = field(repr=False)
    removals: tuple[Removal, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    pictures: tuple[Picture, ...] = ()
    notes: tuple[Note, ...] = ()
    notes_at: str = "end"
    warns_on_request: bool = False
    front: str = "full"
    prose: Mapping[Field, Body] = field(default_factory=dict)
    places: tuple[Location, ...] = field(default=(), repr=False)

    @property
    def title(self) -> str:
        return self.metadata.text(Field.TITLE)

    def place(self, at: int) -> Location:
        """Give the place in a file of so many characters into the source."""
        line = self.source.count("\n", 0, at) + 1
        return self.places[line - 1] if line <= len(self.places) else Location(self.path, line)


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
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A story in its place: its front page, its chapters' link targets, its notes, and `terms` for sides of messages.

    A front of the kind "story-head" is no page: it stands above the first chapter, and names itself as a link target.
    """

    story: Story
    front: Page
    chapter_ids: tuple[str, ...]
    notes: Page | None = None
    terms: Mapping[str, str] = field(default_factory=dict)

    @property
    def head(self) -> Page | None:
        """What stands above the first chapter in place of a front page."""
        return self.front if self.front.kind == "story-head" else None


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
class PageBreak:
    """Where a printed page begins: in the page of matter or chapter `target`, after so many signs of its text.

    A chapter's title is part of its text; `xhtml.signs` says what a sign is. `label` is the printed page number.
    """

    label: str
    target: str
    signs: int


@dataclass(frozen=True, slots=True)
class Pagination:
    """The page breaks of a printed edition in reading order; `source` names the edition."""

    source: str
    breaks: tuple[PageBreak, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The assembled anthology: what writers turn into files.

    `terms` are the names of what only reading systems show: "cover", "landmarks", "pages".
    `pagination` is that of the printed edition, where one has been laid out. `source` is where the text comes from: an
    address, or the printed edition's ISBN as a URN. `anthology` is that from which a single story was taken.
    """

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
    terms: Mapping[str, str] = field(default_factory=dict)
    pagination: Pagination | None = None
    source: str | None = None
    anthology: str | None = None
    accessibility: Accessibility | None = None

    @property
    def works(self) -> tuple[Work, ...]:
        return tuple(work for part in self.parts for work in part.works)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The images of all pages and stories."""
        parts = (part.page for part in self.parts if part.page)
        pages = (*self.front, *parts, *(work.front for work in self.works), *self.back)
        owners: tuple[Page | Story, ...] = (*pages, *(work.story for work in self.works))
        return tuple(picture for owner in owners for picture in owner.pictures)

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
