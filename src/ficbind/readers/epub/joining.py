"""Join the documents of an EPUB into one page: ids that are unique, links that lead from one to the other, images."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from ficbind import xhtml
from ficbind.diagnostics import Diagnostic, Location
from ficbind.readers.epub import as_html
from ficbind.readers.epub.navigation import fragment
from ficbind.readers.epub.package import Item, Package, Place
from ficbind.readers.html.page import Page
from ficbind.readers.html.parsing import Lines, parse
from ficbind.records import dataclass, field
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element

_FRAME = "frame"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(slots=True)
class Document:
    """A document of a joined page: the division that holds it, what its head says, and its ids as they became.

    `first` is the number of its first line.
    """

    name: str
    root: Element
    first: int
    title: str
    language: str
    metas: dict[str, str]
    linear: bool = True
    ids: dict[str, str] = field(default_factory=dict)

    def target(self, wanted: str) -> Element | None:
        """Find the element to which a place in the document leads."""
        new = self.ids.get(wanted)
        return next((node for node in self.root.iter("*") if node.get("id") == new), None) if new else None


@dataclass(slots=True)
class Joined:
    """A page with its documents."""

    page: Page
    documents: list[Document]


def join(package: Package, places: Sequence[Place], encoding: str | None = None) -> Joined:
    """Join documents into one page."""
    page = Page(package.container.path, xhtml.element("body"), Lines(), [])
    page.root.set(LINE, "1")
    found = [_add(package, page, place, encoding) for place in places]
    _settle_ids(found)
    _settle_links(package, found)
    _take_images(package, page, found)
    return Joined(page, found)


def _add(package: Package, page: Page, place: Place, encoding: str | None) -> Document:
    """Parse a document and put it at the end of the page."""
    name = place.item.name
    text, told = _text(package, place.item, encoding)
    page.diagnostics += told
    first = len(page.lines.texts) + 1
    parsed = parse(text, page.lines, package.container.path / name)
    page.places += [Location(package.container.path / name, line) for line in page.lines.origins[first - 1 :]]
    parsed.root.tag = "div"
    parsed.root.set(LINE, str(first))
    page.root.append(parsed.root)
    page.images |= _own_drawings(parsed.root, name, parsed.drawings)
    return Document(name, parsed.root, first, parsed.title, parsed.language, parsed.metas, place.linear)


def head(joined: Joined, titles: dict[str, str]) -> None:
    """Give headings from the contents to documents that bear none themselves: each is a line of its own."""
    page, added = joined.page, 0
    lines, apart = page.lines, set[int]()
    ends = [each.first - 1 for each in joined.documents[1:]] + [len(lines.texts)]
    texts, origins, places = list(lines.texts), list(lines.origins), list(page.places)
    for document, end in zip(joined.documents, ends, strict=True):
        old, title = document.first, titles.get(document.name, "")
        at = old + added
        if title:
            texts.insert(at - 1, title)
            origins.insert(at - 1, 1)
            places.insert(at - 1, Location(page.path / document.name, 1))
            apart |= {at, at + 1}
            added += 1
        apart |= {number + added for number in lines.apart if old <= number <= end}
        document.first = at
        _renumber(document, at, added, title)
    lines.texts, lines.origins, lines.apart, page.places = texts, origins, apart, places


def open_up(joined: Joined) -> None:
    """Let what stands in the documents stand in the page itself, as in the one file of an archive or exporter."""
    for document in joined.documents:
        body = document.root.find("div")
        if body is not None and len(document.root) == 1 and not body.get("id"):
            body.tag = _FRAME
        document.root.tag = _FRAME
    xhtml.unwrap(joined.page.root, _FRAME)


def _renumber(document: Document, first: int, added: int, title: str) -> None:
    for node in document.root.iter("*") if added else ():
        if node.get(LINE):
            node.set(LINE, str(int(node.get(LINE)) + added))
    document.root.set(LINE, str(first))
    if title:
        heading = xhtml.element("h2", title)
        heading.set(LINE, str(first))
        heading.tail, document.root.text = document.root.text, None
        document.root.insert(0, heading)


def _text(package: Package, item: Item, encoding: str | None) -> tuple[str, tuple[Diagnostic, ...]]:
    if not item.is_page:
        return f'<body><div><img src="{quote(item.name.rpartition("/")[2])}"/></div></body>', ()
    return as_html.read(package.container.path / item.name, package.container.read(item.name), encoding)


def _own_drawings(root: Element, name: str, drawings: dict[str, bytes]) -> dict[str, bytes]:
    """Name the drawings of a document after it, because every document numbers its own."""
    for node in root.iter("img"):
        if node.get("src") in drawings:
            node.set("src", f"{quote(name)}/{node.get('src')}")
    return {f"{quote(name)}/{key}": data for key, data in drawings.items()}


def _settle_ids(found: Sequence[Document]) -> None:
    """Keep the first element of an id its own; later ones get the number of their document before theirs."""
    taken: set[str] = set()
    for number, document in enumerate(found, start=1):
        for node in document.root.iter("*"):
            for name in {node.get("id"), node.get("name") if node.tag == "a" else None} - {None, ""}:
                new = name if name not in taken else f"f{number}-{name}"
                if document.ids.setdefault(name, new) == new:
                    node.set("id", new)
        taken.update(document.ids.values())
    for number, document in enumerate(found, start=1):
        start = next((node for node in document.root.iter("*") if node.get("id")), None)
        if start is None or start.getparent() is not document.root:
            document.root.set("id", f"file-{number}")
            start = document.root
        document.ids[""] = start.get("id")


def _settle_links(package: Package, found: Sequence[Document]) -> None:
    """Let links lead to places of the page; those that lead to files outside it lead nowhere."""
    by_name = {document.name: document for document in found}
    for document in found:
        for node in document.root.iter("a"):
            href = node.get("href") or ""
            if not href or _SCHEME.match(href):
                continue
            name = document.name if href.startswith("#") else package.resolve(document.name, href)
            goal = by_name.get(name)
            new = (goal.ids.get(fragment(href)) or goal.ids[""]) if goal else None
            if new:
                node.set("href", f"#{new}")
            else:
                del node.attrib["href"]


def _take_images(package: Package, page: Page, found: Sequence[Document]) -> None:
    """Name images by their names in the archive, and bring their bytes."""
    for document, node in _images(found):
        source = node.get("src") or ""
        if source in page.images or _SCHEME.match(source):
            continue
        name = package.resolve(document.name, source)
        if name:
            node.set("src", quote(name))
            if quote(name) not in page.images:
                page.images[quote(name)] = package.container.read(name)


def _images(found: Sequence[Document]) -> Iterator[tuple[Document, Element]]:
    return ((document, node) for document in found for node in document.root.iter("img"))
