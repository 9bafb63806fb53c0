"""Write paragraphs, stanzas and pauses as XHTML."""

import re
from collections.abc import Sequence

from ficbind.readers import emphasis
from ficbind.readers.cuts import Cut
from ficbind.readers.lines import Line
from ficbind.readers.paragraphs import Block
from ficbind.vocabulary import LINE
from ficbind.xhtml import Markup

_GLUED = re.compile(r"\w-$|[-–—]{2}$|—$")
_SPACES = re.compile(r"[ \t]+")


def write(blocks: Sequence[Block]) -> tuple[Markup, list[Cut]]:
    """Write blocks as XHTML, and list the typed tags that became elements."""
    pieces: list[str] = []
    marks: list[Cut] = []
    for at, block in enumerate(blocks):
        number = block.lines[0].number
        if block.kind == "pause":
            pieces.append(f'<hr class="soft-break" {LINE}="{number}"/>')
            continue
        marks += tags(block.lines)
        if block.kind == "verse":
            opens = at == 0 or blocks[at - 1].kind != "verse"
            closes = at + 1 == len(blocks) or blocks[at + 1].kind != "verse"
            stanza = "<br/>".join(emphasis.to_xhtml(line.bare) for line in block.lines)
            head = f'<div class="verse" {LINE}="{number}">' if opens else ""
            pieces.append(f"{head}<p>{stanza}</p>{'</div>' if closes else ''}")
        else:
            pieces.append(f'<p {LINE}="{number}">{emphasis.to_xhtml(_text(block.lines))}</p>')
    return Markup("\n".join(pieces)), marks


def _text(lines: Sequence[Line]) -> str:
    """Join wrapped lines; a line that ends in a hyphen or dash takes the next without a space."""
    text = ""
    for line in lines:
        glue = "" if not text or _GLUED.search(text) else " "
        text = f"{text}{glue}{line.bare}"
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
