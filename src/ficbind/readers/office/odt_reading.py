"""Go through the content of an OpenDocument text, with all changes accepted (ODF 1.3 part 3, sections 5 to 7)."""

from collections.abc import Callable

from ficbind.readers.office.looks import Faces
from ficbind.readers.office.odt_styles import Styles
from ficbind.readers.office.sheets import PLAIN, Block, Grid, Leaf, Sheets
from ficbind.readers.office.wordml import children, name_of, number, value
from ficbind.records import dataclass, field
from ficbind.xhtml import Element, walk

_SKIPPED = frozenset(
    {"tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls", "forms"}
    | {"note-citation", "scripts", "font-face-decls", "automatic-styles", "styles", "master-styles", "settings", "meta"}
    | {"index-title-template", "table-of-content-source", "alphabetical-index-source", "illustration-index-source"}
    | {"event-listeners", "glue-point", "math", "bibliography-source", "table-index-source", "object-index-source"}
    | {"user-index-source", "title", "desc", "database-display", "covered-table-cell", "calculation-settings"}
)
_CONTENTS = frozenset(
    {"table-of-content", "alphabetical-index", "illustration-index", "table-index", "object-index", "user-index"}
)
_PAGES = frozenset({"page-number", "page-count", "page-continuation"})
_ANCHORS = frozenset({"bookmark", "bookmark-start", "reference-mark", "reference-mark-start"})
_MOST_SPACES, _WIDEST, _DEEPEST = 40, 60, 5

Leave = Callable[[], None] | None


@dataclass(slots=True)
class Place:
    """What holds within an element: letters, link, and the reason why its text is left out."""

    faces: Faces = PLAIN
    link: str = ""
    reason: str = ""


@dataclass(slots=True)
class _List:
    kind: str
    style: str


@dataclass(slots=True)
class _Home:
    """Where paragraphs go: the document, a note, a cell, a box; and the paragraph that is open there."""

    blocks: list[Block]
    leaf: Leaf | None = None
    lists: list[_List] = field(default_factory=list)
    begins_item: bool = False
    grids: list[Grid] = field(default_factory=list)


class Reading:
    """Read one content part."""

    def __init__(self, styles: Styles, names: frozenset[str]) -> None:
        self.sheets = Sheets()
        self.wanted: set[str] = set()
        self._styles, self._names = styles, names
        self._places = [Place()]
        self._homes = [_Home(self.sheets.blocks)]
        self._turns_page = False
        self._enters: dict[str, Callable[[Element], Leave]] = {
            "p": self._paragraph,
            "h": self._paragraph,
            "span": self._span,
            "a": self._link,
            "s": self._spaces,
            "tab": lambda _: self._text("\t"),
            "line-break": self._line_break,
            "note": self._note,
            "list": self._list,
            "list-item": self._item,
            "list-header": self._item,
            "table": self._table,
            "table-row": self._row,
            "table-cell": self._cell,
            "image": self._image,
            "text-box": self._box,
            "custom-shape": self._box,
            "section": self._section,
            "annotation": lambda _: self._leave_out("a comment"),
            "ruby-text": self._ruby,
            "hidden-text": lambda _: self._leave_out("hidden text"),
            "hidden-paragraph": lambda _: self._leave_out("hidden text"),
            **dict.fromkeys(_CONTENTS, lambda _: self._leave_out("the list of contents")),
            **dict.fromkeys(_PAGES, lambda _: self._leave_out("a page number")),
            **dict.fromkeys(_ANCHORS, self._anchor),
        }

    def read(self, root: Element) -> Sheets:
        """Read all that stands in an element."""
        leaves: dict[Element, Callable[[], None]] = {}
        walker = walk(root)
        for event, node in walker:
            if event == "start":
                if self._is_passed(node):
                    walker.skip_subtree()
                    continue
                enter = self._enters.get(name_of(node))
                leave = enter(node) if enter else None
                if leave:
                    leaves[node] = leave
                self._text(node.text)
            elif event == "end":
                if node in leaves:
                    leaves.pop(node)()
                if node is not root:
                    self._text(node.tail)
            else:
                self._text(node.tail)
        return self.sheets

    # Text

    @property
    def _home(self) -> _Home:
        return self._homes[-1]

    @property
    def _place(self) -> Place:
        return self._places[-1]

    def _text(self, text: str | None) -> None:
        leaf = self._home.leaf
        if not text or leaf is None:
            return
        place = self._place
        reason = place.reason or ("hidden text" if place.faces.hidden else "")
        if reason:
            leaf.leave_out(reason, text)
        else:
            leaf.text(text, place.faces, place.link)

    def _push(self, place: Place) -> Leave:
        self._places.append(place)

        def leave() -> None:
            self._places.pop()

        return leave

    def _span(self, node: Element) -> Leave:
        place = self._place
        return self._push(
            Place(self._styles.faces("text", value(node, "style-name"), place.faces), place.link, place.reason)
        )

    def _link(self, node: Element) -> Leave:
        place = self._place
        address = value(node, "href")
        if address.startswith("#"):
            address = address.partition("|")[0]
        return self._push(Place(place.faces, address, place.reason))

    def _leave_out(self, reason: str) -> Leave:
        return self._push(Place(self._place.faces, "", self._place.reason or reason))

    def _section(self, node: Element) -> Leave:
        return self._leave_out("hidden text") if value(node, "display") == "none" else None

    def _spaces(self, node: Element) -> None:
        self._text(" " * max(1, min(number(value(node, "c") or "1"), _MOST_SPACES)))

    def _line_break(self, _: Element) -> None:
        if self._home.leaf is not None:
            self._home.leaf.line_break(self._place.faces, self._place.link)

    def _ruby(self, _: Element) -> Leave:
        self._text("(")

        def leave() -> None:
            self._text(")")

        return leave

    def _is_passed(self, node: Element) -> bool:
        """Tell whether nothing of an element is read; so is the number of a list, which counts for itself."""
        leaf = self._home.leaf
        counts = name_of(node) == "number" and (leaf is None or not leaf.clue.look.level)
        return counts or name_of(node) in _SKIPPED

    def _anchor(self, node: Element) -> None:
        if value(node, "name") in self._names and self._home.leaf is not None:
            self._home.leaf.anchor(value(node, "name"))

    # Blocks

    def _paragraph(self, node: Element) -> Leave:
        home = self._home
        if home.leaf is not None:
            # In a comment, or in something else that stands within a line.
            self._text(" ")
            return None
        style = value(node, "style-name")
        level = max(1, min(number(value(node, "outline-level") or "1"), 6)) if name_of(node) == "h" else 0
        clue = self._styles.clue(style, level)
        in_text = len(self._homes) == 1
        clue.breaks_page = in_text and (clue.breaks_page or self._turns_page)
        self._turns_page = self._styles.turns_page(style) if in_text else self._turns_page
        leaf = Leaf(clue, plain=bool(clue.look.level or clue.look.name))
        leaf.items = () if clue.look.level else tuple(each.kind for each in home.lists[:_DEEPEST])
        leaf.continues, home.begins_item = not home.begins_item, False
        if self._styles.is_ruled(style) and not leaf.plain:
            leaf.rules = 1
            if home.blocks and isinstance(home.blocks[-1], Leaf) and home.blocks[-1].rules and home.blocks[-1].holds:
                home.blocks[-1].rules = 0
        faces = PLAIN if leaf.plain else self._styles.faces("paragraph", style, PLAIN)
        home.blocks.append(leaf)
        home.leaf = leaf
        self._places.append(Place(faces, "", self._place.reason))

        def leave() -> None:
            home.leaf = None
            self._places.pop()

        return leave

    def _enter_home(self, blocks: list[Block]) -> Leave:
        reason = self._place.reason
        self._homes.append(_Home(blocks))
        self._places.append(Place(reason=reason))

        def leave() -> None:
            self._homes.pop()
            self._places.pop()

        return leave

    def _note(self, _: Element) -> Leave:
        leaf = self._home.leaf
        if leaf is None or self._place.reason or len(self._homes) > 1:
            return None
        return self._enter_home(self.sheets.note(leaf))

    def _box(self, _: Element) -> Leave:
        if len(self._homes) > _DEEPEST:
            return None
        leaf = self._home.leaf
        return self._enter_home(self._home.blocks if leaf is None else leaf.below)

    def _list(self, node: Element) -> Leave:
        home = self._home
        style = value(node, "style-name") or (home.lists[-1].style if home.lists else "")
        home.lists.append(_List(self._styles.list_kind(style, len(home.lists) + 1), style))

        def leave() -> None:
            home.lists.pop()

        return leave

    def _item(self, _: Element) -> None:
        self._home.begins_item = True

    def _table(self, _: Element) -> Leave:
        home = self._home
        if home.leaf is not None or len(self._homes) > _DEEPEST:
            return None
        grid = Grid()
        home.blocks.append(grid)
        home.grids.append(grid)

        def leave() -> None:
            home.grids.pop()

        return leave

    def _row(self, _: Element) -> None:
        if self._home.grids:
            self._home.grids[-1].rows.append([])

    def _cell(self, node: Element) -> Leave:
        grids = self._home.grids
        if not grids or not grids[-1].rows:
            return None
        cell: list[Block] = []
        span = max(1, min(number(value(node, "number-columns-spanned") or "1"), _WIDEST))
        grids[-1].rows[-1].append((span, cell))
        return self._enter_home(cell)

    def _image(self, node: Element) -> None:
        frame = node.getparent()
        name = value(node, "href").removeprefix("./")
        if not name or next(children(frame, "image"), node) is not node or self._place.reason:
            return
        leaf = self._home.leaf
        if leaf is None:
            leaf = Leaf(self._styles.clue("", 0))
            self._home.blocks.append(leaf)
        said = next(("".join(each.itertext()) for each in children(frame, "desc", "title") if each.text), "")
        leaf.image(name, " ".join(said.split()))
        self.wanted.add(name)
