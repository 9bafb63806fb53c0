"""Put the stories of a folder in order, and tell which are there twice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log

from ficbind.conventions import addresses
from ficbind.manifest.files import natural
from ficbind.records import dataclass
from ficbind.survey.finds import Find

_BEST = ("epub", "html", "docx", "odt", "markdown", "rtf", "text", "folder")
"""Kinds of file by how much they keep of a story."""

_ARTICLE = re.compile(r"(?:the|a|an|der|die|das|ein|eine|le|la|les|un|une|el|los|las|het|een)\s+|l['’]", re.I)
_NUMBER_FIRST = re.compile(r"\d{1,4}(?:[\s._-]|$)")
_COPIED = re.compile(r"\bcopy\b|\bkopie\b|\bcopie\b|\(\d+\)$|\bbackup\b|\bold\b", re.I)
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that holds a story which is in the book from another file."""

    copy: Find
    of: Find


@dataclass(frozen=True, slots=True)
class Run:
    """Stories that follow each other: those of a series, or (`series` empty) one that is in none."""

    series: str
    stories: tuple[Find, ...]


def without_copies(found: Sequence[Find]) -> tuple[list[Find], list[Copy]]:
    """Keep the best copy of each story, and say of which other story one may be a version."""
    kept: list[Find] = []
    copies: list[Copy] = []
    known: dict[object, Find] = {}
    for each in sorted(found, key=_worth):
        signs = [sign for sign in _signs(each) if sign]
        first = next((known[sign] for sign in signs if sign in known), None)
        if first:
            copies.append(Copy(each, first))
            continue
        known.update((sign, each) for sign in signs)
        like = next((known[sign] for sign in _likenesses(each) if sign in known), None)
        known.update((sign, each) for sign in _likenesses(each) if sign not in known)
        kept.append(replace(each, like=like.path) if like else each)
    order = {find.path: place for place, find in enumerate(found)}
    return sorted(kept, key=lambda each: order[each.path]), copies


def runs(found: Sequence[Find]) -> list[Run]:
    """Order stories: a series together and by its numbers, all by title, or by their files where those are numbered."""
    numbered = sum(1 for each in found if _NUMBER_FIRST.match(each.path.name)) > _MOSTLY * len(found)
    ordered = list(found) if numbered else sorted(found, key=_by_title)
    series: dict[str, list[Find]] = {}
    for each in ordered:
        series.setdefault(each.series.casefold() or str(each.path), []).append(each)
    groups = [sorted(group, key=lambda each: each.number) for group in series.values()]
    if not numbered:
        groups.sort(key=lambda group: _sortable(group[0].series or group[0].title))
    return [Run(group[0].series, tuple(group)) for group in groups]


def _worth(each: Find) -> tuple[int, int, bool, object]:
    """Rank copies: the longest text, then the kind that keeps most, then a name that does not call it a copy."""
    kind = _BEST.index(each.kind) if each.kind in _BEST else len(_BEST)
    return -round(20 * log(each.words)), kind, bool(_COPIED.search(each.path.stem)), natural(each.path.name)


def _signs(each: Find) -> Iterator[object]:
    """Give what only copies of one story share."""
    yield each.text and ("text", each.text)
    if len(each.opening) >= 20:
        yield ("title", each.title.casefold(), each.opening)
        yield ("source", addresses.place(each.source), each.opening) if each.source else None


def _likenesses(each: Find) -> Iterator[object]:
    """Give what versions of one story share, but perhaps others do too."""
    yield ("named", _sortable(each.title), tuple(sorted(name.casefold() for name in each.authors)))
    if place := addresses.place(each.source):
        yield ("work", place)


def _by_title(each: Find) -> tuple[tuple[int, int, str], ...]:
    return _sortable(each.title)


def _sortable(title: str) -> tuple[tuple[int, int, str], ...]:
    return natural(_ARTICLE.sub("", title.casefold().strip("\"'“”‘’«»… "), count=1) if title else "")
