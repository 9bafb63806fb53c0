"""Write a book as EPUB 3.3."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ficbind.manifest.values import Epub
from ficbind.model import Book, CoverImage
from ficbind.style import Style
from ficbind.writers.epub.accessibility import accessibility
from ficbind.writers.epub.adornment import Adornment
from ficbind.writers.epub.files import COVER_IMAGE, look_files, text_files
from ficbind.writers.epub.fonts import Face, faces
from ficbind.writers.epub.kepub import write_kepub
from ficbind.writers.epub.kindle import findings, findings_of_edition, write_kindle
from ficbind.writers.epub.leaves import Leaf, leaves
from ficbind.writers.epub.metadata import Entry, cover_reference, entries, meta
from ficbind.writers.epub.navigation import guide
from ficbind.writers.epub.semantics import direction

__all__ = ["findings", "findings_of_edition", "write", "write_kepub", "write_kindle"]


def write(book: Book, style: Style, cover: CoverImage, options: Epub, target: Path) -> None:
    """Write the EPUB to `target`; the same book gives the same bytes."""
    from ficbind.writers.epub.package import Package, pack

    pages = tuple(leaves(book))
    adornment = Adornment.of(style, embedded=options.embed_fonts)
    languages = {book.language, *(page.language for page in pages)}
    texts = (*_texts(pages), *adornment.signs)
    embedded = faces(style.fonts, texts, languages) if options.embed_fonts else ()
    package = Package(
        identifier=book.identifier,
        language=book.language,
        direction=direction(book.language),
        modified=book.modified,
        metadata=tuple(_metadata(book, embedded)),
        files=(*text_files(book, pages, cover, adornment), *look_files(style, embedded, book.language, pages)),
        guide=tuple(guide(book, pages)),
    )
    pack(package, target)


def _texts(pages: Sequence[Leaf]) -> Iterator[str]:
    for page in pages:
        yield page.blocks
        yield page.heading or ""


def _metadata(book: Book, embedded: Sequence[Face]) -> Iterator[Entry]:
    yield from entries(book)
    yield from accessibility(book)
    if embedded:
        yield meta("true", "ibooks:specified-fonts")
    yield cover_reference(COVER_IMAGE)
