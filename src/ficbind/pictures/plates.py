"""An image of a story as a book holds it."""

from ficbind.pictures.drawings import draw, is_drawing
from ficbind.pictures.encoding import encode
from ficbind.pictures.opening import UnknownFormatError, open_image
from ficbind.records import dataclass, field

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")

LONGEST = 1600
"""Longest side in px: 400 dots an inch over the measure of a paperback, and more than most e-readers show."""

_MOST_BYTES = 1_200_000
"""Of one image; Kindle and Kobo refuse or stall on larger files."""

_MOVING = frozenset({"GIF", "PNG", "WEBP", "AVIF"})
_REFUSED = {
    b"\xd7\xcd\xc6\x9a": "is a Windows metafile",
    b"\x01\x00\x09\x00": "is a Windows metafile",
    b"\x01\x00\x00\x00": "is a Windows metafile",
    b"%PDF": "is a PDF",
    b"%!PS": "is a PostScript drawing",
}


@dataclass(frozen=True, slots=True)
class Plate:
    """An encoded image; width and height in px.

    `pixels` is how many it had, `moves` says that only the first of its frames is here.
    """

    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    pixels: int
    moves: bool


def plate(data: bytes) -> Plate:
    """Make an image fit for a book; raises `UnfitImageError` with the reason."""
    if not data:
        raise UnknownFormatError("is empty")
    if is_drawing(data):
        opened = open_image(draw(data, LONGEST), ("PNG",), (LONGEST, LONGEST))
    else:
        reason = next((said for sign, said in _REFUSED.items() if data.startswith(sign)), None)
        if reason:
            raise UnknownFormatError(f"{reason}, which is not read")
        opened = open_image(data, FORMATS, (LONGEST, LONGEST))
    encoded, media_type = encode(opened.image, opened.format, _MOST_BYTES)
    pixels, moves = opened.size[0] * opened.size[1], opened.frames > 1 and opened.format in _MOVING
    return Plate(encoded, media_type, opened.image.width, opened.image.height, pixels, moves)
