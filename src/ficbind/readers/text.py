"""Read plain text: header block, title, paragraphs, verse, typed emphasis, and what archives put around a story."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from ficbind.conventions import emphasis
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.model import Draft, Fact, Field, Metadata, Section
from ficbind.readers import (
    archive_pages,
    contents,
    facts,
    frames,
    headers,
    markup,
    openings,
    paragraphs,
    postscripts,
    tags,
    trailers,
)
from ficbind.readers.contents import Contents
from ficbind.readers.cuts import Cut, removals
from ficbind.readers.decode import Decoded, decode
from ficbind.readers.evidence import Entry
from ficbind.readers.frames import Apart
from ficbind.readers.lines import Line, split
from ficbind.readers.paragraphs import Block
from ficbind.readers.trailers import Trimmed
from ficbind.xhtml import has_words, words

_DIVIDED = re.compile(r"([^\W\d_]{2,})-\n[ \t]*([^\W\d_]{2,})([^\s\w]*)[ \t]?")
_PUT_IT = "put the text into it, or take it out of the manifest"


def read(path: Path, data: bytes, encoding: str | None = None) -> tuple[Draft, ...]:
    """Read a plain-text story."""
    return (of(decode(data, path, encoding), path),)


def of(decoded: Decoded, path: Path) -> Draft:
    """Read decoded text as a story."""
    if not decoded.text.strip():
        raise FicbindError(_empty(path, "the file is empty", _PUT_IT))
    source, notes = _undivided(decoded, path)
    rows, breaks = tags.divide(frames.forwarded(split(source)))
    licence = trailers.without_licence(rows, path)
    found, rest = openings.find(licence.lines, path)
    known_lines = {*rest, *(line for entry in found for line in entry.lines)}
    ornaments = [Cut(line, "ornament") for line in licence.lines if line.bare and line not in known_lines]
    below, end = _ended(rest, found, path)
    known = facts.gather([*found, *below], path)
    title, author = known.metadata.text(Field.TITLE), known.metadata.text(Field.AUTHOR)
    repeats = trailers.without_repeats(end.lines, title, author, path)
    doubts = () if known.metadata.get(Field.TITLE) else headers.doubtful(rest, path)
    listed = contents.find(repeats.lines)
    notes_found, labelled = archive_pages.notes(repeats.lines)
    signed = postscripts.signature(repeats.lines, author)
    apart = Apart(tuple(notes_found), signed, frozenset(cut.line.number for cut in labelled))
    blocks, sections, marks = _sections(repeats.lines, listed, apart)
    taken = [*ornaments, *_cut([*found, *below]), *repeats.cuts, *_listed(listed), *labelled, *end.cuts]
    if not any(has_words(section.markup) for section in sections):
        raise FicbindError(*known.diagnostics, _empty(path, "no story is left below the header", _PUT_IT))
    metadata, guesses = _completed(known.metadata, end.facts, path)
    trims = (*licence.diagnostics, *repeats.diagnostics, *end.diagnostics)
    diagnostics = (*notes, *known.diagnostics, *doubts, *guesses, *trims, *_joins(blocks, path))
    cuts = removals([*breaks, *licence.cuts, *taken, *marks])
    return Draft(path, metadata, sections, source, cuts, diagnostics)


def _ended(lines: Sequence[Line], found: Sequence[Entry], path: Path) -> tuple[list[Entry], Trimmed]:
    """Take off what stands below the story: the mark that it ends, footers, and labels."""
    end = trailers.without_end(lines, path)
    known = frozenset(entry.field for entry in found if entry.field)
    below = postscripts.find(end.lines, known, ended=bool(end.cuts))
    if not below.entries:
        return [], end
    more = trailers.without_end(below.lines, path)
    cuts, told = (*end.cuts, *more.cuts), (*end.diagnostics, *more.diagnostics)
    return list(below.entries), Trimmed(more.lines, cuts, (*end.facts, *more.facts), told)


def _empty(path: Path, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Code.EMPTY_STORY, "error", message, Location(path), hint)


def _undivided(decoded: Decoded, path: Path) -> tuple[str, tuple[Diagnostic, ...]]:
    """Join words divided at a line's end, where the story has the whole word elsewhere."""
    if "-\n" not in decoded.text:
        return decoded.text, decoded.diagnostics
    seen = Counter(word.casefold() for word in words(decoded.text))
    count = 0

    def join(found: re.Match[str]) -> str:
        nonlocal count
        whole = found[1] + found[2]
        if not seen[whole.casefold()]:
            return found.group()
        count += 1
        return f"{whole}{found[3]}\n"

    text = _DIVIDED.sub(join, decoded.text)
    if not count:
        return text, decoded.diagnostics
    what = "a word divided at the end of a line" if count == 1 else f"{count} words divided at the ends of lines"
    note = Diagnostic(Code.JOINED_LINES, "info", f"joined {what}", Location(path))
    return text, (*decoded.diagnostics, note)


def _cut(found: Iterable[Entry]) -> list[Cut]:
    return [
        Cut(line, f"the {entry.field.value}" if entry.field else "metadata") for entry in found for line in entry.lines
    ]


def _listed(listed: Contents) -> list[Cut]:
    return [Cut(line, "the list of contents") for line in listed.listed]


def _sections(
    lines: Sequence[Line], listed: Contents, apart: Apart
) -> tuple[list[Block], tuple[Section, ...], list[Cut]]:
    """Divide the story at the headings that its list of contents names."""
    gone = {line.number for line in listed.listed} | apart.labels
    story = [Line(line.number, "") if line.number in gone else line for line in lines]
    shape = paragraphs.measure(story)
    edges = [*listed.headings, len(story)]
    blocks = frames.find(story[: edges[0]], shape, apart)
    text, marks = markup.write(blocks)
    sections = [Section(None, text)] if blocks or not listed.headings else []
    for start, end in pairwise(edges):
        chapter = frames.find(story[start + 1 : end], shape, apart)
        text, more = markup.write(chapter)
        head = story[start]
        sections.append(Section(emphasis.plain(head.bare), text))
        marks += markup.tags([head])
        blocks += chapter
        marks += more
    return blocks, tuple(sections), marks


def _completed(metadata: Metadata, more: Sequence[Fact], path: Path) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """Add what the text's end tells and, where nothing names the story, a title from the file's name."""
    first = {fact.field: fact for fact in reversed(more)}
    return openings.titled(Metadata(tuple(first.values())).under(metadata) if more else metadata, path)


def _joins(blocks: Sequence[Block], path: Path) -> tuple[Diagnostic, ...]:
    joined = [block for block in blocks if block.kind == "paragraph" and len(block.lines) > 1]
    if not joined:
        return ()
    lines = sum(len(block.lines) for block in joined)
    message = f"joined {lines} wrapped lines into {len(joined)} paragraph{'s' if len(joined) > 1 else ''}"
    return (Diagnostic(Code.JOINED_LINES, "info", message, Location(path, joined[0].lines[0].number)),)
