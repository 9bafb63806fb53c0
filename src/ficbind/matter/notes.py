"""The author's notes that were taken out of their places, each with the way back."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from markupsafe import Markup

from ficbind.matter.labels import Labels, labels
from ficbind.matter.language import marks
from ficbind.matter.story_front import title
from ficbind.matter.templates import as_markup, clean, render
from ficbind.model import Note, Page, Story
from ficbind.records import dataclass
from ficbind.xhtml import Body


@dataclass(frozen=True, slots=True)
class Placed:
    """Notes that stood at one place: its link target and its name."""

    target: str
    name: str
    notes: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The notes of one story; `marks` are the attributes of its language.

    `named` says that every place is to be named, the story itself too.
    """

    target: str
    title: str
    marks: Markup
    places: tuple[Placed, ...]
    named: bool = False


def group(story: Story, name: str, book_language: str) -> Group:
    """Gather the notes of a story by the places where they stood."""
    return Group(story.key, name, marks(story.language, book_language), tuple(_places(story, name)))


def chapter_id(story: Story, chapter: int) -> str:
    """Name a chapter, counted from 0, as a link target."""
    return f"{story.key}-c{chapter + 1:02d}"


def notes_page(story: Story, words: Labels) -> Page | None:
    """Make the page at the end of a story that holds its notes, in the story's own language."""
    if not story.notes or story.notes_at != "end":
        return None
    own = labels(story.language)
    heading = own.page("gathered-notes")
    shown = own.say(heading)
    placed = replace(group(story, title(story, words), story.language), named=True)
    body = render("gathered-notes", heading=shown, group=placed)
    return Page(f"{story.key}-notes", "gathered-notes", heading, body, story.language)


def _places(story: Story, name: str) -> Iterator[Placed]:
    for (target, title_), found in groupby(story.notes, lambda note: _place(story, note, name)):
        yield Placed(target, title_, tuple(as_markup(Body(note.body)) for note in found))


def _place(story: Story, note: Note, name: str) -> tuple[str, str]:
    """Give the link target of the place where a note stood, and the name of the chapter or story that it belongs to."""
    if note.chapter is None:
        return story.key, name
    title_ = clean(story.chapters[note.chapter].title or "") or name
    return note.place or chapter_id(story, note.chapter), title_
