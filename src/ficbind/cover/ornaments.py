"""Ornaments drawn once on a cover: hills, stars of a night sky, engraved rosettes, garlands."""

import math
from collections.abc import Sequence
from functools import cache

from ficbind.cover.chance import between, chance
from ficbind.cover.colours import mix
from ficbind.cover.ground import SCALE, Ground, Point, around, circle, leaf, star
from ficbind.cover.shapes import Box, Garland, Hills, Rosette, Stars


def draw_hills(ground: Ground, hills: Hills) -> None:
    """Draw ranges one before the other; `ground` has the colours of the farthest and the nearest."""
    count = max(round(hills.layers), 1)
    for layer in range(count):
        share = layer / max(count - 1, 1)
        ridge = _ridge(ground, layer, share, hills.height * SCALE, count)
        colour = mix(ground.colours[0], ground.colours[1], share)
        if hills.firs == "yes" and share > 0.55:
            _firs(ground, ridge, share, f"fir{layer}")
        ground.draw.polygon([*ridge, (ground.width, ground.height), (0, ground.height)], fill=colour)


def _ridge(ground: Ground, layer: int, share: float, height: float, count: int) -> list[Point]:
    base = height + (ground.height - height) * (layer / count) ** 1.1
    waves = [
        (between(0.6, 1.2, ground.seed, layer, n) * (n + 1) * 0.75, chance(ground.seed, "phase", layer, n), 0.5**n)
        for n in range(4)
    ]
    swing = height * (1 - 0.45 * share)
    xs = range(-8, ground.width + 16, 8)
    total = sum(weight for _, _, weight in waves)
    return [
        (x, base - swing * sum(w * math.sin((f * x / ground.width + p) * math.tau) for f, p, w in waves) / total)
        for x in xs
    ]


def _firs(ground: Ground, ridge: list[Point], share: float, name: str) -> None:
    colour = mix(ground.colours[0], ground.colours[1], share)
    for number, (x, y) in enumerate(ridge[::3]):
        if chance(ground.seed, name, "wood", number // 9) < 0.5 or chance(ground.seed, name, number) < 0.35:
            continue
        tall = between(60, 150, ground.seed, name, "tall", number) * share * SCALE
        for tier in range(3):
            top = y - tall + tier * tall * 0.24
            wide = tall * (0.11 + tier * 0.06)
            low = top + tall * 0.42
            ground.draw.polygon([(x, top), (x + wide, low), (x - wide, low)], fill=colour)
        ground.draw.rectangle((x - tall * 0.03, y - tall * 0.2, x + tall * 0.03, y + tall * 0.1), fill=colour)


def draw_stars(ground: Ground, stars: Stars, clear: Sequence[Box]) -> None:
    """Scatter stars but where text is: most are points, and one for each story is large enough to shine."""
    shining = ground.marks
    for number in range(round(stars.count)):
        x = chance(ground.seed, "x", number) * ground.width
        y = chance(ground.seed, "y", number) ** 1.6 * ground.height
        bright = chance(ground.seed, "bright", number)
        if any(_near((x, y), box, 24 * SCALE) for box in clear):
            continue
        if number < len(shining):
            ground.draw.polygon(star(x, y, 24 * SCALE * shining[number].size, 4, 0.2), fill=ground.colours[0])
        else:
            ground.draw.ellipse(circle(x, y, (1.2 + 2.4 * bright**2) * SCALE), fill=ground.colours[0])


def _near(point: Point, box: Box, distance: float) -> bool:
    left, top, right, bottom = box
    return left - distance < point[0] < right + distance and top - distance < point[1] < bottom + distance


def draw_halftone(ground: Ground) -> None:
    """Draw a printer's screen turned by half a right angle: its dots touch at the top and vanish at the foot."""
    step = ground.cell
    for row in range(math.ceil(2 * ground.height / step) + 1):
        y = row * step / 2
        radius = step * 0.53 * max(1 - y / ground.height, 0) ** 0.8
        for column in range(math.ceil(ground.width / step) + 2):
            x = (column - row % 2 / 2) * step
            ground.draw.ellipse(circle(x, y, radius), fill=ground.colours[0])


def draw_rosette(ground: Ground, rosette: Rosette) -> None:
    """Turn a guilloche: lines swing in and out between circles, each line a little on from the one before."""
    x, y, radius = rosette.x * SCALE, rosette.y * SCALE, rosette.radius * SCALE
    width = max(round(rosette.thickness * SCALE), 1)
    lobes = ground.count(8, 17, "lobes")
    lines = int(between(5, 9, ground.seed, "lines"))
    bands = ((0.62, 0.94, lobes), (0.34, 0.6, max(lobes * 2 // 3, 5)), (0.06, 0.34, max(lobes // 2, 4)))
    for inner, outer, count in bands:
        for line in range(lines):
            points = _swing((x, y), (radius * inner, radius * outer), count, line / lines)
            ground.draw.line([*points, points[0], points[1]], fill=ground.colours[0], width=width)
    for share, weight in ((1.0, 2), (0.965, 1), (0.61, 1), (0.04, 2)):
        ground.draw.ellipse(circle(x, y, radius * share), outline=ground.colours[0], width=width * weight)


_STEPS = 1080
"""Points of a line that swings once round."""


def _swing(centre: Point, radii: tuple[float, float], count: int, phase: float) -> list[Point]:
    (x, y), (low, high) = centre, radii
    breadth = high - low
    reached = [low + breadth * (0.5 + 0.5 * math.sin((count * n / _STEPS + phase) * math.tau)) for n in range(_STEPS)]
    return [(x + r * sine, y - r * cosine) for r, (sine, cosine) in zip(reached, _round(), strict=True)]


@cache
def _round() -> tuple[Point, ...]:
    """Give sine and cosine of every step of a full turn."""
    return tuple((math.sin(n / _STEPS * math.tau), math.cos(n / _STEPS * math.tau)) for n in range(_STEPS))


def draw_garland(ground: Ground, garland: Garland) -> None:
    """Lay leaves along the sides; they grow from the corners and meet in the middle of each side."""
    left, top, right, bottom = (side * SCALE for side in garland.box)
    size = garland.leaf * SCALE
    for start, end in (
        ((left, top), (right, top)),
        ((right, top), (right, bottom)),
        ((right, bottom), (left, bottom)),
        ((left, bottom), (left, top)),
    ):
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        _branch(ground, start, middle, size)
        _branch(ground, end, middle, size)
        ground.draw.polygon(star(*middle, size * 0.42, 4, 0.36), fill=ground.colours[0])
    for corner in ((left, top), (right, top), (right, bottom), (left, bottom)):
        _flower(ground, corner, size)


def _branch(ground: Ground, start: Point, end: Point, size: float) -> None:
    length = math.dist(start, end)
    angle = math.atan2(end[0] - start[0], start[1] - end[1]) / math.tau
    first, last = size * 1.25, length - size * 0.95
    count = max(int((last - first) / (size * 0.62)), 1)
    step = (last - first) / count
    for number in range(count):
        root = around(*start, first + number * step, angle)
        for side in (-1, 1):
            ground.draw.polygon(leaf(root, angle + side * 0.1, size * 0.72, 0.36), fill=ground.colours[0])
    stem: Box = (*around(*start, first, angle), *around(*start, last, angle))
    ground.draw.line(stem, fill=ground.colours[0], width=max(round(size * 0.045), 1))


def _flower(ground: Ground, centre: Point, size: float) -> None:
    for petal in range(8):
        length = size * (0.82 if petal % 2 == 0 else 0.62)
        ground.draw.polygon(leaf(centre, petal / 8, length, 0.4), fill=ground.colours[0])
    ground.draw.ellipse(circle(*centre, size * 0.12), fill=ground.colours[0])
