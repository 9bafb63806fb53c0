"""The init command: a first manifest for a folder of stories, and what was done."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ficbind.cli.printing import Painter, counted, diagnostic_lines, near
from ficbind.cli.progress import Progress
from ficbind.diagnostics import FicbindError

if TYPE_CHECKING:
    from ficbind.survey.starter import Start


def run(folder: Path, output: Path | None) -> int:
    """Write the manifest and print what was done; give the exit status: 0 done, 1 the user can mend it."""
    from ficbind.survey.starter import begin  # late: the libraries behind it take most of a second to import

    try:
        with Progress(sys.stderr) as progress:
            start = begin(folder, output, progress.announce)
    except FicbindError as error:
        lines = [line for each in error.diagnostics for line in diagnostic_lines(each, Painter.on(sys.stderr))]
        print("\n".join(lines), file=sys.stderr)
        return 1
    print("\n".join(told(start, Painter.on(sys.stdout))))
    return 0


def told(start: "Start", painter: Painter) -> list[str]:
    """Say what is in the manifest, what is not, and what to do now."""
    authors = {name for story in start.stories for name in story.authors}
    facts = [
        counted(len(start.stories), "story", "stories"),
        f"by {counted(len(authors), 'author')}" if authors else "",
        counted(sum(story.words for story in start.stories), "word"),
    ]
    left = [
        f"{counted(len(start.copies), 'copy', 'copies')} of stories" if start.copies else "",
        f"{counted(len(start.left_out), 'file')} that cannot be read as stories" if start.left_out else "",
        counted(len(start.images), "image") if start.images else "",
    ]
    name = near(start.path)
    shown = f'"{name}"' if " " in name else name
    lines = [f"wrote {painter.paint(name, 'good')}: {', '.join(filter(None, facts))}"]
    if any(left):
        lines.append(f"not in the book: {', '.join(filter(None, left))}; the comments at its end say why")
    commands = [
        (f"ficbind check {shown}", "shows what was read from each file"),
        (f"ficbind {shown}", "makes the book"),
    ]
    width = max(len(command) for command, _ in commands)
    lines += ["what now:", f"  open {shown} in an editor: its comments say what can be changed"]
    return [*lines, *(f"  {command:<{width}}  {does}" for command, does in commands)]
