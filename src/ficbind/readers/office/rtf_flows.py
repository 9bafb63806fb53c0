"""The paragraphs, tables and notes of a rich-text file, in which nothing is nested but all is marked."""

from dataclasses import replace

from ficbind.readers.office.looks import Clue, Look
from ficbind.readers.office.rtf_state import Setting
from ficbind.readers.office.sheets import Block, Grid, Leaf, Sheets
from ficbind.records import dataclass, field


@dataclass(slots=True)
class Flow:
    """A run of paragraphs: of the story, or of a note."""

    blocks: list[Block]
    leaf: Leaf | None = None
    cell: list[Block] = field(default_factory=list)
    row: list[tuple[int, list[Block]]] = field(default_factory=list)
    grid: Grid | None = None
    turns_page: bool = False


class Flows:
    """The paragraphs that are open: one of the story, and within it one of a note."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self.styles: dict[int, Look] = {}
        self._flows = [Flow(sheets.blocks)]

    @property
    def flow(self) -> Flow:
        return self._flows[-1]

    def leaf(self, setting: Setting) -> Leaf:
        """Give the open paragraph, or open one."""
        if self.flow.leaf is None:
            look = self.styles.get(setting.style, Look())
            self.flow.leaf = Leaf(Clue(Look()), plain=bool(look.level or look.name))
        return self.flow.leaf

    def begin_note(self, setting: Setting) -> bool:
        """Begin a note; `False` within another."""
        if len(self._flows) > 1:
            return False
        self._flows.append(Flow(self.sheets.note(self.leaf(setting))))
        return True

    def end_note(self, setting: Setting) -> None:
        """End it."""
        self.end_paragraph(setting, always=False)
        self._end_table()
        self._flows.pop()

    def finish(self) -> None:
        """End all that is open."""
        while len(self._flows) > 1:
            self.end_note(Setting())
        self.end_paragraph(Setting(), always=False)
        self._end_table()

    def end_paragraph(self, setting: Setting, *, always: bool = True) -> None:
        """End a paragraph; it stands as what holds at its end says."""
        flow = self.flow
        if flow.leaf is None and not always:
            return
        leaf = self.leaf(setting)
        flow.leaf = None
        look = self.styles.get(setting.style, Look())
        level = look.level or (0 if look.name else setting.level)
        alignment = "" if setting.rtl and setting.alignment == "right" else setting.alignment
        leaf.clue.look = Look(level, alignment, look.name, quoted=look.quoted, rtl=setting.rtl)
        leaf.clue.left, leaf.clue.right = setting.left, setting.right
        leaf.clue.breaks_page = flow.turns_page or setting.turns_page
        leaf.rules = int(setting.ruled and not (setting.framed or level or look.name))
        flow.turns_page = False
        if setting.in_table:
            flow.cell.append(leaf)
        else:
            self._end_table()
            flow.blocks.append(leaf)

    def end_page(self, setting: Setting) -> None:
        """Let a page end here."""
        self.end_paragraph(setting, always=False)
        self.flow.turns_page = True

    def end_cell(self, setting: Setting) -> None:
        """End a cell of a table."""
        self.end_paragraph(replace(setting, in_table=True), always=False)
        self.flow.row.append((1, self.flow.cell))
        self.flow.cell = []

    def end_row(self, setting: Setting) -> None:
        """End a row of a table."""
        flow = self.flow
        if flow.leaf is not None:
            self.end_paragraph(replace(setting, in_table=True))
        if flow.cell:
            flow.row.append((1, flow.cell))
            flow.cell = []
        if flow.row:
            flow.grid = flow.grid or Grid()
            flow.grid.rows.append(flow.row)
            flow.row = []

    def _end_table(self) -> None:
        flow = self.flow
        if flow.cell or flow.row:
            self.end_row(Setting())
        if flow.grid:
            flow.blocks.append(flow.grid)
            flow.grid = None
