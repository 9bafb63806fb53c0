"""Learn what a page says under labels: in the words of an archive or exporter, whose fields are known."""

from collections.abc import Sequence
from dataclasses import replace

from ficbind.conventions import labels
from ficbind.conventions.labels import Label
from ficbind.model import PROSE, Field
from ficbind.readers import facts
from ficbind.readers.entries import Pair
from ficbind.readers.evidence import Entry
from ficbind.readers.html.page import Page
from ficbind.readers.html.tree import written
from ficbind.readers.lines import Line
from ficbind.records import dataclass
from ficbind.xhtml import Element

_SILENT = (
    "packaged, publisher, author url, series url, site abbrev, story id, author id, downloader version, file format,"
    " file extension, hits, kudos, comments, bookmarks, reviews, favs, follows, favorites, votes, reads, read, views,"
    " collections, last checked, table of contents, complete word count"
)
_NOTHING = Label(None, "plain")
_KNOWN: dict[str, Label] = {
    **{name.strip(): _NOTHING for name in _SILENT.split(",")},
    "story url": Label(Field.SOURCE, "plain"),
    "original source": Label(Field.SOURCE, "plain"),
    "extra tags": Label(Field.TAGS, "plain"),
    "completed": Label(Field.STATUS, "plain"),
    "by": Label(Field.AUTHOR, "plain"),
}
"""Labels of exporters and archives that mean something else than in a header that an author writes."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label, the paragraphs that stand under it, and its line; `holder` is the element that they stand in."""

    label: str
    paragraphs: Sequence[str]
    line: int
    holder: Element | None = None


def learn(page: Page, found: Sequence[Labelled]) -> None:
    """Add the facts that labels give; what is known already stays, and a label that nobody knows says nothing."""
    told = facts.gather([_entry(each) for each in found if any(each.paragraphs)], page.path)
    held = {tuple(each.paragraphs): each.holder for each in found if each.holder is not None}
    for fact in told.metadata.facts:
        if not any(each.field is fact.field for each in page.facts):
            holder = held.get(fact.values) if fact.field in PROSE else None
            markup = fact.markup if holder is None else written([holder])
            where = page.where(fact.where.line or 1) if fact.where else None
            page.facts.append(replace(fact, where=where, markup=markup))
    page.diagnostics += page.placed(told.diagnostics)


def _entry(each: Labelled) -> Entry:
    name = " ".join(each.label.strip(" :\u00a0").split())
    label = _KNOWN.get(name.lower()) or labels.find(name) or _NOTHING
    text = " ".join(each.paragraphs)
    return Entry(Pair(name, text, label), (Line(each.line, text),), tuple(part for part in each.paragraphs if part))
