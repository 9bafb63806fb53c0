"""Where books go: file names, temporary files beside them, and the move into place."""

import errno
import os
import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.manifest.values import Manifest

FORMATS = ("epub", "kepub", "pdf")
"""What can be written; a kepub is made of the finished EPUB, so it comes after it."""

ENDINGS = {"kepub": "kepub.epub"}
"""The ending of a format where it is not its name; Kobo readers know their variant by its two."""

_OTHER_FORMATS = frozenset(
    ("azw", "azw3", "doc", "docx", "fb2", "htm", "html", "kfx", "md", "mobi", "odt", "rtf", "txt", "yaml", "yml", "zip")
)
"""Endings by which an output is known to be meant as a file that no writer makes."""

_WINDOWS_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.I)


@dataclass(frozen=True, slots=True)
class Target:
    """A book to write: its format, its path, and the temporary file that becomes it.

    One that is not `kept` is written only to make others of it.
    """

    format: str
    path: Path
    kept: bool = True

    @property
    def temporary(self) -> Path:
        return self.path.with_name(f".{self.stem}.{os.getpid()}.tmp.{self.ending}")

    @property
    def unvalidated(self) -> Path:
        return self.path.with_name(f"{self.stem}.unvalidated.{self.ending}")

    @property
    def ending(self) -> str:
        return ENDINGS.get(self.format, self.format)

    @property
    def stem(self) -> str:
        return self.path.name[: -len(self.ending) - 1]


def plan(manifest: Manifest, output: Path | None, only: Sequence[str]) -> tuple[Target, ...]:
    """Decide which files to write: into `output`, or `build/` beside the manifest.

    An `output` that ends in .epub, .kepub.epub or .pdf names one file and, without `only`, its format.
    """
    named = _named(output) if output else ""
    if output and not output.is_dir():
        _check_name(output, named, only)
        if named in FORMATS:
            return _with_sources((Target(named, output),))
    folder = output or manifest.folder / "build"
    formats = tuple(each for each in FORMATS if each in (only or manifest.formats))
    stem = manifest.output or file_name(manifest.title)
    return _with_sources(tuple(Target(each, folder / f"{stem}.{ENDINGS.get(each, each)}") for each in formats))


def _named(output: Path) -> str:
    """Tell the format that a file's name asks for."""
    name = output.name.lower()
    return next((kind for kind, ending in ENDINGS.items() if name.endswith(f".{ending}")), output.suffix.lower()[1:])


def _with_sources(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Have the EPUB written, for a while, that a kepub is made of."""
    formats = {target.format for target in targets}
    if "kepub" not in formats or "epub" in formats:
        return targets
    kepub = next(target for target in targets if target.format == "kepub")
    return (Target("epub", kepub.path.with_name(f"{kepub.stem}.epub"), kept=False), *targets)


def _check_name(output: Path, named: str, only: Sequence[str]) -> None:
    """Refuse a file whose ending names another format than is to be written."""
    if named in _OTHER_FORMATS:
        message, hint = f"cannot write the format '{named}'", "name a folder, or a file that ends in .epub or .pdf"
    elif named in FORMATS and only and named not in only:
        message = f"'{output.name}' is no name for a file of the format '{only[0]}'"
        hint = f"let it end in .{ENDINGS.get(only[0], only[0])}, or leave out --only"
    else:
        return
    raise FicbindError(Diagnostic(Code.BAD_VALUE, "error", message, Location(Path("-o")), hint))


def file_name(title: str) -> str:
    """Turn a title into a file name that every system accepts, at most 80 characters."""
    text = unicodedata.normalize("NFC", title).casefold()
    kept = "-".join(re.findall(r"[^\W_]+", re.sub(r"['’`´]", "", text)))[:80].strip("-")
    return f"book-{kept}".rstrip("-") if not kept or _WINDOWS_RESERVED.fullmatch(kept) else kept


class Staging:
    """Temporary files beside their targets: moved into place together, or gone."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self.targets = tuple(targets)
        self._made: list[Path] = []

    def __enter__(self) -> "Staging":
        # Nothing is made before the caller has promised to leave: an interruption may come between any two steps.
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for target in self.targets:
            with suppress(FileNotFoundError, NotADirectoryError):
                target.temporary.unlink()
        for folder in reversed(self._made):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def prepare(self) -> None:
        """Make the folders and the temporary files; raises `FicbindError` where that cannot be."""
        for target in self.targets:
            try:
                self._make_folder(target.path.parent)
                if target.kept and target.path.is_dir():
                    raise IsADirectoryError(errno.EISDIR, "a folder has its name")
                target.temporary.touch()
            except OSError as error:
                raise FicbindError(_cannot_write(target.path, error)) from error

    def commit(self, *, validated: bool = True) -> tuple[Path, ...]:
        """Move every book into place, an EPUB that could not be validated under a name that says so.

        All bytes are on the disk before the first book moves, so that the moves follow each other at once.
        """
        kept = [target for target in self.targets if target.kept]
        unsure = {target for target in kept if target.format != "pdf" and not validated}
        moves = [(target.temporary, target.unvalidated if target in unsure else target.path) for target in kept]
        for step in (_to_disk, Path.replace):
            for made, final in moves:
                try:
                    step(made, final)
                except OSError as error:
                    raise FicbindError(_cannot_write(final, error)) from error
        return tuple(final for _, final in moves)

    def _make_folder(self, folder: Path) -> None:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            self._made.append(each)
            each.mkdir()


def _to_disk(path: Path, _final: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


_WAYS_OUT = {
    errno.EACCES: "choose another place with -o, or get the right to write there",
    errno.EPERM: "choose another place with -o, or get the right to write there",
    errno.ENOSPC: "free some space on the disk, or choose another place with -o",
    errno.EISDIR: "move the folder of this name away, or choose another place with -o",
    errno.ENOTDIR: "choose another place with -o: a part of this path is a file, not a folder",
}


def _cannot_write(path: Path, error: OSError) -> Diagnostic:
    reason = (error.strerror or str(error)).lower()
    hint = _WAYS_OUT.get(error.errno or 0, "choose another place with -o")
    return Diagnostic(Code.CANNOT_WRITE, "error", f"cannot write this file: {reason}", Location(path), hint)
