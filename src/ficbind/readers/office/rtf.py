"""Read rich text, as WordPad, TextEdit, Scrivener and the word processors write it."""

from collections.abc import Sequence
from pathlib import Path

from ficbind import xhtml
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Draft
from ficbind.readers.office import properties
from ficbind.readers.office.rtf_reading import Reading
from ficbind.readers.office.rtf_tokens import tokens
from ficbind.readers.office.typescripts import page_of, quoted, stories


def read(path: Path, data: bytes, _encoding: str | None = None) -> Sequence[Draft]:
    """Read a rich-text file, which names its encoding itself."""
    found = Reading().read(tokens(data))
    page = page_of(path, found.sheets.html(), found.sheets.images)
    said = []
    if found.deleted:
        said.append("left out text that is marked as deleted")
    if xhtml.words(found.running):
        said.append(f"left out the page headers and footers: '{quoted(found.running)}'")
    page.diagnostics += [Diagnostic(Code.LEFT_OUT_OF_DOCUMENT, "info", each, Location(path)) for each in said]
    if not found.ended:
        message = "the file ends before its last group does: its end may be missing"
        hint = "look whether the story is whole in a word processor, and save it anew"
        page.diagnostics.append(Diagnostic(Code.REPAIRED_TEXT, "warning", message, Location(path), hint))
    info = found.info
    given = (info.get(name, "") for name in ("title", "author", "doccomm", "keywords"))
    return stories(page, properties.of(*given))
