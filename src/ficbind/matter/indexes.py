"""Indexes: by what a reader may look for, the stories that have it."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from ficbind.conventions import archive_warnings, terms
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.manifest.values import Manifest
from ficbind.matter.collation import as_typed, sort_key, spelling
from ficbind.matter.fronts import left_out
from ficbind.matter.knowledge import Entry, Knowledge
from ficbind.matter.labels import Labels
from ficbind.matter.language import marks, primary
from ficbind.matter.story_front import authors, values
from ficbind.matter.templates import as_markup, escaped, render
from ficbind.model import Field, Level, Origin, Story
from ficbind.records import dataclass
from ficbind.xhtml import Body

_FIELDS = {
    "index-of-authors": Field.AUTHOR,
    "index-of-fandoms": Field.FANDOM,
    "index-of-pairings": Field.PAIRING,
    "index-of-ratings": Field.RATING,
    "index-of-warnings": Field.WARNINGS,
    "index-of-tags": Field.TAGS,
}
"""The field by whose values an index is made."""

KINDS = tuple(_FIELDS)

_MOST_WORDS = {Field.FANDOM: 16, Field.PAIRING: 16, Field.TAGS: 8}
"""Fields whose values are names, and words that one has; of warnings nothing is left out, whatever their form."""

_JOINS = re.compile("[&/]")
"""What stands between the names of a pairing: archives tell friends from lovers by it."""


@dataclass(frozen=True, slots=True)
class _Term:
    """A value of a story's field: as it is shown, and as it is filed after what has a lower rank."""

    shown: Markup
    filed: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A term of an index and the stories below it; `marks` are the attributes of its language."""

    term: Markup
    marks: Markup
    stories: tuple[Entry, ...]


def index(kind: str, known: Knowledge, heading: Markup | None, above: Body | None = None) -> Body | None:
    """Make an index; none where all stories that say something of it say the same."""
    headings = tuple(_headings(_FIELDS[kind], known))
    if len(headings) < 2:
        return None
    named = kind != "index-of-authors"
    return render("index", heading=heading, above=as_markup(above), headings=headings, named=named)


def check(manifest: Manifest, stories: Sequence[Story]) -> tuple[Diagnostic, ...]:
    """Report what fronts and indexes leave out, and names that differ by no more than case, accents and blanks."""
    kinds = dict.fromkeys(entry.kind for entry in (*manifest.front, *manifest.back))
    fields = [_FIELDS[kind] for kind in kinds if kind in _FIELDS and kind != "index-of-ratings"]
    doubts = (doubt for field in fields for doubt in (*_unfiled(field, stories), *_doubts(field, stories)))
    return (*left_out(stories), *doubts)


def _unfiled(field: Field, stories: Sequence[Story]) -> Iterator[Diagnostic]:
    """Tell of values that are no terms: sentences, where names are looked for."""
    for story in stories:
        said = set(_said(story, field))
        sentences = [value for value in values(story, field) if value not in said]
        if sentences and field in _MOST_WORDS:
            fact, named = story.metadata.get(field), "', '".join(sentences)
            message = f"the index of {field.value} leaves out what reads like a sentence: '{named}'"
            hint = f"write the names alone, '{field.value}: …', for the story '{story.title}' in the manifest"
            yield Diagnostic(Code.NO_TERM, "info", message, (fact and fact.where) or Location(story.path), hint)


def _doubts(field: Field, stories: Sequence[Story]) -> Iterator[Diagnostic]:
    first: dict[tuple[str, ...], str] = {}
    told: set[str] = set()
    for story in stories:
        for value in _said(story, field):
            known = first.setdefault((spelling(value) or value, *_JOINS.findall(value)), value)
            if as_typed(value) != as_typed(known) and value not in told:
                told.add(value)
                yield _doubt(story, field, value, known)


def _doubt(story: Story, field: Field, value: str, known: str) -> Diagnostic:
    fact = story.metadata.get(field)
    message = f"the index of {field.value} has both '{value}' and '{known}'"
    hint = f"if they are the same, write '{field.value}: {known}' for the story '{story.title}' in the manifest"
    return Diagnostic(Code.TWO_SPELLINGS, "warning", message, (fact and fact.where) or Location(story.path), hint)


def _headings(field: Field, known: Knowledge) -> Iterator[Heading]:
    language = known.manifest.language
    found = [(term, story) for story in known.stories for term in _terms(story, field, known.words)]
    found.sort(key=lambda each: (each[0].rank, sort_key(each[0].filed, language), as_typed(each[0].filed)))
    for (rank, _), group in groupby(found, lambda each: (each[0].rank, as_typed(each[0].filed))):
        same = list(group)
        stories = {story.key: story for _, story in same}
        ours = bool(rank) or field in {Field.RATING, Field.AUTHOR}
        own = {marks(story.language, language) for story in stories.values()}
        entries = tuple(known.entry(story) for story in stories.values())
        # Each story's language sets the dashes and quotation marks of one tag in its own way.
        term = next((term for term, story in same if primary(story.language) == primary(language)), same[0][0])
        yield Heading(term.shown, Markup() if ours or len(own) > 1 else own.pop(), entries)


def _terms(story: Story, field: Field, words: Labels) -> Iterator[_Term]:
    if field is Field.RATING:
        yield from _rating(story, words)
    elif field is Field.AUTHOR:
        yield from (_filed(person.sort or person.name) for person in authors(story))
    elif field is Field.WARNINGS:
        yield from (_warning(value, words) for value in _said(story, field))
    else:
        yield from map(_filed, _said(story, field))


def _said(story: Story, field: Field) -> tuple[str, ...]:
    """Give a story's values, but no warnings that are given on request only, nor sentences in the place of names."""
    if field is Field.WARNINGS and story.warns_on_request:
        return ()
    fact = story.metadata.get(field)
    asked = field not in _MOST_WORDS or (fact is not None and fact.origin is Origin.MANIFEST)
    most = _MOST_WORDS.get(field, 0)
    return tuple(value for value in values(story, field) if asked or terms.is_name(value, most))


def _filed(value: str) -> _Term:
    return _Term(escaped(value), value)


def _rating(story: Story, words: Labels) -> Iterator[_Term]:
    """File levels by what they allow, and words that mean no level after them."""
    level, order = story.metadata.level, list(Level)
    if level:
        yield _Term(words.say(words.level(level.value)), level.value, 1 + order.index(level))
    else:
        yield from (_Term(escaped(value), value, 1 + len(order)) for value in values(story, Field.RATING))


def _warning(value: str, words: Labels) -> _Term:
    """File what says that there is no warning, or that there might be any, after the warnings."""
    said = archive_warnings.statement(value)
    return _Term(words.say(words.words[f"warning.{said}"]), said, 1) if said else _filed(value)
