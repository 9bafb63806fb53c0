"""Read OpenDocument texts, as LibreOffice, OpenOffice and the exports of web editors write them."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Draft
from ficbind.readers import containers, xmlparts
from ficbind.readers.containers import Container
from ficbind.readers.office import properties
from ficbind.readers.office.odt_reading import Reading
from ficbind.readers.office.odt_styles import Styles
from ficbind.readers.office.typescripts import accepted, page_of, quoted, stories
from ficbind.readers.office.wordml import children, name_of, value
from ficbind.xhtml import Element, words

_LOCKED = b"encryption-data"
_MANIFEST = "META-INF/manifest.xml"


def read(path: Path, data: bytes, _encoding: str | None = None) -> Sequence[Draft]:
    """Read an OpenDocument text, whose parts name their encoding themselves."""
    container = containers.unpack(path, data)
    if _MANIFEST in container and _LOCKED in container.read(_MANIFEST):
        hint = "open it in the program that made it, and save it without a password"
        raise xmlparts.refused(path, None, "the document is locked with a password", hint)
    root = _part(container, "content.xml")
    text = next(xmlparts.find_all(root, "text"), None) if root is not None else None
    if root is None or text is None:
        raise xmlparts.refused(path / "content.xml", None, "the document has no text")
    styles = Styles()
    styles.learn(root)
    look = _part(container, "styles.xml")
    styles.learn(look)
    reading = Reading(styles, _anchors(text))
    sheets = reading.read(text)
    images = {name: container.read(name) for name in reading.wanted if name in container}
    page = page_of(path, sheets.html(), images)
    page.diagnostics += [
        Diagnostic(Code.LEFT_OUT_OF_DOCUMENT, "info", said, Location(path)) for said in _left_out(text, look)
    ]
    return stories(page, properties.of_part(_part(container, "meta.xml")))


def _part(container: Container, name: str) -> Element | None:
    return xmlparts.parse(container.path / name, container.read(name)) if name in container else None


def _anchors(text: Element) -> frozenset[str]:
    """Find the places that links within the document lead to."""
    addresses = (value(node, "href") for node in text.iter("{*}a"))
    return frozenset(address[1:].partition("|")[0] for address in addresses if address.startswith("#"))


def _left_out(text: Element, look: Element | None) -> list[str]:
    """Say what of the file is no part of the text."""
    said = []
    changes = Counter(name_of(node) for node in text.iter("{*}insertion", "{*}deletion"))
    if changes:
        said.append(accepted(changes.total()))
    for kind in ("header", "footer"):
        masters = (page for part in children(look, "master-styles") for page in children(part, "master-page"))
        texts = (" ".join(node.itertext()) for page in masters for node in children(page, kind))
        found = next((each for each in texts if words(each)), "")
        if found:
            said.append(f"left out the page {kind}s: '{quoted(found)}'")
    return said
