"""No word is lost between a file and its draft, and no bytes bring a reader down."""

import time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ficbind import readers
from ficbind.diagnostics import FicbindError
from ficbind.model import Draft
from ficbind.xhtml import parse, plain, words

LINES = st.one_of(
    st.text(st.sampled_from("ab e.,'\"*_/-!?:<>&#~=|()[]0oxX\t"), max_size=90),
    st.sampled_from(
        [
            "",
            "",
            "",
            "Title: The Lamp",
            "The Lamp",
            "by Jane Doe",
            "Rating: PG | Pairing: A/B",
            "Summary: it went out",
            "Summary",
            "Note: beware",
            "From: Mara",
            "***",
            "-----",
            "Chapter 1: The Dark",
            "The End",
            "TBC",
            "CONTENTS",
            "*** START OF THIS PROJECT GUTENBERG EBOOK X ***",
            "End of the Project Gutenberg EBook",
            "Disclaimer:",
            "Soundtrack: rain",
            '"No," she said.',
            "> Dear Mara,",
            ">",
            "> The lamp has gone out again, and I do not know why it does.",
            "_She went down",
            "and up again._",
            "## The Dark",
            "# The Light",
            "-- ",
            "Jane Doe jane@lamp.example",
            "Day 1",
            "Two",
            "Feedback: yes",
            "Archive Warning:",
            "Stats:",
            "Work Text:",
            "Chapter Text",
            "Notes:",
            "Jane Doe        2,300 words",
            "<p>She had <br>gone<br/>.</p> <font color='red'>Red <b>and *so*</b></font>",
            "<hr><i>The Lamp</i><br>",
            "<b>Title:</b> The <i>Lamp</i><br>",
            "a <i>b <i>c</i> d</i> <span>",
            "<i>She</i> was *not* /there/ & _gone_.",
            "She had counted the stairs as she went down and she counted one too m-",
            "any, as she always did when the wind came from the sea and the house",
            "was empty of every other sound that she knew, or thought she knew. It",
        ]
    ),
)
STORIES = st.lists(LINES, min_size=1, max_size=40).map("\n".join)


def read(data: bytes, name: str = "story.txt") -> Draft | None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            return readers.read(path)[0]
        except FicbindError:
            return None


def without_removals(draft: Draft) -> list[str]:
    """Cut each removal from the source at its first occurrence at or after its line, and never before the last cut."""
    starts = [0]
    for row in draft.source.split("\n"):
        starts.append(starts[-1] + len(row) + 1)
    kept = []
    at = 0
    for removal in draft.removals:
        found = draft.source.find(removal.text, max(at, starts[removal.line - 1]))
        assert found >= 0, removal
        kept.append(draft.source[at:found])
        at = found + len(removal.text)
    kept.append(draft.source[at:])
    return words("\n".join(kept))


def told(draft: Draft) -> list[str]:
    return [word for section in draft.sections for word in words(f"{section.title or ''}\n{plain(section.markup)}")]


@settings(max_examples=300, deadline=None)
@given(STORIES)
def test_no_word_is_lost(text: str) -> None:
    draft = read(text.encode())
    if draft is not None:
        assert told(draft) == without_removals(draft)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_give_a_draft_or_an_error(data: bytes) -> None:
    draft = read(data)
    if draft is not None:
        assert all(parse(section.markup) is not None for section in draft.sections)
        assert told(draft) == without_removals(draft)


@settings(max_examples=60, deadline=None)
@given(STORIES)
def test_blocks_stand_in_the_order_of_their_lines(text: str) -> None:
    draft = read(text.encode())
    if draft is not None:
        numbers = [
            int(node.get("data-line", "0"))
            for section in draft.sections
            for node in parse(section.markup)
            if node.get("data-line")
        ]
        assert all(first <= second for first, second in pairwise(numbers))


def test_a_long_novel_is_read_quickly() -> None:
    paragraph = (
        "Below her the *clock* struck two. She counted the stairs as she went down, and counted one too many. " * 4
    )
    novel = "The Lamp\n\n" + f"{paragraph}\n\n“No,” she said.\n\n" * 4500
    data = novel.encode()
    began = time.process_time()
    draft = read(data)
    taken = time.process_time() - began
    assert draft is not None
    assert len(told(draft)) > 340_000
    assert taken < 4, f"took {taken:.1f} s"
