"""YAML as a tree in which every value keeps its line and column, and every scalar stays text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.records import dataclass
from ficbind.xhtml import without_invalid
from ficbind.yamltree import syntax
from ficbind.yamltree.findings import Findings, quoted

MAX_DEPTH = 20
MAX_BYTES = 1_000_000
MAX_VALUES = 20_000
"""Keys and values in a manifest: some hundred stories with everything said of each."""

_LITERAL = "|"


@dataclass(frozen=True, slots=True)
class Sort:
    """What a file is to its reader: its noun, and the hints for one that is empty, too large or too full."""

    noun: str
    empty: str
    large: str
    full: str


MANIFEST = Sort(
    "manifest",
    "write at least 'title:', 'language:' and 'stories:'",
    "keep stories in files of their own and name them under 'stories'",
    "name stories by a pattern such as stories/*.txt",
)


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar; `style` is how it was written: "" plain, one of the two quotation marks, "|" or ">"."""

    text: str
    where: Location
    style: str = ""

    @property
    def line(self) -> str:
        """The text as one line."""
        return " ".join(self.text.split())

    @property
    def prose(self) -> str:
        """The text with a blank line between paragraphs; lines are kept only where they were written with "|"."""
        text = self.text.strip()
        return text if self.style == _LITERAL else re.sub(r"\s*\n\s*", "\n\n", text)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the text, each as one line."""
        return tuple(" ".join(each.split()) for each in re.split(r"\n\s*\n", self.prose) if each.strip())


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `flow` when it is written in brackets."""

    nodes: tuple["Node", ...]
    where: Location
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Keys and values in the order of the file, no key twice; `flow` when it is written in braces."""

    pairs: tuple[tuple[Text, "Node"], ...]
    where: Location
    flow: bool = False

    def get(self, name: str) -> "Node | None":
        """Find the value of a key."""
        return next((value for key, value in self.pairs if key.text == name), None)

    def text(self, name: str) -> Text | None:
        """Find the value of a key that holds text."""
        value = self.get(name)
        return value if isinstance(value, Text) else None

    def line(self, name: str) -> str | None:
        """Find the text of a key as one line."""
        value = self.text(name)
        return value.line if value else None

    def table(self, name: str) -> "Table":
        """Find the table of a key; empty when there is none."""
        value = self.get(name)
        return value if isinstance(value, Table) else Table((), self.where)

    def items(self, name: str) -> "tuple[Node, ...]":
        """Find the values of a key that holds one or several."""
        return several(self.get(name))

    def texts(self, name: str) -> tuple[Text, ...]:
        """Find the texts of a key that holds one or several."""
        return tuple(each for each in self.items(name) if isinstance(each, Text))


Node = Text | Items | Table


def several(node: Node | None) -> tuple[Node, ...]:
    """Take a single value as a list of one."""
    if node is None:
        return ()
    return node.nodes if isinstance(node, Items) else (node,)


def parse(data: bytes, path: Path, findings: Findings, sort: Sort = MANIFEST) -> Node:
    """Read YAML; raises when what follows a problem could not be understood."""
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1e6:.1f} MB"
        _refuse(findings, Code.REFUSED_YAML, f"a {sort.noun} of {size} is too large", Location(path), sort.large)
    text = _decode(data, path, findings, sort)
    composer = _Composer(text, path, findings, sort)
    try:
        return composer.document()
    except yaml.reader.ReaderError as error:
        fault = syntax.unprintable(text, error.position)
    except yaml.MarkedYAMLError as error:
        fault = syntax.explain(error, text)
    except (ValueError, OverflowError):  # PyYAML passes the number of "\U…" and "%YAML" on to chr() and int()
        fault = syntax.Fault(composer.mark, "a number in this escape is too large", syntax.BACKSLASH)
    where = Location(path, *fault.place)
    findings.error(Code.SYNTAX, fault.message, where, fault.hint)
    raise FicbindError(*findings.found)


def _refuse(findings: Findings, code: Code, message: str, where: Location, hint: str) -> None:
    findings.error(code, message, where, hint)
    raise FicbindError(*findings.found)


_NO_TEXT = (b"PK\x03\x04", b"%PDF", b"\xff\xd8", b"\x89PNG", b"\xd0\xcf\x11\xe0", b"GIF8")
"""How Word documents, archives, PDFs and images begin, which people name in place of the manifest."""


def _decode(data: bytes, path: Path, findings: Findings, sort: Sort) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith(_NO_TEXT):
            hint = f"name the {sort.noun}: a text file that ends in .yaml"
            fault = Diagnostic(Code.SYNTAX, "error", "the file is not text", Location(path), hint)
        else:
            before = data[: error.start].decode("utf-8", "replace")
            where = Location(path, *syntax.place(before, len(before)))
            hint = "save the file as UTF-8 (in the editor: Save As, Encoding)"
            fault = Diagnostic(Code.SYNTAX, "error", "the file is not UTF-8 text", where, hint)
        raise FicbindError(*findings.found, fault) from error


class _Composer:
    """Builds nodes from the parser's events; depth is limited before anything recurses."""

    def __init__(self, text: str, path: Path, findings: Findings, sort: Sort) -> None:
        self._text = text
        self._lines = syntax.lines(text)
        self._path = path
        self._findings = findings
        self._sort = sort
        self._events: Iterator[yaml.Event] = iter(())
        self._count = 0
        self.mark = (1, 1)

    def document(self) -> Node:
        """Read the only document."""
        self._events = yaml.parse(self._text, Loader=yaml.BaseLoader)
        event = self._next()
        while isinstance(event, yaml.StreamStartEvent):
            event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            message = f"the {self._sort.noun} is empty"
            _refuse(self._findings, Code.SYNTAX, message, Location(self._path), self._sort.empty)
        node = self._node(self._next(), 1)
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            hint = "delete the line '---' and what belongs to another book"
            self._findings.error(Code.REFUSED_YAML, "a second document begins here", self._where(event), hint)
        return node or Table((), Location(self._path, 1, 1))

    def _next(self) -> yaml.Event:
        event = next(self._events)
        self.mark = syntax.at(event.end_mark)
        return event

    def _where(self, event: yaml.Event) -> Location:
        return Location(self._path, *syntax.at(event.start_mark))

    def _node(self, event: yaml.Event, depth: int) -> Node | None:
        where = self._where(event)
        self._count += 1
        if depth > MAX_DEPTH:
            hint = f"a {self._sort.noun} needs no more than six levels"
            message = f"more than {MAX_DEPTH} levels inside each other"
            _refuse(self._findings, Code.REFUSED_YAML, message, where, hint)
        if self._count > MAX_VALUES:
            message = f"more than {MAX_VALUES} keys and values"
            _refuse(self._findings, Code.REFUSED_YAML, message, where, self._sort.full)
        if isinstance(event, yaml.AliasEvent):
            self._mark_refused(quoted(f"*{event.anchor}"), where)
            return None
        refused = self._check_marks(event)
        if isinstance(event, yaml.ScalarEvent):
            return Text(event.value or refused, where) if refused else self._scalar(event, where)
        flow = bool(getattr(event, "flow_style", False))
        if isinstance(event, yaml.SequenceStartEvent):
            return replace(self._list(where, depth), flow=flow)
        return replace(self._table(where, depth), flow=flow)

    def _check_marks(self, event: yaml.Event) -> str:
        """Give the last anchor or tag that was refused."""
        refused = ""
        for name, sign in (("anchor", "&"), ("tag", "")):
            if mark := getattr(event, name, None):
                refused = sign + mark.replace("tag:yaml.org,2002:", "!!")
                self._mark_refused(quoted(refused), self._where(event))
        return refused

    def _mark_refused(self, mark: str, where: Location) -> None:
        hint = "put the text in quotes if it is text; otherwise write the value out"
        message = f"{mark} is a YAML feature that {self._sort.noun}s do not use"
        self._findings.error(Code.REFUSED_YAML, message, where, hint)

    def _scalar(self, event: yaml.ScalarEvent, where: Location) -> Text:
        if without_invalid(event.value) != event.value:
            hint = "delete the escape that begins with a backslash"
            self._findings.error(Code.SYNTAX, "a character that no book can hold", where, hint)
        if event.style is None:
            self._check_comment(event)
        return Text(event.value, where, event.style or "")

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """Warn of "Story #2": a comment that begins without a space is probably text."""
        row, column = syntax.at(event.end_mark)
        rest = self._lines[row - 1][column - 1 :] if row <= len(self._lines) else ""
        if event.value and (cut := re.match(r"\s+(#[^\s#].*)", rest)):
            where = Location(self._path, row, column + cut.start(1))
            hint = "put the whole text in quotes if this belongs to it, or write '# ' to begin a comment"
            self._findings.warn(Code.CUT_COMMENT, f"the text ends before {quoted(cut[1])}", where, hint)

    def _list(self, where: Location, depth: int) -> Items:
        nodes = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            node = self._node(event, depth + 1)
            if node is not None:
                nodes.append(node)
        return Items(tuple(nodes), where)

    def _table(self, where: Location, depth: int) -> Table:
        pairs: dict[str, tuple[Text, Node]] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(key, Text):
                self._mark_refused("a key that is not a word", self._where(event))
            elif key.text in pairs:
                self._duplicate(key, pairs[key.text][0])
            elif value is not None:
                pairs[key.text] = (key, value)
        return Table(tuple(pairs.values()), where)

    def _duplicate(self, key: Text, first: Text) -> None:
        message = f"{quoted(key.text)} stands here a second time"
        hint = f"keep one of the two; the first is in line {first.where.line}"
        self._findings.error(Code.DUPLICATE_KEY, message, key.where, hint)
