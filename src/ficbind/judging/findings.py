"""What a judgement is made of: rules, the signs that one is broken, and findings, which gather signs of a kind."""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Literal

from ficbind.diagnostics import Location
from ficbind.judging.edition import Edition
from ficbind.records import dataclass

Gravity = Literal["error", "warning", "advice"]
"""error: the book fails somewhere · warning: it is shown or read wrongly somewhere · advice: it could be better."""

GRAVITIES: tuple[Gravity, ...] = ("error", "warning", "advice")


class Audience(Enum):
    """Families of reading systems that a finding concerns."""

    KINDLE = "Kindle"
    KOBO = "Kobo"
    APPLE = "Apple Books"
    OLD = "old devices"
    EARS = "screen readers"


EVERYBODY = frozenset(Audience)


@dataclass(frozen=True, slots=True)
class Sign:
    """A place where a rule is broken; `what` completes the words of the rule."""

    where: Location
    what: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the judge: `message` and `hint` may hold `{}` for what a sign names."""

    code: str
    gravity: Gravity
    audience: frozenset[Audience]
    message: str
    hint: str
    signs: Callable[[Edition], Iterable[Sign]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, for whom, at which places, and what to do; `count` is the number of all places.

    `said` are the official judge's own words, empty for rules of ours.
    """

    code: str
    gravity: Gravity
    audience: frozenset[Audience]
    message: str
    hint: str
    places: tuple[Location, ...]
    count: int
    said: str = ""

    @property
    def where(self) -> Location:
        return self.places[0]


MOST_PLACES = 100
"""Places that a finding names; the others are counted."""


def apply(rule: Rule, edition: Edition) -> Iterator[Finding]:
    """Judge an EPUB by one rule: one finding, however often it is broken."""
    signs = list(rule.signs(edition))
    if signs:
        first = signs[0].what
        yield Finding(
            rule.code,
            rule.gravity,
            rule.audience,
            rule.message.replace("{}", first),
            rule.hint.replace("{}", first),
            tuple(dict.fromkeys(sign.where for sign in signs[:MOST_PLACES])),
            len(signs),
        )


def quoted(text: str, most: int = 60) -> str:
    """Quote a text of the book in one line, cut where it is long."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return f"'{line if len(line) <= most else line[: most - 1].rstrip() + '…'}'"
