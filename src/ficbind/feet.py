"""Which notes of a chapter stand at the foot of the printed page, each below the line that calls it."""

from ficbind.model import Story
from ficbind.records import dataclass
from ficbind.xhtml import Body, Element, parse, plain

_LONGEST = 900
"""Letters of notes that one paragraph may call: together they must fit below some lines of it on the smallest page."""

_INLINE_HOLDERS = frozenset({"blockquote", "body", "div", "p"})
_SET_INLINE = frozenset({"p"})


@dataclass(frozen=True, slots=True)
class FootNote:
    """A note, and the element within a line behind which it is to be set."""

    call: Element
    note: Element


def foot_notes(root: Element) -> list[FootNote]:
    """Find the notes of a chapter in the order of their calls; none where one of them has to stand at its end."""
    notes = {note.get("id"): note for note in root.iterchildren("aside") if note.get("class") == "footnote"}
    if not notes:
        return []
    found: dict[str, FootNote] = {}
    called: dict[Element, int] = {}
    for link in root.iter("a"):
        name = (link.get("href") or "")[1:]
        if link.get("class") != "noteref" or name not in notes or name in found:
            continue
        call = link.getparent() if link.getparent().tag == "sup" else link
        block = next((each for each in link.iterancestors() if each.tag == "p"), root)
        called[block] = called.get(block, 0) + len("".join(notes[name].itertext()))
        found[name] = FootNote(call, notes[name])
    fits = len(found) == len(notes) and all(letters <= _LONGEST for letters in called.values())
    return list(found.values()) if fits and all(map(_is_simple, found.values())) else []


def _is_simple(each: FootNote) -> bool:
    """Tell whether a note is made of paragraphs, and its call stands in one that no table, list or other note holds."""
    around = [node for node in each.call.iterancestors() if node.tag not in {"b", "em", "i", "span", "strong"}]
    in_line = around and around[0].tag == "p" and all(node.tag in _INLINE_HOLDERS for node in around)
    return bool(in_line) and all(child.tag in _SET_INLINE for child in each.note)


def printed(story: Story) -> list[tuple[str, str]]:
    """Give the text of a story and that of its notes, in each of the two ways in which they may be printed.

    Where the foot of a page would not hold its notes, those of the whole story stand where the chapters have them.
    """
    in_order = "\n".join(f"{chapter.title or ''}\n{plain(chapter.body)}" for chapter in story.chapters)
    if not any("<aside" in chapter.body for chapter in story.chapters):
        return [(in_order, "")]
    texts = [(chapter.title, *_apart(chapter.body)) for chapter in story.chapters]
    text = "\n".join(f"{title or ''}\n{told}" for title, told, _ in texts)
    return [(text, "\n".join(below for _, _, below in texts if below)), (in_order, "")]


def _apart(body: Body) -> tuple[str, str]:
    """Give the text of a chapter without the notes at the foot of its pages, and the text of these."""
    root = parse(body)
    notes = [each.note for each in foot_notes(root)]
    below = "\n".join(map(plain, notes))
    for note in notes:
        note.getparent().remove(note)
    return plain(root), below
