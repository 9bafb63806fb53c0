"""Every message as a user meets it: provoked by files, or by the machine where no file can provoke it."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from casefiles import CASES, Case, cases, write_files
from ficbind import deadline, readers
from ficbind.checks.epubcheck import Checker
from ficbind.checks.fidelity import check_story
from ficbind.cli.explaining import sections
from ficbind.conventions import kindle
from ficbind.diagnostics import Code, Diagnostic, FicbindError
from ficbind.judging.official import meanings
from ficbind.judging.rules import RULES
from ficbind.pipeline import Request, build, compile_book, load, make
from ficbind.readers.office.word_words import prove
from ficbind.writers import epub as epub_writer
from ficbind.xhtml import Body

CODES = {code.value for code in Code}
AREAS = sorted(path.stem for path in (CASES / "messages").glob("*.txt"))
FILES = [case for area in ("reading", "style", "cover", "books") for case in cases(f"messages/{area}")]
MACHINE = {case.name.split()[0]: case for case in cases("messages/machine")}
REFERENCE = Path(__file__).parent.parent / "docs" / "messages"
STORY = "Title: The Lamp\nAuthor: Ada Quill\n\nThe lamp went out over the long harbour wall.\n"


def said(found: tuple[Diagnostic, ...], code: str, folder: Path) -> str:
    """Print the diagnostics of one code as a user reads them, without the folder they lie in."""
    printed = "\n".join(str(each) for each in found if each.code.value == code)
    return re.sub(r"\.\d+\.tmp\b", "", printed.replace(f"{folder}/", ""))


def lay_out(folder: Path) -> Path:
    """Lay out the plainest manifest; its cover is an image, which takes no time to draw."""
    Image.new("RGB", (1000, 1600)).save(folder / "cover.png")
    manifest = folder / "anthology.yaml"
    manifest.write_text("title: Lamps\nlanguage: en\nstories: [story.txt]\ncover: cover.png\n", encoding="utf-8")
    return manifest


def provoked(case: Case, folder: Path) -> tuple[Diagnostic, ...]:
    """Compile the files of a case: no further than the book in memory, unless its options ask for a format."""
    options = re.match(r"# options: --only (\w+)\n", case.given)
    manifest = write_files(case.given[options.end() :] if options else case.given, folder)
    if not manifest.read_text("utf-8"):
        lay_out(folder)
    if not (folder / "story.txt").exists():
        (folder / "story.txt").write_text(STORY, encoding="utf-8")
    if options:
        return build(Request(manifest, only=(options[1],))).diagnostics
    found: list[Diagnostic] = []
    try:
        compile_book(load(manifest), lambda *_: None, found)
    except FicbindError as error:
        found += error.diagnostics
    return tuple(found)


@pytest.mark.parametrize("case", FILES, ids=str)
def test_files_are_answered_with(case: Case, tmp_path: Path, judge: Callable[[Case, str], None]) -> None:
    judge(case, said(provoked(case, tmp_path), case.name.split()[0], tmp_path))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    return lay_out(tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("finished")
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    (output,) = build(Request(lay_out(folder), only=("epub",))).outputs
    return output.path


@pytest.fixture
def epub(finished: Path, tmp_path: Path) -> Path:
    """Give a finished EPUB."""
    (tmp_path / "build").mkdir()
    return Path(shutil.copy(finished, tmp_path / "build"))


@pytest.fixture
def judged(tmp_path: Path, judge: Callable[[Case, str], None]) -> Callable[[str, tuple[Diagnostic, ...]], None]:
    """Compare what was said with the machine's case of a code."""
    return lambda code, found: judge(MACHINE[code], said(found, code, tmp_path))


def mutated(epub: Path, name: str, old: str, new: str) -> Path:
    """Rewrite one document of an EPUB."""
    target = epub.with_name("mutated.epub")
    with zipfile.ZipFile(epub) as whole, zipfile.ZipFile(target, "w") as damaged:
        for item in whole.infolist():
            data = whole.read(item)
            if item.filename.endswith(name):
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            damaged.writestr(item, data)
    return target


def test_an_epub_with_a_link_to_nothing_is_invalid(epub: Path, judged: Callable[..., None]) -> None:
    with Checker() as checker:
        judged("E001", checker.check(mutated(epub, "nav.xhtml", "</body>", '<p><a href="gone.xhtml">x</a></p></body>')))


def test_an_epub_with_an_odd_address_is_warned_of(epub: Path, judged: Callable[..., None]) -> None:
    with Checker() as checker:
        judged("E003", checker.check(mutated(epub, "nav.xhtml", "</body>", '<p><a href="wombat:x">x</a></p></body>')))


def test_an_epub_that_no_java_can_check_is_not_validated(epub: Path, judged: Callable[..., None]) -> None:
    with Checker(warm=False, runtimes=()) as checker:
        judged("E002", checker.check(epub))


def test_a_book_that_no_mail_carries_is_told(
    epub: Path, judged: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kindle, "MAILED", 100)
    judged("E004", tuple(epub_writer.findings(epub, "en")))


def test_a_story_that_lost_a_word_is_no_book(book: Path, judged: Callable[..., None]) -> None:
    story = make(book).book.works[0].story
    chapter = replace(story.chapters[0], body=Body(story.chapters[0].body.replace("long ", "")))
    judged("F001", check_story(replace(story, chapters=(chapter,))))


def test_a_folder_in_the_place_of_a_book_is_named(book: Path, judged: Callable[..., None]) -> None:
    (book.parent / "build" / "lamps.epub").mkdir(parents=True)
    judged("X002", build(Request(book)).diagnostics)


def test_a_book_that_was_released_is_not_released_again(book: Path, judged: Callable[..., None]) -> None:
    once, twice = (build(Request(book, only=("epub",), moment="2026-03-01T12:00:00Z")) for _ in range(2))
    assert not once.failed
    judged("M027", twice.diagnostics)


def test_a_file_that_may_not_be_read_is_named(book: Path, judged: Callable[..., None]) -> None:
    story = book.parent / "story.txt"
    story.chmod(0)
    user = os.geteuid()
    os.seteuid(user or 65534)  # root may read everything
    try:
        with pytest.raises(FicbindError) as refused:
            readers.read(story)
    finally:
        os.seteuid(user)
    judged("R002", refused.value.diagnostics)


def endless() -> None:
    while True:
        pass


def test_a_story_that_takes_too_long_is_named(tmp_path: Path, judged: Callable[..., None]) -> None:
    with pytest.raises(FicbindError) as refused, deadline.within(0.6, tmp_path / "story.txt"):
        endless()
    judged("R034", refused.value.diagnostics)


def test_a_document_of_which_words_are_missing_is_refused(book: Path, judged: Callable[..., None]) -> None:
    story = book.parent / "story.docx"
    with pytest.raises(FicbindError) as refused:
        prove(["The lamp went out over the harbour."], ["The lamp went out over", "the long harbour wall."], story)
    judged("R032", refused.value.diagnostics)


@contextmanager
def blocked(folder: Path, *libraries: str) -> Iterator[dict[str, str]]:
    """Give an environment in which the loader finds broken libraries of these names first."""
    for name in libraries:
        (folder / name).write_text("no library")
    yield os.environ | {"LD_LIBRARY_PATH": str(folder), "DYLD_LIBRARY_PATH": str(folder)}


def test_a_missing_library_is_named_before_anything_is_done(book: Path, judge: Callable[[Case, str], None]) -> None:
    (book.parent / "story.txt").write_text("")
    with blocked(book.parent, "libpango-1.0-0", "libpango-1.0.so.0", "libpango-1.0.dylib") as environment:
        program = "import sys; from ficbind.pipeline import *; print(*build(Request(Path(sys.argv[1]))).diagnostics)"
        command = [sys.executable, "-c", program, str(book)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, encoding="utf-8")
    judge(MACHINE["X001"], done.stdout.rstrip("\n"))
    assert not done.stderr


def test_the_reference_has_one_section_for_every_code() -> None:
    headings = re.findall(
        r"^## ([A-Z]\d{3}) ", "".join(path.read_text("utf-8") for path in REFERENCE.glob("*.md")), re.M
    )
    assert sorted(headings) == sorted([*CODES, *RULES])
    assert set(sections()) == CODES | set(RULES) | set(meanings())


def test_every_code_has_a_case_that_prints_it() -> None:
    every = [(case.name.split()[0], case.expected) for area in AREAS for case in cases(f"messages/{area}")]
    named = [(code, expected) for code, expected in every if re.fullmatch(r"[A-Z]\d{3}", code)]
    assert {code for code, _ in named} == CODES
    assert not [code for code, expected in named if f" {code}: " not in expected]


def test_what_the_reference_shows_is_what_is_printed_of_the_code() -> None:
    """The words around quoted ones and numbers are those of a case."""
    printed = {
        _skeleton(line) for area in AREAS for case in cases(f"messages/{area}") for line in _lines(case.expected)
    }
    shown = [(code, line) for code, text in sections().items() for line in _lines(text)]
    assert not [(code, line) for code, line in shown if _skeleton(line) not in printed]


def _lines(text: str) -> list[str]:
    return [
        f"{head}\n{hint}" for head, hint in re.findall(r"^ *\S+?: (.+ [A-Z]\d{3}: .*)(?:\n +(hint: .*))?$", text, re.M)
    ]


def _skeleton(line: str) -> str:
    return re.sub(r"'[^'\n]*'|\d+(?:\.\d+)?", "…", line)


def test_hints_name_commands_that_exist() -> None:
    from ficbind.cli import app

    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    sources = [*(REFERENCE.parent.parent / "src").rglob("*.py"), *REFERENCE.glob("*.md")]
    named = {
        name for path in sources for name in re.findall(r"['`]ficbind ([a-z]+)\b[^'`.]*['`]", path.read_text("utf-8"))
    }
    assert named <= known


def test_every_code_is_emitted_somewhere() -> None:
    source = "".join(path.read_text("utf-8") for path in (REFERENCE.parent.parent / "src").rglob("*.py"))
    assert not [code.name for code in Code if f"Code.{code.name}" not in source]
