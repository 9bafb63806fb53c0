"""The marks by which Kobo readers keep a place: each sentence in a `span` of the class `koboSpan`.

Its id is `kobo.P.S`: the number of the paragraph in the document, and of the sentence in the paragraph. The numbers are
those of kepubify (version 4), whose files Kobo's readers are used to.
"""

import re

from lxml import etree

from ficbind.records import dataclass
from ficbind.xhtml import Element

_XHTML = "{http://www.w3.org/1999/xhtml}"
_SENTENCE = re.compile(
    r"""
    .*?                             # as little as there is before
    (?: (?<![.!?])[.!?]++[…]? ['"”’“»›)\]]*+ \s+  # a stop, what closes behind it, and the sentence's own space
      | [。！？]++ [」』）”’]*+ \s*  # Chinese and Japanese have no space there
      | \Z )
    """,
    re.VERBOSE | re.DOTALL,
)
_SKIPPED = frozenset(
    (
        # HTML has no element in an rp.
        *(f"{_XHTML}{name}" for name in ("script", "style", "pre", "rp", "audio", "video")),
        "{http://www.w3.org/2000/svg}svg",
        "{http://www.w3.org/1998/Math/MathML}math",
    )
)
_PARAGRAPH = f"{_XHTML}p"
_BEGINNING = frozenset(f"{_XHTML}{name}" for name in ("p", "ol", "ul", "table", "h1", "h2", "h3", "h4", "h5", "h6"))
"""Elements at whose first text a new number of a paragraph begins."""


def sentences(text: str) -> list[str]:
    """Part a text after its sentences; together they are the text, and white space stands at their ends."""
    return [found for found in _SENTENCE.findall(text) if found]


def mark_sentences(body: Element) -> None:
    """Put every sentence and every image below `body` into a span of its own; a marked body stays as it is."""
    if not any((node.get("class") or "") == "koboSpan" for node in body.iter(f"{_XHTML}span")):
        _mark(body, _Numbers())


@dataclass(slots=True)
class _Numbers:
    """How far the numbering of a document has come."""

    paragraph: int = 0
    sentence: int = 0
    begins: bool = True

    def span(self) -> Element:
        """Give the next sentence its span."""
        if self.begins:
            self.paragraph, self.sentence, self.begins = self.paragraph + 1, 0, False
        self.sentence += 1
        return etree.Element(f"{_XHTML}span", {"class": "koboSpan", "id": f"kobo.{self.paragraph}.{self.sentence}"})


def _mark(node: Element, numbers: _Numbers) -> None:
    """Mark what a node holds, in the order of reading."""
    if not isinstance(node.tag, str) or node.tag in _SKIPPED:
        return
    numbers.begins = numbers.begins or node.tag in _BEGINNING
    children, text = list(node), node.text
    node[:], node.text = [], None
    _put(node, text, numbers)
    for child in children:
        tail, child.tail = child.tail, None
        node.append(_framed(child, numbers) if child.tag == f"{_XHTML}img" else child)
        _mark(child, numbers)
        _put(node, tail, numbers)


def _framed(image: Element, numbers: _Numbers) -> Element:
    """Put an image into a span, with which a paragraph's number begins."""
    numbers.begins = True
    span = numbers.span()
    span.append(image)
    return span


def _put(parent: Element, text: str | None, numbers: _Numbers) -> None:
    """Add a text to the end of what stands in `parent`, sentence by sentence."""
    if not text:
        return
    if not text.strip() and parent.tag != _PARAGRAPH:
        _add_blank(parent, text)
        return
    for sentence in sentences(text):
        span = numbers.span()
        span.text = sentence
        parent.append(span)


def _add_blank(parent: Element, blank: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + blank
    else:
        parent.text = (parent.text or "") + blank
