"""What stands above a story: the header block, or the title and names without labels."""

from collections.abc import Sequence
from pathlib import Path

from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Fact, Field, Metadata, Origin
from ficbind.readers import archive_pages, fanfiction_net, headers, manuscripts, titles
from ficbind.readers.evidence import Entry
from ficbind.readers.lines import Line, is_rule


def find(lines: Sequence[Line], path: Path, marked: Line | None = None) -> tuple[list[Entry], list[Line]]:
    """Divide lines into what is known of the story and the story; `marked` is the line that its page sets as title."""
    header = archive_pages.find(lines) or headers.find(lines)
    if header is None:
        sender = manuscripts.find(lines)
        sent = {line for entry in sender for line in entry.lines}
        unsent = [line for line in lines if line not in sent] if sent else lines
        opening = titles.of_opening(unsent, path.stem, marked)
        found = [*sender, *opening]
        gone = {line for entry in found for line in entry.lines}
        last = max((line.number for line in gone), default=0)
        return found, [
            line for line in lines if line not in gone and not (line.number <= last + 1 and is_rule(line.bare))
        ]
    labelled = next((entry for entry in header.entries if entry.field is Field.TITLE and entry.paragraphs), None)
    title = labelled.paragraphs[0] if labelled else None
    signed = any(entry.field is Field.AUTHOR for entry in header.entries)
    preamble = sorted(header.preamble, key=lambda line: line != marked)
    above = titles.of_preamble(preamble, title, path.stem, signed=signed)
    found = fanfiction_net.summed([*above, *header.entries])
    gone = {line for entry in found for line in entry.lines}
    kept = [line for line in header.preamble if line not in gone and not is_rule(line.bare)]
    rest = list(lines[header.end :])
    if not any(entry.field is Field.TITLE for entry in found):
        below = titles.of_opening(rest, path.stem, marked)
        gone = {line for entry in below for line in entry.lines}
        found += below
        rest = [line for line in rest if line not in gone]
    return found, [*kept, Line(kept[-1].number if kept else 1, ""), *rest]


def titled(metadata: Metadata, path: Path) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """Name a story after its file where nothing else names it, and say so."""
    if metadata.get(Field.TITLE):
        return metadata, ()
    title = titles.from_name(path.stem)
    guess = Fact(Field.TITLE, (title,), Origin.GUESS, Location(path))
    note = Diagnostic(
        Code.GUESSED_TITLE,
        "warning",
        f"the file names no title: called the story '{title}' after its file",
        Location(path),
        "write 'title:' for this story in the manifest",
    )
    return Metadata((guess,)).under(metadata), (note,)
