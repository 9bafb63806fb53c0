"""Find what stands apart within a story: a letter quoted with `>`, a note between an archive's marks, a signature."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Literal

from ficbind.readers import paragraphs
from ficbind.readers.lines import Line
from ficbind.readers.paragraphs import Block, Shape
from ficbind.records import dataclass

Kind = Literal["", "letter", "note", "signature"]
Note = tuple[int, int]
"""The numbers of a note's first and last line."""


@dataclass(frozen=True, slots=True)
class Apart:
    """What other modules know to stand apart: notes, a mail's signature, and the numbers of lines that only label."""

    notes: tuple[Note, ...] = ()
    signed: Note | None = None
    labels: frozenset[int] = frozenset()


_QUOTED = re.compile(r"\s*(?:>[ \t]?)+(?=[^\s<>=_.^:;-]|[-–—_.…]\s?\w|$)")
_TOLD = re.compile(r"<<?\s*$")
_SHORTEST = 25
_FORWARDED, _FEWEST = 0.9, 4
"""Share of quoted lines, of more than so many, from which a file is mail passed on, and no letter within a story."""


def find(lines: Sequence[Line], shape: Shape, apart: Apart) -> list[Block]:
    """Divide a story's lines into blocks, and put what stands apart into its frame."""
    found: list[Block] = []
    for kind, part in _parts(lines, apart):
        if kind == "signature":
            found.append(Block("lines", tuple(line for line in part if line.bare), "note"))
        elif kind == "letter":
            letter = [_unquoted(line) for line in part]
            own = paragraphs.measure(letter)
            own = replace(own, width=own.width or shape.width)
            found += (replace(each, frame=kind) for each in paragraphs.find(letter, own))
        elif kind:
            found += (replace(each, frame=kind) for each in paragraphs.find(part, shape))
        else:
            found += paragraphs.find(part, shape)
    return found


def forwarded(lines: list[Line]) -> list[Line]:
    """Take the `>` off a file in which every line is quoted: mail that was passed on."""
    count = sum(1 for line in lines if line.bare)
    marked = sum(1 for line in lines if ">" in line.text[:8] and _is_quoted(line))
    return [_unquoted(line) for line in lines] if marked > max(_FEWEST, _FORWARDED * count) else lines


def _parts(lines: Sequence[Line], apart: Apart) -> Iterator[tuple[Kind, list[Line]]]:
    kinds = _kinds(lines, apart)
    for kind, part in groupby(zip(kinds, lines, strict=True), key=lambda pair: pair[0]):
        yield kind, [line for _, line in part]


def _kinds(lines: Sequence[Line], apart: Apart) -> list[Kind]:
    kinds: list[Kind] = [""] * len(lines)
    for start, end in _quoted(lines):
        kinds[start:end] = ["letter"] * (end - start)
    for at, line in enumerate(lines) if apart.notes or apart.signed else ():
        if any(first <= line.number <= last for first, last in apart.notes):
            kinds[at] = "note"
        if apart.signed and apart.signed[0] <= line.number <= apart.signed[1]:
            kinds[at] = "signature"
    return kinds


def _quoted(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Find the runs of lines that begin with `>`."""
    marked = [at for at, line in enumerate(lines) if ">" in line.text[:8] and _is_quoted(line)]
    runs: list[tuple[int, int]] = []
    for at in marked:
        if runs and not any(line.bare for line in lines[runs[-1][1] : at]):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return [(start, end) for start, end in runs if _says_enough(lines[start:end])]


def _is_quoted(line: Line) -> bool:
    return _QUOTED.match(line.text) is not None and not _TOLD.search(line.text)


def _says_enough(run: Sequence[Line]) -> bool:
    """Tell a letter from a command that somebody types: `> go north`."""
    text = _unquoted(run[0]).bare
    return len(run) > 1 or len(text) >= _SHORTEST or text[:1].isupper()


def _unquoted(line: Line) -> Line:
    mark = _QUOTED.match(line.text)
    return Line(line.number, line.text[mark.end() :], line.column + mark.end()) if mark else line
