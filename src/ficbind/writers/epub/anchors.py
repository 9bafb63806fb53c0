"""Link targets: an id of the book becomes a file, or a place in one."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from urllib.parse import quote

from ficbind.writers.epub.leaves import Leaf

# In canonical XHTML ">" is escaped inside attribute values and "<" inside text, so a tag ends at its first ">".
_TAG = re.compile(r'<[a-z][^>]*?\s(?:href|id|lang)="[^>]*>')
_ATTRIBUTE = re.compile(r'\s(href|id|lang)="([^"]*)"')
_LINK = re.compile(r'<a\s[^>]*?href="#([^"]+)"')
_MARKS = (' href="', ' id="', ' lang="')

Anchors = Mapping[str, str]
"""Id → file name, with a fragment where the target is not the top of the file."""


def locate(leaves: Iterable[Leaf]) -> dict[str, str]:
    """Find the place of every leaf and of every id that a link points to."""
    leaves = tuple(leaves)
    wanted = {unescape(target) for leaf in leaves for target in _LINK.findall(leaf.blocks)}
    anchors = {target: leaf.file for leaf in leaves for target in (leaf.target, leaf.also) if target}
    for leaf in leaves:
        for target in _ids(leaf.blocks) if wanted else ():
            if target in wanted:
                anchors.setdefault(target, f"{leaf.file}#{quote(target)}")
    return anchors


def _ids(blocks: str) -> list[str]:
    if ' id="' not in blocks:
        return []
    attributes = (pair for tag in _TAG.findall(blocks) for pair in _ATTRIBUTE.findall(tag))
    return [unescape(value) for name, value in attributes if name == "id"]


def settle(blocks: str, anchors: Anchors) -> str:
    """Point links to files, keep only the ids that links point to, and say languages in XML's way too.

    Ids are costly: EPUBCheck's time grows with their square in one document.
    """
    if not any(mark in blocks for mark in _MARKS):
        return blocks

    def attribute(match: re.Match[str]) -> str:
        name, value = match[1], unescape(match[2])
        if name == "id":
            return match[0] if value in anchors else ""
        if name == "lang":
            return f'{match[0]} xml:lang="{match[2]}"'
        if not value.startswith("#"):
            return match[0]
        place = anchors.get(value[1:])
        return f' href="{place}"' if place else ""

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(attribute, tag[0]), blocks)
