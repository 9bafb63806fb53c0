"""Images of stories: what becomes of them, and that nothing but pixels gets into the book."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from casefiles import Case, cases
from ficbind.checks.fidelity import check_story
from ficbind.model import Story
from ficbind.passes import tidy
from test_passes_structure import STRUCTURE, draft_of, told

SIGN = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="120" height="80">
<script>alert(1)</script><rect width="120" height="80" fill="#fff"/><text x="10" y="40">Quay</text></svg>"""


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def a_photograph(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Make an image of many colours."""
    return Image.merge(
        "RGB", [Image.radial_gradient("L").resize((width, height)).rotate(turn) for turn in (0, 90, 180)]
    ).convert(mode)


def a_drawing(width: int, height: int) -> Image.Image:
    """Make an image of lines."""
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).line([(0, 0), (width, height)], "black", 3)
    return image


def files() -> Mapping[str, bytes]:
    photograph = encoded(a_photograph(80, 60), "JPEG")
    return {
        "photo.jpg": photograph,
        "map.png": encoded(a_drawing(200, 100), "PNG"),
        "line.png": encoded(a_drawing(600, 12), "PNG"),
        "point.gif": encoded(Image.new("P", (1, 1)), "GIF"),
        "icon.png": encoded(a_drawing(16, 16), "PNG"),
        "moving.gif": encoded(
            Image.new("L", (60, 60), 0), "GIF", save_all=True, append_images=[Image.new("L", (60, 60), 255)]
        ),
        "broken.jpg": photograph[:400],
        "text.svg": SIGN,
    }


FILES = files()


def illustrated(markup: str, images: Mapping[str, bytes] = FILES) -> Story:
    draft = replace(draft_of(markup), images=images)
    story = tidy(draft, key="s001", language="en", typography=replace(STRUCTURE, chapters=False, notes=False))
    assert check_story(story) == ()
    return story


def with_pictures(story: Story) -> str:
    """Write a story and what is known of its pictures."""
    pictures = [
        f"+ {each.name}: {each.media_type}, {each.width} x {each.height}{'' if each.described else ', undescribed'}"
        for each in story.pictures
    ]
    return "\n".join([told(story), *pictures])


@pytest.mark.parametrize("case", cases("passes/images"), ids=str)
def test_an_image_becomes(case: Case, judge: Callable[[Case, str], None]) -> None:
    judge(case, with_pictures(illustrated(case.given)))
