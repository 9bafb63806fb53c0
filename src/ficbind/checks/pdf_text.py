"""The text layer of a PDF, page by page, and the pages that link targets stand on: the one home of pypdfium2."""

import ctypes
from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_HYPHEN = "\ufffe"
"""What PDFium gives for a hyphen that ends a line; it joins the next line to it, were that the foot of the page."""


class PdfText:
    """Gives the lines of a PDF's pages; `places` maps each of `targets` to its page, counted from 0."""

    def __init__(self, path: Path, targets: Collection[str]) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(path)
        self.places = {name: page for name, page in _named_destinations(self._document) if name in targets}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def pages(self, first: str, last: str) -> list[list[str]]:
        """Read the lines of the pages from a target to before the next one after `last`, with heads and folios."""
        start, end = self.places[first], self.places[last]
        after = min((page for page in self.places.values() if page > end), default=len(self._document))
        return [self._lines(number) for number in range(start, after)]

    def _lines(self, number: int) -> list[str]:
        page = self._document[number]
        text = page.get_textpage()
        lines: list[str] = text.get_text_range().replace(_HYPHEN, "\n").splitlines()
        text.close()
        page.close()
        return lines


def _named_destinations(document: Any) -> Iterator[tuple[str, int]]:
    from pypdfium2 import raw

    for number in range(raw.FPDF_CountNamedDests(document)):
        size = ctypes.c_long()
        raw.FPDF_GetNamedDest(document, number, None, size)
        name = ctypes.create_string_buffer(size.value)
        place = raw.FPDF_GetNamedDest(document, number, name, size)
        yield name.raw.decode("utf-16-le").rstrip("\0"), raw.FPDFDest_GetDestPageIndex(document, place)
