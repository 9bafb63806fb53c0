"""The large initial in print: it hangs on the grid, its lines stand beside it, and it is read where it belongs."""

import ctypes
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from ficbind.bundled import bundled, names
from ficbind.checks.fidelity import check_pdf
from ficbind.manifest.values import Print
from ficbind.style import load_style
from ficbind.writers import pdf
from pdf_layouts import one_story

REST = (
    "lamp on the sill had burned since the first of the month, and nobody in the house would say who had lit it. " * 5
)
STYLES = names("styles", bundled("styles"))


@dataclass(frozen=True)
class Sign:
    """A character of a PDF's text layer: its size and the height of its baseline, in pt."""

    text: str
    size: float
    baseline: float


def signs(text: str, folder: Path, name: str = "classic", **options: tuple[float, float]) -> list[Sign]:
    """Print a story of one paragraph with large initials; gives the signs of its page in the order of the text."""
    style = load_style(name, bundled("styles").parent, None).choosing((("drop-caps", "yes"),))
    book, target = one_story(f"<p>{text}</p><p>And then it rained.</p>"), folder / "book.pdf"
    assert pdf.write(book, style, Print(**options), target) == ()
    assert check_pdf(book, target) == ()
    document = pypdfium2.PdfDocument(target)
    page = document[len(document) - 1].get_textpage()
    signs_of_page = [_sign(page.raw, place, sign) for place, sign in enumerate(page.get_text_range())]
    return [sign for sign in signs_of_page if not sign.text.isspace() and sign.text not in style.looks.ornament]


def _sign(page: object, place: int, text: str) -> Sign:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page, place, x, y)
    return Sign(text, raw.FPDFText_GetFontSize(page, place), y.value)


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("trim", [(105.0, 148.0), (139.7, 215.9), (210.0, 297.0)])
def test_it_stands_on_the_line_that_ends_beside_it(name: str, trim: tuple[float, float], tmp_path: Path) -> None:
    found = signs(f"The {REST}", tmp_path, name, trim=trim)
    initial, body = found[0], found[1:]
    lines = sorted({round(each.baseline, 1) for each in body if each.size == body[40].size}, reverse=True)
    assert initial.text == "T"
    assert initial.size > 2 * body[40].size
    assert min(abs(initial.baseline - line) for line in lines[1:3]) < 0.3
    assert "".join(each.text for each in body[:10]).casefold() == "helamponth"


@pytest.mark.parametrize(
    ("text", "initial"),
    [
        (f"The {REST}", "T"),
        (f"“Hush, the {REST}”", "“H"),
        (f"<em>Every</em> {REST}", "E"),
        (f"Élan: the {REST}", "É"),
        (f"Жил-был {REST}", "Ж"),
        (f"a {REST}", ""),
        (f"1916: the {REST}", ""),
        (f"Ⰰir: the {REST}", ""),
        ("The lamp went out.", ""),
        (f"<strong>“</strong>The {REST}", ""),
    ],
)
def test_it_is_a_capital_of_the_font_with_lines_enough_beside_it(text: str, initial: str, tmp_path: Path) -> None:
    found = signs(text, tmp_path)
    usual = found[len(found) // 2].size
    assert "".join(each.text for each in found if each.size > 2 * usual) == initial
