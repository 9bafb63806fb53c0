"""Read a work pasted from its page on the Archive of Our Own: labels and values on lines of their own, marked notes."""

import re
from collections.abc import Iterator, Sequence

from ficbind.conventions import headings, labels
from ficbind.conventions.labels import Label
from ficbind.model import Field
from ficbind.readers import entries
from ficbind.readers.cuts import Cut
from ficbind.readers.entries import Pair
from ficbind.readers.evidence import Entry
from ficbind.readers.frames import Note
from ficbind.readers.headers import Header
from ficbind.readers.lines import Line, filled, letters
from ficbind.records import dataclass, field

_FIRST_LINES = 30
_LONGEST = 150
_LABEL = re.compile(
    r"(?P<key>Rating|(?:Archive )?Warnings?|Categor(?:y|ies)|Fandoms?|Relationships?|Characters?|Additional Tags?"
    r"|Language|Series|Collections?|Stats|Published|Updated|Completed|Words|Chapters|Comments|Kudos|Bookmarks|Hits"
    r"|Summary|Notes):\s*(?P<value>.*)"
)
_BARE = re.compile(r"Summary|Notes")
"""Labels that lose their colon when the work's own page is pasted: they stand below its title."""

_COUNTS = frozenset({"Stats", "Published", "Updated", "Completed", "Words", "Chapters"})
_TO_NOTES = "See the end of"
_SILENT = frozenset({"Collection", "Collections", "Comments", "Kudos", "Bookmarks", "Hits", _TO_NOTES})
_GLUED = re.compile(r"(?<=\S)(?=(?:Published|Updated|Completed|Words|Chapters|Comments|Kudos|Bookmarks|Hits):)")
"""Where browsers that copy a page leave out the space between two counts."""

_TALLIES = re.compile(r"(?:Comments|Kudos|Bookmarks|Hits):\s*[\d,.]+")
_SURE = re.compile(r"(?:Archive Warnings?|Additional Tags?|Stats):.*")
_TEXT = re.compile(r"(?:Work|Chapter) Text:?")
_NOTES = re.compile(r"(?:Chapter |Story |Work )?(?:End )?Notes:|(?:Chapter )?Summary:")
_NAMES_GLUED = re.compile(r"(?<=\))(?=[A-ZÀ-Þ])")
_LINKS = re.compile(r"^←\s*Previous Work\s*|\s*Next Work\s*→$")
_PROSE = frozenset({"Summary", "Notes"})
_POSTED = re.compile(r"(?P<title>.*?)\s*Posted originally on the .{1,100}? at (?P<address>https?://\S+/works/\d+)\b.*")
"""What stands at the top of a download, of which a converter made plain text."""

_LINK = re.compile(rf"\(?{_TO_NOTES} the work for (?:more )?notes\b.{{0,40}}")
_CHAPTER_NOTES = frozenset({"Chapter Summary", "Chapter Notes"})
_LONGEST_NOTE = 40


@dataclass(slots=True)
class _Open:
    """A label whose value may go on."""

    key: str
    lines: list[Line]
    paragraphs: list[str] = field(default_factory=list)

    @property
    def entry(self) -> Entry:
        values = tuple(_LINKS.sub("", _NAMES_GLUED.sub(", ", part)) for part in self.paragraphs)
        label = Label(None, "plain") if self.key in _SILENT else labels.find(self.key)
        return Entry(Pair(self.key, "", label), tuple(self.lines), values)


def find(lines: Sequence[Line]) -> Header | None:
    """Read the header of such a page; `None` for any other file."""
    positions = list(filled(lines))
    first = next((at for at in positions[:5] if lines[at].bare.startswith("Rating:")), None)
    if first is None:
        return None
    sure = {lines[at].bare.partition(":")[0] for at in positions[:_FIRST_LINES] if _SURE.fullmatch(lines[at].bare)}
    message = next((at for at in positions[:4] if _POSTED.fullmatch(lines[at].bare)), None)
    if message is None:
        last = next((at for at in positions[:_LONGEST] if at > first and _ends(lines, at)), None)
    else:
        last = _download_ends(lines, [at for at in positions if at > first])
    if len(sure) < 2 or last is None:
        return None
    opened, named = _labels(lines, first, last)
    found = [entry for each in opened for entry in (_counts(each) if each.key in _COUNTS else [each.entry])]
    above = lines[:first] if message is None else []
    posted = [] if message is None else _posted(lines[:first])
    return Header((), (*posted, *_names(above, named), *found), last)


def _posted(lines: Sequence[Line]) -> Iterator[Entry]:
    """Read what stands above the labels of a download: the archive's heading, the title, its message."""
    for line in lines:
        found = _POSTED.fullmatch(line.bare)
        if found:
            yield _entry(Field.SOURCE, line, found["address"])
        elif line.bare:
            yield _entry(None, line, line.bare)


def _download_ends(lines: Sequence[Line], positions: Sequence[int]) -> int | None:
    """Find the line below what a download says of its work: title, name, summary and notes."""
    stats = next((n for n, at in enumerate(positions[:_FIRST_LINES]) if lines[at].bare.startswith("Stats:")), None)
    byline = next((n for n, at in enumerate(positions[:_FIRST_LINES]) if lines[at].bare.startswith("by ")), None)
    if stats is None or byline is None or not stats < byline <= stats + 3:
        return None
    place = byline + 1
    while place < len(positions) and (prose := _prose_ends(lines, positions[place : place + _LONGEST_NOTE])):
        place += prose
    return positions[place] if place < len(positions) else None


def _prose_ends(lines: Sequence[Line], positions: Sequence[int]) -> int:
    """Count the lines of a part of the preface; of notes that nothing ends, the first alone is one."""
    texts = [lines[at].bare for at in positions]
    if _LINK.fullmatch(texts[0]):
        return 1
    if texts[0] not in _PROSE:
        return 0
    marks = (n for n, text in enumerate(texts) if n and (text in _PROSE or _LINK.fullmatch(text)))
    chapter = next((n for n, text in enumerate(texts) if text in _CHAPTER_NOTES), len(texts))
    end = next(marks, None)
    return end if end is not None and end < chapter else min(2, len(texts))


def notes(lines: Sequence[Line]) -> tuple[list[Note], list[Cut]]:
    """Find the notes that such a page sets above and below a chapter's text, and the lines that only label them."""
    positions = list(filled(lines))
    if not any(_TEXT.fullmatch(lines[at].bare) for at in positions):
        return [], []
    found: list[Note] = []
    cuts: list[Cut] = []
    begun: int | None = None
    for at in positions:
        line = lines[at]
        ends = _ends(lines, at)
        if begun is not None and (ends or _NOTES.fullmatch(line.bare)):
            found.append((begun, line.number - 1))
            begun = None
        if _TEXT.fullmatch(line.bare):
            cuts.append(Cut(line, "the archive's label"))
        elif _NOTES.fullmatch(line.bare):
            cuts.append(Cut(line, "the archive's label"))
            begun = line.number + 1
    if begun is not None:
        found.append((begun, lines[-1].number))
    return found, cuts


def _ends(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line ends what stands above a chapter's text: its label, or a chapter's heading."""
    text = lines[at].bare
    if _TEXT.fullmatch(text):
        return True
    heading = headings.parse(text) if text.startswith("Chapter ") and not (at and lines[at - 1].bare) else None
    return heading is not None and heading.kind == "chapter"


def _labels(lines: Sequence[Line], first: int, last: int) -> tuple[list[_Open], list[Line]]:
    """Divide lines into labels with their values, and the title and name that stand below the counts."""
    opened: list[_Open] = []
    named: list[Line] = []
    for at in filled(lines[:last], first):
        line = lines[at]
        found = _LABEL.fullmatch(line.bare)
        if found:
            opened.append(_Open(found["key"], [line], [found["value"]] if found["value"] else []))
        elif _LINK.fullmatch(line.bare):
            opened.append(_Open(_TO_NOTES, [line], [line.bare]))
        elif named and _BARE.fullmatch(line.bare):
            opened.append(_Open(line.bare, [line], []))
        elif opened[-1].key in _PROSE and opened[-1].paragraphs and lines[at - 1].bare:
            opened[-1].lines.append(line)
            opened[-1].paragraphs[-1] += f" {line.bare}"
        elif opened[-1].key in _PROSE or (not opened[-1].paragraphs and opened[-1].key != "Stats"):
            opened[-1].lines.append(line)
            opened[-1].paragraphs.append(line.bare)
        else:
            named.append(line)
    return opened, named


def _counts(opened: _Open) -> list[Entry]:
    """Read dates and counts, which stand on one line or each below its label."""
    told = _TALLIES.sub("", " ".join((f"{opened.key}:", *opened.paragraphs)).removeprefix("Stats:"))
    text = _GLUED.sub("  ", told).strip()
    taken = [Entry(pair, tuple(opened.lines), (pair.value,)) for pair in entries.parse(text) if pair.label]
    return taken or [Entry(Pair(opened.key, "", Label(None, "plain")), tuple(opened.lines), ())]


def _names(above: Sequence[Line], below: Sequence[Line]) -> list[Entry]:
    """Read the title and the author, which stand below the counts, above the labels, or in both places."""
    first = [line for line in above if line.bare]
    main = list(below[:2]) or first[:2]
    fields = (Field.TITLE, Field.AUTHOR)
    found = [_entry(each, line, line.bare) for each, line in zip(fields, main, strict=False)]
    said = {letters(line.bare) for line in main} | {f"by{letters(line.bare)}" for line in main}
    for line in (*first, *below):
        if line not in main:
            found.append(_entry(None if letters(line.bare) in said else Field.NOTES, line, line.bare))
    return found


def _entry(wanted: Field | None, line: Line, text: str) -> Entry:
    name = wanted.value if wanted else "title"
    return Entry(Pair(name, text, Label(wanted, "plain")), (line,), (re.sub(r"^by\s+", "", text),))
