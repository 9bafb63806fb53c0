"""Motifs that a pattern repeats; each varies with the book's seed."""

import math
from collections.abc import Callable, Iterator

from ficbind.cover.chance import between, chance, pick
from ficbind.cover.ground import Ground, Point, around, circle, leaf, star


def leaves(ground: Ground) -> None:
    """Draw stems with leaves in pairs, every second stem half a step lower and turned."""
    cell = ground.cell
    lean = between(0.09, 0.16, ground.seed, "lean")
    breadth = between(0.34, 0.46, ground.seed, "breadth")
    berries = chance(ground.seed, "berries") < 0.6
    for column in range(-1, math.ceil(ground.width / cell) + 2):
        x = column * cell
        down = column % 2
        ground.draw.rectangle((x - cell * 0.02, 0, x + cell * 0.02, ground.height), fill=ground.colour(1 + down))
        for row in range(-2, math.ceil(ground.height / cell * 2) + 2):
            y = (row / 2 + down / 4) * cell
            for side in (-1, 1):
                angle = side * (0.5 - lean if down else lean)
                ground.draw.polygon(leaf((x, y), angle, cell * 0.56, breadth), fill=ground.colour(1 + down))
                if berries:
                    spot = (x + side * cell * 0.13, y + cell * (0.02 if down else -0.02))
                    ground.draw.ellipse(circle(*spot, cell * 0.055), fill=ground.colour(3))


def scales(ground: Ground) -> None:
    """Draw overlapping round scales of several rings."""
    rings = ground.count(3, 6, "rings")
    radius = ground.cell / 2
    rise = radius * between(0.5, 0.62, ground.seed, "rise")
    for row in range(-2, math.ceil(ground.height / rise) + 4):
        for column in range(-1, math.ceil(ground.width / ground.cell) + 2):
            x, y = (column + row % 2 / 2) * ground.cell, row * rise
            for ring in range(2 * rings, 0, -1):
                colour = ground.colour(0) if ring % 2 else ground.colour(1 + (row % 2 if ring == 2 else 0))
                ground.draw.ellipse(circle(x, y, radius * ring / rings / 2), fill=colour)


def diamonds(ground: Ground) -> None:
    """Draw a net of diamonds with a star or a smaller diamond in each."""
    cell = ground.cell
    tall = cell * between(1.2, 1.7, ground.seed, "tall")
    inner = pick(("diamond", "star", "dots"), ground.seed, "inner")
    for x, y, number in _staggered(ground, cell, tall):
        for share, colour in ((0.94, 1), (0.82, 0)):
            ground.draw.polygon(_diamond((x, y), cell * share / 2, tall * share / 2), fill=ground.colour(colour))
        if inner == "diamond":
            ground.draw.polygon(_diamond((x, y), cell * 0.24, tall * 0.24), fill=ground.colour(2 + number % 2))
        elif inner == "star":
            ground.draw.polygon(star(x, y, cell * 0.26, 4, 0.32), fill=ground.colour(2 + number % 2))
        else:
            for angle in (0, 0.25, 0.5, 0.75):
                spot = around(x, y, cell * 0.13, angle)
                ground.draw.ellipse(circle(*spot, cell * 0.055), fill=ground.colour(2 + number % 2))


def _diamond(centre: Point, wide: float, high: float) -> list[Point]:
    x, y = centre
    return [(x, y - high), (x + wide, y), (x, y + high), (x - wide, y)]


def flowers(ground: Ground) -> None:
    """Draw flowers in rows, each a little turned, with small dots between."""
    petals = ground.count(5, 9, "petals")
    breadth = min(2.6 / petals, 0.5) * between(0.9, 1.25, ground.seed, "breadth")
    for x, y, number in _staggered(ground, ground.cell, ground.cell * 1.1):
        turn = chance(ground.seed, "turn", x, y)
        for petal in range(petals):
            outline = leaf((x, y), turn + petal / petals, ground.cell * 0.34, breadth)
            ground.draw.polygon(outline, fill=ground.colour(1 + number % 2))
        ground.draw.ellipse(circle(x, y, ground.cell * 0.075), fill=ground.colour(0))
        ground.draw.ellipse(circle(x, y, ground.cell * 0.045), fill=ground.colour(3))
        ground.draw.ellipse(circle(x + ground.cell / 2, y, ground.cell * 0.045), fill=ground.colour(3))


def stars(ground: Ground) -> None:
    """Draw an even net of stars and points."""
    points = pick((4, 6, 8), ground.seed, "points")
    waist = {4: 0.26, 6: 0.36, 8: 0.46}[points]
    for x, y, number in _staggered(ground, ground.cell * 0.9, ground.cell * 0.9):
        ground.draw.polygon(star(x, y, ground.cell * 0.25, points, waist), fill=ground.colour(1 + number % 2))
        spot = circle(x + ground.cell * 0.45, y, ground.cell * 0.04)
        ground.draw.ellipse(spot, fill=ground.colour(3))


def ripples(ground: Ground) -> None:
    """Draw bands of waves, broader and narrower by turns."""
    length = ground.cell * between(1.4, 2.4, ground.seed, "length")
    swing = ground.cell * between(0.12, 0.24, ground.seed, "swing")
    step = ground.cell * 0.42
    for row in range(-3, math.ceil(ground.height / step) + 3):
        phase = between(0, 0.16, ground.seed, "phase", row) + row * 0.5 * (row % 2)
        broad = step * (0.62 if row % 3 else 0.2)
        xs = range(-8, ground.width + 16, 8)
        top = [(x, row * step + swing * math.sin((x / length + phase) * math.tau)) for x in xs]
        low = [(x, row * step + broad + swing * math.sin((x / length + phase + 0.04) * math.tau)) for x in reversed(xs)]
        ground.draw.polygon(top + low, fill=ground.colour(1 + row % 3))


def quarters(ground: Ground) -> None:
    """Draw a mosaic of squares: quarter circles, halves, discs and leaves in flat colours."""
    columns = max(round(ground.width / ground.cell), 1)
    size = ground.width / columns
    for row in range(math.ceil(ground.height / size)):
        for column in range(columns):
            square = (column * size, row * size, (column + 1) * size, (row + 1) * size)
            _tile(ground, square, f"{row},{column}")


def _tile(ground: Ground, square: tuple[float, float, float, float], place: str) -> None:
    left, top, right, bottom = square
    count = len(ground.colours)
    back = int(chance(ground.seed, "back", place) * count)
    fore = (back + 1 + int(chance(ground.seed, "fore", place) * (count - 1))) % count
    ground.draw.rectangle(square, fill=ground.colours[back])
    _TILES[int(chance(ground.seed, "kind", place) * len(_TILES))](ground, (left, top, right - left), fore, place)
    _ = bottom


def _quarter(ground: Ground, square: tuple[float, float, float], colour: int, place: str) -> None:
    x, y, size = square
    turn = int(chance(ground.seed, "turn", place) * 4)
    corner = ((x, y), (x + size, y), (x + size, y + size), (x, y + size))[turn]
    start = (0, 90, 180, 270)[turn]
    ground.draw.pieslice(circle(*corner, size), start, start + 90, fill=ground.colours[colour])


def _arch(ground: Ground, square: tuple[float, float, float], colour: int, place: str) -> None:
    x, y, size = square
    turn = int(chance(ground.seed, "turn", place) * 4)
    middle = ((x + size / 2, y), (x + size, y + size / 2), (x + size / 2, y + size), (x, y + size / 2))[turn]
    start = (0, 90, 180, 270)[turn]
    ground.draw.pieslice(circle(*middle, size / 2), start, start + 180, fill=ground.colours[colour])


def _disc(ground: Ground, square: tuple[float, float, float], colour: int, place: str) -> None:
    x, y, size = square
    share = between(0.2, 0.42, ground.seed, "share", place)
    ground.draw.ellipse(circle(x + size / 2, y + size / 2, size * share), fill=ground.colours[colour])


def _petal(ground: Ground, square: tuple[float, float, float], colour: int, place: str) -> None:
    x, y, size = square
    falling = chance(ground.seed, "turn", place) < 0.5
    first, second = ((x, y + size), (x + size, y)) if falling else ((x, y), (x + size, y + size))
    start = 270 if falling else 0
    arcs = [_arc(first, size, start), _arc(second, size, start + 180)]
    ground.draw.polygon(arcs[0] + arcs[1], fill=ground.colours[colour])


def _arc(centre: Point, radius: float, start: float) -> list[Point]:
    angles = (math.radians(start + 90 * step / 32) for step in range(33))
    return [(centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)) for angle in angles]


def _plain(ground: Ground, square: tuple[float, float, float], colour: int, place: str) -> None:
    """Leave the square as it is: a composition needs rests."""


_TILES = (_quarter, _quarter, _quarter, _arch, _disc, _petal, _plain)


def _staggered(ground: Ground, wide: float, high: float) -> Iterator[tuple[float, float, int]]:
    """Give the points of two interleaved nets, with the net's number, from the middle of the ground outwards."""
    columns, rows = math.ceil(ground.width / wide / 2) + 1, math.ceil(ground.height / high) + 2
    for row in range(-rows, rows + 1):
        for column in range(-columns, columns + 1):
            x = ground.width / 2 + (column + row % 2 / 2) * wide
            yield x, ground.height / 2 + row * high / 2, row % 2


MOTIFS: dict[str, Callable[[Ground], None]] = {
    "diamonds": diamonds,
    "flowers": flowers,
    "leaves": leaves,
    "quarters": quarters,
    "ripples": ripples,
    "scales": scales,
    "stars": stars,
}
