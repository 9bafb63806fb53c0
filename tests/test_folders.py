"""A folder of chapter files is one story: in the order of reading, with nothing lost between the files."""

from pathlib import Path

import pytest

from casefiles import write_files
from ficbind import readers
from ficbind.checks.fidelity import check_story
from ficbind.diagnostics import Code, Diagnostic, FicbindError
from ficbind.intake import story_of
from ficbind.manifest import load
from ficbind.manifest.folders import in_order
from ficbind.model import Field, Story

BOOK = "title: Lamps\nlanguage: en\nstories:\n  - file: long/\n"


def made(files: str, folder: Path) -> tuple[Story, list[Diagnostic]]:
    manifest = load(write_files(BOOK + files, folder))
    (entry,) = manifest.entries
    (draft,) = readers.read(entry.path, entry.encoding, entry.chapters)
    story = story_of(manifest, entry, draft, "s001")
    assert check_story(story) == ()
    return story, [*manifest.diagnostics, *story.diagnostics]


@pytest.mark.parametrize(
    "names",
    [
        ["1.txt", "2.txt", "10.txt"],
        ["Prologue.md", "Chapter 1.md", "Chapter 2.md", "Chapter 10.md", "Epilogue.md", "Bonus.md"],
        ["chapter one.txt", "chapter two.txt", "chapter three.txt", "epilogue.txt"],
        ["Part I.txt", "Part II.txt", "Part IV.txt", "Part IX.txt", "Part X.txt"],
        ["prologue.txt", "ch1.html", "ch2.html", "ch11.html", "epilogue.txt", "bonus.txt"],
        ["01_prologue.txt", "02_storm.txt", "03_epilogue.txt", "04_after.txt"],
        ["long-1-of-12.txt", "long-2-of-12.txt", "long-12-of-12.txt"],
    ],
)
def test_chapters_stand_in_the_order_of_reading(names: list[str]) -> None:
    assert [path.name for path in in_order([Path(name) for name in sorted(names, reverse=True)])] == names


def test_files_of_several_formats_are_one_story(tmp_path: Path) -> None:
    story, found = made(
        "--- long/prologue.txt\nThe Long Night\nby Ada Quill\n\nRating: PG\n\nBefore it all, the lamp burnt.\n"
        "--- long/ch1.md\n# The Edge\n\nShe *stood*[^1] there, see [later](ch2.html#storm).\n\n[^1]: Not long.\n"
        "--- long/ch2.html\n<html><body><p>First.</p><p id='storm'>The storm <i>came</i>.</p></body></html>\n"
        "--- long/ch10.md\nTwo[^1] boats.\n\n[^1]: Small ones.\n"
        "--- long/.DS_Store\nx\n--- long/README.md\nHow to read this.\n--- long/cover.jpg\nx\n"
        "--- long/old/ch1.txt\nOld.\n",
        tmp_path,
    )
    assert story.title == "The Long Night"
    assert [chapter.title for chapter in story.chapters] == ["Prologue", "The Edge", "Ch2", "Ch10"]
    bodies = "".join(chapter.body for chapter in story.chapters)
    for place in ("s001-at-file-2-fn-1", "s001-at-file-4-fn-1", "s001-at-file-3-storm"):
        assert bodies.count(f'id="{place}"') == 1
        assert f'href="#{place}"' in bodies
    left = [each for each in found if each.code is Code.LEFT_IN_FOLDER]
    assert [each.severity for each in left] == ["info", "warning"]
    assert "'README.md', 'cover.jpg'" in left[0].message
    assert "'long/old'" in left[1].message


def test_a_title_in_each_file_is_its_chapter_s(tmp_path: Path) -> None:
    story, _ = made(
        "--- long/1.txt\nTitle: Dusk\n\nThe lamp burnt.\n--- long/2.txt\nTitle: Night\n\nIt went out.\n", tmp_path
    )
    assert story.title == "Long"
    assert [chapter.title for chapter in story.chapters] == ["Dusk", "Night"]


def test_one_title_in_all_files_is_the_story_s(tmp_path: Path) -> None:
    header = "Title: The Long Night\nAuthor: Ada\n\n"
    story, _ = made(
        f"--- long/1.txt\n{header}Chapter 1: Dusk\n\nThe lamp burnt.\n"
        f"--- long/2.txt\n{header}Chapter 2: Night\n\nIt went out.\n",
        tmp_path,
    )
    assert (story.title, story.metadata.text(Field.AUTHOR)) == ("The Long Night", "Ada")
    assert [chapter.title for chapter in story.chapters] == ["Chapter 1: Dusk", "Chapter 2: Night"]


def test_every_bad_chapter_is_named(tmp_path: Path) -> None:
    with pytest.raises(FicbindError) as refused:
        made("--- long/1.txt\n--- long/2.txt\nFine words.\n--- long/3.txt\n%PDF-1.4\n", tmp_path)
    assert [each.where.path.name for each in refused.value.diagnostics] == ["1.txt", "3.txt"]


def test_messages_name_the_file_and_its_line(tmp_path: Path) -> None:
    _, found = made("--- long/1.txt\nThe lamp burnt.\n--- long/2.txt\nIt went out.\n\nxoxo\n\nAnd on.\n", tmp_path)
    doubtful = [each.where for each in found if each.code is Code.DOUBTFUL_BREAK]
    assert [(where.path.name, where.line) for where in doubtful] == [("2.txt", 3)]
