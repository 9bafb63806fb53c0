"""Read chapters saved from Royal Road, with the author's notes above and below them."""

from collections.abc import Sequence

from ficbind import xhtml
from ficbind.model import Draft, Field
from ficbind.readers.html.page import Page, text_of
from ficbind.xhtml import Element

_AROUND = "the archive's page"


def recognise(page: Page) -> bool:
    """Tell whether a page is of Royal Road: by the class of its text, and its name in the head."""
    said = f"{page.title} {page.metas.get('og:site_name', '')} {page.metas.get('og:url', '')}".lower()
    return _text(page) is not None and ("royal road" in said or "royalroad" in said)


def read(page: Page) -> Sequence[Draft]:
    """Read the chapter on such a page."""
    text = _text(page)
    if text is None:
        return ()
    chapter = next((node for node in page.root.iter("h1") if text_of(node)), None)
    title = next((node for node in page.root.iter("h2") if text_of(node)), None)
    author = next(
        (node for node in page.root.iter("a") if "/profile/" in (node.get("href") or "") and text_of(node)), None
    )
    if title is not None:
        page.know(Field.TITLE, (text_of(title),), title)
    if author is not None:
        page.know(Field.AUTHOR, (text_of(author),), author)
    page.know(Field.SOURCE, (page.metas.get("og:url", ""),), 1)
    notes = [node for node in page.root.iter("div") if "author-note-portlet" in _classes(node)]
    story = _gathered(page, text, notes)
    name = text_of(chapter)
    if chapter is not None:
        page.move(chapter, name, story, "the chapter's title")
    page.keep_only(story, _AROUND)
    return (page.draft([(name or None, [story])]),)


def _text(page: Page) -> Element | None:
    return next((node for node in page.root.iter("div") if "chapter-content" in _classes(node)), None)


def _classes(node: Element) -> list[str]:
    return (node.get("class") or "").split()


def _gathered(page: Page, text: Element, notes: Sequence[Element]) -> Element:
    """Mark the notes beside a chapter, and take away what else stands between them and the text."""
    home = text.getparent()
    beside = [node for node in notes if node.getparent() is home]
    for node in beside:
        node.tag = "aside"
        node.set("class", "note")
    kept = [text, *beside]
    first, last = (edge(kept, key=home.index) for edge in (min, max))
    between = list(home)[home.index(first) : home.index(last) + 1]
    story = xhtml.element("div")
    first.addprevious(story)
    for node in between:
        story.append(node)
    for node in [each for each in story if each not in kept]:
        page.take(node, _AROUND)
    return story
