"""Look through a folder for stories."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ficbind.conventions import headings
from ficbind.diagnostics import Location
from ficbind.manifest import folders
from ficbind.manifest.files import BUILD, Shelf, natural
from ficbind.readers import kinds
from ficbind.records import dataclass
from ficbind.survey import finds
from ficbind.survey.finds import Find, LeftOut
from ficbind.yamltree.findings import Findings
from ficbind.yamltree.tree import Text

_NO_STORIES = re.compile(
    r"\.(?:bat|bib|c|cfg|cmd|conf|css|csv|db|ics|ini|js|json|lnk|log|ncx|opf|py|sh|sql|svg|toml|tsv|url|vcf|xml|ya?ml)",
    re.I,
)
"""Endings of files that are text, but for programs."""

_NO_NAMES = frozenset({"changelog", "copying", "license", "licence", "makefile", "readme", "requirements"})
_HEAD = 1 << 16
_CHAPTER = re.compile(
    r"(?:(?P<story>.*?)[\s._-]+)?(?:chapter|chap|ch|part|pt|section|episode|ep|kapitel|chapitre|cap[ií]tulo|глава|часть)"
    r"[\s._-]*(?P<number>\d{1,4})(?:[\s._-].*)?|(?P<bare>\d{1,4})",
    re.I,
)
"""Names of files that hold a chapter: `Storm - chapter 2`, `ch02_the-edge`, `07`."""

_EDGE = re.compile(r"(?:.*[\s._-])?(?:prologue|epilogue|prolog|epilog|interlude)", re.I)

Announce = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Haul:
    """What was found in a folder: its stories in the order of their names, what is left out, and images."""

    stories: tuple[Find, ...]
    left_out: tuple[LeftOut, ...]
    images: tuple[Path, ...]


def search(folder: Path, base: Path, announce: Announce) -> Haul:
    """Read every story below `folder`; hidden files, finished books and files for programs are passed over.

    `base` is the folder of the manifest, outside which no file may lie.
    """
    stories: list[Find] = []
    left_out: list[LeftOut] = []
    images: list[Path] = []
    for place, paths in _walk(folder):
        here: list[Find] = []
        for path in paths:
            announce("read", path.name)
            found = _look(path, base)
            if isinstance(found, Find):
                here.append(found)
            elif isinstance(found, LeftOut):
                left_out.append(found)
            else:
                images.append(path)
        whole = _chapters(place, base, here) if place != base else None
        stories += [whole] if whole else here
    return Haul(tuple(stories), tuple(left_out), tuple(images))


def _walk(folder: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Go through the folders in the order in which people count."""
    for place, inner, names in os.walk(folder):
        pages = {Path(name).stem for name in names if Path(name).suffix.lower() in {".htm", ".html", ".xhtml"}}
        # What a browser saves beside a page is its decoration.
        beside = {
            f"{stem}{ending}" for stem in pages for ending in ("_files", "_Files", "-Dateien", "_fichiers", "_archivos")
        }
        gone = beside | ({BUILD} if Path(place) == folder else set())
        inner[:] = sorted((each for each in inner if each not in gone and not each.startswith(".")), key=natural)
        yield Path(place), [Path(place) / name for name in sorted(names, key=natural) if _may_be_story(name)]


def _may_be_story(name: str) -> bool:
    path = Path(name)
    for_programs = bool(_NO_STORIES.fullmatch(path.suffix)) or path.stem.lower() in _NO_NAMES
    return not for_programs and not name.startswith((".", "~$")) and not name.endswith(("~", ".bak", ".part", ".tmp"))


def _look(path: Path, base: Path) -> Find | LeftOut | None:
    """Read a file; nothing for an image."""
    name = path.relative_to(base).as_posix()
    if not name.isprintable() or name != name.strip():
        return LeftOut(path, "its name has signs that no manifest can hold; give it another")
    try:
        if not path.is_file():
            return LeftOut(path, "not an ordinary file")
        if not path.resolve().is_relative_to(base.resolve()):
            return LeftOut(path, "a link to a file outside the folder of the manifest")
        with path.open("rb") as file:
            head = file.read(_HEAD)
            data = head + file.read() if head.startswith(b"PK") else head
    except OSError as error:
        return LeftOut(path, f"cannot be read: {(error.strerror or str(error)).lower()}")
    kind = kinds.recognise(data, path.name)
    return finds.read(path, kind) if kind != "image" else None


def _chapters(place: Path, base: Path, found: Sequence[Find]) -> Find | None:
    """Take the files of a folder for the chapters of one story, if their names say so and no two bear titles."""
    if not _are_chapters([each for each in found if not _EDGE.fullmatch(each.path.stem)]):
        return None
    findings = Findings()
    words = Text(place.relative_to(base).as_posix(), Location(base))
    chapters = folders.chapters(place, words, Shelf(base / "anthology.yaml", findings))
    doubted = any(each.severity != "info" for each in findings.found)
    if doubted or {*chapters} != {each.path for each in found}:
        return None
    whole = finds.read(place, "folder", chapters)
    return replace(whole, chapters=len(found)) if isinstance(whole, Find) else None


def _are_chapters(found: Sequence[Find]) -> bool:
    names = [_CHAPTER.fullmatch(each.path.stem) for each in found]
    marks = [name for name in names if name]
    numbers = {int(name["number"] or name["bare"]) for name in marks}
    stories = {(name["story"] or "").casefold() for name in marks}
    titles = {each.title.casefold() for each in found if not each.guessed and not headings.parse(each.title)}
    several = len(titles) > 1 or len(stories) > 1 or any(each.several or each.series for each in found)
    if several or len(found) < 2 or len(numbers) < len(found):
        return False
    return not any(name["bare"] for name in marks) or max(numbers) <= 2 * len(found)
