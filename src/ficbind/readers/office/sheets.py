"""A document while our own readers write it as HTML: paragraphs with their faces, tables, lists, notes."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from ficbind.readers.office.looks import Clue, Faces, Look, judge, part_scenes
from ficbind.readers.office.typescripts import LEFT_OUT
from ficbind.records import dataclass, field

PLAIN = Faces()
"""Plain letters."""


@dataclass(slots=True)
class Leaf:
    """A paragraph: its text with faces, the rules below it, and the words that are not the story's, by reason.

    `items` names the lists it stands in, outermost first: "ul" or "ol"; one that `continues` begins no item.
    """

    clue: Clue = field(default_factory=lambda: Clue(Look()))
    items: tuple[str, ...] = ()
    continues: bool = False
    rules: int = 0
    plain: bool = False
    left_out: dict[str, list[str]] = field(default_factory=dict)
    holds: bool = False
    below: list["Block"] = field(default_factory=list)
    _pieces: list[tuple[Faces, str, str]] = field(default_factory=list)

    def text(self, text: str, faces: Faces = PLAIN, link: str = "") -> None:
        """Add text."""
        if not text:
            return
        shown = text.upper() if faces.capitals and not (self.plain or self.clue.look.level) else text
        self._pieces.append((faces, link, escape(shown, quote=False)))
        self.clue.add(shown, bold=faces.bold, size=faces.size)
        self.holds = self.holds or not shown.isspace()

    def line_break(self, faces: Faces = PLAIN, link: str = "") -> None:
        """Break the line."""
        self._pieces.append((faces, link, "<br>"))
        self.clue.add(" ", bold=faces.bold, size=faces.size)

    def put(self, html: str) -> None:
        """Add an element as it is."""
        self._pieces.append((PLAIN, "", html))
        self.holds = True

    def anchor(self, name: str) -> None:
        """Let links lead here."""
        self._pieces.append((PLAIN, "", f'<a id="{escape(name)}"></a>'))

    def image(self, source: str, alt: str = "") -> None:
        """Add an image."""
        said = f' alt="{escape(alt)}"' if alt else ""
        self.put(f'<img src="{escape(source)}"{said}>')

    def leave_out(self, reason: str, text: str) -> None:
        """Remember words that are not the story's."""
        self.left_out.setdefault(reason, []).append(text)

    def inner(self) -> str:
        """Write its text with the elements of its faces."""
        return "".join(_runs(self._pieces, headed=self.clue.look.level > 0))

    def aside(self) -> Iterator[str]:
        """Write the words that are left out, each reason by itself."""
        for reason, texts in self.left_out.items():
            text = "".join(texts)
            if text.strip():
                yield f'<div class="{LEFT_OUT}" title="{escape(reason)}">{escape(text, quote=False)}</div>'


@dataclass(slots=True)
class Grid:
    """A table: rows of cells, each with the number of columns that it takes."""

    rows: list[list[tuple[int, list["Block"]]]] = field(default_factory=list)


Block = Leaf | Grid


@dataclass(slots=True)
class Sheets:
    """All that a document holds."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[list[Block]] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)

    def note(self, home: Leaf) -> list[Block]:
        """Refer to a note, and give the place for its paragraphs."""
        self.notes.append([])
        number = len(self.notes)
        home.put(f'<sup><a href="#footnote-{number}" id="footnote-ref-{number}">[{number}]</a></sup>')
        return self.notes[-1]

    def html(self) -> str:
        """Judge the paragraphs by one another, and write them."""
        leaves = [block for block in self.blocks if isinstance(block, Leaf)]
        clues = [leaf.clue for leaf in leaves]
        for leaf in leaves:
            leaf.clue.rules = leaf.rules > 0
            leaf.clue.loose = not leaf.items
        judge(clues)
        scenes = {id(leaf) for leaf, parts in zip(leaves, part_scenes(clues), strict=True) if parts}
        written = [*_blocks(self.blocks, scenes)]
        if self.notes:
            written.append("<ol>")
            written += [_note(number, note) for number, note in enumerate(self.notes, start=1)]
            written.append("</ol>")
        return "\n".join(written)


def _note(number: int, blocks: Sequence[Block]) -> str:
    leaves = [block for block in blocks if isinstance(block, Leaf)]
    home = leaves[-1] if leaves else Leaf()
    home.put(f' <a href="#footnote-ref-{number}">↑</a>')
    inner = "".join(_blocks(blocks if leaves else [*blocks, home], frozenset()))
    return f'<li id="footnote-{number}">{inner}</li>'


def _blocks(blocks: Sequence[Block], scenes: Iterable[int]) -> Iterator[str]:
    """Write blocks; quotations that follow one another are one, and so are the items of a list."""
    within: tuple[str, ...] = ()
    for block in blocks:
        wanted = _around(block)
        kept = _shared(within, wanted)
        if isinstance(block, Leaf) and block.items and not block.continues:
            kept = min(kept, len(wanted) - 1)
        yield "".join(f"</{name}>" for name in reversed(within[kept:]))
        yield "".join(f"<{name}>" for name in wanted[kept:])
        within = wanted
        if isinstance(block, Leaf):
            if id(block) in scenes:
                yield '<hr class="page-break">'
            yield from _leaf(block)
        else:
            yield from _grid(block)
    yield "".join(f"</{name}>" for name in reversed(within))


def _around(block: Block) -> tuple[str, ...]:
    """Name the elements that a block stands in, outermost first."""
    if isinstance(block, Grid):
        return ()
    if block.items:
        return tuple(name for kind in block.items for name in (kind, "li"))
    return ("blockquote",) if block.clue.look.quoted else ()


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return next(
        (at for at, names in enumerate(zip(one, other, strict=False)) if names[0] != names[1]),
        min(len(one), len(other)),
    )


def _leaf(leaf: Leaf) -> Iterator[str]:
    aside = list(leaf.aside())
    look = leaf.clue.look
    if leaf.holds or not (leaf.rules or aside):
        classes = f' class="{look.classes}"' if look.classes else ""
        turned = ' dir="rtl"' if look.rtl else ""
        yield f"<{look.tag}{classes}{turned}>{leaf.inner()}</{look.tag}>"
    yield from ["<hr>"] * leaf.rules
    yield from aside
    for block in leaf.below:
        yield from _blocks([block], frozenset())


def _grid(grid: Grid) -> Iterator[str]:
    """Write a table; one of a single cell only frames what it holds."""
    if len(grid.rows) == 1 and len(grid.rows[0]) == 1:
        yield from _blocks(grid.rows[0][0][1], frozenset())
        return
    yield "<table>"
    for row in grid.rows:
        yield "<tr>"
        for span, held in row:
            yield f'<td colspan="{span}">' if span > 1 else "<td>"
            yield from _blocks(held, frozenset())
            yield "</td>"
        yield "</tr>"
    yield "</table>"


def _runs(pieces: Sequence[tuple[Faces, str, str]], *, headed: bool) -> Iterator[str]:
    """Write pieces of text, and close and open elements only where they change."""
    opened: tuple[str, ...] = ()
    for faces, link, html in pieces:
        wanted = _elements(faces, link, headed=headed)
        if wanted != opened:
            kept = _shared(opened, wanted)
            yield "".join(f"</{name.partition(' ')[0]}>" for name in reversed(opened[kept:]))
            yield "".join(f"<{name}>" for name in wanted[kept:])
            opened = wanted
        yield html
    yield "".join(f"</{name.partition(' ')[0]}>" for name in reversed(opened))


def _elements(faces: Faces, link: str, *, headed: bool) -> tuple[str, ...]:
    given = (
        (f'a href="{escape(link)}"', bool(link)),
        ("strong", faces.bold and not headed),
        ("em", faces.italic),
        ("u", faces.underline and not link),
        ("s", faces.strike),
        ('span class="small-caps"', faces.small_caps and not headed),
        (faces.raised, bool(faces.raised)),
    )
    return tuple(name for name, on in given if on)
