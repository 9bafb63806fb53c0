"""A first manifest for a folder, and what is recognised in files without making a book."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles import Case, cases, write_files
from ficbind.cli.checking import as_text
from ficbind.cli.printing import Painter
from ficbind.cli.starting import told
from ficbind.diagnostics import Code, FicbindError
from ficbind.manifest import load
from ficbind.pipeline import make
from ficbind.survey.finds import titled
from ficbind.survey.looking import survey
from ficbind.survey.starter import begin, scalar
from ficbind.xhtml import without_invalid
from ficbind.yamltree.findings import Findings
from ficbind.yamltree.tree import Table, parse

BARE = Painter(wanted=False)
STORY = "Title: {0}\nAuthor: Ada\n\nThe lamp number {0} went out over the long harbour wall.\n"


def silent(*_: str) -> None:
    pass


@pytest.mark.parametrize("case", cases("survey/init"), ids=str)
def test_a_first_manifest_compiles_as_it_is(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, judge: Callable[[Case, str], None]
) -> None:
    folder = tmp_path / "harbour_stories"
    write_files(case.given, folder, "case.ini")
    monkeypatch.chdir(tmp_path)
    start = begin(Path("harbour_stories"), None, silent)
    judge(case, f"{start.path.read_text('utf-8')}\n" + "\n".join(told(start, BARE)))
    assert all(each.severity == "info" for each in load(start.path).diagnostics)
    book = make(start.path).book
    assert len(book.works) == len(start.stories)


@pytest.mark.parametrize("case", cases("survey/check"), ids=str)
def test_what_was_recognised_is_told_with_its_place(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, judge: Callable[[Case, str], None]
) -> None:
    wish = re.match(r"# (width|files): (.*)\n", case.given)
    write_files(case.given[wish.end() :] if wish else case.given, tmp_path)
    monkeypatch.chdir(tmp_path)
    names = wish[2].split() if wish and wish[1] == "files" else ["anthology.yaml"]
    width = int(wish[2]) if wish and wish[1] == "width" else 80
    seen = survey([Path(name) for name in names], silent)
    judge(case, "\n".join(line.rstrip() for line in as_text(seen, BARE, width)))


@pytest.mark.parametrize("case", cases("messages/init"), ids=str)
def test_what_cannot_begin_is_said(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, judge: Callable[[Case, str], None]
) -> None:
    (place, *output), files = case.given.partition("\n")[0].removeprefix("# ").split(" -o "), case.given
    write_files(files.partition("\n")[2], tmp_path, "case.ini")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FicbindError) as refused:
        begin(Path(place), Path(output[0]) if output else None, silent)
    judge(case, str(refused.value))


def test_a_manifest_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY.format(1), encoding="utf-8")
    (tmp_path / "anthology.yaml").write_text("mine", encoding="utf-8")
    for output in (None, tmp_path, tmp_path / "anthology.yaml"):
        with pytest.raises(FicbindError) as refused:
            begin(tmp_path, output, silent)
        assert refused.value.diagnostics[0].code is Code.MANIFEST_EXISTS
    assert (tmp_path / "anthology.yaml").read_text("utf-8") == "mine"


def test_a_manifest_may_stand_above_its_stories_but_not_beside_them(tmp_path: Path) -> None:
    for name in ("stories", "elsewhere"):
        (tmp_path / name).mkdir()
    (tmp_path / "stories" / "a.txt").write_text(STORY.format(1), encoding="utf-8")
    start = begin(tmp_path / "stories", tmp_path, silent)
    assert [entry.name for entry in load(start.path).entries] == ["stories/a.txt"]
    with pytest.raises(FicbindError) as refused:
        begin(tmp_path / "stories", tmp_path / "elsewhere", silent)
    assert refused.value.diagnostics[0].code is Code.OUTSIDE_FOLDER


def test_nothing_is_written_without_a_story(tmp_path: Path) -> None:
    with pytest.raises(FicbindError):
        begin(tmp_path, None, silent)
    assert not list(tmp_path.iterdir())


def test_five_hundred_stories_are_listed_once_each(tmp_path: Path) -> None:
    for number in range(500):
        (tmp_path / f"story {number}.txt").write_text(STORY.format(f"No{number}"), encoding="utf-8")
    start = begin(tmp_path, None, silent)
    assert len(load(start.path).entries) == len(start.stories) == 500


ODD = [
    "a\nb.txt",
    " a.txt",
    "a .txt",
    "'q'.txt",
    "*.txt",
    "[x].txt",
    "-.txt",
    "é.txt",
    "#1 x.txt",
    "a: b.txt",
    "~x.txt",
]


def test_odd_names_are_written_so_that_they_are_found(tmp_path: Path) -> None:
    for number, name in enumerate(ODD):
        (tmp_path / name).write_text(STORY.format(f"No{number}"), encoding="utf-8")
    start = begin(tmp_path, None, silent)
    assert {each.path.name for each in start.left_out} == {"a\nb.txt", " a.txt"}
    assert {entry.path.name for entry in load(start.path).entries} == {*ODD} - {"a\nb.txt", " a.txt"}


@given(st.text())
def test_any_text_is_written_as_yaml_that_says_it(text: str) -> None:
    line = " ".join(without_invalid(text).split())
    tree = parse(f"title: {scalar(line)}".encode(), Path("a"), Findings())
    assert isinstance(tree, Table)
    assert tree.line("title") == line


def test_a_folder_titles_a_book() -> None:
    assert titled("harbour_stories") == "Harbour Stories"


def test_a_survey_fails_where_a_book_would(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The lamp went out.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    assert not survey([tmp_path / "a.txt"], silent).failed
    assert survey([tmp_path / "a.txt"], silent, strict=True).failed
    assert survey([tmp_path / "b.txt"], silent).failed
