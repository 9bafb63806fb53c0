"""What the `img` of a source says of itself: address, words, size, and whether it stands by itself."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from urllib.parse import unquote, unquote_to_bytes

from ficbind import xhtml
from ficbind.conventions import breaks
from ficbind.vocabulary import BLOCKS, INLINES
from ficbind.xhtml import Element

TRACKING = 2
"""Longest side in px of what is only there to be fetched."""

_ALT_BREAK = re.compile(r"\W*(?:(?:scene|section|page|line)[ -]?(?:break|divider)|divider|line|separator)\W*", re.I)
_NAMED_BREAK = re.compile(
    r"(?:scene|section|page|line)[-_ ]?(?:break|divider)|(?:^|[-_ ])(?:divider|separator)s?(?:[-_ .\d]|$)", re.I
)
_NO_WORDS = re.compile(
    r"\s*|\S+\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|svg)|(?:img|image|picture|photo|undefined|null|alt)\W*\d*", re.I
)
_DATA = re.compile(r"data:[^,]*?(?P<base>;\s*base64\s*)?,", re.I)
_LENGTH = re.compile(r"\s*(\d{1,5})(?:\.\d*)?\s*(?:px)?\s*")
_LONGEST_ALT, _LONGEST_NAME, _LONGEST_SIGN = 1000, 60, 12
_WITHIN_LINES = (frozenset(INLINES) | {"acronym", "big", "font", "gone", "label", "q", "strike", "tt", "mark"}) - {"br"}
_SEEN = frozenset({"br", "hr"})


def alt_of(node: Element) -> str:
    """Give the words that say what an image shows; a file's name says nothing."""
    for name in ("alt", "title"):
        words = " ".join(xhtml.without_invalid(node.get(name) or "").split())
        if not _NO_WORDS.fullmatch(words):
            return words if len(words) <= _LONGEST_ALT else f"{words[: _LONGEST_ALT - 1].rstrip()}…"
    return ""


def is_sign(alt: str) -> bool:
    """Tell a smiley: its words are none, but a character or a few."""
    return bool(alt) and len(alt) <= _LONGEST_SIGN and not xhtml.words(alt)


def says_break(alt: str) -> bool:
    """Tell words that say that the image parts scenes."""
    return bool(_ALT_BREAK.fullmatch(alt)) or breaks.is_break(alt)


def is_named_break(source: str) -> bool:
    """Tell a file whose name says that it parts scenes."""
    return bool(_NAMED_BREAK.search(name_of(source)))


def sides(node: Element) -> tuple[int, int]:
    """Give the width and height in px that the source asks for, 0 where it does not."""
    found = (_LENGTH.fullmatch(node.get(name) or "") for name in ("width", "height"))
    width, height = (int(match[1]) if match else 0 for match in found)
    return width, height


def counts_readers(node: Element) -> bool:
    """Tell an image that the source wants as small as a point."""
    given = [_LENGTH.fullmatch(node.get(name) or "") for name in ("width", "height")]
    return all(given) and max(sides(node)) <= TRACKING


def embedded(source: str) -> bytes | None:
    """Decode an image that stands in its own address (RFC 2397)."""
    match = _DATA.match(source)
    if not match:
        return None
    rest = source[match.end() :]
    try:
        return b64decode("".join(unquote(rest).split())) if match["base"] else unquote_to_bytes(rest)
    except (binascii.Error, ValueError):
        return b""


def name_of(source: str) -> str:
    """Name an image as a user knows it: the end of its address."""
    if source.startswith("data:"):
        return "data:"
    name = unquote(re.split(r"[?#]", source)[0].rstrip("/").rpartition("/")[2]) or source or "no name"
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def stands_alone(node: Element) -> bool:
    """Tell whether nothing else stands on the line of an image."""
    return _ends_line(node, forward=False) and _ends_line(node, forward=True)


def _ends_line(node: Element, *, forward: bool) -> bool:
    """Go from a node to where its line begins or ends, and tell whether it is the first or last there."""
    for each in _outwards(node):
        parent = each.getparent()
        beside = each.getnext() if forward else each.getprevious()
        between = each.tail if forward else (beside.tail if beside is not None else parent.text)
        if (between or "").strip():
            return False
        if beside is not None:
            return beside.tag in _SEEN or beside.tag in BLOCKS or beside.tag not in _WITHIN_LINES
    return True


def _outwards(node: Element) -> Iterator[Element]:
    while node.getparent() is not None:
        yield node
        if node.getparent().tag not in _WITHIN_LINES:
            return
        node = node.getparent()
