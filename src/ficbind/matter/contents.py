"""The contents tree of the book, and the lines in which a page shows it."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from ficbind.matter.changes import Changes
from ficbind.matter.labels import Labels
from ficbind.matter.language import marks
from ficbind.matter.story_front import authors, length, other_language, rating
from ficbind.matter.templates import clean
from ficbind.model import ContentsEntry, Page, Part, Story, Work
from ficbind.records import dataclass

_NO_CHANGES = Changes()
_PRINTED = frozenset({"matter", "part", "story"})
"""Kinds of entries that the page shows: chapters would hide the stories among them."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the page shows it."""

    kind: str
    target: str
    title: str
    marks: Markup
    author: str
    details: Markup
    children: tuple["Line", ...]


def tree(front: Iterable[Page], parts: Iterable[Part], back: Iterable[Page]) -> tuple[ContentsEntry, ...]:
    """List what a reader may look for, in reading order: pages of matter, parts, stories, and their titled chapters."""
    entries = [_matter(page) for page in front if page.listed]
    for part in parts:
        stories = tuple(_story(work) for work in part.works)
        entries += [ContentsEntry(part.page.title, part.page.id, "part", stories)] if part.page else stories
    return (*entries, *(_matter(page) for page in back if page.listed))


def contents_lines(
    entries: Iterable[ContentsEntry], works: Iterable[Work], words: Labels, changes: Changes = _NO_CHANGES
) -> tuple[Line, ...]:
    """Show the tree down to the stories, with what helps to choose one."""
    by_target = {work.front.id: work for work in works}
    return tuple(_line(entry, by_target, words, changes) for entry in entries)


def _matter(page: Page) -> ContentsEntry:
    return ContentsEntry(page.title, page.id, "matter")


def _story(work: Work) -> ContentsEntry:
    chapters = (
        ContentsEntry(title, target, "chapter")
        for chapter, target in zip(work.story.chapters, work.chapter_ids, strict=True)
        if (title := clean(chapter.title or ""))
    )
    notes = (ContentsEntry(work.notes.title, work.notes.id, "notes"),) if work.notes else ()
    return ContentsEntry(work.front.title, work.front.id, "story", (*chapters, *notes))


def _line(entry: ContentsEntry, works: Mapping[str, Work], words: Labels, changes: Changes) -> Line:
    work = works.get(entry.target)
    children = tuple(_line(child, works, words, changes) for child in entry.children if child.kind in _PRINTED)
    if work is None:
        return Line(entry.kind, entry.target, entry.title, Markup(), "", Markup(), children)
    names = [person.name for person in authors(work.story)]
    story, book_language = work.story, work.front.language
    mark = changes.mark(story)
    news = words.say(words.words[f"changes.{mark}"]) if mark else None
    known = (news, rating(story, words), *_length(story, words), other_language(story, words, book_language))
    details = Markup(" · ").join(each for each in known if each)
    own = marks(story.language, book_language)
    return Line(entry.kind, entry.target, entry.title, own, words.names(names) if names else "", details, children)


def _length(story: Story, words: Labels) -> tuple[Markup, ...]:
    """Give the words and the time to read them."""
    counted = length(story, words)
    return (counted, words.say(words.time(story.words))) if counted else ()
