"""Read the HTML that FanFicFare writes: one file with a table of facts and an anchor before each chapter."""

import re
from collections.abc import Sequence

from ficbind.model import Draft, Field, Removal
from ficbind.readers.html import fanficfare_labels, sections
from ficbind.readers.html.labelled import Labelled
from ficbind.readers.html.page import Page, line_of, paragraphs_of, text_of
from ficbind.xhtml import Element

_SECTION = re.compile(r"section\d{4,}")
_NUMBERED = re.compile(r"\s*(\d{1,4})\. (?=\s*\S)")
"""`chapter_title_add_pattern` (FanFicFare, `defaults.ini`): `${index}. ${title}`."""

_BY = re.compile(r"\s+by\s+")


def recognise(page: Page) -> bool:
    """Tell whether the file was written by FanFicFare: it numbers its chapters' anchors with four digits."""
    named = any("authorlink" in (node.get("class") or "") for node in page.root.iter("a"))
    return bool(_anchors(page)) and (named or page.root.find(".//a[@name='TOCTOP']") is not None)


def read(page: Page) -> Sequence[Draft]:
    """Read such a file."""
    _know_title(page)
    _know_table(page)
    _take_contents(page)
    for node in list(page.root.iter("div")):
        if "fff_chapter_notes" in (node.get("class") or ""):
            node.tag = "aside"
            node.set("class", "note")
    anchors = _anchors(page)
    take_numbers(page, [next(node.iter("h1", "h2", "h3", "h4")) for node in anchors])
    return (page.draft(sections.at(sections.held(page.root), set(anchors))),)


def take_numbers(page: Page, headings: Sequence[Element]) -> None:
    """Take away the numbers that FanFicFare sets before the titles of chapters, where it has counted them all."""
    found = [(heading, _NUMBERED.match(heading.text or "")) for heading in headings]
    numbers = [int(number[1]) for _, number in found if number]
    if (
        not numbers
        or numbers != list(range(numbers[0], numbers[0] + len(found)))
        or (numbers[0] > 1 and not numbers[1:])
    ):
        return
    for heading, number in found:
        if number:
            heading.text = (heading.text or "")[number.end() :]
            reason = "the number that FanFicFare sets before a chapter's title"
            page.removals.append(Removal(number[0].strip(), reason, line_of(heading)))


def _anchors(page: Page) -> list[Element]:
    """Find the anchors, each of which holds its chapter's heading."""
    named = (node for node in page.root.iter("a") if _SECTION.fullmatch(node.get("name") or node.get("id") or ""))
    return [node for node in named if any(True for _ in node.iter("h1", "h2", "h3", "h4"))]


def _know_title(page: Page) -> None:
    heading = page.root.find(".//h1")
    if heading is None:
        return
    links = list(heading.iter("a"))
    named = [node for node in links if "authorlink" in (node.get("class") or "")]
    titled = next((node for node in links if node not in named), None)
    title = text_of(titled) if titled is not None else _BY.split(text_of(heading))[0]
    page.know(Field.TITLE, (title,), heading)
    page.know(Field.AUTHOR, [text_of(node) for node in named] or _BY.split(text_of(heading))[1:], heading)
    if titled is not None and "://" in (titled.get("href") or ""):
        page.know(Field.SOURCE, (titled.get("href"),), heading)
    page.take(heading, "the title and the author")


def _know_table(page: Page) -> None:
    table = page.root.find(".//table[@class='full']")
    if table is None:
        return
    cells = ([cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr"))
    pairs = [row for row in cells if len(row) == 2]
    rows = [Labelled(text_of(label), paragraphs_of(value), line_of(label), value) for label, value in pairs]
    fanficfare_labels.learn(page, rows)
    page.take(table, "what the file says of the story")


def _take_contents(page: Page) -> None:
    """Take the list of contents: its heading, and the paragraph of links below it."""
    heading = page.root.find(".//a[@name='TOCTOP']")
    if heading is None:
        return
    below = heading.getnext()
    if below is not None and below.tag in {"p", "div", "ol", "ul"} and _is_list(below):
        page.take(below, "the list of contents")
    page.take(heading, "the list of contents")


def _is_list(node: Element) -> bool:
    return all((link.get("href") or "").startswith("#section") for link in node.iter("a"))
