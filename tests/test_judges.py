"""Every style with every kind of book before judges that others wrote: EPUBCheck, DAISY Ace, MuPDF, calibre."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import browsing
import ficbind
from ficbind.checks.epubcheck import Checker
from ficbind.checks.streams import letters
from ficbind.judging.judge import judge_one
from judged_books import NAMES, Judged, documents
from judgement import Court
from paged import Paged

OWN_WARNINGS = ("warning: ICC support is not available", "warning: unknown epub version: 3.0")
"""What some builds of MuPDF say of themselves, whatever the book."""

HERE = Path(__file__).parent
CALIBRE = HERE / "calibre_check.py"
each_book = pytest.mark.parametrize("name", NAMES)


@each_book
def test_epubcheck_finds_nothing_in_the_book_and_its_variants(name: str, court: Court, checker: Checker) -> None:
    book = court.book(name)
    assert [str(found) for path in (book.epub, book.kepub, book.kindle) for found in checker.check(path)] == []


@each_book
def test_our_own_judge_finds_nothing_but_signs_that_no_font_has(name: str, court: Court, checker: Checker) -> None:
    judged = judge_one(court.book(name).epub, checker, lambda *_: None)
    assert {(each.gravity, each.code) for each in judged.findings} <= {("advice", "J627")}


@each_book
def test_ace_finds_no_violation(name: str, court: Court) -> None:
    verdict = court.accessibility(name)
    assert verdict["violations"] == []
    assert verdict["outcome"] == "pass"
    assert {*court.book(name).documents, "nav.xhtml"} <= set(verdict["documents"])


@each_book
def test_mupdf_draws_every_page_without_complaint_and_shows_the_text_alone(
    name: str, court: Court, mutool: str
) -> None:
    book = court.book(name)
    page = ("-W", "360", "-H", "480", "-S", "11")
    drawn = subprocess.run(
        [mutool, "draw", "-r", "36", *page, "-F", "png", "-o", os.devnull, book.epub], capture_output=True, text=True
    )
    assert (drawn.returncode, complaints(drawn.stderr)) == (0, [])
    shown = subprocess.run([mutool, "draw", "-F", "txt", *page, book.epub], capture_output=True, text=True, check=True)
    expected = "".join(letters(_text(tree) + _numbers(tree)) for tree in book.documents.values())
    assert sorted(letters(shown.stdout)) == sorted(expected)


def complaints(said: str) -> list[str]:
    """Give what MuPDF says besides the page it is at."""
    return [line for line in said.splitlines() if re.match(r"warning|error", line) and line not in OWN_WARNINGS]


def _numbers(tree: Any) -> str:
    """Give the numbers that are drawn before the items of lists."""
    lists = tree.xpath("//*[local-name()='ol'][not(ancestor-or-self::*[@class='contents'])]")
    return "".join(str(number) for node in lists for number in range(1, len(node) + 1))


@each_book
def test_its_variants_have_the_same_text_in_the_same_documents(name: str, court: Court) -> None:
    book = court.book(name)
    plain = {file: _text(tree).split() for file, tree in book.documents.items()}
    for variant in (book.kepub, book.kindle):
        assert {file: _text(tree).split() for file, tree in documents(variant).items()} == plain


def _text(tree: Any) -> str:
    return "".join(tree.find("{*}body").itertext())


@each_book
def test_each_entry_of_the_page_list_begins_with_the_words_of_its_printed_page(name: str, court: Court) -> None:
    paged = Paged(court.book(name).epub, court.book(name).pdf)
    assert paged.strays() == []
    assert len(paged.marked) > 10


def test_the_same_sources_give_the_same_bytes_anywhere_at_any_time_of_day(court: Court, tmp_path: Path) -> None:
    names = ("mixed-classic", "archive-modern", "text-accessible", "mixed-zine")
    program = "import sys; from pathlib import Path; from judged_books import bind\n"
    program += "for name in sys.argv[2:]: bind(name, Path(sys.argv[1]) / name)"
    modules = os.pathsep.join(map(str, (HERE, Path(ficbind.__file__).parent.parent)))
    surroundings = os.environ | {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONPATH": modules}
    elsewhere = tmp_path / "an other place"
    done = [sys.executable, "-c", program, elsewhere, *names]
    subprocess.run(done, env=surroundings, cwd=tmp_path, check=True, capture_output=True)
    for name in names:
        for file in ("book.epub", "book.kepub.epub", "book.kindle.epub", "book.pdf"):
            assert (elsewhere / name / file).read_bytes() == (court.book(name).folder / file).read_bytes(), (name, file)


def test_the_reading_systems_have_fixed_versions_and_name_no_place_to_get_them() -> None:
    lock = json.loads((browsing.HOME / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = json.loads((browsing.HOME / "package.json").read_text("utf-8"))["dependencies"]
    assert all(re.fullmatch(r"[\d.]+", version) for version in wanted.values())
    assert lock[""]["dependencies"] == wanted
    assert not [
        name for name, package in lock.items() if name and ("resolved" in package or "integrity" not in package)
    ]


def test_calibre_finds_no_error_in_any_book(court: Court, tmp_path: Path) -> None:
    calibre = shutil.which("calibre-debug")
    if not calibre:
        pytest.skip("not judged: calibre not found; to install it: see calibre-ebook.com")
    books: list[Judged] = [court.book(name) for name in NAMES]
    paths = [path for book in books for path in (book.epub, book.kepub)]
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
    }
    done = subprocess.run([calibre, CALIBRE, "--", *paths], env=surroundings, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"checked {path}" for path in paths]
