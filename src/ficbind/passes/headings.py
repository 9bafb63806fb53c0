"""Part a story into chapters at its headings."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ficbind import xhtml
from ficbind.conventions import headings
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Removal
from ficbind.passes.chapters import HEADINGS, ChapterTree, Findings, line_of
from ficbind.passes.heading_lines import (
    Head,
    calls_in,
    find_heads,
    folded,
    id_within,
    is_subtitle,
    is_within,
    opens_with_notes,
    repeats,
    short_text,
    title_of,
)
from ficbind.records import dataclass, field
from ficbind.xhtml import Element

_SHOWN = 6


@dataclass(slots=True)
class _Chapter:
    """A chapter as it grows."""

    title: str | None = None
    blocks: list[Element] = field(default_factory=list)
    calls: list[Element] = field(default_factory=list)
    line: int = 1
    found: bool = False
    awaits: bool = False
    target: str | None = None
    notes_line: int | None = None


def divide(trees: Sequence[ChapterTree], path: Path, story_title: str = "") -> tuple[list[ChapterTree], Findings]:
    """Part the story at its chapter headings; what repeats a title is taken away."""
    repeats = list(_without_lone_title(trees, story_title))
    groups = [list(tree.root) for tree in trees]
    heads = find_heads(groups, titled=[tree.title is not None for tree in trees])
    binder = _Binder(story_title)
    place = 0
    for tree, group in zip(trees, groups, strict=True):
        binder.open(tree.title)
        for block in group:
            binder.take(block, heads.get(place))
            place += 1
    chapters = [chapter for chapter in binder.chapters if chapter.title or chapter.blocks] or [_Chapter()]
    _lower_headings([block for chapter in chapters for block in chapter.blocks])
    removals = (*repeats, *binder.removals)
    return [_tree(chapter) for chapter in chapters], Findings(removals, tuple(_said(chapters, path)))


def _without_lone_title(trees: Sequence[ChapterTree], story_title: str) -> Iterator[Removal]:
    """Take the title from an only chapter that is called as the story is."""
    (first, *others) = trees
    if first.title and not others and folded(first.title) == folded(story_title):
        yield Removal(first.title, "the title repeated", 1)
        first.title = None


def without_empty(trees: Sequence[ChapterTree]) -> list[ChapterTree]:
    """Join a chapter that is only a title with the next, and leave out one that is nothing."""
    kept: list[ChapterTree] = []
    for tree in trees:
        last = kept[-1] if kept else None
        if last and last.title and tree.title and len(last.root) == 0:
            kept[-1] = ChapterTree(headings.join(last.title, tree.title), tree.root)
        elif tree.title or len(tree.root):
            kept.append(tree)
    return kept or list(trees[:1])


class _Binder:
    """Gather blocks into chapters."""

    def __init__(self, story_title: str) -> None:
        self.chapters: list[_Chapter] = []
        self.removals: list[Removal] = []
        self._story_title = folded(story_title)

    def open(self, title: str | None) -> None:
        """Begin a section of the source."""
        last = self.chapters[-1] if self.chapters else None
        if not last or last.title or last.blocks:
            self.chapters.append(_Chapter(title or None))
        elif title:
            last.title = title

    def take(self, block: Element, head: Head | None) -> None:
        """Put a block into the chapter, or begin one with it."""
        chapter = self.chapters[-1]
        if self._drops_repeat(chapter, block, head):
            self._lift(chapter, block)
            chapter.awaits = chapter.awaits and head is None
        elif head:
            self._begin(chapter, block, head)
        elif chapter.awaits and is_subtitle(block):
            subtitle = headings.clean(title_of(block))
            self._lift(chapter, block)
            self._move(chapter, subtitle, line_of(block))
            chapter.title = headings.join(chapter.title or "", subtitle)
            chapter.awaits = False
        else:
            chapter.awaits = False
            chapter.blocks.append(_with_target(block, chapter))

    def _begin(self, chapter: _Chapter, block: Element, head: Head) -> None:
        if chapter.blocks and not opens_with_notes(chapter.blocks):
            chapter = _Chapter()
            self.chapters.append(chapter)
        if chapter.blocks:
            chapter.notes_line = line_of(chapter.blocks[0])
        self._move(chapter, head.text, head.line)
        chapter.title = headings.join(chapter.title, head.text) if chapter.title else head.text
        chapter.line = chapter.line if chapter.found else head.line
        chapter.found, chapter.awaits = True, head.awaits_subtitle
        self._lift(chapter, block)
        chapter.target = id_within(block)

    def _lift(self, chapter: _Chapter, block: Element) -> None:
        """Keep the calls of notes, which a title has no room for."""
        for call in calls_in(block):
            chapter.calls.append(call)
            block.remove(call)

    def _move(self, chapter: _Chapter, text: str, line: int) -> None:
        """Say that a heading which stood after notes now stands before them."""
        if chapter.notes_line is not None:
            self.removals.append(Removal(text, "a heading set before the notes above it", line, chapter.notes_line))

    def _drops_repeat(self, chapter: _Chapter, block: Element, head: Head | None) -> bool:
        """Take away a line at the chapter's start that says its title again."""
        text = head.text if head else short_text(block)
        if not text or (chapter.blocks and not opens_with_notes(chapter.blocks)):
            return False
        if chapter.title is None:
            opens = block.tag in HEADINGS and len(self.chapters) == 1
            if not opens or folded(text) != self._story_title:
                return False
            self.removals.append(Removal(text, "the title repeated", line_of(block)))
            return True
        if repeats(chapter.title, text):
            self.removals.append(Removal(text, "the chapter title repeated", line_of(block)))
            return True
        if (head or headings.parse(text)) and is_within(folded(chapter.title), folded(text)):
            self.removals.append(Removal(chapter.title, "the chapter title repeated", line_of(block)))
            chapter.title = text
            return True
        return False


def _with_target(block: Element, chapter: _Chapter) -> Element:
    """Let links to a heading lead to the first block under it."""
    if chapter.target and block.get("id") is None:
        block.set("id", chapter.target)
    chapter.target = None
    return block


def _tree(chapter: _Chapter) -> ChapterTree:
    root = xhtml.element("body")
    if chapter.calls:
        # A title is plain text in the contents; the calls of its notes stand below it.
        line = xhtml.append(root, "p", {"class": "centred"})
        line.extend(chapter.calls)
    root.extend(chapter.blocks)
    return ChapterTree(chapter.title, root)


def _lower_headings(blocks: Sequence[Element]) -> None:
    """Let the headings left within chapters begin at the third level, below story and chapter."""
    left = [block for block in blocks if block.tag in HEADINGS]
    highest = min((block.tag for block in left), default="h3")
    for block in left:
        block.tag = "h3" if block.tag == highest else "h4"


def _said(chapters: Sequence[_Chapter], path: Path) -> Iterator[Diagnostic]:
    found = [chapter for chapter in chapters if chapter.found]
    if found:
        shown = ", ".join(f"'{chapter.title}' (line {chapter.line})" for chapter in found[:_SHOWN])
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        count = f"{len(found)} chapter{'s' if len(found) > 1 else ''}"
        message = f"found {count}: {shown}{more}"
        yield Diagnostic(Code.FOUND_CHAPTERS, "info", message, Location(path, found[0].line))
