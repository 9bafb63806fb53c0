"""The pages of front and back matter, by kind: from a text, or generated from what the book knows of itself."""

from collections.abc import Callable, Sequence
from functools import partial

from markupsafe import Markup

from ficbind import __version__
from ficbind.matter import imprint, notes
from ficbind.matter.changes import changes_page
from ficbind.matter.content_warnings import ALL, ASKED, all_warnings, asked_warnings
from ficbind.matter.contents import Line
from ficbind.matter.indexes import KINDS, index
from ficbind.matter.knowledge import Knowledge
from ficbind.matter.labels import Labels
from ficbind.matter.ledger import about_the_authors, sources
from ficbind.matter.order import Slot
from ficbind.matter.story_front import title
from ficbind.matter.templates import as_markup, clean, escaped, render
from ficbind.matter.texts import Text, text_of
from ficbind.model import Page
from ficbind.xhtml import Body

_UNLISTED = frozenset({"half-title", "title-page", "copyright", "dedication", "epigraph", "contents", "colophon"})
"""Pages nobody looks for in the contents."""

_NO_HEADING = frozenset({"half-title", "title-page", "copyright", "dedication", "epigraph"})
"""Pages that custom leaves without a heading unless the editor gives one."""

_TITLE_PAGE_ROLES = frozenset({"aut", "edt", "com", "trl", "ill", "art", "aui", "aft"})
_FEW_AUTHORS = 6
"""How many authors a title page without an editor names."""


def page(slot: Slot, known: Knowledge) -> Page | None:
    """Make a page; none when there is nothing to say on it."""
    text = text_of(slot, known.texts)
    heading = _heading(slot, text, known.words)
    body: Body | None
    if slot.id in _BELOW_A_TEXT:
        body = _BELOW_A_TEXT[slot.id](known, heading, text.body if text else None)
    elif text:
        body = _of_text(slot.kind, heading, text)
    else:
        body = _GENERATED[slot.kind](known, heading) if slot.kind in _GENERATED else None
    if text and not body:
        body = _of_text(slot.kind, heading, text)
    if not body:
        return None
    name = _name(slot, text, known.words)
    return Page(slot.id, slot.kind, name, body, known.manifest.language, listed=_listed(slot, text))


def contents_page(slot: Slot, known: Knowledge, lines: Sequence[Line]) -> Page:
    """Make the contents page; a text that the editor gives stands over the list."""
    text = text_of(slot, known.texts)
    heading = _heading(slot, text, known.words)
    above = as_markup(text.body if text else None)
    body = render("contents", heading=heading, above=above, lines=lines)
    return Page(slot.id, slot.kind, _name(slot, text, known.words), body, known.manifest.language, listed=False)


def _name(slot: Slot, text: Text | None, words: Labels) -> str:
    return _given_title(slot, text) or words.page(slot.kind)


def _listed(slot: Slot, text: Text | None) -> bool:
    if slot.kind == "text":
        return bool(_given_title(slot, text))
    return slot.kind not in _UNLISTED


def _heading(slot: Slot, text: Text | None, words: Labels) -> Markup | None:
    given = _given_title(slot, text)
    if given:
        return escaped(given)
    # A text of no certain kind begins as its author wrote it.
    if slot.kind in _NO_HEADING or slot.kind == "text":
        return None
    return words.say(words.page(slot.kind))


def _given_title(slot: Slot, text: Text | None) -> str:
    if text:
        return text.title
    return clean(slot.entry.title or "") if slot.entry else ""


def _of_text(kind: str, heading: Markup | None, text: Text) -> Body:
    template = kind if kind in {"dedication", "epigraph"} else "text"
    return render(template, heading=heading, body=as_markup(text.body), by=text.by, source=as_markup(text.source))


def _half_title(known: Knowledge, _: Markup | None) -> Body:
    return render("half-title", book=known.manifest)


def _title_page(known: Knowledge, _: Markup | None) -> Body:
    people = [person for person in known.manifest.people if person.role in _TITLE_PAGE_ROLES]
    lines = known.words.roles(people)
    if not lines and 0 < len(known.authors) <= _FEW_AUTHORS:
        lines = (known.words.line("stories", list(known.authors)),)
    return render("title-page", book=known.manifest, credits=lines, series=known.series)


def _copyright(known: Knowledge, _: Markup | None) -> Body:
    lines = known.words.roles(known.manifest.people)
    anthology = known.manifest.anthology
    if anthology:
        origin = known.words.sentence("copyright.from", anthology=anthology.title)
        lines = (*lines, origin, *known.words.roles(anthology.people))
    elif known.authors:
        lines = (*lines, known.words.line("stories", list(known.authors)))
    return render(
        "copyright",
        book=known.manifest,
        series=known.series,
        rights=[line for line in (known.manifest.rights or "").splitlines() if clean(line)],
        credits=lines,
        published=_published(known),
        identifiers=_identifiers(known),
    )


def _identifiers(known: Knowledge) -> tuple[Markup, ...]:
    """Name the book by its number; where the printed book has one of its own, say which is whose."""
    manifest = known.manifest
    own, printed = (
        imprint.printed_identifier(each, manifest.isbns) for each in (manifest.identifier, manifest.print.isbn)
    )
    if not printed:
        return (escaped(own),) if own else ()
    ebook = (known.words.sentence("copyright.ebook", identifier=own),) if own else ()
    return (known.words.sentence("copyright.print", identifier=printed), *ebook)


def _published(known: Knowledge) -> Markup | None:
    publisher, year = known.manifest.publisher, imprint.year(known.manifest)
    by = known.words.sentence("copyright.published", publisher=publisher) if publisher else None
    return Markup(", ").join(part for part in (by, year) if part) or None


def _authors_notes(known: Knowledge, heading: Markup | None, above: Body | None) -> Body | None:
    """Gather the notes below the text that the editor gives; the first page of this kind has them."""
    own = known.manifest.language
    stories = (story for story in known.stories if story.notes and story.notes_at == "book-end")
    groups = [notes.group(story, title(story, known.words), own) for story in stories]
    return render("authors-notes", heading=heading, above=as_markup(above), groups=groups) if groups else None


def _colophon(known: Knowledge, heading: Markup | None) -> Body:
    words, style, typography = known.words, known.style, known.manifest.typography
    switches = ("quotes", "dashes", "ellipses", "spaces", "scene_breaks", "chapters", "notes")
    passes = [words.words[f"pass.{name}"] for name in switches if getattr(typography, name)]
    families = list(dict.fromkeys(font.family for font in style.fonts))
    lines = [words.sentence("colophon.made", version=__version__)]
    if families:
        lines.append(words.sentence("colophon.set", family=words.names(families), style=style.title))
    if passes:
        lines.append(words.sentence("colophon.unified", passes=words.names(passes)))
    lines.append(words.sentence("colophon.words"))
    return render("colophon", heading=heading, lines=lines)


def _changes(known: Knowledge, heading: Markup | None) -> Body | None:
    return changes_page(known.changes, known.words, known.manifest.language, heading)


_GENERATED: dict[str, Callable[[Knowledge, Markup | None], Body | None]] = {
    "half-title": _half_title,
    "title-page": _title_page,
    "copyright": _copyright,
    "about-the-authors": about_the_authors,
    "changes": _changes,
    "credits": sources,
    "colophon": _colophon,
}

_BELOW_A_TEXT: dict[str, Callable[[Knowledge, Markup | None, Body | None], Body | None]] = {
    "authors-notes": _authors_notes,
    ALL: all_warnings,
    ASKED: asked_warnings,
    **{kind: partial(index, kind) for kind in KINDS},
}
"""Pages whose making stands below the text that the editor gives, by the id of the one page that has it."""
