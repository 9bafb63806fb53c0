"""A style folder: fonts, options and style sheets, loaded and checked."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Font:
    """One face of the style: `family` as the sheets name it, `weight` in CSS units."""

    family: str
    path: Path
    italic: bool = False
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Style:
    """How a book looks; sheets are CSS text."""

    name: str
    title: str
    fonts: tuple[Font, ...]
    book_css: str
    epub_css: str
    print_css: str
    font_size: float
    leading: float
    margins: tuple[float, float, float, float]
    ornament: str
