"""Whole books, reduced to text: what went in and what came out stand side by side in tests/books/."""

import zipfile
from pathlib import Path

import pypdfium2
import pytest

from ficbind.pipeline import Request, build

BOOKS = Path(__file__).parent / "books"
TEXTS = (".xhtml", ".opf", ".ncx", ".xml")


@pytest.mark.parametrize("name", sorted(path.name for path in BOOKS.iterdir()))
def test_a_book_comes_out_as_accepted(
    name: str, tmp_path: Path, accepting: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without it the date of the last change would tell of every change of the cover, which no golden shows.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1740787200")
    report = build(Request(BOOKS / name / "in" / "anthology.yaml", tmp_path))
    assert not report.of("error")
    assert report.validated
    notes = [str(each).replace(str(BOOKS / name / "in") + "/", "") for each in report.diagnostics]
    epub, pdf = (output.path for output in report.outputs)
    reduced = {"report.txt": "\n".join(notes) + "\n", "epub.txt": _epub(epub), "pdf.txt": _pdf(pdf)}
    golden = BOOKS / name / "golden"
    if accepting:
        golden.mkdir(exist_ok=True)
        for file, text in reduced.items():
            (golden / file).write_text(text, encoding="utf-8")
    assert reduced == {file: (golden / file).read_text(encoding="utf-8") for file in reduced}


def _epub(path: Path) -> str:
    """Give every text document of the archive in full, and the names of the rest."""
    with zipfile.ZipFile(path) as archive:
        shown = (
            (item.filename, archive.read(item).decode() if item.filename.endswith(TEXTS) else "")
            for item in archive.infolist()
        )
        return "".join(f"──── {name}\n{text.rstrip()}\n" if text else f"──── {name}\n" for name, text in shown)


def _pdf(path: Path) -> str:
    """Give the outline and the words of each page: lines would differ with the version of Pango."""
    document = pypdfium2.PdfDocument(path)
    outline = [f"{'  ' * item.level}{item.get_title()}" for item in document.get_toc()]
    words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    return "\n".join([*outline, "────", f"{len(document)} pages", words.replace("\x02", "-"), ""])
