"""A body made ready for the print engine: the same words, in elements that it sets well."""

import re
from collections.abc import Iterator

from ficbind.vocabulary import INLINES
from ficbind.xhtml import Element, edit, element

SOFT_HYPHEN = "\u00ad"
_DECORATED = frozenset({"a", "del", "ins", "s", "u"})
_SKIPPED = frozenset({"aside", "figure", "h3", "h4", "header", "hr"})
_TOKEN = re.compile(r"\S+\s*")
_SENTENCE_END = re.compile(r"[.!?…]+[”’\"')\]»]*\s*$")
_CLAUSE_END = re.compile(r"[,;:—–]+[”’\"')\]»]*\s*$")


def prepare(body: str, *, lead_in: bool) -> str:
    """Prepare the blocks of a chapter or page; `lead_in` sets its first words in small capitals."""
    return edit(body, *([mark_lead_in] if lead_in else []), drop_edge_hyphens, hoist_spaces)


def number_front_in_roman(contents: str, front: frozenset[str]) -> str:
    """Mark the contents entries whose page numbers are roman."""

    def mark(root: Element) -> None:
        for link in root.iter("a"):
            if link.get("href", "").removeprefix("#") in front:
                link.set("class", " ".join(filter(None, [link.get("class"), "roman"])))

    return edit(contents, mark)


def drop_edge_hyphens(root: Element) -> None:
    """Drop soft hyphens beside a tag: a word broken there would show no hyphen."""
    for node in root.iter():
        node.text = (node.text or "").strip(SOFT_HYPHEN) or None
        node.tail = (node.tail or "").strip(SOFT_HYPHEN) or None


def hoist_spaces(root: Element) -> None:
    """Move the space before an inline element into it.

    WeasyPrint 70 ends a line after the first word of an inline element that begins where a line is full. Underlined
    and struck words would drag their line under the space, so these get a space of their own that is inline too.
    """
    for node in list(root.iter(*INLINES.keys() - {"br", "img"})):
        _hoist(node)


def _hoist(node: Element) -> None:
    parent, previous = node.getparent(), node.getprevious()
    if parent is None:
        return
    before = (parent.text if previous is None else previous.tail) or ""
    if not before[-1:].isspace() or before[-1:] == "\u00a0":
        return
    kept = before.rstrip(" \t\r\n")
    if kept == before or (not kept and previous is None):
        return
    if previous is None:
        parent.text = kept
    else:
        previous.tail = kept
    if node.tag in _DECORATED:
        node.addprevious(element("span", " "))
    else:
        node.text = " " + (node.text or "")


def mark_lead_in(root: Element) -> None:
    """Set the first words of the first paragraph in small capitals, unless verse or a letter opens the chapter."""
    for block in root:
        if block.tag in _SKIPPED or block.get("class") == "subhead":
            continue
        if block.tag == "p" and block.get("class") is None:
            _wrap(block, len(lead_in("".join(block.itertext()))))
        return


def lead_in(text: str) -> str:
    """Choose the words that open a chapter: up to the first stop or comma if that is near, else four or five."""
    length = 0
    for count, token in enumerate(_TOKEN.finditer(text), start=1):
        length = token.end()
        near_stop = count >= 2 and _SENTENCE_END.search(token[0])
        near_comma = count >= 3 and _CLAUSE_END.search(token[0])
        if near_stop or near_comma or count == 5 or (count >= 3 and length >= 20):
            break
    return text[:length].rstrip()


def _wrap(block: Element, length: int) -> None:
    for owner, attribute, text in list(_texts(block)):
        taken, length = text[:length], max(0, length - len(text))
        if taken.strip():
            _wrap_text(owner, attribute, taken, text[len(taken) :])
        if not length:
            return


def _wrap_text(owner: Element, attribute: str, taken: str, rest: str) -> None:
    span = element("span", taken, class_="lead-in")
    span.tail = rest
    if attribute == "text":
        owner.text = None
        owner.insert(0, span)
    else:
        owner.tail = None
        owner.addnext(span)


def _texts(node: Element) -> Iterator[tuple[Element, str, str]]:
    if node.text:
        yield node, "text", node.text
    for child in node:
        yield from _texts(child)
        if child.tail:
            yield child, "tail", child.tail
