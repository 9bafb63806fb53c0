"""What the package says of the book's accessibility: the facts that the book states of itself.

EPUB Accessibility 1.1, sections 2 and 4. The source of the page breaks is named as the Page Source Identification
report of the Publishing Community Group says.
"""

from collections.abc import Iterator

from ficbind.accessibility import Accessibility, Conformance
from ficbind.model import Book
from ficbind.writers.epub.metadata import Entry, link, meta


def accessibility(book: Book) -> Iterator[Entry]:
    """Describe how the book can be read."""
    if book.pagination:
        yield meta(book.pagination.source, "pageBreakSource")
    if book.accessibility:
        yield from _facts(book.accessibility)
        if book.accessibility.conformance:
            yield from _conformance(book.accessibility.conformance)


def _facts(known: Accessibility) -> Iterator[Entry]:
    for name, values in (
        ("accessMode", known.modes),
        ("accessModeSufficient", known.sufficient),
        ("accessibilityFeature", known.features),
        ("accessibilityHazard", known.hazards),
    ):
        yield from (meta(value, f"schema:{name}") for value in values)
    yield meta(known.summary, "schema:accessibilitySummary", **{"xml:lang": known.language})


def _conformance(known: Conformance) -> Iterator[Entry]:
    yield meta(known.standard, "dcterms:conformsTo", id="conformance")
    yield meta(known.certifier, "a11y:certifiedBy", "conformance", id="certifier")
    if known.credential:
        name = link if known.credential.startswith("http") else meta
        yield name(known.credential, "a11y:certifierCredential", "certifier")
    if known.report:
        yield link(known.report, "a11y:certifierReport", "certifier")
