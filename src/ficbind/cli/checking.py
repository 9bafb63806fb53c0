"""The check command: what was recognised in each file and from where, as a table, without a book."""

import dataclasses
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap

from ficbind.cli.printing import Painter, counted, diagnostic_lines, near, to_json
from ficbind.cli.progress import Progress
from ficbind.cli.telling import columns
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.records import dataclass
from ficbind.survey.sight import FileSight, Known, StorySight, Survey

_KINDS = {
    "docx": "a Word document",
    "epub": "an EPUB book",
    "html": "a page of HTML",
    "markdown": "Markdown",
    "odt": "an OpenDocument text",
    "rtf": "a rich-text document",
    "text": "plain text",
}
_FROM = {"book": "not in the file", "guess": "a guess", "header": "header", "manifest": "manifest", "text": "text"}
_TITLES_SHOWN = 5
_LABEL, _LEAST_VALUE = len("notes in text"), 20


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the table: what, the value, and where it comes from."""

    label: str
    value: str
    source: str = ""


def run(paths: Sequence[Path], *, strict: bool, json: bool) -> int:
    """Look and print; give the exit status: 0 a book can be made of it, 1 the user can mend it."""
    from ficbind.survey.looking import survey  # late: the libraries behind it take most of a second to import

    with Progress(sys.stderr) as progress:
        seen = survey(paths, progress.announce, strict=strict)
    width = shutil.get_terminal_size().columns
    print(as_json(seen) if json else "\n".join(as_text(seen, Painter.on(sys.stdout), width)))
    return 1 if seen.failed else 0


def as_json(seen: Survey) -> str:
    """Give a survey as JSON: the data of `Survey`, with paths as strings and codes by their number."""
    data = dataclasses.asdict(seen)
    given = iter(seen.every_diagnostic)
    for group in (data, *data["files"]):
        for each in group["diagnostics"]:
            each["name"] = next(given).code.name.lower().replace("_", "-")
    return to_json({**data, "failed": seen.failed})


def as_text(seen: Survey, painter: Painter, width: int) -> list[str]:
    """Give the lines of a survey: file by file, then what all of them come to."""
    lines = [line for each in seen.diagnostics for line in diagnostic_lines(each, painter)]
    for file in seen.files:
        lines += [_heading(file, painter)]
        for story in file.stories:
            lines += [*_table(_rows(story, file.path), painter, width), ""]
        told = sorted((each for each in file.diagnostics if _is_told(each)), key=lambda each: each.where.line or 0)
        lines += [*columns(told, painter, width), ""] if told else []
    return [*lines, _verdict(seen, painter)]


def _is_told(each: Diagnostic) -> bool:
    """Pass over what the table says already."""
    return each.code is not Code.TOOK_METADATA


def _heading(file: FileSight, painter: Painter) -> str:
    kind = _KINDS.get(file.kind, "")
    several = counted(len(file.stories), "story", "stories") if len(file.stories) > 1 else ""
    facts = ", ".join(filter(None, (kind, several)))
    return painter.paint(near(file.path), "path") + (f": {facts}" if facts else "")


def _rows(story: StorySight, path: Path) -> Iterator[_Row]:
    for known in story.known:
        value = ", ".join(known.values) if known.field not in {"summary", "notes"} else " ".join(known.values)
        if known.field == "rating" and story.level and story.level.value != value:
            value = f"{value} ({story.level.value})"
        yield _Row(known.field, value, _source(known, path))
    titles = [title for title in story.chapters if title]
    named = ", ".join(f"'{title}'" for title in titles[:_TITLES_SHOWN])
    more = " …" if len(titles) > _TITLES_SHOWN else ""
    yield _Row("chapters", f"{len(story.chapters):,}{': ' if named else ''}{named}{more}")
    for label, number in (
        ("scene breaks", story.scene_breaks),
        ("notes in text", story.notes),
        ("images", story.images),
    ):
        if number:
            yield _Row(label, f"{number:,}")
    yield _Row("words", f"{story.words:,}")


def _source(known: Known, path: Path) -> str:
    """Say where a value comes from: `header, line 3`, `manifest, line 7`, `EPUB/content.opf, line 5`, `a guess`."""
    word = _FROM[known.origin]
    where = known.where
    if where is None or where.line is None or known.origin == "guess":
        return word
    inner = where.path.relative_to(path).as_posix() if _is_within(where, path) else word
    return f"{inner}, line {where.line}"


def _is_within(where: Location, path: Path) -> bool:
    return where.path != path and where.path.is_relative_to(path)


def _table(rows: Iterator[_Row], painter: Painter, width: int) -> Iterator[str]:
    """Set label, value and source in columns; the value is broken where the terminal ends."""
    found = list(rows)
    label = max(_LABEL, *(len(row.label) for row in found))
    source = max(len(row.source) for row in found)
    room = max(width - label - source - 6, _LEAST_VALUE)
    room = min(room, max(len(row.value) for row in found))
    for row in found:
        first, *others = wrap(row.value, room, break_on_hyphens=False) or [""]
        line = f"  {row.label:<{label}}  {first:<{room}}  {painter.paint(row.source, 'info') if row.source else ''}"
        yield line.rstrip()
        yield from (f"  {'':<{label}}  {line}" for line in others)


def _verdict(seen: Survey, painter: Painter) -> str:
    stories = [story for file in seen.files for story in file.stories]
    words = sum(story.words for story in stories)
    counts = [counted(len(seen.files), "file"), counted(len(stories), "story", "stories"), counted(words, "word")]
    for severity in ("error", "warning"):
        if number := sum(1 for each in seen.every_diagnostic if each.severity == severity):
            counts.append(painter.paint(counted(number, severity), severity))
    return painter.paint("not fit for a book: ", "error") + ", ".join(counts) if seen.failed else ", ".join(counts)
