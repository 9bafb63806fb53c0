"""Mark how a letter begins and who signs it: the first and last lines of one that greets or takes leave."""

from ficbind.conventions.correspondence import greets, may_sign
from ficbind.passes.chapters import text_of
from ficbind.xhtml import Element

_MOST = 2
"""Paragraphs of a signature: the leave, and the name."""


def mark_signatures(root: Element) -> None:
    """Mark the greetings and signatures of all letters."""
    for letter in root.iter("blockquote"):
        if letter.get("class") == "letter":
            _mark(letter)


def _mark(letter: Element) -> None:
    signed: list[Element] = []
    for paragraph in reversed(letter[1:]):
        lines = text_of(paragraph).split("\n")
        if paragraph.tag != "p" or paragraph.get("class") or len(signed) == _MOST or not all(map(may_sign, lines)):
            break
        signed.append(paragraph)
    heads = [at for at, block in enumerate(letter[:_MOST]) if block.tag == "p" and _is_greeting(text_of(block))]
    for paragraph in letter[: heads[0] + 1] if heads else ():
        paragraph.set("class", paragraph.get("class") or "salutation")
    texts = [line for block in (*letter[:1], *signed) for line in text_of(block).split("\n")]
    if signed and any(map(greets, texts)):
        for paragraph in signed:
            paragraph.set("class", "signature")


def _is_greeting(text: str) -> bool:
    return greets(text) and may_sign(text.rstrip(" !:-–—"))
