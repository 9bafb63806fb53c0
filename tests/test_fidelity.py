"""Every word of a story: in the source, in the EPUB, in the PDF, in order."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ficbind.checks import streams
from ficbind.checks.fidelity import check_epub, check_pdf, check_story
from ficbind.diagnostics import Code, Diagnostic
from ficbind.manifest.values import Print
from ficbind.model import Book, Removal
from ficbind.writers import epub, pdf
from sample_books import PLAIN, a_book, a_cover, a_story, classic, long_book, sampler, with_body

BODY = "<p>One two three.</p>\n<p>Four <em>five</em> six.</p>\n<p>Seven eight nine.</p>"
SPOILT = {
    "a word is lost": BODY.replace("two ", ""),
    "a word is changed": BODY.replace("five", "fife"),
    "a word is doubled": BODY.replace("five", "five five"),
    "two words are joined": BODY.replace("two three", "twothree"),
    "two paragraphs are swapped": "<p>Four five six.</p>\n<p>One two three.</p>\n<p>Seven eight nine.</p>",
    "the end is lost": "<p>One two three.</p>\n<p>Four five six.</p>",
    "all is lost": "<p>…</p>",
}


@pytest.fixture
def book() -> Book:
    return a_book(
        a_story("s001", "First", [("Chapter One", BODY)]), a_story("s002", "Second", [(None, "<p>Last.</p>")])
    )


def as_epub(book: Book, folder: Path) -> Path:
    epub.write(book, classic(), a_cover(), PLAIN, folder / "book.epub")
    return folder / "book.epub"


def as_pdf(book: Book, folder: Path) -> Path:
    pdf.write(book, classic(), Print(), folder / "book.pdf")
    return folder / "book.pdf"


def assert_tells(found: tuple[Diagnostic, ...], title: str) -> None:
    assert {each.code for each in found} == {Code.LOST_WORDS}
    assert found[0].severity == "error"
    assert f"'{title}'" in found[0].message


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT.keys())
def test_a_story_that_is_not_its_source_is_told(book: Book, spoilt: str) -> None:
    changed = with_body(book, 0, 0, spoilt)
    assert check_story(book.works[0].story) == ()
    assert_tells(check_story(changed.works[0].story), "First")


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT.keys())
def test_an_epub_that_is_not_the_book_is_told(book: Book, spoilt: str, tmp_path: Path) -> None:
    path = as_epub(with_body(book, 0, 0, spoilt), tmp_path)
    assert_tells(check_epub(book, path), "First")


@pytest.mark.parametrize(
    "spoilt",
    [text for name, text in SPOILT.items() if "joined" not in name],
    ids=lambda text: re.sub(r"\W+", " ", text),
)
def test_a_pdf_that_is_not_the_book_is_told(book: Book, spoilt: str, tmp_path: Path) -> None:
    """Words that a line divides come back in one piece from no PDF: there letters are compared."""
    path = as_pdf(with_body(book, 0, 0, spoilt), tmp_path)
    assert_tells(check_pdf(book, path), "First")


def test_a_lost_story_is_told(book: Book, tmp_path: Path) -> None:
    less = a_book(book.works[0].story)
    for found in (check_epub(book, as_epub(less, tmp_path)), check_pdf(book, as_pdf(less, tmp_path))):
        assert any("'Second'" in each.message for each in found)


def test_whole_books_pass(tmp_path: Path) -> None:
    for book in (sampler(), long_book(3, 2, 30)):
        assert [each for work in book.works for each in check_story(work.story)] == []
        assert check_epub(book, as_epub(book, tmp_path)) == ()
    assert check_pdf(book, as_pdf(book, tmp_path)) == ()


def test_a_page_may_end_with_a_hyphen(book: Book, tmp_path: Path) -> None:
    hyphened = with_body(book, 0, 0, f"<p>{'-'.join(['word'] * 2000)}</p>")
    assert check_pdf(hyphened, as_pdf(hyphened, tmp_path)) == ()


def test_rows_of_a_table_stand_on_one_page_below_its_head_each(book: Book, tmp_path: Path) -> None:
    cells = ("Freezing", "everywhere, but only in those months one remembers " * 2, "114", "somebody else’s hand")
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    head = "<th>Kind</th><th>Where it is found, and when</th><th>How deep (fathoms)</th><th>What is seen in it</th>"
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{f'<tr>{row}</tr>' * 40}</tbody></table>"
    tabled = with_body(book, 0, 0, f"<p>Once.</p>\n{table}\n<p>Then.</p>")
    assert check_pdf(tabled, as_pdf(tabled, tmp_path)) == ()
    lost = with_body(book, 0, 0, f"<p>Once.</p>\n{table.replace('<td>114</td>', '<td>1</td>', 1)}\n<p>Then.</p>")
    assert_tells(check_pdf(tabled, as_pdf(lost, tmp_path)), "First")


def test_a_row_that_no_page_holds_loses_no_word(book: Book, tmp_path: Path) -> None:
    high = with_body(book, 0, 0, f"<table><tbody><tr><td>{'One two three. ' * 900}</td></tr></tbody></table>")
    assert check_pdf(high, as_pdf(high, tmp_path)) == ()


def test_the_head_of_a_story_may_be_set_in_the_direction_of_the_book(book: Book, tmp_path: Path) -> None:
    work, *others = book.works
    said = f"<p id='{work.front.id}'>Not rated · 194 words · 1 minute · English · Creator Chose Not To Use Warnings</p>"
    front = replace(work.front, kind="story-head", body=said, language="he")
    part = replace(book.parts[0], works=(replace(work, front=front), *others))
    turned = replace(book, language="he", title="המגדלור", parts=(part,))
    assert check_pdf(turned, as_pdf(turned, tmp_path)) == ()


def test_the_first_words_that_differ_are_shown(book: Book) -> None:
    (found,) = check_story(with_body(book, 0, 0, SPOILT["a word is changed"]).works[0].story)
    assert "five" in found.message
    assert "fife" in found.message


def test_what_was_removed_is_not_missed(book: Book) -> None:
    story = book.works[0].story
    longer = replace(story, source=f"Title: First\n\n{story.source}\n\nThe End", removals=())
    assert_tells(check_story(longer), "First")
    listed = (Removal("Title: First", "metadata", 1), Removal("The End", "end", 5))
    assert check_story(replace(longer, removals=listed)) == ()


def test_a_removal_that_is_not_in_the_source_is_told(book: Book) -> None:
    story = replace(book.works[0].story, removals=(Removal("Nowhere", "end", 1),))
    (found,) = check_story(story)
    assert "'Nowhere' was removed" in found.message


def test_a_word_that_stands_in_a_line_both_kept_and_removed_is_no_loss(book: Book) -> None:
    story = with_body(book, 0, 0, "<p>Plan b was bold.</p>").works[0].story
    tags = (Removal("b", "markup", 1), Removal("b", "markup", 1))
    assert check_story(replace(story, source="Chapter One Plan b was <b>bold</b>.", removals=tags)) == ()
    assert check_story(replace(story, source="Chapter One Plan was b <b>bold</b>.", removals=tags)) != ()
    assert check_story(replace(story, source="Chapter One Plan b was <b>bold</b>.", removals=tags[:1])) != ()


def test_a_word_that_mark_up_parted_is_no_loss(book: Book) -> None:
    story = with_body(book, 0, 0, "<p>She was un<em>believ</em>able.</p>").works[0].story
    tags = (Removal("i", "markup", 1), Removal("i", "markup", 1))
    assert check_story(replace(story, source="Chapter One She was un<i>believ</i>able.", removals=tags)) == ()
    assert check_story(replace(story, source="Chapter One She was un<i>believ</i>able then.", removals=tags)) != ()
    assert check_story(replace(story, source="Chapter One She was un<i>believ</i>able.", removals=tags[1:])) != ()
    assert check_story(replace(story, source="Chapter One She was able un<i>believ</i>.", removals=tags)) != ()


def test_one_sentence_over_and_over_is_not_followed_in_ever_more_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    stops = streams._stops
    monkeypatch.setattr(streams, "_stops", lambda *args: asked.append(1) or stops(*args))
    pages = [["A Head", *["it was dark"] * 30, str(number)] for number in range(60)]
    assert streams.follow("itwasdark" * 30 * 60, pages) is None
    assert len(asked) < 60 * 2500
    assert streams.follow("itwasdark" * 30 * 60 + "end", pages) is not None
