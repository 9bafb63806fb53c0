"""Take a supplied image as cover: whatever its format, it becomes a clean sRGB JPEG."""

from pathlib import Path

from PIL import Image

from ficbind.cover.fitting import Size, fill, is_book_shaped, whole
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.manifest.values import Cover
from ficbind.pictures.encoding import encode_jpeg
from ficbind.pictures.opening import MAX_PIXELS, TooLargeError, UnfitImageError, UnknownFormatError, open_image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF")

MAX_HEIGHT = 2560
LEAST_HEIGHT = 1600
_MOST_BYTES = 1_500_000


def open_picture(cover: Cover, path: Path) -> tuple[Image.Image, tuple[Diagnostic, ...]]:
    """Read an image as an upright opaque RGB picture in the shape of a book, at most 2560 px high."""
    try:
        opened = open_image(path, FORMATS, (MAX_PIXELS, MAX_HEIGHT))
    except TooLargeError as error:
        hint = "use an image of 1600 by 2560 px"
        raise _bad(cover, f"the cover image '{path.name}' {error}", hint) from error
    except UnknownFormatError as error:
        hint = f"save it as one of {', '.join(FORMATS)}"
        raise _bad(cover, f"'{path.name}' is {_kind(path)}", hint) from error
    except UnfitImageError as error:
        hint = "open it in an image program and export it again as JPEG or PNG"
        raise _bad(cover, f"the cover image '{path.name}' {error}", hint) from error
    fitted = _fitted(opened.image.convert("RGB"), cover.fit)
    return fitted, _doubts(cover, path, opened.size, fitted.size)


def _fitted(picture: Image.Image, how: str | None) -> Image.Image:
    if how == "fill":
        return fill(picture)
    return picture if how is None and is_book_shaped(picture.size) else whole(picture)


def narrowed(picture: Image.Image, most_width: int) -> Image.Image:
    """Make a picture no wider than so many px."""
    if picture.width <= most_width:
        return picture
    return picture.resize((most_width, round(picture.height * most_width / picture.width)), Image.Resampling.LANCZOS)


def encode(picture: Image.Image) -> bytes:
    """Write a cover as JPEG without metadata."""
    return encode_jpeg(picture, _MOST_BYTES)


def _doubts(cover: Cover, path: Path, size: Size, fitted: Size) -> tuple[Diagnostic, ...]:
    found = []
    hint = "use an image of about 1600 by 2560 px"
    if fitted[1] < LEAST_HEIGHT:
        made = f"a cover of only {fitted[0]} by {fitted[1]} px, which will look soft on large screens"
        message = f"the cover image '{path.name}' makes {made}"
        found.append(Diagnostic(Code.SMALL_COVER_IMAGE, "warning", message, cover.where, hint))
    if cover.fit is None and not is_book_shaped(size):
        message = (
            f"the cover image '{path.name}' of {size[0]} by {size[1]} px does not have the shape of a book "
            "and stands on a ground of its own colours"
        )
        hint = "write 'fit: fill' under 'cover:' to crop it, or 'fit: whole' to have it so"
        found.append(Diagnostic(Code.SMALL_COVER_IMAGE, "warning", message, cover.where, hint))
    return tuple(found)


def _kind(path: Path) -> str:
    begin = path.read_bytes()[:64].lstrip()
    if not begin:
        return "empty"
    named = {b"%PDF": "a PDF, not an image", b"<": "a drawing or page in XML, not an image of pixels"}
    return next((what for sign, what in named.items() if begin.startswith(sign)), "not an image of a known format")


def _bad(cover: Cover, message: str, hint: str) -> FicbindError:
    where = cover.where if isinstance(cover.where, Location) else Location(Path())
    return FicbindError(Diagnostic(Code.BAD_COVER_IMAGE, "error", message, where, hint))
