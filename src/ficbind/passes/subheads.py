"""Mark the lines after a break that say whose view, which place or which day follows."""

import re
from collections.abc import Sequence

from ficbind.conventions.epigraphs import is_epigraph
from ficbind.passes.chapters import ChapterTree, is_note, text_of
from ficbind.xhtml import Element

_LONGEST = 60
_FACES = frozenset({"b", "strong", "em", "i", "u"})
_SPEECH = ('"', "“", "‘", "'", "«", "„")
_ENDS = (".", "?", "!", ",", ";", "…", '"', "”", "’")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MARKED = re.compile(r"(?P<mark>[-–—~*=#_+]{1,3})\s*\w[^\n]*\w[.)\]]?\s*[-–—~*=#_+]{1,3}|\[[^\[\]\n]+\]")
_VIEW = re.compile(r"\W*(?:[\w'’]+\s+){1,3}(?:p\.?\s?o\.?\s?v\.?|point of view)\W*", re.I)
_DATE = re.compile(
    rf"""\W*(?:(?:{_DAY})[,.]?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+\d{{1,4}}(?:st|nd|rd|th)?)
        (?:[,.]?\s+'?\d{{2,4}})?(?:\s*[,–—-]\s*[^.!?]{{1,25}})?\W*
      | \W*{_DAY}(?:[,.]?\s+(?:morning|afternoon|evening|night|\d{{1,2}}[:.]?\d{{0,2}}\s*(?:[ap]\.?m\.?)?))?\W*
      | \W*\d{{1,2}}[:.]\d{{2}}\s*(?:[ap]\.?m\.?)?\W*
      | \W*\d{{4}}-\d{{2}}-\d{{2}}\W*""",
    re.X | re.I,
)


def mark_subheads(trees: Sequence[ChapterTree]) -> None:
    """Mark the point-of-view and date lines that open a chapter or follow a break."""
    for tree in trees:
        opens = True
        blocks = list(tree.root)
        for place, block in enumerate(blocks):
            more = place + 1 < len(blocks) and blocks[place + 1].tag != "hr"
            if opens and more and block.tag == "p" and _is_subhead(block):
                block.set("class", _with_subhead(block.get("class")))
            opens = block.tag == "hr" or (opens and (is_note(block) or is_epigraph(block)))


def _is_subhead(paragraph: Element) -> bool:
    text = text_of(paragraph)
    if not text or len(text) > _LONGEST or "\n" in text or text.startswith(_SPEECH):
        return False
    if _VIEW.fullmatch(text) or _DATE.fullmatch(text) or _MARKED.fullmatch(text):
        return True
    return _is_one_face(paragraph) and not text.endswith(_ENDS)


def _is_one_face(paragraph: Element) -> bool:
    """Tell a paragraph that is emphasised as a whole."""
    if len(paragraph) != 1 or (paragraph.text or "").strip() or (paragraph[0].tail or "").strip():
        return False
    return paragraph[0].tag in _FACES


def _with_subhead(classes: str | None) -> str:
    return " ".join(sorted({*(classes or "").split(), "subhead"}))
