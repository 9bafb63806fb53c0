"""Take a supplied image as cover: whatever its format, it becomes a clean sRGB JPEG."""

import io
import warnings
from pathlib import Path

from PIL import Image, ImageCms, ImageFile, ImageOps, ImageStat, UnidentifiedImageError

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.manifest.values import Cover

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF")

MAX_PIXELS = 120_000_000
"""Largest image that is decoded: 360 MB in memory; a cover has 4 million pixels."""

MAX_HEIGHT = 2560
LEAST_HEIGHT = 1600
RATIOS = (1.2, 1.8)
"""Height by width of covers that shops show without bars or cuts; 1.6 is the usual one."""

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def open_picture(cover: Cover, path: Path) -> tuple[Image.Image, tuple[Diagnostic, ...]]:
    """Read an image as an upright opaque RGB picture that is at most 2560 px high."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture, size = _decoded(path)
    except Image.DecompressionBombError as error:
        raise _bad(
            cover, f"the cover image '{path.name}' has too many pixels", "use an image of 1600 by 2560 px"
        ) from error
    except UnidentifiedImageError as error:
        hint = f"save it as one of {', '.join(FORMATS)}"
        raise _bad(cover, f"'{path.name}' is {_kind(path)}", hint) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        hint = "open it in an image program and export it again as JPEG or PNG"
        raise _bad(cover, f"the cover image '{path.name}' cannot be read: {_reason(error)}", hint) from error
    return picture, _doubts(cover, path, size)


def encode(picture: Image.Image, limit: int = 1_500_000) -> bytes:
    """Write a JPEG without metadata, at the best quality that stays below `limit` bytes."""
    for quality in (90, 84, 76, 66, 54, 40):
        stream = io.BytesIO()
        picture.save(
            stream, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=0 if quality > 80 else 2
        )
        if stream.tell() <= limit:
            break
    return stream.getvalue()


def _decoded(path: Path) -> tuple[Image.Image, tuple[int, int]]:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it, and half a cover would pass for a whole one
    with Image.open(path, formats=FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise Image.DecompressionBombError(f"{image.width} by {image.height} px")
        image.draft("RGB", (MAX_HEIGHT, MAX_HEIGHT))
        image.load()
        upright = ImageOps.exif_transpose(image)
        size = upright.size
        picture = _opaque(_in_srgb(upright))
    if picture.height > MAX_HEIGHT:
        width = max(round(picture.width * MAX_HEIGHT / picture.height), 1)
        picture = picture.resize((width, MAX_HEIGHT), Image.Resampling.LANCZOS)
    picture.info.clear()
    return picture, size


def _in_srgb(image: Image.Image) -> Image.Image:
    """Convert by the image's own profile; a profile that is broken or of another kind is passed over."""
    if image.mode.startswith("I") or image.mode == "F":
        image = _eight_bits(image)
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return converted or image


def _eight_bits(image: Image.Image) -> Image.Image:
    """Bring samples of 16 bits, or of floating point, to the range of 8 bits."""
    levels = image.convert("F")
    highest = ImageStat.Stat(levels).extrema[0][1]
    top = 65535.0 if image.mode.startswith("I") or highest > 255 else 255.0 if highest > 1 else 1.0
    return levels.point(lambda level: level * (255.0 / top) + 0.0).convert("L")


def _opaque(image: Image.Image) -> Image.Image:
    if not (image.has_transparency_data or image.mode in ("RGBA", "LA", "PA")):
        return image.convert("RGB")
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(paper, layer).convert("RGB")


def _doubts(cover: Cover, path: Path, size: tuple[int, int]) -> tuple[Diagnostic, ...]:
    width, height = size
    found = []
    hint = "use an image of about 1600 by 2560 px"
    if height < LEAST_HEIGHT:
        message = f"the cover image '{path.name}' is only {height} px high and will look soft on large screens"
        found.append(Diagnostic(Code.SMALL_COVER_IMAGE, "warning", message, cover.where, hint))
    if not RATIOS[0] <= height / width <= RATIOS[1]:
        message = f"the cover image '{path.name}' of {width} by {height} px does not have the shape of a book"
        if height >= LEAST_HEIGHT:
            hint = f"crop it to about {min(width, round(height / 1.6))} by {min(height, round(width * 1.6))} px"
        found.append(Diagnostic(Code.SMALL_COVER_IMAGE, "warning", message, cover.where, hint))
    return tuple(found)


def _kind(path: Path) -> str:
    begin = path.read_bytes()[:64].lstrip()
    if not begin:
        return "empty"
    named = {b"%PDF": "a PDF, not an image", b"<": "a drawing or page in XML, not an image of pixels"}
    return next((what for sign, what in named.items() if begin.startswith(sign)), "not an image of a known format")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or "it is damaged").split("\n")[0].lower().rstrip(".")


def _bad(cover: Cover, message: str, hint: str) -> FicbindError:
    where = cover.where if isinstance(cover.where, Location) else Location(Path())
    return FicbindError(Diagnostic(Code.BAD_COVER_IMAGE, "error", message, where, hint))
