"""Read a page that no archive made: a story between whatever else a page may show."""

from collections.abc import Sequence

from ficbind.model import Draft
from ficbind.readers.html.page import Page


def read(page: Page) -> Sequence[Draft]:
    """Read the story of a page."""
    return (read_document(page),)


def read_document(page: Page) -> Draft:
    """Read a page that is all story, as a word processor's document is: its header, its text, its end."""
    return page.draft([(None, [page.root])])
