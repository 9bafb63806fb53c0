"""The fields of a Word document: what its code says the text that it shows is (ECMA-376 part 1, section 17.16)."""

import re

from ficbind.readers.office.wordml import value
from ficbind.records import dataclass, field
from ficbind.xhtml import Element

_LINK = re.compile(
    r"\s*HYPERLINK\s+(?P<local>\\l\s+)?(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\\\s]\S*))(?P<rest>.*)", re.I | re.S
)
_PLACE = re.compile(r"\\l\s+\"([^\"]*)\"")
_LEFT_OUT = {
    **dict.fromkeys(("toc", "index", "toa", "tof"), "the list of contents"),
    **dict.fromkeys(("page", "numpages", "sectionpages", "pageref"), "a page number"),
}


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place of the document."""

    _open: list[_Field] = field(default_factory=list)

    def mark(self, node: Element) -> None:
        """Pass a mark where a field begins, shows its result, or ends."""
        kind = value(node, "fldCharType")
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shows = True
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, text: str) -> None:
        """Add to the code of the innermost field."""
        if self._open:
            self._open[-1].code += text

    def begin(self, code: str) -> None:
        """Begin a field whose code is known, as `fldSimple` has it."""
        self._open.append(_Field(code, shows=True))

    def end(self) -> None:
        """End it."""
        if self._open:
            self._open.pop()

    @property
    def silent(self) -> bool:
        """Whether what stands here is code of a field and not text."""
        return any(not each.shows for each in self._open)

    @property
    def left_out(self) -> str:
        """Why the text of this place is no part of the story, or ""."""
        return next((reason for reason in (left_out_by(each.code) for each in self._open) if reason), "")

    @property
    def link(self) -> str:
        """Where the text of this place leads, or ""."""
        return next((link for link in (link_of(each.code) for each in reversed(self._open)) if link), "")


def left_out_by(code: str) -> str:
    """Say why the result of a field is no part of the story, or ""."""
    return _LEFT_OUT.get(code.split(None, 1)[0].lower(), "") if code.strip() else ""


def link_of(code: str) -> str:
    """Read the address from the code of a link."""
    found = _LINK.match(code)
    if not found:
        return ""
    target = found["quoted"] or found["bare"] or ""
    place = _PLACE.search(found["rest"])
    if found["local"]:
        return f"#{target}"
    return f"{target}#{place[1]}" if place and "#" not in target else target
