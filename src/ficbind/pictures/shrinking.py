"""Make encoded images smaller, for a book that has to fit through a door."""

import io
from collections.abc import Mapping

from PIL import Image

from ficbind.pictures.plates import LONGEST

_STEPS = ((1400, 84), (1200, 80), (1000, 76), (800, 72), (640, 66), (480, 60))
"""Longest side in px and quality of a JPEG, from what nobody sees to what a telephone still shows well."""

_HOPEFUL = 2.0
"""By how much an image may turn out smaller than the square of its side lets expect."""


def shrink_together(images: Mapping[str, bytes], room: int) -> dict[str, bytes]:
    """Make JPEG and PNG images small enough to fit together into so many bytes, or as small as is bearable.

    All are treated alike, so that no story looks worse than another; none grows.
    """
    made, total = dict(images), _total(images)
    for side, quality in _STEPS:
        if _total(made) <= room:
            break
        if total * (side / LONGEST) ** 2 <= room * _HOPEFUL or side == _STEPS[-1][0]:
            made = {name: _shrunk(data, side, quality) for name, data in images.items()}
    return made


def _total(images: Mapping[str, bytes]) -> int:
    return sum(map(len, images.values()))


def _shrunk(data: bytes, side: int, quality: int) -> bytes:
    stream = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        form = picture.format or ""
        small = picture.convert("RGB") if picture.mode == "P" else picture
        if max(picture.size) > side:
            small = small.copy()
            small.thumbnail((side, side), Image.Resampling.LANCZOS)
        if form == "JPEG":
            small.save(stream, form, quality=quality, optimize=True)
        else:
            small.save(stream, form, optimize=True)
    return min(data, stream.getvalue(), key=len)
