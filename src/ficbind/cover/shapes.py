"""The vocabulary of a cover design: what its `draw` list can hold.

Lengths are px on a canvas of 1600 × 2560; colours are names from the palette.
"""

from ficbind.records import dataclass

WIDTH = 1600
HEIGHT = 2560

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

COVER: Box = (0, 0, WIDTH, HEIGHT)

SLOTS = ("title", "subtitle", "people", "series", "publisher", "badge", "stories")


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled rectangle; with `to` it shades from `colour` at the top to `to` at the bottom."""

    colour: str
    box: Box = COVER
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A line around a rectangle."""

    box: Box
    colour: str
    thickness: float = 4
    corners: str = "square"
    corner: float = 40


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, drawn as a thin rectangle."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle; `x` and `y` are its centre."""

    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A motif repeated over a rectangle; of several motifs the book's seed picks one."""

    motif: tuple[str, ...]
    colours: tuple[str, ...]
    box: Box = COVER
    cell: float = 160


@dataclass(frozen=True, slots=True)
class Tally:
    """A motif with one mark for each story, sized by its words.

    The first colour is the ground, the last that of the longest story; the others are dealt out to the authors.
    """

    motif: str
    colours: tuple[str, ...]
    box: Box = COVER
    cell: float = 160


@dataclass(frozen=True, slots=True)
class Halftone:
    """Dots of a printer's screen, large at the top of a rectangle and none at its foot."""

    colour: str
    box: Box
    cell: float = 26


@dataclass(frozen=True, slots=True)
class Hills:
    """Ranges of hills one before the other, from `far` to `near`; firs may stand on the nearest ones."""

    far: str
    near: str
    box: Box = COVER
    layers: float = 6
    height: float = 220
    firs: str = "no"


@dataclass(frozen=True, slots=True)
class Stars:
    """Small stars scattered over a rectangle, fewer towards its foot."""

    colour: str
    box: Box = COVER
    count: float = 120


@dataclass(frozen=True, slots=True)
class Rosette:
    """A guilloche as engravers turn it: lines that swing about a circle, different for every book."""

    x: float
    y: float
    radius: float
    colour: str
    thickness: float = 3


@dataclass(frozen=True, slots=True)
class Garland:
    """Leaves in pairs along the four sides of a rectangle, and a rosette of petals in each corner."""

    box: Box
    colour: str
    leaf: float = 60


@dataclass(frozen=True, slots=True)
class Texture:
    """What the cover seems to be made of; `strength` is how far it may lighten or darken, in steps of 255."""

    material: str
    strength: float = 8


@dataclass(frozen=True, slots=True)
class Lettering:
    """One of the book's texts in a stack; `size` is the largest, `above` the space to what stands before."""

    slot: str
    face: str
    colour: str
    size: float
    above: float = 0
    case: str = "plain"
    tracking: float = 0
    leading: float = 1.15
    lines: float = 3
    least: float = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """A short rule in a stack; with `needs` it is drawn only when the book has that text."""

    colour: str
    width: float = 160
    thickness: float = 4
    above: float = 40
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Fleuron:
    """Printers' flowers in a stack."""

    text: str
    face: str
    colour: str
    size: float
    above: float = 40
    needs: str | None = None


Item = Lettering | Line | Fleuron


@dataclass(frozen=True, slots=True)
class Label:
    """What lies behind a stack, `pad` px higher than its text on both sides.

    In the form "paper" it is as wide as the box and framed; as "pill" it is round, and no wider than its text needs.
    """

    colour: str
    frame: str
    pad: float = 90
    least: float = 0
    thickness: float = 4
    inset: float = 22
    form: str = "paper"


@dataclass(frozen=True, slots=True)
class Stack:
    """Texts and ornaments one below the other, made smaller together until they fit into the box."""

    box: Box
    items: tuple[Item, ...]
    align: str = "centre"
    anchor: str = "top"
    label: Label | None = None


Shape = Panel | Frame | Rule | Disc | Pattern | Tally | Halftone | Hills | Stars | Rosette | Garland | Texture | Stack
