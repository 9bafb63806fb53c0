"""What the package says of the book's accessibility: only what is true of every book made here.

EPUB Accessibility 1.1, section 2; values from the Schema.org Accessibility Properties for Discoverability Vocabulary.
No conformance is claimed: that is for a person who has evaluated the book.
"""

from collections.abc import Iterator

from ficbind.model import Book
from ficbind.writers.epub.metadata import Entry, languages, meta

_FEATURES = (
    "tableOfContents",
    "readingOrder",
    "structuralNavigation",
    "displayTransformability",
    "alternativeText",
    "unlocked",
)


def accessibility(book: Book) -> Iterator[Entry]:
    """Describe how the book can be read."""
    yield meta("textual", "schema:accessMode")
    yield meta("textual", "schema:accessModeSufficient")
    for feature in (*_FEATURES, *_ruby(book)):
        yield meta(feature, "schema:accessibilityFeature")
    yield meta("none", "schema:accessibilityHazard")
    yield meta(_summary(book), "schema:accessibilitySummary", **{"xml:lang": "en"})


def _ruby(book: Book) -> tuple[str, ...]:
    bodies = (chapter.body for work in book.works for chapter in work.story.chapters)
    return ("rubyAnnotations",) if any("<ruby" in body for body in bodies) else ()


def _summary(book: Book) -> str:
    several = " Stories in other languages are marked as such." if len(languages(book)) > 1 else ""
    return (
        "Reflowable text that can be enlarged, recoloured and read aloud, in a fixed reading order, with headings, a "
        "table of contents that leads to every story and titled chapter, and landmarks. The only image is the cover, "
        f"which has a text alternative.{several} The book has not been evaluated for conformance."
    )
