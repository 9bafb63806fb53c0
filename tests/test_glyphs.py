"""A character that no font of the style has is told of before anything is laid out: where it stands, and what to do."""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from casefiles import write_files
from ficbind import machine_fonts
from ficbind.bundled import bundled
from ficbind.checks import glyphs, stand_ins
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.manifest import load
from ficbind.pipeline import compile_book
from ficbind.style.coverage import characters
from ficbind.survey.looking import survey

BOOK = "title: Lamps\nlanguage: en\nstyle: {style}\nstories: [{file}]\n{extra}"
NOWHERE = "\U000ff00d"
"""A character for private use, which no font has."""


def told(folder: Path, text: str, style: str = "classic", file: str = "a.txt", extra: str = "") -> list[Diagnostic]:
    """Build in memory and look, which must tell the same; gives what is said of characters."""
    manifest = write_files(BOOK.format(style=style, file=file, extra=extra) + f"--- {file}\n{text}", folder)
    found: list[Diagnostic] = []
    compile_book(load(manifest), lambda *_: None, found)
    seen = survey([manifest], lambda *_: None, strict=False).every_diagnostic
    built = [each for each in found if each.code is Code.MISSING_GLYPH]
    assert built == [each for each in seen if each.code is Code.MISSING_GLYPH]
    return built


@pytest.mark.parametrize(
    ("story", "said", "severity", "laid"),
    [
        ("a.txt", "the PDF has other words in 'One'", "warning", True),
        ("b.txt", "the PDF has other words in 'Two'", "warning", False),
        ("a.txt", "the EPUB has other words in 'One'", "warning", False),
        ("a.txt", "the PDF has other words in 'One'", "info", False),
    ],
)
def test_words_lost_in_holes_are_no_fault_of_the_program(
    story: str, said: str, severity: Literal["warning", "info"], laid: bool
) -> None:
    lost = Diagnostic(Code.LOST_WORDS, "error", said, Location(Path(story)), "report it")
    lacking = Diagnostic(Code.MISSING_GLYPH, severity, "lacks", Location(Path("a.txt"), 3), "")
    (found,) = glyphs.blamed([lost], [lacking])
    assert ("do what S003 says" in found.hint) is laid
    assert (found.code, found.message) == (lost.code, lost.message)


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_fonts, "families", lambda _: ())


@pytest.mark.usefixtures("bare_machine")
@pytest.mark.parametrize(
    ("text", "named", "hint"),
    [
        ("He said 猫 twice.", "'猫' (U+732B, cjk unified ideograph-732b)", "'Noto Serif CJK SC'"),
        ("She sent 😀.", "'😀' (U+1F600, grinning face)", "or install the free font 'Noto Emoji'"),
        ("He said हि and שׁ.", "'ש' (U+05E9, hebrew letter shin)", "'Noto Serif Hebrew' and 'Noto Serif Devanagari'"),
        (f"He said {NOWHERE}.", "U+FF00D", "add a font that has them"),
    ],
)
def test_it_names_place_character_and_a_font(tmp_path: Path, text: str, named: str, hint: str) -> None:
    (found,) = told(tmp_path, f"Title: One\n\nIt was dark.\n\n{text}\n")
    assert (found.severity, found.where.path.name, found.where.line) == ("warning", "a.txt", 5)
    assert named in found.message
    assert hint in found.hint


def test_the_place_in_a_page_is_its_line_there(tmp_path: Path) -> None:
    page = f"<html><head><title>One</title></head><body>\n<h1>One</h1>\n<p>It was\ndark.</p>\n<p>He said {NOWHERE}.</p>"
    (found,) = told(tmp_path, page, file="a.html")
    assert str(found.where).endswith("a.html:5")


@pytest.mark.parametrize(
    "text",
    [
        "Cafe\u0301, na\u00efve, Zo\u0308e.",  # marks that the shaper joins to their letters
        "A heart\ufe0e and a\u200b space\u00a0here\u2009there.",  # what has no shape
        "“Plain,” she said—twice… ‘Yes.’",
    ],
)
@pytest.mark.parametrize("style", ["classic", "modern", "accessible", "zine"])
def test_what_the_shaper_can_do_is_not_told(tmp_path: Path, style: str, text: str) -> None:
    assert told(tmp_path, f"Title: One\n\n{text}\n", style) == []


def test_a_character_that_only_italics_lack_is_told_where_it_is_slanted(tmp_path: Path) -> None:
    fonts = bundled("styles") / "classic" / "fonts"
    upright, italic = (characters(fonts / f"EBGaramond-{name}.ttf") for name in ("Regular", "Italic"))
    char = min(each for each in upright - italic if unicodedata.category(each) in {"Lu", "Ll", "So"})
    assert told(tmp_path, f"Title: One & <Two>\n\nHe said {char} twice.\n") == []
    assert len(told(tmp_path, f"Title: One & <Two>\n\nHe said *so {char} so* twice.\n")) == 1


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("epub: {embed-fonts: no}\nformats: epub\n", 0),
        ("epub: {embed-fonts: no}\nformats: [epub, pdf]\n", 1),
        ("formats: epub\n", 1),
    ],
)
def test_fonts_that_no_format_uses_need_have_nothing(tmp_path: Path, extra: str, said: int) -> None:
    assert len(told(tmp_path, f"Title: One\n\nHe said {NOWHERE}.\n", extra=extra)) == said


def test_a_family_that_the_style_falls_back_on_settles_it_for_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_fonts, "families", lambda _: ("Noto Emoji", "Other"))
    (found,) = told(tmp_path, "Title: One\n\nShe sent 😀.\n")
    assert found.severity == "info"
    assert "in print they are set in 'Noto Emoji'" in found.message


@pytest.mark.usefixtures("bare_machine")
def test_the_books_own_pages_are_told_of_once_and_only_for_what_no_story_has(tmp_path: Path) -> None:
    story = f"Title: One {NOWHERE}\nAuthor: 猫\n\nIt was dark.\n"
    text = f"title: Lamps 😀\nlanguage: en\nstories: [a.txt]\n--- a.txt\n{story}"
    found: list[Diagnostic] = []
    compile_book(load(write_files(text, tmp_path)), lambda *_: None, found)
    said = [(each.where.path.name, each.message) for each in found if each.code is Code.MISSING_GLYPH]
    assert [name for name, _ in said] == ["a.txt", "anthology.yaml"]
    assert NOWHERE not in said[1][1]


def test_a_style_that_comes_with_the_program_is_named_first() -> None:
    assert "write 'style: classic'" in stand_ins.advice(["\u0416"])
