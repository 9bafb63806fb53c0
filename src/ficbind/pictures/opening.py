"""Open an image that nobody vouches for: upright, in sRGB or grey, without transparency and without metadata."""

import io
import struct
import warnings
import zlib
from pathlib import Path

from PIL import Image, ImageCms, ImageFile, ImageOps, ImageStat, UnidentifiedImageError

from ficbind.records import dataclass

MAX_PIXELS, _MOST_DECODED = 120_000_000, 60_000_000
"""Largest image that is read, and most pixels that are decoded of it, 240 MB in memory.

A telephone's photograph has 12 to 50 million pixels; a larger JPEG is made smaller while it is decoded.
"""

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_MIXED = {"1": "L", "P": "RGB", "PA": "RGBA"}
"""Mode whose pixels are numbers of colours → mode whose pixels can be mixed."""

_GREYS = frozenset({"1", "L", "LA", "I", "F"})

_DAMAGED = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What Pillow's decoders raise over damaged files, as tests with damaged files found."""


class UnfitImageError(Exception):
    """An image cannot be used; the reason is said in words that complete "the image …"."""


class TooLargeError(UnfitImageError):
    """It has more pixels than are decoded."""


class UnknownFormatError(UnfitImageError):
    """It is no image, or of a format that is not read."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A decoded image in mode RGB or L; `size` is what it had before it was fitted, upright, in px."""

    image: Image.Image
    size: tuple[int, int]
    format: str
    frames: int


def open_image(source: Path | bytes, formats: tuple[str, ...], box: tuple[int, int]) -> Opened:
    """Decode the first frame of an image and make it no larger than `box`, its width and height in px."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it, and half an image would pass for a whole one
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _decoded(io.BytesIO(source) if isinstance(source, bytes) else source, formats, box)
    except Image.DecompressionBombError as error:
        raise TooLargeError("has too many pixels") from error
    except UnidentifiedImageError as error:
        raise UnknownFormatError("is of a format that is not read") from error
    except _DAMAGED as error:
        raise UnfitImageError(f"cannot be read: {_reason(error)}") from error


def measured(data: bytes) -> tuple[int, int]:
    """Give the width and height of an image in px, of which no more than its head is read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                return image.size
    except (*_DAMAGED, Image.DecompressionBombError) as error:
        raise UnfitImageError(f"cannot be read: {_reason(error)}") from error


def _decoded(source: Path | io.BytesIO, formats: tuple[str, ...], box: tuple[int, int]) -> Opened:
    with Image.open(source, formats=formats) as image:
        if image.width * image.height > MAX_PIXELS:
            raise Image.DecompressionBombError(f"{image.width} by {image.height} px")
        kind, frames = image.format or "", getattr(image, "n_frames", 1)
        image.draft("RGB", (min(box), min(box)))
        if image.width * image.height > _MOST_DECODED:
            raise Image.DecompressionBombError(f"{image.width} by {image.height} px")
        image.load()
        ImageOps.exif_transpose(image, in_place=True)
        # Colours are converted in several copies: of the small image, not of the large one.
        plain = _opaque(_in_srgb(_fitted(_smooth(image), box)))
        size = image.size
    plain.info.clear()
    return Opened(plain, size, kind, frames)


def _smooth(image: Image.Image) -> Image.Image:
    """Bring an image into a mode whose pixels can be mixed; that of numbers into 8 bits."""
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(image)
    if image.has_transparency_data and image.mode not in {"RGBA", "LA"}:
        return image.convert("LA" if image.mode == "L" else "RGBA")
    return image.convert(_MIXED[image.mode]) if image.mode in _MIXED else image


def _fitted(image: Image.Image, box: tuple[int, int]) -> Image.Image:
    scale = min(box[0] / image.width, box[1] / image.height)
    if scale >= 1:
        return image
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    return image.resize(size, Image.Resampling.LANCZOS)


def _in_srgb(image: Image.Image) -> Image.Image:
    """Convert by the image's own profile; a profile that is broken or of another kind is passed over."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    if converted is None:
        return image
    return converted.convert("L") if image.mode == "L" else converted


def _eight_bits(image: Image.Image) -> Image.Image:
    """Bring samples of 16 bits, or of floating point, to the range of 8 bits."""
    levels = image.convert("F")
    highest = ImageStat.Stat(levels).extrema[0][1]
    top = 65535.0 if image.mode.startswith("I") or highest > 255 else 255.0 if highest > 1 else 1.0
    return levels.point(lambda level: level * (255.0 / top) + 0.0).convert("L")


def _opaque(image: Image.Image) -> Image.Image:
    """Lay the image on white: what is drawn in black on nothing would vanish on a dark page."""
    mode = "L" if image.mode in _GREYS else "RGB"
    if not (image.has_transparency_data or image.mode in ("RGBA", "LA", "PA")):
        return image.convert(mode)
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(paper, layer).convert(mode)


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or "it is damaged").split("\n")[0].lower().rstrip(".")
