"""Text as a stream of letters and digits, which line breaks, hyphens and small capitals leave as it is."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from heapq import nlargest
from unicodedata import normalize

from ficbind.records import dataclass

_REST = re.compile(r"[\W_]+")

_HEADS = 2
_FEET = 3
_MARKER = 4
"""Letters of a line that may be a list's number, which a PDF holds apart from its item."""

_MOST_WAYS = 100
"""Ways of reading that are followed from page to page; of more, as of one sentence over and over, the furthest."""

_NUMBERED = re.compile(rf"^\s*\w{{1,{_MARKER}}}[.)]\s+")
"""The number of a list's only item, which is drawn behind it, and so stands before it in the line."""


def letters(text: str) -> str:
    """Reduce text to its letters and digits, without case and typographic variants."""
    return _REST.sub("", normalize("NFKC", text.casefold()))


@dataclass(frozen=True, slots=True)
class Break:
    """Where pages leave the expected text: after `place` letters; `found` is the line that stands there instead."""

    place: int
    found: str


def follow(
    expected: str, pages: Iterable[Sequence[str]], below: str = "", repeated: Collection[str] = ()
) -> Break | None:
    """Read `expected` (letters) on pages of lines; a page may begin and end with lines that are not of the text.

    `below` are the letters of the notes, which go on at the foot of the pages; `repeated` those of the heads of tables,
    which stand again above what a page has of them. Every way of telling text from notes,
    running heads and page numbers is followed at once, so a page number that equals the text's next word is no trap.
    """
    places, furthest = {(0, 0)}, Break(0, "")
    for page in pages:
        lines = [(stream, line) for line in page if (stream := letters(line))]
        reached: set[tuple[int, int]] = set()
        for place, noted in places:
            for skipped in _tops(lines, repeated):
                stops = _stops(expected, place, lines[skipped:])
                rest = lines[skipped + len(stops) - 1 :]
                if rest and stops[-1] > furthest.place:
                    furthest = Break(stops[-1], rest[0][1])
                for back, stop in enumerate(reversed(stops[-1 - _FEET :])):
                    unread = lines[len(lines) - len(rest) - back :]
                    told = {*_below(below, noted, rest), *_below(below, noted, unread)}
                    reached.update((stop, each) for each in told)
        if not reached:
            return furthest
        places = set(nlargest(_MOST_WAYS, reached))
    if any(place == len(expected) and noted == len(below) for place, noted in places):
        return None
    return Break(max(furthest.place, *(place for place, _ in places)), furthest.found)


def stray(
    text: str, below: str, pages: Sequence[Sequence[str]], heads: Iterable[str] = (), around: str = ""
) -> Break | None:
    """Tell where pages leave a text and its notes; where a script may be held in another order, no letter is lacking.

    `heads` are those of its tables, `around` words of the book, in whose direction the head of a story is set.
    """
    broken = follow(letters(text), pages, letters(below), tuple(map(letters, heads)))
    turned = broken and may_be_reordered(f"{text}\n{around}")
    return None if turned and not lost_letters(letters(text + below), pages) else broken


def _tops(lines: Sequence[tuple[str, str]], repeated: Collection[str]) -> Iterator[int]:
    """Give the numbers of lines after which the text of a page may begin."""
    for skipped in range(min(_HEADS, len(lines)) + 1):
        yield skipped
        for head in repeated:
            stops = _stops(head, 0, lines[skipped:])
            if stops[-1] == len(head):
                yield skipped + len(stops) - 1


def _below(below: str, noted: int, rest: Sequence[tuple[str, str]]) -> list[int]:
    """Read on in the notes in what is left of a page; what they leave of it must be its foot."""
    stops = _stops(below, noted, rest)
    left = rest[len(stops) - 1 :]
    return stops[-1 - _FEET :] if sum(len(stream) > _MARKER for stream, _ in left) <= _FEET else []


def _stops(expected: str, place: int, lines: Iterable[tuple[str, str]]) -> list[int]:
    """Give the places after each line that can be read on, the start first."""
    stops = [place]
    for stream, line in lines:
        if not expected.startswith(stream, stops[-1]):
            stream = letters(_NUMBERED.sub("", line))
            if not stream or not expected.startswith(stream, stops[-1]):
                break
        stops.append(stops[-1] + len(stream))
    return stops


def lost_letters(expected: str, pages: Iterable[Sequence[str]]) -> int:
    """Count the letters of `expected` that the pages lack, in whatever order they stand."""
    return (Counter(expected) - Counter("".join(letters(line) for page in pages for line in page))).total()


def may_be_reordered(text: str) -> bool:
    """Tell whether a text holds scripts whose letters a PDF may hold in another order."""
    return _reordered().search(text) is not None


@cache
def _reordered() -> re.Pattern[str]:
    # Hebrew to Mongolian: scripts whose letters a PDF may hold in the order of the eye, not of the voice.
    return re.compile("[\u0590-\u10ff\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufeff]")
