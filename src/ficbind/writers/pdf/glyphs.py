"""Which characters of a book its style cannot set."""

import unicodedata
from collections.abc import Iterable, Iterator
from html import escape, unescape
from pathlib import Path

from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Book
from ficbind.style import Font, Style
from ficbind.writers.pdf.stand_ins import advice, characters
from ficbind.xhtml import parse

_ITALIC = frozenset({"cite", "em", "i"})
_SHOWN = 12
"""Characters named in one message."""

# Format characters and spaces have no shape of their own; the shaper supplies them (Unicode, section 5.21).
_SHAPELESS = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))


def missing_glyphs(book: Book, style: Style, where: Path) -> tuple[Diagnostic, ...]:
    """Name the characters that the style's own fonts lack, story by story."""
    upright, italic = (_covered(style.fonts, italic=slant) for slant in (False, True))
    found = []
    for path, title, bodies in _texts(book, where):
        lacking = _lacking(bodies, upright, italic or upright)
        if lacking:
            found.append(_warning(path, title, lacking, style))
    return tuple(found)


def _covered(fonts: Iterable[Font], *, italic: bool) -> frozenset[str]:
    faces = [characters(font.path) for font in fonts if font.italic is italic]
    return frozenset[str]().union(*faces)


def _texts(book: Book, where: Path) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    parts = [part.page for part in book.parts if part.page]
    for page in (*book.front, *parts, *book.back):
        yield where, page.title or page.kind, (page.body,)
    for work in book.works:
        titles = (escape(chapter.title or "") for chapter in work.story.chapters)
        bodies = (chapter.body for chapter in work.story.chapters)
        notes = (work.notes.body,) if work.notes else ()
        yield work.story.path, work.story.title, (work.front.body, *titles, *bodies, *notes)


def _lacking(bodies: tuple[str, ...], upright: frozenset[str], italic: frozenset[str]) -> list[str]:
    used = frozenset(unescape("".join(bodies)))
    lacking = used - upright
    if (used & upright) - italic:  # rare, so only then is it worth finding out what stands in italics
        slanted = (
            text
            for body in bodies
            for node in parse(body).iterfind(".//*")
            if node.tag in _ITALIC
            for text in node.itertext()
        )
        lacking |= frozenset("".join(slanted)) - italic
    return sorted(char for char in lacking if _has_shape(char))


def _has_shape(char: str) -> bool:
    return unicodedata.category(char) not in _SHAPELESS and char not in _VARIATION_SELECTORS


def _warning(path: Path, title: str, lacking: list[str], style: Style) -> Diagnostic:
    named = ", ".join(f"{char!r} (U+{ord(char):04X})" for char in lacking[:_SHOWN])
    more = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
    message = f"{title!r} has characters that the fonts of style {style.name!r} lack: {named}{more}"
    return Diagnostic(Code.MISSING_GLYPH, "warning", message, Location(path), advice(lacking))
