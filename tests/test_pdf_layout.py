"""The printed page as laid out: lines, edges, grid."""

import random
from itertools import pairwise
from typing import Any

import pytest

import pdf_books
from ficbind.bundled import bundled
from ficbind.manifest.values import Print
from ficbind.model import Book
from ficbind.style import Style, load_style
from ficbind.writers.pdf import engine
from pdf_layouts import body_lines, boxes, layout, one_story

GRID = 0.1
"""How far in pt a baseline may be off its line."""


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style("classic", bundled("styles").parent, None)


@pytest.fixture(scope="module")
def book() -> Book:
    return pdf_books.three_stories()


@pytest.fixture(scope="module")
def laid_out(book: Book, style: Style) -> Any:
    return layout(book, style, Print())


def test_lines_are_divided_and_filled_only_as_wished(style: Style) -> None:
    book = one_story(pdf_books.prose(900, 5))
    full, plain = (body_lines(layout(book, style, Print(hyphenate=wish, justify=wish))) for wish in (True, False))
    assert any(line.text.endswith(("‐", "-")) for line in full)
    assert not any(line.text.endswith(("‐", "-")) for line in plain)
    inner = [line.filled for line, after in pairwise(full) if line.paragraph == after.paragraph]
    assert min(inner) > 0.99
    assert min(line.filled for line, after in pairwise(plain) if line.paragraph == after.paragraph) < 0.95


def test_a_heading_that_runs_on_is_never_left_at_the_foot_of_a_page(style: Style) -> None:
    chapters = [pdf_books.prose(90 + 7 * number, number) for number in range(24)]
    book = one_story(*chapters, titles=tuple(str(number + 1) for number in range(24)))
    for page in layout(book, style, Print(chapters="run-on")).pages:
        blocks = sorted((box for box in boxes(page._page_box, "p", "h2") if box.height), key=lambda box: box.position_y)
        assert not blocks or blocks[-1].element_tag == "p"


def test_no_line_is_left_alone(laid_out: Any) -> None:
    lines = body_lines(laid_out)
    assert len(lines) > 400
    for index in {line.paragraph for line in lines}:
        pages = [line.page for line in lines if line.paragraph == index]
        if pages[0] != pages[-1]:
            assert pages.count(pages[0]) >= 2, f"orphan on page {pages[0]}"
            assert pages.count(pages[-1]) >= 2, f"widow on page {pages[-1]}"


def test_ornaments_never_stand_at_the_edge_of_a_page(laid_out: Any) -> None:
    seen = 0
    for page in laid_out.pages:
        blocks = sorted((box for box in boxes(page._page_box, "p", "hr") if box.height), key=lambda box: box.position_y)
        breaks = [box for box in blocks if box.element_tag == "hr"]
        seen += len(breaks)
        assert not any(box in (blocks[0], blocks[-1]) for box in breaks)
    assert seen >= 3


def test_baselines_stand_on_the_grid(laid_out: Any, style: Style) -> None:
    """Measured from the first full page of text: headings and ornaments are multiples of the leading."""
    lines = body_lines(laid_out)
    origin = lines[0].baseline
    for line in lines:
        assert abs((line.baseline - origin + GRID) % style.leading) <= 2 * GRID, line


def test_italics_that_begin_at_the_end_of_a_line_do_not_break_it(style: Style) -> None:
    """WeasyPrint 70 ends such a line after one word unless the space before stands inside the element."""
    chance = random.Random(7)
    paragraphs = []
    for _ in range(250):
        words = (
            pdf_books.paragraph(chance)
            .removeprefix("<p>")
            .removesuffix("</p>")
            .replace("<em>", "")
            .replace("</em>", "")
        )
        parts = words.split(" ")
        at = chance.randrange(len(parts))
        paragraphs.append(f"<p>{' '.join([*parts[:at], f'<em>{parts[at]}</em>', *parts[at + 1 :]])}</p>")
    book = one_story("\n".join(paragraphs))
    lines = body_lines(layout(book, style, Print(justify=False, hyphenate=False)))
    following = pairwise(lines)
    short = [line for line, after in following if line.paragraph == after.paragraph and line.filled < 0.7]
    assert short == []


@pytest.mark.parametrize(
    "trim", [(105, 148), (148, 210), (152.4, 228.6), (215.9, 279.4)], ids=["a6", "a5", "6x9", "letter"]
)
def test_pages_have_the_trim_that_is_asked_for(style: Style, trim: tuple[float, float]) -> None:
    book = one_story(pdf_books.prose(900, 3))
    pages = layout(book, style, Print(trim=trim)).pages
    assert {(round(page.width * 25.4 / 96, 1), round(page.height * 25.4 / 96, 1)) for page in pages} == {trim}


def test_the_gutter_is_added_at_the_spine_only(style: Style) -> None:
    book = one_story(pdf_books.prose(900, 3))
    plain, sewn = (layout(book, style, Print(gutter=gutter)).pages for gutter in (0, 5))
    for number in (0, 1):
        inside, outside = ("margin_left", "margin_right") if number % 2 == 0 else ("margin_right", "margin_left")
        grown = {
            side: getattr(sewn[number]._page_box, side) - getattr(plain[number]._page_box, side)
            for side in (inside, outside)
        }
        assert grown[inside] == pytest.approx(5 * 96 / 25.4, abs=0.1)
        assert grown[outside] == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize(("chapters", "pages"), [("page", 3), ("run-on", 1), ("auto", 1)])
def test_short_chapters_run_on_unless_pages_are_wanted(style: Style, chapters: str, pages: int) -> None:
    book = one_story("<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>", titles=("1", "2", "3"))
    found = engine.places(layout(book, style, Print(chapters=chapters)))
    assert len({found[key][0] for key in ("s001-c01", "s001-c02", "s001-c03")}) == pages
