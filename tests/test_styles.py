"""Every bundled style, in both editions, as it is and with other options."""

import re
import zipfile
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import pdf_books
from ficbind.bundled import bundled
from ficbind.checks.epubcheck import Checker
from ficbind.checks.fidelity import check_epub, check_pdf
from ficbind.manifest.values import Epub, Print
from ficbind.style import Style, load_style, mirrored, on_screen, turned
from ficbind.style.lint import doubts
from ficbind.writers import epub, pdf
from ficbind.writers.openings import mark_opening
from ficbind.xhtml import edit
from pdf_layouts import body_lines, layout, one_story
from sample_books import a_book, a_cover, a_story, sampler

NAMES = sorted(path.name for path in bundled("styles").iterdir())
GRID = 0.1
"""How far in pt a baseline may be off its line."""

CHOSEN = {
    "as it is": (),
    "rich": (("drop-caps", "yes"), ("lead-in", "small-caps"), ("ornament", "***"), ("scene-break", "* * *")),
    "plain": (("lead-in", "none"), ("ornament", "none"), ("scene-break", "rule"), ("headings", "left")),
    "apart": (("paragraphs", "space"), ("justify", "no"), ("hyphenate", "no"), ("scene-break", "space")),
    "set": (("paragraphs", "indent"), ("justify", "yes"), ("hyphenate", "yes"), ("headings", "centred")),
}
"""Options that between them choose every value once."""

ENTIRE = f"""<p class="subhead">March</p>
{pdf_books.prose(150, 3)}
<div class="verse"><p>A line of verse<br/>and one more</p><p>a second stanza,<br/>as long</p></div>
<p>Then.</p>
<blockquote class="letter"><p>Dear B.,</p><p>come home.</p><p class="signature">A.</p></blockquote>
<p>He read it twice.</p>
<div class="message"><p class="sender">Ann</p><p>where are you</p></div>
<div class="message sent"><p class="sender">Ben</p><p>here</p></div>
<p>Nobody <span class="small-caps">answered</span><sup><a href="#n1">1</a></sup>, said <code>echo</code>.</p>
<h3>A heading within</h3>
{pdf_books.prose(120, 4)}
<ul><li>one</li><li><p>two</p><p>and a half</p></li></ul>
<table><thead><tr><th>Tide</th><th>Hour</th></tr></thead><tbody><tr><td>high</td><td>six</td></tr></tbody></table>
<p>It was noted.</p>
<aside class="note"><p>A note of the author's own.</p><p>And more.</p></aside>
<hr class="scene-break"/>
<p class="centred">The End</p>
<p>Or not.</p>
{pdf_books.prose(200, 5)}
<p id="n1">1. Later, she did.</p>"""


@pytest.fixture(scope="module", params=NAMES)
def style(request: pytest.FixtureRequest) -> Style:
    return load_style(request.param, Path(), None)


@pytest.fixture(scope="module")
def laid_out(style: Style) -> Any:
    return layout(pdf_books.three_stories(), style, Print())


def offsets(document: Any, style: Style) -> list[float]:
    """Measure how far each baseline of running text is off the grid of its page, within a line.

    Smaller type on the same lines stands a little higher in each.
    """
    lines = [line for line in body_lines(document) if abs(line.size - style.font_size) < GRID]
    origin = lines[0].baseline
    return [(line.baseline - origin + GRID) % style.leading for line in lines]


def test_baselines_stand_on_the_grid(laid_out: Any, style: Style) -> None:
    assert max(offsets(laid_out, style)) <= 2 * GRID


@pytest.mark.parametrize("chosen", CHOSEN.values(), ids=CHOSEN)
def test_nothing_that_a_story_holds_leaves_the_grid(style: Style, chosen: tuple[tuple[str, str], ...]) -> None:
    document = layout(one_story(ENTIRE, pdf_books.prose(300, 6), titles=("1", "2")), style.choosing(chosen), Print())
    assert max(offsets(document, style)) <= 2 * GRID


@pytest.mark.parametrize("chosen", CHOSEN.values(), ids=CHOSEN)
def test_every_style_makes_valid_epubs(
    style: Style, chosen: tuple[tuple[str, str], ...], checker: Checker, tmp_path: Path
) -> None:
    path = tmp_path / "book.epub"
    epub.write(sampler(), style.choosing(chosen), a_cover(), Epub(), path)
    assert [str(each) for each in checker.check(path)] == []
    assert check_epub(sampler(), path) == ()


@pytest.mark.parametrize("chosen", CHOSEN.values(), ids=CHOSEN)
def test_every_sheet_stays_inside_what_old_engines_survive(style: Style, chosen: tuple[tuple[str, str], ...]) -> None:
    sheet = on_screen(style.choosing(chosen).looks, ideographs=True) + style.epub_css
    for written in (sheet, mirrored(sheet), turned(sheet)):
        assert [str(each) for each in doubts(written, Path("epub.css"))] == []


SHEET = """/* a letter hangs on the left */
.letter, .note p { margin: 1em 2em 0 3em; border-left: 2px solid; font-size: 0.9em }
table { border-radius: 1px 2px 3px 4px }
p + .right { text-align: right }
h1 { text-align: center }
em { font-style: italic }
"""


def test_a_sheet_is_turned_round_for_lines_that_begin_on_the_right() -> None:
    assert mirrored(SHEET).split("\n")[1:] == [
        ".letter, .note p { margin: 1em 3em 0 2em; border-right: 2px solid; font-size: 0.9em }",
        "table { border-radius: 2px 1px 4px 3px}",
        "p + .right { text-align: left}",
        "h1 { text-align: center}",
        "em { font-style: italic }",
        "",
    ]


def test_documents_that_run_against_the_book_have_the_same_rules_turned_round() -> None:
    assert turned(SHEET).split("\n") == [
        ".turned .letter, .turned .note p { margin: 1em 3em 0 2em; border-right: 2px solid }",
        ".turned table { border-radius: 2px 1px 4px 3px }",
        ".turned p + .right { text-align: left }",
        ".turned h1 { text-align: center }",
        "",
    ]


def test_a_sheet_turned_twice_is_as_it_was(style: Style) -> None:
    sheet = mirrored(mirrored(on_screen(style.looks) + style.epub_css))
    assert mirrored(mirrored(sheet)) == sheet
    assert mirrored(sheet) != sheet


@pytest.mark.parametrize("chosen", [CHOSEN["rich"], CHOSEN["plain"]], ids=["rich", "plain"])
def test_no_word_is_lost_in_print(style: Style, chosen: tuple[tuple[str, str], ...], tmp_path: Path) -> None:
    book = one_story(ENTIRE, titles=("One",))
    assert pdf.write(book, style.choosing(chosen), Print(), tmp_path / "book.pdf") == ()
    assert check_pdf(book, tmp_path / "book.pdf") == ()


def test_notes_stand_at_the_foot_of_the_page_in_a_style_without_sheets(tmp_path: Path) -> None:
    note = '<aside class="footnote" id="n1"><p><a class="backlink" href="#c1">1</a> She did.</p></aside>'
    call = '<sup id="c1"><a class="noteref" href="#n1">1</a></sup>'
    book = one_story(f"<p>Nobody answered.{call} Nobody ever had, and it was late.</p><p>Then it rained.</p>{note}")
    bare = replace(load_style("classic", Path(), None), print_css="")
    assert pdf.write(book, bare, Print(), tmp_path / "book.pdf") == ()
    assert check_pdf(book, tmp_path / "book.pdf") == ()


def test_every_style_comes_with_the_licence_of_its_fonts(style: Style) -> None:
    assert all((font.path.parent / "OFL.txt").is_file() for font in style.fonts)
    assert {(font.italic, font.weight) for font in style.fonts} == set(product((False, True), (400, 700)))


def leaf(style: Style, tmp_path: Path, name: str, *, fonts: bool = True) -> str:
    """Read one document of the sampler's EPUB."""
    epub.write(sampler(), style, a_cover(), Epub(embed_fonts=fonts), tmp_path / "book.epub")
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        return archive.read(f"EPUB/text/{name}.xhtml").decode()


def test_signs_are_printed_where_a_font_for_them_is_in_the_book(tmp_path: Path) -> None:
    classic = load_style("classic", Path(), None)
    assert ">❦</p>" in leaf(classic, tmp_path, "s001-c01")
    assert '<hr class="scene-break"/>' in leaf(classic, tmp_path, "s001-c01", fonts=False)
    stars = classic.choosing((("scene-break", "* * *"),))
    assert '<p class="scene-break" role="separator">*\u00a0*\u00a0*</p>' in leaf(
        stars, tmp_path, "s001-c01", fonts=False
    )
    unknown = classic.choosing((("scene-break", "\U0001fab7"),))
    assert '<hr class="scene-break"/>' in leaf(unknown, tmp_path, "s001-c01")


@pytest.mark.parametrize(("language", "name"), [("zh-Hans", "han"), ("ja", "kana")])
def test_paragraphs_in_ideographs_are_all_indented(language: str, name: str, tmp_path: Path) -> None:
    style, path = load_style("modern", Path(), None), tmp_path / "book.epub"
    stories = (
        a_story("s001", "灯", [(None, "<p>灯</p>")], "林", language),
        a_story("s002", "Lamp", [(None, "<p>On.</p>")]),
    )
    epub.write(a_book(*stories), style, a_cover(), Epub(), path)
    with zipfile.ZipFile(path) as archive:
        bodies = [archive.read(f"EPUB/text/{leaf}-c01.xhtml").decode() for leaf in ("s001", "s002")]
        sheet = archive.read("EPUB/css/book.css").decode()
    assert [f'<body class="{name}" ' in body for body in bodies] == [True, False]
    assert f".{name} p {{ text-indent: " in sheet
    epub.write(sampler(), style, a_cover(), Epub(), path)
    with zipfile.ZipFile(path) as archive:
        assert f".{name} p" not in archive.read("EPUB/css/book.css").decode()


def test_running_text_is_set_in_the_first_family_that_a_style_names(tmp_path: Path) -> None:
    classic, modern = (load_style(name, Path(), None) for name in ("classic", "modern"))
    assert last_family(classic, tmp_path) == '"EB Garamond", serif'
    assert last_family(replace(classic, fonts=modern.fonts), tmp_path) == '"Literata"'
    assert last_family(replace(classic, epub_css=""), tmp_path) == '"EB Garamond"'


def last_family(style: Style, tmp_path: Path) -> str:
    epub.write(sampler(), style, a_cover(), Epub(), tmp_path / "book.epub")
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        sheet = archive.read("EPUB/css/book.css").decode()
    return re.findall(r"^body \{[^}]*?font-family: ([^;}]+?)\s*[;}]", sheet, re.M)[-1]


def test_openings_are_marked_as_chosen(tmp_path: Path) -> None:
    plain = load_style("modern", Path(), None)
    assert '<p class="opening">It <em>un</em>' in leaf(plain, tmp_path, "s001-c01")
    rich = plain.choosing((("lead-in", "small-caps"), ("ornament", "❦")))
    assert '<p class="opening"><span class="lead-in">It </span>' in leaf(rich, tmp_path, "s001-c01")
    assert re.search(r'<p class="ornament" aria-hidden="true">.</p>', leaf(rich, tmp_path, "title-page")) is None
    classic = load_style("classic", Path(), None)
    assert '<p class="ornament" aria-hidden="true">❦</p>' in leaf(classic, tmp_path, "title-page")


def test_a_large_initial_needs_a_capital_and_lines_beside_it() -> None:
    long = "The keeper wrote the hour and the wind, as she had for eleven years. " * 4
    shown = [edit(f"<p>{text}</p>", mark_opening).partition(">")[0] for text in (long, long.lower(), "“" + long, "No.")]
    assert shown == [
        '<p class="opening drop-cap"',
        '<p class="opening"',
        '<p class="opening drop-cap"',
        '<p class="opening"',
    ]


def test_every_style_has_a_face_of_its_own() -> None:
    looks = {name: load_style(name, Path(), None) for name in NAMES}
    assert {"accessible", "classic", "modern", "zine"} <= set(looks)
    assert len({style.fonts[0].family for style in looks.values()}) == len(looks)
