"""A body made ready for the print engine: the same words, in elements that it sets well."""

from ficbind.vocabulary import INLINES
from ficbind.writers.openings import mark_opening
from ficbind.xhtml import Element, edit, element

SOFT_HYPHEN = "\u00ad"
_DECORATED = frozenset({"a", "del", "ins", "s", "u"})


def prepare(body: str, *, lead_in: bool) -> str:
    """Prepare the blocks of a chapter or page; `lead_in` sets its first words apart, as the style says."""
    return edit(body, *([mark_opening] if lead_in else []), drop_edge_hyphens, hoist_spaces)


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
