"""A report as lines for people and as JSON for programs."""

import dataclasses
import os
from dataclasses import dataclass
from json import dumps
from pathlib import Path
from typing import TextIO

from ficbind.diagnostics import Code, Diagnostic
from ficbind.report import Report

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


def as_text(report: Report, painter: Painter, *, verbose: bool, summary: bool) -> list[str]:
    """Give the report's lines: problems always, notes when verbose, the summary when wanted."""
    shown = [each for each in report.diagnostics if verbose or each.severity != "info"]
    lines = [_diagnostic(each, painter) for each in shown]
    lines += _verdict(report, painter)
    if summary and not report.failed:
        lines += _summary(report, painter, verbose=verbose)
    return lines


def as_json(report: Report) -> str:
    """Give the report as JSON: the data of `Report`, with paths as strings and codes by their number."""
    data = dataclasses.asdict(report)
    for each, original in zip(data["diagnostics"], report.diagnostics, strict=True):
        each["name"] = original.code.name.lower().replace("_", "-")
    return dumps({**data, "failed": report.failed}, default=_plain, ensure_ascii=False, indent=2)


def _plain(value: object) -> str:
    return str(value.value) if isinstance(value, Code) else str(value)


def _diagnostic(each: Diagnostic, painter: Painter) -> str:
    where, severity = str(_near(each)), painter.paint(each.severity, each.severity)
    head = f"{painter.paint(where, 'path')}: {severity} {each.code.value}: {each.message}"
    return f"{head}\n  hint: {each.hint}" if each.hint else head


def _near(each: Diagnostic) -> str:
    """Give the place relative to the working directory when it lies below it."""
    path = each.where.path
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        return str(dataclasses.replace(each.where, path=path.relative_to(Path.cwd())))
    return str(each.where)


def _verdict(report: Report, painter: Painter) -> list[str]:
    errors, warnings = len(report.of("error")), len(report.of("warning"))
    if any(each.code is Code.NOT_VALIDATED for each in report.diagnostics):
        return [painter.paint("THIS EPUB HAS NOT BEEN VALIDATED: EPUBCheck could not run.", "error")]
    if not report.failed:
        return []
    counted = (
        f"{errors} error{'s' * (errors != 1)}" if errors else f"{warnings} warning{'s' * (warnings != 1)} (--strict)"
    )
    return [painter.paint(f"no book written: {counted}; earlier books are untouched", "error")]


def _summary(report: Report, painter: Painter, *, verbose: bool) -> list[str]:
    words = sum(story.words for story in report.stories)
    count = len(report.stories)
    lines = [f"{count} {'story' if count == 1 else 'stories'}, {words:,} words"]
    for output in report.outputs:
        note = ", EPUBCheck: no errors, no warnings" if output.format == "epub" and report.validated else ""
        size = f"{output.size / 1e6:.1f} MB" if output.size >= 1e5 else f"{output.size / 1e3:.0f} kB"
        lines.append(f"{painter.paint(_shown(output.path), 'good')}  {size}{note}")
    notes = len(report.of("info"))
    if notes and not verbose:
        lines.append(f"{notes} notes on what was taken, removed or guessed: see them with --verbose")
    return lines


def _shown(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_absolute() and path.is_relative_to(Path.cwd()) else str(path)
