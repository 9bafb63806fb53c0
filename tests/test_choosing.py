"""What helps to choose a story, in both books: heads, indexes, warnings and the ledger, from a manifest."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ficbind.bundled import bundled
from ficbind.checks import fidelity
from ficbind.checks.epubcheck import Checker
from ficbind.manifest.values import Print
from ficbind.model import Book
from ficbind.pipeline import make
from ficbind.style import Style, load_style
from ficbind.writers import epub, pdf
from pdf_books import prose
from pdf_layouts import body_lines, boxes, layout
from sample_books import PLAIN, a_cover, classic
from test_pdf_layout import GRID

MANIFEST = """
title: Lamps
language: en
cover: cover.png
story-front: compact
print: {chapters: run-on}
stories:
  - lamp.txt
  - {file: wall.txt, story-front: full, warnings-on-request: yes}
  - {file: salt.txt, story-front: none}
front: [content-warnings]
back: [about-the-authors, credits, indexes]
"""
HEADS = {
    "lamp": "Title: The Lamp\nAuthor: Ada\nFandom: Sea\nRating: G\nWarnings: Storm\nTags: lamps, sea\nSummary: Cold.",
    "wall": "Title: The Wall\nAuthor: Bea\nFandom: The Land\nRating: T\nWarnings: Drowning\nLicense: CC BY 4.0",
    "salt": "Title: Salt\nAuthor: Cy\nRating: M\nWarnings: No Archive Warnings Apply\nPairing: A/B\nTags: lamps",
}
INDEXES = ["index-of-authors", "index-of-fandoms", "index-of-ratings", "index-of-warnings", "index-of-tags"]


NEW = {*INDEXES, "about-the-authors", "credits", "content-warnings", "warnings-on-request", "opening"}


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style("classic", bundled("styles").parent, None)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("choosing")
    (folder / "anthology.yaml").write_text(MANIFEST, encoding="utf-8")
    (folder / "cover.png").write_bytes(a_cover().data)
    for number, (name, head) in enumerate(HEADS.items()):
        chapters = (f"Chapter {each}\n\n{_plain(number * 9 + each)}" for each in (1, 2))
        text = "\n\n".join(chapters) if name == "lamp" else _plain(number)
        (folder / f"{name}.txt").write_text(f"{head}\n\n{text}\n", encoding="utf-8")
    return make(folder / "anthology.yaml").book


def _plain(seed: int) -> str:
    return re.sub(r"<[^>]+>", "", prose(500, seed).replace("</p>", "\n"))


@pytest.fixture(scope="module")
def opened(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("epub") / "lamps.epub"
    epub.write(book, classic(), a_cover(), PLAIN, path)
    return path


@pytest.fixture(scope="module")
def laid_out(book: Book, style: Style) -> Any:
    return layout(book, style, Print(chapters="run-on"))


def test_the_pages_asked_for_are_made(book: Book) -> None:
    assert [page.id for page in book.back][:-2] == ["about-the-authors", "credits", *INDEXES]
    assert [page.id for page in book.back][-2:] == ["warnings-on-request", "colophon"]
    assert [work.front.kind for work in book.works] == ["story-head", "story-front", "story-head"]


def test_epubcheck_finds_nothing_and_no_word_is_lost(book: Book, opened: Path, checker: Checker) -> None:
    assert checker.check(opened) == ()
    assert fidelity.check_epub(book, opened) == ()


def test_a_story_without_a_front_page_begins_in_its_first_chapter(book: Book, opened: Path) -> None:
    lamp, wall, salt = book.works
    with zipfile.ZipFile(opened) as archive:
        names = {Path(name).stem for name in archive.namelist()}
        nav = archive.read("EPUB/nav.xhtml").decode()
        chapter = archive.read(f"EPUB/text/{lamp.chapter_ids[0]}.xhtml").decode()
    assert {wall.front.id, *wall.chapter_ids, *salt.chapter_ids} <= names
    assert not {lamp.front.id, salt.front.id} & names
    assert f'<a href="text/{lamp.chapter_ids[0]}.xhtml">The Lamp</a>' in nav
    assert re.search(r"<header.*<h1 .*The Lamp.*</header>\s*<h2 .*Chapter 1", chapter, re.S)


def test_the_printed_book_has_every_word(book: Book, style: Style, tmp_path: Path) -> None:
    for options in (Print(chapters="run-on"), Print(chapters="page", recto=False)):
        target = tmp_path / "lamps.pdf"
        pdf.write(book, style, options, target)
        assert fidelity.check_pdf(book, target) == ()


def test_a_head_opens_a_right_hand_page_that_is_numbered_1(laid_out: Any, book: Book) -> None:
    found = [number for number, page in enumerate(laid_out.pages, 1) if boxes(page._page_box, "header")]
    assert len(found) == 2
    assert all(number % 2 for number in found)
    texts = [_folio(laid_out.pages[number - 1]) for number in (found[0], found[0] + 1)]
    assert texts == ["1", "2"]


def test_the_new_pages_stand_on_the_grid(laid_out: Any, style: Style) -> None:
    origin, seen = body_lines(laid_out)[0].baseline, set()
    for page in laid_out.pages:
        for section in boxes(page._page_box, "section"):
            own = NEW & set(section.element.get("class").split())
            for line in (box for box in section.descendants() if type(box).__name__ == "LineBox" and own):
                seen |= own
                off = ((line.position_y + line.baseline) * 0.75 - origin) % style.leading
                assert line.element_tag in {"h1", "h2"} or min(off, style.leading - off) <= GRID, (own, off)
    assert seen == NEW


def _folio(page: Any) -> str:
    margins = (box for box in page._page_box.descendants() if type(box).__name__ == "MarginBox")
    texts = ("".join(box.text for box in margin.descendants() if type(box).__name__ == "TextBox") for margin in margins)
    return next((text for text in texts if text.strip().isdigit()), "")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Title: Salt\n", "story-head"),
        ("Title: Salt\nAuthor: Cy\nRating: M\n", "story-head"),
        ("Title: Salt\nAuthor: Cy\nRating: M\nFandom: The Sea\n", "story-front"),
        ("Title: Salt\nAuthor: Cy\nSummary: Cold.\n", "story-front"),
        ("Title: Salt\nAuthor: Cy\nTags: lamps\n", "story-front"),
    ],
)
def test_a_story_of_which_little_is_known_has_no_page_for_that(tmp_path: Path, head: str, kind: str) -> None:
    (tmp_path / "anthology.yaml").write_text("title: Lamps\nlanguage: en\nstories: [salt.txt]\n")
    (tmp_path / "salt.txt").write_text(f"{head}\n{_plain(1)}\n")
    (work,) = make(tmp_path / "anthology.yaml").book.works
    assert work.front.kind == kind
