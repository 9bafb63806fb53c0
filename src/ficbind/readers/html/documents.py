"""Read a source that is all story, as a word processor's document is: its header, its text, its end."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ficbind.model import Draft, Fact, Field
from ficbind.readers import contents, facts, headers, openings, postscripts, trailers
from ficbind.readers.contents import Contents
from ficbind.readers.cuts import Cut
from ficbind.readers.evidence import Entry
from ficbind.readers.html import ao3_copies, head_facts, marked_titles, plain_pages
from ficbind.readers.html.page import Page
from ficbind.readers.lines import Line, letters
from ficbind.readers.trailers import Trimmed

_HEADED = frozenset({"p", "div", "center"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def read_document(page: Page) -> Draft:
    """Read a page that is all story; what is known of it already stays, and what it says itself is added."""
    if plain_pages.is_plain(page):
        return plain_pages.read(page)
    if ao3_copies.recognise(page):
        return ao3_copies.read(page)
    settle(page)
    return page.draft([(None, [page.root])])


def settle(page: Page) -> None:
    """Learn what the text says of itself at its head and end, and take that away: the story is left."""
    licence = trailers.without_licence(page.rows(), page.path)
    marked = _unless_other(marked_titles.find(page, licence.lines), _text(page, Field.TITLE))
    rows = marked_titles.labelled(page, licence.lines, marked)
    found, rest = openings.find(rows, page.path, marked)
    kept = {*rest, *(line for entry in found for line in entry.lines)}
    ornaments = [Cut(line, "an ornament") for line in rows if line.bare and line not in kept]
    found = _trusted(page, found, marked)
    below, end = _ended(rest, found, page)
    told = facts.gather([*found, *below], page.path)
    _learn(page, (*told.metadata.facts, *end.facts))
    title, author = (_text(page, field) for field in (Field.TITLE, Field.AUTHOR))
    repeats = trailers.without_repeats(end.lines, title, author, page.path)
    listed = contents.find(repeats.lines)
    _set_headings(page, listed, repeats.lines)
    labels = [Cut(line, _reason(entry)) for entry in (*found, *below) for line in entry.lines]
    contained = [Cut(line, "the list of contents") for line in listed.listed]
    cuts = (*licence.cuts, *ornaments, *labels, *end.cuts, *repeats.cuts, *contained)
    page.cut_lines({cut.line.number: cut.reason for cut in cuts})
    doubts = () if title else headers.doubtful(rest, page.path)
    trims = (*licence.diagnostics, *repeats.diagnostics, *end.diagnostics)
    page.diagnostics += page.placed((*told.diagnostics, *doubts, *trims))
    head_facts.add(page)


def _ended(lines: Sequence[Line], found: Sequence[Entry], page: Page) -> tuple[list[Entry], Trimmed]:
    """Find what stands below the story: the mark that it ends, footers, and labels."""
    end = trailers.without_end(lines, page.path)
    known = frozenset(entry.field for entry in found if entry.field)
    below = postscripts.find(end.lines, known, ended=bool(end.cuts))
    if not below.entries:
        return [], end
    more = trailers.without_end(below.lines, page.path)
    told = (*end.diagnostics, *more.diagnostics)
    return list(below.entries), Trimmed(more.lines, (*end.cuts, *more.cuts), (*end.facts, *more.facts), told)


def _unless_other(marked: Line | None, title: str) -> Line | None:
    """Leave a line that is set as a title where it is, if the title is known and another: it heads a chapter."""
    return marked if marked and (not title or letters(title) in letters(marked.bare)) else None


def _trusted(page: Page, found: Sequence[Entry], marked: Line | None) -> list[Entry]:
    """Leave a first line in the story that only looked like its title: a chapter's heading, or another is known."""
    title = _text(page, Field.TITLE)
    blocks = page.blocks()
    kept = []
    for entry in found:
        guessed = entry.field is Field.TITLE and not entry.pair.key and entry.lines[0] != marked
        block = blocks.get(entry.lines[0].number) if guessed else None
        heads = block is not None and block.tag in _HEADINGS
        if not (guessed and heads) and not (title and guessed and letters(title) != letters(entry.paragraphs[0])):
            kept.append(entry)
    return kept


def _reason(entry: Entry) -> str:
    return f"the {entry.field.value}" if entry.field else "metadata"


def _text(page: Page, wanted: Field) -> str:
    return next((fact.text for fact in page.facts if fact.field is wanted), "")


def _learn(page: Page, found: Iterable[Fact]) -> None:
    """Add facts to those that are known, with their places in the file."""
    for fact in found:
        if not any(each.field is fact.field for each in page.facts):
            where = page.where(fact.where.line) if fact.where and fact.where.line else fact.where
            page.facts.append(replace(fact, where=where))


def _set_headings(page: Page, listed: Contents, rows: Sequence[Line]) -> None:
    """Set the lines that a list of contents names as headings."""
    blocks = page.blocks() if listed.headings else {}
    for at in listed.headings:
        block = blocks.get(rows[at].number)
        if block is not None and block.tag in _HEADED:
            block.tag = "h2"
