"""What the package of an EPUB states: titles, people, languages, properties."""

from collections.abc import Iterator

from ficbind.judging.edition import Edition
from ficbind.readers.xmlparts import attribute, find_all
from ficbind.xhtml import Element


def named(edition: Edition, name: str) -> list[tuple[str, Element]]:
    """Give the Dublin Core elements of a name that say something."""
    found = ((" ".join("".join(node.itertext()).split()), node) for node in find_all(edition.package.root, name))
    return [(text, node) for text, node in found if text]


def stated(edition: Edition, name: str) -> list[tuple[str, Element]]:
    """Give the values of a property, whether stated as EPUB 3 or as EPUB 2 does."""
    return [(value, node) for value, node in _metas(edition, name) if value]


def _metas(edition: Edition, name: str) -> Iterator[tuple[str, Element]]:
    for node in find_all(edition.package.root, "meta"):
        if attribute(node, "property") == name:
            yield " ".join("".join(node.itertext()).split()), node
        elif attribute(node, "name") == name:
            yield attribute(node, "content"), node


def sort_name(edition: Edition, node: Element) -> str:
    """Give the name by which a person or title is sorted."""
    refined = (meta for meta in find_all(edition.package.root, "meta") if attribute(meta, "property") == "file-as")
    own = f"#{attribute(node, 'id')}"
    return attribute(node, "file-as") or next(
        ("".join(meta.itertext()).strip() for meta in refined if attribute(meta, "refines") == own), ""
    )
