"""Read Word documents: a fair copy of all their text goes to mammoth, and no word may be missing in what comes back."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Protocol

from ficbind import xhtml
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Draft
from ficbind.readers import containers, xmlparts
from ficbind.readers.office import looks, properties, word_words
from ficbind.readers.office.fair_copy import Copyist
from ficbind.readers.office.typescripts import LEFT_OUT, accepted, page_of, quoted, stories
from ficbind.readers.office.word_blocks import Source
from ficbind.readers.office.word_numbers import Numbers
from ficbind.readers.office.word_paragraphs import LEFT_OUT as LEFT_OUT_STYLE
from ficbind.readers.office.word_parts import NOTES, Package, Parts
from ficbind.readers.office.word_styles import Styles
from ficbind.readers.office.wordml import W, child, children, value
from ficbind.records import dataclass
from ficbind.xhtml import Element, words

_LISTS = """
p:unordered-list(1) => ul > li:fresh
p:unordered-list(2) => ul|ol > li > ul > li:fresh
p:unordered-list(3) => ul|ol > li > ul|ol > li > ul > li:fresh
p:unordered-list(4) => ul|ol > li > ul|ol > li > ul|ol > li > ul > li:fresh
p:unordered-list(5) => ul|ol > li > ul|ol > li > ul|ol > li > ul|ol > li > ul > li:fresh
p:ordered-list(1) => ol > li:fresh
p:ordered-list(2) => ul|ol > li > ol > li:fresh
p:ordered-list(3) => ul|ol > li > ul|ol > li > ol > li:fresh
p:ordered-list(4) => ul|ol > li > ul|ol > li > ul|ol > li > ol > li:fresh
p:ordered-list(5) => ul|ol > li > ul|ol > li > ul|ol > li > ul|ol > li > ol > li:fresh
"""
_FACES = """
u => u
small-caps => span[class='small-caps']
"""
_MARKS = {"rule": "hr:fresh", "page-break": "hr[class='page-break']:fresh"}
_QUOTED = re.compile(r"\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class _Notes:
    """The notes of one kind: the part that holds them, and each by its id."""

    part: str
    held: Mapping[str, Element]


def read(path: Path, data: bytes, _encoding: str | None = None) -> Sequence[Draft]:
    """Read a Word document, whose parts name their encoding themselves."""
    parts = Parts.of(containers.unpack(path, data))
    body = child(parts.root(parts.main), "body")
    if body is None:
        raise xmlparts.refused(path / parts.main, None, "the document has no body")
    notes = {kind: _notes(parts, kind) for kind in NOTES}
    package, changes, cited = _copied(parts, body, notes)
    page = page_of(path, _converted(package), dict(_images(parts, package)))
    word_words.prove(page.lines.texts, word_words.shown(body, cited), path)
    page.diagnostics += _said(parts, changes, path)
    core = next((each.name for each in parts.targets("").values() if each.kind == "core-properties"), "")
    return stories(page, properties.of_part(parts.root(core)))


def _notes(parts: Parts, kind: str) -> _Notes:
    name = next(parts.beside(f"{kind}s"), "")
    held = children(parts.root(name), kind)
    return _Notes(name, {value(node, "id"): node for node in held if value(node, "type") in {"", "normal"}})


def _copied(parts: Parts, body: Element, notes: Mapping[str, _Notes]) -> tuple[Package, int, list[Element]]:
    """Copy the document fair, judge its paragraphs by one another, and put all into a package."""
    styles = Styles.of(parts.root(next(parts.beside("styles"), "")))
    numbers = Numbers.of(parts.root(next(parts.beside("numbering"), "")))
    waiting = {kind: set(held.held) for kind, held in notes.items()}
    source = Source(styles, numbers, parts.targets(parts.main), waiting, _comments(parts), _anchors(body))
    package = Package()
    copyist = Copyist(source, package)
    blocks = copyist.copy(body)
    clues = [paragraph.clue for paragraph in copyist.paragraphs]
    looks.judge(clues)
    for paragraph, parts_scene in zip(copyist.paragraphs, looks.part_scenes(clues), strict=True):
        paragraph.parts_scene = parts_scene
    for block in blocks:
        package.body.extend(block.blocks(package))
    cited = []
    for kind, held in notes.items():
        within = Source(styles, numbers, parts.targets(held.part), {each: set() for each in NOTES}, {}, frozenset())
        for id_ in sorted(held.held.keys() - waiting[kind]):
            cited.append(held.held[id_])
            note = xhtml.append(package.notes[kind], f"{W}{kind}", {f"{W}id": id_})
            for block in Copyist(within, package, in_note=True).copy(held.held[id_]):
                note.extend(block.blocks(package))
    return package, copyist.changes, cited


def _comments(parts: Parts) -> dict[str, str]:
    root = parts.root(next(parts.beside("comments"), ""))
    return {value(node, "id"): word_words.text_of(node) for node in children(root, "comment")}


def _anchors(body: Element) -> frozenset[str]:
    """Find the places that links within the document lead to."""
    found = {value(node, "anchor") for node in body.iter("{*}hyperlink")}
    codes = (*body.iter("{*}instrText"), *body.iter("{*}fldSimple"))
    for node in codes:
        found |= set(_QUOTED.findall(node.text or value(node, "instr")))
    return frozenset(found)


class _Image(Protocol):
    def open(self) -> IO[bytes]:
        """Open what stands for the image in a fair copy: its name."""


def _source_of(image: _Image) -> dict[str, str]:
    with image.open() as name:
        return {"src": name.read().decode()}


def _converted(package: Package) -> str:
    # mammoth takes a moment to import, and most books have no Word document.
    import mammoth

    data = package.data()
    rules = [_rule(name) for name in sorted(package.styles)]
    result = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map="\n".join((*rules, _LISTS, _FACES)),
        include_default_style_map=False,
        include_embedded_style_map=False,
        ignore_empty_paragraphs=False,
        convert_image=mammoth.images.img_element(_source_of),
    )
    return str(result.value)


def _rule(style: str) -> str:
    """Write for mammoth what a style of the fair copy becomes."""
    if style in _MARKS:
        path = _MARKS[style]
    elif style.startswith(LEFT_OUT_STYLE):
        path = f"div[class='{LEFT_OUT}'][title='{style.removeprefix(LEFT_OUT_STYLE)}']:fresh"
    else:
        tag, classes, quoted_, rtl = style.split("|")
        named = f"[class='{classes}']" if classes else ""
        turned = "[dir='rtl']" if rtl else ""
        path = f"{'blockquote > ' if quoted_ else ''}{tag}{named}{turned}:fresh"
    return f"p[style-name='{style}'] => {path}"


def _images(parts: Parts, package: Package) -> Iterator[tuple[str, bytes]]:
    for name in package.images:
        if name in parts.container:
            yield name, parts.container.read(name)


def _said(parts: Parts, changes: int, path: Path) -> Iterator[Diagnostic]:
    """Say what of the file is no part of the text."""
    if changes:
        yield Diagnostic(Code.LEFT_OUT_OF_DOCUMENT, "info", accepted(changes), Location(path))
    for kind in ("header", "footer"):
        texts = (word_words.text_of(parts.root(name)) for name in parts.beside(kind))
        said = next((text for text in texts if words(text)), "")
        if said:
            message = f"left out the page {kind}s: '{quoted(said)}'"
            yield Diagnostic(Code.LEFT_OUT_OF_DOCUMENT, "info", message, Location(path))
