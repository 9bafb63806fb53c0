"""Read pages saved from Wattpad: one part of a story, each paragraph of which bears the archive's id."""

import re
from collections.abc import Sequence

from ficbind.model import Draft, Field
from ficbind.readers.html import labelled
from ficbind.readers.html.labelled import Labelled
from ficbind.readers.html.page import Page, line_of, text_of
from ficbind.xhtml import Element

_MARK = "data-p-id"
_FEWEST = 2
_SITE = re.compile(r"\s*[-–|]\s*Wattpad\s*$", re.I)
_PAGE = re.compile(r"\s+-\s+Page\s+\d+$", re.I)
_COUNTED = re.compile(
    r"(?:^|\s)(?:comment-marker|num-comment|btncompar|component-wrapper|on-inline-comments\S*)(?:\s|$)"
)
_AROUND = "the archive's page"


def recognise(page: Page) -> bool:
    """Tell whether a page is of Wattpad: its paragraphs are numbered by the archive."""
    return len(page.root.findall(f".//*[@{_MARK}]")) >= _FEWEST


def _names_author(node: Element) -> bool:
    linked = node.tag == "a" and "/user/" in (node.get("href") or "")
    named = "author" in (node.get("class") or "").split() and text_of(node).startswith("by ")
    return bool(text_of(node)) and (linked or named)


def read(page: Page) -> Sequence[Draft]:
    """Read the part on such a page."""
    marked = page.root.findall(f".//*[@{_MARK}]")
    story = _around(marked)
    heading = next((node for node in page.root.iter("h1") if text_of(node)), None)
    part = text_of(heading)
    title = _title(page, part)
    if title:
        page.know(Field.TITLE, (title,), 1)
    author = next((node for node in page.root.iter("a", "span", "h2") if _names_author(node)), None)
    if author is not None:
        name = text_of(author).removeprefix("by ")
        labelled.learn(page, [Labelled("by", (name,), line_of(author))])
    page.know(Field.SOURCE, (page.metas.get("og:url", ""),), 1)
    counts = [node for node in story.iter("button", "span", "div") if _COUNTED.search(node.get("class") or "")]
    inner = {each for node in counts for each in node.iterdescendants()}
    for node in counts:
        if node not in inner:
            page.take(node, "a count of comments")
    for node in story.iter("pre"):
        # The archive lays paragraphs into `pre`; their lines are not typed.
        node.tag = "div"
    if heading is not None and story not in heading.iterancestors() and line_of(heading) < line_of(story):
        page.move(heading, part, story, "the part's title")
    else:
        part = ""
    page.keep_only(story, _AROUND)
    return (page.draft([(part or None, [story])]),)


def _around(marked: Sequence[Element]) -> Element:
    """Find the innermost element that holds all paragraphs."""
    last = set(marked[-1].iterancestors())
    return next(node for node in marked[0].iterancestors() if node in last)


def _title(page: Page, part: str) -> str:
    """Read the story's title from the page's, where the title of the part stands before or after it."""
    whole = _PAGE.sub("", _SITE.sub("", page.metas.get("og:title") or page.title)).strip()
    if not part or part not in whole:
        return whole
    return whole.replace(part, "", 1).strip(" -–—|") or whole
