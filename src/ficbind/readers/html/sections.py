"""Part the blocks of a page into chapters at the elements that head them."""

from collections.abc import Container, Iterable

from ficbind import xhtml
from ficbind.readers.html.page import GONE, text_of
from ficbind.xhtml import Element

Chapter = tuple[str | None, list[Element]]


def held(home: Element) -> list[Element]:
    """Give what an element holds, its own text included, and the text that follows it."""
    first, last = xhtml.element(GONE), xhtml.element(GONE)
    first.tail, last.tail = home.text, home.tail
    home.text = home.tail = None
    return [first, *home, last]


def at(nodes: Iterable[Element], heads: Container[Element]) -> list[Chapter]:
    """Part blocks at the heads, whose text is the chapter's title; blocks above the first belong to its chapter."""
    chapters: list[Chapter] = [(None, [])]
    headed = False
    for node in list(nodes):
        if node not in heads:
            chapters[-1][1].append(node)
            continue
        gone = xhtml.element(GONE)
        gone.tail = node.tail
        above = [] if headed else chapters.pop()[1]
        if any(text_of(each) or (each.tail or "").strip() for each in above):
            chapters.append((None, above))
            above = []
        chapters.append((text_of(node) or None, [*above, gone]))
        headed = True
    return chapters
