"""A style folder: fonts, options and style sheets, loaded and checked."""

from ficbind.style.mirror import mirrored, turned
from ficbind.style.reading import FONT_KEYS, KEYS, SIDES, load_style
from ficbind.style.rules import on_paper, on_screen
from ficbind.style.sheets import SHEETS
from ficbind.style.values import Font, Style

__all__ = [
    "FONT_KEYS",
    "KEYS",
    "SHEETS",
    "SIDES",
    "Font",
    "Style",
    "load_style",
    "mirrored",
    "on_paper",
    "on_screen",
    "turned",
]
