"""One tool in a process of its own: `python -m tests.bench.tools TOOL INPUT OUTPUT`."""

import pickle
import sys
from pathlib import Path

from ficbind.model import Book
from ficbind.pipeline import Made, make


def our_epub(source: Path, target: Path) -> None:
    """Read, tidy, assemble and write the EPUB, without validation."""
    from ficbind.writers import epub

    made = make(source)
    epub.write(made.book, made.style, made.cover, made.manifest.epub, target)


def prepare(source: Path, target: Path) -> None:
    """Keep the assembled book, so that both PDF tools start from the same."""
    target.write_bytes(pickle.dumps(make(source)))


def our_pdf(source: Path, target: Path) -> None:
    """Set the assembled book with our writer."""
    from ficbind.writers import pdf

    made = _made(source)
    pdf.write(made.book, made.style, made.manifest.print, target)


def plain_pdf(source: Path, target: Path) -> None:
    """Set the HTML and the style sheets of our writer with WeasyPrint alone."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from ficbind.writers import pdf
    from ficbind.writers.pdf import engine
    from ficbind.writers.pdf.pages import font_addresses

    made = _made(source)
    fonts = {address: font.path for address, font in font_addresses(made.style)}
    fetcher, config = engine.Shelf({name: path.read_bytes() for name, path in fonts.items()}), FontConfiguration()
    sheets = [
        CSS(string=text, font_config=config, url_fetcher=fetcher, base_url=engine.BASE)
        for text in pdf.sheets(made.book, made.style, made.manifest.print)
    ]
    html = pdf.document_html(made.book, pdf.units(made.book))
    HTML(string=html, url_fetcher=fetcher, base_url=engine.BASE).write_pdf(
        target, stylesheets=sheets, font_config=config
    )


def _made(path: Path) -> Made:
    made = pickle.loads(path.read_bytes())
    assert isinstance(made.book, Book)
    return made


TOOLS = {tool.__name__: tool for tool in (our_epub, prepare, our_pdf, plain_pdf)}

if __name__ == "__main__":
    TOOLS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
