"""What the structural passes make of drafts: clean markup, chapters, notes and scene breaks."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefiles import Case, cases
from ficbind import xhtml
from ficbind.checks.fidelity import check_story
from ficbind.conventions import breaks, headings
from ficbind.conventions import notes as note_signs
from ficbind.manifest.values import NotePolicy, Typography
from ficbind.model import Chapter, Draft, Fact, Field, Metadata, Origin, Section, Story
from ficbind.passes import tidy
from ficbind.passes.sanitize import sanitize
from ficbind.vocabulary import ELEMENTS, INLINES, STORY_CLASSES, VOID
from ficbind.xhtml import Element, Markup

Judge = Callable[[Case, str], None]
STRUCTURE = Typography(quotes=False, dashes=False, ellipses=False, spaces=False)
PATH = Path("story.txt")
_POLICIES: dict[str, NotePolicy] = {"T011": "end", "T012": "drop", "T013": "drop"}


def draft_of(text: str) -> Draft:
    """Make a draft of a case: `== title` begins a section, lines that begin with `<` are markup, others paragraphs."""
    metadata, sections, source = Metadata(), [Section(None, Markup(""))], []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("story title: "):
            metadata = Metadata((Fact(Field.TITLE, (line.removeprefix("story title: "),), Origin.HEADER),))
            source.append("")
        elif line.startswith("=="):
            sections.append(Section(line.strip("= ") or None, Markup("")))
            source.append(line)
        elif line.startswith("<"):
            markup = re.sub(r"^<(p|hr|h\d|div|blockquote)\b", rf'<\1 data-line="{number}"', line)
            sections[-1] = _with(sections[-1], markup)
            source.append(xhtml.plain(re.sub("<!--.*?-->", "", line)).replace("\n", " "))
        elif line.strip():
            sections[-1] = _with(sections[-1], f'<p data-line="{number}">{escape(line)}</p>')
            source.append(line)
        else:
            source.append("")
    if len(sections) > 1 and not sections[0].markup:
        del sections[0]
    return Draft(PATH, metadata, tuple(sections), "\n".join(source))


def _with(section: Section, markup: str) -> Section:
    return replace(section, markup=Markup(f"{section.markup}\n{markup}"))


def tidied(text: str, **switches: bool) -> Story:
    story = tidy(draft_of(text), key="s001", language="en", typography=replace(STRUCTURE, **switches))
    assert check_story(story) == ()
    return story


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


@pytest.mark.parametrize("case", cases("passes/footnotes"), ids=str)
def test_notes_that_links_call_are_told_from_other_places(case: Case, judge: Judge) -> None:
    judge(case, told(tidied(case.given, scene_breaks=False, chapters=False, notes=False)))


@pytest.mark.parametrize("case", cases("passes/passages"), ids=str)
def test_marked_passages_say_who_speaks_and_who_signs(case: Case, judge: Judge) -> None:
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


@pytest.mark.parametrize("case", cases("messages/tidying"), ids=str)
def test_tidying_says_what_it_took_and_guessed(case: Case, judge: Judge) -> None:
    language = "tlh" if case.name.startswith("T006") else "en"
    policy = _POLICIES.get(case.name[:4], "keep")
    story = tidy(draft_of(case.given), key="s001", language=language, typography=Typography(), authors_notes=policy)
    judge(case, "\n".join(str(diagnostic) for diagnostic in story.diagnostics))


@pytest.mark.parametrize("case", cases("passes/tidy"), ids=str)
def test_a_whole_story_is_tidied(case: Case, judge: Judge) -> None:
    judge(case, told(tidy(draft_of(case.given), key="s001", language="en-GB", typography=Typography())))


# Properties of any draft

TYPED = """\
***
oOo
xxx
xoxo
...
Chapter 1
Chapter 2: The Edge
Chapter 3
Chapter 9
CHAPTER TWO
Part One
Prologue
Epilogue
1
2
3
1. Milk
II
The Edge
A/N: hello
(A/N: hello
there)
[AN: one
two]
End A/N
Please review!
Note: bring milk
~Jo
Thoughts?
Disclaimer: not mine
I don't own anything worth stealing.
Thanks for reading!
Harry's POV
12 March 1942
-- London --
P.S.: more
Title (1/2)
Title (2/2)
LINE BREAK
The End
Rain fell on the roofs of the town, and nobody was about.
"No," she said."""
MARKED = """\
<br/>
<br/><br/>
<hr/>
&#160;
<img src="x" alt="a cat"/>
<!-- c -->
<a id="x"/>"""
TAGS = """\
p p p p div div em i b span blockquote ul li ol dl dt dd table tr td h1 h2 h3 h5 center section blink a sup pre font
figure figcaption aside"""
LOOKS = """\


 class="centred"
 class="letter"
 class="note"
 class="verse"
 style="font-style:italic"
 align="right"
 dir="rtl"
 id="x"
 lang="fr"
 href="#x"
 href="http://example.org/\""""

LINES = st.one_of(
    st.sampled_from(TYPED.splitlines()),
    st.text("abcdef ABC.,!?'\"“”—-*~#()/:1234\n", min_size=1, max_size=60),
)
LEAVES = st.one_of(LINES.map(escape), st.sampled_from(MARKED.splitlines()))


def _wrapped(tag: str, look: str, inner: list[str]) -> str:
    return f"<{tag}{look}>{''.join(inner)}</{tag}>"


MARKUP = st.recursive(
    st.one_of(LEAVES, LINES.map(lambda line: f"<p>{escape(line)}</p>")),
    lambda inner: st.builds(
        _wrapped, st.sampled_from(TAGS.split()), st.sampled_from(LOOKS.splitlines()), st.lists(inner, max_size=4)
    ),
    max_leaves=25,
)
BODIES = st.lists(MARKUP, max_size=12).map("\n".join)
STORIES = st.lists(st.lists(LINES, max_size=12).map("\n".join), min_size=1, max_size=3).map("\n== A title\n".join)


def _sanitized(markup: str) -> Element:
    return sanitize(xhtml.parse(markup), frozenset({"x"})).root


def _gapless(root: Element) -> str:
    return re.sub(' data-gap="[0-9]+"', "", xhtml.serialise(root))


@given(BODIES)
@settings(deadline=None, max_examples=150)
def test_sanitizing_keeps_every_word_and_ends_at_once(markup: str) -> None:
    before = xhtml.parse(re.sub("(</?)(h5|center)", r"\1div", re.sub("<!--.*?-->", "", markup)))
    once = _sanitized(markup)
    assert xhtml.words(xhtml.plain(once)) == xhtml.words(xhtml.plain(before))
    clean = _gapless(once)
    assert _gapless(_sanitized(clean)) == clean


@given(BODIES)
@settings(deadline=None, max_examples=150)
def test_whatever_comes_in_is_in_the_closed_vocabulary(markup: str) -> None:
    story = tidy(
        Draft(PATH, Metadata(), (Section(None, Markup(markup)),), ""), key="s001", language="en", typography=STRUCTURE
    )
    for chapter in story.chapters:
        root = xhtml.parse(chapter.body)
        assert not (root.text or "").strip()
        for node in root.iterdescendants():
            judge_element(node, root)


def judge_element(node: Element, root: Element) -> None:
    assert node.tag in ELEMENTS
    assert set(node.keys()) <= ELEMENTS[node.tag] | {"class", "dir", "id", "lang"}
    assert set((node.get("class") or "").split()) <= STORY_CLASSES
    if node.tag not in VOID | {"dd", "dt", "td", "th"}:
        assert len(node) or (node.text or "").strip(), node.tag
    if node.getparent() is root:
        assert node.tag not in INLINES
        assert not (node.tail or "").strip()
    if node.tag in {"p", "h1", "h2", "h3", "h4", "dt", "pre"} or node.tag in INLINES:
        assert all(child.tag in INLINES for child in node)


@given(STORIES)
@settings(deadline=None, max_examples=300)
def test_no_word_is_lost_in_any_story(text: str) -> None:
    tidied(text)


@given(STORIES)
@settings(deadline=None, max_examples=200)
def test_marks_of_scenes_and_notes_stay_as_they_are(text: str) -> None:
    once = tidied(text)
    assert _again(once, replace(STRUCTURE, chapters=False)) == once.chapters


@given(st.lists(LINES, max_size=15).map("\n".join))
@settings(deadline=None, max_examples=200)
def test_a_parted_story_stays_as_it_is(text: str) -> None:
    once = tidied(text, scene_breaks=False, notes=False)
    assert _again(once, replace(STRUCTURE, scene_breaks=False, notes=False)) == once.chapters


def _again(story: Story, typography: Typography) -> tuple[Chapter, ...]:
    sections = tuple(Section(chapter.title, Markup(chapter.body)) for chapter in story.chapters)
    return tidy(Draft(PATH, Metadata(), sections, ""), key="s001", language="en", typography=typography).chapters
