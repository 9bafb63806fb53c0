"""Keep the time of the engine in proportion to the number of pages."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pydyf


@contextmanager
def brisk() -> Iterator[None]:
    """Lay out and draw without two costs that grow with the book and bring nothing.

    pydyf 0.13 lists all pages anew for every structure element that names one: half the time of a tagged book of 1,000
    pages. The garbage collector walks a layout tree that is all in use until the last page is drawn.
    """
    listed, collecting = pydyf.PDF.page_references, gc.isenabled()
    pydyf.PDF.page_references = property(_Pages(listed.fget))
    gc.disable()
    try:
        yield
    finally:
        pydyf.PDF.page_references = listed
        if collecting:
            gc.enable()


class _Pages:
    """Remembers the list of pages for as long as no page is added."""

    def __init__(self, make: Callable[[pydyf.PDF], tuple[bytes, ...]]) -> None:
        self._make = make
        self._known: tuple[int, int] = (0, -1)
        self._listed: tuple[bytes, ...] = ()

    def __call__(self, pdf: pydyf.PDF) -> tuple[bytes, ...]:
        state = (id(pdf), pdf.pages["Count"])
        if state != self._known:
            self._known, self._listed = state, self._make(pdf)
        return self._listed
