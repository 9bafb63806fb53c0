"""Markers where pages of the printed edition begin (EPUB Structural Semantics Vocabulary 1.1, `pagebreak`)."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape, unescape
from itertools import islice, takewhile

from ficbind.model import PageBreak
from ficbind.records import dataclass
from ficbind.vocabulary import INLINES, VOID
from ficbind.xhtml import SIGNS, signs

# In canonical XHTML ">" is escaped inside attribute values.
_TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[a-z][a-z0-9]*)[^>]*>|[^<]+")
_TAG = re.compile(r"<[^>]*>")
_SIGN_TAG = re.compile(rf"<(?:{'|'.join(sorted(SIGNS))})\b")
_CHARACTER = re.compile(r"&[^;]*;|.", re.S)
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts that put no space between words."""

_LONGEST_WORD = 60
_UNDIVIDED = frozenset({"figure", "h1", "h2", "h3", "h4"})
"""Blocks before which a marker stands rather than in them: it has a name of its own, which is none of a heading's."""


def signs_of(heading: str | None, blocks: str) -> int:
    """Count the signs of a document's text."""
    text = _TAG.sub("", blocks)
    amount = signs(heading or "") + signs(unescape(text) if "&" in text else text)
    return amount + (len(_SIGN_TAG.findall(blocks)) if any(f"<{tag}" in blocks for tag in SIGNS) else 0)


def marker_id(label: str) -> str:
    """Give the id of the marker of a page."""
    return f"page-{label}"


def mark(blocks: str, breaks: Sequence[PageBreak], heading: str | None) -> tuple[str, str]:
    """Give the marker of the page that begins at the top of the document, and the blocks with those of all others.

    A marker stands before the sign with which its page begins, or before the word where that is broken.
    """
    above = signs(heading or "")
    top = "".join(f"{_marker(each.label, 'div')}\n" for each in breaks[:1] if each.signs < max(above, 1))
    within = breaks[1:] if top else breaks
    pieces: list[str] = []
    end = 0
    places = _places(blocks, [max(0, each.signs - above) for each in within])
    for each, place in zip(within, places, strict=True):
        pieces += blocks[end : place.index], _marker(each.label, place.tag)
        end = place.index
    return top, "".join((*pieces, blocks[end:]))


def _marker(label: str, tag: str) -> str:
    name = escape(label)
    return f'<{tag} epub:type="pagebreak" role="doc-pagebreak" id="{marker_id(name)}" aria-label="{name}"></{tag}>'


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a marker goes, and the element that may stand there."""

    index: int
    tag: str


def _places(blocks: str, wanted: Sequence[int]) -> Iterator[_Place]:
    """Find the signs with the given numbers, which rise."""
    passed = start = found = 0
    for line in blocks.split("\n") if wanted else ():
        amount = signs_of(None, line)
        after = passed + amount
        within = [number - passed for number in takewhile(after.__gt__, islice(wanted, found, None))]
        for place in _places_in_line(line, within) if within else ():
            yield _Place(start + place.index, place.tag)
        passed, start, found = after, start + len(line) + 1, found + len(within)


def _places_in_line(line: str, wanted: Sequence[int]) -> Iterator[_Place]:
    passed = found = 0
    opening: _Place | None = None
    for token in _TOKEN.finditer(line):
        amount = _amount(token)
        while found < len(wanted) and wanted[found] < passed + amount:
            yield _place(token, wanted[found] - passed, opening)
            found += 1
        passed += amount
        opening = None if amount else _opening(token, opening)


def _amount(token: re.Match[str]) -> int:
    if token["tag"]:
        return int(token["tag"] in SIGNS)
    return signs(unescape(token[0]))


def _opening(token: re.Match[str], before: _Place | None) -> _Place | None:
    """Say where a marker goes that belongs before the next sign, when that is not right before it."""
    tag = token["tag"]
    if not tag or (before and before.tag == "div" and (tag in INLINES)):
        return before
    if token["close"] or tag in VOID:
        return None
    if tag in _UNDIVIDED:
        return _Place(token.start(), "div")
    return (before or _Place(token.start(), "span")) if tag in INLINES else None


def _place(token: re.Match[str], number: int, opening: _Place | None) -> _Place:
    if number == 0 and opening:
        return opening
    if token["tag"]:
        return _Place(token.start(), "div" if token["tag"] == "hr" else "span")
    passed = 0
    for character in _CHARACTER.finditer(token[0]):
        amount = signs(unescape(character[0]))
        if amount and passed == number:
            break
        passed += amount
    before = token[0][max(0, character.start() - _LONGEST_WORD) : character.start()]
    begun = _word_begun().search(before)
    return _Place(token.start() + character.start() - (len(begun[0]) if begun else 0), "span")


@cache
def _word_begun() -> re.Pattern[str]:
    """Make the pattern of what stands of a word before a place; it is compiled only for a book of pages."""
    return re.compile(rf"(?:(?![{_UNSPACED}])[\w\u00ad\u2010'’-])+\Z")
