"""The words of a Word document as its XML has them, counted apart from the way in which they are read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from unicodedata import normalize

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.readers.office.wordml import child, name_of
from ficbind.xhtml import Element, walk, words

_NAMED = 8

_NOT_SHOWN = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sdtPr", "fldData"})
_APART = frozenset(
    {"tab", "br", "cr", "ptab", "drawing", "pict", "object", "footnoteReference", "endnoteReference", "rt"}
)


def shown(body: Element, notes: Sequence[Element]) -> list[str]:
    """Give the text that a document shows when all its changes are accepted, a piece for each paragraph."""
    pieces = [piece for root in (body, *notes) for piece in _paragraphs(root)]
    return [piece for piece in pieces if piece.strip()]


def prove(lines: Sequence[str], wanted: Sequence[str], path: Path) -> None:
    """Refuse a document of whose words some are missing in the lines that were read, rather than lose them."""
    lost = Counter(_words(wanted)) - Counter(_words(lines))
    if lost:
        some = " ".join(list(lost)[:_NAMED])
        message = f"{lost.total()} words of the document could not be read, among them '{some}'"
        hint = "save it as an OpenDocument text in a word processor, and name that file in the manifest"
        raise FicbindError(Diagnostic(Code.UNREAD_WORDS, "error", message, Location(path), hint))


def _words(lines: Sequence[str]) -> Iterator[str]:
    """Give words as they compare when some are set in capitals."""
    return (word for line in lines for word in words(normalize("NFC", line).upper().casefold()))


def text_of(root: Element | None) -> str:
    """Give the text of a part on one line."""
    return " ".join(" ".join(_paragraphs(root)).split()) if root is not None else ""


def _paragraphs(root: Element) -> Iterator[str]:
    """Give the text of each paragraph; one within another, as in a box, by itself."""
    open_: list[list[str]] = [[]]
    walker = walk(root)
    for event, node in walker:
        name = name_of(node)
        if event == "start" and _is_passed(node, name):
            walker.skip_subtree()
        elif event == "start" and name == "p":
            open_.append([])
        elif event == "start":
            open_[-1].append(_text(node, name))
        elif event == "end" and name == "rt":
            # What stands above letters is read after them.
            open_[-1].append(" ")
        elif event == "end" and name == "p":
            yield from _closed(open_, joined=_is_joined(node))
    yield "".join(open_[0])


def _text(node: Element, name: str) -> str:
    if name == "t":
        return "".join(node.itertext())
    return "-" if name == "noBreakHyphen" else " " if name in _APART else ""


def _closed(open_: list[list[str]], *, joined: bool) -> Iterator[str]:
    """End a paragraph; one whose end is deleted goes on with the next."""
    text = "".join(open_.pop())
    if joined:
        open_[-1].append(text)
    elif len(open_) == 1:
        yield "".join(open_[0]) + text
        open_[0] = []
    else:
        yield text


def _is_passed(node: Element, name: str) -> bool:
    if name in _NOT_SHOWN:
        return True
    if name == "Fallback":
        return child(node.getparent(), "Choice") is not None
    return name == "tr" and child(child(node, "trPr"), "del") is not None


def _is_joined(node: Element) -> bool:
    mark = child(child(node, "pPr"), "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None
