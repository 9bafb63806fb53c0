"""Pictures on paper: how large each is printed, so that lines below it stand level and its caption stays with it."""

import re
from collections.abc import Iterable
from html import unescape
from math import ceil

from ficbind.model import Picture
from ficbind.writers.pdf.pages import PageSize

DOTS = 150
"""Pixels per inch at which a picture is printed at least: below that its pixels show at reading distance."""

_FIGURE = re.compile(r"<figure\b.*?</figure>", re.S)
_IMAGE = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"[^>]*?(?=/?>)')
_CAPTION = re.compile(r"<(?:figcaption|p)\b.*?</(?:figcaption|p)>", re.S)
_TAG = re.compile(r"<[^>]*>")
_EMS_A_LETTER = 0.5
"""Width of a letter in em, on the wide side of the average of text faces."""

_INDENTED = 0.75
"""Share of the measure that the narrowest indented block leaves for a caption."""

_LEAST_LINES = 4
_GLYPH, _INLINE_LINES = 48, 6
"""Longest side in px of a picture that is like a letter, and lines that a larger one takes within a sentence."""


def address(picture: Picture) -> str:
    """Give the address under which the engine finds a picture."""
    return f"picture:{picture.name}"


def set_pictures(html: str, pictures: Iterable[Picture], size: PageSize) -> str:
    """Size the pictures of a document for its page, and address them as the engine finds them."""
    known = {picture.name: picture for picture in pictures}
    if not known:
        return html

    def figure(match: re.Match[str]) -> str:
        below = sum(_lines(caption, size) for caption in _CAPTION.findall(match[0]))
        several = max(len(_IMAGE.findall(match[0])), 1)
        room = max((size.lines - below - 2) // several, _LEAST_LINES)
        return _IMAGE.sub(lambda image: _tag(image, known, size, room), match[0])

    return _IMAGE.sub(lambda image: _tag(image, known, size, None), _FIGURE.sub(figure, html))


def _lines(caption: str, size: PageSize) -> int:
    letters = len(unescape(_TAG.sub("", caption)))
    return 1 + ceil(letters * _EMS_A_LETTER * size.font_size / (size.measure * _INDENTED))


def _tag(image: re.Match[str], known: dict[str, Picture], size: PageSize, room: int | None) -> str:
    """Write an image with its size; `room` is how many lines it may take, `None` for one within a line of text."""
    picture = known.get(unescape(image[1]))
    if picture is None:
        return image[0]
    tag = image[0].replace(f'src="{image[1]}"', f'src="{address(picture)}"')
    width, height = picture.width * 72 / DOTS, picture.height * 72 / DOTS
    if room is None:
        most = _INLINE_LINES if max(picture.width, picture.height) > _GLYPH else 0.8
        scale = min(1, size.measure / width, most * size.leading / height)
        return f'{tag} style="width: {width * scale:.2f}pt; height: {height * scale:.2f}pt" '
    scale = min(1, size.measure / width, room * size.leading / height)
    width, height = width * scale, height * scale
    below = ceil(height / size.leading - 0.01) * size.leading - height
    return f'{tag} style="width: {width:.2f}pt; height: {height:.2f}pt; margin-bottom: {below:.2f}pt" '
