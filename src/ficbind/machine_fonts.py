"""The fonts of this machine, as fontconfig knows them."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

_PATIENCE = 5
"""Seconds that fontconfig may take; the first call after fonts were installed builds its cache."""

_OUTLINES = frozenset({"TrueType", "CFF"})
_UPRIGHT = ("Regular", "Book", "Roman", "Medium")


@cache
def families(wanted: frozenset[str]) -> tuple[str, ...]:
    """Give the families that have all the characters."""
    return tuple(sorted({line.partition(",")[0] for line in _listed(wanted, "%{family}\n")}))


@cache
def files(wanted: frozenset[str]) -> tuple[Path, ...]:
    """Give the files of outlines that have all the characters, those first that look well in a title.

    Of a collection the first face counts; fonts of coloured pictures are none of outlines.
    """
    found: list[tuple[tuple[bool, bool, bool, str], Path]] = []
    for line in _listed(wanted, "%{file}\t%{index}\t%{family}\t%{style}\t%{color}\t%{fontformat}\n"):
        file, index, family, style, coloured, outlines = line.split("\t")
        if index == "0" and coloured != "True" and outlines in _OUTLINES:
            upright = any(each in _UPRIGHT for each in style.split(","))
            found.append((("Mono" in family, not upright, "Serif" not in family, file), Path(file)))
    return tuple(path for _, path in sorted(found))


def _listed(wanted: frozenset[str], form: str) -> list[str]:
    program = shutil.which("fc-list")
    if program is None or not wanted:
        return []
    pattern = ":charset=" + " ".join(f"{ord(char):x}" for char in sorted(wanted))
    try:
        done = subprocess.run(  # noqa: S603  # fontconfig's own program, without a shell
            [program, pattern, "--format", form], capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return []
    return [line for line in done.stdout.splitlines() if line]
