"""Where links within a story lead: ids that are unique in the book, and no link to nowhere."""

import re
from collections.abc import Sequence

from ficbind import xhtml
from ficbind.xhtml import Element

_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_.-]+")


def linked(roots: Sequence[Element]) -> frozenset[str]:
    """Collect the ids that links within these trees lead to."""
    hrefs = (node.get("href") or "" for root in roots for node in root.iter("{*}a", "{*}A"))
    return frozenset(href[1:] for href in hrefs if href.startswith("#"))


def redirect(roots: Sequence[Element], aliases: dict[str, str]) -> None:
    """Point links at the one id that is left where several stood together."""
    moved = {f"#{name}": f"#{place}" for name, place in aliases.items() if name != place}
    for root in roots if moved else ():
        for node in root.iter("a"):
            node.set("href", moved.get(node.get("href"), node.get("href")))


def settle(roots: Sequence[Element], key: str) -> None:
    """Prefix ids with the story's key, point the links at them, and unwrap links that lead nowhere.

    Where several chapters have an id, as of their first note, a link leads to that of its own chapter.
    """
    taken: set[str] = set()
    places = [_named(root, key, taken) for root in roots]
    first: dict[str, str] = {}
    for own in places:
        first = own | first
    for root, own in zip(roots, places, strict=True):
        _point(root, first | own)


def _named(root: Element, key: str, taken: set[str]) -> dict[str, str]:
    """Give the ids of a chapter names that no other has; of two that are the same, the first counts."""
    names: dict[str, str] = {}
    for node in root.iter("*"):
        name = node.get("id")
        if name in names:
            del node.attrib["id"]
        elif name is not None:
            names[name] = _unique(name, f"{key}-at-", taken)
            node.set("id", names[name])
    return names


def _unique(name: str, prefix: str, taken: set[str]) -> str:
    base = name if name.startswith(prefix) else prefix + (_NOT_A_NAME.sub("-", name).strip("-") or "place")
    unique, number = base, 2
    while unique in taken:
        unique, number = f"{base}-{number}", number + 1
    taken.add(unique)
    return unique


def _point(root: Element, places: dict[str, str]) -> None:
    lost = False
    for node in root.iter("a"):
        href = node.get("href") or ""
        if not href.startswith("#"):
            continue
        if href[1:] in places:
            node.set("href", f"#{places[href[1:]]}")
        else:
            node.tag = "unlinked"
            lost = True
    if lost:
        xhtml.unwrap(root, "unlinked")
