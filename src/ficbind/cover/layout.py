"""Fit the stacks of a design: where every line of type, rule and flower goes."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from ficbind.cover import lines
from ficbind.cover.design import Design
from ficbind.cover.faces import Run, Setting, find_face, lacking, run, with_deputies, without
from ficbind.cover.shapes import HEIGHT, WIDTH, Box, Fleuron, Item, Lettering, Line, Stack
from ficbind.cover.wording import capitals
from ficbind.records import dataclass

_FEATURES = {"plain": (), "capitals": ("case", "lnum"), "small-caps": ("smcp",)}
_STEP = 0.96
_CLEAR = 0.05
"""Least space in em between the ink of two lines."""

_ROUND = 1.8
"""Space at the round ends of a label, as a multiple of that above and below its text."""

_LEGIBLE = 0.16
"""Share of its largest size below which a word too long for the measure is broken instead of set smaller still."""


@dataclass(frozen=True, slots=True)
class Type:
    """A line of type in its place; `x` is its left end, `y` its baseline, `box` what it occupies."""

    run: Run
    setting: Setting
    size: float
    colour: str
    x: float
    y: float
    box: Box
    slot: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A rule in its place."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """A stack in its place: `label` is the rectangle of the paper behind it."""

    stack: Stack
    type: tuple[Type, ...]
    bars: tuple[Bar, ...]
    label: Box | None


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of the slots and their language."""

    texts: Mapping[str, str]
    language: str
    stand_ins: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Block:
    """An item at one size: its lines with the leading between baselines, both in px."""

    item: Item
    runs: tuple[Run, ...]
    setting: Setting | None
    size: float
    baselines: tuple[float, ...]
    height: float


def fit(stack: Stack, design: Design, wording: Wording) -> Fitted:
    """Make a stack as large as its box allows and place it."""
    items = tuple(item for item in stack.items if _present(item, wording))
    left, top, right, bottom = _inside(stack.box, design.margin)
    pad = stack.label.pad if stack.label else 0.0
    side = _side(stack)
    room = (right - left - 2 * side, bottom - top - 2 * pad)
    scale = 1.0
    blocks = _blocks(items, design, wording, room[0], scale)
    while _height(blocks, scale) > room[1]:
        scale *= _STEP
        blocks = _blocks(items, design, wording, room[0], scale)
    return _placed(stack, blocks, scale, (left, top, right, bottom))


def missing(stack: Stack, design: Design, wording: Wording) -> str:
    """List the characters that no face can draw."""
    found = ""
    for item in stack.items:
        if isinstance(item, Lettering) and item.slot in wording.texts:
            found += lacking(wording.texts[item.slot], _setting(item, design, wording).faces)
    return "".join(dict.fromkeys(found))


def _inside(box: Box, margin: float) -> Box:
    left, top, right, bottom = box
    return max(left, margin), max(top, margin), min(right, WIDTH - margin), min(bottom, HEIGHT - margin)


def _present(item: Item, wording: Wording) -> bool:
    if isinstance(item, Lettering):
        return item.slot in wording.texts
    return item.needs is None or item.needs in wording.texts


def _setting(item: Lettering | Fleuron, design: Design, wording: Wording) -> Setting:
    stem = dict(design.faces)[item.face]
    face = find_face(stem, design.folder)
    faces = (*with_deputies(face, design.folder), *wording.stand_ins) if face else ()
    if isinstance(item, Fleuron):
        return Setting(faces, wording.language)
    return Setting(faces, wording.language, item.tracking, _FEATURES[item.case])


def _blocks(items: tuple[Item, ...], design: Design, wording: Wording, width: float, scale: float) -> list[_Block]:
    return [_block(item, design, wording, width, scale) for item in items]


def _block(item: Item, design: Design, wording: Wording, width: float, scale: float) -> _Block:
    gentle = scale**0.45
    if isinstance(item, Line):
        return _Block(item, (), None, gentle, (), item.thickness)
    setting = _setting(item, design, wording)
    if isinstance(item, Fleuron):
        return _set(item, (run(item.text, setting),), setting, item.size * gentle, 1.0)
    text = without(wording.texts[item.slot], lacking(wording.texts[item.slot], setting.faces))
    if item.case == "capitals":
        text = capitals(text, wording.language)
    largest = item.size * (scale if item.slot == "title" else gentle)
    size, broken = _broken(text, setting, item, largest, width)
    return _set(item, tuple(run(line, setting) for line in broken), setting, size, item.leading)


def _broken(text: str, setting: Setting, item: Lettering, largest: float, width: float) -> tuple[float, list[str]]:
    """Break into lines at the largest size at which they are not more than wanted, but not far below that size."""
    parts = lines.words(text)
    widest = max((_width(part.strip(" "), setting) for part in parts), default=0.0)
    if not widest:  # all that is left may be joiners of letters that no face has
        return largest, []
    if widest * largest * _LEGIBLE > width:
        parts = tuple(_pieces(parts, setting, width / (largest * _LEGIBLE)))
        widest = max(_width(part.strip(" "), setting) for part in parts)
    size = min(largest, width / widest * 0.999)
    least = size * item.least
    widths = tuple(_width(part, setting) for part in parts)
    best = None
    while best is None or (len(best[1]) > item.lines and size * _STEP > least):
        size = size * _STEP if best else size
        found = lines.balanced(parts, widths, width / size)
        best = (size, found or list(parts))
    return _exact(best[0], best[1], setting, width)


def _exact(size: float, broken: list[str], setting: Setting, width: float) -> tuple[float, list[str]]:
    """Take back what kerning across word spaces adds to the sum of the words' widths."""
    widest = max(_width(line, setting) for line in broken)
    return min(size, width / widest), broken


def _pieces(parts: tuple[str, ...], setting: Setting, limit: float) -> list[str]:
    """Cut words that are too long for any legible size."""
    found: list[str] = []
    for part in parts:
        piece = ""
        for each in part:
            if piece.strip() and _width(piece + each, setting) > limit:
                found.append(piece)
                piece = ""
            piece += each
        found.append(piece)
    return found


def _width(text: str, setting: Setting) -> float:
    made = run(text, setting)
    return made.width + (setting.tracking if text.startswith(" ") else 0)


def _set(item: Item, runs: tuple[Run, ...], setting: Setting, size: float, leading: float) -> _Block:
    if not runs:
        return _Block(item, (), setting, size, (), 0)
    step = max([leading, *(above.drop + below.rise + _CLEAR for above, below in pairwise(runs))])
    first = runs[0].rise
    baselines = tuple((first + step * number) * size for number in range(len(runs)))
    return _Block(item, runs, setting, size, baselines, baselines[-1] + max(runs[-1].drop, 0) * size)


def _gap(block: _Block, scale: float) -> float:
    return float(block.item.above * scale**0.45)


def _height(blocks: list[_Block], scale: float) -> float:
    return sum(block.height for block in blocks) + sum(_gap(block, scale) for block in blocks[1:])


def _placed(stack: Stack, blocks: list[_Block], scale: float, inside: Box) -> Fitted:
    left, top, right, bottom = inside
    height = _height(blocks, scale)
    pad = stack.label.pad if stack.label else 0.0
    taken = max(height + 2 * pad, stack.label.least if stack.label and blocks else 0.0)
    free = max(bottom - top - taken, 0)
    start = top + {"top": 0.0, "middle": free / 2, "bottom": free}[stack.anchor]
    y = start + (taken - height) / 2
    kinds: list[Type | Bar] = []
    for number, block in enumerate(blocks):
        y += _gap(block, scale) if number else 0
        kinds += _lines_of(block, stack.align, (left + _side(stack), right - _side(stack)), y)
        y += block.height
    type_ = tuple(each for each in kinds if isinstance(each, Type))
    label = (left, start, right, start + taken) if stack.label and blocks else None
    if label and stack.label and stack.label.form == "pill":
        label = _hugging(label, type_, _side(stack))
    return Fitted(stack, type_, tuple(each for each in kinds if isinstance(each, Bar)), label)


def _side(stack: Stack) -> float:
    """Give the space between the sides of a label and its text; round ends need more of it."""
    if stack.label is None:
        return 0.0
    return stack.label.pad * (_ROUND if stack.label.form == "pill" else 1.0)


def _hugging(label: Box, type_: tuple[Type, ...], pad: float) -> Box:
    """Draw the sides of a label in to its text."""
    left, right = min(each.box[0] for each in type_), max(each.box[2] for each in type_)
    return max(label[0], left - pad), label[1], min(label[2], right + pad), label[3]


def _lines_of(block: _Block, align: str, sides: tuple[float, float], y: float) -> list[Type | Bar]:
    item = block.item
    if isinstance(item, Line):
        width = min(item.width, sides[1] - sides[0])
        x = _start(width, align, sides)
        return [Bar((x, y, x + width, y + block.height), item.colour)]
    slot = item.slot if isinstance(item, Lettering) else ""
    placed: list[Type | Bar] = []
    for made, baseline in zip(block.runs, block.baselines, strict=True):
        x = _start(made.width * block.size, align, sides)
        box = (
            x,
            y + baseline - made.rise * block.size,
            x + made.width * block.size,
            y + baseline + made.drop * block.size,
        )
        if block.setting is not None:
            placed.append(Type(made, block.setting, block.size, item.colour, x, y + baseline, box, slot))
    return placed


def _start(width: float, align: str, sides: tuple[float, float]) -> float:
    free = max(sides[1] - sides[0] - width, 0)
    return sides[0] + {"left": 0.0, "centre": free / 2, "right": free}[align]
