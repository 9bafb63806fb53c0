"""Read entries saved from LiveJournal, Dreamwidth and their like: the entry is the story, its subject may name it."""

import re
from collections.abc import Iterator, Sequence

from ficbind.model import Draft
from ficbind.readers.html.documents import read_document
from ficbind.readers.html.page import Page, text_of
from ficbind.xhtml import Element, words

_TEXTS = ("b-singlepost-body", "aentry-post__text", "entry-content", "entry_text", "entrytext", "asset-body")
_SUBJECTS = ("b-singlepost-title", "aentry-post__title", "entry-title", "entry_title", "asset-header", "subject")
_USER = frozenset({"ljuser", "i-ljuser"})
_SITE = re.compile(r"livejournal|dreamwidth|insanejournal|journalfen|deadjournal", re.I)
_FIC = re.compile(r"^\W*(?:\[?(?:new |repost(?:ed)? )?(?:fan)?fic(?:tion)?\]?|story)\s*[:–—-]\s*", re.I)
_AROUND = "the journal around the entry"


def recognise(page: Page) -> bool:
    """Tell whether a page is an entry of such a journal, with one text."""
    text = _text(page)
    named = any(_SITE.search(each) for each in (page.title, *page.metas.values()))
    users = any(_USER & _classes(node) for node in page.root.iter("span"))
    return text is not None and (named or users)


def read(page: Page) -> Sequence[Draft]:
    """Read the entry: what stands around it names title and author, if the entry itself does not."""
    text = _text(page)
    if text is None:
        return ()
    subject = _FIC.sub("", text_of(next(_of_class(page.root, _SUBJECTS), None)))
    if subject:
        page.metas["dc.title"] = subject
    poster = next((name for name in map(_user, page.root.iter("span")) if name and name != subject), "")
    if poster:
        page.metas["author"] = poster
    page.keep_only(text, _AROUND)
    return (read_document(page),)


def _text(page: Page) -> Element | None:
    """Find the text of the entry: the longest element of a class that such journals use."""
    found = list(_of_class(page.root, _TEXTS))
    return max(found, key=lambda node: len(words(text_of(node))), default=None)


def _of_class(root: Element, names: Sequence[str]) -> Iterator[Element]:
    wanted = frozenset(names)
    holders = root.iter("div", "article", "h1", "h2", "h3", "h4", "dt", "span")
    return (node for node in holders if _classes(node) & wanted)


def _classes(node: Element) -> set[str]:
    return {name.lower() for name in (node.get("class") or "").split()}


def _user(node: Element) -> str:
    return text_of(node) if _USER & _classes(node) else ""
