"""What was recognised in story files and from where, as values to print."""

from collections.abc import Iterator
from pathlib import Path

from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.manifest.values import Entry
from ficbind.model import Draft, Field, Level, Origin, Story
from ficbind.records import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A value and its source: `origin` is "manifest", "header", "text", "guess" or "book"; `where` is its place."""

    field: str
    values: tuple[str, ...]
    origin: str
    where: Location | None = None


@dataclass(frozen=True, slots=True)
class StorySight:
    """One story as it would be in the book; chapters without a title are `None`, `words` are those of the chapters."""

    title: str
    known: tuple[Known, ...]
    level: Level | None
    language: str
    chapters: tuple[str | None, ...]
    scene_breaks: int
    notes: int
    images: int
    words: int


@dataclass(frozen=True, slots=True)
class FileSight:
    """One file: its kind ("text", "html", "epub" …; empty where it cannot be read), its stories, what is to be said."""

    path: Path
    kind: str
    stories: tuple[StorySight, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """All files that were looked at; `diagnostics` are those of no file: of the manifest, or of a name."""

    files: tuple[FileSight, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    strict: bool = False

    @property
    def every_diagnostic(self) -> tuple[Diagnostic, ...]:
        return (*self.diagnostics, *(each for file in self.files for each in file.diagnostics))

    @property
    def failed(self) -> bool:
        """Whether a book of these files would not be written."""
        bad = {"error", "warning"} if self.strict else {"error"}
        return any(each.severity in bad for each in self.every_diagnostic)


def sight_of(draft: Draft, story: Story, entry: Entry) -> StorySight:
    """Sum up a story that was read and tidied."""
    bodies = "\n".join([*(chapter.body for chapter in story.chapters), *(note.body for note in story.notes)])
    return StorySight(
        title=story.title,
        known=(*_facts(draft, entry), _language(draft, story, entry)),
        level=story.metadata.level,
        language=story.language,
        chapters=tuple(chapter.title for chapter in story.chapters),
        scene_breaks=bodies.count('<hr class="scene-break"') + bodies.count('<hr class="soft-break"'),
        notes=bodies.count('<aside class="note"'),
        images=len(story.pictures),
        words=story.words,
    )


def _facts(draft: Draft, entry: Entry) -> Iterator[Known]:
    for fact in draft.metadata.under(entry.metadata).facts:
        if fact.field is not Field.LANGUAGE:
            yield Known(fact.field.value, fact.values, fact.origin.value, fact.where)


def _language(draft: Draft, story: Story, entry: Entry) -> Known:
    """Say where a story's language comes from: the manifest, the file, a guess, or the book."""
    own = (story.language,)
    if entry.language:
        return Known("language", own, Origin.MANIFEST.value, entry.where)
    fact = draft.metadata.get(Field.LANGUAGE)
    doubts = {each.code for each in story.diagnostics}
    if fact and Code.UNKNOWN_LANGUAGE not in doubts:
        return Known("language", own, fact.origin.value, fact.where)
    guessed = Code.GUESSED_LANGUAGE in doubts
    return Known("language", own, Origin.GUESS.value if guessed else "book")
