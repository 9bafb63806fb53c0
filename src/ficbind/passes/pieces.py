"""Text on its way into a tree: gathered piece by piece, as a string that grows is copied with each."""

from ficbind.xhtml import Element

SPACES = " \t\n\r\f"
BLANK = SPACES + "\u00a0\u1680\u202f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))

_Place = tuple[Element, bool]
"""An element, and whether the text stands behind it or within."""


class Pieces:
    """Add text at the end of elements, and take the white space away with which it ends."""

    def __init__(self) -> None:
        self._ends: list[_Place] = []
        self._filled: _Place | None = None
        self._pieces: list[str] = []

    def begin(self) -> None:
        """Keep the white space so far: words or an image follow it."""
        self._ends = []

    def add(self, target: Element, shown: str, *, raw: bool) -> None:
        """Add text behind all that an element holds, spaces only once unless it is `raw`."""
        last = next(target.iterchildren(reversed=True), None)  # counting the children would take time with each text
        place = (target, False) if last is None else (last, True)
        if place != self._filled:
            self._fill()
            self._filled = place
            self._pieces = [_text_of(place)]
        if self._pieces[-1].endswith(" ") and not raw:
            shown = shown.lstrip(SPACES)
        if shown:
            self._pieces.append(shown)
        self._ends.append(place)

    def trim(self) -> None:
        """Write what was gathered, without the white space at its end."""
        self._fill()
        for place in self._ends:
            _write(place, _text_of(place).rstrip(BLANK) or None)
        self._ends = []

    def _fill(self) -> None:
        if self._filled is not None:
            _write(self._filled, "".join(self._pieces))
        self._filled = None


def _text_of(place: _Place) -> str:
    node, behind = place
    return (node.tail if behind else node.text) or ""


def _write(place: _Place, text: str | None) -> None:
    node, behind = place
    if behind:
        node.tail = text
    else:
        node.text = text
