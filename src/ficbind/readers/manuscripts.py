"""Read the block of name, address and word count that heads a manuscript sent to an editor."""

import re
from collections.abc import Sequence

from ficbind.conventions.labels import Label
from ficbind.model import Field
from ficbind.readers.entries import Pair
from ficbind.readers.evidence import Entry
from ficbind.readers.lines import Line, filled, letters

_LONGEST, _WIDEST = 8, 80
_NEAR = 4
_GAP = re.compile(r"\s{3,}|\t+")
_COUNT = re.compile(r"(?:about |approx(?:imately|\.)? |ca\.? |~ ?)?\d[\d,.]*k? words|word ?count:? ?[\d,.]+", re.I)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PLACE = re.compile(r".*\d.*|(?:tel|phone)\b.*", re.I)
_BY = re.compile(r"[\W_]*(?:a (?:short )?story )?by:?\s+(?P<name>\S.{1,58})", re.I)


def find(lines: Sequence[Line]) -> tuple[Entry, ...]:
    """Read such a block, if the author's name stands in it and again below the title, or a count of words beside it."""
    first = next(filled(lines), None)
    if first is None:
        return ()
    end = next((at for at in range(first, len(lines)) if not lines[at].bare), len(lines))
    block = lines[first:end]
    if not 2 <= len(block) <= _LONGEST or any(len(line.text) > _WIDEST for line in block):
        return ()
    pieces = [(line, piece.strip()) for line in block for piece in _GAP.split(line.bare) if piece.strip()]
    counted = any(_COUNT.fullmatch(text) for _, text in pieces)
    placed = any(_PLACE.match(text) and not _COUNT.fullmatch(text) for _, text in pieces)
    name = pieces[0][1]
    if not placed or not _signs_below(lines, end, name, counted=counted):
        return ()
    return tuple(_entry(line, text, name) for line, text in pieces)


def _signs_below(lines: Sequence[Line], end: int, name: str, *, counted: bool) -> bool:
    """Tell whether a byline stands right below: the same name, or any name where words were counted above."""
    for _, at in zip(range(_NEAR), filled(lines, end), strict=False):
        found = _BY.fullmatch(lines[at].bare)
        if found:
            return counted or letters(found["name"]) == letters(name)
    return False


def _entry(line: Line, text: str, name: str) -> Entry:
    if text == name:
        field: Field | None = Field.AUTHOR
    elif _COUNT.fullmatch(text):
        field = Field.LENGTH
    else:
        field = Field.EMAIL if _ADDRESS.fullmatch(text) else None
    return Entry(Pair("" if field else "address", text, Label(field, "plain")), (line,), (text,))
