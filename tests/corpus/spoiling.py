"""Spoil files as disks, mail programs, converters and bad luck do."""

import io
import zipfile
from collections.abc import Callable
from random import Random

from corpus.archives import pack

_TOKENS = (
    b"<", b">", b"</p>", b"<p>", b"<div>", b"</div>", b"<br>", b"<table><tr><td>", b"</table>", b"<!--", b"-->", b"<![CDATA[",
    b"]]>", b"<?xml ?>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#0;", b"&#xD800;", b"&#1114112;", b"&nbsp;", b"\x00",
    b"\x1b[2J", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xe2\x80\xae", b"{", b"}", b"\\u-1?", b"\\'", b"\\bin99999 ", b"\\par",
    b"<script>", b"<style>", b"<svg>", b"<math>", b"<template>", b"<plaintext>", b"<select>", b"<frameset>", b"<body>", b"</body>",
    b"<blockquote>", b"<ul><li>", b"<h2>", b"</h2>", b"<a name=x>", b"<img src=x>", b"=\n", b"=00", b"\n---\n", b"\n\n# ", b"\n> ",
    b"\n```\n", b"[^1]", b"|\n|-|\n", b"<w:p>", b"</w:p>", b"</w:r>", b"<text:p>", b"</text:p>", b"\r", b"\t", b'"', b"'", b"*", b"_",
)  # fmt: skip


def spoil(pick: Random, data: bytes) -> bytes:
    """Spoil a file; of a zip archive often a part, so that what is spoilt can be opened at all."""
    if data.startswith(b"PK") and pick.random() < 0.7:
        return _spoil_part(pick, data)
    for _ in range(pick.randint(1, 3)):
        data = pick.choice(_WAYS)(pick, data)
    return data


def _spoil_part(pick: Random, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    name = pick.choice(list(parts))
    if pick.random() < 0.1:
        del parts[name]
    else:
        for _ in range(pick.randint(1, 3)):
            parts[name] = pick.choice(_WAYS)(pick, parts[name])
    mimetype = parts.pop("mimetype", b"").decode("latin-1")
    return pack(pick, parts, mimetype or None)


def _place(pick: Random, data: bytes) -> int:
    return pick.randrange(len(data) + 1)


def _piece(pick: Random, data: bytes) -> tuple[int, int]:
    start = _place(pick, data)
    return start, min(len(data), start + pick.choice((1, 4, 30, 200, 2000)))


def _cut(pick: Random, data: bytes) -> bytes:
    return data[: _place(pick, data)]


def _without_start(pick: Random, data: bytes) -> bytes:
    return data[_piece(pick, data)[1] :]


def _turn_bits(pick: Random, data: bytes) -> bytes:
    turned = bytearray(data)
    for _ in range(pick.randint(1, 20)):
        if turned:
            turned[pick.randrange(len(turned))] ^= 1 << pick.randrange(8)
    return bytes(turned)


def _leave_out(pick: Random, data: bytes) -> bytes:
    start, end = _piece(pick, data)
    return data[:start] + data[end:]


def _repeat(pick: Random, data: bytes) -> bytes:
    start, end = _piece(pick, data)
    return data[:end] + data[start:end] * pick.choice((1, 2, 20)) + data[end:]


def _move(pick: Random, data: bytes) -> bytes:
    start, end = _piece(pick, data)
    rest = data[:start] + data[end:]
    place = _place(pick, rest)
    return rest[:place] + data[start:end] + rest[place:]


def _put_in(pick: Random, data: bytes) -> bytes:
    for _ in range(pick.randint(1, 6)):
        place = _place(pick, data)
        data = data[:place] + pick.choice(_TOKENS) * pick.choice((1, 1, 1, 50)) + data[place:]
    return data


def _blank(pick: Random, data: bytes) -> bytes:
    start, end = _piece(pick, data)
    return data[:start] + bytes(end - start) + data[end:]


_WAYS: tuple[Callable[[Random, bytes], bytes], ...] = (
    _cut, _without_start, _turn_bits, _leave_out, _repeat, _move, _put_in, _put_in, _blank,
)  # fmt: skip


def invented(pick: Random, start: bytes) -> bytes:
    """Make a file of pieces of markup and words, in any order."""
    words = (
        b"The lamp went out.",
        b"Chapter 1",
        b"Title: The Lamp",
        b"***",
        b" ",
        b"\n",
        b"\n\n",
        b"Summary:",
        b"by Jane Doe",
    )
    return start + b"".join(pick.choice(pick.choice((words, _TOKENS))) for _ in range(pick.randint(0, 120)))
