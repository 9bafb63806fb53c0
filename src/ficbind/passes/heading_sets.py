"""Which of the lines that look like chapter headings are some: those that count together."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ficbind.conventions.headings import Heading
from ficbind.conventions.numerals import LAST
from ficbind.records import dataclass
from ficbind.xhtml import words

_RANKS = {"book": 0, "volume": 0, "part": 1, "act": 1, "chapter": 2, "episode": 2, "section": 2, "scene": 3}
"""Unit → how deep it stands; a deeper one may count anew after each of a higher rank."""

_BRACKET = re.compile(r"[(\[](?=[^(\[]*$)")
_FEWEST_BARE = 3
_BARE_APART = 60
"""Characters that must on average stand between two bare numbers, or they number a list."""

_NUMBERED_APART = 600
_OPENING_NAMES = ("prolog", "prelude", "пролог", "序")
_CLOSING_NAMES = ("epilog", "épilogue", "epílogo", "coda", "afterword", "эпилог", "尾声", "終章", "エピローグ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a heading: its place among the story's blocks, and the characters before it."""

    place: int
    heading: Heading
    offset: int
    shape: str
    opens: bool = False
    marked: bool = False
    late: bool = False

    @property
    def number(self) -> int:
        return self.heading.number or 0

    @property
    def rank(self) -> int:
        return _RANKS.get(self.heading.unit, len(_RANKS))


def choose(found: Sequence[Candidate]) -> set[int]:
    """Choose the headings among the candidates; gives their places.

    A single "Chapter 3" within a story may be read out by somebody in it, and numbers alone may count anything.
    """
    apart = _without_lists(found)
    counted = _counted([each for each in apart if each.heading.kind == "chapter"])
    named = [each for each in apart if each.heading.kind == "named"]
    chosen = _enough(counted, named)
    multi = _chain([each for each in apart if each.heading.kind == "multi"], ())
    if len({_title(each) for each in multi}) == 1 and (len(multi) > 1 or multi[0].opens):
        chosen += multi
    if not any(each.heading.kind == "chapter" for each in chosen):
        chosen += _numbers(apart)
    return {each.place for each in chosen}


def _without_lists(found: Sequence[Candidate]) -> list[Candidate]:
    """Leave out the lines of contents lists: another of the same kind follows at once."""
    kept = []
    for each, after in zip_longest(found, found[1:]):
        listed = after is not None and after.place == each.place + 1 and after.heading.unit == each.heading.unit
        if each.marked or not listed or _is_repeat(each, after):
            kept.append(each)
    return kept


def _is_repeat(each: Candidate, after: Candidate | None) -> bool:
    return after is not None and each.number == after.number


def _counted(found: Sequence[Candidate]) -> list[Candidate]:
    """Choose those that count on, the higher ranks first."""
    chosen: list[Candidate] = []
    for rank in sorted({each.rank for each in found}):
        barriers = sorted(each.place for each in chosen)
        of_rank = [each for each in found if each.rank == rank]
        chain = _chain(of_rank, barriers)
        chosen += chain if len(chain) > 1 else [each for each in chain if each.opens or each.marked or each.number < 2]
    return chosen


def _enough(counted: list[Candidate], named: list[Candidate]) -> list[Candidate]:
    """Accept two headings or more, or one that can be nothing else."""
    both = counted + named
    if len(both) > 1 and (len(counted) != 1 or len(named) > 0):
        return both
    return [each for each in both if each.opens or each.marked or _stands_alone(each)]


def _stands_alone(each: Candidate) -> bool:
    """Tell a lone `Epilogue` in the second half: it parts what stands before it from what follows."""
    label = each.heading.label.lower()
    if each.heading.title or each.heading.kind != "named":
        return False
    return (each.opens and label.startswith(_OPENING_NAMES)) or (each.late and label.startswith(_CLOSING_NAMES))


def _numbers(found: Sequence[Candidate]) -> list[Candidate]:
    """Choose bare numbers that count 1, 2, 3 with text between them, or else numbered titles that do."""
    for kind, apart in (("bare", _BARE_APART), ("numbered", _NUMBERED_APART)):
        of_kind = _of_one_unit([each for each in found if each.heading.kind == kind])
        chain = _chain([each for each in of_kind if each.number], (), steps=(1,))
        spread = chain[-1].offset - chain[0].offset if chain else 0
        if len(chain) >= _FEWEST_BARE and chain[0].number == 1 and spread >= apart * (len(chain) - 1):
            return chain
    return []


def _of_one_unit(found: Sequence[Candidate]) -> list[Candidate]:
    """Leave numbers, days and letters apart, which do not count together."""
    usual = Counter(each.heading.unit for each in found).most_common(1)
    return [each for each in found if each.heading.unit == usual[0][0]] if usual else []


def _chain(found: Sequence[Candidate], barriers: Sequence[int], steps: tuple[int, ...] = (1, 2)) -> list[Candidate]:
    """Find the longest run that counts on, in the commonest shape where two are as long.

    After a barrier, such as the heading of a new part, numbers may begin again with 1.
    """
    usual = Counter(each.shape for each in found).most_common(1)[0][0] if found else ""
    runs = _Runs(steps)
    for each in found:
        runs.reach(bisect(barriers, each.place))
        worth = (1.01 if each.shape == usual else 1.0) + (0.5 if each.number == 1 or each.marked else 0)
        runs.add(each, worth)
    return runs.longest()


@dataclass(slots=True)
class _Run:
    """The best run of candidates that ends with `last`."""

    last: Candidate
    score: float
    before: "_Run | None"


class _Runs:
    """The best runs so far, by the number that each has reached."""

    def __init__(self, steps: tuple[int, ...]) -> None:
        self._steps = steps
        self._by_number: dict[int, _Run] = {}
        self._best: _Run | None = None
        self._best_before_barrier: _Run | None = None
        self._segment = 0

    def reach(self, segment: int) -> None:
        """Pass a barrier, if `segment` is a new one."""
        if segment != self._segment:
            self._segment, self._best_before_barrier = segment, self._best

    def add(self, each: Candidate, worth: float) -> None:
        """Let a candidate go on with the best run that it can follow."""
        before = max(self._followed(each), key=lambda run: run.score, default=None)
        run = _Run(each, worth + (before.score if before else 0), before)
        known = self._by_number.get(each.number)
        if known is None or run.score >= known.score:
            self._by_number[each.number] = run
        if self._best is None or run.score > self._best.score:
            self._best = run

    def longest(self) -> list[Candidate]:
        """Give the candidates of the best run in order."""
        chain, run = [], self._best
        while run is not None:
            chain.append(run.last)
            run = run.before
        return chain[::-1]

    def _followed(self, each: Candidate) -> Iterator[_Run]:
        for step in self._steps:
            if each.number - step in self._by_number:
                yield self._by_number[each.number - step]
        same = self._by_number.get(each.number)
        if same and same.last.heading.text != each.heading.text:
            yield same
        if each.number == LAST and self._best:
            yield self._best
        if each.number == 1 and self._best_before_barrier:
            yield self._best_before_barrier


def _title(each: Candidate) -> tuple[str, ...]:
    """Give the words of `Title (3/7)` before its numbers."""
    return tuple(word.casefold() for word in words(_BRACKET.split(each.heading.label)[0]))
