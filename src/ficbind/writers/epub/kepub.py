"""The variant of an EPUB that Kobo's own engine reads: the same files, their sentences marked."""

from pathlib import Path

from lxml import etree

from ficbind.vocabulary import VOID
from ficbind.writers.epub.variants import repack
from ficbind.xhtml import Element

_XHTML = "{http://www.w3.org/1999/xhtml}"
_TEXTS = "EPUB/text/"
_VOID = frozenset(f"{_XHTML}{name}" for name in (*VOID, "col", "link", "meta", "wbr"))
_STYLE = "div#book-inner { margin-top: 0; margin-bottom: 0; }"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


def write_kepub(finished: Path, target: Path) -> None:
    """Write the Kobo variant of a finished EPUB: what was judged there stands here with more spans and no other word.

    The many ids would cost EPUBCheck minutes in a long book, so that the EPUB it is made of is judged in its place.
    """
    repack(finished, target, lambda name, data: kobo_document(data) if name.startswith(_TEXTS) else data)


def kobo_document(data: bytes) -> bytes:
    """Give a content document the frames and spans by which Kobo readers turn pages and keep the place."""
    from ficbind.writers.epub.kobo_spans import mark_sentences  # late: its pattern is large, and few books want it

    root = etree.fromstring(data, _PARSER)
    body, head = root.find(f"{_XHTML}body"), root.find(f"{_XHTML}head")
    if body is None or head is None:
        return data
    mark_sentences(body)
    _frame(body)
    style = etree.SubElement(head, f"{_XHTML}style", {"type": "text/css", "class": "kobostylehacks"})
    style.text = _STYLE
    for node in root.iter(f"{_XHTML}*"):
        # `<a/>` would be an open tag to an engine that reads the document as HTML.
        if not len(node) and node.text is None and node.tag not in _VOID:
            node.text = ""
    text = etree.tostring(root, encoding="unicode").replace("\u00a0", "&#160;")
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n{text}\n'.encode()


def _frame(body: Element) -> None:
    """Put the content of the body into the two frames in which Kobo's engine sets its columns."""
    inner = etree.Element(f"{_XHTML}div", {"id": "book-inner"})
    inner.text, body.text = body.text, None
    inner.extend(list(body))
    columns = etree.SubElement(body, f"{_XHTML}div", {"id": "book-columns"})
    columns.append(inner)
