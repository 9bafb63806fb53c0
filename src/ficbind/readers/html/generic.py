"""Read a page that no archive made: a story between whatever else a page may show."""

import re
from collections import Counter
from collections.abc import Sequence

from ficbind.diagnostics import Code
from ficbind.model import Draft
from ficbind.readers.html import surroundings
from ficbind.readers.html.documents import read_document
from ficbind.readers.html.page import Page, line_of, text_of
from ficbind.readers.html.several import parts
from ficbind.xhtml import Element, words

__all__ = ["read", "read_document"]

_AUTHOR = re.compile(r"(?:^|\s)(?:(?:p-|post-|entry-)?author|fn)(?:\s|$)", re.I)
_LONGEST_NAME = 40
_MUCH = 0.3
"""Share of a page's words that is not left out without a warning."""


def read(page: Page) -> Sequence[Draft]:
    """Read the story of a page, or each of the stories that stand on it one below the other."""
    _leave_out(page)
    page.cut_lines(surroundings.ways(page))
    return [read_document(part) for part in parts(page)]


def _leave_out(page: Page) -> None:
    """Take away what surrounds the story, and say how much that was."""
    total = len(words(text_of(page.root)))
    found = surroundings.find(page)
    counts: Counter[str] = Counter()
    first = min((line_of(node) for node, _ in found if text_of(node)), default=1)
    for node, what in found:
        counts[what] += len(words(text_of(node)))
        _note_author(page, node)
        page.take(node, what)
    count = counts.total()
    if count:
        shown = ", ".join(f"{what} ({number})" for what, number in counts.most_common(4) if number)
        much = count > _MUCH * total
        page.tell(
            Code.LEFT_OUT_SURROUNDINGS,
            "warning" if much else "info",
            f"left out {count} of the {total} words on the page, which are not the story: {shown}",
            first,
            "look whether the story is whole; if not, copy it into a file of its own" if much else "",
        )


def _note_author(page: Page, node: Element) -> None:
    """Remember a name that the details of a post mark as its author's, if the story itself names nobody."""
    for each in (node, *node.iterdescendants("a", "span", "div", "p")):
        marked = each.get("rel") == "author" or _AUTHOR.search(each.get("class") or "")
        name = text_of(each).removeprefix("by ").removeprefix("By ")
        if marked and 0 < len(name) <= _LONGEST_NAME:
            page.metas.setdefault("author", name)
