"""Link notes that are only typed: `[1]` in the text, and below the chapter `[1] What it says.`

A bracketed number may be anything, so all of these must hold: the notes are the last paragraphs of a chapter, numbered
from one another upwards; each number stands once in the text before them, right behind a word or its stop, in the order
of the notes; and the text has no other.
"""

import re
from collections.abc import Iterator, Sequence

from ficbind import xhtml
from ficbind.passes.chapters import ChapterTree, text_of
from ficbind.vocabulary import BLOCKS
from ficbind.xhtml import Element

_NOTE = re.compile(r"\[(\d{1,3})\][.:]?\s+\S")
_CALL = re.compile(r"(?<=\S)\[(\d{1,3})\](?!\w)")
_CALL_BEHIND = re.compile(r"(?:(?<=\S)|\A)\[(\d{1,3})\](?!\w)")

Place = tuple[Element, bool, re.Match[str]]
"""A call: the element whose string it stands in, whether that follows the element, and where."""


def link_typed_notes(trees: Sequence[ChapterTree], key: str) -> None:
    """Make links of the typed calls of typed notes, chapter by chapter; ids begin with `key`."""
    for chapter, tree in enumerate(trees, 1):
        notes = _notes(tree.root)
        numbers = [number for number, _ in notes]
        if not notes or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            continue
        first = notes[0][1]
        calls = [place for block in _before(tree.root, first) for place in _calls(block)]
        if [int(found[1]) for _, _, found in calls] != numbers:
            continue
        for number, note in notes:
            note.set("id", note.get("id") or f"{key}-at-typed-{chapter}-{number}")
        for place, (_, note) in reversed(list(zip(calls, notes, strict=True))):
            _link(place, note.get("id"))


def _notes(root: Element) -> list[tuple[int, Element]]:
    """Find the notes at the end of a chapter, in their order."""
    found: list[tuple[int, Element]] = []
    for block in reversed(root):
        note = _NOTE.match(text_of(block)) if block.tag == "p" else None
        if note is None:
            break
        found.append((int(note[1]), block))
    return found[::-1]


def _before(root: Element, first: Element) -> Iterator[Element]:
    for block in root:
        if block is first:
            return
        yield block


def _calls(block: Element) -> Iterator[Place]:
    """Find the bracketed numbers in the strings of a block that are not links already."""
    for node in block.iter():
        linked = node.tag == "a" or any(each.tag == "a" for each in node.iterancestors())
        yield from ((node, False, found) for found in _CALL.finditer(node.text or "") if not linked)
        if node is not block and node.tag not in BLOCKS:
            yield from ((node, True, found) for found in _CALL_BEHIND.finditer(node.tail or ""))


def _link(place: Place, name: str) -> None:
    node, follows, found = place
    sup = xhtml.element("sup")
    xhtml.append(sup, "a", {"href": f"#{name}"}).text = found[0]
    text = (node.tail if follows else node.text) or ""
    sup.tail = text[found.end() :]
    if follows:
        node.tail = text[: found.start()]
        parent = node.getparent()
        parent.insert(parent.index(node) + 1, sup)
    else:
        node.text = text[: found.start()]
        node.insert(0, sup)
