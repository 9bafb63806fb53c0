"""The content documents of a book, in reading order."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import count
from typing import Literal

from ficbind.model import Book, Page, PageBreak, Work
from ficbind.records import dataclass
from ficbind.writers.epub.message_semantics import message_semantics
from ficbind.writers.epub.page_breaks import signs_of
from ficbind.writers.epub.split import split

Division = Literal["frontmatter", "bodymatter", "backmatter"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One content document: `target` is the id of what begins at its top, `None` where a chapter goes on.

    The signs of its `breaks` are counted from its own top. `also` is the id of the story that begins here, too, when it
    has no front page.
    """

    name: str
    target: str | None
    kind: str
    title: str
    language: str
    division: Division
    blocks: str
    heading: str | None = None
    story: str | None = None
    breaks: tuple[PageBreak, ...] = ()
    also: str | None = None

    @property
    def file(self) -> str:
        return f"{self.name}.xhtml"


def leaves(book: Book) -> Iterator[Leaf]:
    """Give every content document of the book except the cover and the navigation, under distinct ASCII names."""
    taken = {"cover"}
    for leaf in _paginated(book):
        name = stem = re.sub(r"[^a-z0-9-]", "-", leaf.name.lower())
        for number in count(2):
            if name not in taken:
                break
            name = f"{stem}-{number}"
        taken.add(name)
        yield leaf if name == leaf.name else replace(leaf, name=name)


def _paginated(book: Book) -> Iterator[Leaf]:
    """Give every leaf the page breaks that fall into it; those of pages that are for paper only fall away."""
    if not book.pagination:
        yield from _leaves(book)
        return
    breaks: dict[str, list[PageBreak]] = {}
    for each in book.pagination.breaks:
        breaks.setdefault(each.target, []).append(each)
    target, passed = "", 0
    for leaf in _leaves(book):
        target, passed = (leaf.target, 0) if leaf.target else (target, passed)
        length = signs_of(leaf.heading, leaf.blocks)
        own = (each for each in breaks.get(target, ()) if passed <= each.signs < passed + length)
        yield replace(leaf, breaks=tuple(replace(each, signs=each.signs - passed) for each in own))
        passed += length


def _leaves(book: Book) -> Iterator[Leaf]:
    yield from (_page(page, "frontmatter") for page in book.screen_front)
    for part in book.parts:
        if part.page:
            yield _page(part.page, "bodymatter")
        for work in part.works:
            if not work.head:
                yield _page(work.front, "bodymatter")
            yield from _chapters(work)
            if work.notes:
                yield replace(_page(work.notes, "bodymatter"), story=work.story.title)
    yield from (_page(page, "backmatter") for page in book.back)


def _page(page: Page, division: Division) -> Leaf:
    return Leaf(page.id, page.id, page.kind, page.title, page.language, division, page.body)


def _chapters(work: Work) -> Iterator[Leaf]:
    story = work.story
    for chapter, target in zip(story.chapters, work.chapter_ids, strict=True):
        for number, blocks in enumerate(split(message_semantics(chapter.body, work.terms)), start=1):
            begins = number == 1
            head = work.head if begins and target == work.chapter_ids[0] else None
            leaf = Leaf(
                name=target if begins else f"{target}-{number}",
                target=target if begins else None,
                kind="chapter",
                title=chapter.title or story.title,
                language=story.language,
                division="bodymatter",
                blocks=blocks,
                heading=chapter.title if begins else None,
                story=story.title,
            )
            yield _under(head, leaf) if head else leaf


def _under(head: Page, leaf: Leaf) -> Leaf:
    """Set a story's head above its first chapter."""
    title = f'<h2 class="chapter-title">{escape(leaf.heading)}</h2>\n' if leaf.heading else ""
    return replace(leaf, blocks=f"{head.body}\n{title}{leaf.blocks}", heading=None, also=head.id)
