"""The blocks of a story that may be chapter headings, and the lines around them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ficbind.conventions import breaks, headings
from ficbind.conventions import notes as signs
from ficbind.conventions.headings import Heading
from ficbind.passes import notes
from ficbind.passes.chapters import HEADINGS, line_of, text_of
from ficbind.passes.heading_sets import Candidate, choose
from ficbind.records import dataclass
from ficbind.xhtml import Element, words

_LONGEST = 160
_SUBTITLE_WORDS = 8
_FEW_NOTES = 12
_NO_SUBTITLE_ENDS = (".", "!", "?", ",", ";", ":", "…", '"', "”", "’", "'", "-", "–", "—")
_NO_SUBTITLE_STARTS = ('"', "“", "‘", "'", "«", "„", "-", "–", "—", "~", "…", "(", "[")
_CERTAIN = frozenset({"chapter", "named"})
_LABEL = re.compile(r"\W{0,2}\w{0,4}\W{0,2}")


@dataclass(frozen=True, slots=True)
class Head:
    """A chapter heading in the text; it awaits a subtitle if it is only a number or name."""

    text: str
    line: int
    awaits_subtitle: bool


@dataclass(slots=True)
class _Line:
    """A short paragraph or marked heading of a story, and where it stands."""

    block: Element
    place: int
    offset: int
    text: str
    heading: Heading | None
    opens_section: bool
    titled: bool

    @property
    def level(self) -> int | None:
        return int(self.block.tag[1]) if self.block.tag in HEADINGS else None

    @property
    def head(self) -> Head:
        first, _, second = self.text.partition("\n")
        shown = self.heading.text if self.heading else headings.clean(first)
        awaits = self.heading is not None and self.heading.title is None and self.heading.kind != "multi"
        if second:
            shown = headings.join(shown, headings.clean(second.replace("\n", " ")))
        return Head(shown, line_of(self.block), awaits and not second)


def find_heads(groups: Sequence[Sequence[Element]], titled: Sequence[bool]) -> dict[int, Head]:
    """Find the chapter headings among the blocks of a story's sections; gives them by place."""
    blocks = [block for group in groups for block in group]
    lines = list(_lines(groups, titled))
    marked = _marked(lines, sections=len(groups))
    candidates = [_candidate(line, line.heading, blocks, marked) for line in lines if line.heading]
    chosen = choose(candidates) | marked
    return {line.place: line.head for line in lines if line.place in chosen}


def short_text(block: Element) -> str:
    """Give the text of a paragraph or heading that is short enough to be a title, else nothing."""
    if block.tag != "p" and block.tag not in HEADINGS:
        return ""
    if len(block) == 0 and len(block.text or "") > _LONGEST:
        return ""
    text = title_of(block)
    return text if len(text) <= _LONGEST else ""


def title_of(block: Element) -> str:
    """Give the text of a block without the calls of notes at its end."""
    text = text_of(block)
    for call in reversed(calls_in(block)):
        text = text.removesuffix(text_of(call)).rstrip()
    return text


def calls_in(block: Element) -> list[Element]:
    """Give the raised links at the end of a marked heading: they call notes, and are no words of it."""
    calls: list[Element] = []
    for node in reversed(block if block.tag in HEADINGS else ()):
        inner = node[0] if len(node) == 1 and not (node.text or node[0].tail or "").strip() else node
        link, around = (inner, node) if inner.tag == "a" else (node, inner)
        raised = (link.tag, around.tag) == ("a", "sup") and (link.get("href") or "").startswith("#")
        if not raised or (node.tail or "").strip() or not _LABEL.fullmatch(text_of(node)):
            break
        calls.insert(0, node)
    return calls


def is_subtitle(block: Element) -> bool:
    """Tell whether a block that follows a heading is the rest of it."""
    text = short_text(block)
    if block.tag in HEADINGS:
        return bool(text)
    follower = block.getnext()
    return _reads_as_title(text) and follower is not None and not _reads_as_title(short_text(follower))


def opens_with_notes(blocks: Sequence[Element]) -> bool:
    """Tell whether the blocks before a heading are only notes, which then belong under it."""
    return len(blocks) <= _FEW_NOTES and notes.are_notes(blocks)


def id_within(block: Element) -> str | None:
    """Give the first id in a block."""
    return next((node.get("id") for node in block.iter("*") if node.get("id")), None)


def folded(text: str) -> list[str]:
    """Reduce a title to its words, so that only they are compared."""
    return [word.casefold() for word in words(text)]


def is_within(some: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether words stand among others, together and in order."""
    size = len(some)
    return size > 0 and any(others[start : start + size] == some for start in range(len(others) - size + 1))


def repeats(title: str, text: str) -> bool:
    """Tell whether a line only says again what a chapter is called: all of it, its number or its name."""
    known, said = folded(title), folded(text)
    if not said or known == said:
        return bool(said)
    heading, line = headings.parse(title), headings.parse(text)
    if heading and heading.title and folded(heading.title) == said:
        return True
    same = heading is not None and line is not None and (heading.unit, heading.number) == (line.unit, line.number)
    return same and is_within(said, known)


def _lines(groups: Sequence[Sequence[Element]], titled: Sequence[bool]) -> Iterator[_Line]:
    place = offset = 0
    for group, has_title in zip(groups, titled, strict=True):
        for nth, block in enumerate(group):
            text = short_text(block)
            if text and breaks.form(text) is None:
                heading = headings.parse(text.partition("\n")[0])
                if block.tag in HEADINGS or (heading and _is_whole(heading, text)):
                    yield _Line(block, place, offset, text, heading, nth == 0 and not has_title, has_title)
            offset += len(text) or sum(map(len, block.itertext()))
            place += 1


def _is_whole(heading: Heading, text: str) -> bool:
    """Tell whether a paragraph is nothing but a heading and perhaps its subtitle."""
    _, _, second = text.partition("\n")
    return not second or (heading.title is None and "\n" not in second and _reads_as_title(second))


def _marked(lines: Sequence[_Line], sections: int) -> set[int]:
    """Choose the headings that the source marks as such: those of the highest level that has several."""
    marked = [line for line in lines if line.level]
    certain = {line.place for line in marked if line.heading and line.heading.kind in _CERTAIN}
    if sections > 1:
        return certain | {line.place for line in marked if line.opens_section}
    levels = Counter(line.level or 0 for line in marked)
    several = [level for level, count in levels.items() if count > 1]
    chapter_level = min(several, default=2)
    return certain | {line.place for line in marked if (line.level or 0) <= chapter_level}


def _candidate(line: _Line, heading: Heading, blocks: Sequence[Element], marked: set[int]) -> Candidate:
    first = line.place <= _FEW_NOTES and not line.titled and notes.are_notes(blocks[: line.place])
    opens = line.opens_section or first
    shape = f"{line.block.tag} {line.block.get('class')} {line.text.isupper()} {len(line.block)}"
    late = line.place * 2 > len(blocks)
    return Candidate(line.place, heading, line.offset, shape, opens, line.place in marked, late)


def _reads_as_title(text: str) -> bool:
    if not text or "\n" in text or len(words(text)) == 0 or len(text.split()) > _SUBTITLE_WORDS:
        return False
    if text.startswith(_NO_SUBTITLE_STARTS) or text.endswith(_NO_SUBTITLE_ENDS):
        return False
    return breaks.form(text) is None and not signs.starts_note(text) and not signs.labels_note(text)
