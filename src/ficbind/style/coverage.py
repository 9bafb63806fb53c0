"""Which characters a font file can set."""

from functools import cache
from pathlib import Path


@cache
def characters(path: Path) -> frozenset[str]:
    """Give the characters that a font file can set."""
    import uharfbuzz  # late: most stages never open a font

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    return frozenset(map(chr, face.unicodes))
