"""Open zip archives within limits that are checked while reading: what an archive says of itself may be a lie."""

import io
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.records import dataclass, field

_MOST_ENTRIES = 10_000
_LARGEST_ENTRY = 64 * 2**20
_LARGEST_TOTAL = 512 * 2**20
"""Bytes; a book of a million words with a hundred pictures stays below a tenth of it."""

_STEEPEST, _SMALL = 200, 2**20
"""Bytes that one packed byte may become in entries larger than `_SMALL`; text packs to about a third."""

_PIECE = 2**16
_ENTRY_HEADER = b"PK\x01\x02"
_ENCRYPTED = 0x1 | 0x40
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""The methods that OCF 3.3 (section 4.2.2), OPC and ODF allow."""

_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)
_UNSAFE_NAME = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)|.*[\x00-\x1f\\]", re.S)
_DAMAGED = "get the file again: it may have been cut off while it was copied or downloaded"
_SUSPICIOUS = "do not trust the file; if you do, unpack it and name the story files inside"


@dataclass(slots=True)
class Container:
    """An open archive: its files by name, each read when it is asked for."""

    path: Path
    _archive: zipfile.ZipFile
    _entries: dict[str, zipfile.ZipInfo]
    _read: int = field(default=0)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its files, in the order of its directory."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def where(self, name: str, line: int | None = None) -> Location:
        """Give the place of a file of the archive, or of a line of it."""
        return Location(self.path / name, line)

    def alike(self, name: str) -> str:
        """Find the one file whose name differs from `name` in case only, or in folders only; "" if there is none."""
        for fold in (str.casefold, lambda each: each.rpartition("/")[2].casefold()):
            found = [each for each in self._entries if fold(each) == fold(name)]
            if len(found) == 1:
                return found[0]
        return ""

    def read(self, name: str) -> bytes:
        """Unpack a file."""
        entry = self._entries[name]
        try:
            with self._archive.open(entry) as stream:
                return self._unpacked(stream, entry)
        except _BROKEN as error:
            raise _refused(self.where(name), f"the file is damaged in its archive: {_said(error)}", _DAMAGED) from error

    def _unpacked(self, stream: IO[bytes], entry: zipfile.ZipInfo) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := stream.read(_PIECE):
            size += len(piece)
            self._read += len(piece)
            pieces.append(piece)
            if size > _LARGEST_ENTRY or self._read > _LARGEST_TOTAL:
                limit = _LARGEST_ENTRY if size > _LARGEST_ENTRY else _LARGEST_TOTAL
                said = f"the archive unpacks to more than {limit // 2**20} MB"
                raise _refused(self.where(entry.filename), said, _SUSPICIOUS)
            if size > _SMALL and size > _STEEPEST * entry.compress_size:
                said = f"the archive unpacks to more than {_STEEPEST} times its size"
                raise _refused(self.where(entry.filename), said, _SUSPICIOUS)
        return b"".join(pieces)


def unpack(path: Path, data: bytes) -> Container:
    """Open an archive, and refuse one that is damaged, locked or unsafe."""
    if data.count(_ENTRY_HEADER) > _MOST_ENTRIES:
        raise _refused(Location(path), f"the archive holds more than {_MOST_ENTRIES} files", _SUSPICIOUS)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise _refused(Location(path), f"the archive is damaged: {_said(error)}", _DAMAGED) from error
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        _check(path, entry)
        same = entries.setdefault(entry.filename, entry)
        if (same.CRC, same.file_size) != (entry.CRC, entry.file_size):
            said = f"the archive holds two different files named '{entry.filename}'"
            raise _refused(Location(path), said, _SUSPICIOUS)
    return Container(path, archive, {name: entry for name, entry in entries.items() if not entry.is_dir()})


def _check(path: Path, entry: zipfile.ZipInfo) -> None:
    name = _quotable(entry.orig_filename)
    if _UNSAFE_NAME.match(entry.orig_filename) or not entry.filename:
        raise _refused(Location(path), f"the archive holds a file whose name leads out of it: '{name}'", _SUSPICIOUS)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _refused(Location(path), f"the archive holds a link instead of a file: '{name}'", _SUSPICIOUS)
    if entry.flag_bits & _ENCRYPTED:
        said = f"the archive is locked with a password: '{name}'"
        raise _refused(Location(path), said, "unlock it with the program that made it, and save it without a password")
    if entry.compress_type not in _METHODS:
        said = f"the archive is packed by a method that books do not use: '{name}'"
        raise _refused(Location(path), said, "unpack it, and pack it again as a plain zip")


def _refused(where: Location, message: str, hint: str) -> FicbindError:
    return FicbindError(Diagnostic(Code.BAD_ARCHIVE, "error", message, where, hint))


def _said(error: Exception) -> str:
    text = " ".join(str(error).split()).rstrip(".") or "it ends too early"
    return f"{text[0].lower()}{text[1:]}"


def _quotable(name: str) -> str:
    shown = "".join(char if char.isprintable() else "�" for char in name)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"
