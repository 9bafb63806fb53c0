"""The one home of WeasyPrint: lay out HTML and draw it, reading nothing but what it is given."""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

_GREY = re.compile(rb"(\S+) \1 \1 (?:rg|(RG))")


class _Memory(URLFetcher):  # type: ignore[misc]  # the library is untyped
    """Serves what it was given; any other address is an error."""

    def __init__(self, content: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._content = content

    def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002  # the library's own signature
        if url not in self._content:
            raise ValueError(f"nothing is fetched while a book is set: {url}")
        return URLFetcherResponse(url, self._content[url])


def layout(html: str, sheets: list[str], served: Mapping[str, bytes]) -> Document:
    """Lay out a document with the given sheets; `served` holds the fonts and images by their addresses."""
    fetcher = _Memory(served)
    configuration = FontConfiguration()
    styles = [CSS(string=sheet, font_config=configuration, url_fetcher=fetcher) for sheet in sheets]
    return HTML(string=html, url_fetcher=fetcher).render(font_config=configuration, stylesheets=styles)


def draw(document: Document, finish: Callable[[pydyf.PDF], None]) -> bytes:
    """Draw a document as tagged PDF; `finish` completes the object tree before it is written."""

    def finisher(_document: Document, pdf: pydyf.PDF) -> None:
        _print_greys_with_black_ink(pdf)
        finish(pdf)

    return bytes(document.write_pdf(finisher=finisher, pdf_variant="pdf/ua-1"))


def _print_greys_with_black_ink(pdf: pydyf.PDF) -> None:
    # A press separates RGB black into four inks and the type loses its edge (PDF 32000-1, 8.6.4: DeviceGray).
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            item.stream = [_grey(operator) for operator in item.stream]


def _grey(operator: Any) -> Any:
    match = _GREY.fullmatch(operator) if isinstance(operator, bytes) else None
    return match[1] + (b" G" if match[2] else b" g") if match else operator


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect what the engine says, once each."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            if message not in heard:
                heard.append(message)

    logger, listener = logging.getLogger("weasyprint"), Listener(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)


def places(document: Document) -> dict[str, tuple[int, float]]:
    """Find every link target: its page, counted from 0, and its height in pt from the foot of the page."""
    found: dict[str, tuple[int, float]] = {}
    for number, page in enumerate(document.pages):
        for name, position in page.anchors.items():
            found.setdefault(name, (number, (page.height - position[1]) * 0.75))
    return found
