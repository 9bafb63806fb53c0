"""Work that a second process takes comes out as if there were none, whatever becomes of that process."""

import base64
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ficbind import intake, second_process
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.manifest import load
from ficbind.pipeline import Request, build, make
from ficbind.second_process import SecondProcess
from ficbind.writers import epub
from small_epubs import picture

forks = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")

TEXT = Diagnostic(Code.EMPTY_STORY, "error", "the file is empty", Location(Path("story.txt"), 3))


def nothing() -> None:
    pass


def half(number: int) -> tuple[float, int]:
    return number / 2, os.getpid()


def fail() -> None:
    raise FicbindError(TEXT)


def die() -> int:
    if os.getpid() != PARENT:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def stumble() -> int:
    if os.getpid() != PARENT:
        raise ZeroDivisionError
    return os.getpid()


PARENT = os.getpid()


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have two processors, whatever the machine has, and part the smallest books."""
    monkeypatch.setattr(intake, "_AHEAD", 100)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    yield
    assert not multiprocessing.active_children()


@forks
def test_it_works_beside_this_one(two: None) -> None:
    with SecondProcess(nothing) as second:
        assert second.there
        value, process = second.begin(half, 9)()
        assert value == 4.5
        assert process != os.getpid()
        assert second.begin(half, 5)()[1] == process


@forks
def test_what_is_wrong_with_a_book_is_said_as_ever(two: None) -> None:
    with SecondProcess(nothing) as second, pytest.raises(FicbindError) as refusal:
        second.begin(fail)()
    assert refusal.value.diagnostics == (TEXT,)


@forks
@pytest.mark.parametrize("work", [die, stumble])
def test_what_it_leaves_undone_is_done_here(
    two: None, work: Callable[[], int], capfd: pytest.CaptureFixture[str]
) -> None:
    with SecondProcess(nothing) as second:
        assert second.begin(work)() == os.getpid()
        assert not second.there
        assert second.begin(half, 3)() == (1.5, os.getpid())
    assert capfd.readouterr() == ("", "")


@forks
def test_it_gets_ready_before_there_is_work(two: None, tmp_path: Path) -> None:
    with SecondProcess((tmp_path / "ready").touch) as second:
        second.begin(half, 1)()
    assert (tmp_path / "ready").exists()


@forks
def test_it_ends_when_nobody_is_there_to_ask(two: None) -> None:
    second = SecondProcess(nothing)
    with second:
        assert second._process is not None
        assert second._line is not None
        second._line.close()
        second._process.join(10)
        assert second._process.exitcode == 0


def test_there_is_none_on_one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    with SecondProcess(fail) as second:
        assert not second.there
        assert second.begin(half, 3)() == (1.5, os.getpid())


def prose(number: int) -> str:
    words = f"She counted the lamps of house {number} again, and one of them was out."
    return f"Title: Lamp {number % 7}\nAuthor: A. Writer\n\n" + "\n\n".join(f"{words} ({n})" for n in range(9))


def library(folder: Path, count: int = 9) -> Path:
    """Write an anthology of which a second process has something to read."""
    names = [f"the-long-way-home-by-the-sea-{number}" for number in range(count)]
    for number, name in enumerate(names):
        text = prose(number) if number != 4 else "<p>One.</p>" * 4 + "<h1>The End</h1>" + prose(4)
        (folder / f"{name}.{'html' if number == 4 else 'txt'}").write_text(text)
    manifest = folder / "anthology.yaml"
    manifest.write_text("title: Lamps\nlanguage: en\nstories: ['*.txt', '*.html']\n")
    return manifest


def made(manifest: Path, target: Path) -> bytes:
    book = make(manifest)
    epub.write(book.book, book.style, book.cover, book.manifest.epub, target)
    return target.read_bytes()


@forks
def test_a_book_is_the_same_with_one_process_and_with_two(
    two: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = library(tmp_path)
    assert 2 <= len(intake._share(load(manifest).entries)) <= 6
    both = made(manifest, tmp_path / "both.epub")
    monkeypatch.setattr(second_process, "_may_fork", lambda: False)
    assert made(manifest, tmp_path / "one.epub") == both


@forks
def test_stories_of_one_name_get_their_keys_in_the_order_of_the_book(
    two: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, folder in enumerate(("ann", "bo", "cy", "di", "ed", "flo", "gil", "hal")):
        path = tmp_path / folder / "drafts" / "storm.txt"
        path.parent.mkdir(parents=True)
        path.write_text(prose(number))
    manifest = tmp_path / "anthology.yaml"
    manifest.write_text("title: Storms\nlanguage: en\nstories: ['*/drafts/*.txt']\n")
    assert intake._share(load(manifest).entries)
    both = [work.story.key for work in make(manifest).book.works]
    monkeypatch.setattr(second_process, "_may_fork", lambda: False)
    assert [work.story.key for work in make(manifest).book.works] == both
    assert len(set(both)) == 8


@forks
def test_images_are_left_out_in_the_order_of_the_book(
    two: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        image = base64.b64encode(picture(300 + number, 400)).decode()
        page = f'<p>Map {number}.</p><p><img alt="Map" src="data:image/png;base64,{image}"></p>' + "<p>Lamp.</p>" * 9
        (tmp_path / f"map-{number}.html").write_text(page)
    manifest = tmp_path / "anthology.yaml"
    manifest.write_text("title: Maps\nlanguage: en\nstories: ['*.html']\n")
    assert intake._share(load(manifest).entries)
    sizes = [len(each.data) for work in make(manifest).book.works for each in work.story.pictures]
    room = sum(sizes[:5]) + 10
    monkeypatch.setattr(intake, "MOST_IMAGE_BYTES", room)
    monkeypatch.setattr(intake, "_SCARCE", room // 4)
    both = [len(work.story.pictures) for work in make(manifest).book.works]
    assert both == [1, 1, 1, 1, 1, 0, 0, 0]
    monkeypatch.setattr(second_process, "_may_fork", lambda: False)
    assert [len(work.story.pictures) for work in make(manifest).book.works] == both


@forks
def test_errors_are_told_in_the_order_of_the_book(two: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = library(tmp_path)
    for number in (0, 3, 8):
        path = next(tmp_path.glob(f"*sea-{number}.txt"))
        path.write_text("Title: Nothing\nAuthor: Nobody\n\nThe End\n" + "\n" * 600)
    both = build(Request(manifest))
    assert [each.where.path.stem[-1] for each in both.of("error")] == ["0", "3", "8"]
    monkeypatch.setattr(second_process, "_may_fork", lambda: False)
    assert build(Request(manifest)).diagnostics == both.diagnostics
