"""An EPUB opened to be judged: its package, its pages and sheets, each parsed once."""

import re
from collections.abc import Iterator
from pathlib import Path

from ficbind.diagnostics import Diagnostic, FicbindError, Location
from ficbind.judging.sheets import Sheet, own_declarations, parse_sheet
from ficbind.readers import xmlparts
from ficbind.readers.containers import Container
from ficbind.readers.decode import decode
from ficbind.readers.epub import navigation
from ficbind.readers.epub.navigation import Navigation
from ficbind.readers.epub.package import Item, Package
from ficbind.readers.xmlparts import attribute, find_all
from ficbind.records import dataclass, field
from ficbind.xhtml import Element

XHTML, OPS = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"
_NAME = re.compile(r"[^\W\d][\w.-]*")
_MUTE = frozenset({"script", "style", "pre", "code", "kbd", "samp", "title"})
"""Elements whose text is no prose."""


@dataclass(frozen=True, slots=True)
class Page:
    """A document: names of XHTML without their namespace; `prose` are its texts with the elements they stand in.

    `fault` says why it is not well-formed XML; then the tree is what could be read of it.
    """

    name: str
    path: Path
    root: Element
    source: bytes = field(repr=False)
    prose: tuple[tuple[str, Element], ...] = field(repr=False)
    text: str = field(repr=False)
    spine: bool = True
    fault: str = ""
    fault_line: int | None = None

    @property
    def body(self) -> Element:
        found = self.root.find("body")
        return self.root if found is None else found

    def at(self, node: Element | None = None) -> Location:
        """Give the place of an element."""
        return Location(self.path, node.sourceline if node is not None else None)


@dataclass(slots=True)
class Edition:
    """An EPUB: `pages` are the documents of the reading order and the nav, by name; `sheets` those of CSS, by name."""

    container: Container
    package: Package
    contents: Navigation
    size: int
    version: int
    pages: dict[str, Page] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    trouble: list[Diagnostic] = field(default_factory=list)

    @property
    def spine(self) -> list[Page]:
        return [page for page in self.pages.values() if page.spine]

    @property
    def fixed(self) -> bool:
        """Whether its pages have a fixed layout (EPUB 3.3, section 8.2)."""
        metas = find_all(self.package.root, "meta")
        return any(
            attribute(node, "property") == "rendition:layout" and (node.text or "").strip() == "pre-paginated"
            for node in metas
        )

    @property
    def nav(self) -> Page | None:
        named = (item.name for item in self.package.items.values() if "nav" in item.properties)
        return self.pages.get(next(named, ""))

    def nodes(self, *names: str) -> Iterator[tuple[Page, Element]]:
        """Give the elements of these names of every page, in reading order."""
        return ((page, node) for page in self.pages.values() for node in page.root.iter(*names))

    def of_package(self, node: Element | None = None) -> Location:
        """Give the place of an element of the package file."""
        return self.container.where(self.package.name, node.sourceline if node is not None else None)

    def resolve(self, page: Page, address: str) -> str:
        """Give the name of the file that an address on a page means, or "" where it is none of the book's."""
        return self.package.resolve(page.name, address) if address and not address.startswith("#") else ""

    def sheets_of(self, page: Page) -> Iterator[Sheet]:
        """Give the sheets that a page links, and its own."""
        for link in page.root.iter("link"):
            if "stylesheet" in link.get("rel", "").lower():
                sheet = self.sheets.get(self.resolve(page, link.get("href", "")))
                if sheet:
                    yield sheet
        yield from (sheet for name, sheet in self.sheets.items() if name.startswith(f"{page.name}#"))


def open_edition(container: Container, package: Package, size: int) -> Edition:
    """Parse all pages and sheets of an EPUB; what cannot be read is among its `trouble`."""
    edition = Edition(container, package, navigation.load(package), size, _version(package))
    places = {place.item.name: True for place in package.spine if not place.item.is_image}
    navs = {item.name: False for item in package.items.values() if "nav" in item.properties}
    for name, spine in {**navs, **places}.items():
        page = _page(edition, name, spine=spine)
        if page is not None:
            edition.pages[name] = page
    for item in package.items.values():
        if item.media_type == "text/css" or item.name.lower().endswith(".css"):
            _add_sheet(edition, item)
    for page in edition.pages.values():
        _add_own_sheets(edition, page)
    return edition


def _version(package: Package) -> int:
    said = package.root.get("version", "")
    return 2 if said.startswith(("1", "2")) else 3


def _page(edition: Edition, name: str, *, spine: bool) -> Page | None:
    path, fault, line = edition.container.path / name, "", None
    try:
        source = edition.container.read(name)
        try:
            root = xmlparts.parse(path, source)
        except FicbindError as error:
            fault, line = error.diagnostics[0].message, error.diagnostics[0].where.line
            root = xmlparts.parse(path, source, recover=True)
    except FicbindError as error:
        edition.trouble += error.diagnostics
        return None
    for node in root.iter(f"{XHTML}*"):
        # A tree that was mended may hold names that none may have.
        if _NAME.fullmatch(str(node.tag), len(XHTML)):
            node.tag = str(node.tag)[len(XHTML) :]
    prose = tuple(_prose(root.find("body")))
    return Page(name, path, root, source, prose, "\n".join(text for text, _ in prose), spine, fault, line)


def _prose(node: Element | None) -> Iterator[tuple[str, Element]]:
    """Give every text of a tree that is prose, without recursion, for trees may be deep."""
    if node is None:
        return
    for text in node.xpath(".//text()"):
        owner = text.getparent()
        stands_in = owner.getparent() if text.is_tail else owner
        if text.strip() and stands_in is not None and not _is_mute(stands_in):
            yield str(text), stands_in


def _is_mute(node: Element) -> bool:
    return node.tag in _MUTE or any(each.tag in _MUTE for each in node.iterancestors())


def _add_sheet(edition: Edition, item: Item) -> None:
    try:
        text = decode(edition.container.read(item.name), edition.container.path / item.name, declared="").text
    except FicbindError as error:
        edition.trouble += error.diagnostics
        return
    edition.sheets[item.name] = parse_sheet(item.name, edition.container.path / item.name, text)


def _add_own_sheets(edition: Edition, page: Page) -> None:
    for number, node in enumerate(page.root.iter("style")):
        name = f"{page.name}#{number}"
        edition.sheets[name] = parse_sheet(name, page.path, node.text or "", (node.sourceline or 1) - 1)


def style_of(node: Element) -> dict[str, str]:
    """Give the declarations that an element has of its own."""
    own = node.get("style")
    return {each.name: each.value for each in own_declarations(own)} if own else {}
