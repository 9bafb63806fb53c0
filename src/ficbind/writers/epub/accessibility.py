"""What the package says of the book's accessibility: only what is true of every book made here.

EPUB Accessibility 1.1, section 2; values from the Schema.org Accessibility Properties for Discoverability Vocabulary.
The source of the page breaks is named as the Page Source Identification report of the Publishing Community Group says.
No conformance is claimed: that is for a person who has evaluated the book.
"""

from collections.abc import Iterator

from ficbind.model import Book
from ficbind.writers.epub.metadata import Entry, languages, meta

_PAGE_FEATURES = ("pageBreakMarkers", "pageNavigation")
_FEATURES = ("tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability", "unlocked")


def accessibility(book: Book) -> Iterator[Entry]:
    """Describe how the book can be read."""
    described = all(picture.described for picture in book.pictures)
    yield meta("textual", "schema:accessMode")
    if book.pictures:
        yield meta("visual", "schema:accessMode")
        yield meta("textual,visual", "schema:accessModeSufficient")
    if described:
        yield meta("textual", "schema:accessModeSufficient")
    paged = _PAGE_FEATURES if book.pagination else ()
    for feature in (*_FEATURES, *paged, *(("alternativeText",) if described else ()), *_ruby(book)):
        yield meta(feature, "schema:accessibilityFeature")
    if book.pagination:
        yield meta(book.pagination.source, "pageBreakSource")
    yield meta("none", "schema:accessibilityHazard")
    yield meta(_summary(book), "schema:accessibilitySummary", **{"xml:lang": "en"})


def _ruby(book: Book) -> tuple[str, ...]:
    bodies = (chapter.body for work in book.works for chapter in work.story.chapters)
    return ("rubyAnnotations",) if any("<ruby" in body for body in bodies) else ()


def _summary(book: Book) -> str:
    several = " Stories in other languages are marked as such." if len(languages(book)) > 1 else ""
    return (
        "Reflowable text that can be enlarged, recoloured and read aloud, in a fixed reading order, with headings, a "
        "table of contents that leads to every story and titled chapter, and landmarks. "
        f"{_pages(book)}{_images(book)}{several} The book has not been evaluated for conformance."
    )


def _pages(book: Book) -> str:
    return "The pages of the printed edition are marked, and listed by number. " if book.pagination else ""


def _images(book: Book) -> str:
    if not book.pictures:
        return "The only image is the cover, which has a text alternative."
    lacking = sum(1 for picture in book.pictures if not picture.described)
    if not lacking:
        return "All images have text alternatives."
    count = f"{lacking} of the {len(book.pictures)} images in the stories came without a description"
    return f"{count}; all others have text alternatives."
