"""Write a book as a PDF to be printed and bound."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.manifest.values import Print
from ficbind.model import Book, Pagination
from ficbind.records import dataclass, field
from ficbind.style import Style, on_paper
from ficbind.writers.pdf.breaks import page_breaks
from ficbind.writers.pdf.budget import check_budget
from ficbind.writers.pdf.figures import address, set_pictures
from ficbind.writers.pdf.initials import Initials
from ficbind.writers.pdf.pages import font_addresses, font_rules, page_rules, page_size, room
from ficbind.writers.pdf.prose import foot_note_ids
from ficbind.writers.pdf.units import Unit, opening_page, units

if TYPE_CHECKING:
    from weasyprint import Document

# The place that WeasyPrint names is one in the joined sheets, which no user has.
_IGNORED = re.compile(r"Ignored `(?P<rule>.*)` at \d+:\d+, (?P<why>.*?)\.?", re.S)


@dataclass(frozen=True, slots=True)
class Laid:
    """A book laid out but not drawn; `pagination` is `None` where no page shows anything."""

    book: Book
    style: Style
    document: "Document" = field(repr=False)
    heard: tuple[str, ...]
    roman: int
    pagination: Pagination | None


def write(book: Book, style: Style, options: Print, target: Path) -> tuple[Diagnostic, ...]:
    """Lay out `book` and write it to `target`; gives what the engine could not do as it should."""
    return draw(lay_out(book, style, options, target), target)


def lay_out(book: Book, style: Style, options: Print, target: Path) -> Laid:
    """Break the book into lines and pages; `target` is where it will be drawn."""
    from ficbind.writers.pdf import engine
    from ficbind.writers.pdf.pace import brisk

    _check_room(style, options, target)
    check_budget(book)
    served = {place: font.path.read_bytes() for place, font in font_addresses(style)}
    served |= {address(picture): picture.data for picture in book.pictures}
    with engine.listening() as heard, brisk():
        parts, document = _set(book, style, options, served, frozenset())
        if crowded := _without_their_feet(book, parts, engine.places(document)):
            heard.clear()
            parts, document = _set(book, style, options, served, crowded)
        opening, total = opening_page(book), len(document.pages)
        roman = engine.places(document)[opening][0] if opening else total
        targets = {target for unit in parts for target in unit.targets}
        breaks = page_breaks(engine.root(document), engine.beginnings(document), targets, roman)
    pagination = Pagination(_edition(book, options, total), breaks) if breaks else None
    return Laid(book, style, document, tuple(heard), roman, pagination)


def _set(
    book: Book, style: Style, options: Print, served: Mapping[str, bytes], ends: frozenset[str]
) -> tuple[tuple[Unit, ...], "Document"]:
    """Lay out the units; the stories of the keys `ends` have their notes at the ends of their chapters."""
    from ficbind.writers.pdf import engine

    size = page_size(style, options)
    parts = tuple(units(book, options, ends, Initials.of(style, size) if style.looks.drop_caps else None))
    html = set_pictures(document_html(book, parts), book.pictures, size)
    return parts, engine.layout(html, sheets(book, style, options), served)


def _without_their_feet(book: Book, parts: Iterable[Unit], places: Mapping[str, tuple[int, float]]) -> frozenset[str]:
    """Find the stories of which a note is not at the foot of the page that calls it.

    WeasyPrint 70 sends some to the next page that would have room, and drops others at the end of a chapter.
    """
    pairs = [pair for unit in parts for pair in foot_note_ids(unit.html)]
    nowhere = -1, 0.0
    astray = [note for note, call in pairs if places.get(note, nowhere)[0] != places.get(call, (-2, 0.0))[0]]
    return frozenset(work.story.key for work in book.works if any(name.startswith(work.story.key) for name in astray))


def _edition(book: Book, options: Print, pages: int) -> str:
    """Name the printed edition by its ISBN, or by what tells it from others of the same book."""
    if options.isbn:
        return options.isbn
    width, height = options.trim
    known = (book.title, book.publisher, book.date, f"PDF, {pages} pages of {width:g} mm x {height:g} mm")
    return ", ".join(each for each in known if each)


def draw(laid: Laid, target: Path) -> tuple[Diagnostic, ...]:
    """Write the laid-out book to `target`; gives what the engine could not do as it should."""
    from ficbind.writers.pdf import engine
    from ficbind.writers.pdf.finish import finish
    from ficbind.writers.pdf.pace import brisk

    with engine.listening() as heard, brisk():
        places = engine.places(laid.document)
        contents, roman = laid.book.contents, laid.roman
        target.write_bytes(engine.draw(laid.document, lambda pdf: finish(pdf, contents, places, roman)))
    messages = dict.fromkeys((*laid.heard, *heard))
    return tuple(_reports(messages, laid.style, target))


def _check_room(style: Style, options: Print, target: Path) -> None:
    size = page_size(style, options)
    if not room(size):
        width, height = options.trim
        message = f"margins and type of {size.font_size:g} pt leave no room for text on {width:g} mm x {height:g} mm"
        hint = "choose smaller margins, smaller type or a larger trim under 'print'"
        raise FicbindError(Diagnostic(Code.BAD_LENGTH, "error", message, options.where or Location(target), hint))


def sheets(book: Book, style: Style, options: Print) -> list[str]:
    """Give the style sheets of the printed book in the order in which they apply."""
    return [font_rules(style) + page_rules(book, style, options), on_paper(style.looks), style.print_css]


def document_html(book: Book, parts: Iterable[Unit]) -> str:
    """Join units into one document with the book's metadata."""
    authors = "".join(_meta("author", person.name) for person in book.people if person.role == "aut")
    editors = "".join(_meta("author", person.name) for person in book.people if person.role == "edt")
    about = _meta("description", book.description) + _meta("keywords", ", ".join(book.subjects))
    dates = _meta("dcterms.created", book.date) + _meta("dcterms.modified", book.modified)
    head = f"<title>{escape(book.title)}</title>{authors or editors}{about}{dates}{_meta('generator', 'ficbind')}"
    body = "".join(unit.html for unit in parts)
    return f'<!DOCTYPE html>\n<html lang="{escape(book.language)}"><head>{head}</head><body>{body}</body></html>'


def _meta(name: str, content: str | None) -> str:
    return f'<meta name="{name}" content="{escape(content)}">' if content else ""


def _reports(heard: Iterable[str], style: Style, target: Path) -> Iterable[Diagnostic]:
    hint = "look at the pages; if they are wrong, report the story that does this"
    # S003 has told of missing glyphs, with the story they are in.
    told = (message for message in heard if not message.startswith(".notdef"))
    for message in told:
        if ignored := _IGNORED.fullmatch(message):
            cure = f"correct it in the style sheets of the style '{style.name}'"
            said = f"the typesetter ignored '{ignored['rule'].strip()}': {ignored['why']}"
            yield Diagnostic(Code.PDF_LAYOUT, "warning", said, Location(target), cure)
        else:
            yield Diagnostic(Code.PDF_LAYOUT, "warning", f"the typesetter said: {message}", Location(target), hint)
