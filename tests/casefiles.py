"""Read case files: behaviour as a few lines of text that anyone can add to.

    === what the case shows
    input
    =>
    expected

Lines that stand before the first `===` are a comment on the file.
"""

import re
import zipfile
from base64 import b64decode
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    path: Path
    name: str
    given: str
    expected: str

    def __str__(self) -> str:
        return self.name


def cases(name: str) -> list[Case]:
    """Read `tests/cases/<name>.txt`."""
    path = CASES / f"{name}.txt"
    found = []
    for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        title, _, rest = block.partition("\n")
        given, arrow, expected = rest.partition("=>\n")
        assert arrow, f"{path}: case {title!r} has no '=>' line"
        found.append(Case(path, title.strip(), given.rstrip("\n"), expected.rstrip("\n")))
    names = [case.name for case in found]
    assert len(names) == len(set(names)), f"{path}: two cases have one name"
    return found


def accept(case: Case, actual: str) -> None:
    """Write `actual` into the case file as what is expected from now on."""
    text = case.path.read_text(encoding="utf-8")
    head = f"=== {case.name}\n{case.given}\n=>\n"
    before, found, after = text.partition(head)
    assert found, f"{case.path}: cannot find case {case.name!r} to rewrite"
    following = after.find("\n=== ")
    tail = after[following:] if following >= 0 else ""
    case.path.write_text(f"{before}{head}{actual}\n{tail}", encoding="utf-8")


def write_files(given: str, folder: Path, main: str = "anthology.yaml") -> Path:
    """Lay out a case of several files: text before the first `--- name` line is `main`; gives its path.

    `--- name (utf-16)` writes in another encoding, `(base64)` the bytes it stands for, `(link)` a link to what
    it names, `(zip)` an archive of the files that follow it as `+++ name`.
    """
    first, pieces = _pieces(given, "---")
    for name, way, text in ((main, None, first), *pieces):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if way == "link":
            path.symlink_to(text.strip())
        else:
            path.write_bytes(zipped(text, "+++") if way == "zip" else _bytes(text, way))
    return folder / main


def zipped(given: str, mark: str = "---") -> bytes:
    """Pack files that begin with `--- name` into an archive; ways of writing them are those of `write_files`.

    An archive with an OPF gets the `mimetype` and `META-INF/container.xml` of an EPUB, unless it has its own or says
    `(none)` of them.
    """
    _, pieces = _pieces(given, mark)
    files = {name: (way, text) for name, way, text in pieces}
    opf = next((name for name in files if name.endswith(".opf")), None)
    if opf:
        container = _CONTAINER.format(opf)
        defaults = {"mimetype": (None, "application/epub+zip"), "META-INF/container.xml": (None, container)}
        files = {**defaults, **files}
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, (way, text) in files.items():
            if way != "none":
                archive.writestr(zipfile.ZipInfo(name), _bytes(text, way))
    return packed.getvalue()


_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def _pieces(given: str, mark: str) -> tuple[str, list[tuple[str, str | None, str]]]:
    pieces = re.split(rf"^{re.escape(mark)} (.+?)(?: \((\S+)\))?(?:\n|\Z)", given, flags=re.M)
    return pieces[0], list(zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True))


def _bytes(text: str, way: str | None) -> bytes:
    return b64decode(text) if way == "base64" else text.encode(way or "utf-8")
