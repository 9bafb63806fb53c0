"""Read what an EPUB says of its parts: contents from nav or NCX, and what its pages are from landmarks or guide."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from ficbind.diagnostics import FicbindError
from ficbind.readers import xmlparts
from ficbind.readers.epub.package import Item, Package
from ficbind.readers.xmlparts import attribute, find_all, local
from ficbind.records import dataclass
from ficbind.xhtml import Element

_NCX = "application/x-dtbncx+xml"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the contents: its title, the file and the place in it that it leads to, and its depth from 0."""

    title: str
    name: str
    fragment: str
    depth: int
    leads: bool = False
    """Whether entries stand below it."""


@dataclass(frozen=True, slots=True)
class Navigation:
    """The contents in order, and the kinds of pages by file name."""

    entries: tuple[Entry, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()


def load(package: Package) -> Navigation:
    """Read the contents of an EPUB; of two, the nav document is believed first."""
    nav = next((item for item in package.items.values() if "nav" in item.properties), None)
    ncx = next((item for item in package.items.values() if _is_ncx(item)), None)
    entries: list[Entry] = []
    kinds = list(_guide(package))
    for item, way in ((nav, _of_nav), (ncx, _of_ncx)):
        root = _parsed(package, item)
        if item is not None and root is not None:
            kinds += _landmarks(package, item, root)
            entries = entries or list(way(package, item, root))
    if nav is not None:
        kinds.append((nav.name, "toc"))
    return Navigation(tuple(entries), tuple(kinds))


def _is_ncx(item: Item) -> bool:
    return item.media_type == _NCX or item.name.lower().endswith(".ncx")


def _parsed(package: Package, item: Item | None) -> Element | None:
    if item is None:
        return None
    try:
        return xmlparts.parse(package.container.path / item.name, package.container.read(item.name), recover=True)
    except FicbindError as error:
        package.diagnostics += [each for each in error.diagnostics if each.severity != "error"]
        package.tell(f"the list of contents '{item.name}' cannot be read: did without it")
        return None


def _of_nav(package: Package, item: Item, root: Element) -> Iterator[Entry]:
    navs = list(find_all(root, "nav"))
    listed = next((each for each in navs if "toc" in attribute(each, "type").split()), None)
    listed = listed if listed is not None else next(iter(navs), None)
    for node in () if listed is None else find_all(listed, "li"):
        link = next((each for each in node if local(each) in {"a", "span"}), None)
        if link is not None:
            depth = sum(local(each) in {"ol", "ul"} for each in _up_to(node, listed)) - 1
            leads = any(local(each) in {"ol", "ul"} for each in node)
            href = attribute(link, "href")
            yield Entry(_text(link), package.resolve(item.name, href), fragment(href), max(depth, 0), leads)


def _of_ncx(package: Package, item: Item, root: Element) -> Iterator[Entry]:
    for node in find_all(root, "navpoint"):
        label = next((each for each in node if local(each) == "navlabel"), None)
        content = next((each for each in node if local(each) == "content"), None)
        depth = sum(local(each) == "navpoint" for each in node.iterancestors())
        leads = any(local(each) == "navpoint" for each in node)
        source = attribute(content, "src") if content is not None else ""
        yield Entry(_text(label), package.resolve(item.name, source), fragment(source), max(depth, 0), leads)


def _up_to(node: Element, root: Element) -> Iterator[Element]:
    for each in node.iterancestors():
        if each is root:
            return
        yield each


def fragment(href: str) -> str:
    """Give the place in a file that an address names, or ""."""
    try:
        return unquote(urlsplit(href.strip()).fragment)
    except ValueError:
        return ""


def _text(node: Element | None) -> str:
    return " ".join("".join(node.itertext()).split()) if node is not None else ""


def _landmarks(package: Package, item: Item, root: Element) -> Iterator[tuple[str, str]]:
    for nav in find_all(root, "nav"):
        if "landmarks" in attribute(nav, "type").split():
            for link in find_all(nav, "a"):
                for kind in attribute(link, "type").split():
                    yield package.resolve(item.name, attribute(link, "href")), kind


def _guide(package: Package) -> Iterator[tuple[str, str]]:
    """Read the guide of EPUB 2 (OPF 2.0.1, section 2.6)."""
    for node in find_all(package.root, "reference"):
        kind = attribute(node, "type").lower().removeprefix("other.")
        yield package.resolve(package.name, attribute(node, "href")), kind
