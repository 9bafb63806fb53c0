"""Read pages saved from archives that run eFiction: a whole story as printed, or one chapter."""

import re
from collections.abc import Iterator, Sequence

from ficbind import xhtml
from ficbind.diagnostics import Code
from ficbind.model import Draft, Field
from ficbind.readers.html import labelled
from ficbind.readers.html.labelled import Labelled
from ficbind.readers.html.page import GONE, Page, by_id, line_of, text_of
from ficbind.readers.html.sections import Chapter
from ficbind.readers.html.tree import set_gone
from ficbind.readers.lines import letters
from ficbind.xhtml import Element

_STORY = re.compile(r"viewstory\.php\?sid=\d+")
_AUTHOR = re.compile(r"viewuser\.php\?uid=")
_BY = re.compile(r"\s+by\s+(?=\S[^<>]{0,60}$)")
_NUMBERED = re.compile(r"(?P<number>\d+)\.\s*(?P<title>.*)")
_YES = frozenset({"yes", "ja", "oui", "sí", "si", "igen", "tak", "да"})
_AROUND = "the archive's page"


def recognise(page: Page) -> bool:
    """Tell whether a page is of such an archive: it heads a story with links to it and to its author."""
    top = by_id(page.root, "pagetitle")
    return top is not None and bool(_authors(top)) and any(_is_text(node) for node in page.root.iter("div"))


def read(page: Page) -> Sequence[Draft]:
    """Read the chapters on such a page."""
    _know_top(page)
    _know_box(page)
    pieces = [node for node in page.root.iter("div") if _is_piece(node)]
    told = [node for node in pieces if "notes" in _classes(node) and "story notes" in text_of(node).lower()[:20]]
    for node in told:
        page.know_prose(Field.NOTES, _of_class(node, "noteinfo"), node)
    chosen = _chosen(page, pieces)
    pieces = [node for node in pieces if node not in told]
    for node in pieces:
        set_gone(node)
    page.cut_texts(page.root, _AROUND)
    for child in [each for each in page.root if each.tag != GONE]:
        page.take(child, _AROUND)
    chapters = list(_chapters(page, pieces))
    return (page.draft([(chosen, chapters[0][1])] if chosen and chapters else chapters),)


def _classes(node: Element) -> list[str]:
    return (node.get("class") or "").split()


def _of_class(node: Element, name: str) -> list[Element]:
    return [each for each in node.iter("div", "span") if name in _classes(each)]


def _is_text(node: Element) -> bool:
    return "chapter" in _classes(node) or node.get("id") == "story"


def _is_piece(node: Element) -> bool:
    """Tell an outermost piece of the story: a chapter's title, its text, notes."""
    named = _is_text(node) or bool({"chaptertitle", "notes"} & set(_classes(node)))
    return named and not any(_is_text(each) for each in node.iterancestors("div"))


def _authors(top: Element) -> list[Element]:
    return [link for link in top.iter("a") if _AUTHOR.search(link.get("href") or "") and text_of(link)]


def _know_top(page: Page) -> None:
    top = by_id(page.root, "pagetitle")
    if top is None:
        return
    links = [link for link in top.iter("a") if _STORY.search(link.get("href") or "")]
    title = text_of(links[0]) if links else _BY.split(text_of(top))[0]
    page.know(Field.TITLE, (title,), top)
    page.know(Field.AUTHOR, [text_of(link) for link in _authors(top)], top)
    addresses = [link.get("href") for link in page.root.iter("a") if _STORY.search(link.get("href") or "")]
    whole = next((address for address in addresses if "://" in address), "")
    page.know(Field.SOURCE, (whole.partition("&")[0],), top)


def _know_box(page: Page) -> None:
    """Read the box of facts: labels in spans, each value up to the next label."""
    found: list[Labelled] = []
    for box in _of_class(page.root, "infobox"):
        for label in _of_class(box, "label"):
            name, value = text_of(label).strip(" :"), list(_value(label))
            if name.lower() == "completed" and value:
                name, value = "Status", ["Completed" if value[0].lower() in _YES else "In progress"]
            if value and value[0].lower() != "none":
                found.append(Labelled(name, value, line_of(label)))
    labelled.learn(page, found)


def _value(label: Element) -> Iterator[str]:
    """Give the paragraphs that follow a label, up to the next."""
    text = label.tail or ""
    for node in label.itersiblings():
        if "label" in _classes(node):
            break
        broken = node.tag in {"br", "p", "div"}
        text += f"{chr(10) if broken else ''}{text_of(node)}{chr(10) if broken else ''}{node.tail or ''}"
    return (part for part in (" ".join(line.split()) for line in text.split("\n")) if part)


def _chosen(page: Page, pieces: Sequence[Element]) -> str | None:
    """Read which chapter the menu shows as chosen, and move its title to the head of the text."""
    options = list(page.root.iterfind(".//select[@name='chapter']/option"))
    chosen = next((node for node in options if node.get("selected") is not None), None)
    found = _NUMBERED.fullmatch(text_of(chosen))
    if chosen is None or found is None or len(options) < 2:
        return None
    message = f"the page holds only chapter {found['number']} of {len(options)}"
    hint = "save the story as the archive prints it, with all chapters on one page"
    page.tell(Code.ONE_CHAPTER_OF_MANY, "warning", message, pieces[0], hint)
    if found["title"]:
        page.move(chosen, found["title"], pieces[0], "the chapter's title in a menu")
    return found["title"] or None


def _chapters(page: Page, pieces: Sequence[Element]) -> Iterator[Chapter]:
    title: str | None = None
    nodes: list[Element] = []
    known = next((fact.text for fact in page.facts if fact.field is Field.TITLE), "")
    for node in pieces:
        if "chaptertitle" not in _classes(node):
            nodes.append(_set(node))
            continue
        if nodes:
            yield title, nodes
        name = _BY.split(text_of(node))[0]
        title, nodes = None if letters(name) == letters(known) else name, []
        gone = xhtml.element("div")
        gone.append(node)
        if title:
            page.move(node, title, node, "the name beside a chapter's title")
        else:
            page.take(node, "the title repeated")
    yield title, nodes


def _set(node: Element) -> Element:
    if "notes" in _classes(node):
        node.tag = "aside"
        node.set("class", "note")
    return node
