"""Each story as a book of its own: valid, complete, and known by what is said of that story."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from ficbind.diagnostics import Code, FicbindError
from ficbind.outputs import Staging, Target, file_name, story_names
from ficbind.pipeline import Request, build
from ficbind.report import Report

LAMP = """Title: The Lamp
Author: Ada Quill
Series: Part 2 of Harbour Tales
Date: 2019-04-05
Fandom: Original Work
Tags: ships, letters
Summary: A lamp goes out.
Warnings: storm at sea

Chapter 1

It rained for a week.

Chapter 2

Nobody came.
"""
TURM = "Title: Der Turm\nAuthor: Bo Lund\n\nEs regnete, und niemand kam.\n"
LINKED = '<h1>The Lamp</h1><p>by Cy Ash</p><p>See <a href="lamp.txt">the other one</a>, by the wall.</p>'


def lay_out(folder: Path, extra: str = "") -> Path:
    Image.new("RGB", (1000, 1600), "#225588").save(folder / "cover.png")
    for name, text in (("lamp.txt", LAMP), ("turm.txt", TURM), ("other.html", LINKED)):
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "anthology.yaml"
    path.write_text(
        f"title: Rain\nlanguage: en\neditor: Ed Itor\ncover: cover.png\n{extra}\n"
        "stories: [lamp.txt, {file: turm.txt, language: de}, other.html]\n",
        encoding="utf-8",
    )
    return path


def bind(path: Path) -> Report:
    report = build(Request(path, only=("stories",)))
    assert not report.failed, [str(each) for each in report.diagnostics]
    return report


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    report = bind(lay_out(tmp_path_factory.mktemp("singles")))
    assert report.validated
    assert {output.format for output in report.outputs} == {"story"}
    return {output.path.stem: output.path for output in report.outputs}


def part(book: Path, name: str) -> Any:
    with zipfile.ZipFile(book) as archive:
        return etree.fromstring(archive.read(name))


def spoken(book: Path) -> list[tuple[str, str]]:
    """Give the documents of the spine with their words."""
    package = part(book, "EPUB/content.opf")
    files = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
    names = [files[item.get("idref")] for item in package.iter("{*}itemref")]
    return [(name, " ".join("".join(part(book, f"EPUB/{name}").find("{*}body").itertext()).split())) for name in names]


def test_files_are_named_by_title_and_where_that_is_shared_by_author_too(books: dict[str, Path]) -> None:
    assert set(books) == {"the-lamp-ada-quill", "der-turm", "the-lamp-cy-ash"}
    assert {path.parent.name for path in books.values()} == {"rain-stories"}


def test_the_package_says_what_is_known_of_the_story(books: dict[str, Path]) -> None:
    package = part(books["the-lamp-ada-quill"], "EPUB/content.opf")
    said = {(node.tag.rpartition("}")[2], node.get("property"), node.text) for node in package.find("{*}metadata")}
    assert {
        ("title", None, "The Lamp"),
        ("creator", None, "Ada Quill"),
        ("date", None, "2019-04-05"),
        ("description", None, "A lamp goes out."),
        ("subject", None, "Original Work"),
        ("subject", None, "letters"),
        ("meta", "belongs-to-collection", "Harbour Tales"),
        ("meta", "group-position", "2"),
        ("meta", "dcterms:isPartOf", "Rain"),
    } <= said
    assert not [text for tag, _, text in said if tag == "contributor" and text == "Ed Itor"]
    assert part(books["der-turm"], "EPUB/content.opf").findtext(".//{*}language") == "de"


def test_the_book_holds_its_own_front_and_no_other_story(books: dict[str, Path]) -> None:
    names = [name.partition("/")[2].partition(".")[0] for name, _ in spoken(books["the-lamp-ada-quill"])]
    assert [re.sub(r"s-lamp-\w{4}", "story", name) for name in names] == [
        *("cover", "title-page", "copyright", "story", "story-c01", "story-c02", "colophon")
    ]
    pages = dict(spoken(books["the-lamp-ada-quill"]))
    assert "From the anthology “Rain” Edited by Ed Itor" in pages["text/copyright.xhtml"]
    assert "Aus der Anthologie „Rain“" in dict(spoken(books["der-turm"]))["text/copyright.xhtml"]
    nav = part(books["the-lamp-ada-quill"], "EPUB/nav.xhtml")
    listed = [item.findtext("{*}a") for item in nav.find(".//{*}nav/{*}ol")]
    assert listed == ["The Lamp", "Chapter 1", "Chapter 2"]
    assert "regnete" not in " ".join(pages.values())


def test_a_link_to_another_story_becomes_its_words(books: dict[str, Path]) -> None:
    (text,) = (words for _, words in spoken(books["the-lamp-cy-ash"]) if "by the wall" in words)
    assert "See the other one, by the wall." in text
    with zipfile.ZipFile(books["the-lamp-cy-ash"]) as archive:
        assert not [name for name in archive.namelist() if b'href="#' in archive.read(name)]


def test_the_picture_of_the_anthology_is_not_that_of_a_story(books: dict[str, Path]) -> None:
    with zipfile.ZipFile(books["der-turm"]) as archive, archive.open("EPUB/images/cover.jpg") as file:
        cover = Image.open(file)
        assert cover.width == 1000
        assert len(cover.getcolors(cover.width * cover.height) or ()) > 100


def test_a_story_keeps_its_identifier_and_bytes_when_another_changes(tmp_path: Path) -> None:
    path = lay_out(tmp_path)
    before = {output.path.name: output.path.read_bytes() for output in bind(path).outputs}
    (tmp_path / "lamp.txt").write_text(LAMP.replace("Nobody", "Everybody"), encoding="utf-8")
    report = bind(path)
    after = {output.path.name: output.path.read_bytes() for output in report.outputs}
    assert {name for name in before if before[name] != after[name]} == {"the-lamp-ada-quill.epub"}
    changed = tmp_path / "build" / "rain-stories" / "the-lamp-ada-quill.epub"
    (tmp_path / "before.epub").write_bytes(before[changed.name])
    old, new = (part(book, "EPUB/content.opf") for book in (tmp_path / "before.epub", changed))
    assert old.findtext(".//{*}identifier") == new.findtext(".//{*}identifier")
    assert [node.text for node in old.iter("{*}meta") if node.get("property") == "dcterms:modified"] != [
        node.text for node in new.iter("{*}meta") if node.get("property") == "dcterms:modified"
    ]


def test_what_an_earlier_build_left_is_told_and_stays(tmp_path: Path) -> None:
    path = lay_out(tmp_path)
    bind(path)
    path.write_text(path.read_text("utf-8").replace("{file: turm.txt, language: de}, ", ""), encoding="utf-8")
    report = bind(path)
    (told,) = (each for each in report.diagnostics if each.code is Code.OTHER_BOOKS)
    assert "'der-turm.epub'" in told.message
    assert (told.where.path / "der-turm.epub").is_file()


def test_a_story_without_a_rating_has_no_badge_and_no_complaint(tmp_path: Path) -> None:
    path = lay_out(tmp_path)
    text = path.read_text("utf-8").replace("cover: cover.png", "cover: {design: classic, badge: yes}")
    path.write_text(text.replace("lamp.txt,", "{file: lamp.txt, rating: T},"), encoding="utf-8")
    assert [each for each in bind(path).diagnostics if each.code is Code.BAD_COVER_OPTION] == []


def test_stories_go_into_a_folder_and_not_into_one_file(tmp_path: Path) -> None:
    (told,) = build(Request(lay_out(tmp_path), tmp_path / "all.epub", only=("stories",))).diagnostics
    assert (told.code, told.hint) == (Code.BAD_VALUE, "name a folder after -o")


def test_a_story_that_cannot_be_bound_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    path = lay_out(tmp_path)
    (tmp_path / "turm.txt").write_text("\n", encoding="utf-8")
    assert build(Request(path, only=("stories",))).failed
    assert not (tmp_path / "build").exists()


TITLES = st.sampled_from(["The Lamp", "the lamp", "Lamp!", "", "Lamp 2", "CON", "Été", "🕯"])


@given(st.lists(st.tuples(TITLES, st.sampled_from(["", "Ada", "ada", "Bo L."])), max_size=12))
def test_every_story_gets_a_name_of_its_own(stories: list[tuple[str, str]]) -> None:
    names = story_names(stories)
    assert len({name.casefold() for name in names}) == len(stories)
    assert all(names)


@pytest.mark.parametrize("title", ["漢" * 300, "🐙", "x" * 300, "Ω" * 90, "é́" * 200])
def test_a_title_of_any_length_names_a_file(title: str, tmp_path: Path) -> None:
    target = Target("kepub", tmp_path / f"{file_name(title)}-12.kepub.epub")
    target.temporary.touch()
    target.unvalidated.touch()


def test_a_name_that_is_too_long_is_said_to_be(tmp_path: Path) -> None:
    target = Target("pdf", tmp_path / f"{'x' * 300}.pdf")
    with pytest.raises(FicbindError) as refused, Staging([target]) as staging:
        staging.prepare()
    (said,) = refused.value.diagnostics
    assert "shorter" in str(said.hint)
    assert not list(tmp_path.iterdir())
