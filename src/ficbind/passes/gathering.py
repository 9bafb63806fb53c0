"""Settle where the author's notes go: they stay, are gathered for the end of the story or the book, or are left out."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ficbind import xhtml
from ficbind.conventions import notes as signs
from ficbind.diagnostics import Code, Diagnostic, Location, Severity
from ficbind.manifest.values import NotePolicy
from ficbind.model import Field, Metadata, Note, Origin, Removal
from ficbind.passes import targets
from ficbind.passes.chapters import ChapterTree, Findings, is_note, quoted, text_of
from ficbind.records import dataclass, field
from ficbind.vocabulary import BLOCKS, LEFT_OUT, LINE
from ficbind.xhtml import Body, Element

_REASON = "an author's note"
_LABEL = "the label of a note, whose place has a heading"
_PLACES = {"end": "the end of the story", "book-end": "the end of the book"}


@dataclass(slots=True)
class Gathered:
    """A note that was taken out: its blocks, the chapter it belongs to, counted from 0, and the id where it stood."""

    tree: ChapterTree
    chapter: int
    place: str | None


@dataclass(slots=True)
class _Taken:
    """A note that was taken out, the title of the chapter that was nothing else, and the label it bore."""

    note: Gathered
    title: str | None = None
    label: Removal | None = None


@dataclass(frozen=True, slots=True)
class Harvest:
    """What is left of the chapters, what was gathered from them, and what is to be said."""

    trees: list[ChapterTree]
    notes: tuple[Gathered, ...] = ()
    findings: Findings = field(default_factory=Findings)


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall become of the notes of one story; `last` is the number of lines of its source."""

    policy: NotePolicy
    key: str
    path: Path
    last: int

    def where(self, note: Element) -> Location:
        """Find a note in the source."""
        return Location(self.path, _line(note))

    def said(self, note: Element) -> Diagnostic:
        """Tell what became of a note."""
        where, words = self.where(note), quoted(xhtml.plain(note))
        if self.policy == "drop":
            return Diagnostic(Code.DROPPED_NOTE, "info", f"left out an author's note: {words}", where)
        message = f"moved an author's note to {_PLACES[self.policy]}: {words}"
        return Diagnostic(Code.MOVED_NOTE, "info", message, where)


def gather(trees: Sequence[ChapterTree], wish: Wish) -> Harvest:
    """Take the notes out of the chapters as the policy asks; a chapter that was only a note goes with it."""
    notes = list(_notes(trees))
    if wish.policy == "keep" or not notes:
        return Harvest(list(trees))
    if not _prose(trees, notes):
        message = "the story is nothing but author's notes; they stay where they are"
        hint = "write 'notes: no' under 'typography:' for this story if they are the story"
        return Harvest(
            list(trees), findings=Findings(diagnostics=(_kept(message, wish.where(notes[0][1]), "warning", hint),))
        )
    kept = _linked(trees, [node for _, node in notes]) if wish.policy == "drop" else []
    diagnostics = [
        _kept(f"kept an author's note, as a link leads to it: {quoted(xhtml.plain(node))}", wish.where(node))
        for node in kept
    ]
    diagnostics += [wish.said(node) for _, node in notes if node not in kept]
    taken = _take([(chapter, node) for chapter, node in notes if node not in kept], trees, wish)
    removals = tuple(_removals(taken, None if wish.policy == "drop" else wish.last + 1))
    left, places = _left(trees)
    gathered = tuple(Gathered(each.note.tree, places[each.note.chapter], each.note.place) for each in taken)
    return Harvest(left, gathered if wish.policy != "drop" else (), Findings(removals, tuple(diagnostics)))


def take_facts(
    metadata: Metadata, policy: NotePolicy, path: Path, trees: Mapping[Field, Element]
) -> tuple[Metadata, tuple[Note, ...], Findings]:
    """Treat the notes above a story as those within it; what the manifest itself says is never left out.

    `trees` has the text of the facts that are prose.
    """
    fact = metadata.get(Field.NOTES)
    if fact is None or policy == "keep" or (policy == "drop" and fact.origin is Origin.MANIFEST):
        return metadata, (), Findings()
    rest = Metadata(
        tuple(each for each in metadata.facts if each is not fact), people=metadata.people, level=metadata.level
    )
    where, words = fact.where or Location(path), quoted(fact.text)
    if policy == "drop":
        said = Diagnostic(Code.DROPPED_NOTE, "info", f"left out the author's notes: {words}", where)
        return rest, (), Findings(diagnostics=(said,))
    message = f"moved the author's notes to {_PLACES[policy]}: {words}"
    said = Diagnostic(Code.MOVED_NOTE, "info", message, where)
    return rest, (Note(_aside(trees[Field.NOTES])),), Findings(diagnostics=(said,))


def _aside(tree: Element) -> Body:
    return Body(f'<aside class="note">{xhtml.inner(tree)}</aside>')


def _kept(message: str, where: Location, severity: Severity = "info", hint: str = "") -> Diagnostic:
    return Diagnostic(Code.KEPT_NOTE, severity, message, where, hint)


def _notes(trees: Sequence[ChapterTree]) -> Iterator[tuple[int, Element]]:
    """Give each note that stands in no other, with its chapter."""
    for chapter, tree in enumerate(trees):
        for node in tree.root.iter("aside"):
            if is_note(node) and not any(is_note(each) for each in node.iterancestors("aside")):
                yield chapter, node


def _prose(trees: Sequence[ChapterTree], notes: Sequence[tuple[int, Element]]) -> bool:
    """Tell whether there are words outside the notes."""
    every = sum(len(xhtml.words(xhtml.plain(tree.root))) for tree in trees)
    return every > sum(len(xhtml.words(xhtml.plain(node))) for _, node in notes)


def _linked(trees: Sequence[ChapterTree], notes: Sequence[Element]) -> list[Element]:
    """Find the notes that the text links to, footnotes for one, and those that such notes link to."""
    links = {node: targets.linked([node]) for node in notes}
    loose = list(notes)
    held = [link for tree in trees for link in tree.root.iter("a") if not links.keys() & {*link.iterancestors()}]
    wanted = {link.get("href", "")[1:] for link in held}
    while found := [node for node in loose if wanted & _ids(node)]:
        loose = [node for node in loose if node not in found]
        wanted = {name for node in found for name in links[node]}
    return [node for node in notes if node not in loose]


def _ids(node: Element) -> set[str]:
    return {each.get("id") for each in node.iter("*") if each.get("id")}


def _take(notes: Sequence[tuple[int, Element]], trees: Sequence[ChapterTree], wish: Wish) -> list[_Taken]:
    """Take notes out of their trees; with the first of a chapter that held nothing else goes its title."""
    taken: list[_Taken] = []
    for number, (chapter, node) in enumerate(notes, 1):
        before = _line(node)
        place = _place(node, f"{wish.key}-note-{number}") if wish.policy != "drop" else None
        _detach(node)
        node.set(LINE, str(before))
        root = xhtml.element("body")
        root.append(node)
        label = _unlabelled(node) if wish.policy != "drop" else None
        taken.append(_Taken(Gathered(ChapterTree(None, root), chapter, place), label=label))
    for chapter, tree in enumerate(trees):
        first = next((each for each in taken if each.note.chapter == chapter), None)
        if first and tree.title and not xhtml.words(xhtml.plain(tree.root)):
            first.note.tree.root[0].insert(0, _heading(tree.title))
            first.title, tree.title = tree.title, None
    return taken


def _unlabelled(note: Element) -> Removal | None:
    """Take away the line with which a note says that it is one, unless it says nothing else."""
    first = next((node for node in note.iter("p", "h3", "h4") if text_of(node)), None)
    label = text_of(first) if first is not None else ""
    if first is None or not signs.is_label(label) or xhtml.words(xhtml.plain(note)) == xhtml.words(label):
        return None
    if xhtml.words(xhtml.plain(note))[: len(xhtml.words(label))] != xhtml.words(label) or _ids(first):
        return None
    removal = Removal(label, _LABEL, _line(first))
    _detach(first)
    return removal


def _heading(title: str) -> Element:
    heading = xhtml.element("p")
    xhtml.append(heading, "strong", {}).text = title
    return heading


def _place(node: Element, name: str) -> str | None:
    """Name the block after which a note stood; none where it opened its chapter."""
    before = node.getprevious()
    while before is not None and before.tag == "hr":
        before = before.getprevious()
    if before is None:
        return None
    if before.get("id") is None:
        before.set("id", name)
    return str(before.get("id"))


def _detach(node: Element) -> None:
    """Take an element out, and those around it that held nothing else."""
    parent = node.getparent()
    parent.remove(node)
    while len(parent) == 0 and not (parent.text or "").strip() and parent.getparent() is not None:
        parent, empty = parent.getparent(), parent
        parent.remove(empty)


def _left(trees: Sequence[ChapterTree]) -> tuple[list[ChapterTree], list[int]]:
    """Leave out the chapters that hold nothing more; gives for each chapter of before the one that stands for it."""
    left: list[ChapterTree] = []
    places: list[int] = []
    for tree in trees:
        if tree.title or any(block.tag != "hr" for block in tree.root):
            left.append(tree)
        places.append(max(len(left) - 1, 0))
    return left, places


def _removals(taken: Sequence[_Taken], moved_to: int | None) -> Iterator[Removal]:
    """List the words of the notes line by line, as other words may be gone between their lines."""
    last = 1
    for each in taken:
        blocks = each.note.tree.root[0][1:] if each.title else each.note.tree.root[0][:]
        texts = [text for block in blocks for text in _lines(block)]
        if each.label:
            yield each.label
        if each.title:
            # The line of a title is not known: it stands right before the first words.
            texts[:1] = [(last, "\n".join([each.title, *(text for _, text in texts[:1])]))]
        for number, text in texts:
            last = max(last, number)
            yield Removal(text, _REASON, number, moved_to)


def _lines(block: Element) -> Iterator[tuple[int, str]]:
    """Give the text of a block by the lines of the source on which its parts begin."""
    number, pieces = _line(block), [""]
    walker = xhtml.walk(block)
    for event, node in walker:
        if node.get("class") == LEFT_OUT and event == "start":
            walker.skip_subtree()
        if event == "start" and node.get(LINE):
            yield from _said(number, pieces)
            number, pieces = int(node.get(LINE)), [""]
        if node.tag in BLOCKS or node.tag == "br":
            pieces.append("\n")
        text = node.text if event == "start" and node.get("class") != LEFT_OUT else None
        pieces.append((node.tail if event == "end" and node is not block else text) or "")
    yield from _said(number, pieces)


def _said(number: int, pieces: Sequence[str]) -> Iterator[tuple[int, str]]:
    text = "\n".join(line for line in ("".join(pieces)).split("\n") if line.strip())
    if xhtml.words(text):
        yield number, text


def _line(node: Element) -> int:
    """Give the line of the source on which an element begins, or on which what stands before it does."""
    for each in (node, *node.iterancestors()):
        before: Element | None = each
        while before is not None:
            if before.get(LINE):
                return int(before.get(LINE))
            before = before.getprevious()
    return 1
