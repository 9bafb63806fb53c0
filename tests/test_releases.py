"""Releases: what is new is told, what was released is made again byte for byte, and a change has another date."""

import os
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ficbind.checks.epubcheck import Checker
from ficbind.cli.printing import Painter, verdict
from ficbind.diagnostics import Code, FicbindError
from ficbind.manifest.releases import as_record, read_releases, record_of
from ficbind.manifest.values import Release, ReleasedStory
from ficbind.model import Book
from ficbind.pipeline import Request, build, make
from ficbind.xhtml import plain

FIRST, SECOND = "2026-03-01T12:00:00Z", "2026-06-01T08:30:00Z"
LINES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"))


def write(folder: Path, *names: str, extra: str = "", **words: str) -> Path:
    for name in names:
        text = f"Title: Of {name}\nAuthor: A B\n\nIt rained for a week, and {words.get(name, 'nobody came')}.\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    path = folder / "anthology.yaml"
    stories = ", ".join(f"{name}.txt" for name in names)
    path.write_text(f"title: Rain\nlanguage: en\n{extra}\nformats: epub\nstories: [{stories}]\n", encoding="utf-8")
    return path


def release(path: Path, moment: str) -> None:
    report = build(Request(path, only=("epub",), moment=moment))
    assert not report.failed, [str(each) for each in report.diagnostics]


def page(book: Book, kind: str) -> str:
    return next((plain(each.body) for each in (*book.front, *book.back) if each.kind == kind), "")


def test_a_first_release_marks_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "ann", "bo")
    release(path, FIRST)
    book = make(path).book
    assert page(book, "changes") == ""
    assert "New" not in page(book, "contents")
    assert book.modified == FIRST


def test_the_next_one_tells_what_is_new_changed_and_gone(tmp_path: Path, checker: Checker) -> None:
    release(write(tmp_path, "ann", "bo", "cy"), FIRST)
    path = write(tmp_path, "dee", "ann", "bo", bo="everybody came")
    draft = make(path).book
    told = "What Is New\nSince the release of 2026-03-01\nNew\nOf dee\nChanged\nOf bo\nNo longer in the book\nOf cy"
    assert page(draft, "changes") == told
    lines = re.findall(r"Of (\w+)\s+A B\s+(.*)", page(draft, "contents"))
    assert [(name, details.partition(" · ")[0]) for name, details in lines] == [
        ("dee", "New"),
        ("ann", "8 words"),
        ("bo", "Changed"),
    ]
    release(path, SECOND)
    released = make(path).book
    assert page(released, "changes") == told
    assert (released.modified, draft.modified > FIRST) == (SECOND, True)
    epub = tmp_path / "build" / "rain.epub"
    assert [str(each) for each in checker.check(epub)] == []


def test_a_release_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    path = write(tmp_path, "ann")
    release(path, FIRST)
    before = (tmp_path / "build" / "rain.epub").read_bytes()
    assert not build(Request(path, only=("epub",))).failed
    assert (tmp_path / "build" / "rain.epub").read_bytes() == before


def test_a_renamed_file_is_no_new_story(tmp_path: Path) -> None:
    release(write(tmp_path, "ann"), FIRST)
    (tmp_path / "ann.txt").rename(tmp_path / "other.txt")
    path = tmp_path / "anthology.yaml"
    path.write_text(path.read_text("utf-8").replace("ann.txt", "other.txt"), encoding="utf-8")
    assert page(make(path).book, "changes") == ""


def test_nothing_new_is_no_release(tmp_path: Path) -> None:
    path = write(tmp_path, "ann")
    release(path, FIRST)
    record = record_of(path).read_bytes()
    report = build(Request(path, only=("epub",), moment=SECOND))
    assert [each.code for each in report.of("error")] == [Code.NOTHING_TO_RELEASE]
    assert record_of(path).read_bytes() == record


def test_a_failed_build_is_no_release(tmp_path: Path) -> None:
    path = write(tmp_path, "ann")
    (tmp_path / "ann.txt").write_text("\n", encoding="utf-8")
    assert build(Request(path, only=("epub",), moment=FIRST)).failed
    assert not record_of(path).exists()


def test_a_record_that_cannot_be_written_is_known_before_the_books_move(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, touch = write(tmp_path, "ann"), Path.touch

    def refuse(made: Path) -> None:
        if made.name.endswith(".releases.yaml"):
            raise PermissionError(13, "Permission denied")
        touch(made)

    monkeypatch.setattr(Path, "touch", refuse)
    report = build(Request(path, only=("epub",), moment=FIRST))
    assert [(each.code, each.where.path) for each in report.of("error")] == [(Code.CANNOT_WRITE, record_of(path))]
    assert report.outputs == ()
    assert not (tmp_path / "build").exists()


def test_books_that_moved_before_the_record_could_not_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, move = write(tmp_path, "ann"), Path.replace

    def refuse(made: Path, final: Path) -> Path:
        if final.name == "anthology.releases.yaml":
            raise PermissionError(13, "Permission denied")
        return move(made, final)

    monkeypatch.setattr(Path, "replace", refuse)
    report = build(Request(path, only=("epub",), moment=FIRST))
    assert [output.path.name for output in report.outputs] == ["rain.epub"]
    assert [(each.code, each.where.path) for each in report.of("error")] == [(Code.CANNOT_WRITE, record_of(path))]
    (told,) = verdict(report, Painter(wanted=False))
    assert "some of this build" in told
    assert not record_of(path).exists()


def test_a_single_story_is_as_old_as_its_last_change(tmp_path: Path) -> None:
    release(write(tmp_path, "ann", "bo"), FIRST)
    path = write(tmp_path, "ann", "bo", bo="everybody came")
    release(path, SECOND)
    report = build(Request(path, only=("stories",)))
    moments = {}
    for output in report.outputs:
        with zipfile.ZipFile(output.path) as archive:
            (moment,) = re.findall(r'dcterms:modified">([^<]*)', archive.read("EPUB/content.opf").decode())
        moments[output.path.stem] = moment
    assert FIRST < moments["of-ann"] < "2026-03-02T12:00:01Z"
    assert SECOND < moments["of-bo"] < "2026-06-02T08:30:01Z"


def test_single_stories_are_released_and_tell_nothing_of_others(tmp_path: Path) -> None:
    told = {}
    for moment, words in ((FIRST, "nobody came"), (SECOND, "everybody came")):
        path = write(tmp_path, "ann", "bo", *(("cy",) if moment == SECOND else ()), bo=words)
        report = build(Request(path, only=("stories",), moment=moment))
        assert report.validated, [str(each) for each in report.diagnostics]
        told[moment] = {each.path.stem: inside(each.path) for each in report.outputs if each.format == "story"}
    assert [each.moment for each in read_releases(path)] == [FIRST, SECOND]
    first, second = told[FIRST], told[SECOND]
    assert (set(first), set(second)) == ({"of-ann", "of-bo"}, {"of-ann", "of-bo", "of-cy"})
    assert first["of-ann"] == second["of-ann"]
    assert [name for name in first["of-bo"] if name not in second["of-bo"]] == []
    assert first["of-bo"]["EPUB/content.opf"] != second["of-bo"]["EPUB/content.opf"]
    for pages in second.values():
        text = "".join(pages.values())
        assert not re.search(r"What Is New|\bNew\b|Changed|Since the release", text)


def inside(book: Path) -> dict[str, str]:
    """Give the text files of an EPUB."""
    with zipfile.ZipFile(book) as archive:
        names = [name for name in archive.namelist() if name.endswith((".opf", ".xhtml"))]
        return {name: archive.read(name).decode() for name in names}


def test_the_page_can_be_left_out(tmp_path: Path) -> None:
    release(write(tmp_path, "ann"), FIRST)
    assert page(make(write(tmp_path, "ann", "bo", extra="front: [changes: none]")).book, "changes") == ""


@pytest.mark.parametrize("extra", ["", "date: 2026-11-21"])
def test_what_changes_the_book_changes_its_date_and_nothing_else_does(tmp_path: Path, extra: str) -> None:
    one, same = (make(write(tmp_path, "ann", extra=extra)).book.modified for _ in range(2))
    os.utime(tmp_path / "ann.txt", (1, 1))
    later = make(write(tmp_path, "ann", extra=extra, ann="everybody came")).book.modified
    dressed = make(write(tmp_path, "ann", extra=f"{extra}\ncover: modern")).book.modified
    assert one == same
    assert len({one, later, dressed}) == 3
    assert {each[:10] for each in (one, later, dressed)} == {extra[6:] or "2000-01-01"}


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Date: 2024-02-29", "2024-02-29"),
        ("Published: 2019-07-01\nStatus: Completed 2021-03-04", "2021-03-04"),
        ("Date: 2023-02-30", "2000-01-01"),
        ("Date: some day in May", "2000-01-01"),
    ],
)
def test_a_book_without_a_date_is_no_older_than_its_stories(tmp_path: Path, said: str, day: str) -> None:
    manifest = write(tmp_path, "ann", "bo")
    story = tmp_path / "bo.txt"
    story.write_text(f"Title: Bo\n{said}\n\n" + story.read_text("utf-8").split("\n\n", 1)[-1], encoding="utf-8")
    assert make(manifest).book.modified[:10] == day


def test_a_change_of_the_printed_page_changes_the_date_of_a_book_that_tells_its_pages(tmp_path: Path) -> None:
    def modified(formats: str, trim: str) -> str:
        path = write(tmp_path, "ann", extra=f"print: {{trim: {trim}}}")
        path.write_text(path.read_text("utf-8").replace("formats: epub", f"formats: {formats}"), encoding="utf-8")
        return make(path).book.modified

    assert modified("epub", "a5") == modified("epub", "a6")
    assert len({modified("[epub, pdf]", trim) for trim in ("a5", "a6")} | {modified("epub", "a5")}) == 3


def test_the_environment_states_the_whole_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert make(write(tmp_path, "ann")).book.modified == "2026-01-01T00:00:00Z"


@given(st.lists(LINES.map(lambda text: " ".join(text.split())), max_size=4))
def test_a_record_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, titles: list[str]) -> None:
    path = tmp_path_factory.mktemp("record") / "a.yaml"
    stories = tuple(ReleasedStory(f"s-{number}", title, "ab12") for number, title in enumerate(titles))
    releases = (Release(1, FIRST, "ff", stories), Release(2, SECOND, "fe", ()))
    record_of(path).write_text(as_record(releases), encoding="utf-8", newline="\n")
    assert read_releases(path) == releases


@pytest.mark.parametrize(
    "text",
    ["", "a: [", "releases:\n", "x: 1\n", "releases: [1]\n", "releases: [{number: one}]\n", "\0", "releases: &a [*a]\n",
     "releases: [{number: 1, moment: 2026-99-01T00:00:00Z, content: a}]\n", "releases: [{number: 1, moment: x}]\n"],
)  # fmt: skip
def test_a_damaged_record_is_answered(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, "ann")
    record_of(path).write_text(text, encoding="utf-8")
    with pytest.raises(FicbindError) as raised:
        make(path)
    assert {each.code for each in raised.value.diagnostics} == {Code.BAD_RELEASES}
    assert all(each.where.path == record_of(path) for each in raised.value.diagnostics)
