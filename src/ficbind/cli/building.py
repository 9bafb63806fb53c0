"""The build command: progress, the printed report, the exit status."""

import shutil
import sys
from pathlib import Path

from ficbind.cli.printing import Painter, as_json, as_text, verdict
from ficbind.cli.progress import Progress
from ficbind.cli.telling import at_length
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.outputs import FORMATS
from ficbind.records import dataclass
from ficbind.report import Report


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to build and how to tell about it."""

    only: tuple[str, ...]
    strict: bool
    json: bool
    verbose: bool
    moment: str | None = None


def run(manifest: Path, output: Path | None, wishes: Wishes) -> int:
    """Build and print; give the exit status: 0 done, 1 the user can mend it."""
    progress = Progress(sys.stderr)
    report = _refusal(manifest, wishes.only) or _build(manifest, output, wishes, progress)
    if wishes.json:
        print(as_json(report))
        return 1 if report.failed else 0
    painter = Painter.on(sys.stderr)
    lines = as_text(report, painter, summary=sys.stderr.isatty() and not wishes.verbose)
    if wishes.verbose:
        length = at_length(report, painter, shutil.get_terminal_size().columns)
        lines = [*length, *verdict(report, painter), progress.times()]
    if lines:
        print("\n".join(lines), file=sys.stderr)
    return 1 if report.failed else 0


def _refusal(manifest: Path, only: tuple[str, ...]) -> Report | None:
    """Refuse a format that no writer makes."""
    unknown = [each for each in only if each.lower() not in FORMATS]
    if not unknown:
        return None
    hint = f"write {' or '.join(f'--only {each}' for each in FORMATS)}"
    message = f"cannot write the format '{unknown[0]}'"
    return Report(manifest, (Diagnostic(Code.BAD_VALUE, "error", message, Location(Path("--only")), hint),))


def _build(manifest: Path, output: Path | None, wishes: Wishes, progress: Progress) -> Report:
    from ficbind.pipeline import Request, build  # late: the libraries behind it take most of a second to import

    with progress:
        return build(
            Request(manifest, output, tuple(each.lower() for each in wishes.only), wishes.strict, wishes.moment),
            progress.announce,
        )
