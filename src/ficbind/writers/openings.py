"""How a chapter opens: its first paragraph, the words that are set apart, the large initial."""

import re
from collections.abc import Iterator

from ficbind.conventions.epigraphs import is_epigraph
from ficbind.xhtml import Element, element

_SKIPPED = frozenset({"aside", "figure", "h1", "h2", "h3", "h4", "header", "hr"})
_TOKEN = re.compile(r"\S+\s*")
_SENTENCE_END = re.compile(r"[.!?…]+[”’\"')\]»]*\s*$")
_CLAUSE_END = re.compile(r"[,;:—–]+[”’\"')\]»]*\s*$")
INITIAL = re.compile(r"[“‘„«\"'¿¡]?\s?(?P<letter>\w)")
"""What a large initial is made of: a letter, and the mark before it."""

_ROOM = 150
"""Letters of a paragraph that a large initial has beside it: fewer would leave the next one beside it too."""


_SPEAKER = r"(?:\[?\d{1,2}[:.]\d{2}\]?\s+)?(?:<[^<>\s][^<>]{0,30}>|[^\W\d_][^.:!?\n]{0,30}:)(?=\s|$)"
_SAYS = re.compile(_SPEAKER)
_CALLS_OUT = re.compile(r"[^\Wa-z][^a-z.:!?\n]{1,30}(?:\([^()]*\))?:(?=\s|$)")
"""How a line of a play names its speaker, in capitals alone."""


def mark_opening(root: Element, *, lead_in: bool = True, initial: bool = True) -> None:
    """Mark the first paragraph, unless a letter or a chat opens the chapter, and in it the first words.

    An epigraph stands above it. A large initial needs a capital letter and some lines beside it; the line of a play has
    none, nor first words that are set apart.
    """
    for block in root:
        if _stands_above(block):
            continue
        if block.tag == "p" and block.get("class") is None:
            text = _text(block)
            plays = _is_of_play(block, text)
            block.set("class", "opening drop-cap" if initial and not plays and _takes_initial(text) else "opening")
            if lead_in and not plays:
                _wrap(block, len(_set_apart(block, text)))
        return


def _stands_above(block: Element) -> bool:
    if block.tag in _SKIPPED or not {"subhead", "scene-break"}.isdisjoint((block.get("class") or "").split()):
        return True
    if block.tag == "p" and not _text(block).strip():
        return block.find(".//a[@class='noteref']") is not None
    return is_epigraph(block)


def _text(block: Element) -> str:
    return "".join(text for _, _, text in strings(block))


def _is_of_play(block: Element, text: str) -> bool:
    """Tell the line of a play, a script or a chat by its speaker: in capitals, or the next line has one, too."""
    if _CALLS_OUT.match(text):
        return True
    after = block.getnext()
    return bool(after is not None and after.tag == "p" and _SAYS.match(text) and _SAYS.match(_text(after)))


def _takes_initial(text: str) -> bool:
    found = INITIAL.match(text)
    return bool(found and found["letter"].isupper() and len(text) >= _ROOM)


def _set_apart(block: Element, text: str) -> str:
    """Give the first words where enough of their line is left beside them; of the whole line they would be a title."""
    chosen, line = first_words(text), "".join(_first_line(block))
    return chosen if len(line) - len(chosen) >= len(chosen) / 3 else ""


def _first_line(block: Element) -> Iterator[str]:
    """Give the strings before the first line that was broken on purpose."""
    broken = block.find(".//br")
    for owner, attribute, text in strings(block):
        if broken is not None and owner is broken and attribute == "tail":
            return
        yield text


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
