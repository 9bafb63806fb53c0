"""Turn positioned YAML into the values of `shapes`, with every problem at its place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields

from ficbind.cover import colours
from ficbind.cover.chance import between
from ficbind.cover.shapes import HEIGHT, WIDTH, Box
from ficbind.diagnostics import Code
from ficbind.records import dataclass, field
from ficbind.yamltree.findings import Findings, RefusedError, meant, quoted
from ficbind.yamltree.tree import Items, Node, Table, Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known while a design is read: whose seed decides, and which names there are."""

    seed: str
    findings: Findings
    faces: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    motifs: tuple[str, ...] = field(default=())

    def refuse(self, node: Node, message: str, hint: str) -> None:
        self.findings.error(Code.BAD_COVER_DESIGN, message, node.where, hint)


Kind = Callable[[Sheet, Node], object]


def refused(message: str, hint: str) -> RefusedError:
    """Make the problem of one value; `record` adds its place."""
    return RefusedError(Code.BAD_COVER_DESIGN, message, hint)


def record(sheet: Sheet, node: Node, make: type, kinds: Mapping[str, Kind]) -> object | None:
    """Read a table into a value of `make`; `None` when something in it is wrong."""
    if not isinstance(node, Table):
        sheet.refuse(node, "a table of keys and values is expected here", f"give {', '.join(kinds)}")
        return None
    before = len(sheet.findings.found)
    values = {key.text: _value(sheet, key, value, kinds) for key, value in node.pairs}
    for wanted in fields(make):
        if wanted.default is MISSING and wanted.name not in values:
            sheet.refuse(node, f"'{wanted.name}' is missing", f"add '{wanted.name}: …' here")
    return make(**values) if len(sheet.findings.found) == before else None


def _value(sheet: Sheet, key: Text, node: Node, kinds: Mapping[str, Kind]) -> object:
    if key.text not in kinds:
        sheet.refuse(key, f"unknown key {quoted(key.text)}", meant(key.text, kinds))
        return None
    try:
        return kinds[key.text](sheet, node)
    except RefusedError as error:
        sheet.findings.refuse(error, node.where)
        return None


def line(_: Sheet, node: Node) -> str:
    """Read a text of one line."""
    if not isinstance(node, Text):
        raise refused("a text is expected here", "write it on one line behind the colon")
    return node.line


def number(sheet: Sheet, node: Node) -> float:
    """Read a number, or a range such as `200..400` from which the book's seed takes one."""
    text = line(sheet, node)
    low, dots, high = text.partition("..")
    try:
        value = (
            between(float(low), float(high), sheet.seed, str(node.where.line), node.where.column)
            if dots
            else float(low)
        )
    except ValueError as error:
        raise refused(f"{quoted(text)} is no number", "write a number in px, or a range such as 200..400") from error
    if not abs(value) <= 4 * HEIGHT:
        raise refused(f"{quoted(text)} is far beyond the cover", f"the canvas is {WIDTH} by {HEIGHT} px")
    return value


def positive(sheet: Sheet, node: Node) -> float:
    """Read a number above zero."""
    value = number(sheet, node)
    if value <= 0:
        raise refused(f"{quoted(line(sheet, node))} is not above zero", "write a larger number")
    return value


def box(sheet: Sheet, node: Node) -> Box:
    """Read `[left, top, right, bottom]`."""
    hint = "write [left, top, right, bottom] in px"
    if not isinstance(node, Items) or len(node.nodes) != 4:
        raise refused("a box of four numbers is expected here", hint)
    left, top, right, bottom = (number(sheet, each) for each in node.nodes)
    if left >= right or top >= bottom:
        raise refused("this box has no inside", hint)
    return left, top, right, bottom


def colour(sheet: Sheet, node: Node) -> str:
    """Read the name of a colour of the palettes."""
    return _known("colour of every palette", sheet.colours, line(sheet, node))


def face(sheet: Sheet, node: Node) -> str:
    """Read the name of a face the design declares."""
    return _known("face of this design", sheet.faces, line(sheet, node))


def hexadecimal(sheet: Sheet, node: Node) -> colours.Colour:
    """Read a colour as `#rrggbb`."""
    text = line(sheet, node)
    found = colours.parse(text)
    if found is None:
        raise refused(f"{quoted(text)} is no colour", "write it as '#1f3a5f', with the quotes")
    return found


def one_of(noun: str, *names: str) -> Kind:
    """Make a reader of a choice."""
    return lambda sheet, node: _known(noun, names, line(sheet, node))


def motifs(sheet: Sheet, node: Node) -> tuple[str, ...]:
    """Read the names of one motif or several."""
    return tuple(_known("motif", sheet.motifs, each) for each in _lines(sheet, node))


def palette_colours(sheet: Sheet, node: Node) -> tuple[str, ...]:
    """Read the names of one colour or several."""
    return tuple(_known("colour of every palette", sheet.colours, each) for each in _lines(sheet, node))


def _lines(sheet: Sheet, node: Node) -> list[str]:
    found = [line(sheet, each) for each in (node.nodes if isinstance(node, Items) else (node,))]
    if not found:
        raise refused("this list is empty", "name at least one")
    return found


def _known(noun: str, names: Iterable[str], text: str) -> str:
    known = tuple(names)
    if text not in known:
        raise refused(f"{quoted(text)} is no {noun}", meant(text, known))
    return text
