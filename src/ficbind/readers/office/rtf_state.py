"""What holds at a place of a rich-text file: the faces, the paragraph, and where text goes."""

from dataclasses import replace
from typing import Any

from ficbind.readers.office.looks import Faces
from ficbind.records import dataclass, field

_SWITCHES = {
    "b": "bold",
    "i": "italic",
    "strike": "strike",
    "striked": "strike",
    "scaps": "small_caps",
    "caps": "capitals",
    "v": "hidden",
    "ul": "underline",
}
_LINES = frozenset(
    {"uld", "uldash", "uldashd", "uldashdd", "uldb", "ulhair", "ulhwave", "ulldash", "ulth", "ulthd", "ulthdash"}
    | {"ulthdashd", "ulthdashdd", "ulthldash", "ululdbwave", "ulw", "ulwave"}
)
_RAISED = {"super": "sup", "sub": "sub", "nosupersub": "", "up": "sup", "dn": "sub"}
_ALIGNED = {"qc": "centred", "qr": "right", "ql": "", "qj": "", "qd": ""}
_MEASURES = {"li": "left", "lin": "left", "ri": "right", "rin": "right", "s": "style"}
_FLAGS = {
    "rtlpar": "rtl",
    "intbl": "in_table",
    "pagebb": "turns_page",
    "brdrb": "ruled",
    "brdrt": "ruled",
    "brdrl": "framed",
    "brdrr": "framed",
    "box": "framed",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """How paragraphs stand."""

    alignment: str = ""
    left: int = 0
    right: int = 0
    style: int = 0
    level: int = 0
    rtl: bool = False
    in_table: bool = False
    turns_page: bool = False
    ruled: bool = False
    framed: bool = False


@dataclass(slots=True)
class Field:
    """A field whose code is known before its result comes."""

    code: str = ""


@dataclass(slots=True)
class State:
    """All of it; a group has its own, which ends with it."""

    home: str = "body"
    faces: Faces = field(default_factory=Faces)
    setting: Setting = field(default_factory=Setting)
    font: int | None = None
    skips: int = 1
    deleted: bool = False
    field: Field | None = None
    starred: bool = False
    leaves: str = ""

    def within(self) -> "State":
        """Give what holds at the beginning of a group within."""
        return State(self.home, self.faces, self.setting, self.font, self.skips, self.deleted, self.field)


def set_face(state: State, name: str, number: int | None) -> bool:
    """Change the faces by a control word; `False` if it is none for them."""
    on = number != 0
    if name in _SWITCHES or name in _LINES:
        state.faces = replace(state.faces, **_one(_SWITCHES.get(name, "underline"), on))
    elif name == "ulnone":
        state.faces = replace(state.faces, underline=False)
    elif name in _RAISED:
        state.faces = replace(state.faces, raised=_RAISED[name] if on else "")
    elif name == "fs":
        state.faces = replace(state.faces, size=number or 0)
    elif name == "plain":
        state.faces = Faces()
    else:
        return False
    return True


def set_paragraph(state: State, name: str, number: int | None) -> bool:
    """Change how paragraphs stand by a control word; `False` if it is none for them."""
    if name == "pard":
        state.setting = Setting()
    elif name in _ALIGNED:
        state.setting = replace(state.setting, alignment=_ALIGNED[name])
    elif name in _MEASURES:
        state.setting = replace(state.setting, **_one(_MEASURES[name], number or 0))
    elif name == "outlinelevel":
        state.setting = replace(state.setting, level=(number or 0) + 1 if 0 <= (number or 0) < 9 else 0)
    elif name in _FLAGS:
        state.setting = replace(state.setting, **_one(_FLAGS[name], number != 0))
    elif name == "ltrpar":
        state.setting = replace(state.setting, rtl=False)
    else:
        return False
    return True


def _one(name: str, value: object) -> dict[str, Any]:
    """Name one change; `replace` is typed for words that are written out."""
    return {name: value}
