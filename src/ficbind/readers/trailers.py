"""Find what surrounds a story but is not of it: the title again, `The End`, archives' footers, Gutenberg's licence."""

import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from ficbind.conventions import endings, headings, notes
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Fact, Field, Origin
from ficbind.readers import entries, titles
from ficbind.readers.cuts import Cut
from ficbind.readers.lines import Line, filled, is_rule, letters
from ficbind.records import dataclass

_LAST_LINES = 12
_FIRST_LINES = 10
_LONGEST_ASKING = 80
_ASKS = re.compile(
    r"\b(?:feedback|reviews?|comments?|kudos|back to|return to|home|index|archive|next (?:chapter|part)|copyright)\b|©",
    re.I,
)
_ARCHIVED = re.compile(r"\barchived\b.*?(https?://\S+?)[.>)]*$", re.I)
_PRODUCED = re.compile(r"(?:produced|e-?text prepared|transcribed) by\b.*", re.I)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """What is left of the story's lines, what was cut, and what the cuts tell."""

    lines: tuple[Line, ...]
    cuts: tuple[Cut, ...] = ()
    facts: tuple[Fact, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def without_licence(lines: Sequence[Line], path: Path) -> Trimmed:
    """Cut Project Gutenberg's header and licence off; the lines above its start mark stay a header to be read."""
    start = next((at for at, line in enumerate(lines[:400]) if endings.GUTENBERG_START.fullmatch(line.bare)), None)
    if start is None:
        return Trimmed(tuple(lines))
    end = next((at for at, line in enumerate(lines) if endings.GUTENBERG_END.fullmatch(line.bare)), len(lines))
    wanted = {Field.TITLE, Field.AUTHOR, Field.LANGUAGE, Field.DATE}
    kept: list[Line] = []
    cut: list[Line] = []
    for line in lines[:start]:
        pairs = entries.parse(line.text)
        labelled = len(pairs) == 1 and pairs[0].label is not None and pairs[0].label.field in wanted
        (kept if labelled and pairs[0].key.lower() in {"title", "author", "language", "release date"} else cut).append(
            line
        )
    body = list(lines[start + 1 : end])
    first = next(filled(body), None)
    produced = first is not None and _PRODUCED.fullmatch(body[first].bare) is not None
    while produced and first is not None and first < len(body) and body[first].bare:
        cut.append(body.pop(first))
    cut += [lines[start], *lines[end:]]
    note = Diagnostic(
        Code.REMOVED_END,
        "info",
        "left out Project Gutenberg's header and licence",
        Location(path, lines[start].number),
    )
    cuts = tuple(
        Cut(line, "Project Gutenberg's header and licence")
        for line in sorted(cut, key=lambda line: line.number)
        if line.bare
    )
    return Trimmed((*kept, Line(lines[start].number, ""), *body), cuts, (), (note,))


def without_repeats(lines: Sequence[Line], title: str, author: str, path: Path) -> Trimmed:
    """Cut the title, and the author's name below it, where they are said again above the story."""
    gone: list[int] = []
    for at in islice(filled(lines), _FIRST_LINES):
        text = lines[at].bare
        plain = titles.undecorated(text)
        again = _names_author(text, author) if gone else _repeats(plain, title, author)
        if again:
            gone.append(at)
        elif not (is_rule(text) or headings.parse(text)):
            break
    cuts = tuple(Cut(lines[at], "the title repeated") for at in gone)
    found = tuple(
        Diagnostic(
            Code.REMOVED_REPEAT,
            "info",
            f"left out '{cut.line.bare}', which the header says",
            Location(path, cut.line.number),
        )
        for cut in cuts
    )
    return Trimmed(tuple(line for at, line in enumerate(lines) if at not in gone), cuts, (), found)


def _names_author(text: str, author: str) -> bool:
    return bool(author) and (titles.is_byline(text, author) or text.casefold().strip(" *_~") == "by")


def _repeats(text: str, title: str, author: str) -> bool:
    same = letters(text)
    return bool(letters(title)) and same in {
        letters(title),
        letters(f"{title} by {author}") if author else letters(title),
    }


def without_end(lines: Sequence[Line], path: Path) -> Trimmed:
    """Cut `The End`, `TBC` and archives' footers off the last lines."""
    last = list(filled(lines))[-_LAST_LINES:]
    signature = next((at for at in last if lines[at].bare == "--"), len(lines))
    gone: dict[int, str] = {}
    for at in reversed([each for each in last[1:] if each < signature]):
        reason = _closing(lines[at].bare)
        if reason:
            gone[at] = reason
        elif not _stands_after_end(lines[at].bare):
            break
    gone = {at: reason for at, reason in gone.items() if at == last[-1] or at + 1 >= len(lines) or _is_alone(lines, at)}
    cuts = tuple(Cut(lines[at], gone[at]) for at in sorted(gone))
    found = tuple(
        Diagnostic(
            Code.REMOVED_END, "info", f"left out '{cut.line.bare[:60]}', {cut.reason}", Location(path, cut.line.number)
        )
        for cut in cuts
    )
    facts = tuple(fact for fact in (_fact(cut.line, path) for cut in cuts) if fact)
    return Trimmed(tuple(line for at, line in enumerate(lines) if at not in gone), cuts, facts, found)


def _fact(line: Line, path: Path) -> Fact | None:
    """Read what a closing line tells: that the story goes on, or where it was archived."""
    where = Location(path, line.number)
    if endings.is_unfinished(line.bare):
        return Fact(Field.STATUS, (line.bare.strip(" *_~-()[]"),), Origin.TEXT, where)
    address = _ARCHIVED.search(line.bare)
    return Fact(Field.SOURCE, (address[1],), Origin.TEXT, where) if address else None


def _closing(text: str) -> str | None:
    if endings.is_unfinished(text):
        return "the mark that the story goes on"
    if endings.is_footer(text):
        return "an archive's footer"
    return "the mark that the story ends" if endings.is_end(text) else None


def _stands_after_end(text: str) -> bool:
    """Tell whether a line below `The End` leaves it the end of the story: a note, a label, a rule, an address."""
    if is_rule(text) or notes.starts_note(text) or notes.labels_note(text) or notes.speaks_to_readers(text):
        return True
    asks = len(text) <= _LONGEST_ASKING and _ASKS.search(text) is not None
    return asks or bool(entries.parse(text)) or "@" in text or "http" in text or "www." in text


def _is_alone(lines: Sequence[Line], at: int) -> bool:
    return not lines[at - 1].bare or not lines[at + 1].bare
