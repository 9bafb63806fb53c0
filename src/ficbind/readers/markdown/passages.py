"""Passages between lines of colons that say what they are, as pandoc writes them: `::: letter` … `:::`."""

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from ficbind.readers.markdown.passage_names import KINDS

_OPENS = re.compile(r":{3,}[ \t]*(?:(?P<name>[A-Za-z][\w-]*)|\{(?P<attributes>[^{}]*)\})[ \t]*:*[ \t]*")
_CLOSES = re.compile(r":{3,}[ \t]*")
_CLASS = re.compile(r"(?<!\S)\.([\w-]+)")
_ME = re.compile(r"""(?<!\S)me=(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")

KEEP_LINES = frozenset({"centred", "chat", "messages", "right", "verse"})
"""Classes of passages in which each line typed is a line."""


def add_passages(parser: MarkdownIt, fences: set[int]) -> None:
    """Let a parser know passages; the numbers of their fences come into `fences`."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
        opened = _opened(_line(state, start))
        last = _end(state, start, end) if opened else None
        if opened is None or last is None:
            return False
        if not silent:
            fences.update((start, last))
            _write(state, opened, start, last)
        return True

    parser.block.ruler.before("fence", "passage", rule, {"alt": ["paragraph", "blockquote", "list"]})


def attributes(token: Token) -> str:
    """Write the class of the element that begins a passage, and `me-mara` where Mara holds the telephone."""
    names = token.attrGet("class")
    return f' class="{escape(str(names))}"' if names else ""


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _opened(line: str) -> tuple[str, str, str] | None:
    """Read a fence that begins a passage of a known name: element, class, and whose telephone it is."""
    found = _OPENS.fullmatch(line)
    if found is None:
        return None
    names = [found["name"]] if found["name"] else _CLASS.findall(found["attributes"])
    known = next((KINDS[name.lower()] for name in names if name.lower() in KINDS), None)
    me = _ME.search(found["attributes"] or "")
    return (*known, next(filter(None, me.groups()), "") if me else "") if known else None


def _end(state: StateBlock, start: int, end: int) -> int | None:
    """Find the fence that closes a passage; one that nothing closes is no passage."""
    depth = 0
    for number in range(start, end):
        if state.sCount[number] < state.blkIndent and state.bMarks[number] < state.eMarks[number]:
            return None
        line = _line(state, number)
        depth += 1 if _OPENS.fullmatch(line) else -1 if _CLOSES.fullmatch(line) else 0
        if depth == 0:
            return number
    return None


def _write(state: StateBlock, opened: tuple[str, str, str], start: int, last: int) -> None:
    tag, name, me = opened
    token = state.push("passage_open", tag, 1)
    token.map = [start, last + 1]
    own = f" me-{'-'.join(me.lower().split())}" if me else ""
    if name:
        token.attrSet("class", f"{name}{own}")
    around, limit = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", last
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax = around, limit
    state.push("passage_close", tag, -1)
    state.line = last + 1
