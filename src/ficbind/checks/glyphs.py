"""Which characters of a book its style cannot set: known before anything is laid out, for every format."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from ficbind.checks.stand_ins import advice, fallback
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Book, Story, Work
from ficbind.style import Font, Style
from ficbind.style.coverage import characters
from ficbind.xhtml import parse

_HINT = "no font here has all its characters, and holes cannot be read: do what S003 says, or ask for '--only epub'"
_ITALIC = frozenset({"cite", "em", "i"})
_SHOWN = 6
"""Characters named in one message."""

# Format characters and spaces have no shape of their own; the shaper supplies them (Unicode, section 5.21).
_SHAPELESS = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def of_story(story: Story, style: Style, *others: str) -> tuple[Diagnostic, ...]:
    """Name the characters of a story that the style's own fonts lack; `others` is what else is printed with it."""
    lacking = _lacking((*_titles(story), *others), _bodies(story), style)
    return (_told(f"'{story.title}'", lacking, style, _first(story, lacking)),) if lacking else ()


def of_book(book: Book, style: Style, where: Path) -> tuple[Diagnostic, ...]:
    """Name those of a whole book, story by story; those that only its own pages have are told of at `where`."""
    found = [each for work in book.works for each in of_story(work.story, style, work.front.body)]
    parts = (part.page for part in book.parts if part.page)
    told: set[str] = set()
    for page in (*book.front, *parts, *book.back):
        lacking = [char for char in _lacking((page.title,), (page.body,), style) if char not in told]
        own = [char for char in lacking if not any(_has(work, char) for work in book.works)]
        if own:
            found.append(_told(f"the page '{page.title or page.kind}'", own, style, Location(where)))
        told.update(lacking)
    return tuple(found)


def blamed(lost: Iterable[Diagnostic], told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Lay words that cannot be read in a PDF to the characters that were told to be lacking, not to the program.

    What no font has leaves holes of one shape on the page, of which a reader of the PDF takes two for one.
    """
    lacking = {each.where.path for each in told if each.code is Code.MISSING_GLYPH and each.severity == "warning"}
    for each in lost:
        whole = each.code is not Code.LOST_WORDS or each.where.path not in lacking or " PDF " not in each.message
        yield each if whole else replace(each, hint=_HINT)


def _has(work: Work, char: str) -> bool:
    return any(char in text for text in (work.front.body, *_titles(work.story), *_bodies(work.story)))


def _titles(story: Story) -> tuple[str, ...]:
    return (story.title, *(chapter.title or "" for chapter in story.chapters))


def _bodies(story: Story) -> tuple[str, ...]:
    return (*(chapter.body for chapter in story.chapters), *(note.body for note in story.notes))


def _lacking(lines: Iterable[str], bodies: tuple[str, ...], style: Style) -> list[str]:
    upright, italic = (_covered(style.fonts, italic=slant) for slant in (False, True))
    italic = italic or upright
    used = frozenset[str]().union(*lines, *bodies)
    lacking = used - upright
    if (used & upright) - italic:  # rare, so only then is it worth finding out what stands in italics
        lacking |= frozenset("".join(_slanted(bodies))) - italic
    lacking = frozenset(filter(_has_shape, lacking))
    if any(map(unicodedata.combining, lacking)):
        # The shaper sets a letter and its mark as the one character that they make together.
        lacking &= frozenset().union(*(unicodedata.normalize("NFC", text) for text in (*lines, *bodies)))
    return sorted(char for char in lacking if not _has_parts(upright, char))


def _has_parts(font: frozenset[str], char: str) -> bool:
    """Tell whether the shaper can put a character together from a letter and its marks."""
    parts = unicodedata.normalize("NFD", char)
    return parts != char and font.issuperset(parts)


@cache
def _covered(fonts: tuple[Font, ...], *, italic: bool) -> frozenset[str]:
    faces = [characters(font.path) for font in fonts if font.italic is italic]
    return frozenset[str]().union(*faces)


def _slanted(bodies: Iterable[str]) -> Iterator[str]:
    for body in bodies:
        for node in parse(body).iterfind(".//*"):
            if node.tag in _ITALIC:
                yield from node.itertext()


def _has_shape(char: str) -> bool:
    selects = any(ord(char) in each for each in _VARIATION_SELECTORS)
    return unicodedata.category(char) not in _SHAPELESS and not selects


def _first(story: Story, lacking: Iterable[str]) -> Location:
    """Give the place where the first of these characters stands, where the source has any of them."""
    at = min((place for place in map(story.source.find, lacking) if place >= 0), default=-1)
    return story.place(at) if at >= 0 else Location(story.path)


def _told(what: str, lacking: list[str], style: Style, where: Location) -> Diagnostic:
    named = ", ".join(map(_name, lacking[:_SHOWN]))
    more = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
    message = f"{what} has characters that the fonts of style '{style.name}' lack: {named}{more}"
    if family := fallback(lacking, style.fallback):
        said = f"{message}; in print they are set in '{family}', which this machine has"
        return Diagnostic(Code.MISSING_GLYPH, "info", said, where)
    return Diagnostic(Code.MISSING_GLYPH, "warning", message, where, advice(lacking, style.fallback))


def _name(char: str) -> str:
    name: Callable[[str, str], str] = unicodedata.name
    known = name(char, "").lower()
    shown = repr(char) if unicodedata.combining(char) == 0 else f"'\u25cc{char}'"
    return f"{shown} (U+{ord(char):04X}{f', {known}' if known else ''})"
