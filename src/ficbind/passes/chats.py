"""Set what the lines of a chat or of text messages say: who speaks, and where the next one begins.

Only what its author marked as a chat is read so: elsewhere `Name: text` may be anything.
"""

import re
from collections.abc import Iterator
from copy import deepcopy

from ficbind import xhtml
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element

_TIME = r"[\[(]?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?[\])]?"
_SAYS = re.compile(rf"\s*(?:{_TIME}\s+)?(?:<[^<>\s][^<>]{{0,30}}>|[^\W_][^:<>\n]{{0,30}}?\s?[:：])(?=\s|$)", re.I)
"""How a line names its speaker: `Mara:`, `<mara>`, either behind a time; of a play, `MARA (aside):`."""

_CALLED = re.compile(r"[^<>\n]{1,40}")
_STOPS = (".", ":", "：")
_NAME = re.compile(rf"^\s*(?:{_TIME}\s+)?[<]?|\s*\([^()]*\)\s*(?=[.:：>\s]*$)|[>.:：\s]+$", re.I)
_BOLD = frozenset({"b", "em", "i", "strong"})


def set_chats(root: Element) -> None:
    """Set each line of a marked chat as a paragraph, each of marked messages as a message, names set apart.

    The class `me-mara` says that Mara holds the telephone.
    """
    for chat in list(root.iter("div")):
        names = set((chat.get("class") or "").split())
        if names.isdisjoint({"chat", "messages"}):
            continue
        for paragraph in list(chat.iterchildren("p")):
            _part(paragraph)
        for paragraph in list(chat.iterchildren("p")):
            name = _set_sender(paragraph)
            if "messages" in names:
                _frame(paragraph, is_sent=name is not None and f"me-{'-'.join(name.split())}" in names)


def _part(paragraph: Element) -> None:
    """Let each line that names its speaker begin a paragraph."""
    pieces = list(_lines(paragraph))
    if len(pieces) < 2:
        return
    for piece in pieces:
        paragraph.addprevious(piece)
    pieces[-1].tail = paragraph.tail
    paragraph.getparent().remove(paragraph)


def _lines(paragraph: Element) -> Iterator[Element]:
    line = _like(paragraph)
    line.text = paragraph.text
    for node in paragraph:
        if node.tag == "br" and _says(node.tail or "", node.getnext()):
            yield line
            line = _like(paragraph)
            line.text = (node.tail or "").lstrip()
        else:
            line.append(deepcopy(node))
    yield line


def _like(paragraph: Element) -> Element:
    line = xhtml.element("p")
    if paragraph.get(LINE):
        line.set(LINE, paragraph.get(LINE))
    return line


def _says(text: str, after: Element | None) -> bool:
    """Tell whether a line that begins with a text, and an element behind it, begins with a name."""
    if text.strip() or after is None:
        return _SAYS.match(text) is not None
    return after.tag in _BOLD and len(after) == 0 and _colon(after) is not None


def _colon(bold: Element) -> str | None:
    """Give what of the text behind a bold name belongs to it; `None` where it is no name."""
    name, tail = (bold.text or "").strip(), bold.tail or ""
    colon = re.match(r"\s*[:：](?=\s|$)", tail)
    if not _CALLED.fullmatch(name) or not (colon or name.endswith(_STOPS)):
        return None
    return colon[0] if colon else ""


def _set_sender(paragraph: Element) -> str | None:
    """Mark the name with which a paragraph begins; gives it without what stands around it."""
    first = paragraph[0] if len(paragraph) else None
    if first is not None and not (paragraph.text or "").strip() and _says("", first):
        colon = _colon(first) or ""
        first.tag = "span"
        first.set("class", "sender")
        first.text = f"{first.text}{colon}"
        first.tail = (first.tail or "").removeprefix(colon)
        return _bare(first.text)
    found = _SAYS.match(paragraph.text or "")
    if not found:
        return None
    sender = xhtml.element("span", found[0].strip(), class_="sender")
    sender.tail = (paragraph.text or "")[found.end() :]
    paragraph.text = None
    paragraph.insert(0, sender)
    return _bare(found[0])


def _bare(name: str) -> str:
    return " ".join(_NAME.sub("", name).split()).casefold()


def _frame(paragraph: Element, *, is_sent: bool) -> None:
    message = xhtml.element("div", class_="message sent" if is_sent else "message")
    paragraph.addprevious(message)
    message.tail, paragraph.tail = paragraph.tail, None
    message.append(paragraph)
