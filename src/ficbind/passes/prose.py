"""A paragraph's joined text, and the way back to the text nodes that it came from."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from ficbind.records import dataclass, field
from ficbind.vocabulary import BLOCKS
from ficbind.xhtml import Element

Edit = tuple[int, int, str]
"""Characters `start` to `end` of a paragraph become a text; the edits of a list stand in order and do not overlap."""

LINE_BREAK = "\u2028"
"""What stands for a `br`: white space, but no character of the text."""

_UNSET_BLOCKS = frozenset({"pre"})
_UNSET_INLINES = frozenset({"code"})
_APART = frozenset({"rp", "rt"})
_SEEN = re.compile(r"\S")
_NOTE_MARK = re.compile(r"[\w*†‡§\[\]]{0,4}")


@dataclass(slots=True)
class Prose:
    """Text read in one breath and in one language; `places` are its text nodes, `None` where it may not change."""

    language: str
    text: str = ""
    places: list[tuple[Element, bool] | None] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    changed: bool = False
    pieces: list[str] = field(default_factory=list)

    @classmethod
    def line(cls, text: str, language: str) -> "Prose":
        """Make prose of a plain string."""
        return cls(language, text, [None], [len(text)])

    def add(self, text: str | None, place: tuple[Element, bool] | None) -> None:
        """Take in the next piece of text."""
        if text:
            self.pieces.append(text)
            self.places.append(place)
            self.ends.append(len(text) + (self.ends[-1] if self.ends else 0))

    def join(self) -> "Prose":
        """Join the pieces into the text."""
        self.text = "".join(self.pieces)
        return self

    def edit(self, edits: Sequence[Edit]) -> None:
        """Replace characters; an edit across two text nodes is not made."""
        if len(self.ends) > 1:
            edits = [edit for edit in edits if self._within_one_node(edit)]
        if edits:
            self.text = _spliced(self.text, edits)
            self.ends = _moved(self.ends, edits)
            self.changed = True

    def put_back(self) -> None:
        """Write the text into the nodes that it came from."""
        start = 0
        for place, end in zip(self.places, self.ends, strict=True):
            if place is not None:
                node, is_tail = place
                if is_tail:
                    node.tail = self.text[start:end]
                else:
                    node.text = self.text[start:end]
            start = end

    def _within_one_node(self, edit: Edit) -> bool:
        start, end, _ = edit
        first = bisect_right(self.ends, start)
        return end <= self.ends[first] and self.places[first] is not None


def _spliced(text: str, edits: Sequence[Edit]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, new in edits:
        pieces += (text[done:start], new)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def _moved(ends: list[int], edits: Sequence[Edit]) -> list[int]:
    moved = []
    shift = 0
    pending = iter(edits)
    edit = next(pending, None)
    for limit in ends:
        while edit is not None and edit[1] <= limit:
            shift += len(edit[2]) - (edit[1] - edit[0])
            edit = next(pending, None)
        moved.append(limit + shift)
    return moved


def paragraphs(root: Element, language: str) -> list[Prose]:
    """Collect every run of inline content under `root`; an element's `lang` overrides `language`."""
    found: list[Prose] = []
    _walk_block(root, language, found)
    joined = [prose.join() for prose in found if any(prose.places)]
    return [prose for prose in joined if not prose.text.isspace()]


def _walk_block(block: Element, language: str, found: list[Prose]) -> None:
    language = block.get("lang", language)
    prose = _begin(language, found)
    prose.add(block.text, (block, False))
    for child in block:
        if child.tag in BLOCKS:
            if child.tag not in _UNSET_BLOCKS:
                _walk_block(child, language, found)
            prose = _begin(language, found)
        else:
            _walk_inline(child, prose, found)
        prose.add(child.tail, (child, True))


def _begin(language: str, found: list[Prose]) -> Prose:
    prose = Prose(language)
    found.append(prose)
    return prose


def _walk_inline(node: Element, prose: Prose, found: list[Prose]) -> None:
    if not isinstance(node.tag, str):
        return
    if node.tag == "br":
        prose.add(LINE_BREAK, None)
    elif node.tag in _UNSET_INLINES:
        prose.add(_veiled(node), None)
    elif node.get("lang", prose.language) != prose.language:
        prose.add(_veiled(node), None)
        _walk_block(node, prose.language, found)
    elif not _stands_apart(node):
        _walk_children(node, prose, found)


def _walk_children(node: Element, prose: Prose, found: list[Prose]) -> None:
    prose.add(node.text, (node, False))
    for child in node:
        if child.tag in BLOCKS:
            prose.add(LINE_BREAK, None)
            _walk_block(child, prose.language, found)
            prose.add(LINE_BREAK, None)
        else:
            _walk_inline(child, prose, found)
        prose.add(child.tail, (child, True))


def _veiled(node: Element) -> str:
    """Stand in for text that has rules of its own: a word as far as its neighbours can tell."""
    return _SEEN.sub("x", "".join(node.itertext()))


def _stands_apart(node: Element) -> bool:
    """Tell a gloss or the mark of a note: the sentence runs on as if it were not there."""
    return node.tag in _APART or (node.tag == "sup" and bool(_NOTE_MARK.fullmatch("".join(node.itertext()))))
