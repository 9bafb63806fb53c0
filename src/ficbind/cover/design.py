"""Read a cover design: covers/NAME/cover.yaml."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ficbind import bundled
from ficbind.cover import reading, shapes
from ficbind.cover.colours import Colour
from ficbind.cover.motifs import MOTIFS
from ficbind.cover.reading import Kind, Sheet
from ficbind.cover.tallies import TALLIES
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.records import dataclass
from ficbind.yamltree import tree
from ficbind.yamltree.findings import Findings, RefusedError, meant, quoted
from ficbind.yamltree.tree import Items, Node, Table, Text

_KEYS = ("title", "description", "margin", "faces", "palettes", "draw")

_BOX: dict[str, Kind] = {"box": reading.box, "colour": reading.colour}
_PLACE: dict[str, Kind] = dict.fromkeys(("x", "y"), reading.number)
_SHAPES: dict[str, tuple[type, Mapping[str, Kind]]] = {
    "panel": (shapes.Panel, _BOX | {"to": reading.colour}),
    "frame": (
        shapes.Frame,
        _BOX
        | {"thickness": reading.positive, "corners": reading.one_of("corner", "square", "round", "cut", "scalloped")}
        | {"corner": reading.positive},
    ),
    "rule": (shapes.Rule, _BOX),
    "disc": (shapes.Disc, _PLACE | {"radius": reading.positive, "colour": reading.colour}),
    "pattern": (
        shapes.Pattern,
        {"motif": reading.motifs, "colours": reading.palette_colours, "box": reading.box, "cell": reading.positive},
    ),
    "tally": (
        shapes.Tally,
        {"motif": reading.one_of("motif", *TALLIES), "colours": reading.palette_colours, "box": reading.box}
        | {"cell": reading.positive},
    ),
    "halftone": (shapes.Halftone, _BOX | {"cell": reading.positive}),
    "hills": (
        shapes.Hills,
        {"far": reading.colour, "near": reading.colour, "box": reading.box, "layers": reading.positive}
        | {"height": reading.positive, "firs": reading.one_of("answer", "yes", "no")},
    ),
    "stars": (shapes.Stars, _BOX | {"count": reading.positive}),
    "rosette": (
        shapes.Rosette,
        _PLACE | {"radius": reading.positive, "colour": reading.colour, "thickness": reading.positive},
    ),
    "garland": (shapes.Garland, _BOX | {"leaf": reading.positive}),
    "texture": (
        shapes.Texture,
        {"material": reading.one_of("material", "cloth", "paper"), "strength": reading.positive},
    ),
}
_LETTERING: dict[str, Kind] = {
    "slot": reading.one_of("text", *shapes.SLOTS),
    "face": reading.face,
    "colour": reading.colour,
    "size": reading.positive,
    "above": reading.number,
    "case": reading.one_of("case", "plain", "capitals", "small-caps"),
    "tracking": reading.number,
    "leading": reading.positive,
    "lines": reading.positive,
    "least": reading.positive,
}
_NEEDS: dict[str, Kind] = {"needs": reading.one_of("text", *shapes.SLOTS), "colour": reading.colour}
_ITEMS: dict[str, tuple[type, Mapping[str, Kind]]] = {
    "text": (shapes.Lettering, _LETTERING),
    "line": (
        shapes.Line,
        _NEEDS | {"width": reading.positive, "thickness": reading.positive, "above": reading.number},
    ),
    "fleuron": (
        shapes.Fleuron,
        _NEEDS | {"text": reading.line, "face": reading.face, "size": reading.positive, "above": reading.number},
    ),
}
_LABEL_MEASURES = ("pad", "least", "thickness", "inset")
_LABEL: dict[str, Kind] = {
    **dict.fromkeys(("colour", "frame"), reading.colour),
    **dict.fromkeys(_LABEL_MEASURES, reading.positive),
    "form": reading.one_of("form", "paper", "pill"),
}


@dataclass(frozen=True, slots=True)
class Design:
    """A cover design as one book's seed reads it; no text comes nearer to the cover's edge than `margin` px."""

    name: str
    title: str
    folder: Path
    margin: float
    faces: tuple[tuple[str, str], ...]
    palettes: tuple[tuple[str, dict[str, Colour]], ...]
    draw: tuple[shapes.Shape, ...]


def load_design(name: str, folder: Path, where: Location, seed: str) -> Design:
    """Find and read a design, or raise all its problems at once."""
    place = bundled.find("covers", name, folder) if name and "/" not in name and "\\" not in name else None
    if place is None:
        known = bundled.names("covers", folder)
        message = f"there is no cover design {quoted(name)}"
        raise FicbindError(Diagnostic(Code.NO_COVER_DESIGN, "error", message, where, _hint(name, known)))
    path = place / "cover.yaml"
    try:
        return _read(path, path.read_bytes(), seed)
    except OSError as error:
        message = f"the cover design {quoted(name)} cannot be read: {error.strerror}"
        hint = "put a cover.yaml into its folder, as docs/add-a-cover-design.md shows"
        raise FicbindError(Diagnostic(Code.BAD_COVER_DESIGN, "error", message, Location(path), hint)) from error
    except FicbindError as error:
        found = (replace(each, code=Code.BAD_COVER_DESIGN) for each in error.diagnostics)
        raise FicbindError(*found) from error


def _hint(name: str, known: tuple[str, ...]) -> str:
    guess = meant(name, known)
    return f"{guess} (there are {', '.join(known)})" if guess.startswith("did") else guess


def _read(path: Path, data: bytes, seed: str) -> Design:
    findings = Findings()
    root = tree.parse(data, path, findings)
    sheet = Sheet(seed, findings)
    table = _table(sheet, root)
    for key, _ in table.pairs:
        if key.text not in _KEYS:
            sheet.refuse(key, f"unknown key {quoted(key.text)}", meant(key.text, _KEYS))
    for needed in ("faces", "palettes", "draw"):
        if table.get(needed) is None:
            sheet.refuse(table, f"'{needed}' is missing", f"add '{needed}:' as docs/add-a-cover-design.md shows")
    margin = _margin(sheet, table)
    faces = tuple((key.text, reading.line(sheet, node)) for key, node in _pairs(sheet, table.get("faces")))
    palettes = _palettes(sheet, table.get("palettes"))
    shared = frozenset.intersection(*(frozenset(each) for _, each in palettes)) if palettes else frozenset()
    sheet = Sheet(seed, findings, tuple(name for name, _ in faces), tuple(sorted(shared)), tuple(MOTIFS))
    draw = _draw(sheet, table.get("draw"))
    findings.settle()
    return Design(path.parent.name, table.line("title") or path.parent.name, path.parent, margin, faces, palettes, draw)


def _margin(sheet: Sheet, table: Table) -> float:
    node = table.get("margin")
    value = reading.number(sheet, node) if node else 90.0
    if node and not 0 <= value < shapes.WIDTH / 2:
        sheet.refuse(node, "this margin leaves no room", "write a number of px such as 90")
    return value


def _table(sheet: Sheet, node: Node | None) -> Table:
    if isinstance(node, Table):
        return node
    if node is not None:
        sheet.refuse(node, "a table of keys and values is expected here", "write 'name: value' lines")
    return Table((), Location(Path()))


def _pairs(sheet: Sheet, node: Node | None) -> list[tuple[Text, Node]]:
    good: list[tuple[Text, Node]] = []
    for key, value in _table(sheet, node).pairs:
        if isinstance(value, Text):
            good.append((key, value))
        else:
            sheet.refuse(value, f"{quoted(key.text)} is not a text", "write one text behind the colon")
    return good


def _palettes(sheet: Sheet, node: Node | None) -> tuple[tuple[str, dict[str, Colour]], ...]:
    found = []
    for name, table in _table(sheet, node).pairs:
        colours: dict[str, Colour] = {}
        for key, value in _pairs(sheet, table):
            try:
                colours[key.text] = reading.hexadecimal(sheet, value)
            except RefusedError as error:
                sheet.findings.refuse(error, value.where)
        found.append((name.text, colours))
    return tuple(found)


def _draw(sheet: Sheet, node: Node | None) -> tuple[shapes.Shape, ...]:
    kinds = (*_SHAPES, "stack")
    found = []
    for name, value in _steps(sheet, node, kinds):
        shape = _stack(sheet, value) if name == "stack" else reading.record(sheet, value, *_SHAPES[name])
        found.append(shape)
    return tuple(each for each in found if isinstance(each, shapes.Shape))


def _steps(sheet: Sheet, node: Node | None, kinds: tuple[str, ...]) -> list[tuple[str, Node]]:
    """Read a list whose entries are tables with one key: what is drawn."""
    if not isinstance(node, Items):
        if node is not None:
            sheet.refuse(node, "a list is expected here", f"begin each entry with '- ' and one of {', '.join(kinds)}")
        return []
    good = []
    for each in node.nodes:
        if not isinstance(each, Table) or len(each.pairs) != 1:
            sheet.refuse(each, "one thing to draw is expected here", f"write '- {kinds[0]}:' and indent its keys below")
        elif each.pairs[0][0].text not in kinds:
            name = each.pairs[0][0]
            sheet.refuse(name, f"nothing called {quoted(name.text)} can be drawn", meant(name.text, kinds))
        else:
            good.append((each.pairs[0][0].text, each.pairs[0][1]))
    return good


def _stack(sheet: Sheet, node: Node) -> object | None:
    def items(_: Sheet, value: Node) -> tuple[object, ...]:
        steps = _steps(sheet, value, tuple(_ITEMS))
        return tuple(reading.record(sheet, inner, *_ITEMS[name]) for name, inner in steps)

    kinds: dict[str, Kind] = {
        "box": reading.box,
        "items": items,
        "align": reading.one_of("alignment", "left", "centre", "right"),
        "anchor": reading.one_of("anchor", "top", "middle", "bottom"),
        "label": lambda _, value: reading.record(sheet, value, shapes.Label, _LABEL),
    }
    return reading.record(sheet, node, shapes.Stack, kinds)
