"""Read HTML: the downloads and pages of archives, and any other page that holds a story."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ficbind.model import Draft
from ficbind.readers.decode import decode
from ficbind.readers.html import (
    ao3_download,
    ao3_page,
    efiction,
    fanficfare,
    fanfiction_net_page,
    fichub,
    generic,
    journals,
    pictures,
    royal_road,
    wattpad,
)
from ficbind.readers.html.page import Page

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.I)


class Site(Protocol):
    """A module that knows the pages of one archive or tool."""

    def recognise(self, page: Page) -> bool:
        """Tell whether a page is of its kind."""

    def read(self, page: Page) -> Sequence[Draft]:
        """Read the stories of such a page."""


SITES: tuple[Site, ...] = (
    ao3_download,
    ao3_page,
    fanficfare,
    fichub,
    fanfiction_net_page,
    wattpad,
    royal_road,
    efiction,
    journals,
)
"""The modules that know a kind of page, in the order in which they are asked; `generic` reads all others."""


def read(path: Path, data: bytes, encoding: str | None = None) -> Sequence[Draft]:
    """Read an HTML file."""
    decoded = decode(data, path, encoding, declared=charset(data))
    page = Page.of(path, decoded.text)
    page.diagnostics += decoded.diagnostics
    pictures.load(page)
    return read_page(page)


def charset(data: bytes) -> str:
    """Give the encoding that a page itself names, "" where it names none."""
    named = _CHARSET.search(data[:4096])
    return (named[1] or named[2]).decode("ascii", "replace") if named else ""


def read_page(page: Page) -> Sequence[Draft]:
    """Read a parsed page, whatever it came in."""
    known = next((site for site in SITES if site.recognise(page)), None)
    return known.read(page) if known else generic.read(page)
