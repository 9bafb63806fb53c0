"""What only the order of the stages can decide."""

import errno
import os
import signal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest

from ficbind import pipeline
from ficbind.checks import epubcheck
from ficbind.checks.epubcheck_process import Verdict, Worker
from ficbind.diagnostics import Code
from ficbind.outputs import Staging
from ficbind.pipeline import Request, build, make


def manifest(folder: Path, extra: str = "", authors: tuple[str, ...] = ("Ada Quill", "Bo Lund")) -> Path:
    for number, author in enumerate(authors):
        text = f"Title: Story {number}\nAuthor: {author}\nRating: purple\n\nIt rained for a week, and nobody came.\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    path = folder / "anthology.yaml"
    path.write_text(f"title: Rain\nlanguage: en\n{extra}\nstories: ['*.txt']\n", encoding="utf-8")
    return path


def test_a_cover_names_the_authors_where_the_manifest_names_nobody(tmp_path: Path) -> None:
    found, named = (make(manifest(tmp_path, extra)).cover for extra in ("", "authors: [Ada Quill, Bo Lund]"))
    assert found == named


def test_a_cover_names_nobody_rather_than_a_crowd(tmp_path: Path) -> None:
    crowd = make(manifest(tmp_path, authors=("A B", "C D", "E F", "G H"))).cover
    assert crowd != make(manifest(tmp_path, "authors: [A B, C D, E F, G H]", ("A B", "C D", "E F", "G H"))).cover


@pytest.mark.parametrize(
    ("said", "expected"),
    [("", {Code.UNKNOWN_RATING}), ("rating: T", set())],
    ids=["open", "settled"],
)
def test_the_manifest_settles_a_readers_doubt(tmp_path: Path, said: str, expected: set[Code]) -> None:
    path = manifest(tmp_path, authors=("Ada Quill",))
    entry = f"{{file: 0.txt, {said}}}" if said else "0.txt"
    path.write_text(f"title: Rain\nlanguage: en\nstories: [{entry}]\n", encoding="utf-8")
    report = build(Request(path, tmp_path / "out", only=("epub",)))
    assert {each.code for each in report.diagnostics if each.severity != "info"} == expected


@pytest.mark.parametrize(("said", "told"), [("author: Bo", True), ("author: Bo, title: Rain", False)])
def test_the_manifest_settles_what_was_guessed_from_properties(tmp_path: Path, said: str, told: bool) -> None:
    properties = r"{\info{\title The Lamp}{\author Ada Quill}}"
    (tmp_path / "a.rtf").write_text(rf"{{\rtf1{properties} The lamp went out.\par}}", encoding="ascii")
    path = tmp_path / "anthology.yaml"
    path.write_text(f"title: Rain\nlanguage: en\nstories: [{{file: a.rtf, {said}}}]\n", encoding="utf-8")
    diagnostics = make(path).book.works[0].story.diagnostics
    assert (Code.GUESSED_FROM_PROPERTIES in {each.code for each in diagnostics}) is told


@pytest.mark.parametrize(
    ("line", "said", "language"),
    [
        ("", "", "en-GB"),
        ("Language: Deutsch\n", "", "de"),
        ("Language: English\n", "", "en-GB"),
        ("Language: Deutsch\n", "language: fr", "fr"),
        ("Language: Lampish\n", "", "en-GB"),
    ],
)
def test_a_storys_language_is_the_manifests_word_or_the_files_or_the_books(
    tmp_path: Path, line: str, said: str, language: str
) -> None:
    (tmp_path / "0.txt").write_text(f"Title: Rain\nAuthor: A B\n{line}\nIt rained.\n", encoding="utf-8")
    path = tmp_path / "anthology.yaml"
    entry = f"{{file: 0.txt, {said}}}" if said else "0.txt"
    path.write_text(f"title: Rain\nlanguage: en-GB\nstories: [{entry}]\n", encoding="utf-8")
    assert make(path).book.works[0].story.language == language


def test_a_disk_that_fills_up_is_no_bug_and_leaves_the_last_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = manifest(tmp_path)
    last = tmp_path / "build" / "shorelines.epub"
    last.parent.mkdir()
    last.write_bytes(b"the last book")
    monkeypatch.setattr(pipeline, "write", full)
    report = build(Request(path, last))
    assert [(each.code, each.where.path) for each in report.of("error")] == [(Code.CANNOT_WRITE, last)]
    assert "free some space" in str(report.of("error")[0].hint)
    assert {each.name: each.read_bytes() for each in last.parent.iterdir()} == {last.name: b"the last book"}


@pytest.fixture
def anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prepare files as a user for whom permissions count: root may write everywhere."""
    prepare, user = Staging.prepare, os.geteuid()

    def prepared(staging: Staging) -> None:
        os.seteuid(user or 65534)
        try:
            prepare(staging)
        finally:
            os.seteuid(user)

    monkeypatch.setattr(Staging, "prepare", prepared)


@pytest.mark.usefixtures("anybody")
@pytest.mark.parametrize("only", [("epub",), ("pdf",), ("stories",), ("kepub", "kindle")])
def test_a_folder_that_may_not_be_written_to_is_named_and_stays_as_it_was(only: tuple[str, ...]) -> None:
    with TemporaryDirectory() as name:  # pytest's own are closed to others
        path, folder = manifest(Path(name)), Path(name) / "build"
        path.parent.chmod(0o755)
        folder.mkdir()
        (folder / "rain.epub").write_bytes(b"the last book")
        folder.chmod(0o555)
        report = build(Request(path, only=only))
        folder.chmod(0o755)
        (told,) = report.of("error")
        assert (told.code, told.where.path.parent) == (Code.CANNOT_WRITE, folder)
        assert "permission denied" in told.message
        assert "choose another place with -o" in told.hint
        assert {each.name: each.read_bytes() for each in folder.iterdir()} == {"rain.epub": b"the last book"}


@pytest.mark.parametrize("after", [0, 1])
def test_a_book_is_judged_and_written_though_the_worker_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    class Robbed(Worker):
        answers = 0

        def ask(self, path: Path, patience: float) -> Verdict:
            if self.answers == after:
                os.kill(self._process.pid, signal.SIGKILL)
            self.answers += 1
            return super().ask(path, patience)

    monkeypatch.setattr(epubcheck, "Worker", Robbed)
    report = build(Request(manifest(tmp_path), only=("stories",)))
    assert report.validated, [str(each) for each in report.diagnostics]
    assert len(report.outputs) == 2
