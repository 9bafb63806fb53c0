"""What only the order of the stages can decide."""

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from ficbind import pipeline
from ficbind.diagnostics import Code
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
