"""Read a download of the Archive of Our Own: its HTML of every year, and its EPUB when its files are joined.

It goes by ids, labels and order. Calibre, which makes the EPUB from the HTML, renames the classes, and spreads the
preface and long chapters over several elements with one id. (Templates: otwarchive, app/views/downloads.)
"""

import re
from collections.abc import Iterator, Sequence

from ficbind.model import Draft, Field
from ficbind.readers.html import ao3_facts
from ficbind.readers.html.ao3_chapters import (
    HEADING,
    HEADINGS,
    LABEL,
    Chapters,
    draft,
    is_empty,
    is_end_notes,
    is_link_to_notes,
    is_story,
    items,
    note,
    settle_text,
    take_link,
)
from ficbind.readers.html.page import Page, paragraph, text_of
from ficbind.records import dataclass, field
from ficbind.xhtml import Element

_WORK = re.compile(r"(?:https?:)?//[^/]+/works/\d+/?")
_POSTED = re.compile(r"posted originally on the\b", re.I)
_COMMENT = re.compile(r"please\s+drop by the archive and comment\b", re.I)
_SERIES = re.compile(r"there are more works in\b", re.I)
_SAID = "what the archive says of the work"
_END_NOTES = "end notes"


def recognise(page: Page) -> bool:
    """Tell whether a page is a download of the archive."""
    return bool(_stories(page)) and _origin(page.root) is not None


def read(page: Page) -> Sequence[Draft]:
    """Read a download: one work."""
    stories = _stories(page)
    ways = {each for node in stories for each in node.iterancestors()}
    settle_text({*stories, *ways})
    parts = list(items(page.root, ways))
    # A story that stands in an element of a line, as in damaged files, is met with that element.
    places = [place for place, node in enumerate(parts) if any(each in stories for each in node.iter("div", "section"))]
    preface = _Preface(page)
    for node in parts[: places[0]]:
        preface.read(node)
    preface.finish()
    chapters = Chapters(page)
    for node in parts[places[0] : places[-1] + 1]:
        chapters.add(node)
    chapters.end(list(_afterword(page, parts[places[-1] + 1 :], preface.notes)))
    page.know_prose(Field.NOTES, preface.notes, preface.noted_at if preface.noted_at is not None else parts[places[0]])
    return (draft(page, chapters.found),)


def _stories(page: Page) -> list[Element]:
    """Find the elements that hold the chapters, and are within no other such."""
    named = [node for node in page.root.iter("div", "section") if is_story(node) and not is_empty(node)]
    return [node for node in named if not any(map(is_story, node.iterancestors()))]


def _origin(root: Element) -> Element | None:
    """Find the link to the work where it was first posted, which stands above the story."""
    for node in root.iter("a", "div", "section"):
        if is_story(node):
            return None
        if node.tag == "a" and _WORK.fullmatch(node.get("href") or ""):
            around = node.getparent()
            if around is not None and _POSTED.search(text_of(around)):
                return node
    return None


@dataclass(slots=True)
class _Preface:
    """What stands above the story; what is none of the archive's is a note."""

    page: Page
    notes: list[Element] = field(default_factory=list)
    noted_at: Element | None = None
    _label: Element | None = None
    _titled: bool = False
    _message_title: str = ""

    def read(self, node: Element) -> None:
        """Read a block and take it away."""
        label, self._label = self._label, None
        titled, self._titled = self._titled, False
        text = text_of(node)
        if node.tag == "blockquote":
            self._read_prose(node, label)
        elif node.tag in {"p", *HEADINGS} and text.rstrip(":").casefold() in {"summary", "notes"}:
            self._label = node
        elif node.tag == "h1" or (node.tag == "h2" and text.casefold() != "preface"):
            self._titled = True
            self._know(Field.TITLE, (text,), node)
        elif titled and (node.tag == "h3" or text.casefold().startswith("by")):
            self._know(Field.AUTHOR, ao3_facts.names(node), node)
        elif node.tag in HEADINGS:
            self.page.take(node, HEADING)
        elif is_link_to_notes(node):
            take_link(self.page, node, label)
        else:
            self._read_list(node, text)

    def _read_list(self, node: Element, text: str) -> None:
        if node.tag == "dl":
            self._note([paragraph(each) for each in ao3_facts.know(self.page, list(ao3_facts.pairs((node,))))], node)
            self.page.take(node, _SAID)
        elif _POSTED.search(text):
            self._read_message(node)
        else:
            self._note([paragraph(text_of(item)) for item in node.iter("li")] or [node], node)
            self.page.take(node, "the notes")

    def _read_prose(self, node: Element, label: Element | None) -> None:
        is_summary = text_of(label).rstrip(":").casefold() == "summary"
        if is_summary:
            self.page.know_prose(Field.SUMMARY, [node], node)
        else:
            self._note([node], node)
        reason = "the summary" if is_summary else "the notes"
        if label is not None:
            self.page.take(label, reason)
        self.page.take(node, reason)

    def _read_message(self, node: Element) -> None:
        link = _origin(node)
        bold = node.find(".//b")
        self._message_title = text_of(bold)
        if link is not None:
            self.page.know(Field.SOURCE, (link.get("href") or "",), node)
        self.page.take(node, "the archive's message")

    def _know(self, wanted: Field, values: Sequence[str], node: Element) -> None:
        self.page.know(wanted, values, node)
        self.page.take(node, f"the {wanted.value}")

    def _note(self, blocks: Sequence[Element], node: Element) -> None:
        if any(map(text_of, blocks)) and self.noted_at is None:
            self.noted_at = node
        self.notes += blocks

    def finish(self) -> None:
        """Take the title from the archive's message where it stands nowhere else."""
        if self._message_title:
            self.page.know(Field.TITLE, (self._message_title,), self.page.root)


def _afterword(page: Page, parts: Sequence[Element], notes: list[Element]) -> Iterator[Element]:
    """Give what stands below the story and belongs to it; works that it inspired join the notes."""
    label: Element | None = None
    for node in parts:
        text = text_of(node)
        if node.tag == "dl":
            notes += [
                paragraph(f"{key}: {text_of(value)}") for key, value in ao3_facts.pairs((node,)) if text_of(value)
            ]
            page.take(node, "the notes")
        elif node.tag in HEADINGS:
            page.take(node, HEADING)
        elif _COMMENT.match(text) or _SERIES.match(text):
            _read_end_message(page, node, text)
        elif is_end_notes(node):
            yield note([node])
        elif node.tag == "p" and text.casefold() == _END_NOTES:
            label = node
        else:
            yield note([node] if label is None else [label, node])
            label = None
    if label is not None:
        page.take(label, LABEL)


def _read_end_message(page: Page, node: Element, text: str) -> None:
    """Take the archive's last words away; before October 2011 they alone named the series."""
    if _SERIES.match(text):
        page.know(Field.SERIES, [text_of(node.find(".//a"))], node)
    page.take(node, "the archive's message")
