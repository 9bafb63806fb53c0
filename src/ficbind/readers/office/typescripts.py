"""From the page that a document becomes to the draft of its story, whatever word processor wrote it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Draft, Fact, Field, Metadata, Origin, Section
from ficbind.readers import items
from ficbind.readers.html.documents import read_document
from ficbind.readers.html.page import Page
from ficbind.readers.html.several import parts
from ficbind.readers.html.tree import markup
from ficbind.readers.office.note_places import place_notes
from ficbind.readers.office.properties import Properties
from ficbind.xhtml import Element, Markup

LEFT_OUT = "left-out"
"""The class of a block whose words are not the story's; its title says why."""

_NOTES = ("footnote-", "endnote-")
_SHOWN = 40
_WHAT = {
    "a comment": "comments, which are to the author and not of the story",
    "hidden text": "text that is set to be hidden",
    "the list of contents": "the list of contents, which the book makes anew",
    "a page number": "page numbers",
    "the code of a field": "what a field works with and does not show",
}


def page_of(path: Path, html: str, images: Mapping[str, bytes]) -> Page:
    """Parse what a document became; its lines are counted as a reader of the document would, without blank ones."""
    page = Page.of(path, place_notes(html))
    # An image may stand after the last of them.
    page.places = [Location(path, number) for number in range(1, len(page.lines.texts) + 2)]
    page.images = dict(images)
    _leave_out(page)
    return page


def stories(page: Page, properties: Properties) -> Sequence[Draft]:
    """Read the story of a page, or several; what the text does not say, the properties of the file may."""
    page.metas = {"title": properties.title} if properties.title else {}
    notes = _notes(page)
    if notes is None:
        found = [read_document(part) for part in parts(page)]
        return [_completed(found[0], properties)] if len(found) == 1 else found
    draft = read_document(page)
    last = draft.sections[-1]
    grown = Section(last.title, Markup(f"{last.markup}\n{markup([notes])}"))
    return [_completed(replace(draft, sections=(*draft.sections[:-1], grown)), properties)]


def _completed(draft: Draft, properties: Properties) -> Draft:
    """Add what the properties say where the text says nothing; they are often somebody else's, so say it."""
    where = Location(draft.path)
    facts = [
        Fact(field, values, Origin.GUESS, where)
        for field, values in (
            (Field.TITLE, (properties.title,)),
            (Field.AUTHOR, items.names(properties.author)),
            (Field.SUMMARY, (properties.summary,)),
            (Field.TAGS, items.divide(Field.TAGS, properties.tags)),
        )
        if any(values) and _is_open(draft, field)
    ]
    if not facts:
        return draft
    named = {fact.field for fact in facts}
    kept = tuple(fact for fact in draft.metadata.facts if fact.field not in named)
    told = [each for each in draft.diagnostics if each.code is not Code.GUESSED_TITLE or Field.TITLE not in named]
    said = ", ".join(f"{fact.field.value} '{quoted(fact.text)}'" for fact in facts)
    message = f"took from the file's properties what its text does not say: {said}"
    hint = "look whether that is right; what the manifest names wins"
    note = Diagnostic(Code.GUESSED_FROM_PROPERTIES, "warning", message, where, hint)
    metadata = Metadata(tuple(facts)).under(replace(draft.metadata, facts=kept))
    return replace(draft, metadata=metadata, diagnostics=(*told, note))


def _is_open(draft: Draft, field: Field) -> bool:
    """Tell whether nothing names a field but, for the title, the name of the file."""
    fact = draft.metadata.get(field)
    return fact is None or (field is Field.TITLE and fact.origin is Origin.GUESS)


def accepted(changes: int) -> str:
    """Say that the text was taken as its author's last changes left it."""
    count = f"all {changes} tracked changes" if changes > 1 else "its tracked change"
    return f"took the text with {count} accepted"


def quoted(text: str) -> str:
    """Shorten text to be quoted in a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1].rstrip()}…"


def _leave_out(page: Page) -> None:
    found: dict[str, list[Element]] = {}
    for node in list(page.root.iter("div")):
        if node.get("class") == LEFT_OUT:
            found.setdefault(node.get("title") or "", []).append(node)
    for reason, nodes in found.items():
        shown = quoted("".join(nodes[0].itertext()))
        more = f" and {len(nodes) - 1} more" if len(nodes) > 1 else ""
        message = f"left out {_WHAT.get(reason, reason)}: '{shown}'{more}"
        page.tell(Code.LEFT_OUT_OF_DOCUMENT, "info", message, nodes[0])
        for node in nodes:
            page.take(node, reason)


def _notes(page: Page) -> Element | None:
    """Take the notes from under the story while its end is looked for; they go back to where they were."""
    last = page.root[-1] if len(page.root) else None
    if last is None or last.tag != "ol" or not all((item.get("id") or "").startswith(_NOTES) for item in last):
        return None
    page.root.remove(last)
    return last
