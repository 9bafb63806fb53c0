"""The chapters of a download of the Archive of Our Own, each between its notes."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ficbind import xhtml
from ficbind.model import Draft, Field, Removal
from ficbind.readers.html.page import GONE, Page, line_of, text_of
from ficbind.readers.html.parsing import BLOCKS
from ficbind.readers.lines import letters
from ficbind.records import dataclass, field
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element

HEADINGS = frozenset({"h1", "h2", "h3"})
HEADING = "the archive's heading"
LABEL = "the archive's label"

_STORY = re.compile(r"(?:.*[-_.:])?chapters")
_END_NOTES = re.compile(r"(?:.*[-_.:])?endnotes\d*")
"""Ids of the archive's, which may stand behind the name of a file of an EPUB."""

TO_NOTES = re.compile(r"\(?see the end of the (?:work|chapter) for\s+(?:more )?notes\b.{0,80}", re.I)
HEAD_LABELS = frozenset({"chapter summary", "chapter notes", "summary", "notes"})
BYLINE = re.compile(r"chapter by\b", re.I)
_NUMBERED = re.compile(r"(Chapter (\d+)): (?=Chapter \2\b)", re.I)
_HOLDERS = frozenset({"article", "body", "div", "main", "section"})
_SHOWN = ("hr", "img")


@dataclass(slots=True)
class Chapter:
    """A chapter as it is found: its heading, and the blocks of its text and notes, in order."""

    title: str | None = None
    heading: Element | None = None
    nodes: list[Element] = field(default_factory=list)


class Chapters:
    """Divide what stands in a download between preface and afterword into chapters."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._title = next((fact.text for fact in page.facts if fact.field is Field.TITLE), "")
        self._has_text = False
        self.found: list[Chapter] = []

    def add(self, node: Element) -> None:
        """Add a part of the story, or a block that stands between two parts."""
        for child in _parts(node):
            if child.tag == GONE or is_empty(child):
                continue
            if is_end_notes(child):
                self.end([note([child])])
            elif child.tag in HEADINGS and not self.found:
                self._head_single(child)
            elif not self._head(child):
                self._has_text = True
                self._last.nodes.append(child)

    def end(self, nodes: Sequence[Element]) -> None:
        """Add what stands below the chapter's text."""
        if nodes:
            self._last.nodes.extend(nodes)

    @property
    def _last(self) -> Chapter:
        if not self.found:
            self.found.append(Chapter())
        return self.found[-1]

    def _head_single(self, heading: Element) -> None:
        """Begin the only chapter, which bears the title of the work."""
        title = text_of(heading)
        repeated = letters(title) == letters(self._title)
        if repeated:
            self._page.take(heading, "the title repeated")
        self.found.append(Chapter() if repeated else Chapter(title, heading))

    def _head(self, node: Element) -> bool:
        """Begin a chapter with its heading and the notes below that; `False` for what is no such head.

        A head may go on in the next file of an EPUB. Its class tells nothing there, but that of a text always does.
        """
        if not _holds_blocks(node) or any(name.startswith("userstuff") for name in (node.get("class") or "").split()):
            return False
        blocks = list(items(node))
        headed = blocks[0].tag in HEADINGS
        if not (headed or (self.found and not self._has_text)) or not all(map(_is_of_head, blocks[headed:])):
            return False
        if headed:
            self.found.append(Chapter(title_of(self._page, blocks[0]), blocks[0]))
            self._has_text = False
        self._last.nodes.extend(self._notes(blocks[headed:]))
        return True

    def _notes(self, blocks: Sequence[Element]) -> Iterator[Element]:
        label: Element | None = None
        for block in blocks:
            if is_link_to_notes(block):
                take_link(self._page, block, label)
                label = None
            elif text_of(block).rstrip(":").casefold() in HEAD_LABELS:
                label = block
            else:
                yield note([block] if label is None else [label, block])
                label = None
        if label is not None:
            self._page.take(label, LABEL)


def draft(page: Page, chapters: Sequence[Chapter]) -> Draft:
    """Make the draft of the chapters, and take away all that stands around and between them."""
    kept = {node for chapter in chapters for node in (*chapter.nodes, chapter.heading) if node is not None}
    holders = {each for node in kept for each in node.iterancestors()}
    waiting = [page.root] if holders else []
    while waiting:
        node = waiting.pop()
        if node in holders:
            settle_text((node,))
            waiting += list(node)[::-1]
        elif node in kept or node.tag == GONE:
            continue
        elif kept.isdisjoint(node.iter()):
            page.take(node, "the archive's page around the story")
        else:
            # What held the story was an element of a line, as in damaged files, and text beside it was set in blocks.
            waiting += list(node)[::-1]
    for chapter in chapters:
        for node in chapter.nodes:
            node.tail = (node.tail or "").strip() or (None if node is chapter.nodes[-1] else "\n")
    return page.draft([(chapter.title, chapter.nodes) for chapter in chapters])


def title_of(page: Page, heading: Element) -> str:
    """Give a chapter's title; where it says itself which chapter it is, the archive's number before it goes."""
    title = text_of(heading)
    found = _NUMBERED.match(title)
    if found is None:
        return title
    page.removals.append(Removal(found[1], "the chapter's number, which its title repeats", line_of(heading)))
    return title[found.end() :]


def take_link(page: Page, link: Element, label: Element | None) -> None:
    """Take away the archive's link to notes that stand below, and a label that stands for nothing else."""
    if label is not None:
        page.take(label, LABEL)
    page.take(link, "the archive's link to the notes")


def note(nodes: Sequence[Element]) -> Element:
    """Wrap what the archive sets off as an author's note; quotations that only frame it are opened up."""
    made = xhtml.element("aside", class_="note")
    made.set(LINE, str(line_of(nodes[0])))
    nodes[0].addprevious(made)
    for node in nodes:
        made.append(node)
        for frame in node if node.tag in _HOLDERS else (node,):
            _open_up(frame)
    return made


def _open_up(frame: Element) -> None:
    if frame.tag == "blockquote":
        frame.tag = "div"
        frame.attrib.pop("class", None)
    elif frame.tag in {*HEADINGS, "h4"}:
        frame.tag = "p"


def is_story(node: Element) -> bool:
    """Tell the element that holds the chapters, or in an EPUB those of one file."""
    return bool(_STORY.fullmatch(node.get("id") or ""))


def is_end_notes(node: Element) -> bool:
    """Tell the element that holds the notes below a chapter or the work."""
    return node.tag in _HOLDERS and bool(_END_NOTES.fullmatch(node.get("id") or ""))


def is_link_to_notes(node: Element) -> bool:
    """Tell the archive's line that leads from the notes above to those below."""
    return bool(TO_NOTES.fullmatch(text_of(node))) and next(node.iter("a"), None) is not None


def is_empty(node: Element) -> bool:
    """Tell whether an element shows nothing."""
    return next(node.iter(*_SHOWN), None) is None and not any(text.strip() for text in node.itertext())


def items(root: Element, ways: Iterable[Element] = ()) -> Iterator[Element]:
    """Give what stands in an element block by block, going into elements that do nothing but hold blocks.

    `ways` are elements to go into whatever they hold.
    """
    through = set(ways)
    waiting = list(root)[::-1]
    while waiting:
        node = waiting.pop()
        if node in through or _holds_blocks(node):
            waiting += list(node)[::-1]
        elif node.tag != GONE and not is_empty(node):
            yield node


def _holds_blocks(node: Element) -> bool:
    if node.tag not in _HOLDERS or is_story(node) or is_end_notes(node) or (node.text or "").strip():
        return False
    return any(each.tag in BLOCKS for each in node) and not any((each.tail or "").strip() for each in node)


def _parts(node: Element) -> Iterator[Element]:
    """Give the parts of a story; before October 2011 each chapter stood in an element of its own."""
    for child in list(node) if is_story(node) else [node]:
        classes = set((child.get("class") or "").split())
        yield from list(child) if "chapter" in classes and "preface" not in classes else [child]


def _is_of_head(block: Element) -> bool:
    text = text_of(block)
    return (
        block.tag == "blockquote"
        or text.rstrip(":").casefold() in HEAD_LABELS
        or is_link_to_notes(block)
        or bool(BYLINE.match(text))
    )


def settle_text(holders: Iterable[Element]) -> None:
    """Set what stands bare among blocks in paragraphs, so that it is found like them."""
    for holder in holders:
        run: Element | None = None
        if (holder.text or "").strip():
            run = _paragraph(holder, holder.text)
            holder.text = None
            holder.insert(0, run)
        for node in [each for each in holder if each is not run]:
            if node.tag not in BLOCKS and node.tag != GONE:
                if run is None:
                    run = _paragraph(node)
                    node.addprevious(run)
                run.append(node)
                continue
            run = None
            if (node.tail or "").strip():
                run = _paragraph(node, node.tail)
                node.tail = None
                node.addnext(run)


def _paragraph(place: Element, text: str | None = None) -> Element:
    made = xhtml.element("p", text)
    made.set(LINE, str(line_of(place)))
    return made
