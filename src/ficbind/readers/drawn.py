"""Tell lines that are drawn with spaces, a typed table or a sign on a wall, from prose that is only indented."""

import re
from collections.abc import Sequence

_COLUMNS = re.compile(r"(?<=[^\s.!?…:;\"”’)])(?:[ ]{2,}|\t)\s*(?=\S)|(?<=\S)(?:[ ]{3,}|\t)\s*(?=\S)")
"""A gap within a line that is no more than the wide space typists leave behind a stop."""

_BOXES = re.compile(r"[\u2500-\u259f]|[|+][-=]{3}|[-=]{3}[|+]|(?:-{2,}[ ]+){2,}")
"""Lines and corners: box-drawing characters (Unicode, 2500-259F), or the signs of a keyboard that stand in for them."""

_WIDEST = 100
_SHORT = 48
"""Letters of a line that was not broken for want of room."""


def is_drawn(rows: Sequence[str]) -> bool:
    """Tell whether the spaces in lines are meant: columns, boxes, or short lines that begin in different places."""
    typed = [row.expandtabs(4).rstrip() for row in rows if row.strip()]
    if len(typed) < 2 or max(map(len, typed)) > _WIDEST:
        return False
    if sum(1 for row in rows if _COLUMNS.search(row.strip())) >= 2 or any(map(_BOXES.search, typed)):
        return True
    indents = {len(row) - len(row.lstrip()) for row in typed}
    return len(indents) > 1 and is_short(typed)


def is_short(rows: Sequence[str]) -> bool:
    """Tell whether no line is so long that it could have been broken for want of room."""
    return max(len(row.strip()) for row in rows) <= _SHORT


def dedented(text: str) -> str:
    """Take away the spaces with which all lines begin; tabs become spaces up to the next column of four."""
    rows = [row.expandtabs(4).rstrip() for row in text.rstrip("\n").split("\n")]
    margin = min((len(row) - len(row.lstrip()) for row in rows if row), default=0)
    return "\n".join(row[margin:] for row in rows)
