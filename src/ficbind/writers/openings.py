"""How a chapter opens: its first paragraph, the words that are set apart, the large initial."""

import re
from collections.abc import Iterator

from ficbind.xhtml import Element, element

_SKIPPED = frozenset({"aside", "figure", "h3", "h4", "header", "hr"})
_TOKEN = re.compile(r"\S+\s*")
_SENTENCE_END = re.compile(r"[.!?…]+[”’\"')\]»]*\s*$")
_CLAUSE_END = re.compile(r"[,;:—–]+[”’\"')\]»]*\s*$")
INITIAL = re.compile(r"[“‘„«\"'¿¡]?\s?(?P<letter>\w)")
"""What a large initial is made of: a letter, and the mark before it."""

_ROOM = 150
"""Letters of a paragraph that a large initial has beside it: fewer would leave the next one beside it too."""


def mark_opening(root: Element, *, lead_in: bool = True, initial: bool = True) -> None:
    """Mark the first paragraph, unless verse or a letter opens the chapter, and in it the first words.

    A large initial needs a capital letter and some lines beside it.
    """
    for block in root:
        if block.tag in _SKIPPED or block.get("class") in {"subhead", "scene-break"}:
            continue
        text = "".join(text for _, _, text in strings(block)) if block.tag == "p" else ""
        if block.tag == "p" and not text.strip() and block.find(".//a[@class='noteref']") is not None:
            continue
        if block.tag == "p" and block.get("class") is None:
            block.set("class", "opening drop-cap" if initial and _takes_initial(text) else "opening")
            if lead_in:
                _wrap(block, len(first_words(text)))
        return


def _takes_initial(text: str) -> bool:
    found = INITIAL.match(text)
    return bool(found and found["letter"].isupper() and len(text) >= _ROOM)


def first_words(text: str) -> str:
    """Choose the words that open a chapter: up to the first stop or comma if that is near, else four or five."""
    length = 0
    for count, token in enumerate(_TOKEN.finditer(text), start=1):
        length = token.end()
        near_stop = count >= 2 and _SENTENCE_END.search(token[0])
        near_comma = count >= 3 and _CLAUSE_END.search(token[0])
        if near_stop or near_comma or count == 5 or (count >= 3 and length >= 20):
            break
    return text[:length].rstrip()


def _wrap(block: Element, length: int) -> None:
    for owner, attribute, text in list(strings(block)):
        taken, length = text[:length], max(0, length - len(text))
        if taken.strip():
            _wrap_text(owner, attribute, taken, text[len(taken) :])
        if not length:
            return


def _wrap_text(owner: Element, attribute: str, taken: str, rest: str) -> None:
    span = element("span", taken, class_="lead-in")
    span.tail = rest
    if attribute == "text":
        owner.text = None
        owner.insert(0, span)
    else:
        owner.tail = None
        owner.addnext(span)


def strings(node: Element) -> Iterator[tuple[Element, str, str]]:
    """Give the strings of a block; the call of a note is none of its words."""
    if node.get("class") == "noteref":
        return
    if node.text:
        yield node, "text", node.text
    for child in node:
        yield from strings(child)
        if child.tail:
            yield child, "tail", child.tail
