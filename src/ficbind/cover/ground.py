"""The surface a shape is drawn on, and the curves that shapes have in common."""

import math
from functools import cache

from PIL import Image, ImageDraw

from ficbind.cover.chance import chance
from ficbind.cover.colours import Colour
from ficbind.cover.inside import Mark, Tale, marks
from ficbind.records import dataclass

SCALE = 2
"""Covers are drawn at this many times their size and made smaller, so that edges are smooth."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """A rectangle to draw in; all lengths are px of the enlarged canvas."""

    image: Image.Image
    colours: tuple[Colour, ...]
    cell: float
    seed: str
    tales: tuple[Tale, ...] = ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Give what is drawn for each story."""
        return marks(self.tales, self.seed)

    def count(self, low: int, high: int, name: str) -> int:
        """Give the number of stories where it lies within bounds, the nearer bound else; by lot without stories."""
        if not self.tales:
            return low + int(chance(self.seed, name) * (high - low + 1))
        return min(max(len(self.tales), low), high)

    @property
    def draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    @property
    def width(self) -> int:
        return self.image.width

    @property
    def height(self) -> int:
        return self.image.height

    def colour(self, number: int) -> Colour:
        """Give a colour of the pattern; 0 is its ground, the others come round again."""
        others = self.colours[1:] or self.colours
        return self.colours[0] if number == 0 else others[(number - 1) % len(others)]


def circle(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    """Give the box of a circle."""
    return x - radius, y - radius, x + radius, y + radius


def around(x: float, y: float, radius: float, angle: float) -> Point:
    """Give the point of a circle at an angle in turns, from the top clockwise."""
    return x + radius * math.sin(angle * math.tau), y - radius * math.cos(angle * math.tau)


def leaf(root: Point, angle: float, length: float, breadth: float) -> list[Point]:
    """Outline a leaf that grows from `root` at an angle in turns from the top; `breadth` is a share of its length."""
    sine, cosine = math.sin(angle * math.tau), math.cos(angle * math.tau)
    return [
        (root[0] + length * (along * sine + across * cosine), root[1] + length * (across * sine - along * cosine))
        for along, across in _outline(breadth)
    ]


@cache
def _outline(breadth: float) -> list[Point]:
    """Outline a leaf of length 1 that lies along the first axis."""
    steps = 14
    side = [(step / steps, breadth / 2 * math.sin(math.pi * (step / steps) ** 0.8)) for step in range(steps + 1)]
    return side + [(along, -across) for along, across in reversed(side)]


def star(x: float, y: float, radius: float, points: int, waist: float) -> list[Point]:
    """Outline a star; `waist` is the share of the radius to which it draws in between its points."""
    return [around(x, y, radius * (1 if n % 2 == 0 else waist), n / points / 2) for n in range(2 * points)]
