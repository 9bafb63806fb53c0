"""A body made ready for the print engine: the same words, in elements that it sets well."""

import re
from collections.abc import Callable

from ficbind.feet import foot_notes
from ficbind.vocabulary import INLINES
from ficbind.writers.openings import mark_opening
from ficbind.writers.pdf.breaks import FOOT_NOTE, MOVED
from ficbind.writers.pdf.initials import Initials
from ficbind.xhtml import Element, edit, element, signs, words

_OWN = ("dir", "id", "lang")
_FOOT_NOTE = re.compile(rf'<span class="{FOOT_NOTE}"[^>]*?\sid="([^"]*)".*?\shref="#([^"]*)"', re.S)
SOFT_HYPHEN = "\u00ad"
_DECORATED = frozenset({"a", "del", "ins", "s", "u"})


def prepare(body: str, *, lead_in: bool, feet: bool = False, initials: Initials | None = None) -> str:
    """Prepare the blocks of a chapter or page.

    `lead_in` sets its first words apart, as the style says, and `initials` its first letter; with `feet` its notes go
    to the foot of the page.
    """
    before: list[Callable[[Element], None]] = [mark_opening] if lead_in else []
    before += [initials.set] if lead_in and initials else []
    after = [set_foot_notes] if feet else []
    return edit(body, *before, drop_edge_hyphens, hide_ways_back, *after, hoist_spaces)


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


def foot_note_ids(html: str) -> list[tuple[str, str]]:
    """List the ids of the notes that were sent to the foot of the page, each with that of its call."""
    return _FOOT_NOTE.findall(html) if FOOT_NOTE in html else []


def hide_ways_back(root: Element) -> None:
    """Mark the signs that lead back from notes: on paper nobody follows them."""
    for link in root.iter("a"):
        if link.get("class") == "backlink" and not words("".join(link.itertext())):
            link.set("class", "way-back")


def set_foot_notes(root: Element) -> None:
    """Set notes behind their calls, from where the sheets send them to the foot of the page.

    A paragraph can hold nothing but lines. What is left of the note says how many signs it takes in other editions.
    """
    for each in foot_notes(root):
        note, call = each.note, each.call
        amount = signs("".join(note.itertext()))
        foot = element("span", class_=FOOT_NOTE, **{name: note.get(name) for name in _OWN if note.get(name)})
        for paragraph in note:
            paragraph.tag = "span"
            foot.append(paragraph)
        foot.tail, call.tail = call.tail, None
        call.addnext(foot)
        note.tag = "span"
        note.attrib.clear()
        note.set(MOVED, str(amount))


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
