"""The parts that a book is laid out in: a page of matter, or a story with its front page."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from html import escape

from ficbind.manifest.values import Print
from ficbind.model import Book, Chapter, Page, Story, Work
from ficbind.records import dataclass
from ficbind.writers.pdf.initials import Initials
from ficbind.writers.pdf.pages import running_head
from ficbind.writers.pdf.prose import number_front_in_roman, prepare
from ficbind.xhtml import Body

RUNNING = frozenset(
    {
        "about-the-authors",
        "acknowledgements",
        "afterword",
        "authors-notes",
        "content-warnings",
        "contents",
        "credits",
        "foreword",
        "index-of-authors",
        "index-of-fandoms",
        "index-of-pairings",
        "index-of-ratings",
        "index-of-tags",
        "index-of-warnings",
        "introduction",
        "preface",
        "text",
        "warnings-on-request",
    }
)
"""Kinds of matter that read on like a chapter: with running heads and page numbers."""

RUNNING_PAGE = {True: "prelims", False: "text"}
"""The named page that front matter reads on in, numbered in roman, and that of all else."""

RECTO = frozenset({"contents", "dedication", "foreword", "half-title", "introduction", "preface", "title-page"})
"""Kinds of front matter that begin on a right-hand page."""

_LEAD_IN = frozenset({"afterword", "foreword", "introduction", "preface"})


@dataclass(frozen=True, slots=True)
class Unit:
    """HTML that can be laid out by itself: it depends on its own pages, the style and the options alone.

    `targets` are the ids that links and the outline may point to; `page` is the named page on which it begins.
    """

    html: str
    targets: tuple[str, ...]
    page: str


LONG_CHAPTER = 1200
"""Words from which chapters, on average, open a page of their own: some four pages of a paperback."""


def units(book: Book, options: Print, ends: Collection[str] = (), initials: Initials | None = None) -> Iterator[Unit]:
    """Give the units of a book in reading order; the stories of the keys `ends` have their notes at their ends."""
    opening = opening_page(book)
    for page in book.front:
        yield _matter(page, book, initials, first=False)
    for part in book.parts:
        if part.page:
            yield _matter(part.page, book, initials, first=part.page.id == opening)
        for work in part.works:
            setting = _Setting(runs_on(work.story, options.chapters), work.story.key not in ends, initials)
            yield _story(work, setting, first=work.front.id == opening)
    for page in book.back:
        yield _matter(page, book, initials, first=page.id == opening)


def opening_page(book: Book) -> str | None:
    """Find the page that is numbered 1."""
    pages = [page for part in book.parts for page in (part.page, *(work.front for work in part.works)) if page]
    return next((page.id for page in (*pages, *book.back)), None)


def runs_on(story: Story, chapters: str) -> bool:
    """Say whether a story's chapters stand below each other; `chapters` is what the manifest wishes."""
    several = len(story.chapters) + bool(story.notes and story.notes_at == "end") > 1
    short = story.words < LONG_CHAPTER * len(story.chapters)
    return several and (chapters == "run-on" or (chapters == "auto" and short))


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a story is set: its chapters below each other, its notes at the foot of the page, its large initials."""

    run_on: bool
    feet: bool
    initials: Initials | None


def _story(work: Work, setting: _Setting, *, first: bool) -> Unit:
    run_on = setting.run_on
    language, head = work.story.language, running_head(work.story.title)
    opening = f"opening recto{' first-text' if first else ''}" if work.head else ""
    chapters: list[str] = []
    for key, chapter in zip(work.chapter_ids, work.story.chapters, strict=True):
        place = " run-on" if run_on and chapters else "" if run_on else " running"
        above = work.head if not chapters else None
        place += f" {opening}" if above else ""
        apart = "run-on" not in place
        body = prepare(chapter.body, lead_in=apart, feet=setting.feet, initials=setting.initials)
        chapters.append(_chapter(key, replace(chapter, body=Body(body)), f"chapter{place}", (language, head), above))
    if notes := work.notes:
        classes = f"chapter {'run-on' if run_on else 'running'} {notes.kind}"
        chapters.append(_section(notes.id, classes, language, head, prepare(notes.body, lead_in=False)))
    text = "".join(chapters)
    # The section around chapters that run on holds the named page, of which nested ones would each begin a new run.
    around = f"running {opening}".strip()
    html = f'<section class="{around}" data-head="{escape(head)}">{text}</section>\n' if run_on else text
    targets = (work.front.id, *work.chapter_ids, *([work.notes.id] if work.notes else []))
    if work.head:
        return Unit(html, targets, "first-text" if first else "text")
    front = _page(work.front, work.front.body, first=first)
    return Unit(front + html, targets, "first-front" if first else "front")


def _chapter(key: str, chapter: Chapter, classes: str, about: tuple[str, str], head: Page | None) -> str:
    above = prepare(head.body, lead_in=False) if head else ""
    if chapter.title is None:
        return _section(key, f"{classes} untitled", *about, above + chapter.body)
    title = f'<h2 class="chapter-title">{escape(chapter.title, quote=False)}</h2>'
    return _section(key, classes, *about, above + title + chapter.body)


def _matter(page: Page, book: Book, initials: Initials | None, *, first: bool) -> Unit:
    body = prepare(page.body, lead_in=page.kind in _LEAD_IN, initials=initials)
    if page.kind == "contents":
        body = number_front_in_roman(body, frozenset(front.id for front in book.front))
    running = RUNNING_PAGE[page in book.front] if page.kind in RUNNING else ""
    return Unit(_page(page, body, first=first, running=running), (page.id,), "first" if first else running)


def _page(page: Page, body: str, *, first: bool, running: str = "") -> str:
    kinds = ["matter", page.kind]
    kinds += ["running", running] if running and not first else []
    kinds += ["recto"] if page.kind in RECTO else []
    kinds += ["first"] if first else []
    return _section(page.id, " ".join(kinds), page.language, running_head(page.title), body)


def _section(key: str, classes: str, language: str, head: str, body: str) -> str:
    return (
        f'<section id="{key}" class="{classes}" lang="{escape(language)}" data-head="{escape(head)}">{body}</section>\n'
    )
