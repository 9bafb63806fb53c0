"""Parse Markdown: the one home of markdown-it. What its rules keep out of the text is remembered, sign by sign."""

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from ficbind.readers.html.parsing import BLOCKS
from ficbind.readers.markdown.indents import keep_drawn
from ficbind.readers.markdown.passages import add_passages
from ficbind.records import dataclass, field
from ficbind.vocabulary import ELEMENTS

DEEPEST = 100
"""Levels of blocks within each other; each costs the parser some frames of Python's stack."""

_TAGS = (ELEMENTS.keys() | BLOCKS) - {"body", "button", "option", "optgroup", "plaintext", "select", "textarea", "xmp"}
_MORE_TAGS = frozenset(
    {"acronym", "bdo", "big", "dfn", "font", "kbd", "label", "mark", "picture", "q", "samp", "source", "strike", "time"}
    | {"tt", "var", "wbr"}
)
_INLINE_TAGS = (_TAGS | _MORE_TAGS) - {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
_CLOSED = frozenset({"iframe", "math", "noscript", "object", "pre", "script", "style", "svg", "template", "textarea"})
"""Elements that swallow what follows where their end is missing; as blocks they are read if it is there."""

_SWALLOWS = re.compile(
    r"<(/?)(iframe|math|noembed|noframes|noscript|object|option|optgroup|plaintext|script|select|style|svg|table"
    r"|template|textarea|title|xmp)(?=[\s/>])",
    re.I,
)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])")
_ADDRESS = re.compile(r"<|[#/]|\.{1,2}/|[a-z][a-z\d+.-]*:|www\.|[\w.-]+\.[a-z]{2,}(?:[/?#]|$)", re.I)
_DEFINED = re.compile(r"\[[^\]\n]{1,999}\]:\s*(\S+)")

_COMMENT = re.compile(r"<!--.*?(-->|\Z)", re.S)

InlineRule = Callable[[StateInline, bool], bool]
BlockRule = Callable[[StateBlock, int, int, bool], bool]


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text that shows as something else; `reason` says why what it held is not shown."""

    start: int
    end: int
    shown: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number, and its label, or its text where it has none."""

    number: int
    label: str | None
    inline: Token | None
    count: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed text: its tokens with edits as `meta["edits"]`, notes, lines that define addresses or fence passages."""

    tokens: list[Token]
    notes: dict[int, Note]
    definitions: frozenset[int]
    fences: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Watch:
    """What the rules remember while they work."""

    edits: list[Edit] = field(default_factory=list)
    inner: dict[int, list[Edit]] = field(default_factory=dict)
    definitions: set[int] = field(default_factory=set)
    fences: set[int] = field(default_factory=set)


class _Parser(MarkdownIt):
    """CommonMark that leaves every address as it is: what may stand in a book is decided later."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 (markdown-it's name)
        return bool(url) or True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def parse(text: str) -> Parsed:
    """Parse CommonMark with tables, struck text, footnotes and fenced passages; what is only indented is no code."""
    watch = _Watch()
    env: dict[str, object] = {}
    tokens = _parser(watch).parse(text, env)
    return Parsed(tokens, dict(_notes(env, watch)), frozenset(watch.definitions), frozenset(watch.fences))


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Give what is shown of a text."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start >= at:
            pieces += [text[at : edit.start], edit.shown]
            at = edit.end
    return "".join([*pieces, text[at:]])


def is_whole(html: str) -> bool:
    """Tell whether a block of HTML ends what it begins, where what follows would be swallowed otherwise."""
    if any(not found[1] for found in _COMMENT.finditer(html)):
        return False
    opened: list[str] = []
    for found in _SWALLOWS.finditer(_COMMENT.sub("", html)):
        name = found[2].lower()
        if not found[1]:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened and re.search(r"<[^>]*\Z", html) is None


def _parser(watch: _Watch) -> MarkdownIt:
    parser = _Parser("commonmark", {"html": True, "maxNesting": DEEPEST})
    parser.use(footnote_plugin, move_to_end=False).enable(["table", "strikethrough"])
    keep_drawn(parser)
    add_passages(parser, watch.fences)
    for name in ("link", "image", "entity", "html_inline", "footnote_inline", "footnote_ref"):
        _wrap_inline(parser, name, watch)
    _wrap_block(parser, "html_block", _is_html_block)
    _wrap_block(parser, "reference", _is_definition, watch.definitions)
    parser.core.ruler.at("inline", lambda state: _inline(state, watch))
    return parser


def _inline(state: StateCore, watch: _Watch) -> None:
    for token in state.tokens:
        if token.type == "inline":
            watch.edits = []
            token.children = state.md.inline.parse(token.content, state.md, state.env, [])
            token.meta["edits"] = watch.edits


def _wrap_inline(parser: MarkdownIt, name: str, watch: _Watch) -> None:
    ruler = parser.inline.ruler
    rule: InlineRule = next(each.fn for each in ruler.__rules__ if each.name == name)

    def watched(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
        if name == "html_inline" and not _is_tag(state.src, state.pos):
            return False
        start, outer = state.pos, watch.edits
        watch.edits = []
        done = rule(state, silent)
        inner, watch.edits = watch.edits, outer
        if done and not silent:
            watch.edits += _edits(name, state, start, inner)
            if name == "footnote_inline":
                watch.inner[state.tokens[-1].meta["id"]] = inner
        return done

    ruler.at(name, watched)


def _edits(name: str, state: StateInline, start: int, inner: list[Edit]) -> list[Edit]:
    end = state.pos
    if name == "link":
        label = state.md.helpers.parseLinkLabel(state, start, disableNested=True)
        return [*inner, Edit(label, end, "", "a link's address")]
    if name == "image":
        return [Edit(start, end, "", "an image")]
    if name == "html_inline":
        return [Edit(start, end, "", "a comment" if state.src.startswith("<!", start) else None)]
    last = state.tokens[-1]
    if name == "entity":
        return [Edit(start, end, last.content)]
    number = str(last.meta["id"] + 1)
    return [Edit(start, end, number, "a footnote's label" if last.meta.get("label", number) != number else None)]


def _is_tag(text: str, at: int) -> bool:
    """Tell tags of HTML from `<grin>` and other things that people say between such marks."""
    if not text.startswith("<", at):
        return False
    if text.startswith("<!--", at):
        return True
    tag = _TAG.match(text, at)
    return tag is not None and tag[1].lower() in _INLINE_TAGS


def _wrap_block(
    parser: MarkdownIt, name: str, wanted: Callable[[str, int], bool], lines: set[int] | None = None
) -> None:
    ruler = parser.block.ruler
    found = next(each for each in ruler.__rules__ if each.name == name)
    rule: BlockRule = found.fn

    def watched(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        begins = state.bMarks[start] + state.tShift[start]
        if state.src[begins : begins + 1] not in {"<", "["} or not wanted(state.src, begins):
            return False
        done = rule(state, start, end, silent)
        if done and not silent and lines is not None:
            lines.update(range(start, state.line))
        return done

    ruler.at(name, watched, {"alt": found.alt})


def _is_html_block(text: str, at: int) -> bool:
    if text.startswith("<!--", at):
        return text.find("-->", at) >= 0
    tag = _TAG.match(text, at)
    name = tag[1].lower() if tag else ""
    if name in _CLOSED:
        return re.compile(rf"</{name}\s*>", re.I).search(text, at) is not None
    return name in _TAGS or name in _MORE_TAGS


def _is_definition(text: str, at: int) -> bool:
    """Tell the definition of an address from a line such as `[Mara]: Hello`."""
    found = _DEFINED.match(text, at)
    return found is not None and _ADDRESS.match(found[1]) is not None


def _notes(env: dict[str, object], watch: _Watch) -> Iterator[tuple[int, Note]]:
    data = env.get("footnotes")
    listed = data.get("list", {}) if isinstance(data, dict) else {}
    for number, note in listed.items():
        inline = None
        if "tokens" in note:
            inline = Token("inline", "", 0, content=note["content"], children=note["tokens"])
            inline.meta["edits"] = watch.inner.get(number, [])
        yield number, Note(number + 1, note.get("label"), inline, max(1, note.get("count", 1)))
