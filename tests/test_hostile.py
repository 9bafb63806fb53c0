"""Files made to do harm: each gives a message or a harmless story, soon, and nothing but the inputs is ever opened."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus import hostile, hostile_shapes
from corpus.scoring import read
from ficbind import readers
from ficbind.checks.fidelity import check_story
from ficbind.diagnostics import Code, FicbindError
from ficbind.manifest import load
from ficbind.model import Story

LONGEST = 10
"""Seconds of work; most files take hundredths of one."""

HARM = re.compile(
    r"<(?:script|iframe|object|embed|link|meta|base|form|input|style|svg|video|audio|math)\b"
    r"|<[^>]*\s(?:on\w+|style)\s*=|javascript:|<[^>]*(?:file:|data:text)|<img[^>]*src=\"(?:https?:)?//",
    re.I,
)
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def files(secret: str) -> dict[str, bytes]:
    made = {name: text.encode() for name, text in (hostile.pages(secret) | hostile.texts()).items()}
    made |= hostile_shapes.pages() | hostile_shapes.texts()
    return made | hostile.books(secret) | hostile.documents(secret)


NAMES = tuple(files("file:///secret.txt"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of hostile files, beside which the secret stands."""
    top = tmp_path_factory.mktemp("hostile")
    (top / "secret.txt").write_text(hostile.CANARY)
    (top / "in").mkdir()
    for name, data in files((top / "secret.txt").as_uri()).items():
        (top / "in" / name).write_bytes(data)
    return top / "in"


def told(story: Story) -> str:
    return "\n".join((story.title, *(f"{chapter.title or ''}\n{chapter.body}" for chapter in story.chapters)))


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_gives_a_message_or_a_harmless_story(name: str, folder: Path) -> None:
    began = time.process_time()
    try:
        stories = read(folder / name)
    except FicbindError as error:
        told_where, stories = str(error.diagnostics[0].where), []
        assert name in told_where
    assert time.process_time() - began < LONGEST
    for story in stories:
        assert check_story(story) == ()
        assert hostile.CANARY not in told(story)
        assert HARM.search(told(story)) is None
        assert CONTROLS.search(told(story)) is None


WATCHED = """
import json, os, sys
log = os.open(sys.argv[4], os.O_CREAT | os.O_WRONLY | os.O_APPEND)
def note(kind, what):
    os.write(log, (json.dumps([kind, str(what)]) + "\\n").encode())
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        note("opened", arguments[0])
    elif event.startswith("socket.") and event != "socket.gethostname":
        note("socket", event)
    elif event in {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}:
        note("started", arguments[0])
sys.addaudithook(watch)
from pathlib import Path
from ficbind.pipeline import make
from ficbind.writers import epub, pdf
made = make(Path(sys.argv[1]))
epub.write(made.book, made.style, made.cover, made.manifest.epub, Path(sys.argv[2]))
pdf.write(made.book, made.style, made.manifest.print, Path(sys.argv[3]))
print(json.dumps([sys.prefix, sys.base_prefix, str(Path(epub.__file__).parents[4])]))
"""
BUILT = ("active.html", "controls.html", "active.md", "active.epub", "long-title.txt", "entities.html")
SYSTEM = ("/usr/share", "/usr/lib", "/etc/mime.types", "/etc/localtime", "/proc/self", "/dev/")

FINDERS = {"cc", "gcc", "ld", "ldconfig", "objdump"}
"""What Python starts to find the libraries of the typesetter."""


def test_a_build_opens_nothing_but_its_inputs_and_no_socket(folder: Path, tmp_path: Path) -> None:
    manifest = folder / "anthology.yaml"
    manifest.write_text("title: Harm\nlanguage: en\nstories:\n" + "".join(f"  - {name}\n" for name in BUILT))
    outputs = [str(tmp_path / f"book.{kind}") for kind in ("epub", "pdf")]
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(manifest), *outputs, str(tmp_path / "log")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    roots = json.loads(done.stdout)
    seen: dict[str, list[str]] = {"opened": [], "socket": [], "started": []}
    for line in (tmp_path / "log").read_text("utf-8").splitlines():
        kind, what = json.loads(line)
        seen[kind].append(what)
    inputs = {str(folder / name) for name in (*BUILT, manifest.name, "anthology.releases.yaml")}
    strange = [
        path for path in seen["opened"] if path not in inputs and not path.startswith((*roots, str(tmp_path), *SYSTEM))
    ]
    started = {Path(program).name for program in seen["started"]} - FINDERS
    assert (strange, seen["socket"], started) == ([], [], set())
    assert not any(hostile.CANARY.encode() in Path(path).read_bytes() for path in outputs)


def test_a_link_out_of_a_story_s_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(hostile.CANARY)
    folder = tmp_path / "book" / "long"
    folder.mkdir(parents=True)
    (folder / "ch1.txt").write_text(hostile.PROSE)
    (folder / "ch2.txt").symlink_to(tmp_path / "secret.txt")
    manifest = folder.parent / "anthology.yaml"
    manifest.write_text("title: Harm\nlanguage: en\nstories:\n  - long\n")
    with pytest.raises(FicbindError) as refused:
        load(manifest)
    (found,) = [each for each in refused.value.diagnostics if each.severity == "error"]
    assert (found.code, "'long/ch2.txt'" in found.message) == (Code.OUTSIDE_FOLDER, True)


def test_folders_deeper_than_any_path_are_no_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = tmp_path / "anthology.yaml"
    manifest.write_text("title: Harm\nlanguage: en\nstories:\n  - '**/*.txt'\n")
    monkeypatch.chdir(tmp_path)
    for _ in range(1100):
        Path("d").mkdir()
        os.chdir("d")
    try:
        with pytest.raises(FicbindError):
            load(manifest)
    finally:
        for _ in range(1100):
            os.chdir("..")
            Path("d").rmdir()


def test_a_file_larger_than_any_story_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "endless.txt"
    path.touch()
    os.truncate(path, 2**40)
    with pytest.raises(FicbindError, match="larger than 64 MB"):
        readers.read(path)


def test_a_name_that_no_file_can_have_is_said_to_be(tmp_path: Path) -> None:
    manifest = tmp_path / "anthology.yaml"
    manifest.write_text('title: Harm\nlanguage: en\nstories:\n  - "\\ud800.txt"\n  - "\\ud800*.txt"\n')
    with pytest.raises(FicbindError):
        load(manifest)
