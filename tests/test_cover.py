"""Covers: designs that hold any title, and images of any kind made fit for a book."""

import io
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ficbind import cover, machine_fonts
from ficbind.bundled import bundled
from ficbind.cover.drawing import plan
from ficbind.cover.faces import every_face
from ficbind.cover.inside import Inside, Tale
from ficbind.cover.shapes import HEIGHT, WIDTH, Box
from ficbind.diagnostics import Code, FicbindError, Location
from ficbind.manifest.values import Cover, Manifest
from ficbind.model import Person, Series

DESIGNS = sorted(path.name for path in bundled("covers").iterdir() if path.is_dir())
HERE = Location(Path("anthology.yaml"), 4, 3)
SHORT = Manifest(Path("anthology.yaml"), "Ox", "en", Cover(HERE), ())
FULL = replace(
    SHORT,
    title="What the Light Said",
    subtitle="Ten Stories from Saltmarsh",
    people=(Person("Wren Halloway", "edt"),),
    series=Series("The Saltmarsh Books", "1"),
    publisher="The Farrow Head Press",
)
BOTH = Inside((Tale(800, "Ada"), Tale(2400, "Ben")), "Mature")
SCRIPTS = st.sampled_from(
    [
        "abcdefghijklmnoprstuvwy ",
        "ABCÄÖÜßçéñ '’-",
        "абвгдежзийклмн ",
        "αβγδεζηθ ",
        "Ww Mm Qq ",
        "a–b (c) “d” ",
        "fjgpqy, ",
    ]
)
TITLES = SCRIPTS.flatmap(lambda letters: st.text(letters, min_size=1, max_size=300)).filter(
    lambda text: bool(text.strip())
)


def look(manifest: Manifest, design: str, **options: str) -> Manifest:
    return replace(manifest, cover=Cover(HERE, design, options=tuple(options.items())))


def opened(manifest: Manifest) -> Image.Image:
    return Image.open(io.BytesIO(cover.make(manifest)[0].data))


def overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] - 0.5 and two[0] < one[2] - 0.5 and one[1] < two[3] - 0.5 and two[1] < one[3] - 0.5


def assert_in_place(manifest: Manifest) -> None:
    made = plan(manifest, BOTH)
    boxes = [line.box for stack in made.stacks if not stack.label for line in stack.type]
    boxes += [stack.label for stack in made.stacks if stack.label]
    margin = made.design.margin
    for left, top, right, bottom in boxes:
        assert left >= margin - 1
        assert top >= margin - 1
        assert right <= WIDTH - margin + 1
        assert bottom <= HEIGHT - margin + 1
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]


@pytest.mark.parametrize("design", DESIGNS)
@given(title=TITLES, subtitle=TITLES | st.none())
@settings(max_examples=25)
def test_no_text_is_clipped_and_none_overlaps(design: str, title: str, subtitle: str | None) -> None:
    assert_in_place(look(replace(FULL, title=title, subtitle=subtitle), design, badge="yes"))


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(
    "title", ["Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter", "W" * 300, "A " * 150]
)
def test_words_without_end_are_held_too(design: str, title: str) -> None:
    assert_in_place(look(replace(FULL, title=title), design))


def test_a_font_of_the_machine_draws_what_no_face_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    font = TTFont(next(path for path in every_face(tmp_path) if path.stem == "EBGaramond-Regular"))
    for table in font["cmap"].tables:
        table.cmap = {ord("猫"): table.cmap[ord("M")]}
    font.save(tmp_path / "cats.ttf")
    without, _ = cover.make(look(replace(FULL, title="Home 猫"), "classic"))
    monkeypatch.setattr(machine_fonts, "files", lambda wanted: (tmp_path / "cats.ttf",) if wanted == {"猫"} else ())
    drawn, (found,) = cover.make(look(replace(FULL, title="Home 猫"), "classic"))
    assert (found.code, found.severity, "'cats.ttf'" in found.message) == (Code.UNDRAWN_CHARACTERS, "info", True)
    assert drawn.data != without.data


@pytest.mark.parametrize("line", ["/f/c.ttc\t1\tX\tRegular\tFalse\tCFF", "/f/e.ttf\t0\tX\tRegular\tTrue\tTrueType"])
def test_faces_within_collections_and_coloured_ones_draw_no_cover(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = ["/f/m.ttf\t0\tA Mono\tRegular\tFalse\tTrueType", "/f/s.otf\t0\tA Serif\tBook\tFalse\tCFF"]
    monkeypatch.setattr(machine_fonts, "_listed", lambda *_: [line, *plain])
    assert [path.name for path in machine_fonts.files(frozenset(line))] == ["s.otf", "m.ttf"]


@pytest.mark.parametrize("design", DESIGNS)
def test_every_word_of_the_title_is_drawn(design: str) -> None:
    made = plan(look(replace(FULL, title="The Long Way Home and Other Stories of the Coast"), design), BOTH)
    runs = [line.run for stack in made.stacks for line in stack.type if line.slot == "title"]
    drawn = " ".join("".join(piece.text for piece in run.pieces) for run in runs)
    assert drawn.casefold().split() == ["the", "long", "way", "home", "and", "other", "stories", "of", "the", "coast"]


@pytest.mark.parametrize("design", DESIGNS)
def test_the_cover_has_the_size_of_shops_and_the_same_bytes_twice(design: str) -> None:
    image, found = cover.make(look(FULL, design))
    assert (image.width, image.height, image.media_type, found) == (1600, 2560, "image/jpeg", ())
    assert image == cover.make(look(FULL, design))[0]


@pytest.mark.parametrize("design", DESIGNS)
def test_another_title_gives_another_cover(design: str) -> None:
    assert cover.make(look(FULL, design))[0].data != cover.make(look(replace(FULL, title="Home"), design))[0].data


def test_characters_that_no_face_has_are_told() -> None:
    _, found = cover.make(look(replace(FULL, title="Home 猫"), "classic"))
    assert [(each.code, "猫" in each.message) for each in found] == [(Code.UNDRAWN_CHARACTERS, True)]


@pytest.mark.parametrize("design", DESIGNS)
def test_a_title_of_which_only_joiners_are_left_is_told_too(design: str) -> None:
    _, found = cover.make(look(replace(SHORT, title="فانوس\u200cها"), design))
    assert [each.severity for each in found] == ["warning"]


@pytest.mark.parametrize(
    ("options", "part"), [({"palette": "mauve"}, "'mauve'"), ({"colour": "red"}, "'colour'")], ids=["palette", "option"]
)
def test_an_unknown_option_is_named(options: dict[str, str], part: str) -> None:
    with pytest.raises(FicbindError, match=part):
        cover.make(look(FULL, "classic", **options))


def test_a_design_beside_the_manifest_is_found_first(tmp_path: Path) -> None:
    (tmp_path / "covers" / "mine").mkdir(parents=True)
    text = (bundled("covers") / "french" / "cover.yaml").read_text("utf-8")
    (tmp_path / "covers" / "mine" / "cover.yaml").write_text(text, "utf-8")
    image, _ = cover.make(look(replace(FULL, path=tmp_path / "anthology.yaml"), "mine"))
    assert image.height == 2560


def test_a_broken_design_is_reported_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "covers" / "mine").mkdir(parents=True)
    text = (bundled("covers") / "french" / "cover.yaml").read_text("utf-8").replace("draw:", "drawn:")
    (tmp_path / "covers" / "mine" / "cover.yaml").write_text(text, "utf-8")
    with pytest.raises(FicbindError) as caught:
        cover.make(look(replace(FULL, path=tmp_path / "anthology.yaml"), "mine"))
    assert {each.code for each in caught.value.diagnostics} == {Code.BAD_COVER_DESIGN}
    assert all(each.where.path.name == "cover.yaml" for each in caught.value.diagnostics)
    assert any(each.where.line for each in caught.value.diagnostics)


# ── images of the user's own ─────────────────────────────────────────────────────────────────────────────────────────


def supplied(folder: Path, image: Image.Image, name: str = "cover.png", **how: object) -> Manifest:
    image.save(folder / name, **how)
    return replace(FULL, cover=Cover(HERE, image=folder / name, alt="A gull"))


def test_an_image_is_fitted_never_distorted_and_loses_its_metadata(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret"
    manifest = supplied(tmp_path, Image.new("RGB", (2400, 3840), "navy"), "cover.jpg", exif=exif)
    made, found = cover.make(manifest)
    assert (made.width, made.height, made.alt, found) == (1600, 2560, "A gull", ())
    assert b"secret" not in made.data


@pytest.mark.parametrize("mode", ["L", "P", "LA", "RGBA", "CMYK", "I;16", "1"])
def test_every_mode_of_image_becomes_plain_colour(tmp_path: Path, mode: str) -> None:
    name = "cover.tiff" if mode in {"CMYK", "I;16"} else "cover.png"
    picture = opened(supplied(tmp_path, Image.new(mode, (1600, 2560)), name))
    assert (picture.mode, picture.size) == ("RGB", (1600, 2560))


def test_a_photograph_is_turned_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert opened(supplied(tmp_path, Image.new("RGB", (2560, 1600)), "cover.jpg", exif=exif)).size == (1600, 2560)


def test_a_small_image_is_kept_and_told(tmp_path: Path) -> None:
    made, found = cover.make(supplied(tmp_path, Image.new("RGB", (400, 640))))
    assert (made.width, made.height) == (400, 640)
    assert [each.code for each in found] == [Code.SMALL_COVER_IMAGE]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: b"%PDF-1.7 not an image",
        lambda data: data[: len(data) // 2],
        lambda data: b"<svg/>",
    ],
    ids=["empty", "pdf", "cut", "svg"],
)
def test_what_is_no_image_is_an_error(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    manifest = supplied(tmp_path, Image.effect_noise((1600, 2560), 60).convert("RGB"))
    path = tmp_path / "cover.png"
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(FicbindError) as caught:
        cover.make(manifest)
    assert [each.code for each in caught.value.diagnostics] == [Code.BAD_COVER_IMAGE]
