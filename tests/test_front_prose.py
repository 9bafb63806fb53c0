"""What a source says of a story in prose keeps its emphasis, its lines and its links."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles import Case, cases
from ficbind import readers
from ficbind.checks.fidelity import check_story
from ficbind.manifest.values import Typography
from ficbind.model import Fact, Field, Metadata, Origin, Story
from ficbind.passes import tidy
from ficbind.pipeline import make
from ficbind.xhtml import parse, plain
from test_passes_structure import STRUCTURE, draft_of

PAGE = """<html><head><title>The Ferry</title></head><body><div id="preface">
<p class="message"><b>The Ferry</b><br/>Posted originally on the
<a href="http://archiveofourown.org/">Archive of Our Own</a> at
<a href="http://archiveofourown.org/works/119">http://archiveofourown.org/works/119</a>.</p>
<div class="meta"><h1>The Ferry</h1><div class="byline">by <a href="/users/jane">jane</a></div>
<p>Summary</p><blockquote class="userstuff">{summary}</blockquote>
<p>Notes</p><blockquote class="userstuff">{notes}</blockquote></div></div>
<div id="chapters" class="userstuff"><p>She rowed out into the <a id="storm">storm</a>.</p></div></body></html>"""


def story(folder: Path, case: str) -> Story:
    summary, _, notes = case.partition("\n---\n")
    path = folder / "ferry.html"
    path.write_text(PAGE.format(summary=summary, notes=notes), encoding="utf-8")
    return tidy(readers.read(path)[0], key="s-ferry", language="en", typography=Typography())


@pytest.mark.parametrize("case", cases("passes/front-prose"), ids=str)
def test_what_is_said_in_prose_keeps_its_form(case: Case, tmp_path: Path, judge: Callable[[Case, str], None]) -> None:
    made = story(tmp_path, case.given)
    assert check_story(made) == ()
    judge(case, "\n".join(f"{field.value}\n{body}" for field, body in made.prose.items()))


def test_typed_emphasis_is_set_wherever_it_is_typed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title: A\nSummary: A *fine* day.\n\nIt rained.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("---\ntitle: B\nsummary: A *fine* day.\n---\n\nIt snowed.\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text("Title: C\n\nIt hailed.\n", encoding="utf-8")
    manifest = tmp_path / "anthology.yaml"
    stories = "[a.txt, b.md, {file: c.txt, summary: A *fine* day.}]"
    manifest.write_text(f"title: Days\nlanguage: en\nstories: {stories}\n", encoding="utf-8")
    works = make(manifest).book.works
    assert [work.story.metadata.text(Field.SUMMARY) for work in works] == ["A fine day."] * 3
    assert [work.front.body.count("<p>A <em>fine</em> day.</p>") for work in works] == [1, 1, 1]


FANFICFARE = """<html><head><title>Ferry</title></head><body><h1><a href="https://example.org/s/1">Ferry</a> by
<a class="authorlink" href="https://example.org/u/2">jane</a></h1><table class="full">
<tr><td><b>Summary:</b></td><td><p>A <em>fine</em> day.</p><p>Or <a href="https://example.org/x">not</a>.</p></td></tr>
<tr><td><b>Status:</b></td><td>Completed</td></tr></table>
<a name="TOCTOP"><h2>Table of Contents</h2></a><p><a href="#section0001">1. One</a><br/></p>
<a name="section0001"><h2>1. One</h2></a><p>She rowed out.</p></body></html>"""


def test_a_table_of_facts_keeps_the_form_of_a_summary(tmp_path: Path) -> None:
    path = tmp_path / "ferry.html"
    path.write_text(FANFICFARE, encoding="utf-8")
    fact = readers.read(path)[0].metadata.get(Field.SUMMARY)
    assert fact
    assert fact.values == ("A fine day.", "Or not.")
    assert "<em>fine</em>" in str(fact.markup)
    assert 'href="https://example.org/x"' in str(fact.markup)


def test_what_the_manifest_says_stands_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "ferry.html"
    path.write_text(PAGE.format(summary="<p>An <em>old</em> one.</p>", notes=""), encoding="utf-8")
    read = readers.read(path)[0]
    said = Metadata((Fact(Field.SUMMARY, ("A *new* one.",), Origin.MANIFEST),))
    metadata = read.metadata.under(said)
    assert metadata.get(Field.SUMMARY) == said.facts[0]


@given(st.lists(st.text("ab <>&*-_\n\"'", max_size=12), min_size=1, max_size=4))
def test_no_word_of_it_is_lost(texts: list[str]) -> None:
    facts = (Fact(Field.SUMMARY, tuple(texts), Origin.HEADER),)
    draft = replace(draft_of("It rained."), metadata=Metadata(facts))
    made = tidy(draft, key="s001", language="en", typography=STRUCTURE)
    assert _letters(plain(parse(made.prose[Field.SUMMARY]))) == _letters("".join(texts))


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalpha())
