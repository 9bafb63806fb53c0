"""Where the author's notes go: they stay, are gathered for the end, or are left out, and no word is lost unsaid."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefiles import Case, cases
from ficbind.checks.fidelity import check_story
from ficbind.diagnostics import FicbindError
from ficbind.manifest import load
from ficbind.manifest.values import NOTE_POLICIES, NotePolicy
from ficbind.model import Fact, Field, Metadata, Origin, Story
from ficbind.passes import tidy
from ficbind.pipeline import Request, build, make
from ficbind.xhtml import parse, plain, words
from test_passes_structure import STRUCTURE, draft_of, told

LINES = st.sampled_from(
    [
        "A/N: Hello again.",
        "(A/N: I could not resist.)",
        "A/N: Thanks for reading!",
        "* * *",
        "Chapter 1",
        "Chapter 2: The Edge",
        "Author's Note",
        "She left the lamp where it stood and went down to the harbour.",
        "It was late.",
        '<aside class="note"><p>A word before</p><p id="foot">and below, A/N: too</p></aside>',
        '<p>See <a href="#foot">below</a>.</p>',
        "<blockquote><aside class='note'><p>A note in a letter.</p></aside></blockquote>",
    ]
)


def settled(text: str, policy: NotePolicy) -> Story:
    return tidy(draft_of(text), key="s001", language="en", typography=STRUCTURE, authors_notes=policy)


@pytest.mark.parametrize("case", cases("passes/authors-notes"), ids=str)
def test_notes_go_where_the_policy_says(case: Case, judge: Callable[[Case, str], None]) -> None:
    policy = next(each for each in NOTE_POLICIES if each == case.name.partition(":")[0])
    story = settled(case.given, policy)
    assert check_story(story) == ()
    notes = [f"note of chapter {note.chapter} after {note.place}\n{note.body}" for note in story.notes]
    judge(case, "\n".join([told(replace(story, removals=())), *notes]))


@given(st.lists(LINES, max_size=12).map("\n".join), st.sampled_from(NOTE_POLICIES))
@settings(max_examples=300)
def test_no_word_is_lost_unsaid_wherever_notes_go(text: str, policy: NotePolicy) -> None:
    story = settled(text, policy)
    assert check_story(story) == ()
    everything = " ".join([*(chapter.body for chapter in story.chapters), *(note.body for note in story.notes)])
    ids = set(re.findall(r'id="([^"]+)"', everything))
    assert set(re.findall(r'href="#([^"]+)"', everything)) <= ids
    assert {note.place for note in story.notes if note.place} <= ids


@pytest.mark.parametrize("policy", ["end", "book-end"])
def test_moving_notes_loses_none(policy: NotePolicy) -> None:
    text = "A/N: One.\nShe left.\nA/N: Two, then three.\nChapter 2\nIt was late.\nA/N: Four."
    kept, moved = settled(text, "keep"), settled(text, policy)

    def every(story: Story) -> list[str]:
        return sorted(words(" ".join(plain(each.body) for each in (*story.chapters, *story.notes))))

    assert every(kept) == every(moved)
    assert not any("<aside" in chapter.body for chapter in moved.chapters)


@pytest.mark.parametrize(
    ("origin", "policy", "stays"),
    [
        (Origin.HEADER, "keep", True),
        (Origin.HEADER, "drop", False),
        (Origin.HEADER, "end", False),
        (Origin.MANIFEST, "drop", True),
    ],
)
def test_notes_above_a_story_go_the_same_way(origin: Origin, policy: NotePolicy, stays: bool) -> None:
    draft = draft_of("She left.")
    fact = Fact(Field.NOTES, ("Written in one night.",), origin, None)
    draft = replace(draft, metadata=Metadata((fact,)))
    story = tidy(draft, key="s001", language="en", typography=STRUCTURE, authors_notes=policy)
    assert (story.metadata.get(Field.NOTES) is not None) == stays
    assert [plain(note.body) for note in story.notes] == (["Written in one night."] if policy == "end" else [])


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    text = (
        "Title: {0}\nAuthor: Ada\nNotes: Written at night.\n\nA/N: Hi.\n\nChapter 1\n\nIt rained.\n\nChapter 2\n\nIt\n"
    )
    for name in ("Rain", "Snow"):
        (tmp_path / f"{name}.txt").write_text(text.format(name), encoding="utf-8")
    path = tmp_path / "anthology.yaml"
    stories = "stories:\n  - Rain.txt\n  - {file: Snow.txt, authors-notes: end}\n"
    path.write_text(f"title: Weather\nlanguage: de\nauthors-notes: book-end\n{stories}", encoding="utf-8")
    return path


def test_a_story_decides_over_the_book(manifest: Path) -> None:
    assert [entry.authors_notes for entry in load(manifest).entries] == ["book-end", "end"]


def test_gathered_notes_have_a_page_with_a_way_back(manifest: Path) -> None:
    book = make(manifest).book
    rain, snow = book.works
    page = next(page for page in book.back if page.kind == "authors-notes")
    assert rain.notes is None
    assert snow.notes is not None
    assert page.title == "Anmerkungen der Autorinnen und Autoren"
    assert [link.get("href") for link in parse(page.body).iter("a")][:1] == [f"#{rain.front.id}"]
    assert "Written at night." in plain(page.body)
    assert "Written at night." in plain(snow.notes.body)
    assert "Written at night." not in plain(rain.front.body) + plain(snow.front.body)
    kinds = [child.kind for entry in book.contents for child in entry.children]
    assert kinds.count("notes") == 1


def test_both_books_have_every_note_and_every_word(manifest: Path) -> None:
    report = build(Request(manifest))
    assert not report.failed, report.diagnostics
    assert [output.format for output in report.outputs] == ["epub", "pdf"]


def test_the_page_of_notes_can_be_placed_named_and_introduced_but_not_left_out(manifest: Path) -> None:
    text = manifest.read_text("utf-8")
    named = "back: [colophon, authors-notes: {title: A Word, text: Read these.}]\n"
    manifest.write_text(text + named, encoding="utf-8")
    page = next(page for page in make(manifest).book.back if page.kind == "authors-notes")
    assert page.title == "A Word"
    assert "Read these." in plain(page.body)
    assert "Written at night." in plain(page.body)
    manifest.write_text(f"{text}back: [authors-notes: none]\n", encoding="utf-8")
    with pytest.raises(FicbindError, match="the page 'authors-notes' cannot be left out"):
        make(manifest)
