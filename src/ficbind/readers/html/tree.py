"""The tree of a page: where its words stand, and how they are taken out of it."""

from collections.abc import Iterator, Sequence
from copy import deepcopy

from ficbind import xhtml
from ficbind.model import Removal
from ficbind.readers.html.parsing import BLOCKS
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element, Markup

GONE = "gone"
"""What stands where something was taken away, so that the text around it does not run together."""

_SHOWS = frozenset({"hr", "img"})


def line_of(node: Element) -> int:
    """Give the number of the line on which an element begins."""
    for each in (node, *node.iterancestors()):
        before: Element | None = each
        while before is not None:
            if before.get(LINE):
                return int(before.get(LINE))
            before = before.getprevious()
    return 1


def by_id(root: Element, name: str) -> Element | None:
    """Find the element that has an id."""
    return root.find(f".//*[@id='{name}']")


def text_of(node: Element | None) -> str:
    """Give the text of an element on one line."""
    if node is None:
        return ""
    broken = any(True for _ in node.iter("br", "p", "div", "li", "tr"))
    return " ".join((xhtml.plain(node) if broken else "".join(node.itertext())).split())


def paragraphs_of(node: Element) -> tuple[str, ...]:
    """Give the text of an element as paragraphs, as metadata holds prose."""
    return tuple(line for line in xhtml.plain(node).split("\n") if line)


def markup(nodes: Sequence[Element]) -> Markup:
    """Write blocks as markup, without the marks of what was taken away; their tails are text like any other."""
    holder = xhtml.element("body")
    for node in nodes:
        holder.append(node)
    xhtml.unwrap(holder, GONE, "body")
    return Markup(xhtml.inner(holder).strip())


def paragraph(text: str) -> Element:
    """Make a paragraph of a text that is no element of its own in the source."""
    return xhtml.element("p", text)


def written(nodes: Sequence[Element]) -> Markup:
    """Write what elements hold as markup of its own, and leave them where they are."""
    copies = [deepcopy(node) for node in nodes]
    for node in copies:
        node.tail = None
        if node.tag not in {"p", "ul", "ol", "dl", "table"}:
            node.tag = "div"
    return markup(copies)


def strings(root: Element) -> Iterator[tuple[int, Element, bool]]:
    """Give every string of a tree in order: the line it stands on, its element, and whether it follows that element."""
    number = line_of(root)
    for event, node in xhtml.walk(root):
        if event == "start":
            number = int(node.get(LINE) or number)
            if node.text:
                yield number, node, False
        elif node.tail and node is not root:
            yield number, node, True


def runs(node: Element, reason: str) -> Iterator[Removal]:
    """Give the words of an element as runs that stand together in the source: where some are gone already, one ends."""
    number = first = line_of(node)
    pieces: list[str] = []
    for event, each in xhtml.walk(node):
        if event == "start":
            number = int(each.get(LINE) or number)
            if each.tag == GONE:
                yield from _removal(pieces, reason, first)
                pieces = []
            if each.tag in BLOCKS or each.tag == "br":
                pieces.append("\n")
        elif each.tag in BLOCKS:
            pieces.append("\n")
        piece = each.text if event == "start" else each.tail if each is not node else None
        if piece and not piece.isspace():
            first = first if any(text.strip() for text in pieces) else number
        pieces.append((piece or "").replace("\n", " "))
    yield from _removal(pieces, reason, first)


def _removal(pieces: Sequence[str], reason: str, line: int) -> Iterator[Removal]:
    lines = (" ".join(row.split()) for row in "".join(pieces).split("\n"))
    text = "\n".join(row for row in lines if row)
    if text:
        yield Removal(text, reason, line)


def set_gone(node: Element) -> Element:
    """Set the mark of what is gone in the place of an element; gives the element around it."""
    parent = node.getparent()
    gone = xhtml.element(GONE)
    if node.get(LINE):
        gone.set(LINE, node.get(LINE))
    gone.tail = node.tail
    node.tail = None
    parent.replace(node, gone)
    return parent


def prune(node: Element) -> None:
    """Take away an element that holds nothing more, and those around it that held nothing else."""
    while node.getparent() is not None and not _holds_anything(node):
        node = set_gone(node)


def _holds_anything(node: Element) -> bool:
    within = (each for each in node.iter() if each is not node)
    return bool((node.text or "").strip()) or any(
        each.tag in _SHOWS or (each.text or "").strip() or (each.tail or "").strip() for each in within
    )
