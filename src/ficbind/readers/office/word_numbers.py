"""The numbers that a word processor writes before paragraphs (ECMA-376 part 1, section 17.9)."""

import re

from ficbind.readers.office.word_styles import Styles
from ficbind.readers.office.wordml import child, children, number, value
from ficbind.records import dataclass, field
from ficbind.xhtml import Element

_PLACE = re.compile(r"%([1-9])")
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True)
class Level:
    """How the paragraphs of one level of a list are numbered."""

    form: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a paragraph in a list."""

    levels: tuple[Level, ...]
    depth: int
    list_id: str

    @property
    def form(self) -> str:
        return self.levels[self.depth].form if self.depth < len(self.levels) else "bullet"


@dataclass(slots=True)
class Numbers:
    """The lists of a document, and how far each has counted."""

    _abstract: dict[str, Element] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> "Numbers":
        """Read the part that defines the lists."""
        found = cls()
        for node in children(root, "abstractNum"):
            found._abstract[value(node, "abstractNumId")] = node
        for node in children(root, "num"):
            found._lists[value(node, "numId")] = value(child(node, "abstractNumId"))
        return found

    def place(self, paragraph: Element | None, styles: Styles) -> Place | None:
        """Find the list that a paragraph belongs to."""
        style = value(child(paragraph, "pStyle")) or styles.usual
        given = styles.property(paragraph, style, "numPr")
        list_id = self._lists.get(value(child(given, "numId")), "")
        if given is None or list_id not in self._abstract:
            return None
        levels = tuple(map(_level, children(self._abstract[list_id], "lvl")))
        depth = value(child(given, "ilvl"))
        return Place(levels, number(depth) if depth else self._depth(list_id, style), list_id)

    def _depth(self, list_id: str, style: str) -> int:
        rows = enumerate(children(self._abstract[list_id], "lvl"))
        return next((depth for depth, node in rows if value(child(node, "pStyle")) == style), 0)

    def label(self, place: Place) -> str:
        """Count a paragraph, and give the words or numbers that stand before it."""
        if not 0 <= place.depth < len(place.levels):
            return ""
        counts = self._counts.setdefault(place.list_id, {})
        counts[place.depth] = counts.get(place.depth, place.levels[place.depth].start - 1) + 1
        for deeper in [each for each in counts if each > place.depth]:
            del counts[deeper]
        if place.form in {"bullet", "none"}:
            return ""

        def written(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            if depth >= len(place.levels):
                return ""
            return _written(counts.get(depth, place.levels[depth].start), place.levels[depth].form)

        return " ".join(_PLACE.sub(written, place.levels[place.depth].text).split())


def _level(node: Element) -> Level:
    start = value(child(node, "start"))
    return Level(
        value(child(node, "numFmt")) or "decimal", value(child(node, "lvlText")), number(start) if start else 1
    )


def _written(count: int, form: str) -> str:
    if form.endswith("Roman"):
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    if form.endswith("Letter") and 0 < count <= 26:
        return chr(ord("A" if form == "upperLetter" else "a") + count - 1)
    if form in {"cardinalText"} and 0 <= count < 100:
        return _cardinal(count).capitalize()
    return str(count)


def _roman(count: int) -> str:
    letters = []
    rest = count if 0 < count < 4000 else 0
    for worth, numeral in _ROMAN:
        while rest >= worth:
            letters.append(numeral)
            rest -= worth
    return "".join(letters) or str(count)


def _cardinal(count: int) -> str:
    if count < 20:
        return _ONES[count]
    tens, ones = divmod(count, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
