"""The key of a story, which names its documents and begins its ids: the same wherever the story stands in the book.

A reader's place is kept by the name of a document. So a key follows from the name of the story's file, and neither from
its number nor from its text: stories may come, go and be corrected around a reader who is in the middle of one.
"""

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from unicodedata import normalize

from ficbind.manifest.values import Entry

_LETTERS = 16
"""How much of a name a key shows; the rest of it is in the four digits at its end."""


class StoryKeys:
    """Gives every story of a book its key."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._stems = Counter(_folded(entry.path.stem) for entry in entries)
        self._given: set[str] = set()

    def copy(self) -> "StoryKeys":
        """Give another one that has given the same keys."""
        other = StoryKeys(())
        other._stems, other._given = self._stems, self._given.copy()
        return other

    def give(self, entry: Entry, title: str = "") -> str:
        """Give the key of a story; `title` parts it from the others in its file, where there are any."""
        stem = _folded(entry.path.stem)
        parent = _folded(entry.path.parent.name) if self._stems[stem] > 1 else ""
        basis = "/".join(part for part in (parent, stem, _folded(title)) if part)
        digits = sha256(basis.encode()).hexdigest()
        name = re.sub("[^a-z0-9]", "", normalize("NFKD", title or stem).casefold())[:_LETTERS] or "story"
        # The same title twice in one file is told apart by more digits.
        key = next(key for end in range(4, 64) if (key := f"s-{name}-{digits[:end]}") not in self._given)
        self._given.add(key)
        return key


def _folded(name: str) -> str:
    return normalize("NFC", name).casefold()
