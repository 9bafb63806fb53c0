"""Set parsed Markdown as HTML, each piece of text on a line of its own whose place in the file is known."""

from collections.abc import Iterator, Sequence
from html import escape

from markdown_it.token import Token

from ficbind.readers import drawn, entries
from ficbind.readers.markdown.faces import Faces
from ficbind.readers.markdown.passages import KEEP_LINES, attributes
from ficbind.readers.markdown.setting import Leaf, Setting
from ficbind.readers.markdown.syntax import Edit, Note, Parsed, apply, is_whole
from ficbind.readers.markdown.traps import is_prose, stays_typed

_HEADER_LEAVES = 4
"""Paragraphs at the top in which labelled lines stay lines of their own."""

_VOID = {"softbreak": "\n", "hardbreak": "\n<br>"}
_TRAPS = frozenset({"bullet_list_open", "heading_open", "ordered_list_open"})
_HOLD_TEXT = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "td", "th"})


class Setter:
    """Set the blocks of a text; those that begin on the lines of `literal` as they were typed."""

    def __init__(self, parsed: Parsed, lines: Sequence[str], literal: frozenset[int] = frozenset()) -> None:
        self.setting = Setting()
        self._parsed = parsed
        self._lines = lines
        self._literal = literal
        self._pending: list[Note] = []
        self._seen: set[int] = set()
        self._bodies: dict[str, list[Token]] = {}
        self._blocks: list[str] = []
        self._passages: list[str] = []
        self._prefix = ""
        self._place = 0
        self._faces = Faces()

    def set(self, lost: frozenset[int] = frozenset()) -> Setting:
        """Set the whole text; `lost` are lines that no rule has read, which follow the block that they stand in."""
        waiting = sorted(lost)
        for block in _top_level(list(self._without_notes(self._parsed.tokens))):
            place = next((token.map[0] for token in block if token.map), 0)
            while waiting and waiting[0] < place:
                self._typed([waiting.pop(0)])
            if block[0].type == "heading_open" and block[0].tag in {"h1", "h2"}:
                self._set_notes()
            self._set(block)
        for line in waiting:
            self._typed([line])
        self._set_notes()
        left = [Note(0, label, None, 0) for label in self._bodies]
        self._pending = left
        self._set_notes()
        return self.setting

    def _without_notes(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """Take the footnotes out of the text: they follow the chapter that they belong to."""
        label: str | None = None
        for token in tokens:
            if token.type == "footnote_reference_open":
                label = token.meta["label"]
                self._bodies.setdefault(label, [])
            elif token.type == "footnote_reference_close":
                label = None
            elif label is not None:
                self._bodies[label].append(token)
            else:
                yield token

    # Blocks

    def _set(self, tokens: Sequence[Token]) -> None:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = _end(tokens, at) if token.type in _TRAPS else at
            if stays_typed(tokens, at, end):
                self._set_typed_list(tokens[at : end + 1])
            elif _is_underlined(token) and is_prose(tokens[at + 1], self._rule(token)):
                self._set_prose(tokens[at + 1])
            else:
                self._one(token)
                at += 1
                continue
            at = end + 1

    def _rule(self, token: Token) -> str:
        return self._lines[token.map[1] - 1] if token.map else ""

    def _one(self, token: Token) -> None:
        if token.type == "inline":
            self._inline(token)
        elif token.type in {"code_block", "fence", "html_block"}:
            self._raw(token)
        elif token.type == "hr":
            self.setting.pieces.append("<hr>")
        elif token.nesting > 0 and not token.hidden:
            self._open(token)
        elif token.nesting < 0 and not token.hidden:
            if token.type == "passage_close":
                self._passages.pop()
            self.setting.pieces.append(f"</{token.tag}>")

    def _open(self, token: Token) -> None:
        """Open an element; one that holds text begins where the text does."""
        start = token.attrGet("start")
        number = f' start="{start}"' if start is not None else ""
        self._blocks.append(f"<{token.tag}{number}{attributes(token)}>")
        if token.type == "passage_open":
            self._passages.append(str(token.attrGet("class") or "").partition(" ")[0])
        if token.tag not in _HOLD_TEXT:
            self._flush()

    def _flush(self) -> None:
        self.setting.pieces += self._blocks
        self._blocks = []

    def _set_prose(self, inline: Token) -> None:
        self._blocks.append("<p>")
        self._inline(inline)
        self.setting.pieces.append("</p><hr>")

    def _set_typed_list(self, tokens: Sequence[Token]) -> None:
        """Set the items of a list as paragraphs that begin with the marks that were typed."""
        for token in tokens:
            if token.type == "list_item_open":
                self._flush_prefix()
                self._prefix = f"{token.info}{token.markup}"
                self._place = token.map[0] if token.map else 0
            elif token.type == "inline":
                self._blocks.append("<p>")
                self._inline(token)
                self.setting.pieces.append("</p>")
        self._flush_prefix()

    def _flush_prefix(self) -> None:
        if self._prefix:
            prefix, self._prefix = self._prefix, ""
            self.setting.begin(Leaf(self._place, prefix, prefix))
            self.setting.pieces.append(f"<p>{escape(prefix)}</p>")

    def _raw(self, token: Token) -> None:
        first = token.map[0] if token.map else 0
        if token.type == "html_block" and not is_whole(token.content):
            self._typed(range(first, first + token.content.rstrip("\n").count("\n") + 1))
        elif token.type == "html_block":
            self.setting.begin(Leaf(first, token.content, "", is_html=True))
            before = self._faces.begin()
            self._faces.see(token.content)
            self.setting.add(f"{before}{token.content}{self._faces.end()}")
        else:
            hidden = (("the name of a code's language", token.info),) if token.info.strip() else ()
            first += token.type == "fence"
            self.setting.begin(Leaf(first, token.content, token.content, hidden))
            self.setting.pieces.append("<pre>")
            self.setting.add(f"{escape(drawn.dedented(token.content), quote=False)}</pre>")

    def _typed(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            text = self._lines[number]
            self.setting.begin(Leaf(number, text, text))
            self.setting.pieces.append(f"<p>{escape(text.strip(), quote=False)}</p>")

    # Text

    def _inline(self, token: Token) -> None:
        first = token.map[0] if token.map else self.setting.origins[-1][0] - 1
        edits: list[Edit] = token.meta["edits"]
        prefix, self._prefix = self._prefix, ""
        # A note within a line was typed there, and counts there.
        typed = f"{prefix} {token.content}".strip() if token.map else ""
        if first in self._literal:
            self.setting.begin(Leaf(first, typed, typed))
            self._flush()
            self.setting.add(escape(typed, quote=False).replace("\n", "\n<br>"))
            return
        shown = apply(token.content, edits)
        hidden = tuple(
            (each.reason, token.content[each.start : each.end].strip("[]()<>!^ ")) for each in edits if each.reason
        )
        self.setting.begin(Leaf(first, typed, f"{prefix} {shown}".strip(), hidden))
        self._flush()
        self.setting.add(self._faces.begin() + (escape(f"{prefix} ") if prefix else ""))
        keeps = len(self.setting.leaves) <= _HEADER_LEAVES and _is_labelled(token.content)
        keeps = keeps or self._keeps_lines(token.content, first)
        for child in token.children or ():
            self._text(child, keeps_lines=keeps)
        self.setting.add(self._faces.end())

    def _keeps_lines(self, content: str, first: int) -> bool:
        """Tell whether lines are meant: in verse and messages, and short ones of a letter or that are all indented."""
        within, rows = self._passages[-1] if self._passages else "", content.split("\n")
        typed = self._lines[first : first + len(rows)]
        apart = within == "letter" or all(
            line.expandtabs(4).startswith("    ") and line.strip() == row.strip()
            for line, row in zip(typed, rows, strict=True)
        )
        return within in KEEP_LINES or (apart and drawn.is_short(rows))

    def _text(self, token: Token, *, keeps_lines: bool) -> None:
        add = self.setting.add
        if token.type in _VOID:
            add(_VOID["hardbreak" if keeps_lines else token.type])
        elif token.type == "footnote_ref":
            self._reference(token)
        elif token.type == "html_inline":
            self._faces.see(token.content)
            add(token.content)
        elif token.nesting < 0:
            add(f"</{token.tag}>")
        else:
            add(_piece(token))

    def _reference(self, token: Token) -> None:
        note = self._parsed.notes[token.meta["id"]]
        again = token.meta.get("subId", 0)
        place = f' id="{_name("fnref", note, again)}"'
        self.setting.add(f'<sup><a{place} href="#{_name("fn", note)}">{note.number}</a></sup>')
        if note.number not in self._seen:
            self._seen.add(note.number)
            self._pending.append(note)

    # Notes

    def _set_notes(self) -> None:
        """Set the notes that wait; those that stand in them come after them."""
        if not self._pending:
            return
        first = self._pending[0].number
        self.setting.pieces.append(f'<ol start="{first}">' if first > 1 else "<ol>")
        while self._pending:
            note = self._pending.pop(0)
            body = [note.inline] if note.inline else self._bodies.pop(note.label or "", [])
            self._blocks.append(f'<li id="{_name("fn", note)}">' if note.number else "<li>")
            if not body:
                self._flush()
            self._set(body)
            backs = range(note.count if note.number else 0)
            ends = [self.setting.pieces.pop()] if self.setting.pieces[-1] == "</p>" else []
            self.setting.pieces += [f' <a href="#{_name("fnref", note, again)}">↑</a>' for again in backs]
            self.setting.pieces += [*ends, "</li>"]
        self.setting.pieces.append("</ol>")


def _piece(token: Token) -> str:
    """Write text, or the tag that opens an element within it."""
    text = escape(token.content, quote=False)
    if token.type == "code_inline":
        return f"<code>{text}</code>"
    if token.type == "image":
        return f'<img src="{_one_line(token, "src")}" alt="{escape(" ".join(token.content.split()))}">'
    if token.type == "link_open":
        return f'<a href="{_one_line(token, "href")}">'
    return f"<{token.tag}>" if token.nesting > 0 else text


def _is_underlined(token: Token) -> bool:
    return token.type == "heading_open" and token.markup in {"-", "="}


def _name(kind: str, note: Note, again: int = 0) -> str:
    return f"{kind}-{note.number}-{again + 1}" if again else f"{kind}-{note.number}"


def _one_line(token: Token, attribute: str) -> str:
    return escape(" ".join(str(token.attrGet(attribute) or "").split()))


def _is_labelled(content: str) -> bool:
    rows = content.split("\n")
    return len(rows) > 1 and all(entries.parse(row) for row in rows)


def _top_level(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Group tokens by the outermost block that they belong to."""
    depth = 0
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []
    if block:
        yield block


def _end(tokens: Sequence[Token], at: int) -> int:
    """Find the token that closes a block."""
    depth = 0
    for place in range(at, len(tokens)):
        depth += tokens[place].nesting
        if depth <= 0:
            return place
    return len(tokens) - 1
