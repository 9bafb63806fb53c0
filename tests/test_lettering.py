"""What the signs of a printed book say to those who copy, search or hear it."""

import io
from typing import Any

import pypdfium2
import pytest

from ficbind.bundled import bundled
from ficbind.writers.pdf import engine
from ficbind.writers.pdf.lettering import Letters

YEH, FATHATAN, ALEF, SIGN_A, SIGN_B = "\u0626", "\u064b", "\u0627", 7, 8


class Face:
    """A face with the letters of the classic style."""

    index = 0
    file_content = sorted(bundled("styles").glob("classic/fonts/*.ttf"))[0].read_bytes()


def told(*signs: tuple[int, str]) -> dict[int, str]:
    """Ask for signs as the typesetter does."""
    letters = Letters(Face())
    for sign, text in signs:
        if sign not in letters:
            letters[sign] = text
    return dict(letters)


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ([(SIGN_A, YEH + FATHATAN), (SIGN_B, "")], {SIGN_A: FATHATAN, SIGN_B: YEH}),
        ([(SIGN_A, YEH + FATHATAN), (SIGN_B, ALEF)], {SIGN_A: YEH + FATHATAN, SIGN_B: ALEF}),
        ([(SIGN_A, FATHATAN), (65000, ""), (65000, YEH)], {SIGN_A: FATHATAN, 65000: YEH}),
        ([(SIGN_A, "ﻻ"), (SIGN_B, ALEF)], {SIGN_A: "ﻻ", SIGN_B: ALEF}),
    ],
)
def test_a_letter_and_its_mark_are_told_apart(signs: list[tuple[int, str]], expected: dict[int, str]) -> None:
    assert told(*signs) == expected


def test_a_sign_that_never_stands_alone_says_what_its_face_tells() -> None:
    from fontTools.ttLib import TTFont

    sign = TTFont(io.BytesIO(Face.file_content)).getGlyphID("A")
    assert told((sign, "")) == {sign: "A"}


@pytest.mark.parametrize("word", ["شيئًا", "وشيئًا فشيئًا سيّئة", "الغذائيّة", "naïve"])
def test_what_is_drawn_can_be_read(word: str) -> None:
    document: Any = engine.layout(f"<html lang='ar'><title>a</title><p>{word}</p></html>", [], {})
    page = pypdfium2.PdfDocument(engine.draw(document, lambda _: None))[0]
    assert sorted(page.get_textpage().get_text_range().strip()) == sorted(word)
