"""A book in both editions: what its page list says, and what is printed on those pages."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf
import pypdfium2
from lxml import etree

from ficbind.checks.streams import letters, may_be_reordered
from judged_books import documents

XHTML, OPS = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"
SHOWN = 30
"""How many letters of a page's first line are compared."""

BROKEN = 20
"""How many letters of a word may stand on the page before."""

HEADS = 2
"""How many lines may stand above the text of a page."""


@dataclass(frozen=True)
class Paged:
    """A book in both editions."""

    epub: Path
    pdf: Path

    @cached_property
    def printed(self) -> Mapping[str, Sequence[str]]:
        """The lines of every printed page by its label."""
        with pikepdf.open(self.pdf) as document:
            labels = [page.label for page in document.pages]
        texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(self.pdf)]
        return {label: text.splitlines() for label, text in zip(labels, texts, strict=True)}

    @cached_property
    def marked(self) -> Mapping[str, str]:
        """The letters of the book from each marker on, in reading order."""
        found: dict[str, int] = {}
        stream = ""
        for document in documents(self.epub).values():
            for event, node in etree.iterwalk(document.find(f"{XHTML}body"), events=("start", "end")):
                if event == "start" and node.get(f"{OPS}type") == "pagebreak":
                    found[node.get("aria-label")] = len(stream)
                stream += letters((node.text if event == "start" else node.tail) or "")
        return {label: stream[place:] for label, place in found.items()}

    def strays(self) -> list[tuple[str, str, Sequence[str]]]:
        """Give every marker after which other words stand than at the head of its printed page."""
        return [
            (label, text[:SHOWN], self.printed[label][: HEADS + 1])
            for label, text in self.marked.items()
            if not _begins(text, self._below_heads(label))
        ]

    @cached_property
    def _table_heads(self) -> set[str]:
        """The letters of the heads of tables, which stand again on every page of their table."""
        heads = (head for tree in documents(self.epub).values() for head in tree.iter(f"{XHTML}thead"))
        return {letters("".join(head.itertext())) for head in heads}

    def _below_heads(self, label: str) -> Sequence[str]:
        """Give the lines of a page without those of a table's head at its top."""
        lines = self.printed[label]
        for first in range(HEADS + 1):
            for last in range(first + 1, len(lines)):
                if letters("".join(lines[first:last])) in self._table_heads:
                    return [*lines[:first], *lines[last:]]
        return lines


def _begins(text: str, lines: Sequence[str]) -> bool:
    """Tell whether a page of these lines begins with a text; a list's number and a contents line's page are its own."""
    own = (re.sub(r"^\d+ ?[. ]+|[ .\d]+$", "", line) for line in lines)
    heads = [shown for line in own if (shown := letters(line))][: HEADS + 1]
    return any(_stands(text, head[:SHOWN]) for head in heads)


def _stands(text: str, shown: str) -> bool:
    if may_be_reordered(shown):
        return Counter(text[: len(shown)]) == Counter(shown)
    return 0 <= text[: SHOWN + BROKEN].find(shown) <= BROKEN
