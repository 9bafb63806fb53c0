"""Variants of a finished EPUB: the same files in the same order, some of them changed."""

import zipfile
from collections.abc import Callable
from pathlib import Path

Change = Callable[[str, bytes], bytes]
"""Gives the bytes of a file by its name and what they were."""


def repack(finished: Path, target: Path, change: Change) -> None:
    """Write an EPUB with the files of another, each as `change` gives it; the same input gives the same bytes."""
    with zipfile.ZipFile(finished) as archive, zipfile.ZipFile(target, "w") as variant:
        for entry in archive.infolist():
            data = change(entry.filename, archive.read(entry))
            copied = zipfile.ZipInfo(entry.filename, entry.date_time)
            copied.create_system, copied.external_attr = entry.create_system, entry.external_attr
            variant.writestr(copied, data, entry.compress_type, 9)
