"""Take out the HTML tags of blocks that were typed or pasted into plain text: `<br>`, `<p>`, `<hr>`, `<lj-cut>`."""

import re
from collections.abc import Sequence

from ficbind.readers.cuts import Cut
from ficbind.readers.lines import Line

_BLOCK = re.compile(
    r"</?(?P<name>p|br|div|center|hr|h[1-6]|blockquote|lj-cut|cut|ul|ol|li|body|html|head|pre|table|tbody|tr|td|tt)\b"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
_RULE = "* * *"


def divide(lines: Sequence[Line]) -> tuple[list[Line], list[Cut]]:
    """Divide lines at the tags of blocks, as a browser would show them, and cut the tags."""
    found: list[Line] = []
    cuts: list[Cut] = []
    for line in lines:
        if "<" not in line.text or not _BLOCK.search(line.text):
            found.append(line)
            continue
        found += _pieces(line)
        cuts += [
            Cut(Line(line.number, tag.group(), line.column + tag.start()), "markup")
            for tag in _BLOCK.finditer(line.text)
        ]
    return found, cuts


def _pieces(line: Line) -> list[Line]:
    pieces = []
    at = 0
    last = ""
    for tag in _BLOCK.finditer(line.text):
        text = line.text[at : tag.start()]
        last = tag["name"].lower()
        if text.strip() or (last == "br" and at == tag.start() and at > 0):
            pieces.append(Line(line.number, text.rstrip(), line.column + at))
        if last == "hr":
            pieces += [Line(line.number, ""), Line(line.number, _RULE, -1)]
        if last != "br":
            pieces.append(Line(line.number, ""))
        at = tag.end()
    rest = line.text[at:]
    if rest.strip() or not any(piece.bare for piece in pieces):
        pieces.append(Line(line.number, rest.rstrip(), line.column + at))
    return pieces
