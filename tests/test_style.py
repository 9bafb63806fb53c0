"""Styles: what a folder of one's own may say, what is said of its mistakes, and a book made with it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casefiles import Case, cases, write_files
from ficbind import bundled
from ficbind.diagnostics import FicbindError
from ficbind.looks import OPTIONS, Looks
from ficbind.style import FONT_KEYS, KEYS, SHEETS, SIDES, Style, load_style

GUIDE = Path(__file__).parent.parent / "docs" / "add-a-style.md"
CLASSIC = bundled.bundled("styles") / "classic"


def described(style: Style) -> str:
    if style.diagnostics:
        return "\n".join(map(str, style.diagnostics))
    margins = " ".join(f"{margin:g}" for margin in style.margins)
    sizes = f"{style.font_size:g}/{style.leading:g} pt, margins {margins} %"
    fields = ((name, str(getattr(style.looks, name))) for name in Looks.__dataclass_fields__)
    plain = load_style("classic", Path(), None).looks
    options = "".join(f", {name}={value}" for name, value in fields if value != str(getattr(plain, name)))
    return f"{style.title}: {style.fonts[0].family}, {sizes}{options}"


@pytest.mark.parametrize("case", cases("style/refused"), ids=str)
def test_a_style_of_ones_own_is_answered_with(case: Case, tmp_path: Path, judge: Callable[[Case, str], None]) -> None:
    place = tmp_path / "styles" / "mine"
    place.mkdir(parents=True)
    write_files(case.given, place)
    try:
        answer = described(load_style("mine", tmp_path, None))
    except FicbindError as error:
        answer = str(error)
    judge(case, answer.replace(f"{tmp_path}/", ""))


def test_a_sheet_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    place = tmp_path / "styles" / "mine"
    place.mkdir(parents=True)
    (place / "style.yaml").write_text("like: classic\n")
    (place / "print.css").write_bytes("p { quotes: '“' }".encode("utf-16"))
    with pytest.raises(FicbindError, match=r"print\.css is not UTF-8 text"):
        load_style("mine", tmp_path, None)


def test_a_copied_folder_is_the_same_style_under_its_own_name(tmp_path: Path) -> None:
    shutil.copytree(CLASSIC, tmp_path / "styles" / "mine")
    mine, classic = load_style("mine", tmp_path, None), load_style("classic", tmp_path, None)
    assert described(mine) == described(classic)
    assert (mine.epub_css, mine.print_css) == (classic.epub_css, classic.print_css)
    assert all(font.path.is_relative_to(tmp_path) for font in mine.fonts)


def test_a_style_may_refine_the_bundled_one_of_its_name(tmp_path: Path) -> None:
    place = tmp_path / "styles" / "classic"
    place.mkdir(parents=True)
    (place / "style.yaml").write_text("like: classic\nleading: 15\n")
    (place / "print.css").write_text("p { color: black }")
    style = load_style("classic", tmp_path, None)
    assert style.leading == 15
    assert style.print_css.startswith((CLASSIC / "print.css").read_text("utf-8"))
    assert style.print_css.endswith("p { color: black }")


@pytest.mark.parametrize("key", sorted({*KEYS, *FONT_KEYS, *SIDES, *SHEETS, *(each.name for each in OPTIONS)}))
def test_the_guide_explains_every_key_and_sheet(key: str) -> None:
    assert f"`{key}`" in GUIDE.read_text("utf-8")
