"""Read a page that no archive made: a story between whatever else a page may show."""

from collections.abc import Sequence

from ficbind.model import Draft
from ficbind.readers.html.documents import read_document
from ficbind.readers.html.page import Page

__all__ = ["read", "read_document"]


def read(page: Page) -> Sequence[Draft]:
    """Read the story of a page."""
    return (read_document(page),)
