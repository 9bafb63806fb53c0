"""Pages of any shape keep every word, and nothing outside a page's own folder is opened for one."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ficbind import passes, readers
from ficbind.checks.fidelity import check_story
from ficbind.diagnostics import Diagnostic, FicbindError
from ficbind.manifest.values import Typography

WORDS = (
    "lamp|out it went|The Lamp|by Mara Lane|Rating: PG|Chapter 2|The End|Title: Dusk|* * *|Home|Contents|x|1. Dusk"
    "|Rated: T - English - Words: 9|-- |Feedback: yes|Summary"
)
TAGS = (
    "p|div|b|i|h1|h2|h3|a href='/x'|a href='#a' id='a'|li|td|table|tr|center|span|nav|footer|pre|font size=4|blockquote"
    "|div class=comments|div id=sidebar|ul|dl|dt|dd|div class=entry-content|p align=center|select name=chapter|article"
    "|option selected|div id=storytext|p data-p-id=1|form|div id=profile_top|div id=pagetitle|div class=chapter"
    "|div class=chaptertitle|div class=notes|span class=label|a href='viewuser.php?uid=1'|table class=full|noscript"
    "|a name=section0001|a class=authorlink|div id=chap_1|span class=ljuser|div class=chapter-content|svg|math|button"
    "|div class=author-note-portlet|textarea|div class=infobox"
)
MARKS = st.sampled_from(["<br>", "<hr>", "\n", " ", "<a href=https://www.fanfiction.net/u/1>m</a>"])
SAID = st.just("<p>Exported with the assistance of <a href=x>FicHub.net</a></p>")


def element(tag: str, held: list[str], closed: bool) -> str:
    return f"<{tag}>{''.join(held)}{f'</{tag.split()[0]}>' if closed else ''}"


PIECES = st.recursive(
    st.one_of(st.sampled_from(WORDS.split("|")), MARKS, SAID),
    lambda inner: st.builds(element, st.sampled_from(TAGS.split("|")), st.lists(inner, max_size=4), st.booleans()),
    max_leaves=30,
)
HEADS = st.sampled_from(
    ["", "<title>The Lamp | FanFiction</title>", "<title>x - LiveJournal</title>", "<title>A | Royal Road</title>"]
)


def lost(markup: str) -> list[Diagnostic]:
    """Read a page as far as a story, and compare their words."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(markup, encoding="utf-8")
        try:
            drafts = readers.read(path)
        except FicbindError:
            return []
    stories = [passes.tidy(draft, key="s001", language="en", typography=Typography()) for draft in drafts]
    return [each for story in stories for each in check_story(story)]


@settings(max_examples=100, deadline=None)
@given(HEADS, st.lists(PIECES, min_size=1, max_size=8))
def test_no_word_of_a_page_is_lost(head: str, held: list[str]) -> None:
    assert not lost(f"<html><head>{head}</head><body>{''.join(held)}</body></html>")


def test_an_image_that_is_missing_from_a_heading_is_no_word_of_it() -> None:
    heads = "<h2><img src='http://x.example/a.png' alt='Dusk'></h2><p>It went out.</p><h2>Night <img src='b.png'></h2>"
    assert not lost(f"<body><h1>The Lamp</h1>{heads}<p>Dark.</p></body>")


def test_only_images_beside_a_page_are_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    folder = tmp_path / "pages"
    (folder / "page_files").mkdir(parents=True)
    (folder / "page_files" / "a b.png").write_bytes(b"beside")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    images = [
        "page_files/a%20b.png",
        "../secret.png",
        f"{tmp_path}/secret.png",
        "link.png",
        "file:///etc/passwd",
        "//x/y",
    ]
    page = folder / "page.html"
    page.write_text("<p>The lamp went out.</p>" + "".join(f"<img src='{image}'>" for image in images), encoding="utf-8")
    (draft,) = readers.read(page)
    assert draft.images == {"page_files/a%20b.png": b"beside"}
