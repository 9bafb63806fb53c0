"""A story's key stays while the book around it changes."""

import re
import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ficbind.diagnostics import Location
from ficbind.manifest.story_keys import StoryKeys
from ficbind.manifest.values import Entry
from ficbind.pipeline import make

NAMES = st.text(min_size=1, max_size=40).filter(lambda name: "/" not in name and "\0" not in name and name.strip(". "))


def keys(*paths: str) -> list[str]:
    entries = [Entry(Path(path), path, Location(Path(path))) for path in paths]
    giver = StoryKeys(entries)
    return [giver.give(entry) for entry in entries]


@given(st.lists(NAMES, max_size=8, unique_by=lambda name: unicodedata.normalize("NFC", Path(name).stem).casefold()))
def test_keys_are_short_distinct_and_fit_for_names_of_files(names: list[str]) -> None:
    found = keys(*names)
    assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"s-[a-z0-9]{1,16}-[0-9a-f]{4,}", key) for key in found)


@given(st.lists(NAMES, max_size=8, unique_by=lambda name: unicodedata.normalize("NFC", Path(name).stem).casefold()))
def test_the_order_changes_no_key(names: list[str]) -> None:
    assert sorted(keys(*names)) == sorted(keys(*reversed(names)))


def test_files_of_one_name_are_known_by_their_folders() -> None:
    one, two, other = keys("ann/storm.txt", "bo/storm.txt", "bo/lamp.txt")
    assert one != two
    assert (two, one, other) == tuple(keys("bo/storm.txt", "ann/storm.txt", "bo/lamp.txt"))
    assert keys("lamp.md") == [other]


def test_no_key_can_be_the_id_of_another_storys_chapter() -> None:
    found = keys("storm.txt", "storm-c01.txt", "storm-notes.txt")
    assert not any(one.startswith(f"{other}-") for one in found for other in found)


def test_documents_keep_their_names_when_a_story_comes_before_them(tmp_path: Path) -> None:
    for name in ("ann", "bo", "cy"):
        (tmp_path / f"{name}.txt").write_text(
            f"Title: Of {name}\nAuthor: A B\n\nIt rained for a week.\n", encoding="utf-8"
        )
    path = tmp_path / "anthology.yaml"
    found = []
    for stories in ("[bo.txt, cy.txt]", "[ann.txt, bo.txt, cy.txt]", "[cy.txt, bo.txt]"):
        path.write_text(f"title: Rain\nlanguage: en\nstories: {stories}\n", encoding="utf-8")
        works = make(path).book.works
        found.append({work.story.title: (work.front.id, work.chapter_ids) for work in works})
    assert found[0].items() <= found[1].items()
    assert found[0] == found[2]


def test_several_stories_in_one_file_are_known_by_their_titles() -> None:
    entry = Entry(Path("all.epub"), "all.epub", Location(Path("all.epub")))
    first, second = StoryKeys([entry]), StoryKeys([entry])
    one, two = first.give(entry, "Lamp"), first.give(entry, "Storm")
    assert (second.give(entry, "Storm"), second.give(entry, "Lamp")) == (two, one)
    assert first.give(entry, "Storm").startswith(two)
