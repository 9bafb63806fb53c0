"""Zip archives in the shapes that tools make: orders, compressions, directory entries."""

import io
import zipfile
from collections.abc import Mapping
from random import Random

_STAMP = (2020, 11, 21, 0, 0, 0)


def pack(pick: Random, files: Mapping[str, str | bytes], mimetype: str | None = None) -> bytes:
    """Pack files; `mimetype` goes first and uncompressed, but for the tools that do not care."""
    buffer = io.BytesIO()
    names = list(files)
    shape = pick.choice(("plain", "plain", "stored", "shuffled", "folders", "late mimetype"))
    if shape == "shuffled":
        pick.shuffle(names)
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype and shape != "late mimetype":
            archive.writestr(_entry("mimetype", stored=True), mimetype)
        if shape == "folders":
            for folder in sorted({f"{name.rsplit('/', 1)[0]}/" for name in names if "/" in name}):
                archive.writestr(_entry(folder, stored=True), b"")
        for name in names:
            archive.writestr(_entry(name, stored=shape == "stored"), files[name])
        if mimetype and shape == "late mimetype":
            archive.writestr(_entry("mimetype", stored=False), mimetype)
    return buffer.getvalue()


def _entry(name: str, *, stored: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return entry
