"""The names of WordprocessingML (ECMA-376 part 1), and how its properties are read."""

from collections.abc import Iterator

from ficbind.xhtml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_OFF = frozenset({"0", "false", "off", "none"})


def name_of(node: Element) -> str:
    """Give the name of an element without its namespace, "" for a comment."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def child(node: Element | None, name: str) -> Element | None:
    """Find the first child of a name, whatever its namespace: strict and transitional files differ in it."""
    return next(children(node, name), None)


def children(node: Element | None, *names: str) -> Iterator[Element]:
    """Find the children of some names."""
    return (each for each in node if name_of(each) in names) if node is not None else iter(())


def value(node: Element | None, name: str = "val") -> str:
    """Give an attribute, whatever its namespace, or ""."""
    if node is None:
        return ""
    found: str | None = node.get(W + name)
    if found is None:
        found = next((str(text) for key, text in node.attrib.items() if key.rpartition("}")[2] == name), "")
    return found.strip()


def switch(properties: Element | None, name: str) -> bool | None:
    """Read a property that is on or off; `None` where it is not named."""
    node = child(properties, name)
    return None if node is None else value(node).lower() not in _OFF


def number(text: str) -> int:
    """Read a measure; what is none counts as 0."""
    try:
        return max(-(10**6), min(10**6, round(float(text))))
    except (ValueError, OverflowError):
        return 0
