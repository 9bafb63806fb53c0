"""Images of stories: what becomes of them, and that nothing but pixels gets into the book."""

import contextlib
import gzip
import io
import time
import zipfile
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from casefiles import Case, cases
from ficbind.checks.fidelity import check_story
from ficbind.diagnostics import Code
from ficbind.model import Story
from ficbind.passes import tidy
from ficbind.pictures.opening import MAX_PIXELS, UnfitImageError
from ficbind.pictures.plates import LONGEST, plate
from ficbind.pipeline import Request, build
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


# The pixels themselves


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF"])
def test_every_format_is_read(kind: str) -> None:
    made = plate(encoded(a_photograph(90, 60), kind))
    assert (made.width, made.height, made.moves) == (90, 60, False)


def test_the_same_image_gives_the_same_bytes_without_metadata() -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    data = encoded(a_photograph(90, 60), "JPEG", exif=exif, comment=b"a secret place")
    assert plate(data).data == plate(data).data
    assert b"secret" in data
    assert b"secret" not in plate(data).data


def test_a_photograph_is_a_jpeg_and_a_drawing_a_png_of_at_most_the_longest_side() -> None:
    photograph, drawing = plate(encoded(a_photograph(2400, 1200), "PNG")), plate(encoded(a_drawing(3000, 1000), "PNG"))
    assert (photograph.media_type, photograph.width, photograph.height) == ("image/jpeg", LONGEST, LONGEST // 2)
    assert (drawing.media_type, drawing.width, drawing.height) == ("image/png", LONGEST, 533)


def test_small_images_are_not_enlarged_and_grey_ones_stay_grey() -> None:
    small = plate(encoded(a_photograph(40, 30, "L"), "PNG"))
    assert (small.width, small.height) == (40, 30)
    assert Image.open(io.BytesIO(small.data)).mode == "L"


def test_a_turned_photograph_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = plate(encoded(a_photograph(90, 60), "JPEG", exif=exif))
    assert (made.width, made.height) == (60, 90)


def test_what_is_drawn_on_nothing_is_drawn_on_white() -> None:
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    made = Image.open(io.BytesIO(plate(encoded(image, "PNG")).data)).convert("RGB")
    assert made.getpixel((5, 5)) == (255, 255, 255)


def test_an_image_of_too_many_pixels_is_refused() -> None:
    side = int(MAX_PIXELS**0.5) + 100
    bomb = encoded(Image.new("1", (side, side)), "PNG")
    assert len(bomb) < 200_000
    with pytest.raises(UnfitImageError, match="too many pixels"):
        plate(bomb)


# Drawings


def drawing(inner: str, **sides: object) -> bytes:
    given = "".join(f' {name}="{value}"' for name, value in ({"width": 60, "height": 40} | sides).items())
    links = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {links}{given}>{inner}</svg>".encode()


def _use(number: int) -> str:
    return f'<use href="#a{number}"/>'


PLAIN = plate(drawing('<rect width="20" height="20"/>')).data


@pytest.mark.parametrize(
    "hostile",
    [
        '<script>alert(1)</script><rect width="20" height="20" onclick="x()"/>',
        '<image xlink:href="file:///etc/passwd" width="60" height="40"/><rect width="20" height="20"/>',
        '<image href="https://example.org/x.png" width="60" height="40"/><rect width="20" height="20"/>',
        '<use href="https://example.org/x.svg#a"/><rect width="20" height="20"/>',
        '<foreignObject width="60" height="40"><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'
        '<rect width="20" height="20"/>',
        '<style>@import url("https://example.org/x.css");</style><rect width="20" height="20"/>',
        '<filter id="f"><feTurbulence baseFrequency="0.001" numOctaves="9999"/></filter>'
        '<rect width="20" height="20" filter="url(#f)"/>',
        '<rect width="20" height="20" style="filter: url(#f); mask: url(#m)"/>',
        '<animate attributeName="x" values="0;9"/><rect width="20" height="20"/>',
    ],
)
def test_nothing_but_shapes_is_drawn(hostile: str) -> None:
    assert plate(drawing(hostile)).data == PLAIN


@pytest.mark.parametrize(
    "hostile",
    [
        b'<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>',
        b"<svg",
        b"<svg/>",
        b"\x1f\x8b" + bytes(40),
        gzip.compress(bytes(9_000_000)),
        drawing(f"<text>{'a' * 30_000}</text>"),
        drawing("<g>" * 50_000),
        drawing("".join(f'<g id="a{n}">{_use(n + 1) * 9}</g>' for n in range(12))),
        drawing("", width="1e99", height="nan"),
    ],
    ids=range(9),
)
def test_a_hostile_drawing_is_refused_or_drawn_at_once(hostile: bytes) -> None:
    before = time.process_time()
    with contextlib.suppress(UnfitImageError):
        plate(hostile)
    assert time.process_time() - before < 5


def test_deep_and_see_through_drawings_are_flattened() -> None:
    nested = '<g opacity="0.9">' * 300 + '<rect width="20" height="20"/>' + "</g>" * 300
    wide = '<g opacity="0.9"><rect width="9" height="9"/></g>' * 2000
    before = time.process_time()
    assert plate(drawing(nested)).width == plate(drawing(wide)).width == 120
    assert time.process_time() - before < 5


@given(st.binary(max_size=300), st.sampled_from(sorted(FILES)), st.integers(0, 400), st.integers(0, 255))
@settings(deadline=None, max_examples=60)
def test_any_bytes_are_a_picture_or_unfit(noise: bytes, name: str, place: int, byte: int) -> None:
    damaged = bytearray(FILES[name])
    damaged[place % len(damaged)] = byte
    for data in (noise, bytes(damaged), FILES[name][: place + 1], b"<svg>" + noise):
        with contextlib.suppress(UnfitImageError):
            assert max(plate(data).width, plate(data).height) <= LONGEST


def test_a_book_holds_no_more_than_it_can() -> None:
    draft = replace(draft_of('<p>One.</p><p><img src="map.png" alt="A map"/></p>'), images=FILES, room=100)
    story = tidy(draft, key="s001", language="en", typography=STRUCTURE)
    assert story.pictures == ()
    assert [each.code for each in story.diagnostics] == [Code.LEFT_OUT_IMAGE]


# In both books

PAGE = """<html><head><title>The Map</title></head><body><h1>The Map</h1><p>by Ada Quill</p>
<p>She unrolled it on the table and put a lamp on each corner of the sea.</p>
<figure><img src="{wide}" alt="A coast"/><figcaption>The coast.</figcaption></figure>
<p>There was <img src="https://example.org/a.png" alt="a house"/> on it.</p>
<p><img src="{tall}" alt="A tower &quot;of&quot; light"/></p>
<div class="phone"><span class="text">come</span><span class="reply">no</span></div>
<p><span style="color:red">Red</span> said the <span class="spoiler">end</span>, and the <mark>lamp</mark> went out.</p>
<table><tr><td><img src="{wide}"/></td><td>cell</td></tr></table>
<p>And that was all there was to see on that old map of the coast.</p></body></html>"""


def test_pictures_reach_both_books_valid_and_whole(tmp_path: Path) -> None:
    wide, tall = (
        f"data:image/png;base64,{b64encode(encoded(image, 'PNG')).decode()}"
        for image in (a_drawing(2000, 900), a_drawing(300, 1500))
    )
    (tmp_path / "map.html").write_text(PAGE.format(wide=wide, tall=tall), encoding="utf-8")
    (tmp_path / "a.yaml").write_text("title: Maps\nlanguage: en\nstories: [map.html]\n", encoding="utf-8")
    report = build(Request(tmp_path / "a.yaml"))
    assert not report.of("error")
    assert {each.code for each in report.of("warning")} == {Code.LEFT_OUT_IMAGE, Code.UNDESCRIBED_IMAGE}
    epub, pdf = (output.path for output in report.outputs)
    with zipfile.ZipFile(epub) as archive:
        images = {name for name in archive.namelist() if "images/s-map-60be" in name}
        package = archive.read("EPUB/content.opf").decode()
        text = archive.read("EPUB/text/s-map-60be-c01.xhtml").decode()
    assert images == {"EPUB/images/s-map-60be-i01.png", "EPUB/images/s-map-60be-i02.png"}
    assert "visual" in package
    assert "alternativeText" not in package
    assert 'src="../images/s-map-60be-i01.png"' in text
    assert 'class="very-tall"' in text
    with pikepdf.open(pdf) as book:
        sizes = [(int(image.Width), int(image.Height)) for page in book.pages for image in page.get_images().values()]
    assert (1600, 720) in sizes
    assert (300, 1500) in sizes
