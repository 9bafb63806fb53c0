"""Tell which pages of an EPUB are not the story: covers, title pages, contents, imprints, logs."""

import posixpath
import re
from collections.abc import Sequence

from ficbind import xhtml
from ficbind.readers.epub.joining import Document
from ficbind.readers.epub.navigation import Navigation
from ficbind.readers.html.page import text_of
from ficbind.readers.lines import letters
from ficbind.readers.xmlparts import attribute
from ficbind.xhtml import Element

_KINDS = {
    "cover": "the cover",
    "cover-page": "the cover",
    "coverpage": "the cover",
    "toc": "the list of contents",
    "toc-brief": "the list of contents",
    "landmarks": "the list of contents",
    "loi": "the list of illustrations",
    "lot": "the list of tables",
    "page-list": "the list of pages",
    "titlepage": "the title page",
    "title-page": "the title page",
    "title": "the title page",
    "halftitlepage": "the title page",
    "half-title": "the title page",
    "copyright-page": "the imprint",
    "copyrightpage": "the imprint",
    "colophon": "the imprint",
    "imprint": "the imprint",
    "imprimatur": "the imprint",
}
"""Kind of page (EPUB 3 Structural Semantics Vocabulary 1.1; OPF 2.0.1, section 2.6) → why it is left out."""

_NAMES = {
    "the cover": ("cover", "coverpage", "cover_page", "cover-page", "cover1"),
    "the title page": ("titlepage", "title_page", "title-page", "halftitle", "halftitlepage", "half-title", "jacket"),
    "the list of contents": ("toc", "toc_page", "nav", "contents", "table-of-contents", "navigation"),
    "the log of the download": ("log_page", "logpage"),
    "the imprint": ("colophon", "uncopyright", "imprint", "copyright", "copyright-page", "information"),
}
_BY_NAME = {name: reason for reason, names in _NAMES.items() for name in names}
_CLASSES = {
    "fff_titlepage": "the title page",
    "fff_tocpage": "the list of contents",
    "fff_logpage": "the log of the download",
    "fff_coverpage": "the cover",
    "calibre_rescale_100": "the title page",
}
"""Classes of FanFicFare's pages, and of calibre's book jacket."""

_MOST_WORDS = {"the cover": 60, "the title page": 150, "the imprint": 1500, "the log of the download": 10_000}
"""A page of more words is kept, whatever it calls itself: it may hold the story."""

_LISTED, _FEWEST_LINKS = 0.6, 3
_TITLE_WORDS = 60
_LONGEST_PAGE = 100_000
"""Characters of a page that may be anything but the story."""

_ON_TITLE_PAGES = frozenset(
    {"a", "an", "and", "by", "fan", "fanfiction", "fiction", "from", "in", "novel", "of", "story", "the", "written"}
)
_NUMBERS = re.compile(r"\d+")


def reason(document: Document, navigation: Navigation, names: Sequence[str], *, sole: bool) -> str:
    """Say why a page is not the story, or "" where it is; `names` are title, authors and publisher of the book."""
    if sole:
        return ""
    text = " ".join(document.root.itertext())
    if len(text) > _LONGEST_PAGE:
        return ""
    words = xhtml.words(text)
    if not words:
        return "the cover" if _claims(document, navigation) == "the cover" else ""
    if _is_contents(document.root, len(words)):
        return "the list of contents"
    claimed = _claims(document, navigation)
    if claimed == "the list of contents":
        return claimed if _is_contents(document.root, len(words), share=0.3, fewest=1) else ""
    if claimed:
        return claimed if len(words) <= _MOST_WORDS.get(claimed, 1000) else ""
    return "the title page" if _names_only(words, names) else ""


def _claims(document: Document, navigation: Navigation) -> str:
    kinds = [kind for name, kind in navigation.kinds if name == document.name]
    kinds += [kind for node in _heads(document.root) for kind in attribute(node, "epub-type").split()]
    classes = [name for node in _heads(document.root) for name in (node.get("class") or "").split()]
    stem = posixpath.splitext(posixpath.basename(document.name))[0].lower()
    found = [_KINDS.get(kind, "") for kind in kinds] + [_CLASSES.get(name, "") for name in classes]
    found += [_BY_NAME.get(stem, ""), _BY_NAME.get(_NUMBERS.sub("", stem).strip("-_"), "")]
    return next((each for each in found if each), "")


def _heads(root: Element) -> list[Element]:
    """Give the divisions that hold the whole of a document, one within the other."""
    held = [root]
    while len(held[-1]) == 1 and held[-1][0].tag in {"div", "section", "article", "main"}:
        held.append(held[-1][0])
    return held


def _is_contents(root: Element, words: int, *, share: float = _LISTED, fewest: int = _FEWEST_LINKS) -> bool:
    links = [node for node in root.iter("a") if (node.get("href") or "").startswith("#")]
    linked = sum(len(xhtml.words(text_of(node))) for node in links)
    apart = {node.get("href") for node in links}
    return len(apart) >= fewest and linked > share * words


def _names_only(words: Sequence[str], names: Sequence[str]) -> bool:
    """Tell a page that says nothing but what the book is called and who made it."""
    if len(words) > _TITLE_WORDS:
        return False
    known = {word.casefold() for name in names for word in xhtml.words(name)} | _ON_TITLE_PAGES
    said = [word for word in words if word.casefold() not in known and not word.isdecimal()]
    titled = letters(names[0]) in letters(" ".join(words)) if names else False
    return titled and len(said) <= len(words) // 10
