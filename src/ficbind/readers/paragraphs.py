"""Find the paragraphs in lines: blank lines, indents or line ends part them, and wrapped lines are joined again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from ficbind.conventions import correspondence, headings
from ficbind.readers import verse
from ficbind.readers.lines import Line, is_rule
from ficbind.records import dataclass

Kind = Literal["paragraph", "verse", "lines", "heading", "pause"]
Frame = Literal["", "letter", "note"]

_ENDS = re.compile(r"[.!?…:]['\"”’»)\]*_]*$|[\"”»]$|[-–—]$")
_SPEAKS = re.compile(r"[\"“«„]|[-–—]\s?(?=[^\W\d_])")
_ITEM = re.compile(r"\s*(?:[-*•·]|\d{1,3}[.)])\s+\S")
_NARROW, _WIDE, _LONG, _CUT = 38, 110, 80, 50

HEADING = re.compile(r"(?P<marks>#{1,4})[ \t]+(?P<text>\S.{0,88}?(?<![.,;]))[ \t]*#*")
"""A heading of Markdown (CommonMark 0.31, section 4.2)."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a stanza, lines that stay apart, a marked heading or a pause, and the frame in which it stands.

    The lines of a paragraph are one line that was wrapped.
    """

    kind: Kind
    lines: tuple[Line, ...]
    frame: Frame = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file sets its paragraphs; `width` is the column where its lines were wrapped, `None` where they were not.

    `gap` is the usual number of blank lines between paragraphs, `indented` says that an indent begins one, `marked`
    that headings are marked as in Markdown.
    """

    width: int | None
    indented: bool
    gap: int
    margin: int = 0
    marked: bool = False


def find(lines: Sequence[Line], shape: Shape) -> list[Block]:
    """Divide a story's lines into paragraphs, stanzas and pauses."""
    found: list[Block] = []
    for gap, group in _groups(lines):
        if found and _pauses(gap, shape) and not (_parts(found[-1].lines[-1]) or _parts(group[0])):
            found.append(Block("pause", (group[0],)))
        in_poem = bool(found) and found[-1].kind == "verse"
        found += _divide(group, shape, stanza=2 if in_poem else 3)
    return found


def measure(lines: Sequence[Line]) -> Shape:
    """Measure how a file sets its paragraphs."""
    groups = list(_groups(lines))
    filled = [line for _, group in groups for line in group]
    gaps = Counter(gap for gap, _ in groups[1:])
    margin = min((line.indent for line in filled), default=0)
    indents = sum(1 for line in filled if line.indent >= margin + 2)
    indented = 0.04 * len(filled) < indents < 0.9 * len(filled)
    width = _wrap_width([group for _, group in groups])
    usual = 0 if _is_unparted(groups, width, indented=indented) else gaps.most_common(1)[0][0] if gaps else 1
    marked = sum(1 for _, group in groups if HEADING.fullmatch(group[0].bare)) > 1
    return Shape(width, indented, usual, margin, marked)


def _is_unparted(groups: Sequence[tuple[int, list[Line]]], width: int | None, *, indented: bool) -> bool:
    """Tell whether paragraphs follow each other without a blank line, so that a blank line says more."""
    gaps = len(groups) - 1
    if width is None:
        inner = sum(len(group) - 1 for _, group in groups if max(len(line.text) for line in group) >= _LONG)
    elif indented:
        margin = min(line.indent for _, group in groups for line in group)
        inner = sum(1 for _, group in groups for line in group[1:] if line.indent >= margin + 2)
    else:
        lines = sum(len(group) for _, group in groups)
        return (gaps == 0 and lines > 1) or lines > 15 * (gaps + 1)
    return inner >= 4 and inner >= 3 * gaps


def _groups(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Group lines that no blank line parts, each with the number of blank lines above it."""
    gap = 0
    group: list[Line] = []
    start = 0
    for line in lines:
        if line.bare:
            if not group:
                start = gap
            group.append(line)
            gap = 0
        else:
            if group:
                yield start, group
                group = []
            gap += 1
    if group:
        yield start, group


def _wrap_width(groups: Sequence[Sequence[Line]]) -> int | None:
    """Find the column of a hard wrap: lines that go on end close to it, and no line is much longer."""
    inner = sorted(
        len(line.text)
        for group in groups
        if not verse.is_stanza(group, None)
        for line in group[:-1]
        if not is_rule(line.bare)
    )
    if len(inner) < 2:
        return None
    every = sorted(len(line.text) for group in groups for line in group)
    widest = inner[min(len(inner) - 1, int(len(inner) * 0.97))]
    if not _NARROW <= widest <= _WIDE or every[int(len(every) * 0.98)] > widest + 25:
        return None
    full = sum(1 for length in inner if length >= 0.72 * widest)
    enough = 0.5 if len(inner) > 6 else 0.6
    return widest if full >= enough * len(inner) else None


def _divide(group: Sequence[Line], shape: Shape, *, stanza: int) -> list[Block]:
    """Divide lines that no blank line parts."""
    if shape.marked and HEADING.fullmatch(group[0].bare):
        rest = _divide(group[1:], shape, stanza=stanza) if len(group) > 1 else []
        return [Block("heading", (group[0],)), *rest]
    if verse.is_stanza(group, shape.width, stanza):
        return [Block("verse", tuple(group))]
    if shape.width is None:
        return [Block("paragraph", tuple(each)) for each in _as_cut(group, shape)]
    found: list[list[Line]] = []
    for line in group:
        if found and _goes_on(found[-1], line, shape):
            found[-1].append(line)
        else:
            found.append([line])
    return [Block("paragraph", tuple(each)) for each in found]


def _as_cut(group: Sequence[Line], shape: Shape) -> list[list[Line]]:
    """Divide the lines of a file that shows no width: one may break off in mid-sentence all the same."""
    found: list[list[Line]] = []
    for line in group:
        before = found[-1][-1].bare if found else ""
        cut = shape.gap and _CUT < len(before) <= _WIDE and before[-1].isalpha() and line.bare[:1].islower()
        if cut:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _goes_on(paragraph: Sequence[Line], line: Line, shape: Shape) -> bool:
    """Tell whether a line only goes on with the paragraph above it, cut there by the wrap."""
    before = paragraph[-1]
    width = shape.width or 0
    if _stands_alone(before) or _stands_alone(line) or correspondence.greets(before.bare):
        return False
    if _ITEM.match(line.text) and (_ITEM.match(before.text) or _ENDS.search(before.bare)):
        return False
    if shape.indented and line.indent >= shape.margin + 2 and line.indent > before.indent:
        return False
    first = line.bare.split(None, 1)[0]
    full = len(before.text) + 1 + len(first) > width - (0 if shape.gap == 0 else 4)
    if line.bare[:1].islower() and not before.bare.endswith((".", "!", "?")):
        return True
    inside = shape.indented and paragraph[0].indent >= shape.margin + 2 and full
    if _SPEAKS.match(line.bare) and _ENDS.search(before.bare) and not inside and (shape.gap == 0 or not full):
        return False
    return full or (shape.gap > 0 and len(before.text) >= 0.6 * width)


@lru_cache(maxsize=2)
def _stands_alone(line: Line) -> bool:
    """Tell whether a line can only be a paragraph of its own: a scene break, a chapter's heading, a note."""
    if is_rule(line.bare):
        return True
    heading = headings.parse(line.bare) if len(line.bare) <= 120 else None
    return heading is not None and heading.kind in {"chapter", "named", "multi"}


def _parts(line: Line) -> bool:
    return is_rule(line.bare) or (len(line.bare) <= 120 and headings.parse(line.bare) is not None)


def _pauses(gap: int, shape: Shape) -> bool:
    """Tell whether so many blank lines say more than that a paragraph ends."""
    return gap > 0 if shape.gap == 0 else gap >= max(3, shape.gap + 2)
