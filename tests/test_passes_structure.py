"""What the structural passes make of drafts: clean markup, chapters, notes and scene breaks."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from casefiles import Case, cases
from hypothesis import given, settings
from hypothesis import strategies as st

from ficbind import xhtml
from ficbind.conventions import breaks, headings
from ficbind.conventions import notes as note_signs
from ficbind.manifest.values import Typography
from ficbind.model import Draft, Fact, Field, Metadata, Origin, Section, Story
from ficbind.passes import tidy
from ficbind.passes.sanitize import sanitize
from ficbind.vocabulary import ELEMENTS, STORY_CLASSES
from ficbind.xhtml import Markup

Judge = Callable[[Case, str], None]
STRUCTURE = Typography(quotes=False, dashes=False, ellipses=False, spaces=False)
PATH = Path("story.txt")


def draft_of(given: str) -> Draft:
    """Make a draft of a case: `== title` begins a section, lines that begin with `<` are markup, others paragraphs."""
    metadata, sections, markup, title = Metadata(), [], [], None
    begun = False
    for number, line in enumerate(given.split("\n"), start=1):
        if line.startswith("story title: "):
            metadata = Metadata((Fact(Field.TITLE, (line.removeprefix("story title: "),), Origin.HEADER),))
        elif line.startswith("=="):
            if begun:
                sections.append(Section(title, Markup("\n".join(markup))))
            title, markup, begun = line.strip("= ") or None, [], True
        elif line.startswith("<"):
            markup.append(re.sub(r"^<(p|hr|h\d|div|blockquote)\b", rf'<\1 data-line="{number}"', line))
        elif line.strip():
            markup.append(f'<p data-line="{number}">{escape(line)}</p>')
    sections.append(Section(title, Markup("\n".join(markup))))
    return Draft(PATH, metadata, tuple(sections), given)


def tidied(given: str, **switches: bool) -> Story:
    typography = Typography(quotes=False, dashes=False, ellipses=False, spaces=False, **switches)
    return tidy(draft_of(given), key="s001", language="en", typography=typography)


def told(story: Story) -> str:
    """Write a story as a case expects it."""
    lines = []
    for chapter in story.chapters:
        lines += [f"# {chapter.title}" if chapter.title else "#", chapter.body]
    for removal in story.removals:
        moved = f" to line {removal.moved_to}" if removal.moved_to else ""
        lines.append(f"- line {removal.line}{moved}: {removal.text!r} ({removal.reason})")
    lines += [str(diagnostic) for diagnostic in story.diagnostics]
    return "\n".join(line for line in lines if line)


@pytest.mark.parametrize("case", cases("passes/sanitize"), ids=str)
def test_markup_comes_into_the_closed_vocabulary(case: Case, judge: Judge) -> None:
    judge(case, told(tidied(case.given, scene_breaks=False, chapters=False, notes=False)))


@pytest.mark.parametrize("case", cases("passes/headings"), ids=str)
def test_a_story_parts_at_its_headings(case: Case, judge: Judge) -> None:
    if case.name.startswith("lines:"):
        judge(case, "\n".join(f"{line} -> {_heading(line)}" for line in case.given.split("\n")))
    else:
        judge(case, told(tidied(case.given, scene_breaks=False, notes=False)))


def _heading(line: str) -> str:
    heading = headings.parse(line)
    return f"{heading.kind} {heading.number}: {heading.text!r}" if heading else "prose"


@pytest.mark.parametrize("case", cases("passes/scene_breaks"), ids=str)
def test_what_stands_between_scenes_is_marked(case: Case, judge: Judge) -> None:
    if case.name.startswith("lines:"):
        judge(case, "\n".join(f"{line} -> {breaks.form(line) or 'prose'}" for line in case.given.split("\n")))
    else:
        judge(case, told(tidied(case.given, chapters=False, notes=False)))


@pytest.mark.parametrize("case", cases("passes/notes"), ids=str)
def test_authors_notes_are_marked_and_prose_is_not(case: Case, judge: Judge) -> None:
    if case.name.startswith("lines:"):
        judge(case, "\n".join(f"{line} -> {_sign(line)}" for line in case.given.split("\n")))
    else:
        judge(case, told(tidied(case.given, chapters=False)))


def _sign(line: str) -> str:
    if note_signs.starts_note(line):
        return "a note"
    at_edges = note_signs.labels_note(line) or note_signs.speaks_to_readers(line)
    return "a note at the edges" if at_edges else "prose"


@pytest.mark.parametrize("case", cases("passes/tidy"), ids=str)
def test_a_whole_story_is_tidied(case: Case, judge: Judge) -> None:
    judge(case, told(tidy(draft_of(case.given), key="s001", language="en-GB", typography=Typography())))
