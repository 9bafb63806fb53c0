"""The page before a story: what is known of it, and nothing else."""

import re
from collections.abc import Iterator

from markupsafe import Markup

from ficbind.matter.labels import Labels
from ficbind.matter.language import marks, primary
from ficbind.matter.templates import as_markup, clean, escaped, linked, render
from ficbind.model import Field, Level, Page, Person, Story
from ficbind.records import dataclass

FACTS = (
    Field.RATING,
    Field.CATEGORY,
    Field.FANDOM,
    Field.PAIRING,
    Field.CHARACTERS,
    Field.GENRE,
    Field.WARNINGS,
    Field.TAGS,
    Field.SERIES,
    Field.SPOILERS,
    Field.STATUS,
    Field.DATE,
    Field.LENGTH,
    Field.LANGUAGE,
    Field.RECIPIENT,
    Field.PROMPT,
    Field.BETA,
    Field.SOURCE,
    Field.LICENCE,
)
"""The rows of the table of facts, in order.

E-mail addresses and what authors once said about feedback were for another time and place: not shown. What they said
about archiving stands in the credits alone.
"""

_ARCHIVE_NAMES = {
    Level.GENERAL: ("general audiences", "gen", "g"),
    Level.TEEN: ("teen and up audiences", "teen and up", "teen", "t"),
    Level.MATURE: ("mature", "m"),
    Level.EXPLICIT: ("explicit", "e"),
    Level.NOT_RATED: ("not rated", "unrated", "none", "nr"),
}
"""Words that say no more than the level itself (Archive of Our Own's names and letters)."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*")
"""A language tag (RFC 5646) is a name for machines."""


@dataclass(frozen=True, slots=True)
class Row:
    """A fact as the page shows it; `marks` are the attributes of its language."""

    label: Markup
    value: Markup
    marks: Markup


def story_front(story: Story, words: Labels, book_language: str, warnings: Markup | None = None) -> Page:
    """Make the page before a story; `warnings` stands in place of what the story warns of."""
    own = marks(story.language, book_language)
    body = render(
        "story-front",
        marks=own,
        around=marks(book_language, story.language),
        title=title(story, words),
        author=words.role("aut", [person.name for person in authors(story)]) if authors(story) else None,
        credits=words.roles([person for person in story.metadata.people if person.role != "aut"]),
        dedication=values(story, Field.DEDICATION),
        summary=prose(story, Field.SUMMARY),
        facts=list(_rows(story, words, book_language, warnings)),
        notes_heading=words.say(words.fact("notes", len(values(story, Field.NOTES)))),
        notes=prose(story, Field.NOTES),
        disclaimer_heading=words.say(words.fact("disclaimer")),
        disclaimer=prose(story, Field.DISCLAIMER),
    )
    return Page(story.key, "story-front", title(story, words), body, book_language)


def title(story: Story, words: Labels) -> str:
    """Give the story's title, or the word for a story without one, since links need a text."""
    return clean(story.title) or words.page("untitled")


def authors(story: Story) -> tuple[Person, ...]:
    """List the authors who have a name."""
    return tuple(person for person in story.metadata.authors if clean(person.name))


def values(story: Story, wanted: Field) -> tuple[str, ...]:
    """Give the values of a field that say something."""
    fact = story.metadata.get(wanted)
    return tuple(text for value in fact.values if (text := clean(value))) if fact else ()


def prose(story: Story, wanted: Field) -> Markup:
    """Give what is said of the story in prose, as paragraphs."""
    body = story.prose.get(wanted)
    paragraphs = (Markup("<p>{}</p>").format(text) for text in values(story, wanted))
    return as_markup(body) if body else Markup("\n").join(paragraphs)


def rating(story: Story, words: Labels) -> Markup | None:
    """Give the name of the story's rating level, or the author's words when they mean no level we know."""
    level, own = story.metadata.level, values(story, Field.RATING)
    if level is not None:
        return words.say(words.level(level.value))
    return Markup('<span class="fact-words">{}</span>').format(escaped(", ".join(own))) if own else None


def length(story: Story, words: Labels) -> Markup | None:
    """Give the number of words."""
    return words.say(words.count("words", story.words)) if story.words else None


def other_language(story: Story, words: Labels, book_language: str) -> Markup | None:
    """Name the story's language when it is not the book's: in our words, else in the author's."""
    if primary(story.language) == primary(book_language):
        return None
    name, said = words.language_name(story.language), ", ".join(values(story, Field.LANGUAGE))
    if name:
        return words.say(name)
    return None if not said or _TAG.fullmatch(said) else escaped(said)


def _rows(story: Story, words: Labels, book_language: str, warnings: Markup | None) -> Iterator[Row]:
    own = marks(story.language, book_language)
    made: dict[Field, Markup | None] = {
        Field.RATING: _rating(story, words, own),
        Field.LENGTH: _length(story, words),
        Field.LANGUAGE: other_language(story, words, book_language),
    }
    if warnings:
        made[Field.WARNINGS] = warnings
    for field in FACTS:
        found = values(story, field)
        said = Markup(", ").join(linked(value, value) for value in found)
        value = made.get(field, said)
        if value:
            label = words.say(words.fact(field.value, len(found)))
            yield Row(label, value, Markup() if field in made else own)


def _length(story: Story, words: Labels) -> Markup | None:
    counted = length(story, words)
    return Markup("{} · {}").format(counted, words.say(words.reading_time(story.words))) if counted else None


def _rating(story: Story, words: Labels, own: Markup) -> Markup | None:
    level, said = story.metadata.level, ", ".join(values(story, Field.RATING))
    shown = rating(story, words)
    if level is None or not said:
        return shown
    name = words.level(level.value).casefold()
    if said.casefold() in {*_ARCHIVE_NAMES[level], name}:
        return shown
    if said.casefold().startswith(name):
        return Markup('<span class="fact-words"{}>{}</span>').format(own, said)
    return Markup('{} <span class="fact-words"{}>— {}</span>').format(shown, own, said)
