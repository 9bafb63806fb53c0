"""One tool in a process of its own: `python -m bench.tools TOOL INPUT OUTPUT`."""

import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ficbind.__main__ import collect_seldom

if TYPE_CHECKING:
    from ficbind.pipeline import Made


def our_epub(source: Path, target: Path) -> None:
    """Read, tidy, assemble and write the EPUB, without validation."""
    from ficbind.pipeline import make
    from ficbind.writers import epub

    made = make(source)
    epub.write(made.book, made.style, made.cover, made.manifest.epub, target)


def prepare(source: Path, target: Path) -> None:
    """Keep the assembled book, so that both PDF tools start from the same."""
    from ficbind.pipeline import make

    target.write_bytes(pickle.dumps(make(source)))


def our_pdf(source: Path, target: Path) -> None:
    """Set the assembled book with our writer."""
    from ficbind.writers import pdf

    made = _made(source)
    pdf.write(made.book, made.style, made.manifest.print, target)


def plain_pdf(source: Path, target: Path) -> None:
    """Set the HTML and the style sheets of our writer with WeasyPrint alone, in its own default way."""
    _plain(source, target)


def tagged_pdf(source: Path, target: Path) -> None:
    """The same, with the structure tags that an accessible PDF has."""
    _plain(source, target, pdf_variant="pdf/ua-1")


def _plain(source: Path, target: Path, **options: str) -> None:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from ficbind.writers import pdf
    from ficbind.writers.pdf.pages import font_addresses

    made, config = _made(source), FontConfiguration()
    texts = pdf.sheets(made.book, made.style, made.manifest.print)
    for address, font in font_addresses(made.style):
        texts = [text.replace(address, font.path.as_uri()) for text in texts]
    sheets = [CSS(string=text, font_config=config) for text in texts]
    html = pdf.document_html(made.book, pdf.units(made.book, made.manifest.print))
    HTML(string=html).write_pdf(target, stylesheets=sheets, font_config=config, **options)


def _made(path: Path) -> "Made":
    from ficbind.model import Book

    made: Made = pickle.loads(path.read_bytes())
    assert isinstance(made.book, Book)
    return made


TOOLS = {tool.__name__: tool for tool in (our_epub, prepare, our_pdf, plain_pdf, tagged_pdf)}

if __name__ == "__main__":
    collect_seldom()  # before anything heavy is loaded, as the command does
    TOOLS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
