"""Fonts to embed: the style's faces, cut down to the characters that the book holds."""

import re
import string
from collections.abc import Iterable, Sequence

from ficbind.records import dataclass, field
from ficbind.style import Font

# Kept whatever the book holds: what reading systems set of their own accord, and spaces and hyphens of the text.
_ALWAYS = frozenset(string.printable) | frozenset("\u00a0\u00ad\u2010\u2011\u2026‘’“”–—")
_CFF = b"OTTO"
_UNIFORM = frozenset({"de", "en", "es", "fr", "it", "pt", "ru", "sv", "nb", "da", "fi", "uk"})
"""Languages whose letters have one form wherever they are read (OpenType 1.9, feature `locl`)."""


@dataclass(frozen=True, slots=True)
class Face:
    """One embedded font file and the rule that names it."""

    font: Font
    file: str
    media_type: str
    data: bytes = field(repr=False)

    @property
    def rule(self) -> str:
        posture = "italic" if self.font.italic else "normal"
        weight = {400: "normal", 700: "bold"}.get(self.font.weight, str(self.font.weight))
        # Adobe's old engine drops a sheet that has format() or local() in a source.
        return (
            f"@font-face {{ font-family: {named(self.font)}; font-style: {posture}; font-weight: {weight}; "
            f"src: url(../fonts/{self.file}); }}\n"
        )


def named(font: Font) -> str:
    """Give a font's family as sheets name it."""
    family = font.family.replace("\\", "").replace('"', "")
    return f'"{family}"'


def faces(fonts: Sequence[Font], texts: Iterable[str], languages: Iterable[str]) -> tuple[Face, ...]:
    """Cut every font down to the characters of `texts`, in both cases for the sake of small capitals.

    All faces are kept: an engine that lacks one slants or thickens another. A book in German loses the forms of
    letters for single languages, where its other `languages` need none: EB Garamond's German f has no small capital.
    """
    written = {each.lower().partition("-")[0] for each in languages}
    uniform = "de" in written and written <= _UNIFORM
    found = frozenset().union(*texts)
    characters = _ALWAYS | found | set("".join(found).upper()) | set("".join(found).lower())
    made: list[Face] = []
    for number, font in enumerate(fonts, start=1):
        data = _subset(font.path.read_bytes(), characters, uniform=uniform)
        kind = "otf" if data.startswith(_CFF) else "ttf"
        stem = re.sub(r"[^A-Za-z0-9-]", "", font.path.stem) or "font"
        file = f"{stem}.{kind}"
        if any(file.lower() == face.file.lower() for face in made):
            file = f"{stem}-{number}.{kind}"
        made.append(Face(font, file, f"font/{kind}", data))
    return tuple(made)


def _subset(data: bytes, characters: Iterable[str], *, uniform: bool) -> bytes:
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, characters))
    features = wanted.layout_feature_tag_set  # holds HarfBuzz's choice, which lacks small capitals and figures
    features.clear()
    features.invert()
    if uniform:
        features.discard(int.from_bytes(b"locl", "big"))
    wanted.name_id_set.update(range(26))
    wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE
    subset: bytes = hb.subset(hb.Face(data), wanted).blob.data
    return subset
