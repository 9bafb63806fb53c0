"""Read the list of contents that a text carries, and find the chapters it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ficbind.readers.lines import Line, filled, letters

_HEAD = re.compile(r"\W*(?:table of )?contents\W*", re.I)
_FIRST_LINES = 30
_LONGEST = 90
_ORNAMENT = re.compile(r"^\s*(?:\d{1,3}|[ivxlc]{1,7})[.):]?\s+|[\s.]*\b\d{1,4}\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Contents:
    """The lines of the list itself, and the positions of the lines that head the chapters it names."""

    listed: tuple[Line, ...] = ()
    headings: tuple[int, ...] = ()


def find(lines: Sequence[Line]) -> Contents:
    """Find a list of contents every entry of which comes again, in order, as a line of its own."""
    head = next((at for at in islice(filled(lines), _FIRST_LINES) if _HEAD.fullmatch(lines[at].bare)), None)
    if head is None:
        return Contents()
    entries: list[int] = []
    for at in filled(lines, head + 1):
        if len(lines[at].bare) > _LONGEST or (entries and _same(lines[at].bare, lines[entries[0]].bare)):
            break
        entries.append(at)
    while len(entries) > 1:
        found = _headings(lines, entries)
        if found:
            return Contents(tuple(lines[at] for at in (head, *entries)), found)
        entries.pop()
    return Contents()


def _headings(lines: Sequence[Line], entries: Sequence[int]) -> tuple[int, ...]:
    """Find the line that repeats each entry, in order; nothing when one is missing."""
    found = []
    start = entries[-1] + 1
    for entry in entries:
        wanted = lines[entry].bare
        at = next((at for at in filled(lines, start) if _same(lines[at].bare, wanted)), None)
        if at is None:
            return ()
        found.append(at)
        start = at + 1
    return tuple(found)


def _same(first: str, second: str) -> bool:
    return len(first) <= _LONGEST and bool(_names(first) & _names(second))


def _names(text: str) -> set[str]:
    plain = letters(_ORNAMENT.sub("", text))
    return {letters(text), plain} if plain else {letters(text)}
