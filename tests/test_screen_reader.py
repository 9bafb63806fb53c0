"""What a screen reader is told: Chromium's accessibility tree of a book's pages, as text that one can read."""

import re
import zipfile
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

import pytest

from browsing import Browser
from casefiles import Case, cases
from ficbind.pipeline import make
from ficbind.writers import epub
from judged_books import lay_sources
from judgement import Court


def unpack(book: Path, folder: Path) -> Path:
    with zipfile.ZipFile(book) as archive:
        archive.extractall(folder)
    return folder / "EPUB"


@pytest.fixture(scope="module")
def unpaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack a book without printed pages: where those begin depends on the version of the typesetter."""
    folder = tmp_path_factory.mktemp("unpaged")
    made = make(lay_sources("mixed-classic", folder / "in"))
    epub.write(made.book, made.style, made.cover, made.manifest.epub, folder / "book.epub")
    return unpack(folder / "book.epub", folder)


@pytest.mark.parametrize("case", cases("judged/screen-reader"), ids=str)
def test_a_screen_reader_says(case: Case, unpaged: Path, browser: Browser, judge: Callable[[Case, str], None]) -> None:
    files = (path.relative_to(unpaged).as_posix() for path in unpaged.rglob("*.xhtml"))
    (file,) = (file for file in files if fnmatch(file, case.given))
    judge(case, "\n".join(browser.ask("tree", folder=str(unpaged), files=[file])[file]))


def test_a_screen_reader_says_the_number_of_every_printed_page(court: Court, browser: Browser, tmp_path: Path) -> None:
    book = court.book("mixed-classic")
    said = browser.ask("tree", folder=str(unpack(book.epub, tmp_path)), files=list(book.places))
    for file, lines in said.items():
        markers = book.documents[file].xpath("//*[@role='doc-pagebreak']/@aria-label")
        assert re.findall(r"doc-pagebreak “(\w+)”", "\n".join(lines)) == markers
    assert any("doc-pagebreak" in line for lines in said.values() for line in lines)
