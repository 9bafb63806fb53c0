"""Find the block of metadata above a story, and where it ends."""

from collections.abc import Sequence
from pathlib import Path

from ficbind.conventions import endings
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.readers import entries
from ficbind.readers.evidence import Entry, weigh
from ficbind.readers.header_blocks import Block, is_of_fiction
from ficbind.readers.lines import Line, filled, is_rule, letters
from ficbind.records import dataclass

_FIRST_LINES = 60
_PREAMBLE = 900
_STOPS = (".", "!", "?", "…", '"', "”", "»")


@dataclass(frozen=True, slots=True)
class Header:
    """A block of metadata: what stood above the labels, the labels, and the position of the first line after it."""

    preamble: tuple[Line, ...]
    entries: tuple[Entry, ...]
    end: int


def find(lines: Sequence[Line]) -> Header | None:
    """Find the header block at the top of a story; `None` when what looks like one may be the story itself."""
    start = _first_label(lines)
    if start is None:
        return None
    preamble = tuple(line for line in lines[:start] if line.bare)
    titled = next((letters(line.bare) for line in preamble if not is_rule(line.bare) and len(line.bare) <= 100), "")
    block = Block(lines, start, titled)
    found = block.read()
    worth = weigh(found, preamble)
    crowded = sum(len(line.text) for line in preamble if not is_rule(line.bare)) > 160 or len(preamble) > 5
    if worth < (4 if crowded else 2) or _stands_below(preamble, lines[block.at :]):
        return None
    return Header(preamble, tuple(found), block.at)


def _stands_below(preamble: Sequence[Line], rest: Sequence[Line]) -> bool:
    """Tell labels below a short story: above them are sentences, more than what follows, or the mark that it ends."""
    told = sum(len(line.bare) for line in preamble if not is_of_fiction(line.bare))
    above = any(line.bare.endswith(_STOPS) for line in preamble) and told > sum(len(line.bare) for line in rest)
    return above or any(endings.is_end(line.bare) for line in preamble[1:])


def doubtful(lines: Sequence[Line], path: Path) -> tuple[Diagnostic, ...]:
    """Report the labelled lines at the very top of a story that prove too little to be its header."""
    start = _first_label(lines)
    if start is None or sum(1 for line in lines[:start] if line.bare) > 1:
        return ()
    count = len(Block(lines, start, "").read())
    line = lines[start]
    text = line.bare if len(line.bare) <= 60 else f"{line.bare[:59]}…"
    return (
        Diagnostic(
            Code.DOUBTFUL_HEADER,
            "warning" if count > 1 else "info",
            f"left '{text}' in the story: it may be a header",
            Location(path, line.number),
            "if it is one, write what it says in the manifest and take it out of the file",
        ),
    )


def _first_label(lines: Sequence[Line]) -> int | None:
    size = 0
    for count, at in enumerate(filled(lines)):
        if entries.parse(lines[at].text):
            return at
        size += 0 if is_rule(lines[at].bare) else len(lines[at].text)
        if count > _FIRST_LINES or size > _PREAMBLE:
            return None
    return None
