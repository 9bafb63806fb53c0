"""Read a page that only shows a plain text as it is: one big `pre`, as mailing lists and old archives have it."""

from collections.abc import Sequence
from dataclasses import replace

from ficbind import xhtml
from ficbind.diagnostics import Location
from ficbind.model import Draft, Metadata, Removal
from ficbind.readers import text
from ficbind.readers.decode import Decoded
from ficbind.readers.html.page import Page, text_of
from ficbind.readers.html.parsing import BLOCKS
from ficbind.records import dataclass, field
from ficbind.vocabulary import LINE
from ficbind.xhtml import words

_SHARE = 0.8
"""Share of a page's words that stand in `pre` from which the page is plain text."""

_RAW = frozenset({"pre", "listing", "xmp", "plaintext"})
_TYPED = {"b": "b", "strong": "b", "i": "i", "em": "i"}
_SIGNS = {"h1": "# ", "h2": "## ", "h3": "### ", "hr": "* * *"}
"""What says in a text file that a line is a heading, or that something ends."""


@dataclass(slots=True)
class _Sheet:
    """The text of a page line by line, each with its place in the file."""

    rows: list[str] = field(default_factory=lambda: [""])
    places: list[int] = field(default_factory=lambda: [1])

    def add(self, text: str, place: int | None) -> None:
        """Write text that begins at a place; the lines within it stand one below the other in the file."""
        if place and not self.rows[-1]:
            self.places[-1] = place
        for count, row in enumerate(text.split("\n")):
            if count:
                self.rows.append("")
                self.places.append(self.places[-1] + 1)
            self.rows[-1] += row

    def part(self) -> None:
        """Leave a blank line."""
        if any(self.rows[-2:]):
            self.rows += ["", ""]
            self.places += [self.places[-1]] * 2


def is_plain(page: Page) -> bool:
    """Tell whether nearly all of a page stands in `pre`, in lines as somebody typed them."""
    raw = list(page.root.iter(*_RAW))
    if not any("\n" in "".join(node.itertext()).strip() for node in raw):
        return False
    return sum(len(words(text_of(node))) for node in raw) >= _SHARE * len(words(text_of(page.root)))


def read(page: Page) -> Draft:
    """Read such a page as the plain text that it shows; what was taken from it before stands below in the source."""
    sheet = _shown(page)
    draft = text.of(Decoded("\n".join(sheet.rows), tuple(page.diagnostics)), page.path)
    places = [Location(page.path, place) for place in sheet.places]
    source, removals = draft.source, list(draft.removals)
    for removal in page.removals:
        source += f"\n{' '.join(removal.text.split())}"
        places.append(page.where(removal.line))
        removals.append(Removal(removal.text, removal.reason, len(places)))
    known = {fact.field for fact in page.facts}
    found = (replace(fact, where=_at(fact.where, places)) for fact in draft.metadata.facts if fact.field not in known)
    return replace(
        draft,
        metadata=Metadata().under(Metadata((*page.facts, *found), level=draft.metadata.level)),
        source=source,
        removals=tuple(removals),
        diagnostics=tuple(replace(each, where=_at(each.where, places) or each.where) for each in draft.diagnostics),
        places=tuple(places),
    )


def _at(where: Location | None, places: Sequence[Location]) -> Location | None:
    """Find the place in the file of a line of the sheet."""
    return places[where.line - 1] if where and where.line and where.line <= len(places) else where


def _shown(page: Page) -> _Sheet:
    """Write what the page shows, as a text file would have it."""
    sheet = _Sheet()
    raw = 0
    for event, node in xhtml.walk(page.root):
        opens = event == "start"
        begins = page.where(node).line if opens and node.get(LINE) else None
        if node.tag in BLOCKS:
            sheet.part()
            raw += 0 if node.tag not in _RAW else 1 if opens else -1
        elif node.tag == "br" and opens:
            sheet.add("\n", None)
        elif raw and node.tag in _TYPED:
            sheet.add(f"<{'' if opens else '/'}{_TYPED[node.tag]}>", None)
        if opens and node.tag in _SIGNS and (node.tag == "hr" or text_of(node)):
            sheet.add(_SIGNS[node.tag], begins)
        shown = (node.text if opens else node.tail) or ""
        if shown:
            sheet.add(shown if raw else shown.replace("\n", " "), begins)
    return sheet
