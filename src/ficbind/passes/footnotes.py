"""Find the notes that links in a text lead to, whatever their author built them from."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ficbind.passes.chapters import ChapterTree
from ficbind.passes.footnote_setting import LONGEST_NOTE, Call, Footnote, let_out, set_footnotes
from ficbind.passes.typed_notes import link_typed_notes
from ficbind.records import dataclass, field
from ficbind.vocabulary import BLOCKS
from ficbind.xhtml import Element

_LABEL = re.compile(r"\W{0,2}(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,6}|[*†‡§¶#]{1,5}|[¹²³⁰⁴⁵⁶⁷⁸⁹]{1,3})\W{0,2}")
"""What calls a note: one to three digits, a letter, a small roman number, or a sign of old."""

_BRACKETED = re.compile(r"\s*[\[({].*[\])}]\s*")
_LONGEST_WORDS = 60
"""Letters of the words that are themselves a link to their note."""

_MARKED = frozenset({"footnote", "noteref"})
_NO_NOTES = frozenset({"h1", "h2", "h3", "h4", "td", "th", "dt", "dd", "figcaption", "blockquote"})


@dataclass(slots=True)
class _Story:
    """Where everything stands that a link may lead to, and in which order."""

    places: dict[str, tuple[int, Element]] = field(default_factory=dict)
    order: dict[Element, int] = field(default_factory=dict)
    links: list[tuple[int, Element]] = field(default_factory=list)

    @classmethod
    def of(cls, trees: Sequence[ChapterTree]) -> "_Story":
        story = cls()
        for number, tree in enumerate(trees):
            for node in tree.root.iter("*"):
                story.order[node] = len(story.order)
                if name := node.get("id"):
                    story.places[name] = number, node
                if node.tag == "a" and (node.get("href") or "").startswith("#"):
                    story.links.append((number, node))
        return story


def mark_footnotes(trees: Sequence[ChapterTree], key: str) -> None:
    """Mark each note that a link before it calls, and the links to it and back; ids begin with `key`."""
    link_typed_notes(trees, key)
    made: set[Element] = set()
    if any((node.get("href") or "").startswith("#") for tree in trees for node in tree.root.iter("a")):
        notes = _outermost(list(_notes(_Story.of(trees))))
        made = {*set_footnotes(notes, key), *(call.link for note in notes for call in note.calls)}
    for tree in trees:
        _unmark(tree.root, made)


def _notes(story: _Story) -> Iterator[Footnote]:
    """Gather the calls of each note."""
    found: dict[Element, Footnote] = {}
    crowded = _crowded(story)
    for chapter, link in story.links:
        home, target = story.places.get(link.get("href")[1:], (0, link))
        block = _block(target, crowded)
        if block is None or block in link.iterancestors():
            continue
        if (story.order[block] < story.order[link] and block not in found) or _leads_to_call(link, block, found):
            continue
        call = Call(link, _label(link), chapter)
        if _is_called(call, block, target):
            found.setdefault(block, Footnote(block, home, [])).calls.append(call)
    yield from found.values()


def _leads_to_call(link: Element, block: Element, found: Mapping[Element, Footnote]) -> bool:
    """Tell the way back from a note to a paragraph that calls it."""
    around = [found[each] for each in link.iterancestors() if each in found]
    called = {call.link.get("href") for note in around for call in note.calls}
    return any(each.get("href") in called for each in block.iter("a"))


def _crowded(story: _Story) -> set[Element]:
    """Find the blocks that their source marks as a note but that hold several."""
    held: dict[Element, set[str]] = {}
    for _, link in story.links:
        name = link.get("href")[1:]
        for each in story.places[name][1].iterancestors() if name in story.places else ():
            if each.get("class") == "footnote":
                held.setdefault(each, set()).add(name)
    return {block for block, names in held.items() if len(names) > 1}


def _outermost(notes: list[Footnote]) -> list[Footnote]:
    """Leave out what only holds notes: the list, or the block around it, that some links lead to as well."""
    holding = {each for note in notes for each in note.block.iterancestors()}
    return [note for note in notes if note.block not in holding]


def _label(link: Element) -> str | None:
    text = "".join(link.itertext()).strip()
    return text if _LABEL.fullmatch(text) else None


def _block(target: Element, crowded: set[Element]) -> Element | None:
    """Give the block that is the note a link leads to: a marked block, an item of a list, else a paragraph."""
    node = next(each for each in (target, *target.iterancestors()) if each.tag in BLOCKS or each.getparent() is None)
    for each in (node, *node.iterancestors()):
        if each.get("class") == "footnote" and each not in crowded:
            return each
    if node.tag == "p" and node.getparent().tag == "li" and node.getprevious() is None:
        node = node.getparent()
    around = (each.tag for each in (node, *node.iterancestors()))
    return node if node.tag in {"li", "p"} and _NO_NOTES.isdisjoint(around) else None


def _is_called(call: Call, block: Element, target: Element) -> bool:
    """Tell a note from any other place: by what its source calls it, by a link back, or by the label of both."""
    text = "".join(block.itertext())
    if not _has_words(block) or (len(text) > LONGEST_NOTE and not (call.label and _leads_back(call, block))):
        return False
    if _MARKED & {call.link.get("class"), block.get("class"), target.get("class")}:
        return True
    if call.label is None:
        return len("".join(call.link.itertext())) <= _LONGEST_WORDS and _leads_back(call, block)
    raised = any(each.tag == "sup" for each in (call.link, *call.link, *call.link.iterancestors()))
    labelled = call.bare != "" and re.match(rf"\W{{0,2}}{re.escape(call.bare)}(?!\w)", text.strip()) is not None
    return raised or labelled or _BRACKETED.fullmatch(call.label) is not None or _leads_back(call, block)


def _has_words(block: Element) -> bool:
    """Tell whether something stands in a block beside links."""
    linked = sum(len("".join(link.itertext()).strip()) for link in block.iter("a"))
    return len("".join(block.itertext()).strip()) > linked


def _leads_back(call: Call, block: Element) -> bool:
    names = set(call.names)
    return any((link.get("href") or "")[1:] in names for link in block.iter("a"))


def _unmark(root: Element, made: set[Element]) -> None:
    """Take the marks of the source off what turned out to be no note and no call of one."""
    for node in list(root.iter("a", "aside", "div", "li")):
        if node.get("class") == "footnote" and node not in made:
            del node.attrib["class"]
            if node.tag != "li":
                let_out(node)
        elif node.get("class") == "noteref" and node not in made:
            del node.attrib["class"]
