"""Shape what authors build from classes, tables and margins: messages on a telephone, letters, what is folded away.

The names are those that skins for archives and blogs go by; what they mean is told by the name and by where it stands.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from ficbind import xhtml
from ficbind.conventions.lengths import ems
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Draft
from ficbind.passes.attributes import declarations
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element

_CHAT = re.compile(
    r"(?:i-?)?(?:phone|messages?|messenger|message-?body|messaging|chat(?:-?(?:log|box|room|window|container))?"
    r"|texting(?:-\w+)?|texts|text-?messages?|text-?thread|sms|whats-?app|discord|group-?(?:chat|text)|conversation|convo"
    r"|dms?|thread|phone-?screen|slack|line-?chat|snapchat|wechat|kakao(?:talk)?)"
)
_SENT = frozenset(
    {"reply", "breply", "greply", "sent", "out", "outgoing", "me", "from-me", "fromme", "self", "mine", "own", "right"}
    | {"message-sent", "sent-message", "msg-right", "bubble-right", "text-right", "chat-right", "right-bubble", "to"}
    | {"msg-sent", "sender-me", "bubble-me", "message-right", "text-sent", "outbound"}
)
_RECEIVED = frozenset(
    {"text", "received", "in", "incoming", "them", "from-them", "other", "left", "bubble-left", "text-left", "inbound"}
    | {"message-received", "received-message", "msg-left", "chat-left", "left-bubble", "msg-received", "message-left"}
    | {"text-received", "bubble-them"}
)
_BUBBLE = frozenset(
    {"message", "msg", "text-message", "textmessage", "text-msg", "textmsg", "imessage", "bubble", "chat-bubble"}
    | {"text-bubble", "speech-bubble", "from-me", "from-them", "breply", "message-sent", "message-received"}
    | {"chat-message", "sms-message", "sent-message", "received-message"}
)
_NOTICES = frozenset({"alert", "error", "info", "notice", "success", "system", "warning"})
_NAMES = frozenset({"name", "sender", "username", "user", "contact", "who", "nick", "nickname", "chat-name"})
_LETTER = re.compile(
    r"(?:hand-?written(?:-\w+)?|love-?letter|letter(?:-?(?:body|box|text))?|e-?mail(?:-?(?:body|box|text|content))?|ebody"
    r"|postcard|telegram|memo|parchment|scroll|handwriting)"
)
_DOCUMENT = re.compile(
    r"newspaper|news-?clipping|article-?clipping|clipping|report|journal-?entry|diary|document|file-?box"
)
_SPOILER = re.compile(r"spoilers?(?:-?(?:text|content|body|box))?|bb-?spoiler|blackout|redacted")
_BOXES = frozenset({"blockquote", "dd", "div", "li", "p", "section", "span", "td"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEAST_INDENT, _RARE = 1.4, 0.4
"""Margin in em that sets a paragraph off, and the most of a text that is set off so."""

_LONGEST_MESSAGE = 1500
"""Letters; what is longer and called a message is a post of a forum, or a letter."""

_LISTED = re.compile(r"\s*(?:[•·▪◦o§–—*-]|\(?[0-9a-zA-Z]{1,3}[.)])[\s\u00a0]")


def shape(roots: Sequence[Element], draft: Draft) -> Iterator[Diagnostic]:
    """Give what classes, tables and margins mean the elements of the vocabulary, and say so."""
    found: dict[str, list[Element]] = {what: [] for what in _SHAPES}
    for root in roots:
        _lay_open(root)
        for what, shaped in _SHAPES.items():
            found[what] += shaped(root)
    for what, nodes in found.items():
        if nodes:
            one, several = what.split("/")
            count = f"{len(nodes)} {several}" if len(nodes) > 1 else one
            yield Diagnostic(Code.KEPT_STYLE, "info", f"set {count} apart", Location(draft.path, _line(nodes[0])))


def _line(node: Element) -> int:
    return next((int(each.get(LINE)) for each in (node, *node.iterancestors()) if each.get(LINE)), 1)


def _names_of(node: Element) -> frozenset[str]:
    given = node.get("class")
    return _split(given) if given else frozenset()


@lru_cache(maxsize=1000)
def _split(given: str) -> frozenset[str]:
    return frozenset(given.lower().replace("_", "-").split())


def _lay_open(root: Element) -> None:
    """Take the text out of tables that only lay it out: each row has but one cell."""
    for table in list(root.iter("table")):
        rows = [node for node in table.iter("tr") if next(node.iterancestors("table")) is table]
        cells = [sum(1 for _ in row.iterchildren("td", "th")) for row in rows]
        if table.get("role") == "presentation" or (max(cells, default=1) <= 1 and table.find(".//th") is None):
            for node in [table, *(each for row in rows for each in (row, *row.iterchildren("td", "th")))]:
                node.tag = "div"
            for node in list(table.iterchildren("tbody", "thead", "tfoot")):
                node.tag = "div"


def _messages(root: Element) -> list[Element]:
    """Find the messages of a telephone or chat and make each a block, with the name of who sent it."""
    for node in root.iter("div"):
        if "message" in _names_of(node) and (_names_of(node) & _NOTICES or not _is_short(node)):
            node.set("class", "")
    bubbles = [node for node in _innermost(list(_bubbles(root))) if _is_short(node)]
    for node in bubbles:
        _set_message(node)
    return bubbles


def _set_message(node: Element) -> None:
    names = _names_of(node).union(*(_names_of(each) for each in _groups(node)))
    node.tag = "div"
    node.set("class", "message sent" if names & _SENT else "message")
    for each in node.iter("dt", "p", "span", "b", "strong", "div", *_HEADINGS):
        if each is not node and (each.tag == "dt" or _names_of(each) & _NAMES):
            each.tag = "span" if each.tag in {"b", "span", "strong"} else "p"
            each.set("class", "sender")
    for chat in [each for each in node.iterancestors() if _is_chat(each, _names_of(each))]:
        for head in list(chat.iter(*_HEADINGS)):
            head.tag = "p"
            head.set("class", "centred")
    for each in [*node.iter("dd"), *node.iterancestors("dl")]:
        each.tag = "div"


def _bubbles(root: Element) -> Iterator[Element]:
    names = frozenset().union(*(_split(given) for given in {node.get("class") or "" for node in root.iter("*")}))
    if names.isdisjoint(_BUBBLE | _SENT | _RECEIVED):
        return
    chats = 0
    for event, node in xhtml.walk(root):
        names = _names_of(node) if event in ("start", "end") else frozenset()
        is_chat = _is_chat(node, names)
        if event == "start":
            is_ours = node.tag == "div" and names <= {"message", "sent"}
            if node.tag in _BOXES and not is_ours and _is_bubble(names, in_chat=chats > 0):
                yield node
            chats += is_chat
        elif event == "end":
            chats -= is_chat


def _is_chat(node: Element, names: frozenset[str]) -> bool:
    """Tell what holds messages: by its name, or as a named list of who said what."""
    return bool(names) and (node.tag == "dl" or any(map(_CHAT.fullmatch, names)))


def _is_bubble(names: frozenset[str], *, in_chat: bool) -> bool:
    if not names or names & _NOTICES:
        return False
    return bool(names & _BUBBLE) or (in_chat and bool(names & (_SENT | _RECEIVED)))


def _is_short(node: Element) -> bool:
    return 0 < len("".join(node.itertext()).strip()) <= _LONGEST_MESSAGE and node.find(".//h1") is None


def _groups(node: Element) -> list[Element]:
    """Give the elements around a message that hold messages of one side."""
    return [each for each in node.iterancestors() if _names_of(each) & (_SENT | _RECEIVED)][:1]


def _innermost(nodes: list[Element]) -> list[Element]:
    outer = {each for node in nodes for each in node.iterancestors()}
    return [node for node in nodes if node not in outer]


def _letters(root: Element) -> list[Element]:
    found: set[Element] = set()
    for node in list(root.iter("div", "blockquote", "section", "p")):
        names = _names_of(node)
        is_letter = any(map(_LETTER.fullmatch, names))
        is_ours = "letter" in names and node.tag == "blockquote"
        if is_ours or not (is_letter or any(map(_DOCUMENT.fullmatch, names))):
            continue
        if not found.isdisjoint(node.iterancestors()) or not "".join(node.itertext()).strip():
            continue
        node.tag = "blockquote"
        node.set("class", "letter" if is_letter else "")
        found.add(node)
    return sorted(found, key=_line)


def _spoilers(root: Element) -> list[Element]:
    found = []
    for node in list(root.iter("details", "div", "span")):
        if node.tag == "details" or any(map(_SPOILER.fullmatch, _names_of(node))):
            node.tag = "div" if node.tag == "details" else node.tag
            node.set("class", "spoiler")
            found.append(node)
        elif declarations(node).get("display") == "none" or node.get("hidden") is not None:
            found.append(node)
    return [node for node in found if "".join(node.itertext()).strip()]


def _indented(root: Element) -> list[Element]:
    """Make quotations of the paragraphs that a margin sets off from the rest."""
    blocks = [node for node in root.iter("p", "div") if _is_indented(node)]
    letters = sum(len("".join(node.itertext())) for node in blocks)
    if not blocks or letters > _RARE * len("".join(root.itertext())):
        return []
    made: list[Element] = []
    for node in _outermost(blocks):
        before = node.getprevious()
        if made and before is made[-1] and not (before.tail or "").strip():
            before.append(node)
            before.tail, node.tail = node.tail, None
        else:
            made.append(_quotation(node))
    return made


def _is_indented(node: Element) -> bool:
    style = declarations(node) if node.get("style") else {}
    given = style.get("margin-left") or style.get("padding-left") or _second(style.get("margin", ""))
    if not given or (ems(given) or 0) < _LEAST_INDENT or _LISTED.match("".join(node.itertext())):
        return False
    return not any(each.tag in {"blockquote", "li", "dd", "td", "aside"} for each in node.iterancestors())


def _second(margin: str) -> str:
    sides = margin.split()
    return sides[-1] if len(sides) == 4 else sides[1] if len(sides) > 1 else ""


def _outermost(nodes: list[Element]) -> Iterator[Element]:
    inside = set(nodes)
    return (node for node in nodes if not any(each in inside for each in node.iterancestors()))


def _quotation(node: Element) -> Element:
    quotation = xhtml.element("blockquote")
    if node.get(LINE):
        quotation.set(LINE, node.get(LINE))
    node.addprevious(quotation)
    quotation.tail, node.tail = node.tail, None
    quotation.append(node)
    return quotation


_SHAPES: dict[str, Callable[[Element], list[Element]]] = {
    "a text message/text messages": _messages,
    "a letter or paper/letters and papers": _letters,
    "a passage that the page folded away/passages that the page folded away": _spoilers,
    "an indented passage/indented passages": _indented,
}
"""What is found, in the singular and the plural → what finds it."""
