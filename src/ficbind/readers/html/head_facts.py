"""Read what the head of a page says of a story that says too little itself."""

import re

from ficbind.conventions import headings
from ficbind.model import Field, Origin
from ficbind.readers import items
from ficbind.readers.html.page import Page

_PARTS = re.compile(r"\s+[-–—|»•]\s+|\s*(?:\|+|::+)\s*")
_OF_PROGRAMS = re.compile(
    r"(?:microsoft word - )?(?:untitled|document|new page|no title|index|home|story|chapter|fanfic(?:tion)?)\W*\d*",
    re.I,
)
_FILE = re.compile(r"^microsoft word - |\.(?:docx?|html?|rtf|odt|txt)$", re.I)
_BY = re.compile(r"(?P<title>.{2,80}?),?\s+by\s+(?P<name>[^\W\d_].{1,40})", re.I)
_AUTHORS = ("author", "dc.creator", "article:author", "book:author")


def add(page: Page) -> None:
    """Add title, author and address from the head of the page, where nothing better is known."""
    authors = [page.metas[name] for name in _AUTHORS if page.metas.get(name) and "://" not in page.metas[name]]
    title = _title(page.metas.get("dc.title") or page.title)
    signed = _BY.fullmatch(title)
    if title and not _OF_PROGRAMS.fullmatch(title):
        page.know(Field.TITLE, (signed["title"] if signed else title,), 1, Origin.TEXT)
    if authors:
        page.know(Field.AUTHOR, items.names(authors[0]), 1, Origin.TEXT)
    elif signed:
        page.know(Field.AUTHOR, items.names(signed["name"]), 1, Origin.TEXT)
    page.know(Field.SOURCE, (page.metas.get("og:url", ""),), 1, Origin.TEXT)


def _title(text: str) -> str:
    """Choose the part of a page's title that names the story, not the chapter nor the site."""
    parts = [part for part in _PARTS.split(_FILE.sub("", text.strip())) if part]
    named = [part for part in parts if not headings.parse(part)]
    return named[0] if named else ""
