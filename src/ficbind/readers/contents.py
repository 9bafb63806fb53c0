"""Read the list of contents that a text carries, and find the chapters it names."""

import re
from collections.abc import Sequence
from itertools import islice

from ficbind.conventions import headings
from ficbind.readers.lines import Line, filled, letters
from ficbind.records import dataclass

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
        return _unheaded(lines)
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


def _unheaded(lines: Sequence[Line]) -> Contents:
    """Find a list of contents that nothing heads: chapter headings one right below the other, each of which returns."""
    start = next(filled(lines), len(lines))
    entries: list[int] = []
    for at in range(start, len(lines)):
        heading = headings.parse(lines[at].bare)
        if heading is None or heading.kind == "multi":
            break
        entries.append(at)
    found = _headings(lines, entries) if len(entries) > 1 else ()
    return Contents(tuple(lines[at] for at in entries), found) if found else Contents()


def _headings(lines: Sequence[Line], entries: Sequence[int]) -> tuple[int, ...]:
    """Find the line that repeats each entry, in order; nothing when one is missing."""
    found = []
    start = entries[-1] + 1
    for entry in entries:
        wanted = lines[entry].bare
        at = _first(lines, start, wanted)
        if at is None:
            return ()
        found.append(at)
        start = at + 1
    return tuple(found)


def _first(lines: Sequence[Line], start: int, wanted: str) -> int | None:
    """Find the first line that says all of an entry, or else the first that gives its title."""
    said = letters(wanted)
    whole = (at for at in filled(lines, start) if len(lines[at].bare) <= _LONGEST and letters(lines[at].bare) == said)
    named = (at for at in filled(lines, start) if _same(lines[at].bare, wanted))
    return next(whole, None) or next(named, None)


def _same(first: str, second: str) -> bool:
    return len(first) <= _LONGEST and bool(_names(first) & _names(second))


def _names(text: str) -> set[str]:
    """Give what a line may be called: all of it, without its number, and the title behind `Chapter 3:`."""
    heading = headings.parse(text)
    bare = _ORNAMENT.sub("", text)
    # The number of `Chapter 3` is its name, not a page.
    is_named = heading is None or headings.parse(bare) is not None or heading.title is not None
    called = {letters(text), letters(bare) if is_named else "", letters(heading.title or "") if heading else ""}
    return called - {""}
