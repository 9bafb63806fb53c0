"""Read the images that lie beside a page or a text, in its folder or below; nothing else is opened, nothing fetched."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from ficbind.readers.html.page import Page

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]|[a-z]:", re.I)
_LARGEST, _LARGEST_TOGETHER = 32 * 2**20, 256 * 2**20
"""Bytes of one image, and of all images of a page."""


def sources(page: Page) -> Iterator[str]:
    """Give the address of each image of a page."""
    for node in page.root.iter("img"):
        yield from (node.get(name) for name in ("src", "data-src") if node.get(name))


def load(page: Page) -> None:
    """Add the bytes of images that lie beside the page."""
    folder = page.path.parent.resolve()
    room = _LARGEST_TOGETHER
    for source in sources(page):
        address = source.strip()
        if address in page.images or _ELSEWHERE.match(address):
            continue
        data = _read(folder, unquote(re.split("[?#]", address, maxsplit=1)[0]), min(room, _LARGEST))
        if data is not None:
            page.images[address] = data
            room -= len(data)


def _read(folder: Path, name: str, most: int) -> bytes | None:
    """Read a file below a folder; nothing if it lies elsewhere, is no ordinary file, or is too large."""
    try:
        path = (folder / name.replace("\\", "/")).resolve()
        if not path.is_relative_to(folder) or not path.is_file() or path.stat().st_size > most:
            return None
        return path.read_bytes()
    except (OSError, ValueError, RuntimeError):
        # What cannot be opened is missing, and the book says so.
        return None
