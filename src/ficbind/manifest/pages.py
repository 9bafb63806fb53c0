"""Front and back matter of a manifest."""

from ficbind.diagnostics import Code
from ficbind.manifest.files import Shelf
from ficbind.manifest.page_keys import (
    GENERATED,
    INDEXES,
    NEVER_LEFT_OUT,
    OTHER_ENDINGS,
    PAGE_KINDS,
    PAGES,
    TEXT_ENDINGS,
)
from ficbind.manifest.values import MatterEntry
from ficbind.yamltree.findings import meant, quoted
from ficbind.yamltree.tree import Node, Table, Text

LEFT_OUT = "none"
"""The text that leaves out a page which every book has."""

_SEVERAL = next(key for key in PAGES.keys if key.name == "indexes")

_NEGATIVE = frozenset({"no", "none", "off", "false"})


def pages(book: Table, key: str, shelf: Shelf) -> tuple[MatterEntry, ...]:
    """Read the pages of `front` or `back`."""
    return tuple(page for node in book.items(key) for page in _pages(node, shelf))


def _pages(node: Node, shelf: Shelf) -> tuple[MatterEntry, ...]:
    """Read an entry of the list: one page, or those of several indexes."""
    if isinstance(node, Text) and PAGES.find(node.text.strip()) is _SEVERAL:
        return tuple(MatterEntry(f"index-of-{name}", node.where) for name in INDEXES)
    if isinstance(node, Table) and node.pairs and node.pairs[0][0].text == _SEVERAL.name:
        wanted = node.texts(_SEVERAL.name)
        return tuple(MatterEntry(f"index-of-{name.line.casefold()}", name.where) for name in wanted)
    page = _page(node, shelf)
    return (page,) if page else ()


def _page(node: Node, shelf: Shelf) -> MatterEntry | None:
    if isinstance(node, Text):
        return _bare(node, shelf)
    if not isinstance(node, Table) or not node.pairs:
        return None
    kind, value = node.pairs[0]
    if isinstance(value, Text):
        return _from_text(kind, value, shelf)
    return _from_table(kind, value, shelf) if isinstance(value, Table) else None


def _bare(node: Text, shelf: Shelf) -> MatterEntry | None:
    name = node.text.strip()
    known = PAGES.find(name)
    if known is None:
        hint = f"write 'text: {name}'" if name.endswith(TEXT_ENDINGS) else meant(name, PAGE_KINDS)
        shelf.findings.error(Code.UNKNOWN_KEY, f"unknown page {quoted(name)}", node.where, hint)
    elif known.name not in GENERATED:
        hint = f"write '{name}: \"…\"' with its words or '{name}: front/{name}.md' with its file"
        shelf.findings.error(Code.MISSING_KEY, f"the page {quoted(name)} has no text", node.where, hint)
    else:
        return MatterEntry(known.name, node.where)
    return None


def _from_text(kind: Text, value: Text, shelf: Shelf) -> MatterEntry | None:
    words = value.text.strip()
    if "\n" not in words and (words.casefold().endswith((*TEXT_ENDINGS, *OTHER_ENDINGS)) or shelf.holds(value)):
        path = shelf.keep(value)
        return MatterEntry(kind.text, kind.where, path=path) if path else None
    if kind.text in NEVER_LEFT_OUT and words.casefold() in _NEGATIVE:
        hint = f"delete '{kind.text}: {words}'; 'half-title', 'copyright', 'changes' and 'colophon' can be left out"
        shelf.findings.error(Code.BAD_VALUE, f"the page {quoted(kind.text)} cannot be left out", value.where, hint)
        return None
    if kind.text in GENERATED and words.casefold() in _NEGATIVE:
        return MatterEntry(kind.text, kind.where, text=LEFT_OUT)
    return MatterEntry(kind.text, kind.where, text=value.prose)


def _from_table(kind: Text, says: Table, shelf: Shelf) -> MatterEntry | None:
    text, file = says.text("text"), says.text("file")
    if text and file:
        hint = "keep 'text' or 'file'"
        shelf.findings.error(
            Code.BAD_VALUE, f"the page {quoted(kind.text)} has both a text and a file", file.where, hint
        )
    if says.get("text") is None and says.get("file") is None and kind.text not in GENERATED:
        hint = "add 'text:' with its words, or 'file:' with its file"
        shelf.findings.error(Code.MISSING_KEY, f"the page {quoted(kind.text)} has no text", kind.where, hint)
    path = shelf.keep(file) if file else None
    words = text.prose if text and not path else None
    return MatterEntry(kind.text, kind.where, says.line("title"), words, path, says.line("by"))
