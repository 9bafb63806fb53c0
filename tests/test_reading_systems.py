"""Every style with every kind of book in two reading systems, as readers on a telephone and a tablet see it.

Screenshots are kept in build/screenshots, with a page that shows them side by side.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from browsing import Browser
from casefiles import Case, cases
from ficbind.manifest.values import Epub
from ficbind.style import load_style
from ficbind.writers import epub
from judged_books import NAMES, STYLES
from judgement import SCREENSHOTS, SYSTEMS, VIEWS, Court
from paged import Paged
from sample_books import a_book, a_cover, a_story

LOOKS = len(VIEWS) * 2
each_system = pytest.mark.parametrize("system", SYSTEMS)
each_book = pytest.mark.parametrize("name", NAMES)


def outline(entries: Sequence[Any], depth: int = 0) -> Iterator[str]:
    """Give the lines of a table of contents: each title and the document it leads to."""
    for title, target, inner in entries:
        yield f"{'  ' * depth}{title} · {re.sub(r'-[0-9a-f]{4}', '', PurePosixPath(target).stem)}"
        yield from outline(inner, depth + 1)


@pytest.mark.parametrize("case", cases("judged/contents"), ids=str)
@each_system
@pytest.mark.parametrize("style", STYLES)
def test_the_contents_are_what_the_book_should_have(
    case: Case, system: str, style: str, court: Court, judge: Callable[[Case, str], None]
) -> None:
    judge(case, "\n".join(outline(court.reading(f"{case.given}-{style}", system)["told"]["contents"])))


@each_book
@each_system
def test_the_page_list_is_that_of_the_printed_book(name: str, system: str, court: Court) -> None:
    book = court.book(name)
    paged = Paged(book.epub, book.pdf)
    printed = [label for label, lines in paged.printed.items() if lines and label != "i"]
    told = court.reading(name, system)["told"]["pages"]
    assert [PurePosixPath(target).name.partition("#page-")[2] for _, target, _ in told] == printed
    # epub.js knows no roman numbers.
    assert [label for label, _, _ in told if label != "NaN"] == [
        label for label in printed if system != "epubjs" or label.isdigit()
    ]


@each_book
@each_system
def test_nothing_fails_or_is_fetched_and_no_script_runs(name: str, system: str, court: Court) -> None:
    seen = court.reading(name, system)
    assert seen["trouble"] == []
    assert [each["place"] for each in seen["shown"] if each["scripts"] or each["images"]] == []


@each_book
@each_system
def test_the_whole_text_of_every_page_is_shown(name: str, system: str, court: Court) -> None:
    book = court.book(name)
    shown = court.reading(name, system)["shown"]
    assert len(shown) == len(book.places) * LOOKS
    for each in shown:
        expected = "".join(book.documents[each["place"]].find("{*}body").itertext())
        assert (each["text"].split(), each["hidden"]) == (expected.split(), [])


@each_book
@each_system
def test_every_face_that_a_page_uses_is_the_books_own_and_loaded(name: str, system: str, court: Court) -> None:
    faces = [each["faces"] for each in court.reading(name, system)["shown"]]
    assert [(each["missing"], each["broken"]) for each in faces] == [([], [])] * len(faces)
    assert all(each["loaded"] for each in faces)


@each_book
@each_system
def test_no_line_table_or_picture_reaches_into_the_next_page(name: str, system: str, court: Court) -> None:
    shown = court.reading(name, system)["shown"]
    assert [(each["view"], each["place"], each["reaching"]) for each in shown if each["reaching"]] == []


@each_book
@each_system
def test_lines_begin_at_the_side_of_their_language(name: str, system: str, court: Court) -> None:
    shown = court.reading(name, system)["shown"]
    assert [(each["place"], each["backwards"]) for each in shown if each["backwards"]] == []


@each_system
def test_stories_run_their_own_way_in_a_book_that_runs_the_other(system: str, browser: Browser, tmp_path: Path) -> None:
    english = a_story("s001", "Wall", [("One", "<p>It rained, 3 times.</p><table><tr><td>1</td></tr></table>")])
    persian = a_story("s002", "فانوس", [("فصل ۱", "<p>باران آمد.</p>")], "راوی", "fa")
    style = load_style("modern", Path(), None)
    for language in ("en", "fa"):
        path = tmp_path / "book.epub"
        epub.write(replace(a_book(english, persian), language=language), style, a_cover(), Epub(), path)
        places = ["text/s001-c01.xhtml", "text/s002-c01.xhtml"]
        shown = browser.ask(system, book=str(path), views=[{**VIEWS[0], "themes": ["light"]}], places=places)["shown"]
        assert [(each["runs"], each["backwards"]) for each in shown] == [("ltr", []), ("rtl", [])]


@each_book
@each_system
def test_all_text_stands_out_on_white_and_on_black(name: str, system: str, court: Court) -> None:
    shown = court.reading(name, system)["shown"]
    assert [(each["theme"], each["place"], each["faint"]) for each in shown if each["faint"]] == []


@each_book
def test_the_variant_for_kobo_reads_as_the_book_does(name: str, court: Court) -> None:
    kobo, plain = court.kobo(name), court.reading(name, "foliate")
    same = [each for each in plain["shown"] if (each["view"], each["theme"]) == ("phone", "light")]
    assert kobo["told"] == plain["told"]
    assert kobo["shown"] == same[-2:]
    assert kobo["trouble"] == []


@each_book
def test_screenshots_are_kept_on_one_page(name: str, court: Court) -> None:
    for system in SYSTEMS:
        court.reading(name, system)
    pictures = sorted((SCREENSHOTS / name).glob("*.jpg"))
    assert len(pictures) >= len(court.book(name).places) * LOOKS * len(SYSTEMS)
    (SCREENSHOTS / "index.html").write_text(contact_sheet(), encoding="utf-8")


def contact_sheet() -> str:
    """Show all screenshots there are: a row for each book, reading system, device and theme."""
    pictures = sorted(SCREENSHOTS.glob("*/*.jpg"))
    rows = groupby(pictures, lambda path: (path.parent.name, *path.stem.split("-")[:3]))
    shown = "\n".join(f"<h2>{' · '.join(row)}</h2>\n<p>{''.join(map(_image, paths))}</p>" for row, paths in rows)
    style = "body{background:#999;font:14px sans-serif}img{height:420px;margin:4px}h2{font-size:1em}"
    return f'<!doctype html><meta charset="utf-8"><title>Screenshots</title><style>{style}</style>\n{shown}\n'


def _image(path: Path) -> str:
    return f'<img src="{path.parent.name}/{path.name}" alt="{path.stem}">'
