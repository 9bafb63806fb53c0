"""Who wrote the stories, and by whose leave they stand here."""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from ficbind.matter.collation import sort_key
from ficbind.matter.knowledge import Entry, Knowledge
from ficbind.matter.labels import Labels
from ficbind.matter.language import marks
from ficbind.matter.story_front import authors, length, values
from ficbind.matter.templates import linked, render
from ficbind.model import Field, Person, Story
from ficbind.records import dataclass
from ficbind.xhtml import Body

_LEDGER = (Field.DATE, Field.SOURCE, Field.LICENCE, Field.ARCHIVE, Field.BETA, Field.DISCLAIMER)
"""What the ledger says of a story after its people, in order."""

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_PROSE = frozenset({Field.ARCHIVE, Field.DISCLAIMER})


@dataclass(frozen=True, slots=True)
class Account:
    """A story and what is to be said of its making."""

    story: Entry
    sayings: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Author:
    """An author and their stories in this book, each with its date and length."""

    name: Markup
    stories: tuple[tuple[Entry, Markup], ...]


def sources(known: Knowledge, heading: Markup | None) -> Body:
    """Tell for each story where it comes from and who allows it to stand here."""
    accounts = [Account(known.entry(story), tuple(_sayings(story, known))) for story in known.stories]
    told = [account for account in accounts if account.sayings]
    return render("credits", heading=heading, lines=known.words.roles(known.manifest.people), accounts=told)


def about_the_authors(known: Knowledge, heading: Markup | None) -> Body | None:
    """List the authors as libraries do, each with their stories in the book's order."""
    people: dict[str, Person] = {}
    for story in known.stories:
        for person in authors(story):
            if person.name not in people or (person.url and not people[person.name].url):
                people[person.name] = person
    order = sorted(people.values(), key=lambda person: sort_key(person.sort or person.name, known.manifest.language))
    found = [Author(linked(each.name, each.url), _stories(known.authors[each.name], known)) for each in order]
    return render("about-the-authors", heading=heading, authors=found) if found else None


def _stories(stories: Sequence[Story], known: Knowledge) -> tuple[tuple[Entry, Markup], ...]:
    return tuple((known.entry(story), _details(story, known.words)) for story in stories)


def _details(story: Story, words: Labels) -> Markup:
    known = (_years(values(story, Field.DATE)), length(story, words))
    return Markup(" · ").join(each for each in known if each)


def _years(dates: Sequence[str]) -> str:
    """Give the years of a story's dates, the first and the last; dates in which there is none as they are."""
    years = sorted(_YEAR.findall(" ".join(dates)))
    return "–".join(dict.fromkeys((years[0], years[-1]))) if years else ", ".join(dates)


def _sayings(story: Story, known: Knowledge) -> Iterator[Markup]:
    """Say who made it, then what is known of its source and of the leave to use it."""
    words = known.words
    names = [person.name for person in authors(story)]
    if names:
        yield words.line("aut", names)
    yield from words.roles([person for person in story.metadata.people if person.role != "aut"])
    own = marks(story.language, known.manifest.language)
    for field in _LEDGER:
        if said := values(story, field):
            between = Markup(" ") if field in _PROSE else Markup(", ")
            value = between.join(linked(each, each) for each in said)
            told = Markup("<span{}>{}</span>").format(own, value) if own else value
            yield words.labelled(words.fact(field.value, len(said)), told)
