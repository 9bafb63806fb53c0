"""The HTML that a text in Markdown becomes, and for each of its lines the piece of text and the line of the file."""

from ficbind.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece of text without blocks inside: its first line in the file, counted from 0, as typed and as shown."""

    line: int
    typed: str
    shown: str
    hidden: tuple[tuple[str, str], ...] = ()
    is_html: bool = False


@dataclass(slots=True)
class Setting:
    """The HTML of a text; `origins` gives for each of its lines that of the file, from 1, and the leaf on it."""

    pieces: list[str] = field(default_factory=list)
    origins: list[tuple[int, int]] = field(default_factory=lambda: [(1, -1)])
    leaves: list[Leaf] = field(default_factory=list)

    @property
    def html(self) -> str:
        return "".join(self.pieces)

    def begin(self, leaf: Leaf) -> None:
        """Begin the text of a leaf on a new line."""
        self.leaves.append(leaf)
        self.pieces.append("\n")
        self.origins.append((leaf.line + 1, len(self.leaves) - 1))

    def add(self, text: str) -> None:
        """Add text; each new line in it is one in the file."""
        self.pieces.append(text)
        for _ in range(text.count("\n")):
            line, leaf = self.origins[-1]
            self.origins.append((line + 1, leaf))
