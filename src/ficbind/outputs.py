"""Where books go: file names, temporary files beside them, and the move into place."""

import errno
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from types import TracebackType

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.manifest.values import Manifest
from ficbind.records import dataclass

FORMATS = ("epub", "kepub", "kindle", "pdf", "stories")
"""What can be written; variants are made of the finished EPUB, so they come after it."""

ENDINGS = {"kepub": "kepub.epub", "kindle": "kindle.epub", "story": "epub", "releases": "releases.yaml"}
"""The ending of a format where it is not its name; Kobo readers know their variant by its two."""

_VARIANTS = frozenset({"kepub", "kindle"})
_NO_BOOKS = frozenset({"pdf", "releases"})
"""Formats that EPUBCheck says nothing of."""

_OTHER_FORMATS = frozenset(
    ("azw", "azw3", "doc", "docx", "fb2", "htm", "html", "kfx", "md", "mobi", "odt", "rtf", "txt", "yaml", "yml", "zip")
)
"""Endings by which an output is known to be meant as a file that no writer makes."""

_LONGEST_NAME = 180
"""Bytes of a name without its ending: file systems take 255 (POSIX, NAME_MAX), and temporary names are longer."""

_NAMES_SHOWN = 5
_WINDOWS_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.I)


@dataclass(frozen=True, slots=True)
class Target:
    """A book to write: its format, its path, and the temporary file that becomes it.

    One that is not `kept` is written only to make others of it. That of the format "stories" is a folder, in which each
    story gets a target of the format "story"; "releases" is the record of releases.
    """

    format: str
    path: Path
    kept: bool = True

    @property
    def temporary(self) -> Path:
        return self.path.with_name(f".{self.stem}.{os.getpid()}.tmp.{self.ending}")

    @property
    def unvalidated(self) -> Path:
        return self.path.with_name(f"{self.stem}.unvalidated.{self.ending}")

    @property
    def ending(self) -> str:
        return ENDINGS.get(self.format, self.format)

    @property
    def stem(self) -> str:
        return self.path.name[: -len(self.ending) - 1]


def plan(manifest: Manifest, output: Path | None, only: Sequence[str]) -> tuple[Target, ...]:
    """Decide which files to write: into `output`, or `build/` beside the manifest.

    An `output` that ends in .epub, .kepub.epub or .pdf names one file and, without `only`, its format.
    """
    named = _named(output) if output else ""
    if output and not output.is_dir():
        _check_name(output, named, only)
        if named in FORMATS:
            return _with_sources((Target(named, output),))
    folder = output or manifest.folder / "build"
    formats = tuple(each for each in FORMATS if each in (only or manifest.formats))
    stem = manifest.output or file_name(manifest.title)
    return _with_sources(tuple(Target(each, folder / _file(stem, each)) for each in formats))


def _file(stem: str, format_: str) -> str:
    return f"{stem}-stories" if format_ == "stories" else f"{stem}.{ENDINGS.get(format_, format_)}"


def _named(output: Path) -> str:
    """Tell the format that a file's name asks for."""
    name = output.name.lower()
    doubled = (kind for kind in FORMATS if kind in ENDINGS and name.endswith(f".{ENDINGS[kind]}"))
    return next(doubled, output.suffix.lower()[1:])


def _with_sources(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Have the EPUB written, for a while, that a variant is made of."""
    variant = next((target for target in targets if target.format in _VARIANTS), None)
    if variant is None or any(target.format == "epub" for target in targets):
        return targets
    return (Target("epub", variant.path.with_name(f"{variant.stem}.epub"), kept=False), *targets)


def _check_name(output: Path, named: str, only: Sequence[str]) -> None:
    """Refuse a file whose ending names another format than is to be written."""
    if named in _OTHER_FORMATS:
        message, hint = f"cannot write the format '{named}'", "name a folder, or a file that ends in .epub or .pdf"
    elif named in FORMATS and only and named not in only:
        message = f"'{output.name}' is no name for a file of the format '{only[0]}'"
        hint = f"let it end in .{ENDINGS.get(only[0], only[0])}, or leave out --only"
        if only[0] == "stories":
            message, hint = f"'{output.name}' is one file, but stories are many", "name a folder after -o"
    else:
        return
    raise FicbindError(Diagnostic(Code.BAD_VALUE, "error", message, Location(Path("-o")), hint))


def file_name(title: str) -> str:
    """Turn a title into a file name that every system accepts, at most 80 characters."""
    text = unicodedata.normalize("NFC", title).casefold()
    kept = "-".join(re.findall(r"[^\W_]+", re.sub(r"['’`´]", "", text)))[:80]
    kept = kept.encode()[:_LONGEST_NAME].decode(errors="ignore").strip("-")
    return f"book-{kept}".rstrip("-") if not kept or _WINDOWS_RESERVED.fullmatch(kept) else kept


def story_names(stories: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Name the file of each story by its title, where others have it by title and author, else by a number, too."""
    short = [file_name(title) for title, _ in stories]
    shared = {name for name, count in Counter(short).items() if count > 1}
    taken: set[str] = set()
    names = []
    for name, (title, author) in zip(short, stories, strict=True):
        stem = file_name(f"{title} {author}") if name in shared and author else name
        free = next(each for each in _numbered(stem) if each not in taken)
        taken.add(free)
        names.append(free)
    return tuple(names)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))


@dataclass(frozen=True, slots=True)
class Placed:
    """Books that stand where they belong, and why others do not."""

    books: tuple[tuple[str, Path], ...]
    trouble: tuple[Diagnostic, ...] = ()


class Staging:
    """Temporary files beside their targets: moved into place together, or gone."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self.targets = tuple(targets)
        self._made: list[Path] = []

    def __enter__(self) -> "Staging":
        # Nothing is made before the caller has promised to leave: an interruption may come between any two steps.
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for target in self.targets:
            with suppress(OSError):  # what could not be made is not there, and why not has been said
                if target.format != "stories":
                    target.temporary.unlink()
        for folder in reversed(self._made):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def prepare(self) -> None:
        """Make the folders and the temporary files; raises `FicbindError` where that cannot be."""
        for target in self.targets:
            self._prepare(target)

    def shelve(self, names: Sequence[str]) -> None:
        """Give each story a file of its own, where the stories are wanted one by one."""
        shelf = next((target for target in self.targets if target.format == "stories"), None)
        if shelf:
            singles = tuple(Target("story", shelf.path / f"{name}.epub") for name in names)
            self.targets = (*(target for target in self.targets if target is not shelf), *singles)
            for target in singles:
                self._prepare(target)

    def _prepare(self, target: Target) -> None:
        is_folder = target.format == "stories"
        try:
            self._make_folder(target.path if is_folder else target.path.parent)
            if target.kept and target.path.is_dir() and not is_folder:
                raise IsADirectoryError(errno.EISDIR, "a folder has its name")
            if not is_folder:
                target.temporary.touch()
        except OSError as error:
            raise FicbindError(_cannot_write(target.path, error)) from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Say that there is no room left, or none any more, where a writer finds that out."""
        try:
            yield
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            raise FicbindError(_cannot_write(self.targets[0].path, error)) from error

    def strangers(self) -> tuple[Diagnostic, ...]:
        """Tell of EPUBs in the folder of single stories that are none of this build."""
        singles = {target.path.name: target.path.parent for target in self.targets if target.format == "story"}
        folder = next(iter(singles.values()), None)
        found = sorted(each.name for each in folder.glob("[!.]*.epub") if each.name not in singles) if folder else []
        if folder is None or not found:
            return ()
        names = ", ".join(f"'{name}'" for name in found[:_NAMES_SHOWN]) + (" …" if len(found) > _NAMES_SHOWN else "")
        said, them = f"{len(found)} files here are", "those that are stories"
        if len(found) == 1:
            said, them = "a file here is", "it if it is a story"
        hint = f"delete {them} that the book held earlier; ficbind deletes nothing"
        return (Diagnostic(Code.OTHER_BOOKS, "warning", f"{said} not of this book: {names}", Location(folder), hint),)

    def commit(self, *, validated: bool = True) -> Placed:
        """Move every book into place, an EPUB that could not be validated under a name that says so.

        All bytes are on the disk before the first book moves, so that the moves follow each other at once; the record
        of releases comes last, and only with validated books.
        """
        kept = [target for target in self.targets if target.kept and (validated or target.format != "releases")]
        unsure = {target for target in kept if target.format not in _NO_BOOKS and not validated}
        moves = [(target, target.unvalidated if target in unsure else target.path) for target in kept]
        placed: list[tuple[str, Path]] = []
        for step in (_to_disk, Path.replace):
            for target, final in moves:
                try:
                    step(target.temporary, final)
                except OSError as error:
                    return Placed(tuple(placed), (_cannot_write(final, error),))
                if step is Path.replace and target.format != "releases":
                    placed.append((target.format, final))
        return Placed(tuple(placed))

    def _make_folder(self, folder: Path) -> None:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        for each in reversed(missing):
            self._made.append(each)
            each.mkdir()


def _to_disk(path: Path, _final: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS})
_WAYS_OUT = {
    errno.EACCES: "choose another place with -o, or get the right to write there",
    errno.EPERM: "choose another place with -o, or get the right to write there",
    errno.ENOSPC: "free some space on the disk, or choose another place with -o",
    errno.ENAMETOOLONG: "choose a shorter name: 'output:' in the manifest, or -o",
    errno.EISDIR: "move the folder of this name away, or choose another place with -o",
    errno.ENOTDIR: "choose another place with -o: a part of this path is a file, not a folder",
}


def _cannot_write(path: Path, error: OSError) -> Diagnostic:
    reason = (error.strerror or str(error)).lower()
    hint = _WAYS_OUT.get(error.errno or 0, "choose another place with -o")
    return Diagnostic(Code.CANNOT_WRITE, "error", f"cannot write this file: {reason}", Location(path), hint)
