"""What a reader leaves out of a story, in the order in which the source has it."""

from collections.abc import Iterable

from ficbind.model import Removal
from ficbind.readers.lines import Line
from ficbind.records import dataclass
from ficbind.xhtml import words


@dataclass(frozen=True, slots=True)
class Cut:
    """A line, or a piece of one, that was taken off, and why."""

    line: Line
    reason: str


def removals(cuts: Iterable[Cut]) -> tuple[Removal, ...]:
    """List the cuts that hold words, each place once, as fidelity wants them: in source order."""
    places: dict[tuple[int, int], Removal] = {}
    for cut in cuts:
        line = cut.line
        start = line.column + len(line.text) - len(line.text.lstrip())
        if words(line.text):
            places.setdefault((line.number, start), Removal(line.bare, cut.reason, line.number))
    return tuple(places[place] for place in sorted(places))
