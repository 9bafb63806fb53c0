"""Markdown of any kind: no word is lost, no harm comes in, and messages name the line that an editor shows."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ficbind import passes, xhtml
from ficbind.checks.fidelity import check_story
from ficbind.diagnostics import FicbindError
from ficbind.manifest.values import Typography
from ficbind.model import Draft, Story
from ficbind.readers import kinds
from ficbind.readers.markdown import reading

AS_TYPED = Typography(quotes=False, dashes=False, ellipses=False, spaces=False)
PIECES = (
    *("word", "Mara ", "1986. ", "- ", "> ", "    ", "# ", "## ", "***", "\n---\n", "\n===\n", "The End", "Chapter 1"),
    *("[a](http://x.org 'its title')", "[b][c]", "\n[c]: http://d.org 'tt'\n", "[^1]", "\n[^1]: note\n", "^[in *x*]"),
    *("`code`", "\n```py\nfoo\n```\n", "<b>", "</b>", "<i>", "\n<div>\n", "</div>", "<grin>", "<!-- c -->", "<!--"),
    *("<script>", "</script>", "&amp;", "&eacute;", "\\*", "*", "**", "_", "~~", "\n| a | b |\n|---|---|\n| 1 | 2 |\n"),
    *("\nTitle: X\nAuthor: Y\n", "\n1.\n", "[", "]", "(", ")", "<http://a.org>", "  \n", "é", "\n[Mara]: hi\n"),
)


def read(text: str) -> Draft:
    (draft,) = reading.read(Path("story.md"), text.encode())
    return draft


def tidied(text: str) -> Story:
    return passes.tidy(read(text), key="s001", language="en", typography=AS_TYPED)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "\n\n", "\n\n", " "]), min_size=1, max_size=30).map("".join))
def test_no_word_is_lost_whatever_was_typed(text: str) -> None:
    try:
        story = tidied(f"The first words.\n\n{text}")
    except FicbindError:
        return
    assert check_story(story) == ()


def test_what_stands_too_deep_for_the_parser_is_kept() -> None:
    deep = "\n".join(f"{'> ' * depth}word{depth}" for depth in range(0, 400, 7))
    story = tidied(f"Above.\n\n{deep}\n\n- x\n{'[' * 300}brackets{']' * 300} {'*a ' * 500}\n")
    assert check_story(story) == ()
    found = set(xhtml.words(xhtml.plain(story.chapters[0].body)))
    assert {f"word{depth}" for depth in range(0, 400, 7)} <= found


def test_marks_within_marks_are_text_where_they_end_nowhere() -> None:
    for opens, closes in (("![", "](u)"), ("[", "](u)"), ("^[", "]"), ("- ", ""), ("> ", ""), ("<b>", "</b>")):
        story = tidied(f"Words.\n\n{opens * 2000}x{closes * 2000}\n")
        assert check_story(story) == ()


def test_messages_name_the_lines_of_the_file() -> None:
    table = "| a | b |\n|---|---|\n| c | d |"
    draft = read(f"---\ntitle: X\n---\n\n# X\n\nOne  \ntwo\n\n> three\n\n{table}\n\nEnd.[^1]\n\n[^1]: Note.\n")
    lines = dict(zip(draft.source.split("\n"), (place.line for place in draft.places), strict=False))
    wanted = {"two": 8, "three": 10, "c": 14, "Note. ↑": 18}
    assert {text: lines[text] for text in wanted} == wanted


def test_the_ending_of_a_name_is_a_hint() -> None:
    story = b"The *lamp* went out.\n\n***\n\nThe tide came in.\n"
    assert [kinds.recognise(story, name) for name in ("a.txt", "a", "a.md", "a.MARKDOWN")] == [
        "text",
        "text",
        "markdown",
        "markdown",
    ]
    assert kinds.recognise(b"# One\n\nSee [this](http://x.org).\n", "a.txt") == "markdown"
