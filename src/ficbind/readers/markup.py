"""Write paragraphs, stanzas and pauses as XHTML."""

import re
from collections.abc import Sequence

from ficbind.conventions import emphasis
from ficbind.readers.cuts import Cut
from ficbind.readers.lines import Line
from ficbind.readers.paragraphs import HEADING, Block
from ficbind.vocabulary import LINE
from ficbind.xhtml import Markup

_GLUED = re.compile(r"\w-$|[-–—]{2}$|—$")
_FRAMES = {
    "letter": f'<blockquote class="letter" {LINE}="{{}}">',
    "note": f'<aside class="note" {LINE}="{{}}">',
}
_FRAME_ENDS = {"letter": "</blockquote>", "note": "</aside>"}
_SPACES = re.compile(r"[ \t]+")


def write(blocks: Sequence[Block]) -> tuple[Markup, list[Cut]]:
    """Write blocks as XHTML, and list the typed tags that became elements."""
    pieces: list[str] = []
    marks: list[Cut] = []
    texts = _texts(blocks)
    for at, block in enumerate(blocks):
        marks += tags(block.lines) if block.kind != "pause" else []
        before = blocks[at - 1] if at else None
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        number = block.lines[0].number
        opens = f"{_FRAMES[block.frame].format(number)}\n" if block.frame and not _is_framed(before, block) else ""
        closes = f"\n{_FRAME_ENDS[block.frame]}" if block.frame and not _is_framed(after, block) else ""
        pieces.append(f"{opens}{_block(block, texts.get(at, ''), before, after)}{closes}")
    return Markup("\n".join(pieces)), marks


def _is_framed(other: Block | None, block: Block) -> bool:
    return other is not None and other.frame == block.frame


def _block(block: Block, text: str, before: Block | None, after: Block | None) -> str:
    number = block.lines[0].number
    if block.kind == "pause":
        return f'<hr class="soft-break" {LINE}="{number}"/>'
    if block.kind == "heading":
        return _heading(block.lines[0])
    if block.kind == "paragraph":
        return f'<p {LINE}="{number}">{emphasis.to_xhtml(text)}</p>'
    lines = "<br/>".join(emphasis.to_xhtml(line.bare) for line in block.lines)
    if block.kind == "lines":
        return f'<p {LINE}="{number}">{lines}</p>'
    opens = not (before and before.kind == "verse" and before.frame == block.frame)
    closes = not (after and after.kind == "verse" and after.frame == block.frame)
    head = f'<div class="verse" {LINE}="{number}">' if opens else ""
    return f"{head}<p>{lines}</p>{'</div>' if closes else ''}"


def _heading(line: Line) -> str:
    found = HEADING.fullmatch(line.bare)
    level, text = (len(found["marks"]), found["text"]) if found else (2, line.bare)
    return f'<h{level} {LINE}="{line.number}">{emphasis.to_xhtml(text)}</h{level}>'


def _texts(blocks: Sequence[Block]) -> dict[int, str]:
    """Join the lines of each paragraph, and let emphasis that goes on over several begin and end in each."""
    texts = {at: _text(block.lines) for at, block in enumerate(blocks) if block.kind == "paragraph"}
    return texts | dict(zip(texts, emphasis.carried(list(texts.values())), strict=True))


def _text(lines: Sequence[Line]) -> str:
    """Join wrapped lines; a line that ends in a hyphen or dash takes the next without a space."""
    pieces: list[str] = []
    end = ""
    for line in lines:
        glue = "" if not end or _GLUED.search(end) else " "
        pieces += (glue, line.bare)
        end = f"{end}{glue}{line.bare}"[-2:]
    text = "".join(pieces)
    return _SPACES.sub(" ", text) if "  " in text or "\t" in text else text


def tags(lines: Sequence[Line]) -> list[Cut]:
    """Find where the tags that become elements, or are dropped, stand in the source."""
    if not any("<" in line.text for line in lines):
        return []
    stanza = [tag for line in lines for tag in emphasis.tags(line.bare)]
    found = []
    row, offset = 0, 0
    for token in " ".join(emphasis.tags(_text(lines)) or stanza).replace("><", "> <").split():
        while row < len(lines) - 1 and lines[row].text.find(token, offset) < 0:
            row, offset = row + 1, 0
        start = lines[row].text.find(token, offset)
        found.append(Cut(Line(lines[row].number, token, lines[row].column + start), "markup"))
        offset = start + len(token)
    return found
