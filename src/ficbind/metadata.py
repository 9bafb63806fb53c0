"""What is known of a story, each value with its source."""

from enum import Enum

from ficbind.diagnostics import Location
from ficbind.records import dataclass
from ficbind.xhtml import Markup


class Field(Enum):
    """What can be known of a story, in the order in which front matter shows it."""

    TITLE = "title"
    AUTHOR = "author"
    SUMMARY = "summary"
    RATING = "rating"
    CATEGORY = "category"
    FANDOM = "fandom"
    PAIRING = "pairing"
    CHARACTERS = "characters"
    GENRE = "genre"
    WARNINGS = "warnings"
    TAGS = "tags"
    SERIES = "series"
    SPOILERS = "spoilers"
    STATUS = "status"
    DATE = "date"
    LENGTH = "length"
    LANGUAGE = "language"
    DEDICATION = "dedication"
    RECIPIENT = "recipient"
    PROMPT = "prompt"
    BETA = "beta"
    NOTES = "notes"
    DISCLAIMER = "disclaimer"
    ARCHIVE = "archive"
    FEEDBACK = "feedback"
    EMAIL = "email"
    SOURCE = "source"
    LICENCE = "licence"


PROSE = (Field.SUMMARY, Field.NOTES, Field.DISCLAIMER)
"""What front matter shows as paragraphs, and not as a row of a table."""


class Origin(Enum):
    """Where a fact was found; the first named wins over the later ones."""

    MANIFEST = "manifest"
    HEADER = "header"
    TEXT = "text"
    GUESS = "guess"


class Level(Enum):
    """The five rating levels that all archives' ratings are mapped to."""

    GENERAL = "G"
    TEEN = "T"
    MATURE = "M"
    EXPLICIT = "E"
    NOT_RATED = "NR"


@dataclass(frozen=True, slots=True)
class Fact:
    """A metadata value with its source.

    `values` holds the paragraphs of a prose field (summary, notes, disclaimer) or the items of a list field
    (characters, tags); other fields have one value, always in the author's own words. `markup` is one of `PROSE` as
    its author set it, with its emphasis, lines and links, where there are such.
    """

    field: Field
    values: tuple[str, ...]
    origin: Origin
    where: Location | None = None
    markup: Markup | None = None

    @property
    def text(self) -> str:
        return ", ".join(self.values)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who made the book or a story; `role` is a MARC relator code such as aut, edt, trl, ill, bkd."""

    name: str
    role: str = "aut"
    sort: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a story: at most one fact a field, and its people when the manifest describes them."""

    facts: tuple[Fact, ...] = ()
    people: tuple[Person, ...] = ()
    level: Level | None = None

    def get(self, wanted: Field) -> Fact | None:
        """Find the fact for a field."""
        return next((fact for fact in self.facts if fact.field is wanted), None)

    def text(self, wanted: Field) -> str:
        """Give a field as one line, empty when it is not known."""
        fact = self.get(wanted)
        return fact.text if fact else ""

    def under(self, winner: "Metadata") -> "Metadata":
        """Complete `winner` with the facts that it does not have."""
        won = {fact.field for fact in winner.facts}
        facts = winner.facts + tuple(fact for fact in self.facts if fact.field not in won)
        order = list(Field)
        level = winner.level if Field.RATING in won else self.level
        return Metadata(
            tuple(sorted(facts, key=lambda fact: order.index(fact.field))),
            winner.people if winner.people or Field.AUTHOR in won else self.people,
            level,
        )

    @property
    def authors(self) -> tuple[Person, ...]:
        """The story's authors, as people or as the names that the file gives."""
        people = tuple(person for person in self.people if person.role == "aut")
        if people:
            return people
        fact = self.get(Field.AUTHOR)
        return tuple(Person(name) for name in fact.values) if fact else ()
