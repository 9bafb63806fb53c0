"""A story of the anthology as a book of its own."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ficbind.conventions import addresses, series
from ficbind.manifest.values import Cover, Entry, Manifest, MatterEntry, PartEntry
from ficbind.matter import imprint
from ficbind.matter.assembly import assemble
from ficbind.matter.labels import labels
from ficbind.matter.order import LEFT_OUT
from ficbind.matter.story_front import authors, title
from ficbind.model import Book, ContentsEntry, Field, Series, Story
from ficbind.style import Style

_SUBJECTS = (Field.FANDOM, Field.GENRE, Field.PAIRING, Field.CHARACTERS, Field.TAGS)
_DATE = re.compile(r"[12]\d{3}(?:-\d\d(?:-\d\d)?)?")
_OF_ANTHOLOGIES = frozenset({"half-title", "contents"})
"""Pages to choose a story by, or for paper."""


def manifest_of(anthology: Manifest, entry: Entry, story: Story) -> Manifest:
    """Describe a story as a book: what is known of it is what the anthology's manifest or its file says.

    A picture on the cover of the anthology is that of the anthology, so that a design draws the story's.
    """
    own = anthology.cover
    others = (person for person in story.metadata.people if person.role != "aut")
    return replace(
        anthology,
        title=title(story, labels(story.language)),
        subtitle=None,
        language=story.language,
        people=(*authors(story), *others),
        series=_series(story),
        description="\n\n".join(_values(story, Field.SUMMARY)) or None,
        subjects=tuple(dict.fromkeys(each for field in _SUBJECTS for each in _values(story, field))),
        rights=story.metadata.text(Field.LICENCE) or anthology.rights,
        identifier=imprint.identifier_of_story(anthology, story.key),
        cover=Cover(own.where) if own.image else replace(own, alt=None),
        parts=(PartEntry(None, (entry,)),),
        front=(),
        back=tuple(MatterEntry(each.kind, each.where, text=LEFT_OUT) for each in anthology.back if _left_out(each)),
        releases=(),
        print=replace(anthology.print, isbn=None),
        formats=("epub",),
        certificate=None,
        accessibility_summary=None,
        anthology=anthology,
    )


def book_of(manifest: Manifest, story: Story, style: Style) -> Book:
    """Bind a story by itself; `manifest` describes it. Its chapters stand in the contents beside it, not below."""
    book = assemble(manifest, (story,), style)
    anthology = manifest.anthology
    return replace(
        book,
        front=tuple(page for page in book.front if page.kind not in _OF_ANTHOLOGIES),
        contents=tuple(_beside(book.contents)),
        date=_date(story) or manifest.date,
        source=_source(story),
        anthology=anthology.title if anthology else None,
    )


def _beside(entries: Iterable[ContentsEntry]) -> Iterator[ContentsEntry]:
    for entry in entries:
        yield replace(entry, children=())
        yield from entry.children


def _left_out(entry: MatterEntry) -> bool:
    return entry.kind == "colophon" and (entry.text or "").strip().lower() == LEFT_OUT


def _values(story: Story, wanted: Field) -> tuple[str, ...]:
    fact = story.metadata.get(wanted)
    return fact.values if fact else ()


def _series(story: Story) -> Series | None:
    said = _values(story, Field.SERIES)
    if not said:
        return None
    name, number = series.read(said[0])
    return Series(name, str(number) if number else None)


def _date(story: Story) -> str | None:
    said = story.metadata.text(Field.DATE).strip()
    return said if _DATE.fullmatch(said) else None


def _source(story: Story) -> str | None:
    found = [each for value in _values(story, Field.SOURCE) for each in addresses.found_in(value)]
    return found[0] if found else None
