"""The printed book: read from the finished file, and from the layout it was drawn from."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import pdf_books
from ficbind.bundled import bundled
from ficbind.diagnostics import FicbindError, Location
from ficbind.manifest.values import Print
from ficbind.model import Book, Part
from ficbind.style import Style, load_style
from ficbind.writers import pdf
from ficbind.writers.pdf import engine
from ficbind.writers.pdf.budget import check_budget
from pdf_layouts import layout

FACES = {"EB-Garamond", "EB-Garamond-Italic", "EB-Garamond-Bold", "EB-Garamond-Bold-Italic"}
GRID = 0.1
"""How far in pt a baseline may be off its line."""


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style("classic", bundled("styles").parent, None)


@pytest.fixture(scope="module")
def book() -> Book:
    return pdf_books.three_stories()


@pytest.fixture(scope="module")
def written(book: Book, style: Style, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "book.pdf"
    assert pdf.write(book, style, Print(), path) == ()
    return path


def pages_of(path: Path) -> list[str]:
    """Read each page as pdftotext does."""
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


def named_pages(path: Path) -> dict[str, int]:
    with pikepdf.open(path) as document:
        numbers = {page.objgen: index for index, page in enumerate(document.pages)}
        names = document.Root.Names.Dests.Names
        return {str(names[at]): numbers[names[at + 1][0].objgen] for at in range(0, len(names), 2)}


def labels(path: Path) -> list[str]:
    with pikepdf.open(path) as document:
        return [page.label for page in document.pages]


def titles(items: Any) -> list[Any]:
    return [(item.title, titles(item.children)) for item in items]


def test_qpdf_finds_nothing_wrong(written: Path) -> None:
    subprocess.run(["qpdf", "--check", str(written)], check=True, capture_output=True)


def test_every_word_is_in_the_text_layer(book: Book, written: Path) -> None:
    text = re.sub(
        r"[‐-]\n\s*", "", subprocess.run(["pdftotext", str(written), "-"], capture_output=True, text=True).stdout
    )
    wanted = re.findall(r"\w+", re.sub(r"<[^>]+>", "", book.works[0].story.chapters[0].body))
    assert set(wanted) <= set(re.findall(r"\w+", text))


def test_only_the_fonts_of_the_style_are_embedded(written: Path) -> None:
    done = subprocess.run(["pdffonts", str(written)], capture_output=True, text=True, check=True)
    rows = done.stdout.splitlines()[2:]
    assert {row.split()[0].partition("+")[2] for row in rows} <= {
        "EB-Garamond",
        "EB-Garamond-Italic",
        "EB-Garamond-Bold",
    }
    assert all(re.search(r"\byes\s+yes\s+yes\b", row) for row in rows)


def test_the_outline_is_the_contents_tree(book: Book, written: Path) -> None:
    with pikepdf.open(written) as document, document.open_outline() as outline:
        shown = [
            (item.title, [(child.title, [last.title for last in child.children]) for child in item.children])
            for item in outline.root
        ]
    assert shown == [
        (entry.title, [(child.title, [last.title for last in child.children]) for child in entry.children])
        for entry in book.contents
    ]


def test_the_front_is_numbered_in_roman_and_the_first_page_of_the_body_is_a_recto(written: Path) -> None:
    given, opening = labels(written), named_pages(written)["s001"]
    assert opening % 2 == 0
    assert given[opening] == "1"
    assert given[:3] == ["i", "ii", "iii"]
    assert given[opening:] == [str(number) for number in range(1, len(given) - opening + 1)]


def test_the_contents_name_the_pages_on_which_stories_begin(book: Book, written: Path) -> None:
    targets, given, texts = named_pages(written), labels(written), pages_of(written)
    listing = "\n".join(texts[targets["contents"] : targets["foreword"]])
    for entry in book.contents:
        number = re.search(rf"{re.escape(entry.title)}[ .]+(\w+)\n", listing, re.I)
        assert number, entry.title
        assert number[1] == given[targets[entry.target]]


def test_every_printed_folio_is_the_label_of_its_page(written: Path) -> None:
    """A folio stands at the outer end of the head, or alone at the foot of an opener."""
    number = r"(\d+|[ivxl]+)"
    places = rf"\A\s*{number}\s{{3,}}\S|\A[^\n]*\S\s{{3,}}{number}\n|\n\s*{number}\s*\Z"
    shown = [re.search(places, text) for text in pages_of(written)]
    folios = [
        (found.group(found.lastindex or 0), label) for found, label in zip(shown, labels(written), strict=True) if found
    ]
    assert all(folio == label for folio, label in folios)
    assert len(folios) > 20
    assert any(label.isalpha() for _, label in folios)


def test_stories_open_on_a_recto_unless_that_is_not_wanted(book: Book, style: Style, written: Path) -> None:
    targets = named_pages(written)
    assert all(targets[work.front.id] % 2 == 0 for work in book.works)
    stories = tuple(pdf_books.work(pdf_books.story(number, "<p>Short.</p>")) for number in (1, 2, 3))
    loose = engine.places(layout(pdf_books.book(Part(None, None, stories), back=()), style, Print(recto=False)))
    fronts = [loose[work.front.id][0] for work in stories]
    assert [page - fronts[0] for page in fronts] == [0, 2, 4]  # a front page and a page of text each, no blank between


def test_running_heads_stand_on_text_pages_only(book: Book, written: Path) -> None:
    texts, targets = pages_of(written), named_pages(written)
    first, chapter = targets["s001"], targets["s001-c01"]
    head = [page.strip().split("\n")[0].casefold() for page in texts]
    titles = (book.title.casefold(), book.works[0].story.title.casefold())
    assert not any(title in head[chapter] for title in titles)
    assert titles[1] not in "\n".join(texts[:first]).casefold().split("contents")[0]
    inside = [number for number in range(chapter + 1, targets["part"]) if texts[number].strip()]
    assert all((titles[0] if number % 2 else titles[1]) in head[number] for number in inside)
    blank = [number for number, page in enumerate(texts) if not page.strip()]
    assert blank
    assert all(number % 2 for number in blank)


@pytest.mark.parametrize("text", ["猫 and 犬", "שלום", "مرحبا", "😀 she wrote", "\u2766 \u2020"])
def test_text_that_the_fonts_lack_breaks_nothing(style: Style, tmp_path: Path, text: str) -> None:
    book = pdf_books.book(
        Part(None, None, (pdf_books.work(pdf_books.story(1, f"<p>He said {text} twice.</p>")),)), front=(), back=()
    )
    assert pdf.write(book, style, Print(), tmp_path / "book.pdf") == ()


def test_the_file_is_tagged_named_and_opens_as_a_book(book: Book, written: Path) -> None:
    with pikepdf.open(written) as document:
        assert document.Root.Lang == "en-GB"
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert document.Root.PageLayout == "/TwoPageRight"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo.Title) == book.title


def test_all_ink_is_black(written: Path) -> None:
    """A press makes four inks of RGB black, and the type loses its edge."""
    with pikepdf.open(written) as document:
        used = {str(operator) for page in document.pages for _, operator in pikepdf.parse_content_stream(page)}
    assert not used & {"rg", "RG", "k", "K"}


def test_the_same_book_gives_the_same_bytes(book: Book, style: Style, written: Path, tmp_path: Path) -> None:
    pdf.write(book, style, Print(), tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == written.read_bytes()


def test_letterspaced_titles_can_be_found_and_read_aloud(book: Book, written: Path) -> None:
    """Readers of text layers take letter-spacing above about .09 em for word spaces."""
    text = " ".join("\n".join(pages_of(written)).split())
    assert not re.search(r"\b(?:[^\W\d] ){3}", text)
    assert text.count(book.title) + text.count(book.title.upper()) >= 3
    assert "Contents" in text


def _crowded(words: int, paragraphs: int, of: str) -> Book:
    story = replace(pdf_books.story(1, of * paragraphs), words=words)
    return pdf_books.book(Part(None, None, (pdf_books.work(story),)), front=(), back=())


def test_a_story_that_is_all_markup_is_refused_before_it_is_laid_out(style: Style, tmp_path: Path) -> None:
    book = _crowded(60_000, 60_000, "<p>x</p>")
    with pytest.raises(FicbindError) as raised:
        pdf.write(book, style, Print(), tmp_path / "book.pdf")
    (told,) = raised.value.diagnostics
    assert (told.where.path, told.severity) == (book.works[0].story.path, "error")
    assert "120,000 tags for 60,000 words, most of them for paragraphs" in told.message
    assert "--only epub" in told.hint


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("<p>Once.</p>\n<table><tr><td>a</td></tr></table>\n<p>Then</p>\n<TABLE>\n<TR>" + "<TD>x</TD>\n" * 9, 4),
        ("A table that was typed.", None),
    ],
)
def test_what_is_refused_is_told_where_it_begins(source: str, line: int | None) -> None:
    book = _crowded(60_000, 1, "<table><tbody><tr>" + "<td>x</td>" * 60_000 + "</tr></tbody></table>")
    (work,) = book.works
    listed = replace(work, story=replace(work.story, source=source))
    with pytest.raises(FicbindError) as raised:
        check_budget(replace(book, parts=(Part(None, None, (listed,)),)))
    assert "most of them for cells of tables" in raised.value.diagnostics[0].message
    assert raised.value.diagnostics[0].where == Location(work.story.path, line)


@pytest.mark.parametrize(
    ("words", "paragraphs", "of"),
    [
        (1_500_000, 70_000, "<p>He <em>said</em> it.</p>"),
        (90_000, 30_000, "<p><b>Ann</b></p>"),
        (0, 25_000, "<p/><p/>"),
    ],
)
def test_real_stories_of_any_length_have_room(words: int, paragraphs: int, of: str) -> None:
    check_budget(_crowded(words, paragraphs, of))
