"""Layouts for tests: a book as the print engine sees it, before it is drawn."""

from dataclasses import dataclass
from typing import Any

import pdf_books
from ficbind.manifest.values import Print
from ficbind.model import Book, Part
from ficbind.style import Style
from ficbind.writers import pdf
from ficbind.writers.pdf import engine
from ficbind.writers.pdf.pages import font_addresses


@dataclass(frozen=True)
class Line:
    """A line of body text as laid out; measures in pt."""

    page: int
    paragraph: int
    baseline: float
    filled: float
    text: str
    size: float


def one_story(*bodies: str, titles: tuple[str | None, ...] = ()) -> Book:
    work = pdf_books.work(pdf_books.story(1, *bodies, titles=titles))
    return pdf_books.book(Part(None, None, (work,)), front=(), back=())


def layout(book: Book, style: Style, options: Print) -> Any:
    fonts = {address: font.path.read_bytes() for address, font in font_addresses(style)}
    html = pdf.document_html(book, pdf.units(book, options))
    return engine.layout(html, pdf.sheets(book, style, options), fonts)


def body_lines(document: Any) -> list[Line]:
    """Give the lines of every paragraph of the stories, in order."""
    found: list[Line] = []
    paragraphs: dict[int, int] = {}
    for number, page in enumerate(document.pages):
        for chapter in boxes(page._page_box, "section"):
            for box in boxes(chapter, "p") if "chapter" in (chapter.element.get("class") or "").split() else ():
                index = paragraphs.setdefault(id(box.element), len(paragraphs))
                found += (_line(number, index, line, box) for line in box.children if type(line).__name__ == "LineBox")
    return found


def boxes(root: Any, *tags: str) -> list[Any]:
    return [box for box in root.descendants() if type(box).__name__ == "BlockBox" and box.element_tag in tags]


def _line(page: int, index: int, line: Any, block: Any) -> Line:
    texts = [box for box in line.descendants() if type(box).__name__ == "TextBox"]
    right = max((box.position_x + box.width for box in texts), default=line.position_x)
    filled = (right - block.content_box_x()) / block.width
    baseline, size = ((line.position_y + line.baseline) * 0.75, block.style["font_size"] * 0.75)
    return Line(page, index, baseline, filled, "".join(box.text for box in texts), size)
