"""EPUBCheck itself: warm, cold, too slow, and not at all."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import pytest

from ficbind.checks import epubcheck
from ficbind.checks.epubcheck import Checker
from ficbind.checks.epubcheck_process import NoVerdictError
from ficbind.diagnostics import Code
from ficbind.writers import epub
from sample_books import PLAIN, a_book, a_cover, a_story, classic


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("good") / "book.epub"
    epub.write(a_book(a_story("s001", "One", [(None, "<p>Text.</p>")])), classic(), a_cover(), PLAIN, path)
    return path


@pytest.fixture
def bad(good: Path, tmp_path: Path) -> Path:
    """A copy of the good book in which a link leads nowhere."""
    path = tmp_path / "bad.epub"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename.endswith("s001-c01.xhtml"):
                data = data.replace(b"<p", b'<p><a href="gone.xhtml">lost</a></p><p', 1)
            target.writestr(item, data)
    return path


def test_a_worker_judges_many_books_alike(good: Path, bad: Path, checker: Checker) -> None:
    assert checker.check(good) == ()
    (found,) = checker.check(bad)
    assert (found.code, found.severity) == (Code.INVALID_EPUB, "error")
    assert found.where.path.name == "s001-c01.xhtml"
    assert found.where.line
    assert found.hint
    assert checker.check(good) == ()


def test_a_cold_run_gives_the_same_verdict(good: Path, bad: Path, checker: Checker) -> None:
    with Checker(warm=False) as cold:
        assert cold.check(good) == ()
        assert cold.check(bad) == checker.check(bad)


def test_without_any_java_the_book_is_said_to_be_unvalidated(good: Path) -> None:
    with Checker(warm=False, runtimes=()) as nothing:
        assert [each.code for each in nothing.check(good)] == [Code.NOT_VALIDATED]
        assert nothing.trouble()


def test_a_java_that_is_none_is_passed_over(good: Path, tmp_path: Path) -> None:
    with Checker(warm=False, runtimes=(str(tmp_path / "java"), sys.executable)) as odd:
        assert [each.code for each in odd.check(good)] == [Code.NOT_VALIDATED]


def test_a_check_that_takes_too_long_is_ended(good: Path) -> None:
    with Checker(patience=0.01) as hasty:
        assert [each.code for each in hasty.check(good)] == [Code.NOT_VALIDATED]


def test_after_a_book_that_takes_too_long_others_are_judged_as_quickly_as_before(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Checker(patience=0.01, runtimes=()) as hasty:
        assert [each.code for each in hasty.check(good)] == [Code.NOT_VALIDATED]
        monkeypatch.setattr(hasty, "_patience", epubcheck.PATIENCE)
        assert (hasty.check(good), hasty.check(good)) == ((), ())


def test_a_worker_that_is_killed_leaves_the_verdict_to_a_cold_run(good: Path, bad: Path, checker: Checker) -> None:
    with Checker() as robbed:
        assert robbed._worker is not None
        os.kill(robbed._worker._process.pid, signal.SIGKILL)
        assert (robbed.check(good), robbed.check(bad)) == ((), checker.check(bad))


def test_a_check_that_nobody_wants_any_more_is_given_up(good: Path) -> None:
    with Checker() as checker, ThreadPoolExecutor(1) as beside:
        began = time.monotonic()
        verdict = beside.submit(checker.check, good)
        time.sleep(0.05)
        checker.stop()
        assert [each.code for each in verdict.result()] == [Code.NOT_VALIDATED]
        assert time.monotonic() - began < 2
        assert [each.code for each in checker.check(good)] == [Code.NOT_VALIDATED]


def test_all_ways_of_checking_a_small_file_share_its_time(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []

    def ended(java: str, path: Path, patience: float) -> NoReturn:
        given.append(patience)
        time.sleep(0.2)
        raise NoVerdictError(f"{java} has ended")

    monkeypatch.setattr(epubcheck, "run_once", ended)
    Checker(warm=False, runtimes=["one", "two"]).check(good)
    first, second = given
    assert first < 100
    assert second <= first - 0.2


def test_a_book_that_is_not_there_is_a_fault_of_ours(checker: Checker, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        checker.check(tmp_path / "none.epub")


def test_no_process_is_left_over(good: Path) -> None:
    program = f"""
import os, signal
from pathlib import Path
from typing import NoReturn
from ficbind.checks import epubcheck
from ficbind.checks.epubcheck import Checker
from ficbind.checks.epubcheck_process import NoVerdictError
try:
    with Checker() as checker:
        print(checker._worker._process.pid, flush=True)
        os.kill(os.getpid(), signal.SIGINT)
        checker.check(Path({str(good)!r}))
except KeyboardInterrupt:
    pass
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), signal.SIGCONT)
