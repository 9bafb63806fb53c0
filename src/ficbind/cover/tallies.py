"""Motifs with one mark for each story, sized by its words."""

import math
from collections.abc import Callable

from PIL import Image

from ficbind.cover.chance import between, chance
from ficbind.cover.colours import Colour
from ficbind.cover.ground import SCALE, Ground, Point, around, circle, leaf
from ficbind.cover.inside import Mark

_TWILL = 8
"""Threads after which a twill begins anew, in px of the enlarged canvas."""


def rings(ground: Ground) -> None:
    """Draw rings about one centre like those of a tree: the first story is the innermost, a longer one broader."""
    found = ground.marks
    radius = min(ground.width, ground.height) / 2
    gap = radius / (len(found) + 4) * 0.4
    core = radius * 0.07
    unit = (radius - core - gap * len(found)) / sum(mark.size**2 for mark in found)
    reached = radius
    for mark in reversed(found):
        spot = circle(ground.width / 2, ground.height / 2, reached)
        reached -= unit * mark.size**2
        ground.draw.ellipse(spot, fill=_tint(ground, mark))
        ground.draw.ellipse(circle(ground.width / 2, ground.height / 2, reached), fill=ground.colours[0])
        reached -= gap
    ground.draw.ellipse(circle(ground.width / 2, ground.height / 2, core), fill=ground.colours[-1])


def burst(ground: Ground) -> None:
    """Draw rays from the middle to the edges; the round of the stories is repeated until there are enough."""
    found = ground.marks * -(-12 // len(ground.marks))
    total = sum(mark.size for mark in found) * 2
    middle = (ground.width / 2, ground.height / 2)
    reach = math.hypot(*middle)
    angle = chance(ground.seed, "turn")
    ground.draw.rectangle((0, 0, ground.width, ground.height), fill=ground.colours[0])
    for mark in found:
        share = mark.size / total
        ends = [around(*middle, reach * 1.1, angle + share * step / 4) for step in range(5)]
        ground.draw.polygon([middle, *ends], fill=_tint(ground, mark))
        angle += share * 2


def dots(ground: Ground) -> None:
    """Draw a row of dots."""
    found = ground.marks
    step = min(ground.width / len(found), ground.height * 1.5)
    start = (ground.width - step * (len(found) - 1)) / 2
    for number, mark in enumerate(found):
        radius = min(step * 0.84, ground.height) / 2 * mark.size
        ground.draw.ellipse(circle(start + number * step, ground.height / 2, radius), fill=_tint(ground, mark))


def bars(ground: Ground) -> None:
    """Divide the box into bars side by side."""
    total = sum(mark.size for mark in ground.marks)
    gap = 5 * SCALE
    unit = (ground.width - gap * (len(ground.marks) - 1)) / total
    left = 0.0
    for mark in ground.marks:
        right = left + unit * mark.size
        ground.draw.rectangle((round(left), 0, round(right) - 1, ground.height), fill=_tint(ground, mark))
        left = right + gap


def plaid(ground: Ground) -> None:
    """Weave a tartan: the stories are the stripes of its sett, the same in warp and weft, turning about both ends."""
    warp = _threads(ground, ground.width).resize((ground.width, ground.height), Image.Resampling.NEAREST)
    weft = _threads(ground, ground.height).transpose(Image.Transpose.ROTATE_270)
    weft = weft.resize((ground.width, ground.height), Image.Resampling.NEAREST)
    half = _TWILL * SCALE // 2
    line = (b"\xff" * half + b"\x00" * half) * (ground.width // (2 * half) + 2)
    twill = b"".join(line[shift : shift + ground.width] for shift in range(2 * half))
    rows = twill * (ground.height // (2 * half) + 1)
    ground.image.paste(warp, (0, 0))
    ground.image.paste(weft, (0, 0), Image.frombytes("L", warp.size, rows[: ground.width * ground.height]))


def _threads(ground: Ground, length: int) -> Image.Image:
    sett: list[Colour] = []
    for mark in ground.marks:
        sett += [_tint(ground, mark)] * round(ground.cell * mark.size)
        sett += [ground.colours[0]] * round(ground.cell * between(0.35, 0.9, ground.seed, "gap", mark.hand))
    both = sett + sett[::-1]
    start = (len(both) - length % len(both)) // 2
    row = b"".join(bytes(both[(start + place) % len(both)]) for place in range(length))
    return Image.frombytes("RGB", (length, 1), row)


def branch(ground: Ground) -> None:
    """Engrave a branch with leaves to the left and right; the longest story is its blossom."""
    found = ground.marks
    points = [_stem(ground, step / 60) for step in range(61)]
    ground.draw.line(points, fill=ground.colours[1], width=round(ground.cell * 0.05), joint="curve")
    length = min(ground.width * 0.46, ground.height / (len(found) + 1) * 3.4)
    for number, mark in enumerate(found):
        share = 0.06 + 0.64 * number / max(len(found) - 1, 1)
        side = 1 if (number + (chance(ground.seed, "side") < 0.5)) % 2 else -1
        angle = side * between(0.12, 0.18, ground.seed, "angle", number)
        _leaf(ground, _stem(ground, share), (angle, length * (0.45 + 0.55 * mark.size)), _tint(ground, mark), side)
    _blossom(ground, _stem(ground, 1), ground.width * 0.13)


def _stem(ground: Ground, share: float) -> Point:
    swing = ground.width * between(0.04, 0.09, ground.seed, "swing")
    turn = 1 if chance(ground.seed, "bend") < 0.5 else -1
    top = ground.width * 0.16
    return (
        ground.width / 2 + turn * swing * math.sin(share * math.tau * 0.8),
        ground.height - (ground.height - top) * share,
    )


def _leaf(ground: Ground, root: Point, reach: tuple[float, float], colour: Colour, side: int) -> None:
    """Draw a leaf as engravers do: an outline, a rib, and one half in the shade of parallel strokes."""
    angle, length = reach
    thin = max(round(ground.cell * 0.022), 1)
    outline = leaf(root, angle, length, 0.42)
    ground.draw.polygon(outline, fill=ground.colours[0])
    ground.draw.line([*outline, outline[0]], fill=colour, width=thin, joint="curve")
    ground.draw.line((root, around(*root, length * 0.98, angle)), fill=colour, width=thin)
    count = max(round(length / (ground.cell * 0.075)), 6)
    for number in range(1, count):
        share = number / count
        across = 0.21 * math.sin(math.pi * share**0.8) * length
        start = around(*root, length * share, angle)
        for way, reached in ((side, 0.94), (-side, 0.94 if number % 4 == 0 else 0.24)):
            end = around(*around(*start, across * reached, angle + way * 0.25), -across * 0.2, angle)
            ground.draw.line((start, end), fill=colour, width=thin)


def _blossom(ground: Ground, centre: Point, size: float) -> None:
    thin = max(round(ground.cell * 0.022), 1)
    petals = int(between(6, 11, ground.seed, "petals"))
    for petal in range(petals):
        angle = petal / petals
        outline = leaf(centre, angle, size, 2.4 / petals)
        ground.draw.polygon(outline, fill=ground.colours[0])
        ground.draw.line([*outline, outline[0]], fill=ground.colours[-1], width=thin, joint="curve")
        for turn in (-0.018, 0, 0.018):
            tip = around(*centre, size * (0.82 if turn else 0.9), angle + turn)
            ground.draw.line((centre, tip), fill=ground.colours[-1], width=thin)
    ground.draw.ellipse(circle(*centre, size * 0.2), fill=ground.colours[-1])
    ground.draw.ellipse(circle(*centre, size * 0.1), fill=ground.colours[0])


def _tint(ground: Ground, mark: Mark) -> Colour:
    """Give the longest story the last colour, and those of one author the same of the others."""
    between_them = ground.colours[1:-1] or ground.colours[-1:]
    return ground.colours[-1] if mark.longest else between_them[mark.hand % len(between_them)]


TALLIES: dict[str, Callable[[Ground], None]] = {
    "bars": bars,
    "branch": branch,
    "burst": burst,
    "dots": dots,
    "plaid": plaid,
    "rings": rings,
}
