"""Bring a reader's markup into the closed vocabulary and lose no word of it."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from ficbind import xhtml
from ficbind.conventions import addresses
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Draft, Removal, Section
from ficbind.passes import chats, hues, signatures, skins, targets
from ficbind.passes.attributes import PLAIN, Look, look
from ficbind.passes.chapters import ChapterTree, Findings
from ficbind.passes.elements import (
    DROPPED,
    FACES,
    HOMES,
    KEPT,
    KEPT_IF_NAMED,
    PARAGRAPHS,
    RENAMED,
    SILENT,
    TRANSPARENT,
)
from ficbind.passes.figures import set_figures
from ficbind.passes.galley import Galley
from ficbind.passes.images import Album, Shown
from ficbind.records import dataclass, field
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element

_NOTHING: tuple[list[str], ...] = ([], [LINE])


@dataclass(slots=True)
class Dropped:
    """What was not kept: elements with their content, and elements whose content stays."""

    taken_away: Counter[str] = field(default_factory=Counter)
    unwrapped: Counter[str] = field(default_factory=Counter)
    texts: list[tuple[str, int]] = field(default_factory=list)


def sanitize_sections(draft: Draft, language: str, album: Album) -> tuple[list[ChapterTree], Findings]:
    """Set all sections of a draft anew, and say what could not be kept."""
    parsed = [xhtml.parse(section.markup) for section in draft.sections]
    for root in parsed:
        chats.set_chats(root)
    told = (*skins.shape(parsed, draft), *hues.mark(parsed, draft))
    linked = targets.linked(parsed)
    album.look_over(parsed)
    dropped = Dropped()
    aliases: dict[str, str] = {}
    galleys = []
    for root in parsed:
        galley = sanitize(root, linked, dropped, album)
        _drop_language(galley.root, language)
        signatures.mark_signatures(galley.root)
        aliases = galley.aliases | aliases
        galleys.append(galley)
    for galley in galleys:
        targets.redirect([galley.root], aliases | galley.aliases)
    trees = [ChapterTree(_title(each), galley.root) for each, galley in zip(draft.sections, galleys, strict=True)]
    texts = (each for each in dropped.texts if each[0] in draft.source)
    removals = tuple(Removal(text, "a script or style", line) for text, line in texts)
    return trees, Findings(removals, (*told, *album.findings(draft), *_said(dropped, draft.path)))


def _title(section: Section) -> str | None:
    return " ".join(section.title.split()) or None if section.title else None


def _drop_language(root: Element, language: str) -> None:
    """Unmark text that is marked as being in the story's own language."""
    own = language.partition("-")[0].lower()
    for node in root.iterfind(".//*[@lang]"):
        within_another = any(each.get("lang") for each in node.iterancestors())
        if node.get("lang").partition("-")[0].lower() == own and not within_another:
            del node.attrib["lang"]


def _said(dropped: Dropped, path: Path) -> Iterator[Diagnostic]:
    for verb, counts in (("left out", dropped.taken_away), ("took the text out of", dropped.unwrapped)):
        if counts:
            shown = ", ".join(f"<{tag}> ({count})" for tag, count in sorted(counts.items()))
            yield Diagnostic(Code.DROPPED_MARKUP, "info", f"{verb} {shown}", Location(path))


@dataclass(slots=True)
class _Frame:
    """How to leave an element: what entering it began."""

    leave: Callable[[], None] | None = None
    faces: int = 0
    setting: bool = False


def sanitize(
    root: Element,
    linked: frozenset[str] = frozenset(),
    dropped: Dropped | None = None,
    album: Album | None = None,
) -> Galley:
    """Set the content of `root` anew in the closed vocabulary, with the ids that are `linked` to.

    Without an album its images are left out.
    """
    galley = Galley(_lines_apart(root))
    cleaner = _Cleaner(galley, linked, Dropped() if dropped is None else dropped, album)
    galley.text(root.text)
    walker = xhtml.walk(root)
    next(walker)
    for event, node in walker:
        if event == "start":
            if cleaner.enter(node):
                galley.text(node.text)
            else:
                walker.skip_subtree()
        elif node is not root:
            if event == "end":
                cleaner.leave()
            galley.text(node.tail)
    galley.close_paragraph()
    set_figures(galley.root)
    return galley


class _Cleaner:
    """Translate elements into what the galley sets."""

    def __init__(self, galley: Galley, linked: frozenset[str], dropped: Dropped, album: Album | None) -> None:
        self._galley = galley
        self._linked = linked
        self._dropped = dropped
        self._album = album
        self._frames: list[_Frame] = []

    def enter(self, node: Element) -> bool:
        """Begin an element; `False` if its content is dropped."""
        given = _local_name(node)
        tag = RENAMED.get(given, given)
        frame = _Frame()
        self._frames.append(frame)
        if tag in DROPPED:
            self._drop(node, tag)
            return False
        seen = PLAIN if node.keys() in _NOTHING else look(node, tag)
        self._galley.line = node.get(LINE) or self._galley.line
        name = node.get("id") or (node.get("name") if tag == "a" else None)
        if name in self._linked:
            self._galley.target(name)
        self._begin(frame, node, tag, seen)
        for face in seen.faces:
            frame.faces += self._galley.push_face(*face)
        return True

    def leave(self) -> None:
        """End the element that began last."""
        frame = self._frames.pop()
        for _ in range(frame.faces):
            self._galley.pop_face()
        if frame.leave:
            frame.leave()
        if frame.setting:
            self._galley.pop_setting()

    def _begin(self, frame: _Frame, node: Element, tag: str, seen: Look) -> None:
        if tag in PARAGRAPHS and self._belongs(tag):
            self._paragraph(frame, tag, seen)
        elif self._is_container(node, tag, seen):
            self._container(frame, tag, seen)
        elif tag in TRANSPARENT or tag in KEPT or tag in PARAGRAPHS:
            self._transparent(frame, tag, seen)
        elif tag in {"br", "hr", "img"}:
            self._void(node, tag, seen)
        elif tag in FACES:
            self._face(frame, node, tag, seen)
        elif tag == "q":
            self._galley.text('"')
            frame.leave = lambda: self._galley.text('"')
        elif tag not in SILENT:
            self._dropped.unwrapped[tag] += 1

    def _is_container(self, node: Element, tag: str, seen: Look) -> bool:
        if tag == "figure":
            return next(node.iter("{*}img", "{*}IMG"), None) is not None
        return (tag in KEPT and self._belongs(tag)) or (
            tag in KEPT_IF_NAMED and bool(seen.classes - {"centred", "right"})
        )

    def _belongs(self, tag: str) -> bool:
        return tag not in HOMES or self._galley.container in HOMES[tag]

    def _paragraph(self, frame: _Frame, tag: str, seen: Look) -> None:
        galley, before = self._galley, self._galley.paragraphs
        galley.begin_paragraph(tag, seen)
        frame.leave = lambda: galley.end_paragraph(before)

    def _container(self, frame: _Frame, tag: str, seen: Look) -> None:
        if self._galley.open_container(tag, seen):
            frame.leave = self._galley.close_container
        else:
            frame.leave = self._galley.close_paragraph
        if seen.alignment is not None:
            self._galley.push_setting(seen.alignment, {})
            frame.setting = True

    def _transparent(self, frame: _Frame, tag: str, seen: Look) -> None:
        self._galley.close_paragraph()
        frame.leave = self._galley.close_paragraph
        alignment = "centred" if tag == "center" else seen.alignment
        if alignment is not None or seen.language:
            self._galley.push_setting(alignment, seen.language)
            frame.setting = True

    def _void(self, node: Element, tag: str, seen: Look) -> None:
        if tag == "br":
            self._galley.line_break()
        elif tag == "hr":
            self._galley.rule(" ".join(sorted(seen.classes)) or "scene-break")
        elif self._album:
            self._image(self._album.show(node, int(self._galley.line or 1)))

    def _image(self, shown: Shown) -> None:
        if shown.tag == "hr":
            self._galley.rule("scene-break")
        elif shown.tag == "img":
            self._galley.picture(shown.attributes)
        elif shown.tag:
            self._galley.push_face(shown.tag, shown.attributes)
            self._galley.text(shown.text)
            self._galley.pop_face()
        else:
            self._galley.text(shown.text)

    def _face(self, frame: _Frame, node: Element, tag: str, seen: Look) -> None:
        attributes = {**seen.attributes, **seen.language}
        if seen.classes:
            attributes["class"] = " ".join(sorted(seen.classes))
        if tag == "a":
            attributes = _link(node.get("href") or "")
            attributes |= {"class": "noteref"} if attributes and "noteref" in seen.classes else {}
        if attributes or tag not in {"span", "a", "bdi", "abbr"}:
            frame.faces += self._galley.push_face(tag, dict(sorted(attributes.items())))

    def _drop(self, node: Element, tag: str) -> None:
        self._dropped.taken_away[tag] += 1
        text = "".join(node.itertext()).strip()
        if text:
            self._dropped.texts.append((text, int(self._galley.line or 1)))


def _local_name(node: Element) -> str:
    tag: str = node.tag
    if tag.startswith("{"):
        tag = tag.rpartition("}")[2]
    return tag if tag.islower() else tag.lower()


def _link(href: str) -> dict[str, str]:
    """Keep a link that leads to a place in the book or to a complete address."""
    if href.startswith("#") and len(href) > 1:
        return {"href": href}
    address = addresses.complete(href)
    return {"href": address} if address else {}


def _lines_apart(root: Element) -> int:
    """Count the line breaks that part two paragraphs: usually two, but one where a page has nothing else."""
    runs: Counter[bool] = Counter()
    for node in root.iter("br"):
        before = node.getprevious()
        after = node.getnext()
        starts = before is None or before.tag != "br" or (before.tail or "").strip()
        if starts:
            runs[after is not None and after.tag == "br" and not (node.tail or "").strip()] += 1
    paragraphs = 1 + sum(1 for _ in root.iter("p"))
    return 1 if runs[False] > max(20, 3 * paragraphs) and runs[False] > 3 * runs[True] else 2
