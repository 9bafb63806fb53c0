"""Signs that turn the direction of writing are paired within each block, or gone."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ficbind import passes, xhtml
from ficbind.checks.fidelity import check_story
from ficbind.manifest.values import Typography
from ficbind.model import Draft, Fact, Field, Metadata, Origin, Section
from ficbind.passes.directions import settled
from ficbind.xhtml import Markup

BEGIN, END = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068", "\u202c\u2069"
TEXTS = st.text(alphabet=f"ab {BEGIN}{END}", max_size=30)


def is_paired(text: str) -> bool:
    signs = [char for char in text if char in BEGIN + END]
    while any(one in BEGIN and other in END for one, other in pairwise(signs)):
        at = next(at for at, (one, other) in enumerate(pairwise(signs)) if one in BEGIN and other in END)
        if (signs[at] in BEGIN[4:]) != (signs[at + 1] == END[1]):
            return False
        del signs[at : at + 2]
    return not signs


@given(TEXTS)
def test_what_is_left_is_paired_and_settled(text: str) -> None:
    kept = settled(text)
    assert is_paired(kept)
    assert settled(kept) == kept
    assert [char for char in kept if char in "ab "] == [char for char in text if char in "ab "]
    assert kept == text or not is_paired(text)


@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4))
def test_no_block_of_a_story_turns_the_next(texts: list[str]) -> None:
    markup = "".join(f'<p data-line="{at}">x{text[:3]}<em>{text[3:]}</em>y</p>' for at, text in enumerate(texts, 1))
    fact = Fact(Field.TITLE, (f"x{texts[0]}",), Origin.HEADER)
    source = "\n".join((f"t{texts[-1]}", *(f"x{text}y" for text in texts)))
    draft = Draft(Path("a.html"), Metadata((fact,)), (Section(f"t{texts[-1]}", Markup(markup)),), source)
    story = passes.tidy(draft, key="s001", language="en", typography=Typography(chapters=False))
    assert is_paired(story.title)
    assert check_story(story) == ()
    assert all(is_paired(chapter.title or "") for chapter in story.chapters)
    assert all(is_paired(line) for chapter in story.chapters for line in xhtml.plain(chapter.body).split("\n"))
