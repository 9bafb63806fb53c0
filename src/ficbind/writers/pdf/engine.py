"""The one home of WeasyPrint: lay out HTML and draw it, reading nothing but what it is given."""

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint import CSS, HTML, Document
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from ficbind.writers.pdf.lettering import Faces
from ficbind.xhtml import SIGNS, signs

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

    document.fonts = Faces()
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


def beginnings(document: Document) -> list[tuple[Any, int] | None]:
    """Find what each page begins with: an element of the tree, and how many signs of its own text came before.

    A page without text or image has no beginning, and neither generated text nor a table's repeated head is one.
    """
    told: Counter[Any] = Counter()
    found: list[tuple[Any, int] | None] = []
    for page in document.pages:
        first = None
        for element, amount in list(_signs_shown(page._page_box.children[0], told)):
            first = first or (element, told[element])
            told[element] += amount
        found.append(first)
    return found


def root(document: Document) -> Any:
    """Give the root of the tree that was laid out."""
    return document.pages[0]._page_box.children[0].element


def _signs_shown(box: Any, told: Mapping[Any, int]) -> Iterator[tuple[Any, int]]:
    """Give the elements whose signs stand on a page, in order, with how many of their own."""
    if isinstance(box, boxes.TextBox):
        amount = signs(box.text) if "::" not in box.element_tag or box.element_tag.endswith("::first-letter") else 0
        if amount:
            yield box.element, amount
    elif box.element_tag in SIGNS:
        yield box.element, 1
    elif not (getattr(box, "is_header", False) and _is_told(box, told)):
        for child in box.children if isinstance(box, boxes.ParentBox) else ():
            yield from _signs_shown(child, told)


def _is_told(head: Any, told: Mapping[Any, int]) -> bool:
    return any(element in told for element, _ in _signs_shown(head.children[0], told)) if head.children else False
