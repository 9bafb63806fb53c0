"""Find what an EPUB consists of: its package file, the files it lists, and the order in which they are read.

What is wrong in it is put right where it is clear what was meant: names in the wrong case, files that are not listed.
"""

import posixpath
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.readers import xmlparts
from ficbind.readers.containers import Container
from ficbind.readers.xmlparts import attribute, find_all
from ficbind.records import dataclass, field
from ficbind.xhtml import Element

_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/xml", "text/x-oeb1-document"})
_PAGE_NAMES = (".xhtml", ".html", ".htm", ".xht")
_IMAGE_NAMES = (".svg", ".jpg", ".jpeg", ".png", ".gif", ".webp")
_LONGEST_FALLBACK = 10


@dataclass(frozen=True, slots=True)
class Item:
    """A file that the package lists; `name` is its name in the archive."""

    id: str
    name: str
    media_type: str
    properties: frozenset[str] = frozenset()
    fallback: str = ""

    @property
    def is_page(self) -> bool:
        return self.media_type in _PAGES or "dtbook" in self.media_type or self.name.lower().endswith(_PAGE_NAMES)

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/") or self.name.lower().endswith(_IMAGE_NAMES)


@dataclass(frozen=True, slots=True)
class Place:
    """A file in the reading order; what is not `linear` is looked up rather than read."""

    item: Item
    linear: bool = True


@dataclass(slots=True)
class Package:
    """A package: the root of its file, what it lists, and its reading order."""

    container: Container
    name: str
    root: Element
    items: dict[str, Item]
    spine: tuple[Place, ...] = ()
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def resolve(self, base: str, href: str) -> str:
        """Give the name in the archive of what a file names, or "" where it is none of the archive's."""
        return _resolve(self.container, base, href)

    def tell(self, message: str, hint: str = "", line: int | None = None) -> None:
        """Tell the user what was put right."""
        where = self.container.where(self.name, line)
        self.diagnostics.append(Diagnostic(Code.REPAIRED_EPUB, "warning" if hint else "info", message, where, hint))


def load(container: Container) -> Package:
    """Read the package of an EPUB."""
    name = _package_name(container)
    root = xmlparts.parse(container.path / name, container.read(name), recover=True)
    package = Package(container, name, root, {})
    if name != _declared_name(container):
        package.tell(f"the EPUB does not say where its package file is: took '{name}'")
    package.items = {item.id: item for item in _items(package)}
    package.spine = tuple(_spine(package)) or tuple(_listed(package))
    if not package.spine:
        raise broken(container, name, "the EPUB names no page that is in it")
    return package


def broken(container: Container, name: str, message: str) -> FicbindError:
    """Make the error for an EPUB that cannot be read."""
    where = container.where(name) if name else Location(container.path)
    hint = "open it in the program that made it and save it anew, or name another form of the story"
    return FicbindError(Diagnostic(Code.BROKEN_EPUB, "error", message, where, hint))


def _declared_name(container: Container) -> str:
    if _CONTAINER not in container:
        return ""
    try:
        root = xmlparts.parse(container.path / _CONTAINER, container.read(_CONTAINER), recover=True)
    except FicbindError:
        return ""
    paths = (attribute(node, "full-path") for node in find_all(root, "rootfile"))
    return next((path for path in paths if path), "")


def _package_name(container: Container) -> str:
    declared = _resolve(container, "", _declared_name(container))
    if declared:
        return declared
    found = [name for name in container.names if name.lower().endswith(".opf")]
    if not found:
        raise broken(container, "", "the EPUB holds no package file (.opf), which would say what it consists of")
    return min(found, key=lambda name: (name.count("/"), name))


def _resolve(container: Container, base: str, href: str) -> str:
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    for path in (unquote(parts.path), parts.path):
        name = posixpath.normpath(posixpath.join(posixpath.dirname(base), path.replace("\\", "/"))).lstrip("/")
        if name in container:
            return name
    return container.alike(name)


def _items(package: Package) -> Iterator[Item]:
    for number, node in enumerate(find_all(package.root, "item")):
        href = attribute(node, "href")
        name = package.resolve(package.name, href)
        if name:
            yield Item(
                attribute(node, "id") or f"item-{number}",
                name,
                attribute(node, "media-type").lower(),
                frozenset(attribute(node, "properties").split()),
                attribute(node, "fallback"),
            )


def _spine(package: Package) -> Iterator[Place]:
    """Give the reading order; what it names and the archive has not is reported."""
    by_name = {item.name: item for item in package.items.values()}
    seen: set[str] = set()
    for node in find_all(package.root, "itemref"):
        idref = attribute(node, "idref")
        item = (
            package.items.get(idref) or by_name.get(package.resolve(package.name, idref)) or _unlisted(package, idref)
        )
        if item is None:
            hint = "look whether the story is whole; if not, get the file again"
            package.tell(f"the EPUB lacks a page that it names, '{idref}'", hint, node.sourceline)
            continue
        readable = _readable(package, item)
        if readable is not None and readable.name not in seen:
            seen.add(readable.name)
            yield Place(readable, attribute(node, "linear").lower() != "no")


def _unlisted(package: Package, idref: str) -> Item | None:
    """Find the page that an entry of the reading order means by its name, though the package does not list it."""
    stems = {posixpath.splitext(posixpath.basename(name))[0]: name for name in package.container.names}
    name = next((stems[stem] for stem in (idref, posixpath.splitext(idref)[0]) if stem in stems), "")
    if not name.lower().endswith(_PAGE_NAMES):
        return None
    package.tell(f"read the page '{name}', which the package does not list")
    return Item(idref, name, "application/xhtml+xml")


def _readable(package: Package, item: Item) -> Item | None:
    """Follow the fallbacks of a file to one that can be read; an image is one."""
    tried = item
    for _ in range(_LONGEST_FALLBACK):
        if tried.is_page:
            return tried
        fallback = package.items.get(tried.fallback)
        if fallback is None:
            break
        tried = fallback
    return item if item.is_image else None


def _listed(package: Package) -> Sequence[Place]:
    """Take the pages in the order in which the package lists them, or in that of their names."""
    pages = [item for item in package.items.values() if item.is_page and "nav" not in item.properties]
    if not pages:
        names = sorted((name for name in package.container.names if name.lower().endswith(_PAGE_NAMES)), key=_natural)
        pages = [Item(name, name, "application/xhtml+xml") for name in names]
    if pages:
        package.tell("the EPUB gives no order of its pages: read them in the order in which it lists them")
    return [Place(item) for item in pages]


def _natural(name: str) -> list[tuple[int, str]]:
    """Sort `ch2` before `ch10`."""
    pieces = [""]
    for char in name:
        if char.isdigit() != pieces[-1][-1:].isdigit():
            pieces.append("")
        pieces[-1] += char
    return [(int(piece), "") if piece.isdecimal() and len(piece) < 10 else (0, piece) for piece in pieces]
