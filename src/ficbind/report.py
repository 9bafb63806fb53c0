"""What a build did and found."""

from pathlib import Path

from ficbind.diagnostics import Diagnostic, Severity
from ficbind.model import Field, Story
from ficbind.records import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """A finished file, its size in bytes, and what else is to be said of it."""

    path: Path
    format: str
    size: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story as the report lists it; `words` counts tokens a reader would call words."""

    path: Path
    title: str
    authors: tuple[str, ...]
    rating: str
    language: str
    chapters: int
    words: int

    @classmethod
    def of(cls, story: Story) -> "StoryLine":
        """Sum up a tidied story."""
        return cls(
            story.path,
            story.title,
            tuple(person.name for person in story.metadata.authors),
            story.metadata.text(Field.RATING),
            story.language,
            len(story.chapters),
            story.words,
        )


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a build: every diagnostic in the order of the stages, the stories, and the files written."""

    manifest: Path
    diagnostics: tuple[Diagnostic, ...] = ()
    stories: tuple[StoryLine, ...] = ()
    outputs: tuple[Output, ...] = ()
    validated: bool = False
    strict: bool = False

    def of(self, severity: Severity) -> tuple[Diagnostic, ...]:
        """Give the diagnostics of one severity."""
        return tuple(each for each in self.diagnostics if each.severity == severity)

    @property
    def failed(self) -> bool:
        """Whether the build left the previous book in place."""
        return bool(self.of("error") or (self.strict and self.of("warning")))
