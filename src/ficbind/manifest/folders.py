"""A folder that is one story: its files are the chapters, in the order in which they are to be read."""

import re
from collections.abc import Sequence
from pathlib import Path

from ficbind.conventions import headings
from ficbind.diagnostics import Code, Diagnostic, Severity
from ficbind.manifest.files import Shelf, children, natural, shown
from ficbind.yamltree.findings import quoted
from ficbind.yamltree.tree import Text

_ENDINGS = frozenset(
    {".docx", ".epub", ".htm", ".html", ".markdown", ".md", ".mdown", ".mht", ".mhtml", ".mkd", ".odt", ".rtf"}
    | {".text", ".txt", ".xhtml"}
)
_NO_CHAPTER = re.compile(
    r"(?:read[ _-]?me|licen[cs]e|copying|change[ _-]?log|notes?|cover(?:[ _-]?(?:art|page|image))?|to[ _-]?do|outline"
    r"|credits|metadata|toc|(?:table[ _-]of[ _-])?contents)",
    re.I,
)
"""Names of files that people keep beside chapters."""

_FIRST = re.compile(r"pr[oó]log|пролог|prelude|foreword|introduction|preface|vorwort", re.I)
_LAST = re.compile(r"[eé]p[iíì]log|эпилог|coda", re.I)
_AFTER = re.compile(r"afterword|nachwort|omake|out-?take|side[ -]?story|bonus|extra", re.I)


def chapters(folder: Path, words: Text, shelf: Shelf) -> tuple[Path, ...]:
    """Find the chapters of a story that is a folder, and say what is left in it."""
    inside = [child for child in children(folder) if not child.name.startswith((".", "~$"))]
    files = [child for child in inside if _is_chapter(child)]
    found = shelf.within(files, words)
    name = quoted(shelf.name(folder))
    folders = [shelf.name(child) for child in inside if child.is_dir()]
    if not files:
        hint = f"name a folder in it: {shown(folders)}" if folders else "put the chapters into it, a file each"
        shelf.findings.error(Code.EMPTY_FOLDER, f"the folder {name} holds no chapters", words.where, hint)
        return ()
    if not found:
        return ()
    ordered = in_order(found)
    _say(ordered, words, shelf)
    left = [child.name for child in inside if child not in files and not child.is_dir()]
    for what, names in (("", left), ("the folders ", folders)):
        if names:
            message = f"left {what}{shown(names)} in the folder {name} out of the story"
            severity: Severity = "warning" if what else "info"
            hint = "name it as a story of its own, or move its files up" if what else ""
            shelf.findings.found.append(Diagnostic(Code.LEFT_IN_FOLDER, severity, message, words.where, hint))
    return ordered


def _say(ordered: Sequence[Path], words: Text, shelf: Shelf) -> None:
    """Say that the files are one story: a warning where their names do not look like those of chapters."""
    counted = sum(1 for path in ordered if re.search(r"\d", path.stem) or _heading(path))
    doubtful = len(ordered) > 1 and 2 * counted < len(ordered)
    chapters = f"the chapters {shown([path.name for path in ordered])}"
    message = f"read the folder {quoted(shelf.name(ordered[0].parent))} as one story with {chapters}"
    hint = f"if each file is a story, write {shelf.name(ordered[0].parent)}/*" if doubtful else ""
    severity: Severity = "warning" if doubtful else "info"
    shelf.findings.found.append(Diagnostic(Code.FOLDER_AS_STORY, severity, message, words.where, hint))


def in_order(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Order chapters by number, whether in digits, words or Roman numerals; a prologue first, an epilogue last."""
    numbers = {path: heading.number for path in paths if (heading := _heading(path)) and heading.number is not None}
    plain = [path for path in paths if _rank(path) == 0]
    counted = set(plain) <= numbers.keys() and len({numbers[path] for path in plain}) == len(plain)

    def key(path: Path) -> tuple[int, int, tuple[tuple[int, int, str], ...]]:
        return _rank(path), numbers[path] or 0 if counted and path in numbers else 0, natural(path.stem)

    return tuple(sorted(paths, key=key))


def _rank(path: Path) -> int:
    if path.stem[:1].isdigit():
        return 0
    ranks = ((_FIRST, -1), (_LAST, 1), (_AFTER, 2))
    return next((rank for names, rank in ranks if names.match(path.stem)), 0)


def _heading(path: Path) -> headings.Heading | None:
    return headings.parse(re.sub(r"[_\s]+", " ", path.stem))


def _is_chapter(path: Path) -> bool:
    known = path.suffix.lower() in _ENDINGS or not path.suffix
    return path.is_file() and known and not _NO_CHAPTER.fullmatch(path.stem)
