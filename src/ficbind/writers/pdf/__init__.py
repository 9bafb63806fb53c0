"""Write a book as a PDF to be printed and bound."""

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.manifest.values import Print
from ficbind.model import Book
from ficbind.style import Style
from ficbind.writers.pdf.figures import address, set_pictures
from ficbind.writers.pdf.glyphs import missing_glyphs
from ficbind.writers.pdf.pages import font_addresses, font_rules, page_rules, page_size, room
from ficbind.writers.pdf.units import Unit, opening_page, units

# The place that WeasyPrint names is one in the joined sheets, which no user has.
_IGNORED = re.compile(r"Ignored `(?P<rule>.*)` at \d+:\d+, (?P<why>.*?)\.?", re.S)


def write(book: Book, style: Style, options: Print, target: Path) -> tuple[Diagnostic, ...]:
    """Lay out `book` and write it to `target`; gives what the engine could not do as it should."""
    from ficbind.writers.pdf import engine
    from ficbind.writers.pdf.finish import finish
    from ficbind.writers.pdf.pace import brisk

    _check_room(style, options, target)
    served = {place: font.path.read_bytes() for place, font in font_addresses(style)}
    served |= {address(picture): picture.data for picture in book.pictures}
    with engine.listening() as heard, brisk():
        html = set_pictures(document_html(book, units(book, options)), book.pictures, page_size(style, options))
        document = engine.layout(html, sheets(book, style, options), served)
        places = engine.places(document)
        roman = places[opening][0] if (opening := opening_page(book)) else len(document.pages)
        target.write_bytes(engine.draw(document, lambda pdf: finish(pdf, book.contents, places, roman)))
    return (*missing_glyphs(book, style, target), *_reports(heard, style, target))


def _check_room(style: Style, options: Print, target: Path) -> None:
    size = page_size(style, options)
    if not room(size):
        width, height = options.trim
        message = f"margins and type of {size.font_size:g} pt leave no room for text on {width:g} mm x {height:g} mm"
        hint = "choose smaller margins, smaller type or a larger trim under 'print'"
        raise FicbindError(Diagnostic(Code.BAD_LENGTH, "error", message, options.where or Location(target), hint))


def sheets(book: Book, style: Style, options: Print) -> list[str]:
    """Give the style sheets of the printed book in the order in which they apply."""
    return [font_rules(style) + page_rules(book, style, options), style.book_css, style.print_css]


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
    # S003 tells of missing glyphs, with the story they are in.
    told = (message for message in heard if not message.startswith(".notdef"))
    for message in told:
        if ignored := _IGNORED.fullmatch(message):
            cure = f"correct it in the style sheets of the style '{style.name}'"
            said = f"the typesetter ignored '{ignored['rule'].strip()}': {ignored['why']}"
            yield Diagnostic(Code.PDF_LAYOUT, "warning", said, Location(target), cure)
        else:
            yield Diagnostic(Code.PDF_LAYOUT, "warning", f"the typesetter said: {message}", Location(target), hint)
