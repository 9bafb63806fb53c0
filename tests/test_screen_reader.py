"""What a screen reader is told: Chromium's accessibility tree of a book's pages, as text that one can read."""

import zipfile
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

import pytest

from browsing import Browser
from casefiles import Case, cases
from judgement import Court


@pytest.fixture(scope="module")
def unpacked(court: Court, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(court.book("mixed-classic").epub) as archive:
        archive.extractall(folder)
    return folder / "EPUB"


@pytest.mark.parametrize("case", cases("judged/screen-reader"), ids=str)
def test_a_screen_reader_says(case: Case, unpacked: Path, browser: Browser, judge: Callable[[Case, str], None]) -> None:
    files = (path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*.xhtml"))
    (file,) = (file for file in files if fnmatch(file, case.given))
    judge(case, "\n".join(browser.ask("tree", folder=str(unpacked), files=[file])[file]))
