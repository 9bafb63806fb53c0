"""The bundled cover designs, measured: words stand out, titles are legible as thumbnails, the stories show."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter, ImageStat

from ficbind import cover
from ficbind.bundled import bundled
from ficbind.cover.chance import chance
from ficbind.cover.colours import READABLE, contrast
from ficbind.cover.drawing import plan
from ficbind.cover.faces import run
from ficbind.cover.inside import Inside, Tale, inside, marks
from ficbind.cover.layout import Type
from ficbind.cover.paint import Plan, draw_type, paint
from ficbind.cover.shapes import HEIGHT
from ficbind.diagnostics import Code, Location
from ficbind.manifest.values import Cover, Manifest
from ficbind.model import Fact, Field, Level, Metadata, Origin, Person, Series, Story

DESIGNS = sorted(path.name for path in bundled("covers").iterdir() if path.is_dir())
HERE = Location(Path("anthology.yaml"), 4, 3)
BOOK = Manifest(
    Path("anthology.yaml"),
    "What the Light Said",
    "en",
    Cover(HERE),
    (),
    subtitle="Ten Stories from Saltmarsh",
    people=(Person("Wren Halloway", "edt"),),
    series=Series("The Saltmarsh Books", "1"),
    publisher="The Farrow Head Press",
)
TEN = Inside(tuple(Tale(900 + 613 * number, f"author {number % 7}") for number in range(10)), "Mature")
LONG = (
    "An Incomplete and Occasionally Inaccurate Account of the Last Lighthouse Keepers of Farrow Head, with Appendices"
)
FILLING = "A Short Inventory of Fog and Other Weather"
"""A title that fills the boxes of all designs, so that words come to stand wherever they can."""

THUMBNAIL = 160
"""Height in px at which shops and shelves show a cover at its smallest."""


def look(manifest: Manifest, design: str, **options: str) -> Manifest:
    return replace(manifest, cover=Cover(HERE, design, options=tuple(options.items())))


def lines(made: Plan, slot: str) -> list[Type]:
    return [line for stack in made.stacks for line in stack.type if line.slot == slot]


# ── contrast ─────────────────────────────────────────────────────────────────────────────────────────────────────────

CELL = 8
"""Side in px of the squares over which the grain of a texture is averaged, as the eye does."""


def batched(pixels: bytes) -> Iterator[bytes]:
    return (pixels[start : start + 3] for start in range(0, len(pixels), 3))


def colours_about(picture: Image.Image, line: Type) -> tuple[tuple[int, ...], Iterator[tuple[int, ...]]]:
    """Measure the colour of a line's letters, and those of the squares of ground within 8 px of them."""
    left, top, right, bottom = (round(side + more) for side, more in zip(line.box, (-16, -16, 16, 16), strict=True))
    part = picture.crop((left, top, right, bottom))
    type_ = Image.new("RGB", (part.width * 2, part.height * 2))
    draw_type(type_, replace(line, x=line.x - left, y=line.y - top), (255, 255, 255))
    mask = type_.reduce(2).convert("L")
    letters = mask.point([0] * 230 + [255] * 26)
    close = mask.filter(ImageFilter.BoxBlur(8)).point([0] + [255] * 255)
    clear = mask.filter(ImageFilter.BoxBlur(2)).point([255] + [0] * 255)
    ground = ImageChops.multiply(close, clear)
    shares = ground.reduce(CELL).tobytes()
    sums = Image.composite(part, Image.new("RGB", part.size), ground).reduce(CELL).tobytes()
    cells = (
        tuple(min(round(value * 255 / share), 255) for value in total)
        for total, share in zip(batched(sums), shares, strict=True)
        if share > 127
    )
    return tuple(round(value) for value in ImageStat.Stat(part, letters).mean), cells


@pytest.mark.parametrize("design", DESIGNS)
def test_every_word_stands_out_from_all_that_is_drawn_about_it_in_every_palette(design: str) -> None:
    book = replace(BOOK, title=FILLING)
    for name, _ in plan(look(book, design), TEN).design.palettes:
        made = plan(look(book, design, palette=name, badge="yes"), TEN)
        picture = paint(made)
        for line in (line for stack in made.stacks for line in stack.type if line.slot):
            letters, cells = colours_about(picture, line)
            worst = min(contrast(letters, each) for each in cells)
            assert worst >= READABLE, (name, line.slot, letters, round(worst, 2))


# ── legibility ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("title", "least", "most"),
    [
        ("Ox", 7, 1),
        ("Lighthouses", 5, 1),
        (BOOK.title, 6.5, 3),
        ("Собрание невероятных происшествий", 4, 3),
        (LONG, 3, 7),
    ],
    ids=["short", "one word", "usual", "Cyrillic", "long"],
)
@pytest.mark.parametrize("design", DESIGNS)
def test_a_title_can_be_read_on_a_thumbnail(design: str, title: str, least: float, most: int) -> None:
    """By the height of its capitals in px; Latin text stays recognizable down to about 3."""
    found = lines(plan(look(replace(BOOK, title=title), design), TEN), "title")
    capital = min(run("H", line.setting).rise * line.size for line in found) * THUMBNAIL / HEIGHT
    assert capital >= least
    assert len(found) <= most


@pytest.mark.parametrize("design", DESIGNS)
def test_every_design_shows_series_people_and_publisher(design: str) -> None:
    made = plan(look(BOOK, design), TEN)
    assert all(lines(made, slot) for slot in ("title", "subtitle", "people", "series", "publisher"))


@pytest.mark.parametrize("design", DESIGNS)
def test_many_editors_all_stand_on_the_cover(design: str) -> None:
    names = [f"Editor{number} Of-The-Coast" for number in range(9)]
    many = replace(BOOK, people=tuple(Person(name, "edt") for name in names))
    found = lines(plan(look(many, design), TEN), "people")
    said = " ".join(piece.text for line in found for piece in line.run.pieces).casefold().replace("\xa0", " ")
    assert all(f"editor{number}" in said.replace(" ", "") for number in range(9))
    assert min(line.size for line in found) >= 20


# ── the stories ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("design", sorted({*DESIGNS} - {"patterned"}))
def test_another_number_of_stories_gives_another_picture(design: str) -> None:
    more = Inside((*TEN.tales, Tale(4000, "another")), TEN.rating)
    assert paint(plan(look(BOOK, design), TEN)).tobytes() != paint(plan(look(BOOK, design), more)).tobytes()


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("count", [1, 2, 400])
def test_a_book_of_any_number_of_stories_has_a_cover(design: str, count: int) -> None:
    book = Inside(tuple(Tale(int(6000 * chance("x", n)), str(n % 30)) for n in range(count)))
    made, found = cover.make(look(BOOK, design), book)
    assert (made.width, made.height, found) == (1600, 2560, ())


@given(st.lists(st.builds(Tale, st.integers(0, 10**7), st.sampled_from("abcdefgh")), min_size=1, max_size=500))
@settings(max_examples=60)
def test_marks_are_as_large_as_their_stories_and_one_is_the_longest(tales: list[Tale]) -> None:
    found = marks(tales, "seed")
    assert 1 <= len(found) <= min(len(tales), 48)
    assert all(0 < mark.size <= 1 for mark in found)
    assert [mark.longest for mark in found].count(True) == 1
    assert max(found, key=lambda mark: mark.longest).size == max(mark.size for mark in found)


# ── the badge ────────────────────────────────────────────────────────────────────────────────────────────────────────


def said(design: str, book: Inside, **options: str) -> str:
    found = lines(plan(look(BOOK, design, **options), book), "badge")
    return " ".join(piece.text for line in found for piece in line.run.pieces)


@pytest.mark.parametrize("design", DESIGNS)
def test_a_badge_stands_on_the_cover_only_when_it_is_asked_for(design: str) -> None:
    assert said(design, TEN) == said(design, TEN, badge="no") == ""
    assert said(design, TEN, badge="yes").replace(" ", "").casefold() == "mature"
    assert said(design, TEN, badge="18+").replace(" ", "") == "18+"


def test_a_badge_without_a_rating_is_told() -> None:
    _, found = cover.make(look(BOOK, "classic", badge="yes"), replace(TEN, rating=None))
    assert [(each.code, each.severity) for each in found] == [(Code.BAD_COVER_OPTION, "warning")]


def story(level: Level | None) -> Story:
    facts = (Fact(Field.RATING, (level.value,), Origin.HEADER),) if level else ()
    return Story("s001", Path("a.txt"), Metadata(facts, level=level), "en", (), 100, "")


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ((Level.TEEN, Level.EXPLICIT, Level.GENERAL), "E"),
        ((Level.NOT_RATED, Level.GENERAL), "G"),
        ((None, Level.NOT_RATED), "NR"),
        ((None, None), None),
    ],
)
def test_the_badge_is_the_highest_rating_of_the_stories(levels: tuple[Level | None, ...], shown: str | None) -> None:
    assert inside([story(level) for level in levels], str).rating == shown


# ── pictures of the user's own ───────────────────────────────────────────────────────────────────────────────────────


def fitted(folder: Path, image: Image.Image, fit: str | None = None) -> tuple[Image.Image, list[Code]]:
    image.save(folder / "cover.png")
    made, found = cover.make(replace(BOOK, cover=Cover(HERE, image=folder / "cover.png", fit=fit)))
    return Image.open(io.BytesIO(made.data)), [each.code for each in found]


def disc_on(size: tuple[int, int], colour: str = "ivory") -> Image.Image:
    """Draw a red disc in the middle: wherever it is distorted it is no circle any more."""
    image = Image.new("RGB", size, colour)
    radius = min(size) // 4
    disc = Image.new("L", (radius * 8, radius * 8))
    disc.paste(255, (0, 0, *disc.size))
    square = Image.radial_gradient("L").resize((2 * radius, 2 * radius)).point([255] * 180 + [0] * 76)
    image.paste("#c01010", ((size[0] // 2) - radius, (size[1] // 2) - radius), square)
    return image


def red(picture: Image.Image) -> tuple[int, int]:
    """Measure width and height of the disc."""
    _, green, _ = picture.split()
    left, top, right, bottom = green.point([255] * 100 + [0] * 156).getbbox() or (0, 0, 0, 0)
    return right - left, bottom - top


@pytest.mark.parametrize("size", [(3000, 400), (400, 3000), (2000, 2000), (1600, 2560), (900, 2400), (31, 17)])
@pytest.mark.parametrize("fit", ["whole", "fill"])
def test_a_picture_of_any_shape_is_fitted_and_never_distorted(tmp_path: Path, size: tuple[int, int], fit: str) -> None:
    picture, _ = fitted(tmp_path, disc_on(size), fit)
    wide, high = red(picture)
    assert picture.height / picture.width == pytest.approx(1.6, rel=0.06)
    assert picture.height <= HEIGHT
    assert wide == pytest.approx(high, abs=3)


def test_a_plain_edge_goes_on_in_its_colour(tmp_path: Path) -> None:
    picture, codes = fitted(tmp_path, disc_on((2000, 2000), "#204060"))
    assert contrast(picture.getpixel((5, 5)), (0x20, 0x40, 0x60)) < 1.05
    assert codes == [Code.SMALL_COVER_IMAGE]


def test_a_busy_edge_goes_on_in_a_blur(tmp_path: Path) -> None:
    busy = Image.effect_noise((1600, 1600), 90).convert("RGB")
    picture, codes = fitted(tmp_path, busy, "whole")
    assert picture.size == (1600, 2560)
    assert max(ImageStat.Stat(picture.crop((0, 0, 1600, 400))).stddev) < 20
    assert codes == []


def test_a_picture_in_the_shape_of_a_book_stays_as_it_is(tmp_path: Path) -> None:
    picture, codes = fitted(tmp_path, disc_on((1500, 2250)))
    assert (picture.size, codes) == ((1500, 2250), [])
