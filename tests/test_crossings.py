"""Stories in one book: nothing of two collides, links between them stay in it, and no work is there twice unsaid."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from casefiles import write_files
from ficbind import passes
from ficbind.conventions import addresses
from ficbind.diagnostics import Code, Diagnostic
from ficbind.manifest.values import Typography
from ficbind.model import Story
from ficbind.pipeline import compile_book, load
from ficbind.readers import html
from ficbind.xhtml import plain

PROSE = (
    "The lamp had gone out again, and nobody in the house could say why. Mara stood on the landing with the matches "
    "in her hand and listened to the wind, which had turned since dusk and now came over the long harbour wall. "
    "Below her the tide took the small boats one by one, and each of them knocked at the stones before it was gone. "
    "She counted nine of them. Then she went down, slowly, because the stairs were old and the night was dark. "
)
OTHER = (
    "In the spring the two sisters planted beans along the southern fence. Their neighbour, who had opinions about "
    "beans, leaned over it every morning and told them what his grandmother had done in a wetter year than this. "
    "They gave him coffee. By August there were more beans than three kitchens could hold, and he carried home bags. "
)


def compiled(files: str, folder: Path) -> tuple[list[Story], list[Diagnostic]]:
    Image.new("RGB", (1000, 1600)).save(folder / "cover.png")
    names = re.findall(r"^--- (\S+)$", files, re.M)
    head = f"title: Lamps\nlanguage: en\ncover: cover.png\nstories: [{', '.join(names)}]\n"
    found: list[Diagnostic] = []
    book = compile_book(load(write_files(head + files, folder)), lambda *_: None, found).book
    return [work.story for work in book.works], found


def same(found: list[Diagnostic]) -> list[str]:
    return [f"{each.where.path.name}: {each.message}" for each in found if each.code is Code.SAME_STORY]


def bodies(story: Story) -> str:
    return "\n".join(chapter.body for chapter in story.chapters)


def test_a_link_to_another_story_stays_in_the_book(tmp_path: Path) -> None:
    stories, found = compiled(
        f"--- one.md\n---\ntitle: One\nsource: https://archiveofourown.org/works/12345\n---\n\n{PROSE}\n\n"
        "See [two](two.md#there), [it again](http://www.example.org/fic/two-lamps.html) and [none](gone.md), "
        "or [the world](https://example.org/world/map).\n"
        f"--- two.md\n---\ntitle: Two\nsource: https://example.org/fic/two-lamps.html\n---\n\n{OTHER}\n\n"
        "After [One](https://archiveofourown.org/collections/x/works/12345/chapters/9?view_adult=true).\n",
        tmp_path,
    )
    assert re.findall(r'href="([^"]+)"', bodies(stories[0])) == [
        f"#{stories[1].key}",
        f"#{stories[1].key}",
        "https://example.org/world/map",
    ]
    assert re.findall(r'href="([^"]+)"', bodies(stories[1])) == [f"#{stories[0].key}"]
    assert same(found) == []


def test_an_address_that_two_stories_name_leads_to_neither(tmp_path: Path) -> None:
    source = "source: https://example.org/series/lamps-of-summer"
    stories, found = compiled(
        f"--- one.md\n---\ntitle: One\n{source}\n---\n\n{PROSE}\n\n[Here](https://example.org/series/lamps-of-summer).\n"
        f"--- two.md\n---\ntitle: Two\n{source}\n---\n\n{OTHER}\n",
        tmp_path,
    )
    assert 'href="https://example.org/series/lamps-of-summer"' in bodies(stories[0])
    assert same(found) == []


def test_one_work_from_two_files_is_reported(tmp_path: Path) -> None:
    _, found = compiled(
        "--- a.md\n---\ntitle: One\nsource: https://archiveofourown.org/works/12345\n---\n\nShort words.\n"
        "--- b.md\n---\ntitle: One\nsource: http://ao3.org/works/12345/chapters/3\n---\n\nOther words.\n"
        f"--- c.txt\nTitle: The Lamp\n\n{PROSE}\n\n{OTHER}\n"
        f"--- d.html\n<html><body><h1>Lamp</h1><p>{PROSE}</p><p>A new end, with some more in it.</p></body></html>\n"
        "--- e.txt\nTitle: The Tide\n\nNo other story has these words, and there are not many of them.\n",
        tmp_path,
    )
    assert same(found) == [
        "b.md: 'One' is the same work as 'One' in 'a.md': both are ao3 12345",
        "d.html: 'Lamp' is the same work as 'The Lamp' in 'c.txt': their texts are the same for the most part",
    ]


def test_stories_of_one_author_are_no_copies(tmp_path: Path) -> None:
    head = "Author: Ada\nWebsite: http://www.example.org/~ada/\nDisclaimer: The sea belongs to nobody, it never did.\n"
    _, found = compiled(f"--- a.txt\nTitle: One\n{head}\n{PROSE}\n--- b.txt\nTitle: Two\n{head}\n{OTHER}\n", tmp_path)
    assert same(found) == []


@pytest.mark.parametrize(
    ("url", "work"),
    [
        ("https://archiveofourown.org/works/1/chapters/2#work_endnotes", "ao3 1"),
        ("http://www.archiveofourown.org/downloads/1/a.epub", "ao3 1"),
        ("https://www.fanfiction.net/s/77/3/The-Lamp", "ffn 77"),
        ("https://m.fanfiction.net/s/77/1/", "ffn 77"),
        ("https://forums.spacebattles.com/threads/the-lamp.4242/page-3", "spacebattles 4242"),
        ("http://example.org/efiction/viewstory.php?action=printable&sid=9", "example.org/efiction 9"),
        ("https://archiveofourown.org/users/ada", None),
    ],
)
def test_a_work_has_one_name_whatever_its_address(url: str, work: str | None) -> None:
    assert addresses.work(url) == work


IDS = st.sampled_from(["fn1", "fnref1", "s001", "s001-at-fn1", "s002-c01", "a b", "é", "front", "cover", "page"])


def with_ids(ids: list[str], word: str, key: str) -> Story:
    links = "".join(f'<p id="{name}"><a href="#{name}">{word}{at}</a></p>' for at, name in enumerate(ids))
    (draft,) = html.read(Path(f"{word}.html"), f"<html><body><h1>{word}</h1>{links}</body></html>".encode())
    return passes.tidy(draft, key=key, language="en", typography=Typography())


@settings(max_examples=40, deadline=None)
@given(first=st.lists(IDS, min_size=1, max_size=5), second=st.lists(IDS, min_size=1, max_size=5))
def test_ids_of_two_stories_never_meet(first: list[str], second: list[str]) -> None:
    stories = [with_ids(first, "dusk", "s001"), with_ids(second, "night", "s002")]
    ids = [name for story in stories for name in re.findall(r'\sid="([^"]+)"', bodies(story))]
    assert len(ids) == len(set(ids))
    for story, names in zip(stories, (first, second), strict=True):
        own = re.findall(r'\sid="([^"]+)"', bodies(story))
        links = re.findall(r'href="#([^"]+)"', bodies(story))
        assert set(links) <= set(own)
        assert all(name.startswith(f"{story.key}-at-") for name in own)
        assert len(links) == len(names)


def test_images_and_notes_of_two_stories_never_meet(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        Image.new("RGB", (300, 200), "red" if folder == "a" else "blue").save(tmp_path / folder / "map.png")
    text = "\n\nWords[^1] and ![a map](map.png).\n\n[^1]: A note.\n"
    stories, _ = compiled(f"--- a/one.md\n# One\n\n{PROSE}{text}--- b/two.md\n# Two\n\n{OTHER}{text}", tmp_path)
    names = [picture.name for story in stories for picture in story.pictures]
    assert len(names) == len(set(names)) == 2
    for story in stories:
        assert f'id="{story.key}-at-fn-1"' in bodies(story)
        assert f'href="#{story.key}-at-fnref-1"' in bodies(story)
        assert "A note." in plain(bodies(story))
