"""Faces, what characters they have, and text cut into pieces that one face can set."""

import unicodedata
from functools import lru_cache
from pathlib import Path

import uharfbuzz
from PIL import ImageFont

from ficbind import bundled, machine_fonts
from ficbind.records import dataclass

REFERENCE = 256
"""Size in px at which text is measured; hinting is negligible there, so widths scale."""

_JOINED = frozenset({"Cf", "Mn", "Me"})
_LOOKED_INTO, _MOST_STAND_INS = 8, 3
_ENDINGS = (".ttf", ".otf")
_TRACKED = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set: its face and those that stand in for it; `tracking` in em."""

    faces: tuple[Path, ...]
    language: str
    tracking: float = 0
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of one face; `start` in em from the left end of the line."""

    start: float
    text: str
    face: Path
    tracked: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A line of type: pieces, width, and how far ink reaches above and below the baseline; all in em."""

    pieces: tuple[Piece, ...]
    width: float
    rise: float
    drop: float


def find_face(stem: str, folder: Path) -> Path | None:
    """Find a face by the name of its file: the design's own first, then every bundled one."""
    return next((path for path in every_face(folder) if path.stem == stem), None)


def every_face(folder: Path) -> tuple[Path, ...]:
    """List the design's own faces, then all bundled ones."""
    places = [folder / "fonts"]
    for kind in ("styles", "covers"):
        places += sorted(bundled.bundled(kind).glob("*/fonts"))
    found = (path for place in places if place.is_dir() for path in sorted(place.iterdir()))
    return tuple(dict.fromkeys(path for path in found if path.suffix.lower() in _ENDINGS))


def with_deputies(face: Path, folder: Path) -> tuple[Path, ...]:
    """Put after a face those that may stand in for it, the most alike first."""
    rest = (path for path in every_face(folder) if path != face)
    return face, *sorted(rest, key=lambda path: (path.parent.parent != folder, *_unlike(face, path)))


def _unlike(face: Path, other: Path) -> tuple[bool, bool]:
    return ("Italic" in face.stem) != ("Italic" in other.stem), ("Bold" in face.stem) != ("Bold" in other.stem)


@lru_cache(maxsize=64)
def characters(face: Path) -> frozenset[int]:
    """List the characters that a face has."""
    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face))).unicodes)


@lru_cache(maxsize=256)
def font(face: Path, size: float) -> ImageFont.FreeTypeFont:
    """Open a face at a size in px."""
    return ImageFont.truetype(str(face), size, layout_engine=ImageFont.Layout.RAQM)


def stand_ins(lacking: str) -> tuple[Path, ...]:
    """Find at most three fonts of this machine for characters that no bundled face has."""
    rest = {each for each in lacking if unicodedata.category(each) not in _JOINED}
    found: list[Path] = []
    for char in sorted(rest):
        offered = machine_fonts.files(frozenset({char}))[:_LOOKED_INTO] if char in rest else ()
        if offered and len(found) < _MOST_STAND_INS:
            best = max(offered, key=lambda path: sum(ord(each) in characters(path) for each in rest))
            found.append(best)
            rest -= set(map(chr, characters(best)))
    return tuple(found)


def lacking(text: str, faces: tuple[Path, ...]) -> str:
    """List the characters that none of the faces has."""
    return "".join(dict.fromkeys(each for each in text if not each.isspace() and _face_for(each, faces) is None))


def without(text: str, missing: str) -> str:
    """Leave out characters, and the space that they leave behind."""
    return " ".join("".join(each for each in text if each not in missing).split())


@lru_cache(maxsize=4096)
def run(text: str, setting: Setting) -> Run:
    """Shape one line."""
    pieces: list[Piece] = []
    width = 0.0
    parts = _parts(text, setting.faces)
    for face, part in reversed(parts) if _right_to_left(text) else parts:
        tracked = bool(setting.tracking) and _trackable(part)
        clusters = _clusters(part) if tracked else [part]
        for end, cluster in _ends(clusters):
            before = _length(face, part[:end], setting) - _length(face, cluster, setting)
            pieces.append(Piece(width + before, cluster, face, tracked))
            width += setting.tracking if tracked else 0
        width += _length(face, part, setting)
    if pieces and pieces[-1].tracked:
        width -= setting.tracking
    inks = [_ink(piece, setting) for piece in pieces] or [(0.0, 0.0)]
    return Run(tuple(pieces), width, max(rise for rise, _ in inks), max(drop for _, drop in inks))


def features(piece: Piece, setting: Setting) -> list[str]:
    """Choose the font features of a piece: letters set apart must not be joined."""
    return [*setting.features, *(("-liga", "-clig", "-dlig") if piece.tracked else ())]


def _ends(clusters: list[str]) -> list[tuple[int, str]]:
    ends, position = [], 0
    for cluster in clusters:
        position += len(cluster)
        ends.append((position, cluster))
    return ends


def _length(face: Path, text: str, setting: Setting) -> float:
    opened = font(face, REFERENCE)
    return float(opened.getlength(text, features=list(setting.features), language=setting.language)) / REFERENCE


def _ink(piece: Piece, setting: Setting) -> tuple[float, float]:
    opened = font(piece.face, REFERENCE)
    box = opened.getbbox(piece.text, features=features(piece, setting), language=setting.language, anchor="ls")
    return -box[1] / REFERENCE, box[3] / REFERENCE


def _parts(text: str, faces: tuple[Path, ...]) -> list[tuple[Path, str]]:
    parts: list[tuple[Path, str]] = []
    for cluster in _clusters(text):
        last = parts[-1][0] if parts else faces[0]
        face = last if cluster.isspace() else _face_for(cluster, faces) or last
        if parts and parts[-1][0] == face:
            parts[-1] = (face, parts[-1][1] + cluster)
        else:
            parts.append((face, cluster))
    return parts


def _face_for(cluster: str, faces: tuple[Path, ...]) -> Path | None:
    wanted = [ord(each) for each in cluster if unicodedata.category(each) not in _JOINED]
    return next((face for face in faces if characters(face).issuperset(wanted)), None)


def _clusters(text: str) -> list[str]:
    clusters: list[str] = []
    for each in text:
        if clusters and unicodedata.category(each) in _JOINED:
            clusters[-1] += each
        else:
            clusters.append(each)
    return clusters


def _trackable(text: str) -> bool:
    letters = (each for each in text if each.isalpha())
    return all(unicodedata.name(each, "").startswith(_TRACKED) for each in letters)


def _right_to_left(text: str) -> bool:
    strong = (unicodedata.bidirectional(each) for each in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"
