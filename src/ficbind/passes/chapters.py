"""The chapters of a story while the passes work on them, and what the passes find."""

from collections.abc import Iterable

from ficbind.diagnostics import Diagnostic
from ficbind.model import Removal
from ficbind.records import dataclass
from ficbind.vocabulary import LEFT_OUT, LINE
from ficbind.xhtml import Element

_SHOWN = 6

HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


@dataclass(slots=True)
class ChapterTree:
    """A chapter as a tree of blocks; `title` is `None` where it has none."""

    title: str | None
    root: Element


@dataclass(frozen=True, slots=True)
class Findings:
    """What a pass took away and what it tells the user."""

    removals: tuple[Removal, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def __add__(self, other: "Findings") -> "Findings":
        return Findings(self.removals + other.removals, self.diagnostics + other.diagnostics)


def line_of(block: Element) -> int:
    """Give the first source line of a block, 1 where no reader said it."""
    return int(block.get(LINE) or 1)


def text_of(block: Element) -> str:
    """Give the text of a block, a line break as a new line."""
    if len(block) == 0:
        return (block.text or "").strip()
    return "".join(_pieces(block)).strip()


def is_note(block: Element) -> bool:
    """Tell whether a block is marked as an author's note."""
    return bool(block.tag == "aside" and block.get("class") == "note")


def listed(lines: Iterable[int]) -> str:
    """Name source lines in a message: `line 3`, `lines 3, 9, 12 …`."""
    found = list(lines)
    shown = ", ".join(map(str, found[:_SHOWN]))
    return f"line{'s' if len(found) > 1 else ''} {shown}{' …' if len(found) > _SHOWN else ''}"


def quoted(text: str) -> str:
    """Quote the first words of a text in a message."""
    words = text.split()
    return f"'{' '.join(words[:_SHOWN])}{' …' if len(words) > _SHOWN else ''}'"


def _pieces(block: Element) -> Iterable[str]:
    yield block.text or ""
    for node in block:
        if node.tag == "br":
            yield "\n"
        elif node.get("class") != LEFT_OUT:
            # Words of ours that stand for an image are no author's.
            yield from _pieces(node)
        yield node.tail or ""
