"""What a length in a style says, in em of running text."""

import re

_LENGTH = re.compile(r"\s*(-?\d{0,4}\.?\d{1,4})\s*(px|pt|pc|em|rem|ex|ch|%|in|cm|mm)?\s*")
_EMS = {"px": 1 / 16, "pt": 1 / 12, "pc": 1.0, "em": 1.0, "rem": 1.0, "ex": 0.5, "ch": 0.5, "%": 0.3, "in": 6.0} | {
    "cm": 2.36,
    "mm": 0.236,
    None: 1 / 16,
}
"""Unit → em, type of 16 px and a page of 30 em supposed; a number alone counts px."""


def ems(text: str) -> float | None:
    """Give a length in em; `None` for what is no length."""
    match = _LENGTH.fullmatch(text.lower())
    return float(match[1]) * _EMS[match[2]] if match else None
