"""The build command: progress, the printed report, the exit status."""

import sys
from dataclasses import dataclass
from pathlib import Path

from ficbind.cli.printing import Painter, as_json, as_text
from ficbind.cli.progress import Progress
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.outputs import FORMATS
from ficbind.report import Report


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to build and how to tell about it."""

    only: tuple[str, ...]
    strict: bool
    json: bool
    verbose: bool


def run(manifest: Path, output: Path | None, wishes: Wishes) -> int:
    """Build and print; give the exit status: 0 done, 1 the user can mend it."""
    report = _refusal(manifest, wishes.only) or _build(manifest, output, wishes)
    if wishes.json:
        print(as_json(report))
    else:
        painter = Painter.on(sys.stderr)
        lines = as_text(report, painter, verbose=wishes.verbose, summary=wishes.verbose or sys.stderr.isatty())
        if lines:
            print("\n".join(lines), file=sys.stderr)
    return 1 if report.failed else 0


def _refusal(manifest: Path, only: tuple[str, ...]) -> Report | None:
    """Refuse a format that no writer makes."""
    unknown = [each for each in only if each.lower() not in FORMATS]
    if not unknown:
        return None
    hint = f"the formats are {' and '.join(FORMATS)}"
    message = f"cannot write the format '{unknown[0]}'"
    return Report(manifest, (Diagnostic(Code.BAD_VALUE, "error", message, Location(Path("--only")), hint),))


def _build(manifest: Path, output: Path | None, wishes: Wishes) -> Report:
    from ficbind.pipeline import Request, build  # late: the libraries behind it take most of a second to import

    with Progress(sys.stderr, verbose=wishes.verbose) as progress:
        return build(
            Request(manifest, output, tuple(each.lower() for each in wishes.only), wishes.strict), progress.announce
        )
