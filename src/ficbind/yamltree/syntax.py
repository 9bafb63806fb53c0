"""What a YAML parser means to say, in words for people who do not write YAML every day."""

import re
from typing import Protocol

import yaml

from ficbind.records import dataclass

BACKSLASH = "use single quotes around the text, or write the backslash twice"

_QUOTES = "put the whole text in quotes"
_COLON = "a colon in a text that is not quoted"
_NO_KEY = "a line without a key"
_GLUED_COLON = "a colon without a space after it"
_MISPLACED = "this line is indented differently from its neighbours"
_INDENT = "line it up with the line it belongs with, using spaces"
_PLAIN_VALUE = re.compile(r"(?P<key>[^\s:'\"#\[\]{}-][^:'\"#\[\]{}]*):[ ]+(?P<value>\S.*?)\s*$")
_ITEM = re.compile(r"\s*(?P<dash>- )\s*|.*[\[{,]\s*")
_GLUED_HYPHEN = re.compile(r"\s*-(?P<value>[^\s-].*)")
_GLUED = re.compile(r"\s*(?:- )?(?P<key>[\w-]+):(?P<value>[^\s/].*)")


class _Mark(Protocol):
    """A place in a parser's count, from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is not YAML: line and column from 1, and what to do."""

    place: tuple[int, int]
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """`at_context` says that the mistake is where the parser began to wonder, not where it gave up."""

    sign: str
    message: str
    hint: str
    at_context: bool = False


# The signs are PyYAML's own words (scanner.py, parser.py); the first that occurs decides.
# fmt: off
_RULES = (
    _Rule(r"found character '\\t'", "a tab where only spaces may stand", "replace the tab by spaces"),
    _Rule(r"found character '(.)' that cannot start", "a text cannot begin with '{0}'", _QUOTES),
    _Rule(r"mapping values are not allowed", _COLON, _QUOTES),
    _Rule(r"mapping keys are not allowed", "a text cannot begin with '? '", _QUOTES),
    _Rule(r"sequence entries are not allowed", "a list begins in the middle of a line",
          "begin each '- ' on a new line, or put the text in quotes"),
    _Rule(r"while scanning an (?:alias|anchor)", "a text cannot begin with '*' or '&'", _QUOTES, at_context=True),
    _Rule(r"while (?:scanning|parsing) a tag|tag handle", "a text cannot begin with '!'", _QUOTES, at_context=True),
    _Rule(r"could not find expected ':'", _NO_KEY,
          "write 'key: value', or indent what continues the line before", at_context=True),
    _Rule(r"quoted scalar.*unexpected (?:end of stream|document separator)", "a quotation mark is never closed",
          "add the closing quotation mark", at_context=True),
    _Rule(r"unknown escape character|expected escape sequence",
          "a backslash means something special between double quotes", BACKSLASH),
    _Rule(r"while scanning a block scalar", "text stands behind '|' or '>'",
          "put the text in quotes, or begin it on the next line, indented", at_context=True),
    _Rule(r"expected ',' or '\]'", "a list that begins with '[' is never closed",
          "add the closing ']', or quote the text", at_context=True),
    _Rule(r"expected ',' or '}'", "a table that begins with '{{' is never closed",
          "add the closing '}}', or quote the text", at_context=True),
    _Rule(r"expected <block end>, but found '<scalar>'", "text goes on after a closing quotation mark", _QUOTES),
    _Rule(r"but found '[,\]}]'", "a sign that YAML keeps for lists stands alone", _QUOTES),
    _Rule(r"expected the node content", "something is missing before this place",
          "close the bracket that stands open before it, or put the text in quotes"),
    _Rule(r"expected <block end>", _MISPLACED, _INDENT),
    _Rule(r"unexpected (?:end of stream|indicators)", "the file ends too early", "look at the line before"),
    _Rule(r"directive|YAML document|expected '<document start>'", "a line that is no part of a manifest",
          "delete the line, or indent it if it belongs to the text above"),
)
# fmt: on


def explain(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """Turn a parser's error into a place, a message and a hint."""
    said = f"{error.context or ''} {error.problem or ''}"
    for rule in _RULES:
        if sign := re.search(rule.sign, said):
            where = at((rule.at_context and error.context_mark) or error.problem_mark)
            groups = [group or "" for group in sign.groups()]
            return _improved(Fault(where, rule.message.format(*groups), rule.hint.format(*groups)), text)
    where = at(error.problem_mark or error.context_mark)
    return Fault(where, f"not YAML: {error.problem}", "compare the line with its neighbours")


def at(mark: "_Mark | None") -> tuple[int, int]:
    """Give line and column, from 1, of a parser's mark."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def unprintable(text: str, position: int) -> Fault:
    """Explain a control character."""
    number = f"U+{ord(text[position]):04X}" if position < len(text) else "unknown"
    return Fault(place(text, position), f"an invisible control character ({number})", "delete it")


def place(text: str, position: int) -> tuple[int, int]:
    """Count line and column, from 1, of a character."""
    before = lines(text[:position])
    return len(before), len(before[-1]) + 1


def lines(text: str) -> list[str]:
    """Split text at the line ends that YAML knows."""
    return re.split("\r\n|[\n\r\x85\u2028\u2029]", text)


def _improved(fault: Fault, text: str) -> Fault:
    """Show the line as it should be, where that is certain."""
    rows = lines(text)
    row, column = fault.place
    line = rows[row - 1] if row <= len(rows) else ""
    if fault.message == _COLON:
        return _colon(fault, line, rows[row - 2] if row > 1 else "")
    if fault.message == _NO_KEY and (item := _GLUED_HYPHEN.match(line)):
        return Fault(fault.place, "a hyphen without a space after it", f"write - {item['value']}")
    if fault.message == _NO_KEY and (glued := _GLUED.match(line)):
        return Fault(fault.place, _GLUED_COLON, f"write {glued['key']}: {glued['value']}")
    if fault.hint == _QUOTES and (item := _ITEM.fullmatch(line[: column - 1])):
        value = line[column - 1 :] if item["dash"] else re.split(r"\s*[,\]}](?!\w)", line[column - 1 :])[0]
        return Fault(fault.place, fault.message, f"write {item['dash'] or ''}{in_quotes(value)}")
    if fault.hint == _QUOTES and (pair := _PLAIN_VALUE.search(line)) and pair.end("key") < column:
        return Fault(fault.place, fault.message, f"write {pair['key']}: {in_quotes(pair['value'])}")
    return fault


def _colon(fault: Fault, line: str, before: str) -> Fault:
    pair = _PLAIN_VALUE.search(line)
    if pair and pair.end("key") < fault.place[1] - 1:
        return Fault(
            fault.place, "a colon in a text that is not quoted", f"write {pair['key']}: {in_quotes(pair['value'])}"
        )
    if glued := _GLUED.fullmatch(before):
        return Fault((fault.place[0] - 1, 1), _GLUED_COLON, f"write {glued['key']}: {glued['value']}")
    return Fault((fault.place[0], len(line) - len(line.lstrip()) + 1), _MISPLACED, _INDENT)


def in_quotes(text: str) -> str:
    """Write a text between the quotation marks that need no change in it."""
    bare = text.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "'\"":
        bare = bare[1:-1]
    return f'"{bare}"' if '"' not in bare and "\\" not in bare else "'" + bare.replace("'", "''") + "'"
