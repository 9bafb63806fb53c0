"""Lengths, type sizes and trims."""

import re

from ficbind.diagnostics import Code
from ficbind.yamltree.findings import RefusedError, near, quoted

_INCH = 25.4
_POINT = _INCH / 72
"""The point of CSS and PostScript in mm."""

_UNITS = {
    **dict.fromkeys(("mm", "millimetre", "millimetres", "millimeter", "millimeters"), 1.0),
    **dict.fromkeys(("cm", "centimetre", "centimetres", "centimeter", "centimeters"), 10.0),
    **dict.fromkeys(("in", "inch", "inches", '"', "″", "”"), _INCH),
    **dict.fromkeys(("pt", "point", "points"), _POINT),
    **dict.fromkeys(("pc", "pica", "picas"), 12 * _POINT),
}
"""Unit → mm."""

_A_NUMBER = r"\d{1,4}(?:[.,]\d{1,4})?"
_A_UNIT = r"[a-z]+|[\"″”]"
_LENGTH = re.compile(rf"({_A_NUMBER})\s*({_A_UNIT})?", re.I)
_PAIR = re.compile(rf"({_A_NUMBER})\s*({_A_UNIT})?\s*(?:x|×|by|\*)\s*({_A_NUMBER})\s*({_A_UNIT})?", re.I)


def _inches(width: float, height: float) -> tuple[float, float]:
    return round(width * _INCH, 4), round(height * _INCH, 4)


TRIMS: dict[str, tuple[float, float]] = {
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "a6": (105.0, 148.0),
    "b5": (176.0, 250.0),
    "b6": (125.0, 176.0),
    "jis-b5": (182.0, 257.0),
    "jis-b6": (128.0, 182.0),
    "a-format": (111.0, 178.0),
    "b-format": (129.0, 198.0),
    "demy": (138.0, 216.0),
    "royal": (156.0, 234.0),
    "pocket": _inches(4.25, 6.87),
    "quarter-letter": _inches(4.25, 5.5),
    "5x8": _inches(5, 8),
    "5.25x8": _inches(5.25, 8),
    "5.5x8.5": _inches(5.5, 8.5),
    "half-letter": _inches(5.5, 8.5),
    "digest": _inches(5.5, 8.5),
    "6x9": _inches(6, 9),
    "trade": _inches(6, 9),
    "letter": _inches(8.5, 11),
}
"""Name → width and height in mm: ISO 216, JIS P 0138, and the trims that book printers name."""

_INCHES = 20
"""A side of a trim below this number is meant in inches."""

SMALLEST, LARGEST = 70.0, 450.0
"""Sides of a trim in mm that can be laid out as a book of prose."""


def trim(words: str) -> tuple[float, float]:
    """Read a trim by name or as width × height, in mm."""
    name = re.sub(r"[\s_]+", "-", words.strip().casefold()).replace("×", "x")
    name = re.sub(r"-?x-?", "x", name) if name[:1].isdigit() else name
    if name in TRIMS:
        return TRIMS[name]
    pair = _PAIR.fullmatch(words.strip())
    if pair is None:
        raise RefusedError(Code.BAD_LENGTH, f"{quoted(words)} is no trim", _other_trim(words))
    width, height = (_millimetres(pair[n], pair[n + 1] or pair[4], words) for n in (1, 3))
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        hint = f"choose sides between {SMALLEST:g} mm and {LARGEST:g} mm"
        raise RefusedError(Code.BAD_LENGTH, f"{quoted(words)} is no size for a book", hint)
    return width, height


def margin(words: str) -> float:
    """Read a margin or gutter in mm."""
    value = _length(words)
    if value > 100:
        raise RefusedError(Code.BAD_LENGTH, f"{quoted(words)} is too wide for a margin", "choose at most 100 mm")
    return value


def type_size(words: str) -> float:
    """Read a type size in pt; a bare number is in pt."""
    return _points(words, 6, 24, "type size")


def leading(words: str) -> float:
    """Read a distance from line to line in pt; a bare number is in pt."""
    return _points(words, 7, 40, "leading")


def _points(words: str, least: float, most: float, noun: str) -> float:
    bare = _LENGTH.fullmatch(words.strip())
    value = _length(words if bare is None or bare[2] else f"{bare[1]}pt") / _POINT
    if not least <= round(value, 3) <= most:
        hint = f"choose between {least:g}pt and {most:g}pt"
        raise RefusedError(Code.BAD_LENGTH, f"{quoted(words)} is no {noun} for reading", hint)
    return round(value, 3)


def _length(words: str) -> float:
    match = _LENGTH.fullmatch(words.strip())
    if match is None:
        raise RefusedError(
            Code.BAD_LENGTH, f"{quoted(words)} is no length", "write a number and a unit, as in 15mm or 0.6in"
        )
    return _millimetres(match[1], match[2], words)


def _millimetres(number: str, unit: str | None, words: str) -> float:
    if unit is None:
        likely = "in" if _PAIR.fullmatch(words.strip()) and float(number.replace(",", ".")) < _INCHES else "mm"
        raise RefusedError(Code.BAD_LENGTH, f"{quoted(words)} has no unit", f"add one, as in {words.strip()}{likely}")
    if unit.casefold() not in _UNITS:
        raise RefusedError(Code.BAD_LENGTH, f"{quoted(unit)} is no unit of length", "use mm, cm, in or pt")
    return round(float(number.replace(",", ".")) * _UNITS[unit.casefold()], 4)


def _other_trim(words: str) -> str:
    guess = near(words, TRIMS)
    return f"did you mean '{guess}'?" if guess else "use a name such as a5 or 6x9, or a measure such as 148mm x 210mm"
