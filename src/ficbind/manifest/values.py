"""What a manifest says, checked and resolved: the values every later stage reads."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

from ficbind.diagnostics import Diagnostic, Location
from ficbind.model import Metadata, Person, Series
from ficbind.records import dataclass, field

NotePolicy = Literal["keep", "end", "book-end", "drop"]
"""What becomes of an author's notes: they stay, go to the end of the story or of the book, or are left out."""

NOTE_POLICIES: tuple[NotePolicy, ...] = get_args(NotePolicy)

StoryFront = Literal["full", "compact", "none"]
"""What stands before a story: a page of all that is known, or above its text a few lines, or title and author."""

STORY_FRONTS: tuple[StoryFront, ...] = get_args(StoryFront)


@dataclass(frozen=True, slots=True)
class Typography:
    """Which passes may touch the text."""

    quotes: bool = True
    dashes: bool = True
    ellipses: bool = True
    spaces: bool = True
    scene_breaks: bool = True
    chapters: bool = True
    notes: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One story: its file, and what the manifest says of it over what the file says.

    Where `path` is a folder, `chapters` are its files in the order of reading. `images` says what images show, by name.
    """

    path: Path
    name: str
    where: Location
    metadata: Metadata = field(default_factory=Metadata)
    language: str | None = None
    encoding: str | None = None
    typography: Typography = Typography()
    authors_notes: NotePolicy = "keep"
    chapters: tuple[Path, ...] = ()
    warns_on_request: bool = False
    front: StoryFront = "full"
    images: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PartEntry:
    """A run of stories, under a title or (`None`) outside any part."""

    title: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class MatterEntry:
    """A page of front or back matter: its kind, and its text inline or from a file; without text it is generated.

    In `text` a blank line parts paragraphs, and single line ends are the editor's own.
    """

    kind: str
    where: Location
    title: str | None = None
    text: str | None = None
    path: Path | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover asked for: a design in covers/ with its options, or a supplied image.

    `fit` is "whole" or "fill"; `None` keeps an image that has about the shape of a book as it is.
    """

    where: Location
    design: str = "classic"
    image: Path | None = None
    alt: str | None = None
    fit: str | None = None
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Print:
    """The printed page; lengths in mm, type in pt; `None` leaves the choice to the style.

    `chapters` is "page" or "run-on"; "auto" goes by the length of a story's chapters. `isbn` is a URN.
    """

    trim: tuple[float, float] = (139.7, 215.9)
    margin_top: float | None = None
    margin_bottom: float | None = None
    margin_inside: float | None = None
    margin_outside: float | None = None
    gutter: float = 0.0
    font_size: float | None = None
    leading: float | None = None
    recto: bool = True
    chapters: str = "auto"
    hyphenate: bool | None = None
    justify: bool | None = None
    isbn: str | None = None
    where: Location | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """Who certifies the book's accessibility, by what right and where; `level` is that of WCAG: A, AA or AAA."""

    where: Location
    by: str
    credential: str | None = None
    report: str | None = None
    wcag: str = "2.2"
    level: str = "AA"


@dataclass(frozen=True, slots=True)
class Epub:
    """What the EPUB should hold."""

    embed_fonts: bool = True


@dataclass(frozen=True, slots=True)
class ReleasedStory:
    """A story as the record of a release keeps it: its key, its title, and the digest of its words."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Release:
    """An earlier release of the book: its number, its moment in UTC, the digest of its content, and its stories."""

    number: int
    moment: str
    content: str
    stories: tuple[ReleasedStory, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """An anthology as its editor describes it, or with its `anthology` one of its stories as a book of its own.

    `isbns` gives for the digits of each ISBN how it was typed, where that was in its parts.
    """

    path: Path
    title: str
    language: str
    cover: Cover
    parts: tuple[PartEntry, ...]
    subtitle: str | None = None
    people: tuple[Person, ...] = ()
    series: Series | None = None
    description: str | None = None
    subjects: tuple[str, ...] = ()
    publisher: str | None = None
    rights: str | None = None
    date: str | None = None
    identifier: str | None = None
    isbns: Mapping[str, str] = field(default_factory=dict)
    style: str = "classic"
    style_where: Location | None = None
    style_options: tuple[tuple[str, str], ...] = ()
    front: tuple[MatterEntry, ...] = ()
    back: tuple[MatterEntry, ...] = ()
    typography: Typography = Typography()
    print: Print = Print()
    epub: Epub = Epub()
    certificate: Certificate | None = None
    accessibility_summary: str | None = None
    anthology: "Manifest | None" = None
    formats: tuple[str, ...] = ("epub", "pdf")
    output: str | None = None
    releases: tuple[Release, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for part in self.parts for entry in part.entries)

    @property
    def folder(self) -> Path:
        return self.path.parent

    @property
    def sets_type(self) -> bool:
        """Whether any format that is made uses the fonts of the style; else those of the reading device are used."""
        return "pdf" in self.formats or self.epub.embed_fonts

    def noting(self, diagnostics: tuple[Diagnostic, ...]) -> "Manifest":
        return replace(self, diagnostics=diagnostics)
