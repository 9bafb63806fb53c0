"""Downloads and saved pages of the Archive of Our Own: whatever is put into them, no word is lost."""

import re
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefiles import cases
from ficbind import readers
from ficbind.diagnostics import FicbindError
from ficbind.model import Draft, Field
from ficbind.xhtml import plain
from test_readers_fidelity import told, without_removals

CASES = {case.name: case.given.partition("\n")[2] for case in cases("readers/ao3")}
DOWNLOAD = CASES["a download of several chapters, named and unnamed, with notes of their own"]
SAVED = CASES["a saved page of an entire work, with comments"]
PIECES = st.lists(
    st.sampled_from(
        [
            "<p>The lamp went out.</p>",
            "<p>Mara <em>went <b>down</em></b>.",
            "bare words ",
            "<br><br>",
            "<hr>",
            "<p>&nbsp;</p>",
            "<h2>Chapter 2</h2>",
            "<h2>Preface</h2>",
            "<blockquote><p>It rose.</blockquote>",
            "<div>",
            "</div>",
            "<div id='endnotes'>false notes</div>",
            "<div id='chapters'><p>false chapters</p></div>",
            "<div class='userstuff'>",
            "<p>Chapter Notes</p>",
            "<p>Summary</p>",
            "<p>See the end of the chapter for <a href='#endnotes2'>notes</a></p>",
            "<dl><dt>Rating:</dt><dd>high</dd></dl>",
            "<table><tr><td>one<td>two",
            "<ul><li>thunder<li>rain</ul>",
            "<script>gone()</script>",
            "<p>by <a href='/users/x'>nobody</a>",
            "</blockquote>",
            "<p>Please drop by the archive and comment</p>",
            "<span style='x'>litter</span>",
            "<aside class='note'>an aside</aside>",
        ]
    ),
    max_size=12,
).map("".join)


def read(html: str) -> Draft | None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "story.html"
        path.write_text(html, encoding="utf-8")
        try:
            return readers.read(path)[0]
        except FicbindError:
            return None


def whole(html: str) -> Draft:
    draft = read(html)
    assert draft is not None
    return draft


@pytest.mark.parametrize("name", ["download", "saved page"])
@settings(max_examples=120, deadline=None)
@given(piece=PIECES, place=st.integers(0, 60))
def test_no_word_is_lost_wherever_authors_put_it(name: str, piece: str, place: int) -> None:
    page = DOWNLOAD if name == "download" else SAVED
    places = [found.end() for found in re.finditer(r"<p>|</p>|<div[^>]*>|</h\d>|</dd>|<blockquote[^>]*>", page)]
    at = places[place % len(places)]
    draft = read(page[:at] + piece + page[at:])
    if draft is not None:
        assert told(draft) == without_removals(draft)


@pytest.mark.parametrize("name", [name for name in CASES if "download" in name and "2010" not in name])
def test_a_download_is_read_alike_when_its_classes_are_gone(name: str) -> None:
    """Calibre, which makes the EPUBs since 2019, renames all classes but the beginning of one."""
    renamed = re.sub(r' class="(?!userstuff)[^"]*"', ' class="calibre3"', CASES[name]).replace(
        '"userstuff"', '"userstuff2"'
    )
    one, other = whole(CASES[name]), whole(renamed)
    assert [(fact.field, fact.values) for fact in other.metadata.facts] == [
        (fact.field, fact.values) for fact in one.metadata.facts
    ]
    assert [(section.title, plain(section.markup)) for section in other.sections] == [
        (section.title, plain(section.markup)) for section in one.sections
    ]


def test_a_download_is_read_alike_when_a_chapter_is_in_pieces() -> None:
    """Calibre divides a long chapter between files, each of which repeats the elements around its piece."""
    long = DOWNLOAD.replace("<p>It rose.</p>", "<p>It rose.</p>\n" * 40)
    pieces = long.replace(
        "<p>It rose.</p>\n<p>It",
        '<p>It rose.</p></div></div>\n<div id="chapters" class="userstuff1"><div class="userstuff2"><p>It',
        3,
    )
    assert pieces.count('id="chapters"') == 4
    one, other = whole(long), whole(pieces)
    assert [(section.title, plain(section.markup)) for section in other.sections] == [
        (section.title, plain(section.markup)) for section in one.sections
    ]


def test_the_language_is_what_the_archive_says_and_not_what_the_page_says() -> None:
    draft = whole(DOWNLOAD.replace("<dd>English</dd>", "<dd>中文-普通话 國語</dd>"))
    assert draft.metadata.text(Field.LANGUAGE) == "中文-普通话 國語"


def test_a_novel_of_two_million_letters_is_read_quickly() -> None:
    paragraph = "<p><span>She counted the stairs as she went <em>down</em>, and counted one too many.</span></p>\n" * 4
    novel = DOWNLOAD.replace("<p>It rose.</p>", paragraph * 6500)
    assert len(novel) > 2_200_000
    began = time.process_time()
    draft = whole(novel)
    taken = time.process_time() - began
    assert len(told(draft)) > 330_000
    assert taken < 2, f"took {taken:.1f} s"
