"""The page list of the EPUB against the pages of the PDF that was made with it."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

import pdf_books
from casefiles import Case, cases
from ficbind.checks.epubcheck import Checker
from ficbind.checks.fidelity import check_epub
from ficbind.checks.streams import letters
from ficbind.manifest.values import Print
from ficbind.model import Body, Book, PageBreak, Pagination, Part, Picture
from ficbind.pipeline import Request, build, make
from ficbind.writers import epub, pdf
from ficbind.writers.epub.page_breaks import mark, signs_of
from ficbind.xhtml import plain, signs
from paged import BROKEN, OPS, SHOWN, XHTML, Paged
from sample_books import PLAIN, a_book, a_cover, a_story, classic

BOOKS = Path(__file__).parent / "books"
OPF = "{http://www.idpf.org/2007/opf}"


class Bound(Paged):
    def part(self, name: str) -> Any:
        with zipfile.ZipFile(self.epub) as archive:
            return etree.fromstring(archive.read(f"EPUB/{name}"))


def bind(book: Book, folder: Path, options: Print) -> Bound:
    bound = Bound(folder / "book.epub", folder / "book.pdf")
    laid = pdf.lay_out(book, classic(), options, bound.pdf)
    pdf.draw(laid, bound.pdf)
    paged = replace(book, pagination=laid.pagination)
    epub.write(paged, classic(), a_cover(), PLAIN, bound.epub)
    assert check_epub(paged, bound.epub) == ()
    return bound


def rich() -> Book:
    """Make a book whose pages begin with everything that a page can begin with."""
    verse = '<div class="verse"><p>A line of verse<br/>and <em>one</em> more</p></div>'
    figure = (
        '<figure><img src="s001-1.png" alt="A lamp" width="500" height="700"/><figcaption>A lamp</figcaption></figure>'
    )
    row = "<tr><td>the harbour and the wall</td><td>the kettle and the lamp</td></tr>"
    table = f"<table><thead><tr><th>Here</th><th>There</th></tr></thead><tbody>{row * 24}</tbody></table>"
    items = f"<ol>{''.join(f'<li><p>Unbelievable item {number}</p></li>' for number in range(9))}</ol>"
    odd = '<p>“No—’twas <em>un</em>believ\u00adable &amp; <a href="#s001">odd</a>,” he said.</p>'
    note = f'<aside class="note">{pdf_books.prose(60, 5)}</aside>'
    parts = (verse, figure, items, "<h3>A heading between</h3>", odd, note)
    body = "\n".join(f"{pdf_books.prose(110, number)}\n{part}" for number, part in enumerate((*parts, *parts[::-1])))
    one = pdf_books.story(1, f"{body}\n{table}", pdf_books.prose(300, 9), titles=("The Wall & <so> on", "The Water"))
    data = io.BytesIO()
    Image.new("RGB", (500, 700), "#335577").save(data, "PNG")
    one = replace(one, pictures=(Picture("s001-1.png", data.getvalue(), "image/png", 500, 700),))
    two = pdf_books.story(2, *(pdf_books.prose(260, number) for number in (2, 3, 4)), titles=("1", "2", "3"))
    work = pdf_books.work(two)
    head = f'<header class="story-head" id="{two.key}"><h1 class="story-title">{two.title}</h1></header>'
    work = replace(work, front=replace(work.front, kind="story-head", body=Body(head)))
    part = Part("Winter", pdf_books.page("part", '<h1 class="part-title">Winter</h1>', "Winter"), (work,))
    book = pdf_books.book(Part(None, None, (pdf_books.work(one),)), part)
    return replace(book, identifier="urn:uuid:8f9d7a3c-1c1b-5c3e-9a53-0d2f6f6f7a10")


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Bound:
    return bind(rich(), tmp_path_factory.mktemp("bound"), Print(trim=(105, 148)))


def first_letters(lines: list[str]) -> str:
    """Give the letters of the first line, without a list's number and a table's head, which pages repeat."""
    own = (re.sub(r"^(?:\d+\. |Here There$)", "", line) for line in lines)
    return next(filter(None, map(letters, own)), "")[:SHOWN]


def test_every_printed_page_begins_where_its_marker_stands(bound: Bound) -> None:
    marked, printed = bound.marked, bound.printed
    assert len(marked) > 30
    assert {label for label, lines in printed.items() if lines} == marked.keys() | {"i"}
    for label, text in marked.items():
        shown = first_letters(printed[label])
        place = text.removeprefix("herethere")[: SHOWN + BROKEN].find(shown)
        assert 0 <= place <= BROKEN, (label, text[:SHOWN], shown)
        assert place == 0 or printed[label][0][0].islower(), (label, text[:SHOWN], shown)


def test_the_page_list_leads_to_every_marker_in_order(bound: Bound) -> None:
    listed = bound.part("nav.xhtml").findall(f".//{XHTML}nav[@{OPS}type='page-list']//{XHTML}a")
    assert [link.text for link in listed] == list(bound.marked)
    assert list(bound.marked) == [label for label in bound.printed if label in bound.marked]
    for link in listed:
        file, _, target = link.get("href").partition("#")
        (marker,) = bound.part(file).findall(f".//*[@id='{target}']")
        assert (marker.get("aria-label"), marker.get("role"), marker.text) == (link.text, "doc-pagebreak", None)


def test_epubcheck_finds_nothing(bound: Bound, checker: Checker) -> None:
    assert [str(each) for each in checker.check(bound.epub)] == []


@pytest.mark.parametrize(("only", "paged"), [((), True), (("epub",), False)], ids=["both", "epub-alone"])
def test_an_epub_tells_pages_when_its_pdf_is_made_with_it(
    tmp_path: Path, only: tuple[str, ...], *, paged: bool
) -> None:
    report = build(Request(BOOKS / "plain" / "in" / "anthology.yaml", tmp_path, only))
    assert report.validated
    bound = Bound(report.outputs[0].path, tmp_path / "none.pdf")
    metadata = list(bound.part("content.opf").iter(f"{OPF}meta"))
    assert ({"pageBreakMarkers", "pageNavigation"} <= {node.text for node in metadata}) is paged
    sources = [node.text for node in metadata if node.get("property") == "pageBreakSource"]
    assert [", PDF, " in text for text in sources] == [True] * paged
    assert (bound.part("nav.xhtml").find(f".//{XHTML}nav[@{OPS}type='page-list']") is not None) is paged
    assert bound.part("toc.ncx").find("{*}pageList") is None


def test_the_printed_book_is_named_by_its_isbn(tmp_path: Path, checker: Checker) -> None:
    path = tmp_path / "anthology.yaml"
    (tmp_path / "a.txt").write_text("Title: Rain\nAuthor: A B\n\nIt rained.\n", encoding="utf-8")
    path.write_text(
        "title: Rain\nlanguage: en\nstories: [a.txt]\nidentifier: ISBN 978-0-306-40615-7\n"
        "print: {isbn: 1-86197-876-6, trim: a6}\n",
        encoding="utf-8",
    )
    made = make(path)
    bound = bind(made.book, tmp_path, made.manifest.print)
    assert [str(each) for each in checker.check(bound.epub)] == []
    package = bound.part("content.opf")
    assert package.findtext(".//{*}source") == "urn:isbn:1861978766"
    assert [node.text for node in package.iter("{*}meta") if node.get("property") == "pageBreakSource"] == [
        "urn:isbn:1861978766"
    ]
    imprint = plain(next(page.body for page in made.book.front if page.kind == "copyright"))
    assert "ISBN 1-86197-876-6 (print)\nISBN 978-0-306-40615-7 (e-book)" in imprint


def test_a_chapter_in_several_documents_keeps_its_markers(tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(60_000)]
    body = "\n".join(f"<p>{' '.join(words[start : start + 50])}</p>" for start in range(0, len(words), 50))
    places = range(0, len(words), 450)
    breaks = tuple(
        PageBreak(str(page), "s001-c01", signs("All of it" + "".join(words[:place])) if place else 0)
        for page, place in enumerate(places, start=1)
    )
    book = replace(a_book(a_story("s001", "Long", [("All of it", body)])), pagination=Pagination("Print", breaks))
    bound = Bound(tmp_path / "book.epub", tmp_path / "none.pdf")
    epub.write(book, classic(), a_cover(), PLAIN, bound.epub)
    assert check_epub(book, bound.epub) == ()
    begun = {label: re.match(r"(?:allofit)?(word\d+?)word", text) for label, text in bound.marked.items()}
    assert [match[1] for match in begun.values() if match] == [words[place] for place in places]


@pytest.mark.parametrize("case", cases("writers/page-breaks"), ids=str)
def test_a_marker_stands(case: Case, judge: Callable[[Case, str], None]) -> None:
    begun = case.given.split("¦")
    places = [signs_of(None, "".join(begun[:number])) for number in range(1, len(begun))]
    breaks = [PageBreak(str(number), "x", place) for number, place in enumerate(places)]
    top, marked = mark("".join(begun), breaks, None)
    judge(case, re.sub(r'<(div|span) epub:type="pagebreak"[^>]*></\1>', r"[\1]", top + marked))


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Make blocks of words, some of them marked or broken."""
    words = st.sampled_from(
        ["a", "<em>b</em>", "un<i>like</i>ly", "well-known", "so—and", "&amp;", "“c.”", "d\u00ade", "月が"]
    )
    paragraph = st.lists(words, min_size=1, max_size=8).map(lambda found: f"<p>{' '.join(found)}</p>")
    odd = st.sampled_from(
        ['<hr class="scene-break"/>', "<h3>e f</h3>", "<ul><li>g</li><li><p>h</p></li></ul>", "<p>—</p>"]
    )
    return "\n".join(draw(st.lists(paragraph | odd, min_size=1, max_size=6)))


@given(bodies(), st.data())
def test_markers_add_no_text_and_stand_where_pages_begin(body: str, data: st.DataObject) -> None:
    total = signs_of(None, body)
    places = sorted(data.draw(st.sets(st.integers(0, total - 1), max_size=5)))
    top, marked = mark(body, [PageBreak(str(place), "x", place) for place in places], None)
    assert re.sub(r"<(div|span) epub[^>]*></\1>\n?", "", top + marked) == body
    for place in places:
        before, found, _ = f"{top}{marked}".partition(f'id="page-{place}"')
        assert found
        stands = signs_of(None, before.rpartition("<")[0])
        assert place - BROKEN <= stands <= place
