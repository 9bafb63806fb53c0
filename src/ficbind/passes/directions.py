"""Signs that turn the direction of writing: each that stands alone is taken out, or it would turn what follows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ficbind import xhtml
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Draft
from ficbind.passes.chapters import ChapterTree, Findings, line_of, listed
from ficbind.vocabulary import BLOCKS
from ficbind.xhtml import Element

_SIGN = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ENDS = {**dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"), **dict.fromkeys("\u2066\u2067\u2068", "\u2069")}
"""What begins an embedding, override or isolate → what ends it (Unicode Standard Annex 9, section 2)."""

_DEEPEST = 60
"""Levels within each other; the algorithm knows 125, and no text needs more than a few."""

Piece = tuple[Element, bool]
"""A string of a tree: an element, and whether the string follows it."""


def settle_lines(draft: Draft) -> Draft:
    """Take the signs that stand alone out of titles and of what is known of a story."""
    facts = tuple(
        replace(fact, values=tuple(map(settled, fact.values))) if any(map(_SIGN.search, fact.values)) else fact
        for fact in draft.metadata.facts
    )
    sections = tuple(replace(each, title=settled(each.title)) if each.title else each for each in draft.sections)
    return replace(draft, metadata=replace(draft.metadata, facts=facts), sections=sections)


def settle(trees: Sequence[ChapterTree], path: Path) -> Findings:
    """Take the signs that stand alone out of each block, and say so."""
    lines: list[int] = []
    for tree in trees:
        if not any(map(_SIGN.search, tree.root.itertext())):
            continue
        for block, pieces in _blocks(tree.root):
            texts = [_text(piece) for piece in pieces]
            if any(map(_SIGN.search, texts)) and _settle(pieces, texts):
                lines.append(line_of(block))
    if not lines:
        return Findings()
    message = f"took out signs that turn the direction of writing and are not paired ({listed(lines)})"
    return Findings(diagnostics=(Diagnostic(Code.SETTLED_DIRECTIONS, "info", message, Location(path, lines[0])),))


def settled(text: str) -> str:
    """Give a line without the signs that stand alone."""
    alone = _alone(text)
    return "".join(char for at, char in enumerate(text) if at not in alone) if alone else text


def _settle(pieces: Sequence[Piece], texts: Sequence[str]) -> bool:
    alone = _alone("".join(texts))
    start = 0
    for (node, is_tail), text in zip(pieces, texts, strict=True):
        kept = "".join(char for at, char in enumerate(text, start) if at not in alone) if alone else text
        start += len(text)
        if kept != text and is_tail:
            node.tail = kept
        elif kept != text:
            node.text = kept
    return bool(alone)


def _alone(text: str) -> frozenset[int]:
    """Find the signs that begin what nothing ends, or end what nothing began."""
    opened: list[tuple[int, str]] = []
    alone: set[int] = set()
    for sign in _SIGN.finditer(text):
        char, at = sign.group(), sign.start()
        if char in _ENDS and len(opened) < _DEEPEST:
            opened.append((at, _ENDS[char]))
        elif opened and opened[-1][1] == char:
            opened.pop()
        else:
            alone.add(at)
    return frozenset(alone | {at for at, _ in opened})


def _blocks(root: Element) -> Iterator[tuple[Element, list[Piece]]]:
    """Give the strings of each block: those that stand between two edges of blocks."""
    block, pieces = root, list[Piece]()
    for event, node in xhtml.walk(root):
        if node.tag in BLOCKS or node is root:
            yield block, pieces
            block, pieces = node, []
        if event == "start" and node.text:
            pieces.append((node, False))
        elif event == "end" and node.tail and node is not root:
            pieces.append((node, True))
    yield block, pieces


def _text(piece: Piece) -> str:
    node, is_tail = piece
    return (node.tail if is_tail else node.text) or ""
