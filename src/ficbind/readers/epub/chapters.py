"""Part the joined documents of an EPUB into chapters, by its contents and by the headings in its text."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import islice

from ficbind import xhtml
from ficbind.readers.epub.joining import Document
from ficbind.readers.epub.navigation import Entry, Navigation
from ficbind.readers.html.page import GONE, text_of
from ficbind.readers.html.parsing import BLOCKS
from ficbind.readers.lines import letters
from ficbind.records import dataclass, field
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element

Chapter = tuple[str | None, list[Element]]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADS = _HEADINGS | {"p", "div", "header", "hgroup"}
_SPLIT = re.compile(r"(.+?)[_-]?split[_-]?(\d+)\.\w+")
_MOST_HEADINGS, _LONGEST_NUMBER = 4, 20
_LONGEST_TITLE = 200
_NO_TITLES = frozenset({"start", "untitled", "chapter", "text", "unknown", "section", "cover", "titlepage", "content"})
_FILE_NAME = re.compile(r".+\.x?html?|(?:split|part|section|file|index|chapter|ch)?[_ -]?\d{3,}", re.I)


@dataclass(slots=True)
class _Piece:
    """A run of blocks that begins a chapter, if an entry of the contents leads to it or it has a heading."""

    document: Document
    entries: list[Entry] = field(default_factory=list)
    nodes: list[Element] = field(default_factory=list)


def part(documents: Sequence[Document], navigation: Navigation) -> list[Chapter]:
    """Part documents into chapters; the words of a heading become the title."""
    chapters: list[Chapter] = []
    listed = _by_name(navigation)
    before: Document | None = None
    for document in documents:
        for piece in _pieces(document, listed.get(document.name, [])):
            title = _head(piece)
            goes_on = title is None and not piece.entries and before is not None and _goes_on(before, document, listed)
            if chapters and (goes_on or (title is None and document is before)):
                chapters[-1][1].extend(piece.nodes)
            else:
                chapters.append((title, piece.nodes))
            before = document
    return [chapter for chapter in chapters if chapter[0] or any(map(_shows, chapter[1]))]


def set_headings(documents: Sequence[Document], navigation: Navigation) -> None:
    """Set as headings the paragraphs at the top of documents that bear the titles that the contents give them."""
    listed = _by_name(navigation)
    for document in documents:
        titles = {letters(entry.title) for entry in listed.get(document.name, [])}
        tops = islice((node for node in document.root.iter("p") if text_of(node)), 1)
        for node in tops:
            if letters(text_of(node)) in titles:
                node.tag = "h2"


def untitled(documents: Sequence[Document], navigation: Navigation, known: str) -> dict[str, str]:
    """Find the documents whose titles only the contents say; `known` is the title of the book."""
    found: dict[str, str] = {}
    listed = _by_name(navigation)
    for document in documents:
        entry = next(iter(sorted(listed.get(document.name, []), key=lambda each: each.fragment != "")), None)
        if (
            entry is None
            or not _is_title(entry.title)
            or (len(documents) == 1 and letters(entry.title) == letters(known))
        ):
            continue
        at_top = entry.fragment == "" or not _words_before(document.root, document.target(entry.fragment))
        if at_top and not _is_headed(document.root, entry.title):
            found[document.name] = entry.title
    return found


def _by_name(navigation: Navigation) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in navigation.entries:
        found.setdefault(entry.name, []).append(entry)
    return found


def _is_title(title: str) -> bool:
    return bool(letters(title)) and title.lower() not in _NO_TITLES and not _FILE_NAME.fullmatch(title)


def _is_headed(root: Element, title: str) -> bool:
    """Tell whether a document begins with a heading, or says the title at its top."""
    wanted, said = letters(title), ""
    for block in islice(_blocks(root), _MOST_HEADINGS):
        said += letters(text_of(block)[:_LONGEST_TITLE])
        if block.tag in _HEADINGS or wanted in said:
            return True
    return not said


def _goes_on(before: Document, document: Document, listed: Container[str]) -> bool:
    """Tell a document that carries on the one before: calibre's parts, or one that the contents do not name."""
    one, other = _SPLIT.fullmatch(before.name), _SPLIT.fullmatch(document.name)
    if one and other and one[1] == other[1]:
        return True
    return bool(listed) and document.name not in listed and before.name in listed


def _pieces(document: Document, entries: Sequence[Entry]) -> Iterator[_Piece]:
    """Part a document at the headings to which the contents lead."""
    piece = _Piece(document)
    pieces = [piece]
    starts: dict[Element, list[Entry]] = {}
    for entry in entries:
        target = document.target(entry.fragment) if entry.fragment else None
        head = _heading_at(document.root, target, entry.title) if target is not None else None
        if head is None or not _words_before(document.root, head):
            piece.entries.append(entry)
        else:
            starts.setdefault(head, []).append(entry)
    rest = document.root
    for head, named in sorted(starts.items(), key=lambda each: _order(document.root, each[0])):
        rest = _split(rest, head)
        pieces.append(_Piece(document, named))
    roots = [document.root, *_following(document.root, len(pieces) - 1)]
    for each, root in zip(pieces, roots, strict=True):
        each.nodes = [root]
    return iter(pieces)


def _following(root: Element, count: int) -> list[Element]:
    found: list[Element] = []
    while len(found) < count:
        found.append((found[-1] if found else root).getnext())
    return found


def _order(root: Element, node: Element) -> int:
    return next(number for number, each in enumerate(root.iter("*")) if each is node)


def _heading_at(root: Element, target: Element, title: str) -> Element | None:
    """Find the heading that an entry means: the place itself, one in it, or the next block."""
    for each in (target, *target.iterancestors()):
        if each.tag in _HEADINGS:
            return each
        if each is root:
            break
    found = next(_blocks(target), None)
    if found is None:
        found = next((each for each in _after(root, target) if each.tag in BLOCKS and text_of(each)), None)
        found = next(_blocks(found), None) if found is not None else None
    if found is not None and (found.tag in _HEADINGS or letters(text_of(found)) == letters(title)):
        return found
    return None


def _after(root: Element, node: Element) -> Iterator[Element]:
    for each in (node, *node.iterancestors()):
        if each is root:
            return
        yield from each.itersiblings("*")


def _split(root: Element, head: Element) -> Element:
    """Part a tree before an element; the second half repeats the elements that were open there."""
    moved = head
    while moved.getparent() is not None and moved is not root:
        around = moved.getparent()
        if around is not root and moved.getprevious() is None and not (around.text or "").strip():
            moved = around
            continue
        second = xhtml.element(around.tag)
        for name, value in around.attrib.items():
            if name not in {"id", LINE}:
                second.set(name, value)
        second.set(LINE, head.get(LINE) or around.get(LINE) or "1")
        for each in (moved, *moved.itersiblings()):
            second.append(each)
        second.tail, around.tail = around.tail, None
        around.addnext(second)
        moved = second
        if around is root:
            break
    return moved


def _words_before(root: Element, node: Element | None) -> bool:
    """Tell whether words stand in a tree before one of its elements."""
    for event, each in xhtml.walk(root):
        if event == "start" and each is node:
            return False
        text = each.text if event == "start" else each.tail if each is not root else None
        if event in {"start", "end"} and text and xhtml.words(text):
            return True
    return False


def _blocks(root: Element) -> Iterator[Element]:
    """Give the blocks that hold words of their own, in the order of those words."""
    held: list[Element] = []
    last: Element | None = None
    for event, node in xhtml.walk(root):
        opens, is_block = event == "start", node.tag in BLOCKS or node is root
        if opens and is_block:
            held.append(node)
        elif event == "end" and is_block:
            held.pop()
        text = node.text if opens else node.tail
        if text and held and held[-1] is not last and not text.isspace():
            last = held[-1]
            yield last


def _head(piece: _Piece) -> str | None:
    """Take the headings at the top of a piece, and make one title of them."""
    wanted = [entry.title for entry in piece.entries]
    goal = letters(" ".join(wanted))
    taken = _heads(list(islice(_blocks(piece.nodes[0]), _MOST_HEADINGS)), goal)
    if not taken:
        return None
    texts = [_line(block) for block in taken]
    for block in taken:
        gone = xhtml.element(GONE)
        gone.tail, block.tail = block.tail, None
        block.getparent().replace(block, gone)
    return _title(texts, wanted)


def _heads(blocks: Sequence[Element], goal: str) -> list[Element]:
    """Choose the blocks that are the heading: those that say what the contents say, and headings of falling rank."""
    count = next((number for number in range(1, len(blocks) + 1) if _says(blocks[:number], goal)), 0)
    for block in blocks[count:]:
        above = blocks[count - 1].tag if count else ""
        falls = not count or (above in _HEADINGS and block.tag > above)
        if block.tag not in _HEADINGS or len(text_of(block)) > _LONGEST_TITLE or not falls:
            break
        count += 1
    return list(blocks[:count])


def _says(blocks: Sequence[Element], goal: str) -> bool:
    """Tell whether blocks say just what an entry of the contents says, or that with a number more."""
    if not goal or any(block.tag not in _HEADS or len(text_of(block)) > _LONGEST_TITLE for block in blocks):
        return False
    if any(each.tag in BLOCKS for block in blocks for each in block):
        return False
    said = letters(" ".join(map(_line, blocks)))
    return goal in said and len(said) <= len(goal) + _LONGEST_NUMBER


def _line(node: Element) -> str:
    lines = xhtml.plain(node).split("\n")
    return _joined([line for line in lines if line])


def _joined(texts: Sequence[str]) -> str:
    made = ""
    for text in texts:
        made += text if not made else f" {text}" if made[-1] in ":.,;!?–—-" else f": {text}"
    return made


def _title(texts: Sequence[str], wanted: Sequence[str]) -> str:
    """Prefer the contents' way of writing a title, where it has the same words."""
    made = _joined(texts)
    return next((each for each in wanted if xhtml.words(each) == xhtml.words(made)), made)


def _shows(node: Element) -> bool:
    return any(not text.isspace() for text in node.itertext()) or next(node.iter("img"), None) is not None
