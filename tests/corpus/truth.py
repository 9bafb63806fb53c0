"""What is true of a generated story, whatever file it is put into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from ficbind.metadata import Field


@dataclass(frozen=True)
class Run:
    """Text in one style: "", "em" or "strong"."""

    text: str
    style: str = ""


Paragraph = tuple[Run, ...]
Scene = tuple[Paragraph, ...]


def text_of(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph)


@dataclass(frozen=True)
class Chapter:
    """Scenes, and what the author says around them; `title` is empty where a number is all."""

    title: str
    scenes: tuple[Scene, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [paragraph for scene in self.scenes for paragraph in scene]


@dataclass(frozen=True)
class Work:
    """A story: what is known of it by field, and its chapters; `number` tells works apart."""

    number: int
    language: str
    facts: Mapping[Field, tuple[str, ...]]
    chapters: tuple[Chapter, ...]

    def get(self, wanted: Field) -> tuple[str, ...]:
        return self.facts.get(wanted, ())

    def text(self, wanted: Field) -> str:
        return ", ".join(self.get(wanted))

    @property
    def title(self) -> str:
        return self.text(Field.TITLE)

    @property
    def words(self) -> int:
        return sum(len(text_of(each).split()) for chapter in self.chapters for each in chapter.paragraphs)

    def saying(self, *fields: Field) -> "Work":
        """Know only what a format can say."""
        return replace(self, facts={name: values for name, values in self.facts.items() if name in fields})

    def knowing(self, wanted: Field, *values: str) -> "Work":
        """Know a value besides, or in other words."""
        return replace(self, facts={**self.facts, wanted: values})

    def without_asides(self) -> "Work":
        """Leave out what the author says around chapters, for formats that have no place for it."""
        return replace(self, chapters=tuple(Chapter(each.title, each.scenes) for each in self.chapters))

    def unstyled(self) -> "Work":
        """Lose the emphasis, as copying to plain text does."""
        return replace(self, chapters=tuple(_restyled(each) for each in self.chapters))

    def single(self) -> "Work":
        """Keep the first chapter alone, and no title for it."""
        return replace(self, chapters=(replace(self.chapters[0], title=""),))

    def mapped(self, change: Callable[[str], str]) -> "Work":
        """Change every string, as an encoding with fewer characters forces one to."""
        return replace(
            self,
            facts={name: tuple(map(change, values)) for name, values in self.facts.items()},
            chapters=tuple(_mapped(each, change) for each in self.chapters),
        )


def _restyled(chapter: Chapter) -> Chapter:
    scenes = tuple(tuple((Run(text_of(paragraph)),) for paragraph in scene) for scene in chapter.scenes)
    return replace(chapter, scenes=scenes)


def _mapped(chapter: Chapter, change: Callable[[str], str]) -> Chapter:
    scenes = tuple(
        tuple(tuple(Run(change(run.text), run.style) for run in paragraph) for paragraph in scene)
        for scene in chapter.scenes
    )
    notes = (tuple(map(change, each)) for each in (chapter.before, chapter.after, chapter.summary))
    return Chapter(change(chapter.title), scenes, *notes)


@dataclass(frozen=True)
class Sample:
    """A file, or a folder of files by name, and the stories that are in it.

    `numbered` says that chapters bear headings even where they have no title; `trait` names what the shape is about.
    """

    name: str
    files: Mapping[str, bytes] = field(repr=False)
    works: tuple[Work, ...]
    family: str
    chapters: bool = True
    """Whether the file tells chapters apart at all."""

    @classmethod
    def one(cls, name: str, data: bytes | str, *works: Work, family: str) -> "Sample":
        """Make a sample of one file."""
        return cls(name, {name: data.encode("utf-8") if isinstance(data, str) else data}, works, family)


Writer = Callable[[Random, int], Sample]
"""Makes the nth file of a format."""
