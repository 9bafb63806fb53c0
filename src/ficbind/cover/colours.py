"""Colours as a design names them, and how well one can be read on another."""

import re

Colour = tuple[int, int, int]

READABLE = 4.5
"""Least contrast of text with its ground: WCAG 2.2, success criterion 1.4.3."""

_HEX = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.I)


def parse(text: str) -> Colour | None:
    """Read `#rrggbb`; anything else is `None`."""
    match = _HEX.fullmatch(text.strip())
    return (int(match[1], 16), int(match[2], 16), int(match[3], 16)) if match else None


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Blend two colours; `share` is that of the second."""
    red, green, blue = (round(one + (two - one) * share) for one, two in zip(first, second, strict=True))
    return red, green, blue


def contrast(first: Colour, second: Colour) -> float:
    """Measure contrast from 1 to 21 as WCAG 2.2 defines it ("contrast ratio")."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
