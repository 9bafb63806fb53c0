"""Draw a design: its shapes one over the other, its texts where the layout put them."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from ficbind.cover import layout, ornaments, shapes
from ficbind.cover.chance import noise, pick
from ficbind.cover.colours import Colour
from ficbind.cover.design import Design
from ficbind.cover.faces import features, font
from ficbind.cover.ground import SCALE, Ground, Point, around
from ficbind.cover.inside import Tale
from ficbind.cover.motifs import MOTIFS
from ficbind.cover.shapes import HEIGHT, WIDTH, Box, Shape
from ficbind.cover.tallies import TALLIES
from ficbind.records import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """A cover before anything is painted."""

    design: Design
    palette: dict[str, Colour]
    seed: str
    stacks: tuple[layout.Fitted, ...]
    undrawn: str
    tales: tuple[Tale, ...] = ()
    stand_ins: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Canvas:
    """The enlarged cover while it is drawn."""

    image: Image.Image
    plan: Plan

    @property
    def palette(self) -> Mapping[str, Colour]:
        return self.plan.palette

    def ground(self, *colours: str, cell: float = 0) -> Ground:
        """Open the whole canvas to an ornament."""
        return self.part(self.image, colours, cell)

    def part(self, image: Image.Image, colours: tuple[str, ...], cell: float = 0) -> Ground:
        """Open a part of the canvas to an ornament."""
        found = tuple(self.palette[each] for each in colours)
        return Ground(image, found, cell * SCALE, self.plan.seed, self.plan.tales)


def paint(plan: Plan) -> Image.Image:
    """Draw a cover of 1600 × 2560 px."""
    canvas = Canvas(_blank(plan.design.draw), plan)
    placed = {id(each.stack): each for each in plan.stacks}
    for shape in plan.design.draw:
        if isinstance(shape, shapes.Stack):
            if id(shape) in placed:
                _stack(canvas, placed[id(shape)])
        elif not isinstance(shape, shapes.Texture):
            _PAINTERS[type(shape)](canvas, shape)
    finished = canvas.image.reduce(SCALE)
    for shape in plan.design.draw:
        if isinstance(shape, shapes.Texture):
            finished = _textured(finished, shape, plan.seed)
    return finished


def _blank(shapes_over: Sequence[Shape]) -> Image.Image:
    """Make the white canvas; what is covered at once need not be filled first."""
    covered = isinstance(shapes_over[0], shapes.Panel) and shapes_over[0].box == (0, 0, WIDTH, HEIGHT)
    return Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), None if covered else "white")


def _large(box: Box) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(side * SCALE) for side in box)
    return left, top, right, bottom


def _panel(canvas: Canvas, panel: shapes.Panel) -> None:
    left, top, right, bottom = _large(panel.box)
    if panel.to is None:
        canvas.image.paste(canvas.palette[panel.colour], (left, top, right, bottom))
        return
    shade = Image.linear_gradient("L").resize((1, bottom - top), Image.Resampling.BICUBIC)
    upper = Image.new("RGB", shade.size, canvas.palette[panel.colour])
    lower = Image.new("RGB", shade.size, canvas.palette[panel.to])
    colours = Image.composite(lower, upper, shade).tobytes()
    rows = (colours[start : start + 3] for start in range(0, len(colours), 3))
    # Of thousands of rows many neighbours are alike.
    for colour, alike in groupby(rows):
        edge = top + sum(1 for _ in alike)
        canvas.image.paste(tuple(colour), (left, top, right, edge))
        top = edge


def _rule(canvas: Canvas, rule: shapes.Rule | layout.Bar) -> None:
    left, top, right, bottom = _large(rule.box)
    box = (left, top, max(right, left + 1) - 1, max(bottom, top + 1) - 1)
    ImageDraw.Draw(canvas.image).rectangle(box, fill=canvas.palette[rule.colour])


def _frame(canvas: Canvas, frame: shapes.Frame) -> None:
    draw = ImageDraw.Draw(canvas.image)
    colour, width = canvas.palette[frame.colour], max(round(frame.thickness * SCALE), 1)
    box, corner = _large(frame.box), frame.corner * SCALE
    if frame.corners == "square":
        draw.rectangle(box, outline=colour, width=width)
    elif frame.corners == "round":
        draw.rounded_rectangle(box, corner, outline=colour, width=width)
    else:
        points = _corners(box, corner, scalloped=frame.corners == "scalloped")
        draw.line([*points, points[0], points[1]], fill=colour, width=width, joint="curve")


def _corners(box: Box, size: float, *, scalloped: bool) -> list[Point]:
    """Walk round a rectangle whose corners are cut off, or hollowed by quarter circles."""
    left, top, right, bottom = box
    steps = range(17) if scalloped else (0, 16)
    points: list[Point] = []
    for x, y, start in ((left, top, 0.5), (right, top, 0.75), (right, bottom, 0.0), (left, bottom, 0.25)):
        points += [around(x, y, size, start - step / 64) for step in steps]
    return points


def _disc(canvas: Canvas, disc: shapes.Disc) -> None:
    x, y, radius = disc.x * SCALE, disc.y * SCALE, disc.radius * SCALE
    box = (x - radius, y - radius, x + radius, y + radius)
    ImageDraw.Draw(canvas.image).ellipse(box, fill=canvas.palette[disc.colour])


def _pattern(canvas: Canvas, pattern: shapes.Pattern) -> None:
    left, top, right, bottom = _large(pattern.box)
    motif = pick(pattern.motif, canvas.plan.seed, "motif")
    part = Image.new("RGB", (right - left, bottom - top), canvas.palette[pattern.colours[0]])
    MOTIFS[motif](canvas.part(part, pattern.colours, pattern.cell))
    canvas.image.paste(part, (left, top))


def _tally(canvas: Canvas, tally: shapes.Tally) -> None:
    part = canvas.image.crop(_large(tally.box))
    TALLIES[tally.motif](canvas.part(part, tally.colours, tally.cell))
    canvas.image.paste(part, _large(tally.box)[:2])


def _halftone(canvas: Canvas, halftone: shapes.Halftone) -> None:
    part = canvas.image.crop(_large(halftone.box))
    ornaments.draw_halftone(canvas.part(part, (halftone.colour,), halftone.cell))
    canvas.image.paste(part, _large(halftone.box)[:2])


def _hills(canvas: Canvas, hills: shapes.Hills) -> None:
    part = canvas.image.crop(_large(hills.box))
    ornaments.draw_hills(canvas.part(part, (hills.far, hills.near)), hills)
    canvas.image.paste(part, _large(hills.box)[:2])


def _stars(canvas: Canvas, stars: shapes.Stars) -> None:
    left, top, _, _ = stars.box
    part = canvas.image.crop(_large(stars.box))
    lines = (line.box for stack in canvas.plan.stacks for line in stack.type)
    clear = tuple(_large((box[0] - left, box[1] - top, box[2] - left, box[3] - top)) for box in lines)
    ornaments.draw_stars(canvas.part(part, (stars.colour,)), stars, clear)
    canvas.image.paste(part, _large(stars.box)[:2])


def _rosette(canvas: Canvas, rosette: shapes.Rosette) -> None:
    ornaments.draw_rosette(canvas.ground(rosette.colour), rosette)


def _garland(canvas: Canvas, garland: shapes.Garland) -> None:
    ornaments.draw_garland(canvas.ground(garland.colour), garland)


def _stack(canvas: Canvas, fitted: layout.Fitted) -> None:
    label = fitted.stack.label
    if label and fitted.label and label.form == "pill":
        _pill(canvas, fitted.label, label)
    elif label and fitted.label:
        _panel(canvas, shapes.Panel(label.colour, fitted.label))
        left, top, right, bottom = fitted.label
        inner = (left + label.inset, top + label.inset, right - label.inset, bottom - label.inset)
        _frame(canvas, shapes.Frame(inner, label.frame, label.thickness))
        thin = label.inset + label.thickness * 2.6
        inner = (left + thin, top + thin, right - thin, bottom - thin)
        _frame(canvas, shapes.Frame(inner, label.frame, max(label.thickness / 3, 1)))
    for bar in fitted.bars:
        _rule(canvas, bar)
    for each in fitted.type:
        draw_type(canvas.image, each, canvas.palette[each.colour])


def _pill(canvas: Canvas, box: Box, label: shapes.Label) -> None:
    left, top, right, bottom = _large(box)
    fill, outline = canvas.palette[label.colour], canvas.palette[label.frame]
    draw = ImageDraw.Draw(canvas.image)
    width = max(round(label.thickness * SCALE), 1)
    draw.rounded_rectangle((left, top, right, bottom), (bottom - top) / 2, fill=fill, outline=outline, width=width)


def draw_type(image: Image.Image, line: layout.Type, colour: Colour) -> None:
    """Draw a line of type on the enlarged canvas."""
    draw = ImageDraw.Draw(image)
    for piece in line.run.pieces:
        spot = ((line.x + piece.start * line.size) * SCALE, line.y * SCALE)
        opened = font(piece.face, line.size * SCALE)
        chosen = features(piece, line.setting)
        draw.text(
            spot, piece.text, fill=colour, font=opened, anchor="ls", features=chosen, language=line.setting.language
        )


_GRAIN = 512

_BAND = 128
"""Rows that are grained at a time."""


def _textured(image: Image.Image, texture: shapes.Texture, seed: str) -> Image.Image:
    """Lighten and darken by a fine noise; the threads of cloth are noise drawn out across and along."""
    if texture.material == "cloth":
        half = (WIDTH // 2, HEIGHT // 2)
        across = _noise((_GRAIN // 16, half[1]), seed + "weft").resize(half, Image.Resampling.BICUBIC)
        along = _noise((half[0], _GRAIN // 16), seed + "warp").resize(half, Image.Resampling.BICUBIC)
        grain = Image.blend(across, along, 0.5).resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
    else:
        grain = _noise((WIDTH // 2, HEIGHT // 2), seed).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        grain = grain.filter(ImageFilter.GaussianBlur(0.8))
    share = texture.strength / 127.5
    soft = grain.point([round(128 + (level - 127.5) * share) for level in range(256)])
    for edge in range(0, HEIGHT, _BAND):  # in bands, as memory that was just used is the quickest
        part = (0, edge, WIDTH, min(edge + _BAND, HEIGHT))
        grey = soft.crop(part)
        image.paste(ImageChops.add(image.crop(part), Image.merge("RGB", (grey, grey, grey)), 1, -128), part)
    return image


def _noise(size: tuple[int, int], seed: str) -> Image.Image:
    return Image.frombytes("L", size, noise(size[0] * size[1], seed))


_PAINTERS: dict[type[Shape], Callable[[Canvas, Any], None]] = {
    shapes.Panel: _panel,
    shapes.Frame: _frame,
    shapes.Rule: _rule,
    shapes.Disc: _disc,
    shapes.Pattern: _pattern,
    shapes.Tally: _tally,
    shapes.Halftone: _halftone,
    shapes.Hills: _hills,
    shapes.Stars: _stars,
    shapes.Rosette: _rosette,
    shapes.Garland: _garland,
}
