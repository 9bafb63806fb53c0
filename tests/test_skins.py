"""Work skins and styles: their meaning reaches the book, they never do."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefiles import Case, cases
from ficbind import xhtml
from ficbind.checks.fidelity import check_story
from ficbind.model import Draft, Story
from ficbind.passes import tidy
from ficbind.readers.html.page import Page
from test_passes_structure import STRUCTURE, draft_of, judge_element, told


def dressed(draft: Draft) -> Story:
    story = tidy(draft, key="s001", language="en", typography=replace(STRUCTURE, chapters=False, notes=False))
    assert check_story(story) == ()
    return story


def page_of(text: str) -> Draft:
    page = Page.of(Path("story.html"), text)
    return replace(page.draft([(None, [page.root])]), diagnostics=())


@pytest.mark.parametrize("case", cases("passes/skins"), ids=str)
def test_a_skin_becomes(case: Case, judge: Callable[[Case, str], None]) -> None:
    kind, _, text = case.given.partition("\n")
    judge(case, told(dressed(page_of(text) if kind == "page" else draft_of(case.given))))


# Properties of any page

TAGS = re.findall(
    r"\w+", "p p p div div span span b font mark table tr td details summary dl dt dd ul li figure blockquote sup a"
)
CLASSES = re.findall(
    r"[\w-]+", "phone chat text reply message sent name letter email newspaper spoiler left-out voice-a center x y note"
)
STYLES = """\
color:red
color:#00f;background:#00f
background:yellow
font-family:Courier
margin-left:40px
text-align:right
font-variant:small-caps;vertical-align:super
display:none
position:fixed;content:"x" """.splitlines()
LEAVES = st.one_of(
    st.sampled_from(["One. ", "two three ", "<br>", "<hr>", "&nbsp;", '<img src="x" alt="a cat">', "<img src=y>"]),
    st.text("abc AB.,!?\n", min_size=1, max_size=30),
)
SHEETS = st.lists(
    st.tuples(
        st.sampled_from([".x", ".y", "p.x", ".phone > .y", "*", "{", ".x::before", "#i .x"]), st.sampled_from(STYLES)
    ),
    max_size=4,
).map(lambda rules: "".join(f"{selector} {{ {style} }}\n" for selector, style in rules))


def _element(tag: str, name: str, style: str, inner: list[str]) -> str:
    return f"<{tag} class='{name}' style='{style}'>{''.join(inner)}</{tag}>"


PAGES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        _element,
        st.sampled_from(TAGS),
        st.sampled_from(CLASSES),
        st.sampled_from(["", *STYLES]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@given(SHEETS, st.lists(PAGES, min_size=1, max_size=6).map("".join))
@settings(deadline=None, max_examples=200)
def test_no_word_is_lost_and_no_style_gets_through(sheet: str, body: str) -> None:
    story = dressed(page_of(f"<style>{sheet}</style><p>Begin.</p>{body}"))
    for chapter in story.chapters:
        tags = re.findall("<[^>]*>", chapter.body)
        assert not [tag for tag in tags if re.search(r"style|color|font|src=\"[xy]|position|Courier", tag)]
        root = xhtml.parse(chapter.body)
        for node in root.iterdescendants():
            judge_element(node, root)


def test_a_sheet_of_any_size_is_read_at_once() -> None:
    sheet = "".join(f".c{number} .d{number} {{ font-style: italic }}\n" for number in range(20_000))
    body = "".join(f"<p class='c{number}'><i class='d{number}'>w{number}</i></p>" for number in range(20_000))
    before = time.process_time()
    assert len(page_of(f"<style>{sheet}</style>{body}").sections) == 1
    assert time.process_time() - before < 5
