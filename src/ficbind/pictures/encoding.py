"""Write an image as JPEG or PNG without metadata; the same pixels give the same bytes."""

import io

from PIL import Image

_FEW_COLOURS = 256
_WORTH = 1.25
"""How much larger than a JPEG a PNG may be: it has no haloes around lines and letters."""

_LOSSY = frozenset({"JPEG", "MPO", "AVIF"})


def encode_jpeg(picture: Image.Image, limit: int) -> bytes:
    """Write a JPEG at the best quality that stays below `limit` bytes.

    It is no progressive one: to show such, a device has to keep every coefficient of the image in memory (libjpeg.txt,
    "Progressive JPEG support"), and to write it takes three times as long, for a file one twenty-fifth smaller.
    """
    for quality in (90, 84, 76, 66, 54, 40):
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=quality, optimize=True, subsampling=0 if quality > 80 else 2)
        if stream.tell() <= limit:
            break
    return stream.getvalue()


def encode(picture: Image.Image, origin: str, limit: int) -> tuple[bytes, str]:
    """Write a photograph as JPEG, a drawing as PNG; gives the bytes and their media type.

    `origin` is the format that it came in: what was a JPEG has lost its sharp edges already.
    """
    photograph = encode_jpeg(picture, limit)
    if origin in _LOSSY:
        return photograph, "image/jpeg"
    few = picture.getcolors(_FEW_COLOURS) is not None
    drawing = _encode_png(picture, optimize=few)
    if len(drawing) <= (limit if few else min(limit, len(photograph) * _WORTH)):
        return drawing, "image/png"
    return photograph, "image/jpeg"


def _encode_png(picture: Image.Image, *, optimize: bool) -> bytes:
    # To optimize an image of many colours takes seconds and gains some hundredths.
    stream = io.BytesIO()
    picture.save(stream, "PNG", optimize=optimize)
    return stream.getvalue()
