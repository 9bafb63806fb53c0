"""The lines of a text file, which keep their numbers wherever they go."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ficbind.conventions import breaks
from ficbind.records import dataclass

_LONGEST_WORDS = 60
_WORD = re.compile(r"[^\W\d_oOxX]{3}")
_RULE = re.compile(r"\s*(?:<hr\b[^>]*>|([^\w\s])(?:\s*\1){2,}|[^\w\s]{3,})\s*", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source, counted from 1, without its end; `column` is where a piece of a row begins."""

    number: int
    text: str
    column: int = 0

    @property
    def bare(self) -> str:
        return self.text.strip()

    @property
    def indent(self) -> int:
        """Count the columns of white space before the text; a tab counts as four."""
        head = self.text[: len(self.text) - len(self.text.lstrip())]
        return len(head.expandtabs(4))


def split(text: str) -> list[Line]:
    """Split text into lines; a form feed ends a paragraph but is no line of its own to an editor."""
    lines = []
    for number, row in enumerate(text.split("\n"), 1):
        if "\f" not in row:
            lines.append(Line(number, row.rstrip()))
            continue
        column = 0
        for piece in row.split("\f"):
            lines += [Line(number, piece.rstrip(), column), Line(number, "")]
            column += len(piece) + 1
    return lines


def blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Group lines that no blank line parts."""
    block: list[Line] = []
    for line in lines:
        if line.bare:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def filled(lines: Sequence[Line], start: int = 0) -> Iterator[int]:
    """Give the positions of the lines that are not blank, from `start` on."""
    return (at for at in range(start, len(lines)) if lines[at].bare)


def is_rule(line: str) -> bool:
    """Tell whether a line is only ornament: it parts what stands above it from what stands below."""
    if len(line) > _LONGEST_WORDS and _WORD.search(line):
        return False
    return _RULE.fullmatch(line) is not None or breaks.is_break(line)


def letters(text: str) -> str:
    """Reduce text to its letters and digits in one case, to see whether two lines say the same."""
    return "".join(char for char in text.casefold() if char.isalnum())
