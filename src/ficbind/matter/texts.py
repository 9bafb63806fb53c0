"""Texts that editors give for pages of matter, after they were read and tidied like stories."""

from collections.abc import Mapping
from dataclasses import dataclass

from ficbind.matter.order import Slot
from ficbind.matter.templates import clean, escaped
from ficbind.model import Chapter, Fact, Field, Origin, Story
from ficbind.xhtml import Body, Element, edit, plain

_DASHES = ("—", "–", "―")


@dataclass(frozen=True, slots=True)
class Text:
    """A text, the title that the manifest or the text itself gives, and who signed it; empty when not given."""

    body: Body
    title: str
    by: str


def text_of(slot: Slot, texts: Mapping[str, Story]) -> Text | None:
    """Find the text for a page; what the manifest says of it wins over what the text says of itself."""
    if slot.entry is None or not slot.has_text or slot.id not in texts:
        return None
    story = texts[slot.id]
    body = Body("\n".join(_chapter(chapter) for chapter in story.chapters))
    if slot.kind == "epigraph":
        body = Body(edit(body, _mark_source))
    title, by = slot.entry.title or _found(story, Field.TITLE), slot.entry.by or _found(story, Field.AUTHOR)
    return Text(body, clean(title), clean(by))


def _chapter(chapter: Chapter) -> str:
    return f"<h2>{escaped(chapter.title)}</h2>\n{chapter.body}" if chapter.title else chapter.body


def _found(story: Story, wanted: Field) -> str:
    """Give what the text itself says: a title guessed from a file's name is no heading."""
    fact: Fact | None = story.metadata.get(wanted)
    return fact.text if fact and fact.origin is not Origin.GUESS else ""


def _mark_source(root: Element) -> None:
    """Mark the last line of an epigraph when a dash begins it."""
    last = root[-1] if len(root) else None
    if last is not None and last.tag == "p" and plain(last).startswith(_DASHES):
        last.set("class", "epigraph-source")
