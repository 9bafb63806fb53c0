"""Part an EPUB that holds several works: anthologies that tools merged, or that were made as such."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ficbind.conventions import headings
from ficbind.readers import titles
from ficbind.readers.epub.navigation import Navigation
from ficbind.readers.epub.package import Package, Place
from ficbind.readers.lines import letters
from ficbind.records import dataclass

_FOLDER = re.compile(r"(?:[^/]+/)??(\d+)/.+")
"""EpubMerge puts every book into a folder with its number."""

_FRONTS = (
    re.compile(r'<(?:section|body)\b[^>]*class="[^"]*\b(?:story-front|fff_titlepage)\b', re.I),
    re.compile(r"posted originally on the\b.{0,200}?archive", re.I | re.S),
)
"""What the first page of a work holds: ficbind's and FanFicFare's by class, the archive's by its message."""

_MATTER = re.compile(r'<section\b[^>]*class="matter(?! story-front)', re.I)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_HEAD = re.compile(r"<head\b.*?</head>|<(script|style)\b.*?</\1>|<!--.*?-->", re.I | re.S)
_LOOKED_AT = 20_000
_TOP_LINES = 6
_FEWEST_WORKS = 2


@dataclass(frozen=True, slots=True)
class Work:
    """A work: its pages in order, and what the contents call it ("" for a book that is one work)."""

    places: tuple[Place, ...]
    title: str = ""


def part(package: Package, navigation: Navigation) -> tuple[list[Work], list[Place]]:
    """Part the reading order into works, and the pages that belong to none of them."""
    spine = package.spine
    openings = {place.item.name: _opening(package, place) for place in spine}
    for ways in (_fronts, _folders, _signed):
        starts = ways(spine, openings, navigation)
        if len(starts) >= _FEWEST_WORKS:
            return _parted(spine, starts, openings, navigation)
    return [Work(spine)], []


Finder = Callable[[Sequence[Place], dict[str, str], Navigation], list[int]]


def _opening(package: Package, place: Place) -> str:
    """Give the beginning of a page as it is; none of this is used as text."""
    if not place.item.is_page:
        return ""
    return package.container.read(place.item.name)[:_LOOKED_AT].decode("utf-8", "replace")


def _fronts(spine: Sequence[Place], openings: dict[str, str], _: Navigation) -> list[int]:
    for front in _FRONTS:
        found = [number for number, place in enumerate(spine) if front.search(openings[place.item.name])]
        if len(found) >= _FEWEST_WORKS:
            return found
    return []


def _folders(spine: Sequence[Place], _: dict[str, str], __: Navigation) -> list[int]:
    folders = [found[1] if (found := _FOLDER.fullmatch(place.item.name)) else "" for place in spine]
    numbered = [number for number, folder in enumerate(folders) if folder]
    if len(numbered) < 0.8 * len(spine) or len(set(folders)) != len([1 for a, b in pairwise(["", *folders]) if a != b]):
        return []
    return [number for number in numbered if number == 0 or folders[number - 1] != folders[number]]


def _signed(spine: Sequence[Place], openings: dict[str, str], navigation: Navigation) -> list[int]:
    """Find the pages to which the contents lead first, and which bear a title with the name of an author below."""
    numbers = {place.item.name: number for number, place in enumerate(spine)}
    found: dict[int, str] = {}
    for entry in navigation.entries:
        at = numbers.get(entry.name)
        if at is None or at in found or entry.depth > 1 or headings.parse(entry.title):
            continue
        name = _author(openings[entry.name], entry.title)
        if name:
            found[at] = letters(name)
    leads = any(entry.leads for entry in navigation.entries if numbers.get(entry.name) in found)
    return sorted(found) if leads or len(set(found.values())) >= _FEWEST_WORKS else []


def _author(opening: str, title: str) -> str:
    """Find the byline right below a title at the top of a page."""
    rows = list(_rows(opening))
    for above, below in pairwise(rows[:_TOP_LINES]):
        signed = titles.BYLINE.fullmatch(below)
        if signed and letters(above) == letters(title):
            return signed["name"]
    return ""


def _rows(opening: str) -> Iterator[str]:
    text = _TAG.sub("\n", re.sub(r"</?(?:a|i|b|em|strong|span|small)\b[^<>]{0,500}>", "", _HEAD.sub("", opening)))
    return (row for row in (" ".join(html.unescape(each).split()) for each in text.split("\n")) if row)


def _parted(
    spine: Sequence[Place], starts: Sequence[int], openings: dict[str, str], navigation: Navigation
) -> tuple[list[Work], list[Place]]:
    named = {entry.name: entry.title for entry in reversed(navigation.entries)}
    found: list[Work] = []
    outside = list(spine[: starts[0]])
    for start, end in pairwise([*starts, len(spine)]):
        kept = [place for place in spine[start:end] if not _MATTER.search(openings[place.item.name])]
        outside += [place for place in spine[start:end] if place not in kept]
        found.append(Work(tuple(kept), named.get(spine[start].item.name, "")))
    return found, outside
