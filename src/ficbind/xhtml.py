"""Strings of XHTML and the trees they become: the one home of lxml."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NewType, TypeAlias

from lxml import etree

from ficbind.vocabulary import BLOCKS

Markup = NewType("Markup", str)
"""Well-formed XHTML blocks as a reader made them: not yet safe."""

Body = NewType("Body", str)
"""Canonical XHTML blocks in the closed vocabulary: only `passes` and `matter` make it."""

Element: TypeAlias = etree._Element
Pass = Callable[[Element], None]

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
_PART = {"resolve_entities": False, "no_network": True, "load_dtd": False}
_NOT_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U0010fffe\U0010ffff]"
)
_WORD = re.compile(r"[^\W_]+")
_HYPHENS = "-\u00ad\u2010"
_FIRST_UNSPACED = "\u3041"


def parse(markup: str) -> Element:
    """Parse a string of blocks into a `body` element."""
    return etree.fromstring(f"<body>{markup}</body>", _PARSER)


def document(data: bytes) -> Element:
    """Parse a whole XHTML document strictly and give its `body`, element names without namespace."""
    root = etree.fromstring(data, _PARSER)
    for node in root.iter("{http://www.w3.org/1999/xhtml}*"):
        node.tag = etree.QName(node).localname
    body = root.find("body")
    return root if body is None else body


class MalformedError(ValueError):
    """A part is not well-formed; `line` says where."""

    def __init__(self, message: str, line: int | None) -> None:
        super().__init__(message)
        self.line = line


def part(text: str, *, recover: bool = False) -> Element | None:
    """Parse a part of an archive, which must not declare a document type; with `recover`, as far as it goes."""
    try:
        # Bytes, because libxml2 would have to be told the encoding of a string.
        data = without_invalid(text).lstrip().encode()
        lead = len(text) - len(text.lstrip())
        root = etree.fromstring(b"\n" * text.count("\n", 0, lead) + data, etree.XMLParser(**_PART, recover=recover))
    except etree.XMLSyntaxError as error:
        message = re.sub(r", line \d+, column \d+.*", "", error.msg or "it holds nothing")
        raise MalformedError(f"{message[:1].lower()}{message[1:]}", error.lineno or None) from error
    if root is not None and root.getroottree().docinfo.internalDTD is not None:
        raise MalformedError("it declares its document type in a wrong place", None)
    return root


def blocks(root: Element) -> Iterator[str]:
    """Write each top-level block of `root` by itself."""
    for child in root:
        child.tail = None
        yield etree.tostring(child, encoding="unicode")


def serialise(root: Element) -> str:
    """Write the content of `root`, one top-level block a line, without `root` itself."""
    return "\n".join(blocks(root))


def inner(root: Element) -> str:
    """Write the content of `root` as it is, text between blocks included."""
    whole = etree.tostring(root, encoding="unicode", with_tail=False)
    return whole[whole.index(">") + 1 : -len(f"</{root.tag}>")] if not whole.endswith("/>") else ""


def edit(markup: str, *passes: Pass) -> str:
    """Apply `passes` in order to one tree and serialise it once."""
    root = parse(markup)
    for each in passes:
        each(root)
    return serialise(root)


def element(tag: str, text: str | None = None, **attributes: str) -> Element:
    """Make an element; `class_` stands for `class`."""
    node = etree.Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    node.text = text
    return node


def append(parent: Element, tag: str, attributes: dict[str, str]) -> Element:
    """Make an element the last child of another."""
    return etree.SubElement(parent, tag, attributes)


def walk(root: Element) -> etree.iterwalk:
    """Go through a tree: ("start", node) and ("end", node) of each element, ("comment", node) and ("pi", node)."""
    return etree.iterwalk(root, events=("start", "end", "comment", "pi"))


def unwrap(root: Element, *tags: str) -> None:
    """Take elements away and leave what they hold."""
    etree.strip_tags(root, *tags)


def without_invalid(text: str) -> str:
    """Drop the characters that XML 1.0 (section 2.2) forbids or Unicode calls noncharacters."""
    return _NOT_XML.sub("", text)


def plain(root: Element | str, *, without: frozenset[str] = frozenset()) -> str:
    """Give the text of a tree or string of blocks, one block or broken line a line.

    Elements of the classes `without` are passed over.
    """
    tree = parse(root) if isinstance(root, str) else root
    pieces: list[str] = []
    _collect(tree, pieces, without)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(node: Element, pieces: list[str], without: frozenset[str]) -> None:
    if without and node.get("class") in without:
        return
    breaks = node.tag in BLOCKS or node.tag == "br"
    if breaks:
        pieces.append("\n")
    pieces.append((node.text or "").replace("\n", " "))
    for child in node:
        _collect(child, pieces, without)
        pieces.append((child.tail or "").replace("\n", " "))
    if breaks:
        pieces.append("\n")


def words(text: str) -> list[str]:
    """Split text into its runs of letters and digits, the unit in which fidelity is measured."""
    return _WORD.findall(text)


def has_words(text: str) -> bool:
    """Tell whether text holds a letter or digit."""
    return _WORD.search(text) is not None


SIGNS = frozenset({"hr", "img"})
"""Elements that are a sign each, as a letter is."""


def signs(text: str) -> int:
    """Count the signs of a text: all characters but spaces and hyphens, which come and go where lines end."""
    return sum(map(len, text.split())) - sum(map(text.count, _HYPHENS))


def count_words(text: str) -> int:
    """Count words as a reader would: tokens between white space that hold a letter or digit.

    Chinese and Japanese put no space between words: there each character counts, as the archives count them.
    """
    tokens = text.split()
    doubtful = [token for token in tokens if not token[0].isalnum()]
    count = len(tokens) - sum(1 for token in doubtful if not _WORD.search(token))
    if text.isascii() or max(text) < _FIRST_UNSPACED:
        return count
    # A run of characters is one token already.
    return count + sum(len(run) - 1 for run in _unspaced().findall(text))


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{2,}")
