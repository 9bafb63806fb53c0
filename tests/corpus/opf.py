"""What every EPUB has: the package document, a table of contents, the container."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from random import Random

from corpus.archives import pack
from corpus.truth import Work
from ficbind.metadata import Field

CONTAINER = (
    '<?xml version="1.0"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
    '<rootfiles><rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


@dataclass(frozen=True)
class Package:
    """An EPUB to be packed: documents in reading order, entries of the contents, lines of metadata."""

    story: Work
    documents: Mapping[str, str]
    contents: Sequence[tuple[str, str]]
    metadata: str = ""
    folder: str = "OEBPS/"
    package: str = "content.opf"
    version: str = "2.0"
    skipped: frozenset[str] = frozenset()
    """Documents that stand in the manifest alone."""
    others: Mapping[str, str | bytes] = field(default_factory=dict)


def xhtml(title: str, body: str, attributes: str = "", head: str = "") -> str:
    """Write a content document."""
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\">\n"
        f"<head><title>{escape(title)}</title>{head}</head>\n<body{attributes}>\n{body}\n</body></html>\n"
    )


def core(story: Work, more: str = "") -> str:
    """Write the metadata that all tools write."""
    creators = "".join(f'<dc:creator opf:role="aut">{escape(name)}</dc:creator>' for name in story.get(Field.AUTHOR))
    return (
        f"<dc:title>{escape(story.title)}</dc:title>{creators}<dc:language>{story.language}</dc:language>"
        f'<dc:identifier id="id" opf:scheme="UUID">urn:uuid:0000-{story.number}</dc:identifier>{more}'
    )


def epub(pick: Random, book: Package) -> bytes:
    """Pack a book: its documents are written in an order that is not the reading order in some."""
    items = [
        f'<item id="d{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(book.documents)
    ]
    spine = "".join(f'<itemref idref="d{n}"/>' for n, name in enumerate(book.documents) if name not in book.skipped)
    nav = book.version == "3.0"
    items.append('<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>')
    if nav:
        items.append('<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>')
    package = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="{book.version}" unique-identifier="id">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{book.metadata}</metadata>\n'
        f'<manifest>{"".join(items)}</manifest>\n<spine toc="ncx">{spine}</spine>\n</package>\n'
    )
    points = "".join(
        f'<navPoint id="p{n}" playOrder="{n}"><navLabel><text>{escape(label)}</text></navLabel><content src="{target}"/></navPoint>'
        for n, (label, target) in enumerate(book.contents, 1)
    )
    ncx = (
        '<?xml version="1.0" encoding="utf-8"?>\n<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/>'
        f"<docTitle><text>{escape(book.story.title)}</text></docTitle><navMap>{points}</navMap></ncx>\n"
    )
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER.format(book.folder + book.package),
        book.folder + book.package: package,
        f"{book.folder}toc.ncx": ncx,
    }
    if nav:
        entries = "".join(f'<li><a href="{target}">{escape(label)}</a></li>' for label, target in book.contents)
        files[f"{book.folder}nav.xhtml"] = xhtml(
            "Contents", f'<nav epub:type="toc"><h1>Contents</h1><ol>{entries}</ol></nav>'
        )
    files |= {book.folder + name: text for name, text in book.documents.items()}
    files |= {book.folder + name: data for name, data in book.others.items()}
    return pack(pick, files, "application/epub+zip")
