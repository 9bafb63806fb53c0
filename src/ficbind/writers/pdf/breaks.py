"""Where the pages of the print edition begin, told so that another edition of the same text can say it, too."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from ficbind.model import PageBreak
from ficbind.xhtml import SIGNS, signs

Beginning = tuple[Any, int]
"""What a page begins with: an element of the tree, and how many signs of its own text stand on earlier pages."""

FOOT_NOTE = "foot-note"
"""The class of a note at the foot of the page."""

MOVED = "data-signs"
"""How many signs stand here in other editions, which the print edition has at the foot of its pages."""

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def page_breaks(
    root: Any, beginnings: Sequence[Beginning | None], targets: Collection[str], roman: int
) -> tuple[PageBreak, ...]:
    """Tell for every page that shows text or an image where it begins; the first `roman` pages are front matter.

    `targets` are the ids of the sections of `root` in which places are counted. Pages go forward in the text: one that
    goes on with a neighbouring table cell is left out.
    """
    wanted: dict[Any, dict[int, int]] = {}
    for page, beginning in enumerate(beginnings):
        if beginning:
            wanted.setdefault(beginning[0], {})[page] = beginning[1]
    sections = [section for section in root.iter("section") if section.get("id") in targets]
    found = [(page, section, place) for section in sections for page, place in _places(section, wanted)]
    breaks: list[PageBreak] = []
    latest = -1
    for page, section, place in found:
        if page > latest:
            breaks.append(PageBreak(page_label(page, roman), section.get("id"), place))
            latest = page
    return tuple(breaks)


def page_label(page: int, roman: int) -> str:
    """Give the number of a page, counted from 0, as it is printed when the first `roman` are front matter."""
    return _roman(page + 1) if page < roman else str(page - roman + 1)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _places(section: Any, wanted: Mapping[Any, Mapping[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the pages that begin in a section, with the number of its signs before that, in the order of the text."""
    passed = 0
    own: dict[Any, int] = {}
    for element, amount in _runs(section):
        if pages := wanted.get(element):
            before = own.get(element, 0)
            for page, told in pages.items():
                if before <= told < before + amount:
                    yield page, passed + told - before
            own[element] = before + amount
        passed += amount


def _runs(element: Any) -> Iterator[tuple[Any, int]]:
    """Give the runs of text of an element and all within it, as their owners and the number of their signs."""
    if moved := element.get(MOVED):
        yield element, int(moved)
        return
    if element.get("class") == FOOT_NOTE:
        return
    if element.tag in SIGNS:
        yield element, 1
    if element.text:
        yield element, signs(element.text)
    for child in element:
        yield from _runs(child)
        if child.tail:
            yield element, signs(child.tail)
