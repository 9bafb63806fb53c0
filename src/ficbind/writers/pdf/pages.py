"""The page: trim, margins, type size and leading, and the rules that tell the engine so."""

from math import sqrt

from ficbind.bundled import bundled
from ficbind.manifest.values import Print
from ficbind.model import Book
from ficbind.records import dataclass
from ficbind.style import Font, Style

MM = 72 / 25.4
"""Points in a millimetre."""

DESIGN_WIDTH = 139.7
"""Trim width in mm for which a style's type size is meant (half letter)."""

WIDEST_MEASURE = 33
"""Measure in em beyond which a line holds more than the 75 characters that read well; the rest becomes margin."""


FIXED = Font("Typed lines", bundled("styles") / "zine" / "fonts" / "CourierPrime-Regular.ttf")
"""The face in which typed columns stand below each other, by a name that no style gives to one of its own."""

LEAST_MEASURE, LEAST_LINES = 9, 10
"""Measure in em, and lines, below which a page cannot be set: a chapter's heading alone takes seven lines."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """The geometry of one page in pt; `gutter` is part of `inside`."""

    width: float
    height: float
    top: float
    outside: float
    bottom: float
    inside: float
    font_size: float
    leading: float

    @property
    def measure(self) -> float:
        return self.width - self.inside - self.outside

    @property
    def lines(self) -> int:
        return round((self.height - self.top - self.bottom) / self.leading)


def page_size(style: Style, options: Print) -> PageSize:
    """Work out the page that `options` ask for; the foot margin takes up what is less than a line."""
    width, height = (side * MM for side in options.trim)
    font_size, leading = _type_size(style, options)
    outside, inside = _sides(style, options, width, font_size)
    top = _margin(options.margin_top, style.margins[0], height)
    foot = _margin(options.margin_bottom, style.margins[2], height)
    lines = max(1, int((height - top - foot) / leading + 0.01))
    return PageSize(width, height, top, outside, height - top - lines * leading, inside, font_size, leading)


def room(size: PageSize) -> bool:
    """Say whether text can be set on a page: some twenty letters a line, and lines for an opening."""
    return size.measure >= LEAST_MEASURE * size.font_size and size.lines >= LEAST_LINES and size.bottom >= 0


def _type_size(style: Style, options: Print) -> tuple[float, float]:
    # Type grows more slowly than the page: a small book is read close by, and its lines may be shorter.
    scale = min(1.15, max(0.9, sqrt(options.trim[0] / DESIGN_WIDTH)))
    font_size = options.font_size or round(style.font_size * scale * 4) / 4
    leading = options.leading or round(style.leading * font_size / style.font_size * 4) / 4
    return font_size, leading


def _sides(style: Style, options: Print, width: float, font_size: float) -> tuple[float, float]:
    gutter = options.gutter * MM
    outside = _margin(options.margin_outside, style.margins[1], width)
    inside = _margin(options.margin_inside, style.margins[3], width) + gutter
    spare = width - outside - inside - WIDEST_MEASURE * font_size
    if spare > 0 and options.margin_outside is None and options.margin_inside is None:
        return outside + spare / 2, inside + spare / 2
    return outside, inside


def _margin(asked: float | None, share: float, side: float) -> float:
    return asked * MM if asked is not None else share / 100 * side


def css_string(text: str) -> str:
    """Quote text as CSS does (CSS Syntax 3, section 4.3.5)."""
    escaped = "".join(f"\\{ord(char):x} " if char in '"\\' or ord(char) < 32 else char for char in text)
    return f'"{escaped}"'


def page_rules(book: Book, style: Style, options: Print) -> str:
    """Write the rules that depend on the options; a style's own rules come after and use the names set here."""
    size = page_size(style, options)
    families = ", ".join(css_string(name) for name in (*_families(style), *style.fallback))
    recto = "recto" if options.recto else "page"
    looks = style.looks
    justify = looks.justify if options.justify is None else options.justify
    hyphens = "auto" if (looks.hyphenate if options.hyphenate is None else options.hyphenate) else "manual"
    return f"""
@page {{ size: {size.width:.3f}pt {size.height:.3f}pt;
  margin: {size.top:.3f}pt {size.outside:.3f}pt {size.bottom:.3f}pt {size.inside:.3f}pt;
  font-family: {families}, serif; font-size: {size.font_size:g}pt; line-height: {size.leading:g}pt }}
@page :left {{ margin-left: {size.outside:.3f}pt; margin-right: {size.inside:.3f}pt }}
@page :nth(1 of first) {{ counter-reset: page 1 }}
@page :nth(1 of first-front) {{ counter-reset: page 1 }}
@page :nth(1 of first-text) {{ counter-reset: page 1 }}
html {{ font: {size.font_size:g}pt/{size.leading:g}pt {families}, serif }}
body {{ margin: 0; string-set: book {css_string(running_head(book.title))};
  text-align: {"justify" if justify else "start"}; hyphens: var(--hyphens) }}
h1, h2, h3, h4, h5, h6 {{ bookmark-level: none }}
html {{ --ornament: {css_string(looks.ornament)}; --scene-break: {css_string(looks.break_signs)};
  --hyphens: {hyphens}; --fixed: {css_string(FIXED.family)}, monospace, {families} }}
section {{ break-before: page }}
.running > .chapter {{ break-before: auto }}
.half-title, .title-page {{ break-before: recto }}
.recto, .story-front, .part {{ break-before: {recto} }}
.running {{ page: text; string-set: story attr(data-head) }}
.running.prelims {{ page: prelims }}
.story-front {{ page: front }}
.first {{ page: first; break-before: recto }}
.story-front.first {{ page: first-front }}
.running.first-text {{ page: first-text; break-before: recto }}
"""


def font_rules(style: Style) -> str:
    """Declare the fonts of print under the addresses that the engine's fetcher serves."""
    return "".join(
        f"@font-face {{ font-family: {css_string(font.family)}; src: url({address});"
        f" font-style: {'italic' if font.italic else 'normal'}; font-weight: {font.weight} }}\n"
        for address, font in font_addresses(style)
    )


def font_addresses(style: Style) -> list[tuple[str, Font]]:
    """Pair the style's fonts, and that of what is drawn with spaces, with the addresses used for them in the sheets."""
    return [(f"font:{number}", font) for number, font in enumerate((*style.fonts, FIXED))]


def _families(style: Style) -> tuple[str, ...]:
    return tuple(dict.fromkeys(font.family for font in style.fonts[:1]))


def running_head(title: str, *, limit: int = 44) -> str:
    """Shorten a title to what a running head can hold: at a colon or dash if there is one, else at a word."""
    title = " ".join(title.split())
    if len(title) <= limit:
        return title
    for mark in (": ", " – ", " — ", "—", "; "):
        head = title.partition(mark)[0]
        if 3 <= len(head) <= limit:
            return head
    return title[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.–—") + "…"
