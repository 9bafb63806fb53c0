"""Mark what authors type between scenes, and the lines that say whose view or which day follows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ficbind import xhtml
from ficbind.conventions import breaks
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Removal
from ficbind.passes.chapters import HEADINGS, ChapterTree, Findings, is_note, line_of, listed, quoted, text_of
from ficbind.passes.galley import GAP
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element

_NOT_WITHIN = frozenset({"pre", "td", "th", "li", "dd", "dt"})
_APART_FROM_PROSE = frozenset({"verse", "message"})
_SHARE_OF_NOISE = 0.15
"""Share of blocks with a blank line before them from which blank lines are mere spacing."""

_FEW_GAPS, _MOST = 3, 0.5
"""In a short story so few blank lines are spacing only if most blocks have one."""

_ENOUGH_DOUBTFUL = 3
_LONGEST_LINE = 200
_SHORTEST_PROSE = 40
_FORMS_SHOWN = 4


def mark_scene_breaks(trees: Sequence[ChapterTree], path: Path) -> Findings:
    """Replace each line that is only an ornament with a scene break, and telling blank lines with a soft one."""
    _mark_gaps(trees)
    sure: list[tuple[Element, str]] = []
    doubtful: dict[str, list[Element]] = {}
    for tree in trees:
        for node in _lines(tree.root):
            text = text_of(node)
            form = breaks.form(text) if len(text) <= _LONGEST_LINE else None
            if form == "doubtful":
                doubtful.setdefault(text, []).append(node)
            elif form:
                sure.append((node, text))
    for text in [text for text, nodes in doubtful.items() if _must_be_breaks(nodes)]:
        sure += [(node, text) for node in doubtful.pop(text)]
    sure.sort(key=lambda each: line_of(each[0]))
    removals = tuple(_removal(node, text) for node, text in sure if xhtml.words(text))
    diagnostics = (*_replaced(sure, path), *(_doubt(text, nodes, path) for text, nodes in doubtful.items()))
    for node, _ in sure:
        _become_break(node)
    return Findings(removals, diagnostics)


def settle_scene_breaks(trees: Sequence[ChapterTree]) -> None:
    """Leave one break where several stand together, and none at the edges of a chapter or note."""
    for tree in trees:
        for container in reversed(list(tree.root.iter("aside", "blockquote", "div"))):
            if all(block.tag == "hr" for block in container):
                _become_break(container)
            else:
                _settle(container)
        _settle(tree.root)


def _lines(root: Element) -> Iterator[Element]:
    """Give the paragraphs and headings that could be ornaments: not in verse, messages, lists or tables."""
    for node in root.iter("p", *HEADINGS):
        parent = node.getparent()
        if parent is root or not any(_is_apart(each) for each in node.iterancestors()):
            yield node


def _is_apart(node: Element) -> bool:
    return node.tag in _NOT_WITHIN or node.get("class") in _APART_FROM_PROSE


def _must_be_breaks(nodes: Sequence[Element]) -> bool:
    """Tell a doubtful form that is a story's own ornament: it recurs, and never after the end of a letter."""
    return len(nodes) >= _ENOUGH_DOUBTFUL and all(_follows_prose(node) for node in nodes)


def _follows_prose(node: Element) -> bool:
    before = node.getprevious()
    if before is None or node.getparent().tag == "blockquote":
        return False
    text = text_of(before)
    return len(text) >= _SHORTEST_PROSE or text.endswith((".", "!", "?", "”", '"', "…"))


def _removal(node: Element, text: str) -> Removal:
    return Removal(text, "a scene break", line_of(node))


def _replaced(sure: Sequence[tuple[Element, str]], path: Path) -> Iterator[Diagnostic]:
    if sure:
        forms = Counter(text for _, text in sure).most_common()
        shown = ", ".join(f"'{text[:20]}' ({count})" for text, count in forms[:_FORMS_SHOWN])
        more = " …" if len(forms) > _FORMS_SHOWN else ""
        count = f"{len(sure)} scene break{'s' if len(sure) > 1 else ''}"
        message = f"replaced {count}: {shown}{more}"
        yield Diagnostic(Code.REPLACED_BREAKS, "info", message, Location(path, line_of(sure[0][0])))


def _doubt(text: str, nodes: Sequence[Element], path: Path) -> Diagnostic:
    message = f"{quoted(text)} may be a scene break or mean kisses; it stays as text ({listed(map(line_of, nodes))})"
    hint = "write *** in its place if scenes part there"
    return Diagnostic(Code.DOUBTFUL_BREAK, "info", message, Location(path, line_of(nodes[0])), hint)


def _become_break(node: Element) -> None:
    line, tail = node.get(LINE), node.tail
    node.clear()
    node.tag = "hr"
    node.tail = tail
    node.set("class", "scene-break")
    if line:
        node.set(LINE, line)


def _mark_gaps(trees: Sequence[ChapterTree]) -> None:
    """Turn blank lines into breaks: where they are rare each counts, where they are many only longer ones."""
    blocks = [block for tree in trees for block in tree.root]
    gaps = [(block, int(block.attrib.pop(GAP))) for block in blocks if block.get(GAP)]
    if not gaps:
        return
    share = len(gaps) / len(blocks)
    is_noise = share > _SHARE_OF_NOISE and (len(gaps) > _FEW_GAPS or share > _MOST)
    usual = Counter(count for _, count in gaps).most_common(1)[0][0] if is_noise else 0
    for block, count in gaps:
        if count > usual:
            kind = "soft-break" if count == usual + 1 else "scene-break"
            block.addprevious(_rule(kind, block.get(LINE)))


def _rule(kind: str, line: str | None) -> Element:
    node = xhtml.element("hr", class_=kind)
    if line:
        node.set(LINE, line)
    return node


def _settle(root: Element) -> None:
    """Take away the breaks at the edges, where notes count as edge, and all but one of a run."""
    content = [place for place, block in enumerate(root) if block.tag != "hr" and not is_note(block)]
    first, last = (content[0], content[-1]) if content else (0, -1)
    kept: Element | None = None
    for place, block in enumerate(list(root)):
        if block.tag != "hr":
            kept = None
        elif not first < place < last:
            root.remove(block)
        elif kept is not None:
            if block.get("class") == "scene-break":
                kept.set("class", "scene-break")
            root.remove(block)
        else:
            kept = block
