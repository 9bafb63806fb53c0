"""The files that a manifest names: found in its folder, never outside it."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from unicodedata import normalize

from ficbind.diagnostics import Code
from ficbind.records import dataclass, field
from ficbind.yamltree.findings import Findings, near, quoted
from ficbind.yamltree.tree import Text

BUILD = "build"
"""The folder of finished books beside the manifest, where no pattern looks for stories."""

_NUMBER = re.compile(r"(\d+)")
_PATTERN = re.compile(r"[*?]|\[[^\]]+\]")
_BULLET = re.compile(r"[-–—•·]\s*\w")
_SHOWN = 3
_LOOKED_AT = 5000
"""Files among which a misplaced one is looked for."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The manifest's folder: `path` is the manifest as the user named it, `named` every file named so far.

    `listed` and `nearby` are filled when a guess is first needed: the stems of a folder's files, and name → file.
    """

    path: Path
    findings: Findings
    named: dict[Path, Text] = field(default_factory=dict)
    listed: dict[Path, dict[str, str]] = field(default_factory=dict)
    nearby: dict[str, Path] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.path.parent

    def find(self, words: Text, *, folders: bool = False) -> Path | None:
        """Find a file that the manifest names, or a folder where one will do, or report why it cannot be used."""
        name = words.text.strip()
        path = self._spelt(name)
        if _leads_nowhere(path):
            hint = "put the file itself in its place"
            message = f"{quoted(name)} is a link to a file that is not there"
            self.findings.error(Code.NO_SUCH_FILE, message, words.where, hint)
        elif "\0" in name or not self._inside(path):
            self._report_outside(words, name)
        elif folders and _is_folder(path) and path.resolve() != self.folder.resolve():
            return path
        elif _is_folder(path):
            hint = f"for all the stories in it write {name.rstrip('/')}/*" if folders else "name a file in it"
            self.findings.error(Code.NOT_A_FILE, f"{quoted(name)} is a folder", words.where, hint)
        elif not _exists(path):
            self.findings.error(Code.NO_SUCH_FILE, f"there is no file {quoted(name)}", words.where, self._guess(name))
        elif not path.is_file():
            self.findings.error(
                Code.NOT_A_FILE, f"{quoted(name)} is not an ordinary file", words.where, "name a text file"
            )
        else:
            return path
        return None

    def holds(self, words: Text) -> bool:
        """Tell whether a text is the name of a file in the folder."""
        return _exists(self._spelt(words.text.strip())) and self._inside(self._spelt(words.text.strip()))

    def _spelt(self, name: str) -> Path:
        """Give the path of a name, whichever way its accents are coded: macOS stores e and the accent apart."""
        paths = [self.folder / each for each in (name, normalize("NFC", name), normalize("NFD", name))]
        return next((path for path in paths if _exists(path)), paths[0])

    def keep(self, words: Text) -> Path | None:
        """Find a file that is no story, and keep it from patterns."""
        path = self.find(words)
        if path:
            self.named.setdefault(path.resolve(), words)
        return path

    def is_pattern(self, words: Text) -> bool:
        """Tell a pattern from a file whose name has such signs."""
        name = words.text.strip()
        return bool(_PATTERN.search(name)) and not _exists(self.folder / name)

    def matches(self, words: Text) -> tuple[Path, ...]:
        """Find the files that a pattern matches, in natural order, or report why there are none."""
        pattern = words.text.strip()
        if Path(pattern).anchor or ".." in Path(pattern).parts:
            self._report_outside(words, pattern)
            return ()
        if any("**" in part and part != "**" for part in Path(pattern).parts):
            hint = "write ** alone between two slashes, as in stories/**/*.txt"
            self.findings.error(Code.BAD_VALUE, f"{quoted(pattern)} is no pattern", words.where, hint)
            return ()
        # Before Python 3.13 a final ** matches folders only.
        files = self.folder.glob(f"{pattern}/*" if Path(pattern).name == "**" else pattern)
        wanted = self._is_folder_of_story if pattern.endswith("/") else self._is_story
        try:
            found = [path for path in files if wanted(path)]
        except (OSError, RecursionError):
            message = f"cannot look for {quoted(pattern)}: its folders stand too deep within each other"
            self.findings.error(Code.BAD_VALUE, message, words.where, "name the folders that hold the stories")
            return ()
        if not found:
            hint = self._folder_hint(pattern) or self._content_hint(pattern)
            self.findings.error(Code.EMPTY_GLOB, f"no file matches {quoted(pattern)}", words.where, hint)
        return tuple(sorted(set(self.within(found, words)), key=self._natural))

    def within(self, paths: Sequence[Path], words: Text) -> list[Path]:
        """Keep the files that lie in the manifest's folder, and report the links that lead out of it."""
        outside = {path for path in paths if not self._inside(path)}
        for path in sorted(outside):
            self._report_outside(words, self.name(path))
        return [path for path in paths if path not in outside]

    def name(self, path: Path) -> str:
        """Name a file as the manifest would."""
        return path.relative_to(self.folder).as_posix()

    def _inside(self, path: Path) -> bool:
        try:
            return path.resolve().is_relative_to(self.folder.resolve())
        except (OSError, RuntimeError, ValueError):  # a link to itself (RuntimeError before 3.13), half a character
            return False

    def _report_outside(self, words: Text, name: str) -> None:
        hint = "copy the file into the folder of the manifest"
        self.findings.error(Code.OUTSIDE_FOLDER, f"{quoted(name)} is outside the manifest's folder", words.where, hint)

    def _is_story(self, path: Path) -> bool:
        parts = path.relative_to(self.folder).parts
        hidden = any(part.startswith((".", "~$")) for part in parts)
        built = len(parts) > 1 and parts[0] == BUILD
        return not hidden and not built and path.is_file() and path.name != self.path.name

    def _is_folder_of_story(self, path: Path) -> bool:
        parts = path.relative_to(self.folder).parts
        return path.is_dir() and bool(parts) and parts[0] != BUILD and not any(part.startswith(".") for part in parts)

    def _natural(self, path: Path) -> list[tuple[tuple[int, int, str], ...]]:
        return [natural(part) for part in path.relative_to(self.folder).parts]

    def _guess(self, name: str) -> str:
        """Look for a file of nearly this name: in its folder, or one of this very name elsewhere."""
        if slip := self._slip(name):
            return slip
        plain = name.replace("\\", "/")
        if plain != name and (self.folder / plain).is_file():
            return f"did you mean '{plain}'? folders are divided by /"
        folder = (self.folder / plain).parent
        wanted = Path(plain).name
        if self._inside(folder):
            names = self._stems(folder)
            if found := near(Path(wanted).stem, names):
                return f"did you mean '{self.name(folder / names[found])}'?"
        if elsewhere := self._known().get(wanted):
            return f"did you mean '{self.name(elsewhere)}'?"
        return self._folder_hint(plain) or "check the name; it is looked for in the folder of the manifest"

    def _slip(self, name: str) -> str:
        """Explain a name that is no name of a file at all."""
        bare = name.strip("“”„‟«»‘’‚")
        pieces = [piece for piece in re.split(r"[\s,;]+", name) if piece]
        if "://" in name:
            return "download it into the folder of the manifest and name it: nothing is fetched while a book is made"
        listed = len(pieces) > 1 and all(Path(piece).suffix for piece in pieces)
        if _BULLET.match(name) or (listed and any(_exists(self.folder / piece) for piece in pieces)):
            return "write each file on a line of its own that begins with a hyphen and a space: '- '"
        return f"write {bare} without these quotation marks" if bare != name else ""

    def _folder_hint(self, name: str) -> str:
        folder = next((part for part in _folders(name) if not _is_folder(self.folder / part)), None)
        if folder is None:
            return ""
        above = (self.folder / folder).parent
        found = near(Path(folder).name, [child.name for child in children(above) if child.is_dir()])
        guess = f"; did you mean '{self.name(above / found)}'?" if found else ""
        return f"there is no folder '{folder}'{guess}"

    def _content_hint(self, pattern: str) -> str:
        """Say what stands where a pattern finds nothing."""
        folder = self.folder.joinpath(*list(_folders(pattern))[-1:])
        names = sorted((child.name for child in children(folder) if self._is_story(child)), key=natural)
        place = f"the folder '{self.name(folder)}'" if folder != self.folder else "the folder of the manifest"
        return f"{place} holds {shown(names)}" if names else f"{place} holds no stories"

    def _stems(self, folder: Path) -> dict[str, str]:
        """List the files of a folder: name without ending → name."""
        if folder not in self.listed:
            names = [child.name for child in children(folder) if child.is_file() and child != self.path]
            self.listed[folder] = {Path(each).stem: each for each in reversed(names)}
        return self.listed[folder]

    def _known(self) -> dict[str, Path]:
        """List files by their names up to two folders deep: enough for a guess, quick in any folder."""
        if not self.nearby:
            found = (path for pattern in ("*", "*/*", "*/*/*") for path in self.folder.glob(pattern))
            for path in sorted(islice(found, _LOOKED_AT), key=lambda path: (len(path.parts), path)):
                if self._is_story(path):
                    self.nearby.setdefault(path.name, path)
        return self.nearby


def children(folder: Path) -> list[Path]:
    """List a folder for a guess; what cannot be read holds nothing to guess at."""
    try:
        return sorted(folder.iterdir())
    except (OSError, ValueError):
        return []


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Give a key that sorts chapter 2 before chapter 10, whatever the case of the letters."""
    pieces = _NUMBER.split(name.casefold())
    return tuple((0, int(each), each) if each.isdecimal() else (1, 0, each) for each in pieces if each)


def shown(names: list[str]) -> str:
    """List the first names and count the others."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(f"'{name}'" for name in names[:_SHOWN]) + more


def _folders(name: str) -> Iterator[str]:
    parts = Path(name).parts[:-1]
    for count in range(1, len(parts) + 1):
        if _PATTERN.search(parts[count - 1]):
            return
        yield Path(*parts[:count]).as_posix()


def _leads_nowhere(path: Path) -> bool:
    try:
        return path.is_symlink() and not _exists(path)
    except (OSError, ValueError):
        return False


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
