"""A judge that never finds anything is none: each finds what was spoiled in a good book."""

import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from browsing import Browser
from ficbind.checks.epubcheck import Checker
from ficbind.checks.streams import letters
from judgement import SYSTEMS, VIEWS, Court
from paged import Paged
from test_judges import complaints

CHAPTER = "s-nightferry-????-c01.xhtml"
PHONE = {**VIEWS[0], "themes": ["light"]}

Change = tuple[str, str, str]
"""A file's name, what stands in it (a pattern), and what shall stand there instead."""

Spoil = Callable[..., Path]


@pytest.fixture
def spoil(court: Court, tmp_path: Path) -> Spoil:
    """Give the book with each change made once."""

    def spoiled(*changes: Change) -> Path:
        target = tmp_path / "spoiled.epub"
        with zipfile.ZipFile(court.book("text-classic").epub) as good, zipfile.ZipFile(target, "w") as bad:
            for item in good.infolist():
                data = good.read(item)
                for _, old, new in (change for change in changes if Path(item.filename).match(change[0])):
                    data, count = re.subn(old.encode(), new.encode(), data, count=1, flags=re.S)
                    assert count == 1, old
                bad.writestr(item, data)
        return target

    return spoiled


def test_ace_finds_every_fault(spoil: Spoil, browser: Browser, tmp_path: Path) -> None:
    faults: dict[str, Change] = {
        "image-alt": ("cover.xhtml", " alt=", " data-alt="),
        "aria-roles": (CHAPTER, 'role="doc-chapter"', 'role="doc-chaptre"'),
        "heading-order": ("about-the-authors.xhtml", "</h1>", "</h1><h5>Five</h5>"),
        "html-has-lang": ("foreword.xhtml", ' lang="en-GB" xml:lang="en-GB"', ""),
        "color-contrast": ("afterword.xhtml", "<p[^>]*>", '<p style="color: #bbb">'),
        "pagebreak-label": ("contents.xhtml", r'(doc-pagebreak" id="\S+") aria-label="\w+"', r"\1"),
        "metadata-accessibilityhazard": ("content.opf", "schema:accessibilityHazard", "schema:keywords"),
    }
    verdict = browser.ask("ace", book=str(spoil(*faults.values())), folder=str(tmp_path / "ace"))
    assert verdict["outcome"] == "fail"
    assert {rule for rule in faults if not any(rule in each for each in verdict["violations"])} == set()


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("a page from elsewhere", (CHAPTER, "</h2>", '</h2><p><img src="http://127.0.0.1:9/x.png" alt="x"/></p>')),
        ("a script", (CHAPTER, "</h2>", "</h2><script>document.title = 'x'</script>")),
        ("a picture that is not there", (CHAPTER, "</h2>", '</h2><p><img src="none.png" alt="none"/></p>')),
        ("a word longer than the page", (CHAPTER, "</h2>", f"</h2><table><tr><td>{'o' * 99}</td></tr></table>")),
        ("faint words", (CHAPTER, "<p>", '<p style="color: #ddd">')),
        ("a heading at the wrong side", (CHAPTER, "<h2", '<h2 style="text-align: right"')),
        ("hidden words", (CHAPTER, "</h2>", '</h2><p style="display: none">Nothing.</p>')),
        ("a spoiled font", ("EBGaramond-Regular.ttf", "^.*$", "nothing")),
        ("a font without its file", ("content.opf", "EBGaramond-Regular.ttf", "EBGaramond-Other.ttf")),
        ("another font", (CHAPTER, "<p>", '<p style="font-family: serif">')),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_reading_system_tells_of(
    what: str, change: Change, system: str, spoil: Spoil, court: Court, browser: Browser
) -> None:
    place = next(name for name in court.book("text-classic").places if name.endswith("c01.xhtml"))
    seen = browser.ask(system, book=str(spoil(change)), views=[PHONE], places=[place])
    assert faults_of(seen)


def faults_of(seen: Any) -> list[Any]:
    """Gather what the tests of the reading systems ask for."""
    (shown,) = seen["shown"]
    faces = shown["faces"]
    found = [shown[what] for what in ("backwards", "faint", "hidden", "images", "reaching", "scripts")]
    return [each for each in (seen["trouble"], *found, faces["missing"], faces["broken"]) if each]


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_reading_system_has_nothing_to_tell_of_the_good_book(system: str, court: Court) -> None:
    seen = court.reading("text-classic", system)
    assert not any(faults_of({**seen, "shown": [each]}) for each in seen["shown"])


def test_a_page_list_that_is_one_page_off_is_found(spoil: Spoil, court: Court) -> None:
    moved = spoil((CHAPTER, r'(<div epub:type="pagebreak".*?</div>)(.*?</p>.*?</p>)', r"\2\1"))
    assert Paged(moved, court.book("text-classic").pdf).strays() != []


def test_mupdf_shows_what_is_hidden_from_others(spoil: Spoil, mutool: str) -> None:
    words = '</h2><nav hidden="hidden"><ol><li>Hidden away</li></ol></nav>'
    drawn = subprocess.run([mutool, "draw", "-F", "txt", spoil((CHAPTER, "</h2>", words))], capture_output=True)
    assert "hiddenaway" in letters(drawn.stdout.decode())


def test_mupdf_complains_of_what_is_broken(spoil: Spoil, mutool: str) -> None:
    broken = spoil(("EBGaramond-Regular.ttf", "^.*$", "nothing"))
    drawn = subprocess.run([mutool, "draw", "-F", "txt", broken], capture_output=True, text=True)
    assert complaints(drawn.stderr)


def test_epubcheck_finds_a_role_that_there_is_not(spoil: Spoil, checker: Checker) -> None:
    assert checker.check(spoil((CHAPTER, 'role="doc-chapter"', 'role="doc-chaptre"')))
