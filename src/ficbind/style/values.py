"""What a style is once it is loaded."""

from dataclasses import replace
from pathlib import Path

from ficbind.diagnostics import Diagnostic
from ficbind.looks import Looks, choose
from ficbind.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Font:
    """One face of the style: `family` as the sheets name it, `weight` in CSS units."""

    family: str
    path: Path
    italic: bool = False
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Style:
    """How a book looks; sheets are CSS text.

    `font_size` and `leading` are in pt and meant for the 139.7 mm wide default trim; `margins` are percentages of the
    trim (top, outside, bottom, inside: CSS order of a recto); `fallback` names families of the machine, in the order in
    which they stand in for characters that the style's own fonts lack.
    """

    name: str
    title: str
    fonts: tuple[Font, ...]
    epub_css: str
    print_css: str
    font_size: float
    leading: float
    margins: tuple[float, float, float, float]
    looks: Looks = field(default_factory=Looks)
    fallback: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def choosing(self, options: tuple[tuple[str, str], ...]) -> "Style":
        """Give the style with other options, by their names."""
        return replace(self, looks=choose(self.looks, options))
