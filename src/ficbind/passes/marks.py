"""The quotation marks, apostrophes and primes of a paragraph, and how each stands among its neighbours."""

import re
from enum import Enum
from functools import cache

from ficbind.records import dataclass

SIGNS = "\"'`´‘’‚‛“”„‟«»‹›"
"""Every character that is a quotation mark or an apostrophe, typed or set."""

MARK = re.compile(rf"``|''|,,|<<|>>|[{SIGNS}]")

_EYES = frozenset(":;=")
_EMOTICON = re.compile(r"(?<![\w.!?,])[:;=][\"']-?[()|/\\DPpo](?!\w)")
_LATEX_OPENING = re.compile(r"``|,,(?=\S)|(?<![\w'.,!?…;:])''(?=[\w¿¡.…-])")
_LATEX_CLOSING = re.compile(r"(?<=[^\s'])''(?![\w'])")
_IGNORED = "*_~"
_DOUBLES = frozenset(("``", "''", ",,", "<<", ">>", '"', "“", "”", "„", "‟", "«", "»"))
_OPENERS = frozenset("([{¿¡/")
_DASHES = frozenset("-‐‑–—―")
_CLOSERS = frozenset(".,;:!?)]}…%")


class Stand(Enum):
    """Which way a mark faces, by what is left and right of it and the marks beside it."""

    OPENING = "opening"
    CLOSING = "closing"
    EITHER = "either"
    INSIDE = "inside"


@dataclass(slots=True)
class Mark:
    """A mark in a text, as typed, and how it stands."""

    start: int
    end: int
    typed: str
    double: bool
    stand: Stand = Stand.EITHER


def read_marks(text: str, *, guillemets: bool) -> list[Mark]:
    """Find the marks of a paragraph; << and >> are marks only where a language has `guillemets`."""
    pairs = _pairs_as_double(text) if "''" in text else range(0)
    marks: list[Mark] = []
    for found in MARK.finditer(text):
        typed, start = found[0], found.start()
        if len(typed) > 1:
            marks += _marks(found, pairs, guillemets=guillemets)
        elif typed not in "\"'" or text[start - 1 : start] not in _EYES or not _EMOTICON.match(text, start - 1):
            marks.append(Mark(start, start + 1, typed, typed in _DOUBLES))
    first = 0
    while first < len(marks):
        last = first
        while last + 1 < len(marks) and marks[last + 1].start == marks[last].end:
            last += 1
        stand = _stand(text, marks[first].start, marks[last].end)
        for mark in marks[first : last + 1]:
            mark.stand = stand
        first = last + 1
    return marks


def _marks(found: re.Match[str], pairs: range, *, guillemets: bool) -> list[Mark]:
    """Read two characters that may be one mark: a double one, two apostrophes, or none."""
    text, typed, start, end = found.string, found[0], found.start(), found.end()
    if typed == "''" and start not in pairs and not text[max(0, start - 1) : start].isdigit():
        return [Mark(start, start + 1, "'", double=False), Mark(start + 1, end, "'", double=False)]
    if typed == ",," and not (text[end : end + 1].strip() and (start == 0 or not text[start - 1].isalnum())):
        return []
    return [] if typed in ("<<", ">>") and not guillemets else [Mark(start, end, typed, double=True)]


def _pairs_as_double(text: str) -> range:
    """Give the places where two apostrophes stand for a double mark, not for a speech that opens with an elision.

    It is from the first pair that opens to the last that closes.
    """
    opening = _LATEX_OPENING.search(text)
    last = max((found.start() for found in _LATEX_CLOSING.finditer(text)), default=-1)
    return range(opening.start() if opening else len(text), last + 1)


def _stand(text: str, start: int, end: int) -> Stand:
    left, right = start - 1, end
    while left >= 0 and text[left] in _IGNORED:
        left -= 1
    while right < len(text) and text[right] in _IGNORED:
        right += 1
    before = kind(text[left]) if left >= 0 else "space"
    after = kind(text[right]) if right < len(text) else "space"
    if after == "closer" and (text[right] == "…" or text.startswith("..", right)):
        after = "ellipsis"
    if before == "dash" and after in ("word", "opener", "ellipsis"):
        return _after_dash(text, left)
    return _STANDS[before, after]


def _after_dash(text: str, left: int) -> Stand:
    while left >= 0 and kind(text[left]) == "dash":
        left -= 1
    return Stand.OPENING if left < 0 or kind(text[left]) == "space" else Stand.EITHER


@cache
def kind(char: str) -> str:
    """Sort a neighbour of a mark."""
    if char.isspace():
        return "space"
    for name, chars in (("opener", _OPENERS), ("dash", _DASHES), ("closer", _CLOSERS)):
        if char in chars:
            return name
    return "word"


def _stands() -> dict[tuple[str, str], Stand]:
    table = {}
    afters = ("space", "word", "opener", "dash", "closer", "ellipsis")
    for after in afters:
        facing = Stand.EITHER if after in ("space", "closer") else Stand.OPENING
        table["space", after] = table["opener", after] = facing
        table["dash", after] = Stand.CLOSING
        table["closer", after] = Stand.EITHER if after == "word" else Stand.CLOSING
        table["word", after] = Stand.INSIDE if after == "word" else Stand.CLOSING
    return table


_STANDS = _stands()
