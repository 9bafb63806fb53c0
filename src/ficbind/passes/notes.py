"""Mark the notes in which an author speaks to the readers; no word of them is dropped."""

from collections.abc import Sequence
from pathlib import Path

from ficbind import xhtml
from ficbind.conventions import breaks
from ficbind.conventions import notes as signs
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.passes.chapters import ChapterTree, Findings, is_note, line_of, quoted, text_of
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element

_LONGEST_BRACKET = 12
"""Blocks within which a bracket that opens a note must close."""

_AT_EDGE = frozenset({"p", "h3", "h4", "blockquote", "div", "ul", "ol"})


def mark_notes(trees: Sequence[ChapterTree], path: Path) -> Findings:
    """Put every author's note into an `aside`, and say which."""
    found = []
    for tree in trees:
        blocks = list(tree.root)
        for first, last in _spans([_Block(block) for block in blocks]):
            found.append(_said(blocks[first], path))
            _wrap(blocks[first : last + 1])
    return Findings(diagnostics=tuple(found))


def list_marked(trees: Sequence[ChapterTree], path: Path) -> Findings:
    """Say which author's notes the source itself marks as such, and set their labels apart."""
    marked = [node for tree in trees for node in tree.root.iter("aside") if is_note(node)]
    for node in marked:
        _set_label(node)
    return Findings(diagnostics=tuple(_said(node, path, "an author's note") for node in marked))


def _set_label(note: Element) -> None:
    """Set the line with which a note says that it is one, and what stands below it, apart from the note's words."""
    first = note[0] if len(note) > 1 and not (note.text or "").strip() else None
    if first is not None and first.tag == "p" and len(first) == 0 and signs.is_label(text_of(first)):
        label = xhtml.element("span", first.text, class_="small-caps")
        first.text = None
        first.append(label)


def are_notes(blocks: Sequence[Element]) -> bool:
    """Tell whether blocks hold nothing but notes and breaks."""
    read = [_Block(block) for block in blocks]
    return _leading(read) == len(read)


class _Block:
    """What a block is to this pass."""

    __slots__ = ("is_break", "is_note", "node", "text")

    def __init__(self, node: Element) -> None:
        self.node = node
        self.is_note = is_note(node)
        self.text = text_of(node) if node.tag in _AT_EDGE and node.get("class") != "letter" else ""
        self.is_break = node.tag == "hr" or (node.tag == "p" and breaks.is_break(self.text))

    @property
    def starts(self) -> bool:
        return self.node.tag in _AT_EDGE and signs.starts_note(self.text)

    @property
    def speaks(self) -> bool:
        """Tell whether the block reads as a note where notes stand, at the edges of a chapter."""
        return self.starts or signs.names_note(self.text) or signs.speaks_to_readers(self.text)

    @property
    def is_labelled(self) -> bool:
        """Tell whether the block bears a label that something within the story may bear too."""
        return signs.labels_note(self.text)


def _spans(blocks: list[_Block]) -> list[tuple[int, int]]:
    """Find the runs of blocks that are notes: at the start, at the end, and wherever one begins beyond doubt."""
    marked = set(range(_leading(blocks))) | set(range(_trailing(blocks), len(blocks)))
    for place, block in enumerate(blocks):
        if place not in marked and block.starts:
            marked.update(range(place, _end(blocks, place) + 1))
    chosen = sorted(place for place in marked if not blocks[place].is_break and not blocks[place].is_note)
    spans: list[tuple[int, int]] = []
    for place in chosen:
        if spans and spans[-1][1] == place - 1:
            spans[-1] = (spans[-1][0], place)
        else:
            spans.append((place, place))
    return spans


def _leading(blocks: Sequence[_Block]) -> int:
    """Count the blocks of notes at the start; what is signed or bracketed belongs to them."""
    place = count = 0
    while place < len(blocks):
        block = blocks[place]
        if block.is_note or block.speaks or (block.is_labelled and _has_company(blocks, place)):
            place = count = _end(blocks, place) + 1
        elif block.is_break:
            place += 1
        else:
            break
    return len(blocks) if place == len(blocks) else count


def _trailing(blocks: Sequence[_Block]) -> int:
    """Give the place from which only notes follow."""
    first = len(blocks)
    place = first - 1
    while place > 0:
        block = blocks[place]
        if block.is_note or block.speaks or (block.is_labelled and _has_company(blocks, place)):
            first = place
        elif not block.is_break and not signs.closes_note(block.text):
            break
        place -= 1
    return first


def _has_company(blocks: Sequence[_Block], place: int) -> bool:
    """Tell whether a note or break stands beside a block, or nothing on one side but a heading."""
    around = [blocks[near] for near in (place - 1, place + 1) if 0 <= near < len(blocks)]
    return len(blocks) == 1 or any(near.is_note or near.is_break or near.speaks for near in around)


def _end(blocks: Sequence[_Block], place: int) -> int:
    """Find where a note that begins at `place` ends: where it says so, and with what is signed or said right after."""
    last = _delimited(blocks, place)
    if last == place and signs.only_labels(blocks[place].text) and place + 1 < len(blocks):
        below = blocks[place + 1]
        last += not (below.is_break or below.is_note)
    while last + 1 < len(blocks) and _goes_on(blocks[last + 1]):
        last += 1
    return last


def _delimited(blocks: Sequence[_Block], place: int) -> int:
    """Follow a note of several paragraphs to the bracket or the words that end it."""
    near = range(place + 1, min(place + _LONGEST_BRACKET, len(blocks)))
    closing = signs.closing_bracket(blocks[place].text)
    for last in near:
        if closing and blocks[last].text.rstrip(" .*_~").endswith(closing):
            return last
    for last in near:
        if blocks[last].starts or blocks[last].is_break:
            break
        if signs.ends_note(blocks[last].text):
            return last
    return place


def _goes_on(block: _Block) -> bool:
    return (
        not block.is_break
        and not block.is_note
        and (block.speaks or block.is_labelled or signs.closes_note(block.text))
    )


def _said(first: Element, path: Path, judgement: str = "took for an author's note") -> Diagnostic:
    message = f"{judgement}: {quoted(xhtml.plain(first))}"
    return Diagnostic(Code.MARKED_NOTE, "info", message, Location(path, line_of(first)))


def _wrap(blocks: Sequence[Element]) -> None:
    aside = xhtml.element("aside", class_="note")
    first = blocks[0]
    if first.get(LINE):
        aside.set(LINE, first.get(LINE))
    first.addprevious(aside)
    aside.extend(blocks)
