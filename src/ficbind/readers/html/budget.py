"""How large the markup of a source may be: one call parses it, which nothing can interrupt."""

from pathlib import Path

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.records import dataclass

_MOST_TAGS, _MOST_LETTERS = 1_000_000, 64 * 2**20
"""A book of a million words has a tenth of it."""


@dataclass(slots=True)
class Budget:
    """What the documents of one source have taken of it."""

    tags: int = 0
    letters: int = 0

    def spend(self, text: str, path: Path) -> None:
        """Add a document; raises `FicbindError` where that is too much."""
        self.tags += text.count("<")
        self.letters += len(text)
        if self.tags > _MOST_TAGS or self.letters > _MOST_LETTERS:
            what = f"{_MOST_TAGS:,} tags" if self.tags > _MOST_TAGS else f"{_MOST_LETTERS // 2**20} MB of text"
            message = f"cannot read the file: it holds more than {what}"
            hint = "save its stories in files of their own"
            raise FicbindError(Diagnostic(Code.UNREADABLE, "error", message, Location(path), hint))
