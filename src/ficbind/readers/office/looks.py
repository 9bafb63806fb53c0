"""How the paragraphs of a typescript look, and which of them that makes headings, quotations and breaks."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ficbind.conventions import breaks, endings
from ficbind.records import dataclass, field

_LONGEST_HEADING = 80
_SHORTEST_CHAPTER = 120
"""Characters of text that must follow a line before its look alone makes it a heading."""

_MUCH_LARGER = 3
"""Half-points above the size of most text from which a line is set larger than it."""

_DEEP, _DEEP_BOTH = 700, 350
"""Twentieths of a point: an indent on the left, or on both sides, that sets a paragraph apart as a quotation."""

_RARE = 0.25
"""Share of the paragraphs up to which an indent says something of them."""

_ENDS_SENTENCE = re.compile(r"[.?!…:—–\-*_][\"'”’»)\]*_]*$|[\"”»]$")
_NO_HEADING = re.compile(r".*[.,;:…—–]$|[\"“”«»'‘—–-].*|\W*by\b.*", re.I)
_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|заголовок|rubrik|otsikko)[ _]?([1-9])(?:\b.*)?", re.I
)
_NAMED = {"title": "title", "subtitle": "subtitle", "author": "author", "byline": "author"}
_QUOTES = frozenset(
    {"quote", "intense quote", "block text", "quotations", "block quotation", "block quote", "preformatted quote"}
)
_LETTER = re.compile(r"[^\W_]")


@dataclass(slots=True)
class Look:
    """How a paragraph stands on its page; `name` is the class of a title's style, `level` that of a heading."""

    level: int = 0
    alignment: str = ""
    name: str = ""
    quoted: bool = False
    rtl: bool = False

    @property
    def tag(self) -> str:
        return f"h{min(self.level, 6)}" if self.level else "p"

    @property
    def classes(self) -> str:
        return " ".join(each for each in (self.name, self.alignment) if each)


@dataclass(frozen=True, slots=True)
class Faces:
    """How letters are set; `size` is in half-points."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    small_caps: bool = False
    capitals: bool = False
    raised: str = ""
    hidden: bool = False
    size: int = 0


def styled(names: Iterable[str]) -> Look:
    """Say what the names of a paragraph's style, and of those that it is based on, make of it."""
    given = [name.strip().lower() for name in names]
    heading = next((found for found in map(_HEADING.fullmatch, given) if found), None)
    if heading:
        return Look(level=int(heading[1]))
    named = next((_NAMED[name] for name in given if name in _NAMED), "")
    return Look(name=named, quoted=any(name in _QUOTES for name in given))


@dataclass(slots=True)
class Clue:
    """What is seen of a paragraph: its text, its look, and what sets it apart."""

    look: Look
    text: str = ""
    bold: bool = False
    size: int = 0
    left: int = 0
    right: int = 0
    breaks_page: bool = False
    rules: bool = False
    loose: bool = True
    sizes: Counter[int] = field(default_factory=Counter)
    _pieces: list[str] = field(default_factory=list)
    _bold: int = 0
    _plain: int = 0

    def add(self, text: str, *, bold: bool, size: int) -> None:
        """Add text in one face."""
        self._pieces.append(text)
        weight = len(text) - text.count(" ")
        self.sizes[size] += weight
        self._bold += weight if bold else 0
        self._plain += 0 if bold else weight

    def sum_up(self) -> None:
        """Say of the whole what is true of all its text."""
        self.text = " ".join("".join(self._pieces).split())
        self.bold = self._bold > 0 and self._plain == 0
        self.size = self.sizes.most_common(1)[0][0] if self.sizes else 0


def judge(clues: Sequence[Clue]) -> None:
    """Decide from the whole document what each paragraph is."""
    for clue in clues:
        clue.sum_up()
    _name_titles(clues)
    _quote(clues)
    filled = [clue for clue in clues if clue.text]
    if sum(clue.look.level > 0 for clue in filled) < 2:
        for clue in _headings(filled):
            clue.look.level = 2


def part_scenes(clues: Sequence[Clue]) -> list[bool]:
    """Tell before which paragraphs a page break parts two scenes: not at headings, nor within a sentence."""
    found: list[bool] = []
    before: Clue | None = None
    breaks_page = False
    for clue in clues:
        breaks_page = breaks_page or clue.breaks_page
        if not clue.text:
            found.append(False)
            continue
        headed = clue.look.level or (before and (before.look.level or before.look.name))
        found.append(bool(breaks_page and before and not headed and _ENDS_SENTENCE.search(before.text)))
        before, breaks_page = clue, False
    return found


def _name_titles(clues: Sequence[Clue]) -> None:
    """Take several lines in the style of a title, with text between them, for the headings that they are."""
    titles = [at for at, clue in enumerate(clues) if clue.look.name == "title" and clue.text]
    if titles and sum(len(clue.text) for clue in clues[titles[0] : titles[-1]]) > _SHORTEST_CHAPTER * len(titles):
        for at in titles if _opens_chapter(clues, titles[0]) else titles[1:]:
            clues[at].look.name, clues[at].look.level = "", 1


def _opens_chapter(clues: Sequence[Clue], at: int) -> bool:
    below = next((clue for clue in clues[at + 1 :] if clue.text), None)
    return below is not None and not below.look.name and len(below.text) > _LONGEST_HEADING


def _quote(clues: Sequence[Clue]) -> None:
    filled = [clue for clue in clues if clue.text and clue.loose and not clue.look.level]
    usual = Counter(clue.left for clue in filled).most_common(1)[0][0] if filled else 0
    deep = [clue for clue in filled if _is_deep(clue, usual) and not clue.look.alignment]
    if len(deep) <= _RARE * len(filled):
        for clue in deep:
            clue.look.quoted = True


def _is_deep(clue: Clue, usual: int) -> bool:
    left = clue.left - usual
    return left >= _DEEP or (left >= _DEEP_BOTH and clue.right >= _DEEP_BOTH)


def _headings(filled: Sequence[Clue]) -> Iterator[Clue]:
    """Find the lines that stand out alike above stretches of text."""
    usual = _usual_size(filled)
    marked = [at for at, clue in enumerate(filled) if _stands_out(clue, usual)]
    if not marked:
        return
    ends = [*marked[1:], len(filled)]
    groups: dict[tuple[bool, bool], list[int]] = {}
    for at, end in zip(marked, ends, strict=True):
        headed = sum(len(clue.text) for clue in filled[at + 1 : end])
        follows_break = at > 0 and (filled[at - 1].rules or breaks.is_break(filled[at - 1].text))
        if headed >= _SHORTEST_CHAPTER and not follows_break:
            groups.setdefault((filled[at].bold, filled[at].look.alignment == "centred"), []).append(at)
    for group in groups.values():
        texts = {filled[at].text.casefold() for at in group}
        # A name that comes again and again says through whose eyes a scene is seen.
        if len(group) > 1 and len(texts) == len(group):
            yield from (filled[at] for at in group)


def _usual_size(filled: Sequence[Clue]) -> int:
    sizes: Counter[int] = Counter()
    for clue in filled:
        sizes.update(clue.sizes)
    return sizes.most_common(1)[0][0] if sizes else 0


def _stands_out(clue: Clue, usual: int) -> bool:
    if not clue.loose or clue.look.name or len(clue.text) > _LONGEST_HEADING or not _LETTER.search(clue.text):
        return False
    if _NO_HEADING.fullmatch(clue.text) or breaks.is_break(clue.text) or endings.is_end(clue.text):
        return False
    larger = clue.size >= usual + _MUCH_LARGER
    centred = clue.look.alignment == "centred"
    return (clue.bold or larger or clue.breaks_page) and clue.bold + larger + centred + clue.breaks_page >= 2
