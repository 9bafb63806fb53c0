"""The cover: a supplied image made clean, or a typographic cover drawn from a design in covers/."""

from ficbind.cover.inside import Inside, inside
from ficbind.diagnostics import Diagnostic
from ficbind.manifest.values import Manifest
from ficbind.model import CoverImage

__all__ = ["Inside", "get_ready", "inside", "make"]


def get_ready() -> None:
    """Load what draws a cover."""
    import ficbind.cover.drawing
    import ficbind.cover.picture  # noqa: F401


def make(
    manifest: Manifest, within: Inside | None = None, most_width: int | None = None
) -> tuple[CoverImage, tuple[Diagnostic, ...]]:
    """Make the cover that the manifest asks for, of a book with these stories, no wider than so many px."""
    # Pillow and the YAML parser are not needed to say what a cover is.
    from ficbind.cover.drawing import draw
    from ficbind.cover.picture import encode, narrowed, open_picture

    cover = manifest.cover
    if cover.image is None:
        picture, found = draw(manifest, within or Inside())
    else:
        picture, found = open_picture(cover, cover.image)
    picture = narrowed(picture, most_width) if most_width else picture
    alt = cover.alt or manifest.title
    return CoverImage(encode(picture), "image/jpeg", picture.width, picture.height, alt), found
