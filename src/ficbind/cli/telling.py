"""The report at length, for --verbose: file by file, in columns that fit the terminal."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from ficbind.cli.printing import Painter, counted, near, written
from ficbind.diagnostics import Diagnostic, Location
from ficbind.report import Report, StoryLine

_LEAST = 40
"""Columns that a message gets, however narrow the terminal is."""


def at_length(report: Report, painter: Painter, width: int) -> list[str]:
    """Give the lines of all that is known of each file, then of the books."""
    stories = {story.path: story for story in report.stories}
    files = dict.fromkeys([*(each.where.path for each in report.diagnostics), *stories])
    lines = []
    for path in sorted(files, key=lambda path: list(stories).index(path) if path in stories else -1):
        own = sorted((each for each in report.diagnostics if each.where.path == path), key=_line)
        lines += [_heading(path, stories.get(path), painter), *columns(own, painter, width), ""]
    return [*lines, *written(report, painter)]


def _heading(path: Path, story: StoryLine | None, painter: Painter) -> str:
    shown = painter.paint(near(path), "path")
    if story is None:
        return shown
    by = f" by {', '.join(story.authors)}" if story.authors else ""
    facts = [story.language, counted(story.chapters, "chapter"), counted(story.words, "word")]
    return f"{shown}: '{story.title}'{by}, {', '.join([story.rating, *facts] if story.rating else facts)}"


def columns(found: list[Diagnostic], painter: Painter, width: int) -> Iterator[str]:
    """Set place, severity and code in columns beside the message."""
    places = [_place(each.where) for each in found]
    room = max(map(len, places), default=0)
    margin = 2 + room + (room > 0) * 2 + len("warning") + 2 + len("M001") + 2
    for each, place in zip(found, places, strict=True):
        said = wrapped(each.message, width - margin)
        said += wrapped(f"hint: {each.hint}", width - margin) if each.hint else []
        severity = painter.paint(each.severity, each.severity) + " " * (len("warning") - len(each.severity))
        left = f"  {place:>{room}}{'  ' if room else ''}{severity}  {each.code.value}  "
        yield left + said[0]
        yield from (" " * margin + line for line in said[1:])


def _line(each: Diagnostic) -> int:
    return each.where.line or 0


def _place(where: Location) -> str:
    return ":".join(str(part) for part in (where.line, where.column) if part is not None)


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines, none shorter than a message can bear."""
    return wrap(text, max(width, _LEAST), break_long_words=False, break_on_hyphens=False)
