"""The geometry of the printed page, and prose made ready for it."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

import pdf_books
from ficbind.bundled import bundled
from ficbind.diagnostics import Code, FicbindError
from ficbind.manifest.values import Print
from ficbind.model import Part
from ficbind.style import Style, load_style
from ficbind.writers import pdf
from ficbind.writers.pdf.pages import MM, page_size
from ficbind.writers.pdf.prose import SOFT_HYPHEN, prepare
from ficbind.xhtml import parse

TRIMS = [(105, 148), (148, 210), (139.7, 215.9), (152.4, 228.6), (215.9, 279.4)]


@pytest.fixture(scope="module")
def style() -> Style:
    return load_style("classic", bundled("styles").parent, None)


def text_of(pieces: Iterable[str]) -> str:
    return "".join(pieces).replace("\n", "")


@pytest.mark.parametrize("trim", TRIMS, ids=str)
def test_the_white_at_the_spine_is_less_than_at_the_edge(style: Style, trim: tuple[float, float]) -> None:
    """The two inner margins of a spread are seen as one; the foot is the deepest margin."""
    size = page_size(style, Print(trim=trim))
    assert size.inside < size.outside < 2 * size.inside
    assert size.top < size.bottom
    assert 40 <= size.measure / size.font_size / 0.43 <= 80, "characters in a line, at 0.43 em each"


@pytest.mark.parametrize("trim", TRIMS, ids=str)
def test_what_is_asked_for_in_mm_and_pt_is_given(style: Style, trim: tuple[float, float]) -> None:
    asked = Print(trim, 10, 12, 11, 13, gutter=3, font_size=9.5, leading=12)
    size = page_size(style, asked)
    assert (size.width, size.height) == pytest.approx(tuple(side * MM for side in trim))
    assert (size.top, size.outside, size.inside) == pytest.approx((10 * MM, 13 * MM, 14 * MM))
    assert 12 * MM <= size.bottom < 12 * MM + size.leading
    assert (size.font_size, size.leading) == (9.5, 12)


@pytest.mark.parametrize(
    "options",
    [
        Print((70, 100), margin_inside=25, margin_outside=15),
        Print((105, 148), font_size=24, leading=40),
        Print((105, 148), margin_top=60, margin_bottom=60),
        Print((70, 70), gutter=90),
    ],
    ids=["narrow", "large type", "low", "gutter"],
)
def test_a_page_without_room_is_refused(style: Style, tmp_path: Path, options: Print) -> None:
    book = pdf_books.book(Part(None, None, (pdf_books.work(pdf_books.story(1, "<p>One.</p>")),)))
    with pytest.raises(FicbindError, match="leave no room for text") as refusal:
        pdf.write(book, style, options, tmp_path / "book.pdf")
    assert [each.code for each in refusal.value.diagnostics] == [Code.BAD_LENGTH]
    assert not (tmp_path / "book.pdf").exists()


@pytest.mark.parametrize(
    ("given", "opening"),
    [
        ("<p>The lamp went out, and she stayed.</p>", "The lamp went out,"),
        ("<p>“<em>No</em>,” she said. He went.</p>", "“No,” she said."),
        ("<p>Rain.</p>", ""),
        ("<p>She had said <br/>that it would rain on that day.</p>", ""),
        ("<p>MOTHER: You are late. Sit down and eat what is left.</p>", ""),
        ("<p>Mara: You are late. Sit down and eat.</p><p>Joan: No.</p>", ""),
        ("<p>Note well: she was late that very day.</p><p>Joan had known.</p>", "Note well: she was late"),
        ("<p>1912 was a year of storms at sea.</p>", "1912 was a year of"),
        ("<p>A <em>very long night indeed</em> it was.</p>", "A very long night indeed"),
        (
            '<div class="verse"><p>I looked<br/>and saw</p></div><p>Then it rained all day and all night.</p>',
            "Then it rained all day",
        ),
        ("<header><h1>The Lamp</h1></header><h2>Chapter 1</h2><p>It rained. She left.</p>", "It rained."),
        (
            '<blockquote><p>The sea.</p></blockquote><p class="right">A song</p><p>It rained. She left.</p>',
            "It rained.",
        ),
        (f"<blockquote><p>{'The sea. ' * 50}</p></blockquote><p>It rained. She left.</p>", ""),
        ('<blockquote class="letter"><p>Dear Ned,</p></blockquote>', ""),
        ('<p class="subhead">March</p><p>It rained. She left.</p>', "It rained."),
    ],
)
def test_the_first_words_of_a_chapter_are_set_apart(given: str, opening: str) -> None:
    root = parse(prepare(given, lead_in=True))
    marked = [node for node in root.iter("span") if node.get("class") == "lead-in"]
    assert "".join("".join(node.itertext()) for node in marked) == opening
    assert text_of(root.itertext()) == text_of(parse(given).itertext())


def test_a_soft_hyphen_beside_a_tag_is_dropped_and_others_stay() -> None:
    body = f"<p>light{SOFT_HYPHEN}<em>house</em> har{SOFT_HYPHEN}bour</p>"
    assert prepare(body, lead_in=False) == f"<p>light<em>house</em> har{SOFT_HYPHEN}bour</p>"


def test_what_the_typesetter_ignores_is_told_in_words(tmp_path: Path) -> None:
    place = tmp_path / "styles" / "mine"
    place.mkdir(parents=True)
    (place / "style.yaml").write_text("like: classic\n")
    (place / "print.css").write_text("p { colour: red }\n")
    book = pdf_books.book(Part(None, None, (pdf_books.work(pdf_books.story(1, "<p>One.</p>")),)), front=(), back=())
    (found,) = pdf.write(book, load_style("mine", tmp_path, None), Print(), tmp_path / "book.pdf")
    assert (found.code, found.severity) == (Code.PDF_LAYOUT, "warning")
    assert found.message == "the typesetter ignored 'colour: red': unknown property"


PROGRAM = """
import sys
from collections.abc import Iterable
from pathlib import Path
import pdf_books
from ficbind.manifest.values import Print
from ficbind.model import Part
from ficbind.style import load_style
from ficbind.writers import pdf
book = pdf_books.book(Part(None, None, (pdf_books.work(pdf_books.story(1, pdf_books.prose(400))),)))
pdf.write(book, load_style("classic", Path(), None), Print(), Path(sys.argv[1]))
"""


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for seed, path in enumerate(paths):
        environment = {"PYTHONPATH": str(Path(__file__).parent), "PYTHONHASHSEED": str(seed), "TZ": f"UTC{seed}"}
        subprocess.run([sys.executable, "-c", PROGRAM, str(path)], env=environment, check=True)
    assert paths[0].read_bytes() == paths[1].read_bytes()
