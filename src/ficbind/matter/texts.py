"""Texts that editors give for pages of matter, after they were read and tidied like stories."""

from collections.abc import Mapping

from ficbind.matter.order import Slot
from ficbind.matter.templates import clean, escaped
from ficbind.model import Chapter, Fact, Field, Origin, Story
from ficbind.records import dataclass
from ficbind.xhtml import Body, parse, plain, serialise

_DASHES = ("—", "–", "―")


@dataclass(frozen=True, slots=True)
class Text:
    """A text, the title that the manifest or the text itself gives, and who signed it; empty when not given.

    `source` is the block that names an epigraph's source, when the text ends with it.
    """

    body: Body
    title: str
    by: str
    source: Body | None


def text_of(slot: Slot, texts: Mapping[str, Story]) -> Text | None:
    """Find the text for a page; what the manifest says of it wins over what the text says of itself."""
    if slot.entry is None or not slot.has_text or slot.id not in texts:
        return None
    story = texts[slot.id]
    title = clean(slot.entry.title or _own_title(story))
    body = Body("\n".join(_chapter(chapter, title) for chapter in story.chapters).strip())
    if not body:
        return None
    by = clean(slot.entry.by or _found(story, Field.AUTHOR))
    parts = _without_source(body) if slot.kind == "epigraph" and not by else (body, None)
    return Text(parts[0], title, by, parts[1])


def _own_title(story: Story) -> str:
    """Give the title that the text bears: the only heading of an undivided text is that too."""
    return _found(story, Field.TITLE) or (len(story.chapters) == 1 and story.chapters[0].title) or ""


def _chapter(chapter: Chapter, title: str) -> str:
    own = clean(chapter.title or "")
    return chapter.body if not own or own == title else f"<h2>{escaped(own)}</h2>\n{chapter.body}"


def _found(story: Story, wanted: Field) -> str:
    """Give what the text itself says: a title guessed from a file's name is no heading."""
    fact: Fact | None = story.metadata.get(wanted)
    return fact.text if fact and fact.origin is not Origin.GUESS else ""


def _without_source(body: Body) -> tuple[Body, Body | None]:
    """Take the last line off an epigraph when a dash begins it."""
    root = parse(body)
    if len(root) < 2 or root[-1].tag != "p" or not plain(root[-1]).startswith(_DASHES):
        return body, None
    source = parse("")
    source.append(root[-1])
    source[0].set("class", "epigraph-source")
    return Body(serialise(root)), Body(serialise(source))
