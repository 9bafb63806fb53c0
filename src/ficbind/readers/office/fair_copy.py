"""Copy a Word document fair: changes accepted, fields shown, boxes beside the text set below it, nothing nested deeply.

Word keeps text in many places that mammoth passes over. Here every element that is not known is gone into, so that
text is left out only where this says so.
"""

import re
from collections.abc import Callable, Iterator

from ficbind import xhtml
from ficbind.readers.office.looks import Faces
from ficbind.readers.office.word_blocks import Leave, Sheets, Source
from ficbind.readers.office.word_fields import Fields
from ficbind.readers.office.word_paragraphs import NOTHING, Block, Paragraph
from ficbind.readers.office.word_parts import Package
from ficbind.readers.office.wordml import R, W, child, children, name_of, value
from ficbind.xhtml import Element

_SKIPPED = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "delInstrText",
        "pPr",
        "rPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sdtPr",
        "sdtEndPr",
    }
    | {"sectPr", "rubyPr", "ffData", "tblPrEx", "customXmlPr", "smartTagPr", "proofErr", "lastRenderedPageBreak"}
    | {"footnoteRef", "endnoteRef", "annotationRef", "separator", "continuationSeparator", "fldData", "numPicBullet"}
    | {"posOffset", "align", "pctWidth", "pctHeight"}
)
_CONTENTS = "the list of contents"
_HEX = re.compile(r"[0-9A-F]{1,5}")
_ON = frozenset({"t", "true", "1"})
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"


class Copyist(Sheets):
    """Write one part of a document into a fair copy."""

    def __init__(self, source: Source, package: Package, *, in_note: bool = False) -> None:
        super().__init__(source, package, in_note=in_note)
        self.changes = 0
        self._fields, self._balanced = Fields(), True
        self._enters: dict[str, Callable[[Element], Leave]] = {
            "p": self._paragraph,
            "r": self._run,
            "t": self._text,
            "tab": lambda _: self._add("\t"),
            "ptab": lambda _: self._add("\t"),
            "noBreakHyphen": lambda _: self._add("\u2011"),
            "softHyphen": lambda _: self._add("\u00ad"),
            "br": self._break,
            "cr": self._break,
            "sym": self._symbol,
            "fldChar": self._field_mark,
            "instrText": self._field_code,
            "fldSimple": self._simple_field,
            "hyperlink": self._hyperlink,
            "bookmarkStart": self._bookmark,
            "footnoteReference": lambda node: self._note(node, "footnote"),
            "endnoteReference": lambda node: self._note(node, "endnote"),
            "commentReference": self._comment,
            "blip": self._blip,
            "imagedata": self._blip,
            "rect": self._rule,
            "txbxContent": self._box,
            "tbl": self._table,
            "tr": self._row,
            "tc": self._cell,
            "sdt": self._control,
            "ruby": self._turned_ruby,
            "rt": self._ruby,
            "ins": self._changed,
            "moveTo": self._changed,
        }

    def copy(self, root: Element) -> list[Block]:
        """Copy what an element holds; paragraphs are made blocks once the whole document has been judged."""
        marks = [value(node, "fldCharType") for node in root.iter(f"{W}fldChar")]
        self._balanced = marks.count("begin") == marks.count("end")
        stack: list[tuple[Iterator[Element], Leave]] = [(iter(root), None)]
        while stack:
            rest, leave = stack[-1]
            node = next(rest, None)
            if node is None:
                stack.pop()
                if leave:
                    leave()
            elif self._is_shown(node):
                enter = self._enters.get(name_of(node))
                left = enter(node) if enter else None
                stack.append((iter(node), left))
        self._settle()
        return self._homes[0]

    def _is_shown(self, node: Element) -> bool:
        name = name_of(node)
        if not name or name in _SKIPPED:
            self.changes += name in {"del", "moveFrom"}
            return False
        if name == "Fallback":
            return child(node.getparent(), "Choice") is None
        if name == "Choice":
            return child(node.getparent(), "Choice") is node
        if name == "tr":
            return child(child(node, "trPr"), "del") is None
        return True

    # Runs

    def _run(self, node: Element) -> Leave:
        paragraph = self._open[-1] if self._open else None
        style = paragraph.style if paragraph else ""
        plain = paragraph is not None and paragraph.plain
        self._faces.append(self._source.styles.faces(child(node, "rPr"), style, plain=plain))

        def leave() -> None:
            self._faces.pop()

        return leave

    @property
    def _face(self) -> Faces:
        return self._faces[-1] if self._faces else NOTHING

    @property
    def _link(self) -> str:
        return self._links[-1] if self._links else self._fields.link

    def _reason(self, paragraph: Paragraph) -> str:
        """Say why the text of this place is left out, or ""."""
        if self._face.hidden:
            return "hidden text"
        if self._fields.silent:
            return "the code of a field"
        return _CONTENTS if paragraph.listed else self._fields.left_out

    def _text(self, node: Element) -> None:
        self._add("".join(node.itertext()))

    def _add(self, text: str) -> None:
        paragraph = self._current()
        reason = self._reason(paragraph)
        if reason:
            paragraph.leave_out(reason, text)
        else:
            paragraph.text(text, self._face, self._link, self._package)

    def _put(self, name: str, attributes: dict[str, str], faces: Faces | None = None) -> Element | None:
        paragraph = self._current()
        reason = self._reason(paragraph)
        if reason:
            paragraph.leave_out(reason, " ")
            return None
        return paragraph.put(name, attributes, self._face if faces is None else faces, self._link, self._package)

    def _break(self, node: Element) -> None:
        if value(node, "type") not in {"page", "column"}:
            self._put("br", {})
        elif self._open and not self._tables and len(self._homes) == 1 and not self._in_note:
            self._turn_page()

    def _turn_page(self) -> None:
        """Part the paragraph where a page ends."""
        above = self._open[-1]
        if above.holds:
            self._open[-1] = above.parted()
            self._emit(above)
        self._open[-1].clue.breaks_page = True

    def _symbol(self, node: Element) -> None:
        code = value(node, "char").upper()
        if _HEX.fullmatch(code):
            self._put("sym", {f"{W}font": value(node, "font"), f"{W}char": code})

    def _ruby(self, _: Element) -> Leave:
        """Set what stands above the letters after them, in brackets."""
        self._add("(")

        def leave() -> None:
            self._add(")")

        return leave

    def _turned_ruby(self, node: Element) -> None:
        for above in list(children(node, "rt")):
            node.append(above)

    def _changed(self, _: Element) -> None:
        self.changes += 1

    # What the text refers to

    def _field_mark(self, node: Element) -> None:
        if self._balanced:
            self._fields.mark(node)

    def _field_code(self, node: Element) -> None:
        self._fields.instruct(node.text or "")

    def _simple_field(self, node: Element) -> Leave:
        self._fields.begin(value(node, "instr"))
        return self._fields.end

    def _hyperlink(self, node: Element) -> Leave:
        target = self._source.targets.get(value(node, "id"))
        anchor = value(node, "anchor")
        address = target.name if target and target.outside else ""
        self._links.append(f"{address}#{anchor}" if anchor and "#" not in address else address)

        def leave() -> None:
            self._links.pop()

        return leave

    def _bookmark(self, node: Element) -> None:
        if value(node, "name") in self._source.anchors and not self._in_note:
            self._current().anchor(value(node, "name"))

    def _note(self, node: Element, kind: str) -> None:
        waiting = self._source.notes[kind]
        if value(node, "id") in waiting and not self._in_note:
            put = self._put(f"{kind}Reference", {f"{W}id": value(node, "id")}, NOTHING)
            if put is not None:
                waiting.discard(value(node, "id"))

    def _comment(self, node: Element) -> None:
        text = self._source.comments.get(value(node, "id"))
        if text:
            self._current().leave_out("a comment", f"{text} ")

    def _blip(self, node: Element) -> None:
        embedded = self._source.targets.get(value(node, "embed") or value(node, "id"))
        target = embedded or self._source.targets.get(value(node, "link"))
        if target is None or not target.name:
            return
        home = self._put("drawing", {}, NOTHING)
        if home is not None:
            _draw(home, self._package.image(target.name), _alt(node))

    def _rule(self, node: Element) -> None:
        if any(key.rpartition("}")[2] == "hr" and text in _ON for key, text in node.attrib.items()):
            self._current().rules += 1


def _alt(node: Element) -> str:
    """Find what is said of an image."""
    for above in (node, *node.iterancestors("{*}inline", "{*}anchor", "{*}shape", "{*}pic")):
        said = child(above, "docPr")
        for each in (said, child(child(above, "nvPicPr"), "cNvPr"), above):
            text = value(each, "descr") or (value(each, "alt") if each is above else "")
            if text:
                return " ".join(text.split())
    return ""


def _draw(home: Element, id_: str, alt: str) -> None:
    inline = xhtml.append(home, f"{_DRAWING}inline", {})
    xhtml.append(inline, f"{_DRAWING}docPr", {"descr": alt} if alt else {})
    graphic = xhtml.append(inline, f"{_ART}graphic", {})
    data = xhtml.append(graphic, f"{_ART}graphicData", {})
    picture = xhtml.append(data, f"{_PICTURE}pic", {})
    fill = xhtml.append(picture, f"{_PICTURE}blipFill", {})
    xhtml.append(fill, f"{_ART}blip", {f"{R}embed": id_})
