"""The sheets of a style folder, read."""

from pathlib import Path

from ficbind import bundled
from ficbind.diagnostics import Code, Location
from ficbind.records import dataclass
from ficbind.yamltree.findings import Findings

SHEETS = ("book.css", "epub.css", "print.css")


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a folder's own sheets say, as CSS text: for both editions, for the EPUB, for the PDF."""

    book: str
    epub: str
    printed: str

    @classmethod
    def of(cls, place: Path, findings: Findings) -> "Sheets":
        """Read the sheets in `place`; what old reading devices would not survive is among the findings."""
        texts = [_text(place / name, findings) for name in SHEETS]
        if not place.is_relative_to(bundled.bundled("styles")):  # of these, a test says it
            from ficbind.style.lint import doubts  # late: most books are made in a style that comes with ficbind

            for name, text in zip(SHEETS[:2], texts, strict=False):
                findings.found.extend(doubts(text, place / name))
        return cls(*texts)


def _text(path: Path, findings: Findings) -> str:
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    except UnicodeDecodeError:
        findings.error(Code.BAD_STYLE, f"{path.name} is not UTF-8 text", Location(path), "save it as UTF-8")
        return ""
