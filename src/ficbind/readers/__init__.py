"""The readers: one module per format, each with one function, chosen by content."""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.model import Draft
from ficbind.readers import foreign, kinds

Reader = Callable[[Path, bytes, str | None], Sequence[Draft]]

READERS = {
    "docx": "office.docx",
    "epub": "epub",
    "html": "html",
    "markdown": "markdown.reading",
    "mhtml": "mhtml",
    "odt": "office.odt",
    "rtf": "office.rtf",
    "text": "text",
}
"""Kind of file, as `kinds.recognise` names it → the module here whose `read` reads it: imported when one is met."""

_OPEN_IT = "look whether you can open it in an editor: it may be locked, or belong to somebody else"
_DIVIDE_IT = "make its images smaller, or save its stories in files of their own"
_LARGEST, _LARGEST_ARCHIVE = 64 * 2**20, 128 * 2**20
"""Bytes; five million words are 30 MB, and an archive may hold many images besides."""


def read(path: Path, encoding: str | None = None, chapters: Sequence[Path] = ()) -> Sequence[Draft]:
    """Read a story file in the format that its content shows; a file may hold several stories.

    A folder is one story: `chapters` are its files, in order.
    """
    if chapters:
        from ficbind.readers import folders  # late: few stories come as folders

        return (folders.join(path, _read_all(chapters, encoding)),)
    data = content(path)
    kind = kinds.recognise(data, path.name)
    if kind not in READERS:
        what, hint = foreign.KINDS[kind]
        raise FicbindError(Diagnostic(Code.NO_READER, "error", f"the file is {what}", Location(path), hint))
    return reader(kind)(path, data, encoding)


def reader(kind: str) -> Reader:
    """Give the function that reads files of a kind."""
    found: Reader = import_module(f"{__name__}.{READERS[kind]}").read
    return found


def content(path: Path) -> bytes:
    """Give the bytes of a file; raises `FicbindError` where it cannot be read or is larger than any story."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_ARCHIVE + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise _unreadable(path, reason, _OPEN_IT) from error
    most = _LARGEST_ARCHIVE if data.startswith(b"PK") else _LARGEST
    if len(data) > most:
        raise _unreadable(path, f"it is larger than {most // 2**20} MB", _DIVIDE_IT)
    return data


def _unreadable(path: Path, reason: str, hint: str) -> FicbindError:
    return FicbindError(Diagnostic(Code.UNREADABLE, "error", f"cannot read the file: {reason}", Location(path), hint))


def _read_all(paths: Sequence[Path], encoding: str | None) -> list[Draft]:
    """Read several files; raises everything that is wrong with any of them."""
    drafts: list[Draft] = []
    errors: list[Diagnostic] = []
    for path in paths:
        try:
            drafts += read(path, encoding)
        except FicbindError as error:
            errors += error.diagnostics
    if errors:
        raise FicbindError(*errors)
    return drafts
