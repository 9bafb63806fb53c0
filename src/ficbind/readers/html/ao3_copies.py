"""Read copies of downloads of the Archive of Our Own that have lost its ids: made by word processors and converters.

What is left of the archive's page are its message, its labels, its headings, and their order.
(Templates: otwarchive, app/views/downloads.)
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from ficbind import xhtml
from ficbind.model import Draft, Field
from ficbind.readers.html import ao3_facts
from ficbind.readers.html.ao3_chapters import (
    BYLINE,
    HEAD_LABELS,
    HEADING,
    HEADINGS,
    TO_NOTES,
    Chapter,
    draft,
    is_empty,
    note,
    settle_text,
    title_of,
)
from ficbind.readers.html.page import GONE, Page, line_of, text_of
from ficbind.readers.html.parsing import BLOCKS
from ficbind.readers.lines import letters
from ficbind.records import dataclass
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element

_POSTED = re.compile(r"posted originally on the\b.{0,120}?\bat\s+(?P<address>https?://[^\s<>]+/works/\d+)", re.I)
_COMMENT = re.compile(r"please drop by the archive and comment\b", re.I)
_LABEL = re.compile(
    r"(?<!\S)(?:Rating|Archive Warnings?|Categor(?:y|ies)|Fandoms?|Relationships?|Characters?|Additional Tags?"
    r"|Language|Series|Collections?|Stats):(?!\S)"
)
_FIRST = "Rating:"
_HOLDERS = frozenset({"article", "body", "div", "main", "section"})
_QUOTED = frozenset({"blockquote", "ul", "ol"})
_PROSE = ("summary", "notes")
_END_NOTES = "end notes"
_AFTERWORD = "afterword"
_CHAPTER_END_NOTES = "chapter end notes"
_ABOVE = 8
_LONGEST_NOTE = 40
"""Blocks of a note that nothing sets off from the story but the archive's link or label below."""


def recognise(page: Page) -> bool:
    """Tell whether a page begins with the archive's message and its first label."""
    texts = [text_of(each) for each in islice(_flow(page.root), 2 * _ABOVE)]
    at = next((number for number, text in enumerate(texts[:_ABOVE]) if _POSTED.search(text)), None)
    return at is not None and any(text.startswith(_FIRST) for text in texts[at : at + _ABOVE])


def read(page: Page) -> Draft:
    """Read such a copy: one work."""
    settle_text([page.root, *(each for each in page.root.iter(*_HOLDERS) if _holds_blocks(each))])
    copy = _Copy(page, [each for each in _flow(page.root) if not _is_new_page(each)])
    copy.read_message()
    copy.read_labels()
    copy.read_prose()
    return draft(page, copy.chapters())


def _flow(root: Element) -> Iterator[Element]:
    """Give the blocks of a page in order, going into elements that hold others."""
    waiting = list(root)[::-1]
    while waiting:
        node = waiting.pop()
        if _holds_blocks(node):
            waiting += list(node)[::-1]
        elif node.tag != GONE:
            yield node


def _holds_blocks(node: Element) -> bool:
    return node.tag in _HOLDERS and any(each.tag in BLOCKS for each in node)


def _is_new_page(node: Element) -> bool:
    """Tell where a new page begins: the archive's style sheet has its headings begin one."""
    return node.tag == "hr" and "page-break" in (node.get("class") or "")


def _said(node: Element) -> str:
    """Give what a label says."""
    return text_of(node).rstrip(":").casefold()


@dataclass(slots=True)
class _Copy:
    """The blocks of a copy, which are taken from its front one by one."""

    page: Page
    blocks: list[Element]
    title: str = ""

    def _take(self, count: int, reason: str) -> None:
        for node in self.blocks[:count]:
            self.page.take(node, reason)
        del self.blocks[:count]

    def _skip_empty(self) -> None:
        while self.blocks and is_empty(self.blocks[0]):
            del self.blocks[0]

    def read_message(self) -> None:
        """Read the title and the address that the archive's message gives, and what stands above it."""
        at = next(number for number, node in enumerate(self.blocks) if _POSTED.search(text_of(node)))
        message = self.blocks[at]
        text = text_of(message)
        found = _POSTED.search(text)
        above = [text_of(each) for each in self.blocks[:at] if text_of(each)]
        self.title = text[: found.start()].strip() or (above[-1] if above else "") if found else ""
        self.page.know(Field.TITLE, (self.title,), message)
        self.page.know(Field.SOURCE, (found["address"],) if found else (), message)
        self._take(at, HEADING)
        self._take(1, "the archive's message")

    def read_labels(self) -> None:
        """Read the labels with their values, the title below them, and the names of the authors."""
        known: list[ao3_facts.Pair] = []
        count = 0
        for node in self.blocks:
            label = text_of(known[-1][1]) if known and known[-1][1] is self.blocks[count - 1] else ""
            if label and _LABEL.fullmatch(label):
                known[-1] = (label, node)
            elif _LABEL.match(text_of(node)):
                known += _labelled(node)
            elif not is_empty(node):
                break
            count += 1
        ao3_facts.know(self.page, known)
        self._take(count, "what the archive says of the work")
        self._skip_empty()
        if self.blocks and self._is_title(self.blocks[0]):
            self._take(1, "the title repeated")
            self._skip_empty()
        if self.blocks and text_of(self.blocks[0]).startswith("by "):
            self.page.know(Field.AUTHOR, ao3_facts.names(self.blocks[0]), self.blocks[0])
            self._take(1, "the author")

    def _is_title(self, node: Element) -> bool:
        return letters(text_of(node)) == letters(self.title)

    def read_prose(self) -> None:
        """Read the summary and the notes above the story."""
        notes: list[Element] = []
        noted_at: Element | None = None
        while (count := self._prose()) is not None:
            label = self.blocks[0]
            blocks = self.blocks[_said(label) in _PROSE : count]
            reason = "the notes"
            if _said(label) == "summary":
                self.page.know_prose(Field.SUMMARY, blocks, label)
                reason = "the summary"
            elif TO_NOTES.fullmatch(text_of(label)):
                reason = "the archive's link to the notes"
            elif any(map(text_of, blocks)):
                notes += blocks
                noted_at = label
            self._take(count, reason)
        if noted_at is not None:
            self.page.know_prose(Field.NOTES, notes, noted_at)

    def _prose(self) -> int | None:
        """Count the blocks of the next part of the preface; `None` where the story begins."""
        self._skip_empty()
        if not self.blocks:
            return None
        if _said(self.blocks[0]) in _PROSE:
            return 1 + _prose(self.blocks[1:], self._begins)
        if TO_NOTES.fullmatch(text_of(self.blocks[0])):
            return 1
        # Above the first of several chapters all is the preface's: works that this one translates, for one.
        is_more = not self._is_one and any(each.tag in HEADINGS for each in self.blocks[:_LONGEST_NOTE])
        return 1 if is_more and self.blocks[0].tag not in HEADINGS else None

    @property
    def _is_one(self) -> bool:
        posted = ao3_facts.posted(self.page)
        return posted is not None and posted[0] == 1

    def _begins(self, node: Element) -> bool:
        """Tell the heading with which the story begins."""
        return node.tag in HEADINGS and (not self._is_one or self._is_title(node))

    def chapters(self) -> list[Chapter]:
        """Part what is left into chapters, and give the last what stands below it."""
        below = self._afterword()
        level = self.blocks[0].tag if self.blocks and self.blocks[0].tag in HEADINGS else ""
        heads = {0} if self._is_one else {at for at, each in enumerate(self.blocks) if each.tag == level}
        found: list[Chapter] = []
        for at, node in enumerate(self.blocks):
            if at in heads and level:
                found.append(self._headed(node))
            else:
                found = found or [Chapter()]
                found[-1].nodes.append(node)
        found = found or [Chapter()]
        for chapter in found:
            chapter.nodes = self._with_notes(chapter.nodes)
        found[-1].nodes += below
        return found

    def _headed(self, heading: Element) -> Chapter:
        if self._is_one and self._is_title(heading):
            self.page.take(heading, "the title repeated")
            return Chapter()
        return Chapter(title_of(self.page, heading), heading)

    def _with_notes(self, nodes: list[Element]) -> list[Element]:
        """Set the notes above and below a chapter as such, and take away the archive's links to them."""
        head: list[Element] = []
        rest = [*nodes]
        while rest and is_empty(rest[0]):
            del rest[0]
        while rest and (_said(rest[0]) in HEAD_LABELS or BYLINE.match(text_of(rest[0]))):
            count = 1 + _prose(rest[1:]) if _said(rest[0]) in HEAD_LABELS else 1
            alone = count == 1 and _said(rest[0]) in HEAD_LABELS
            head += [] if alone else [note(rest[:count])]
            linked = count < len(rest) and TO_NOTES.fullmatch(text_of(rest[count]))
            for node in (*rest[: count if alone else 0], *rest[count : count + bool(linked)]):
                self.page.take(node, "the archive's link to the notes")
            rest = rest[count + bool(linked) :]
            while rest and is_empty(rest[0]):
                del rest[0]
        end = next((at for at, node in enumerate(rest) if _said(node) == _CHAPTER_END_NOTES), len(rest))
        return [*head, *rest[:end], *([note(rest[end:])] if rest[end:] else [])]

    def _afterword(self) -> list[Element]:
        """Take the archive's last words off, and give the notes above them."""
        ends = [at for at, node in enumerate(self.blocks) if _COMMENT.match(text_of(node))]
        if not ends:
            return []
        for node in self.blocks[ends[-1] :]:
            self.page.take(node, "the archive's message")
        del self.blocks[ends[-1] :]
        said = [_said(node) for node in self.blocks]
        start = next((at for at in range(len(said) - 1, -1, -1) if said[at] in {_AFTERWORD, _END_NOTES}), None)
        if start is None:
            return []
        higher = next((at for at in range(start - 1, -1, -1) if said[at]), start)
        start = higher if said[higher] == _AFTERWORD else start
        below = [node for node in self.blocks[start:] if not is_empty(node)]
        del self.blocks[start:]
        if _said(below[0]) == _AFTERWORD:
            self.page.take(below.pop(0), HEADING)
        return [note(below)] if below else []


def _labelled(node: Element) -> Iterator[ao3_facts.Pair]:
    """Divide a block that holds labels and values; a label alone is its own value until that comes."""
    text = text_of(node)
    marks = list(_LABEL.finditer(text))
    if len(marks) == 1 and (node.find(".//a") is not None or marks[0].end() == len(text)):
        yield marks[0].group(), node
        return
    for mark, after in zip(marks, [*(each.start() for each in marks[1:]), len(text)], strict=True):
        value = xhtml.element("dd", text[mark.end() : after].strip())
        value.set(LINE, str(line_of(node)))
        yield mark.group(), value


def _prose(nodes: Sequence[Element], begins: Callable[[Element], bool] = lambda _: False) -> int:
    """Count the blocks below a label that belong to it."""
    if nodes and nodes[0].tag in _QUOTED:
        return next((at for at, node in enumerate(nodes) if node.tag not in _QUOTED), len(nodes))
    for at, node in enumerate(nodes[:_LONGEST_NOTE]):
        if TO_NOTES.fullmatch(text_of(node)) or _said(node) in HEAD_LABELS or begins(node):
            return at
    return min(len(nodes), 1)
