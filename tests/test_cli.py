"""The command line as a person and a script meet it."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

STORY = """Title: {title}
Author: {author}
Rating: T

"{title}?" she said. "I don't know it."

He told her what it was about, and it took him the whole of the evening, because there were two dogs in it.
"""


@pytest.fixture
def anthology(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    for title, author in (("Harbour", "Ada Quill"), ("Skerry", "Bo Lund")):
        (folder / f"{title.lower()}.txt").write_text(STORY.format(title=title, author=author), encoding="utf-8")
    manifest = folder / "anthology.yaml"
    manifest.write_text("title: Two Dogs\nlanguage: en-GB\nstories: [harbour.txt, skerry.txt]\n", encoding="utf-8")
    return manifest


def ficbind(*words: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a script does: with pipes, not a terminal."""
    clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    command = [sys.executable, "-m", "ficbind", *map(str, words)]
    return subprocess.run(
        command, cwd=cwd, env=clean | environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )


def tree(folder: Path) -> dict[str, str]:
    """Give every file below a folder with the hash of its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_build_in_a_pipe_is_silent_and_writes_both_books_beside_the_manifest(anthology: Path) -> None:
    done = ficbind("anthology.yaml", cwd=anthology.parent)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted(tree(anthology.parent / "build")) == ["two-dogs.epub", "two-dogs.pdf"]


def test_the_same_input_gives_the_same_bytes_in_another_folder_zone_and_hash_seed(
    anthology: Path, tmp_path: Path
) -> None:
    one, two = tmp_path / "one", tmp_path / "elsewhere" / "two"
    assert ficbind(anthology, "-o", one, TZ="Asia/Tokyo", PYTHONHASHSEED="1").returncode == 0
    moved = tmp_path / "moved"
    anthology.parent.rename(moved)
    assert (
        ficbind("build", moved / "anthology.yaml", "-o", two, TZ="UTC", PYTHONHASHSEED="2", LC_ALL="C").returncode == 0
    )
    assert tree(one) == tree(two)


def test_json_tells_the_stories_the_files_and_what_was_taken(anthology: Path) -> None:
    done = ficbind(anthology, "--json", "--only", "epub")
    report = json.loads(done.stdout)
    assert [story["title"] for story in report["stories"]] == ["Harbour", "Skerry"]
    assert [Path(output["path"]).name for output in report["outputs"]] == ["two-dogs.epub"]
    assert report["validated"]
    assert not report["failed"]
    assert {"R010"} <= {each["code"] for each in report["diagnostics"]}


def test_verbose_tells_what_was_taken_and_how_long_each_stage_took(anthology: Path) -> None:
    done = ficbind(anthology, "--verbose", "--only", "epub")
    assert "harbour.txt:1: info R010" in done.stderr
    assert all(f"{stage} " in done.stderr for stage in ("load", "read", "tidy", "assemble", "write", "check"))


def test_a_failed_build_leaves_the_last_books_as_they_were(anthology: Path) -> None:
    assert ficbind(anthology).returncode == 0
    before = tree(anthology.parent / "build")
    (anthology.parent / "skerry.txt").unlink()
    (anthology.parent / "harbour.txt").write_text("", encoding="utf-8")
    done = ficbind(anthology)
    assert done.returncode == 1
    assert "skerry.txt" in done.stderr
    assert tree(anthology.parent / "build") == before


def test_the_errors_of_every_story_come_at_once(anthology: Path) -> None:
    for name in ("harbour", "skerry"):
        (anthology.parent / f"{name}.txt").write_text("", encoding="utf-8")
    done = ficbind(anthology)
    assert done.stderr.count("error R003") == 2
    assert not (anthology.parent / "build").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_leaves_nothing_behind(anthology: Path, number: signal.Signals) -> None:
    assert ficbind(anthology).returncode == 0
    before = tree(anthology.parent)
    child = subprocess.Popen([sys.executable, "-m", "ficbind", str(anthology)], stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while not list((anthology.parent / "build").glob(".*")) and time.monotonic() < deadline:
        time.sleep(0.01)
    child.send_signal(number)
    _, told = child.communicate(timeout=30)
    assert child.returncode == 130
    assert "untouched" in told
    assert tree(anthology.parent) == before


def test_one_file_can_be_asked_for_by_its_name(anthology: Path, tmp_path: Path) -> None:
    assert ficbind("-o", tmp_path / "mine.epub", anthology).returncode == 0
    assert [path.name for path in tmp_path.glob("mine*")] == ["mine.epub"]


def test_strict_makes_a_warning_an_error(anthology: Path) -> None:
    story = anthology.parent / "skerry.txt"
    story.write_text(story.read_text("utf-8").replace("Rating: T", "Rating: purple"), encoding="utf-8")
    assert ficbind(anthology, "--only", "epub").returncode == 0
    (anthology.parent / "build" / "two-dogs.epub").unlink()
    done = ficbind(anthology, "--only", "epub", "--strict")
    assert done.returncode == 1
    assert "R014" in done.stderr
    assert not list((anthology.parent / "build").iterdir())


def test_an_unknown_format_is_named(anthology: Path) -> None:
    done = ficbind(anthology, "--only", "mobi")
    assert done.returncode == 1
    assert "'mobi'" in done.stderr


def test_a_place_that_cannot_be_written_is_named(anthology: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = ficbind(anthology, "-o", tmp_path / "file" / "deeper")
    assert done.returncode == 1
    assert "X002" in done.stderr


def test_colour_is_only_where_it_is_wanted(anthology: Path) -> None:
    anthology.write_text("titel: Two Dogs\n")
    assert "\x1b[" not in ficbind(anthology).stderr
    assert "\x1b[" in ficbind(anthology, FORCE_COLOR="1").stderr
    assert "\x1b[" not in ficbind(anthology, FORCE_COLOR="1", NO_COLOR="1").stderr


def test_explain_prints_the_section_of_a_code() -> None:
    assert ficbind("explain", "m002").stdout.startswith("## M002")
    assert ficbind("explain", "M999").returncode == 1


def test_doctor_finds_this_machine_well() -> None:
    done = ficbind("doctor")
    assert done.returncode == 0
    assert "all is well" in done.stdout


def test_a_bug_of_ours_has_a_status_of_its_own() -> None:
    program = "import ficbind.cli as c; c.app = lambda: 1 / 0; from ficbind.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "bug in ficbind" in done.stderr
