"""Long chapters become several documents, so that small readers can open them."""

import re
from collections.abc import Iterable, Iterator

from ficbind.xhtml import Element, blocks, parse

LIMIT = 250_000
"""Most bytes of text in one document; some readers refuse or stall on larger ones."""

_DIVISIBLE = {"aside", "blockquote", "div", "section"}
_ID = re.compile(r'\sid="[^"]*"')


def split(body: str, limit: int = LIMIT) -> list[str]:
    """Cut a body between blocks into pieces of at most `limit` bytes; one long paragraph stays whole."""
    if _size(body) <= limit:
        return [body]
    root = parse(body)
    for note in root.iter("aside"):
        if note.get("class") == "footnote":  # its call may be in another document: no reader should hide it here
            note.tag = "div"
    return list(_gather(_shards(root, limit), limit))


def _shards(root: Element, limit: int) -> Iterator[str]:
    for child, text in zip(list(root), blocks(root), strict=True):
        if _size(text) <= limit or not _is_divisible(child):
            yield text
            continue
        opening = text[: text.index(">") + 1]
        for group in _gather(_shards(child, limit), limit):
            yield f"{opening}{group}</{child.tag}>"
            opening = _ID.sub("", opening)


def _is_divisible(node: Element) -> bool:
    strings = [node.text, *(child.tail for child in node)]
    return node.tag in _DIVISIBLE and not any(string and string.strip() for string in strings)


def _gather(pieces: Iterable[str], limit: int) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for piece in pieces:
        if held and size + _size(piece) > limit:
            yield "\n".join(held)
            held, size = [], 0
        held.append(piece)
        size += _size(piece) + 1
    if held:
        yield "\n".join(held)


def _size(text: str) -> int:
    return len(text.encode())
