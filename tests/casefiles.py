"""Read case files: behaviour as a few lines of text that anyone can add to.

    === what the case shows
    input
    =>
    expected

Lines that stand before the first `===` are a comment on the file.
"""

import re
from base64 import b64decode
from dataclasses import dataclass
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
    it names.
    """
    pieces = re.split(r"^--- (.+?)(?: \((\S+)\))?(?:\n|\Z)", given, flags=re.M)
    for name, way, text in zip([main, *pieces[1::3]], [None, *pieces[2::3]], pieces[0::3], strict=True):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if way == "link":
            path.symlink_to(text.strip())
        else:
            path.write_bytes(b64decode(text) if way == "base64" else text.encode(way or "utf-8"))
    return folder / main
