"""What earlier releases of a book held: the file that `ficbind release` keeps beside the manifest."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from json import dumps
from pathlib import Path

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.manifest.values import Release, ReleasedStory
from ficbind.yamltree import tree
from ficbind.yamltree.findings import Findings, quoted
from ficbind.yamltree.tree import Node, Table

_SORT = tree.Sort(
    "record of releases",
    "delete it, and begin anew with 'ficbind release'",
    "take the oldest releases out of it",
    "take the oldest releases out of it",
)
_HEAD = "# What each release of the book held, written by 'ficbind release'. Keep it beside the manifest.\nreleases:\n"
_HINT = "bring back the file as 'ficbind release' wrote it, or delete it to begin anew"
_MOMENT = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def record_of(manifest: Path) -> Path:
    """Give the place of the record for a manifest: anthology.releases.yaml beside anthology.yaml."""
    return manifest.with_name(f"{manifest.stem}.releases.yaml")


def read_releases(manifest: Path) -> tuple[Release, ...]:
    """Read the releases of a book, the oldest first; none where nothing was released yet."""
    path, findings = record_of(manifest), Findings()
    try:
        root = tree.parse(path.read_bytes(), path, findings, _SORT)
        findings.settle()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise FicbindError(_bad(f"cannot read it: {(error.strerror or str(error)).lower()}", Location(path))) from error
    except FicbindError as error:
        raise FicbindError(*(replace(each, code=Code.BAD_RELEASES) for each in error.diagnostics)) from error
    if not isinstance(root, Table) or root.get("releases") is None:
        raise FicbindError(_bad("the key 'releases' is missing", root.where))
    return tuple(map(_release, root.items("releases")))


def _release(node: Node) -> Release:
    table = _table(node)
    number, moment = _line(table, "number"), _line(table, "moment")
    if not re.fullmatch(r"[0-9]{1,9}", number):
        raise FicbindError(_bad(f"{quoted(number)} is no number of a release", table.where))
    if not _is_moment(moment):
        raise FicbindError(_bad(f"{quoted(moment)} is no moment such as 2026-03-01T12:00:00Z", table.where))
    stories = (_table(each) for each in table.items("stories"))
    told = tuple(ReleasedStory(*(_line(each, key) for key in ("key", "title", "text"))) for each in stories)
    return Release(int(number), moment, _line(table, "content"), told)


def _is_moment(text: str) -> bool:
    try:
        return bool(_MOMENT.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _table(node: Node) -> Table:
    if isinstance(node, Table):
        return node
    raise FicbindError(_bad("keys and values are expected here", node.where))


def _line(table: Table, key: str) -> str:
    text = table.line(key)
    if text is None:
        raise FicbindError(_bad(f"the key '{key}' is missing", table.where))
    return text


def _bad(message: str, where: Location) -> Diagnostic:
    return Diagnostic(Code.BAD_RELEASES, "error", message, where, _HINT)


def as_record(releases: Iterable[Release]) -> str:
    """Write releases as the text of their record; the same releases give the same text."""
    return _HEAD + "".join(map(_entry, releases))


def _entry(release: Release) -> str:
    # A string of JSON is one of YAML, too.
    lines = [f"  - number: {release.number}", f"    moment: {release.moment}", f"    content: {release.content}"]
    lines.append("    stories:" if release.stories else "    stories: []")
    lines += [
        f"      - {{key: {each.key}, text: {each.text}, title: {dumps(each.title, ensure_ascii=False)}}}"
        for each in release.stories
    ]
    return "\n".join(lines) + "\n"
