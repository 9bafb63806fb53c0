"""A report as lines for people and as JSON for programs."""

import dataclasses
import os
from collections.abc import Sequence
from enum import Enum
from json import dumps
from pathlib import Path
from typing import Any, TextIO

from ficbind import __version__
from ficbind.diagnostics import Code, Diagnostic
from ficbind.records import dataclass
from ficbind.report import Output, Report

_NOTES = {
    "epub": "  EPUBCheck: no errors, no warnings",
    "kepub": "  for Kobo readers, made of the EPUB without errors or warnings",
    "kindle": "  EPUBCheck: no errors, no warnings",
    "story": "  EPUBCheck: no errors, no warnings",
}
_COLOURS = {"error": "31;1", "warning": "33;1", "info": "36", "good": "32;1", "path": "1"}


@dataclass(frozen=True, slots=True)
class Painter:
    """Colours words where colour is wanted (NO_COLOR, see no-color.org; FORCE_COLOR; a terminal that can)."""

    wanted: bool

    @classmethod
    def on(cls, stream: TextIO) -> "Painter":
        """Decide for a stream."""
        if os.environ.get("NO_COLOR"):
            return cls(wanted=False)
        if os.environ.get("FORCE_COLOR"):
            return cls(wanted=True)
        return cls(wanted=stream.isatty() and os.environ.get("TERM") != "dumb")

    def paint(self, text: str, kind: str) -> str:
        """Give `text` in the colour of its kind."""
        return f"\x1b[{_COLOURS[kind]}m{text}\x1b[0m" if self.wanted else text


def as_text(report: Report, painter: Painter, *, summary: bool) -> list[str]:
    """Give a report's lines: problems as compilers print them, and what was written when a summary is wanted."""
    told = (each for each in report.diagnostics if each.severity != "info")
    lines = [line for each in told for line in diagnostic_lines(each, painter)]
    return [*lines, *verdict(report, painter), *(_summary(report, painter) if summary else ())]


def as_json(report: Report) -> str:
    """Give the report as JSON: the data of `Report`, with paths as strings and codes by their number."""
    data = dataclasses.asdict(report)
    for each, original in zip(data["diagnostics"], report.diagnostics, strict=True):
        each["name"] = original.code.name.lower().replace("_", "-")
    return to_json({**data, "failed": report.failed})


def to_json(data: dict[str, Any]) -> str:
    """Write data for programs, with paths as strings and codes by their number."""
    return dumps({"ficbind": __version__, **data}, default=_plain, ensure_ascii=False, indent=2)


def _plain(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)


def diagnostic_lines(each: Diagnostic, painter: Painter) -> list[str]:
    """Print a problem as compilers do: place, severity, code, message, and below it the hint."""
    where = str(dataclasses.replace(each.where, path=Path(near(each.where.path))))
    severity = painter.paint(each.severity, each.severity)
    head = f"{painter.paint(where, 'path')}: {severity} {each.code.value}: {each.message}"
    return [head, f"  hint: {each.hint}"] if each.hint else [head]


def verdict(report: Report, painter: Painter) -> list[str]:
    """Say that no book was written, or that one is not to be trusted; nothing when all is well."""
    unsure = [output for output in report.outputs if output.format != "pdf" and not report.validated]
    if unsure:
        return [painter.paint(f"THIS EPUB HAS NOT BEEN VALIDATED: {near(unsure[0].path)}", "error")]
    if not report.failed:
        return []
    if report.outputs:
        said = "not every file is in its place: some of this build stand beside some of the last"
        return [painter.paint(said, "error")]
    errors, warnings = len(report.of("error")), len(report.of("warning"))
    counts = [counted(errors, "error")] if errors else []
    counts += [counted(warnings, "warning")] if warnings else []
    strict = "" if errors else ", which --strict takes for errors"
    return [painter.paint(f"no book written: {', '.join(counts)}{strict}", "error")]


def _summary(report: Report, painter: Painter) -> list[str]:
    if report.failed:
        return []
    notes = len(report.of("info"))
    more = f"{counted(notes, 'note')} on what was taken, removed or guessed: see --verbose"
    return [*written(report, painter), *([more] if notes else [])]


def written(report: Report, painter: Painter) -> list[str]:
    """Give the lines that tell what the books hold and where they are."""
    if not report.outputs:
        return []
    words = sum(story.words for story in report.stories)
    books = _together(report.outputs)
    shown = [near(output.path) for output in books]
    width = max(map(len, shown))
    lines = [f"{counted(len(report.stories), 'story', 'stories')}, {counted(words, 'word')}"]
    for output, path in zip(books, shown, strict=True):
        note = _NOTES.get(output.format, "") if _spotless(report) else ""
        note += f"  {output.note}" if output.note else ""
        size = f"{output.size / 1e6:.1f} MB" if output.size >= 1e5 else f"{output.size / 1e3:.0f} kB"
        lines.append(f"{painter.paint(path, 'good')}{' ' * (width - len(path))}  {size:>7}{note}")
    return lines


def _together(outputs: Sequence[Output]) -> list[Output]:
    """Tell of the stories' own EPUBs in one line, by the name of their folder."""
    singles = [output for output in outputs if output.format == "story"]
    books = [output for output in outputs if output.format != "story"]
    if singles:
        number, size = counted(len(singles), "EPUB"), sum(output.size for output in singles)
        books.append(Output(singles[0].path.parent, "story", size, number))
    return books


def _spotless(report: Report) -> bool:
    return report.validated and not any(each.code is Code.EPUBCHECK_WARNING for each in report.diagnostics)


def counted(number: int, one: str, several: str = "") -> str:
    """Count things in words: 1 story, 2,000 words."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def near(path: Path) -> str:
    """Give a path relative to the working directory when it lies below it."""
    return str(path.relative_to(Path.cwd())) if path.is_absolute() and path.is_relative_to(Path.cwd()) else str(path)
