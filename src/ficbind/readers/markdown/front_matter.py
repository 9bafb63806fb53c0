"""Read the front matter of a text: metadata in YAML between two lines `---`, or in TOML between two `+++`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ficbind.conventions import labels
from ficbind.conventions.labels import Label
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.model import Fact, Field, Metadata, Origin
from ficbind.readers import facts
from ficbind.readers.entries import Pair
from ficbind.readers.evidence import Entry
from ficbind.readers.lines import Line
from ficbind.records import dataclass, field
from ficbind.yamltree.findings import Findings
from ficbind.yamltree.tree import Items, Node, Sort, Table, Text, parse, several

_LONGEST = 300
"""Lines within which front matter must end."""

_KEY = re.compile(r"[\"']?(?P<key>[^\W\d_][\w/'-]{0,30}(?: [\w/'-]{1,20}){0,2})[\"']?\s*[:=](?=\s|$)\s*(?P<value>.*)")
_ENDS = {"---": frozenset({"---", "..."}), "+++": frozenset({"+++"})}
_SORT = Sort("front matter", "write at least 'title:'", "keep the story below it", "keep what is not metadata below it")
_OF_TOOLS = frozenset({"true", "false", "yes", "no", "null", "~", "[]", "{}", '""', "''"})
_ADDRESSES = frozenset({"source", "link", "permalink", "original", "canonical", "canonical_url", "source_url"})
_NAMES = ("name", "title", "value")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says, and the number of lines that it takes."""

    metadata: Metadata = field(default_factory=Metadata)
    end: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


def find(lines: Sequence[str], path: Path) -> FrontMatter:
    """Read the front matter at the top of a text, if there is any."""
    end = end_of(lines)
    if not end:
        return FrontMatter()
    told: list[Diagnostic] = []
    found = list(_parsed(lines[: end - 1], path, told)) if lines[0].startswith("---") else None
    if found is None or told:
        found = list(_typed(lines[1 : end - 1], path))
    listed = {fact.field: fact for fact in reversed(found) if isinstance(fact, Fact)}
    known = facts.gather([each for each in found if isinstance(each, Entry)], path)
    metadata = known.metadata.under(Metadata(tuple(listed.values())))
    said = tuple(_said(fact) for fact in listed.values())
    return FrontMatter(replace(metadata, level=None), end, (*told, *known.diagnostics, *said))


def end_of(lines: Sequence[str]) -> int:
    """Count the lines of the front matter; 0 where the first line is a scene break or the like."""
    mark = lines[0].rstrip() if lines else ""
    if mark not in _ENDS:
        return 0
    last = next((at for at, line in enumerate(lines[1:_LONGEST], 1) if line.rstrip() in _ENDS[mark]), 0)
    keys = [_KEY.match(line) for line in lines[1:last]]
    first = next((at for at, line in enumerate(lines[1:last]) if not line.startswith("#")), None)
    begins = first is not None and keys[first] is not None
    return last + 1 if begins and any(key and _label(key["key"]) for key in keys) else 0


def _label(key: str) -> Label | None:
    if key.casefold() in _ADDRESSES:
        return Label(Field.SOURCE, "plain")
    label = labels.find(re.sub("[_-]", " ", key))
    return label if label and label.field and label.strength != "loose" else None


def _parsed(lines: Sequence[str], path: Path, told: list[Diagnostic]) -> Iterator[Fact | Entry]:
    """Read YAML; what is wrong with it is told."""
    findings = Findings()
    try:
        root = parse("\n".join(["", *lines[1:]]).encode(), path, findings, _SORT)
        wrong = [each for each in findings.found if each.severity == "error"]
    except FicbindError as error:
        root, wrong = Table((), Location(path)), list(error.diagnostics)
    if wrong or not isinstance(root, Table):
        first = wrong[0] if wrong else Diagnostic(Code.SYNTAX, "error", "no keys", Location(path, 2))
        message = f"the front matter is not YAML and was read line by line: {first.message}"
        told.append(Diagnostic(Code.BAD_FRONT_MATTER, "warning", message, first.where, first.hint))
        return
    for key, value in root.pairs:
        label = _label(key.text)
        if label is not None:
            yield from _read(key, label, value)


def _read(key: Text, label: Label, value: Node) -> Iterator[Fact | Entry]:
    if isinstance(value, Text):
        if value.line and value.line.casefold() not in _OF_TOOLS:
            pair = Pair(key.text, value.line, label)
            yield Entry(pair, (Line(key.where.line or 1, value.line),), value.paragraphs)
        return
    values = tuple(text for text in map(_one, several(value)) if text)
    if values and label.field is not None:
        yield Fact(label.field, values, Origin.HEADER, key.where)


def _one(node: Node) -> str:
    """Give an item of a list, or a table, as one text: `{name: Lamps, index: 2}` is `Lamps (2)`."""
    if isinstance(node, Text):
        return node.line
    if isinstance(node, Items):
        return ", ".join(text for text in map(_one, node.nodes) if text)
    name = next((node.line(key) for key in _NAMES if node.line(key)), None)
    number = next((node.line(key) for key in ("number", "index", "part") if node.line(key)), None)
    return f"{name} ({number})" if name and number else name or ""


def _typed(lines: Sequence[str], path: Path) -> Iterator[Fact | Entry]:
    """Read lines of keys and values one by one, whatever a parser would say of them."""
    for number, line in enumerate(lines, 2):
        found = _KEY.match(line)
        label = _label(found["key"]) if found else None
        value = found["value"].strip() if found else ""
        if label is None or label.field is None or value.casefold() in _OF_TOOLS or not value:
            continue
        if value.startswith("[") and value.endswith("]"):
            items = (item.strip(" \t\"'") for item in value[1:-1].split(","))
            yield Fact(label.field, tuple(item for item in items if item), Origin.HEADER, Location(path, number))
            continue
        bare = value[1:-1] if value[:1] in {'"', "'"} and value[-1:] == value[:1] else value
        yield Entry(Pair(line, bare, label), (Line(number, bare),), (bare,))


def _said(fact: Fact) -> Diagnostic:
    message = f"took '{fact.text}' as the {fact.field.value}"
    return Diagnostic(Code.TOOK_METADATA, "info", message, fact.where or Location(Path()))
