"""The book from its parts."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from ficbind.manifest.values import Manifest
from ficbind.matter import content_warnings, imprint
from ficbind.matter.accessibility import accessible
from ficbind.matter.changes import changes
from ficbind.matter.contents import contents_lines, tree
from ficbind.matter.knowledge import Knowledge
from ficbind.matter.labels import Labels, labels
from ficbind.matter.notes import chapter_id, notes_page
from ficbind.matter.order import Order, Slot, order
from ficbind.matter.pages import contents_page, page
from ficbind.matter.story_front import authors, story_front
from ficbind.matter.story_head import story_head
from ficbind.matter.templates import clean, render
from ficbind.model import Book, ContentsEntry, Page, Part, Person, Story, Work
from ficbind.style import Style

_NO_TEXTS: Mapping[str, Story] = MappingProxyType({})
_NUMBER = re.compile(r"[\W_]*(?:\d|[IVXLC]+\b)")


def assemble(
    manifest: Manifest, stories: Sequence[Story], style: Style, texts: Mapping[str, Story] = _NO_TEXTS
) -> Book:
    """Assemble the book: its stories, in the manifest's order, between front and back matter.

    `texts` holds the tidied text of each entry that `matter.texts(manifest)` lists, under the same id.
    """
    known = Knowledge(manifest, stories, style, labels(manifest.language), texts, changes(stories, manifest.releases))
    slots = order(manifest)
    made = _pages((*slots.front, *slots.back), known)
    parts = _parts(slots, known)
    entries = tree(_placed(slots.front, made), parts, _placed(slots.back, made))
    works = [work for part in parts for work in part.works]
    made |= _contents((*slots.front, *slots.back), known, entries, works)
    made |= {key: replace(made[key], pictures=texts[key].pictures) for key in made.keys() & texts.keys()}
    book = Book(
        title=clean(manifest.title),
        subtitle=manifest.subtitle,
        language=manifest.language,
        people=manifest.people or _people(stories),
        identifier=imprint.identifier(manifest),
        modified=imprint.modified(manifest, os.environ, stories),
        date=manifest.date,
        description=manifest.description,
        publisher=manifest.publisher,
        rights=manifest.rights,
        series=manifest.series,
        subjects=manifest.subjects,
        front=_placed(slots.front, made),
        parts=parts,
        back=_placed(slots.back, made),
        contents=entries,
        source=manifest.print.isbn,
        terms={name: known.words.page(name) for name in ("cover", "landmarks", "pages")},
    )
    return accessible(book, manifest)


def _pages(slots: Iterable[Slot], known: Knowledge) -> dict[str, Page]:
    made = (page(slot, known) for slot in slots if slot.kind != "contents")
    return {each.id: each for each in made if each}


def _contents(
    slots: Iterable[Slot], known: Knowledge, entries: Sequence[ContentsEntry], works: Sequence[Work]
) -> dict[str, Page]:
    lines = contents_lines(entries, works, known.words, known.changes)
    return {slot.id: contents_page(slot, known, lines) for slot in slots if slot.kind == "contents"}


def _placed(slots: Iterable[Slot], made: Mapping[str, Page]) -> tuple[Page, ...]:
    return tuple(made[slot.id] for slot in slots if slot.id in made)


def _people(stories: Iterable[Story]) -> tuple[Person, ...]:
    """Name the stories' authors where the manifest names nobody, so that the book is not anonymous."""
    people = {person.name: person for story in stories for person in authors(story)}
    return tuple(people.values())


def _parts(slots: Order, known: Knowledge) -> tuple[Part, ...]:
    remaining = iter(known.stories)
    pages = _part_pages(known.manifest, known.words)
    parts = []
    for entry in known.manifest.parts:
        works = tuple(_work(story, slots, known) for story in islice(remaining, len(entry.entries)))
        parts.append(Part(entry.title, next(pages) if entry.title is not None else None, works))
    return tuple(parts)


def _part_pages(manifest: Manifest, words: Labels) -> Iterator[Page]:
    """Make the parts' title pages, numbered when there are several and their titles do not number them already."""
    titles = [clean(part.title) for part in manifest.parts if part.title is not None]
    label = words.page("part")
    numbered = len(titles) > 1 and not any(
        _NUMBER.match(title) or title.casefold().startswith(label.casefold()) for title in titles
    )
    for number, title in enumerate(titles, 1):
        body = render("part", number=words.say(f"{label} {number}") if numbered else None, title=title)
        yield Page(f"p{number}", "part", title, body, manifest.language)


def _work(story: Story, slots: Order, known: Knowledge) -> Work:
    chapter_ids = tuple(chapter_id(story, chapter) for chapter in range(len(story.chapters)))
    warnings = content_warnings.reference(story, slots, known.words)
    layout = story_front if story.front == "full" else story_head
    front = layout(story, known.words, known.manifest.language, warnings)
    return Work(story, front, chapter_ids, notes_page(story, known.words), _terms(labels(story.language)))


def _terms(words: Labels) -> Mapping[str, str]:
    """Name the sides of messages, in a language that has a table."""
    return {} if words.foreign else {side: words.words[f"message.{side}"] for side in ("sent", "received")}
