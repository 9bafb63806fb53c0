"""Who has the characters that a style lacks: another style that comes with ficbind, or a family of this machine."""

import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import uharfbuzz

from ficbind.bundled import bundled, names

_PATIENCE = 5
"""Seconds that fontconfig may take; the first call after fonts were installed builds its cache."""


@cache
def characters(path: Path) -> frozenset[str]:
    """Give the characters that a font file can set."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    return frozenset(map(chr, face.unicodes))


def advice(lacking: Iterable[str]) -> str:
    """Say what to do about characters that a style lacks, by the name of a style or family that has all of them."""
    wanted = frozenset(lacking)
    if style := _style(wanted):
        return f"write 'style: {style}', whose fonts have them, or replace them"
    if family := _family(wanted):
        return f"replace them, or name '{family}', which this machine has, under 'fallback' in a style of your own"
    return "replace them, or add a font that has them to the style and name its family under 'fallback'"


def _style(wanted: frozenset[str]) -> str | None:
    for name in names("styles", bundled("styles")):
        fonts = sorted((bundled("styles") / name / "fonts").glob("*.[ot]tf"))
        if fonts and all(wanted <= characters(font) for font in fonts):
            return name
    return None


def _family(wanted: frozenset[str]) -> str | None:
    program = shutil.which("fc-list")
    if program is None:
        return None
    pattern = ":charset=" + " ".join(f"{ord(char):x}" for char in sorted(wanted))
    try:
        done = subprocess.run(  # noqa: S603  # fontconfig's own program, without a shell
            [program, pattern, "family"], capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    families = sorted(line.partition(",")[0] for line in done.stdout.splitlines() if line)
    return families[0] if families else None
