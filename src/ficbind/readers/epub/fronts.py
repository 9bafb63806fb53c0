"""Read the first pages of works on which a program has written what it knows of them."""

from collections.abc import Iterator

from ficbind.model import Field
from ficbind.readers import items
from ficbind.readers.epub.joining import Document
from ficbind.readers.html import fanficfare_labels, labelled
from ficbind.readers.html.labelled import Labelled
from ficbind.readers.html.page import Page, line_of, paragraphs_of, text_of
from ficbind.xhtml import Element

_REASON = "what the file says of the story"


def learn(page: Page, document: Document) -> bool:
    """Learn from a title page of FanFicFare's or of ficbind's, and take it away; `False` for any other page."""
    front = next((node for node in document.root.iter("div", "section") if _names(node)), None)
    if front is None:
        return False
    if "story-front" in _names(front):
        _of_ficbind(page, front)
    else:
        _of_fanficfare(page, front)
    page.take(document.root, _REASON)
    return True


def _names(node: Element) -> set[str]:
    return {"story-front", "fff_titlepage"} & set((node.get("class") or "").split())


def _of_ficbind(page: Page, front: Element) -> None:
    for node in front.iter("h1", "p", "blockquote"):
        kind = node.get("class") or ""
        if kind == "story-title":
            page.know(Field.TITLE, (text_of(node),), node)
        elif kind == "story-author":
            page.know(Field.AUTHOR, items.names(text_of(node).removeprefix("by ")), node)
        elif kind == "summary":
            page.know_prose(Field.SUMMARY, [node], node)
    found = []
    for each in front.iter("dd"):
        label = each.getprevious()
        own = next((node for node in each.iter("span") if node.get("class") == "fact-words"), each)
        paragraphs = [text.lstrip("—– ") for text in paragraphs_of(own)]
        found.append(Labelled(text_of(label), paragraphs, line_of(each)))
    labelled.learn(page, found)


def _of_fanficfare(page: Page, front: Element) -> None:
    heading = next(front.iter("h3", "h2", "h1"), None)
    if heading is not None:
        links = list(heading.iter("a"))
        authors = [node for node in links if "authorlink" in (node.get("class") or "").split()]
        titled = next((node for node in links if node not in authors), None)
        if titled is not None:
            page.know(Field.TITLE, (text_of(titled),), heading)
            if "://" in (titled.get("href") or ""):
                page.know(Field.SOURCE, (titled.get("href") or "",), heading)
        page.know(Field.AUTHOR, [text_of(node) for node in authors], heading)
    fanficfare_labels.learn(page, [*_rows(front), *_runs(front)])


def _rows(front: Element) -> Iterator[Labelled]:
    for row in front.iter("tr"):
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        if len(cells) == 2:
            yield Labelled(text_of(cells[0]), paragraphs_of(cells[1]), line_of(cells[0]), cells[1])


def _runs(front: Element) -> Iterator[Labelled]:
    """Read `<b>Label:</b> value<br/>`: a value goes on to the next label."""
    for label in front.iter("b"):
        if not text_of(label).endswith(":") or any(each.tag == "td" for each in label.iterancestors()):
            continue
        value = [label.tail or ""]
        for node in label.itersiblings():
            if node.tag == "b" and text_of(node).endswith(":"):
                break
            texts = paragraphs_of(node) if node.tag in {"p", "div"} else [text_of(node)]
            value += ["\n" if node.tag in {"br", "p", "div"} else "", "\n".join(texts), node.tail or ""]
        lines = [" ".join(line.split()) for line in "".join(value).split("\n")]
        yield Labelled(text_of(label), [line for line in lines if line], line_of(label))
