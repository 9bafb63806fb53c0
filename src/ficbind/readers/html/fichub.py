"""Read the HTML that FicHub exports: facts in labelled paragraphs, a list of contents, a division a chapter."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ficbind.model import Draft, Field
from ficbind.readers import items
from ficbind.readers.html import labelled, sections
from ficbind.readers.html.labelled import Labelled
from ficbind.readers.html.page import Page, line_of, text_of
from ficbind.xhtml import Element

_EXPORTED = re.compile(r"exported with the assistance of\s+fichub\.net", re.I)
_LABEL = re.compile(r"(?P<label>[A-Z][\w ]{1,24}):\s*(?P<value>\S.*)")
_BY = re.compile(r"by:?\s+", re.I)
_FIRST = re.compile(r"(?:status|original source):", re.I)
"""The label that stands first below the summary, in an EPUB and in a page."""

_CHAPTER = re.compile(r"chap_\d+")
_HEAD = 80


def recognise(page: Page) -> bool:
    """Tell whether the file was exported by FicHub, which says so at its head."""
    return _end_of_head(page) is not None


def read(page: Page) -> Sequence[Draft]:
    """Read such a file."""
    _know_head(page)
    for node in [each for each in page.root.iter("nav", "div", "a") if _is_way(each)]:
        page.take(node, "a menu")
    divided = [node for node in page.root if _CHAPTER.fullmatch(node.get("id") or "")]
    if not divided:
        return (page.draft(sections.at(sections.held(page.root), set(page.root.iter("h2")))),)
    return (page.draft([chapter for node in sections.held(page.root) for chapter in _chapters(node)]),)


def _chapters(node: Element) -> list[sections.Chapter]:
    """Give a division as a chapter; what stands between two has no words left, or is a chapter without a title."""
    head = next((each for each in node if text_of(each)), None)
    if head is not None and head.tag == "h2":
        return sections.at(sections.held(node), {head})
    return [(None, [node])] if text_of(node) or (node.tail or "").strip() else []


def _end_of_head(page: Page) -> Element | None:
    return next((node for node in islice(page.root.iter("p"), _HEAD) if _EXPORTED.fullmatch(text_of(node))), None)


def _know_head(page: Page) -> None:
    last = _end_of_head(page)
    above = [*reversed(list(last.itersiblings(preceding=True))), last] if last is not None else []
    found: list[Labelled] = []
    summary: list[Element] = []
    for node in above:
        text = text_of(node)
        if node.tag == "h1":
            page.know(Field.TITLE, (text,), node)
        elif _BY.match(text) and node.tag in {"h2", "p"} and not summary:
            page.know(Field.AUTHOR, items.names(_BY.sub("", text, count=1)), node)
        elif found or _FIRST.match(text):
            found += _labels(text, line_of(node)) if _LABEL.fullmatch(text) else []
        elif text and node is not last:
            summary.append(node)
    if summary:
        page.know_prose(Field.SUMMARY, summary, summary[0])
    for node in above:
        page.take(node, "what the file says of the story")
    labelled.learn(page, found)


def _labels(text: str, line: int) -> Iterator[Labelled]:
    """Divide `Rated: Fiction T - Language: English - Genre: Drama`; a part without a label goes to the last."""
    label, values = "", [""]
    for part in text.split(" - "):
        found = _LABEL.fullmatch(part)
        if found:
            yield Labelled(label, values, line)
            label, values = found["label"], [found["value"]]
        else:
            values = [f"{values[0]} - {part}"]
    yield Labelled(label, values, line)


def _is_way(node: Element) -> bool:
    """Tell the links from chapter to chapter."""
    named = node.get("id") == "contents-list" or "chapter_nav" in (node.get("class") or "").split()
    return named or (node.tag == "a" and node.get("href") == "#contents-list" and node.getparent().tag == "body")
