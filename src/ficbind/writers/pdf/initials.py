"""The large initial of a chapter in print: a letter as high as some lines, with the lines beginning beside it."""

from functools import cache
from pathlib import Path

from ficbind.records import dataclass
from ficbind.style import Style
from ficbind.writers.openings import INITIAL, strings
from ficbind.writers.pdf.pages import PageSize
from ficbind.xhtml import Element, element

_LETTER_WIDTH = 0.4
"""Em that a letter takes in a narrow text face; wider ones fill lines with fewer letters."""

_GAP = 0.12
"""Em between the initial and the lines beside it."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a font says of itself, in em: height of capitals, reach above and below the baseline."""

    path: Path
    capitals: float
    ascent: float
    descent: float

    def width(self, text: str) -> float | None:
        """Measure a text set without a break; `None` where the font lacks a character."""
        import uharfbuzz as hb

        font = hb.Font(_opened(self.path))
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        if any(each.codepoint == 0 for each in buffer.glyph_infos):
            return None
        return float(sum(each.x_advance for each in buffer.glyph_positions) / font.face.upem)


@dataclass(frozen=True, slots=True)
class Initials:
    """How large initials are set in a book; `leading` and `letters`, of a full line, go by its type size."""

    face: Face
    leading: float
    letters: float

    @classmethod
    def of(cls, style: Style, size: PageSize) -> "Initials":
        """Take the style's first face, and the page that it is set on."""
        letters = size.measure / size.font_size / _LETTER_WIDTH
        return cls(_face(style.fonts[0].path), size.leading / size.font_size, letters)

    def set(self, root: Element) -> None:
        """Set the initial of the paragraph that is marked for one, if enough lines stand beside it.

        The letter hangs from the first line as an inline block, over a float without text that makes room for it:
        what floats would be drawn, and read, before all other text of the page.
        """
        block = next((node for node in root if node.get("class") == "opening drop-cap"), None)
        if block is None:
            return
        text = "".join(text for _, _, text in strings(block))
        found, lines = INITIAL.match(text), self._lines(text)
        owner, attribute, first = next(strings(block))
        width = self.face.width(found[0]) if found else None
        if found is None or width is None or not lines or attribute != "text" or not first.startswith(found[0]):
            block.set("class", "opening")
            return
        cap = self._cap(found[0], lines)
        owner.text, cap.tail = None, first[len(found[0]) :]
        owner.insert(0, cap)
        size = self._size(lines)
        block.set("style", f"--cap-width:{width * size + _GAP:.4f}em;--cap-height:{lines - 0.2:.1f}rlh")

    def _lines(self, text: str) -> int:
        """Choose the height of the initial, in lines, by how many stand beside it."""
        return next((lines for lines in (3, 2) if len(text) >= (lines + 0.2) * self.letters), 0)

    def _size(self, lines: int) -> float:
        """Give the size, in em, that reaches from the last baseline to the top of the capitals in the first line."""
        return 1 + (lines - 1) * self.leading / self.face.capitals

    def _cap(self, letter: str, lines: int) -> Element:
        size = self._size(lines)
        # A line of no height has its baseline half the difference of the reaches below its place.
        over = self.face.ascent - self.face.descent
        down = (lines - 0.5) * self.leading + over * (1 - size) / 2
        inner = element("span", letter, style=f"font-size:{size:.4f}em;margin-top:{down / size:.4f}em")
        cap = element("span", class_="cap")
        cap.append(inner)
        return cap


@cache
def _opened(path: Path) -> object:
    import uharfbuzz as hb

    return hb.Face(hb.Blob.from_file_path(str(path)))


@cache
def _face(path: Path) -> Face:
    import uharfbuzz as hb

    font = hb.Font(_opened(path))
    unit, extents = font.face.upem, font.get_font_extents("ltr")
    glyph = font.get_nominal_glyph(ord("H"))
    top = font.get_glyph_extents(glyph).y_bearing if glyph else 0
    return Face(path, (top or 0.68 * unit) / unit, extents.ascender / unit, -extents.descender / unit)
