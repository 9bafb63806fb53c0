"""The words, signs and text of a rich-text file (Rich Text Format Specification 1.9.1)."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|.", re.S
)
_LARGEST_BINARY = 64 * 2**20


class Token(NamedTuple):
    """A piece of a rich-text file: a control word with its number, a control sign, a brace, or bytes of text."""

    kind: Literal["word", "sign", "open", "close", "text", "byte", "binary"]
    name: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """Divide a file into its tokens; nothing in it is an error, for word processors forgive all."""
    place = 0
    while place < len(data):
        found = _TOKEN.match(data, place)
        if found is None:
            return
        place = found.end()
        if found[1] == b"bin" and found[2]:
            size = max(0, min(int(found[2]), len(data) - place, _LARGEST_BINARY))
            yield Token("binary", data=data[place : place + size])
            place += size
        else:
            yield from _token(found)


def _token(found: re.Match[bytes]) -> Iterator[Token]:
    word, number, byte, sign, brace, text = found.groups()
    if word:
        yield Token("word", word.decode("ascii"), int(number) if number else None)
    elif byte:
        yield Token("byte", data=bytes.fromhex(byte.decode("ascii")))
    elif sign:
        yield Token("sign", sign.decode("latin-1"))
    elif brace:
        yield Token("open" if brace == b"{" else "close")
    elif text:
        yield Token("text", data=text)
