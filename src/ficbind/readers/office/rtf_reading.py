"""Go through a rich-text file: groups, destinations, text; every control word does what one function says."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from ficbind.readers.office.looks import Faces, styled
from ficbind.readers.office.rtf_flows import Flows
from ficbind.readers.office.rtf_letters import Letters, page
from ficbind.readers.office.rtf_state import Field, State, set_face, set_paragraph
from ficbind.readers.office.rtf_tokens import Token
from ficbind.readers.office.rtf_words import HOMES, INFO, OLD, OPENED, PICTURES, SIGNS, STYLED
from ficbind.readers.office.sheets import Leaf, Sheets
from ficbind.readers.office.word_fields import left_out_by, link_of
from ficbind.records import dataclass, field

_LONGEST = 4000
"""Characters of a field's code, a name or a property that are read."""

_HEX = re.compile(rb"[^0-9A-Fa-f]+")


@dataclass(slots=True)
class Story:
    """What was found in a file."""

    sheets: Sheets = field(default_factory=Sheets)
    info: dict[str, str] = field(default_factory=dict)
    running: str = ""
    deleted: int = 0
    ended: bool = False


class Reading:
    """Read the tokens of a file one by one."""

    def __init__(self) -> None:
        self.story = Story()
        self._flows = Flows(self.story.sheets)
        self._letters = Letters()
        self._state = State()
        self._stack: list[State] = []
        self._skip = 0
        self._name = ""
        self._picture: list[bytes] = []
        self._picture_kind = ""
        self._reads: dict[str, Callable[[Token], None]] = {
            "text": self._bytes,
            "byte": self._bytes,
            "binary": self._binary,
            "word": lambda token: self._word(token.name, token.number),
            "sign": lambda token: self._sign(token.name),
            "open": lambda _: self._open(),
            "close": lambda _: self._close(),
        }
        self._takes: dict[str, Callable[[str], None]] = {
            "body": self._show,
            "code": self._add_code,
            "styles": self._add_name,
            "bookmark": self._add_name,
            "running": self._add_running,
            "annotation": self._comment,
        }

    def read(self, found: Iterable[Token]) -> Story:
        """Read all."""
        for token in found:
            self._reads[token.kind](token)
            if self.story.ended:
                break
        self._settle()
        self._flows.finish()
        return self.story

    def _leaf(self) -> Leaf:
        return self._flows.leaf(self._state.setting)

    # Groups

    def _open(self) -> None:
        self._settle()
        self._skip = 0
        self._stack.append(self._state)
        self._state = self._state.within()

    def _close(self) -> None:
        self._settle()
        self._skip = 0
        left = self._state
        self._state = self._stack.pop() if self._stack else State()
        self.story.ended = not self._stack
        if left.leaves == "note":
            self._flows.end_note(left.setting)
        elif left.leaves == "pict":
            self._end_picture()
        elif left.leaves == "styles":
            self._flows.styles[left.setting.style] = styled([self._name.strip(" ;")])
        elif left.leaves == "bookmark" and self._name and self._state.home == "body":
            self._leaf().anchor(self._name)

    # Control words

    def _sign(self, name: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        self._settle()
        if name == "*":
            self._state.starred = True
        elif name in {"\n", "\r"}:
            self._word("par", None)
        elif name in SIGNS:
            self._text(SIGNS[name])

    def _word(self, name: str, number: int | None) -> None:
        if name == "u":
            self._text(self._letters.flush())
            self._text(self._letters.unit(number or 0))
            self._skip = self._state.skips
        elif name == "uc":
            # LibreOffice writes it between the halves of a character.
            self._text(self._letters.flush())
            self._set(name, number)
        elif self._skip:
            self._skip -= 1
        else:
            self._settle()
            if not (self._begins(name) or self._mark(name)):
                self._set(name, number)

    def _begins(self, name: str) -> bool:
        """Begin a destination, if the word names one."""
        state = self._state
        starred, state.starred = state.starred, False
        if state.home == "skip":
            return True
        if name in OPENED:
            state.field = Field() if name == "field" else state.field
        elif state.home.startswith("info") and name in INFO:
            state.home = f"info:{name}"
        elif name == "footnote":
            self._begin_note()
        elif name in HOMES:
            state.home = HOMES[name]
            state.leaves = state.home if state.home in {"pict", "bookmark"} else ""
            self._name, self._picture, self._picture_kind = "", [], ""
        elif starred and not (name in STYLED and state.home in {"styles", "body"}):
            state.home = "skip"
        else:
            return False
        return True

    def _begin_note(self) -> None:
        if self._state.home == "body" and self._flows.begin_note(self._state.setting):
            self._state.leaves, self._state.faces = "note", Faces()
            self._state.setting = replace(self._state.setting, in_table=False)

    def _mark(self, name: str) -> bool:
        """End a line, a paragraph, a cell, a row or a page."""
        setting = self._state.setting
        if self._state.home != "body":
            return self._pictured(name)
        if name in {"line", "softline", "lbr"}:
            self._leaf().line_break(self._state.faces, self._link)
        elif name in {"par", "nestcell", "nestrow"}:
            self._flows.end_paragraph(setting)
        elif name in {"page", "sect"}:
            self._flows.end_page(setting)
        elif name == "cell":
            self._flows.end_cell(setting)
        elif name == "row":
            self._flows.end_row(setting)
        else:
            return False
        return True

    def _pictured(self, name: str) -> bool:
        self._picture_kind = PICTURES.get(name, self._picture_kind)
        return self._state.home == "pict"

    def _set(self, name: str, number: int | None) -> None:
        state = self._state
        if name in SIGNS:
            self._text(SIGNS[name])
        elif set_face(state, name, number) or set_paragraph(state, name, number):
            if state.home == "styles" and name == "s":
                state.leaves, self._name = "styles", ""
        elif name == "uc":
            state.skips = max(0, min(number or 0, 9))
        elif name in {"f", "deff"}:
            state.font = number
        elif name == "deleted":
            state.deleted = number != 0
        else:
            self._set_letters(name, number)

    def _set_letters(self, name: str, number: int | None) -> None:
        if name == "fcharset" and self._state.home == "fonts" and self._state.font is not None:
            self._letters.fonts[self._state.font] = number or 0
        elif name in {"ansicpg", "mac", "pc", "pca"}:
            self._letters.usual = page(number) if name == "ansicpg" else OLD[name]

    # Text

    def _bytes(self, token: Token) -> None:
        data = token.data
        if self._skip:
            skipped = min(self._skip, len(data))
            data, self._skip = data[skipped:], self._skip - skipped
        home = self._state.home
        if home == "pict":
            self._picture.append(_HEX.sub(b"", data))
        elif data and home != "skip":
            self._text(self._letters.add(data, self._state.font, escaped=token.kind == "byte"))

    def _binary(self, token: Token) -> None:
        if self._state.home == "pict":
            self._picture.append(token.data.hex().encode())

    def _settle(self) -> None:
        self._text(self._letters.settle())

    def _text(self, text: str) -> None:
        home = self._state.home
        if text and home.startswith("info:"):
            kind = home.partition(":")[2]
            self.story.info[kind] = f"{self.story.info.get(kind, '')}{text}"[:_LONGEST]
        elif text and home in self._takes:
            self._takes[home](text)

    def _show(self, text: str) -> None:
        state = self._state
        if state.deleted:
            self.story.deleted += 1
            return
        reason = "hidden text" if state.faces.hidden else left_out_by(state.field.code) if state.field else ""
        if reason:
            self._leaf().leave_out(reason, text)
        else:
            self._leaf().text(text, state.faces, self._link)

    def _comment(self, text: str) -> None:
        self._leaf().leave_out("a comment", text if self._name else f" {text}")
        self._name = text

    def _add_code(self, text: str) -> None:
        if self._state.field and len(self._state.field.code) < _LONGEST:
            self._state.field.code += text

    def _add_name(self, text: str) -> None:
        if len(self._name) < _LONGEST:
            self._name += text

    def _add_running(self, text: str) -> None:
        if len(self.story.running) < _LONGEST:
            self.story.running += text

    @property
    def _link(self) -> str:
        return link_of(self._state.field.code) if self._state.field else ""

    def _end_picture(self) -> None:
        data = b"".join(self._picture)
        content = bytes.fromhex(data[: len(data) // 2 * 2].decode("ascii"))
        if content and self._state.home == "body":
            name = f"image-{len(self.story.sheets.images) + 1}.{self._picture_kind or 'bin'}"
            self.story.sheets.images[name] = content
            self._leaf().image(name)
