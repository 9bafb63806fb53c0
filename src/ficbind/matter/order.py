"""Which pages of front and back matter a book has, in which order."""

from collections import Counter
from collections.abc import Sequence

from ficbind.manifest.page_keys import NEVER_LEFT_OUT
from ficbind.manifest.values import Manifest, MatterEntry
from ficbind.records import dataclass

FRONT = (
    "half-title",
    "title-page",
    "copyright",
    "dedication",
    "epigraph",
    "contents",
    "changes",
    "foreword",
    "preface",
    "acknowledgements",
    "introduction",
)
"""The order of front matter (The Chicago Manual of Style, 17th edition, table 1.1); other pages come after these."""

BACK = (
    "authors-notes",
    "afterword",
    "acknowledgements",
    "about-the-authors",
    "credits",
    "content-warnings",
    "index-of-authors",
    "index-of-fandoms",
    "index-of-pairings",
    "index-of-ratings",
    "index-of-warnings",
    "index-of-tags",
    "warnings-on-request",
    "colophon",
)
"""The order of back matter."""

LEFT_OUT = "none"
"""What an editor writes instead of a text to leave out a page that every book has."""

_ALWAYS_FRONT = ("half-title", "title-page", "copyright", "contents", "changes")
_ALWAYS_BACK = ("authors-notes", "warnings-on-request", "colophon")


@dataclass(frozen=True, slots=True)
class Slot:
    """A page to be made: its link target, its kind, and the manifest's entry if it has one."""

    id: str
    kind: str
    entry: MatterEntry | None = None

    @property
    def has_text(self) -> bool:
        entry = self.entry
        return entry is not None and not _says_none(entry) and (entry.text is not None or entry.path is not None)


@dataclass(frozen=True, slots=True)
class Order:
    """The pages before and after the stories."""

    front: tuple[Slot, ...]
    back: tuple[Slot, ...]


def order(manifest: Manifest) -> Order:
    """Put the pages that the manifest lists and those that every book has in order, and name them.

    Listed pages keep the editor's order; a page that every book has and the manifest does not list goes before the
    first listed page that the field's order puts after it.
    """
    listed = {entry.kind for entry in (*manifest.front, *manifest.back)}
    front = _completed(manifest.front, FRONT, [kind for kind in _ALWAYS_FRONT if kind not in listed])
    back = _completed(manifest.back, BACK, [kind for kind in _ALWAYS_BACK if kind not in listed])
    taken = Counter[str]()
    return Order(*(tuple(_slot(kind, entry, taken) for kind, entry in pages) for pages in (front, back)))


def texts(manifest: Manifest) -> dict[str, MatterEntry]:
    """List the entries whose text is to be read, by the id of their page, which is the key to tidy it under."""
    pages = order(manifest)
    return {slot.id: slot.entry for slot in (*pages.front, *pages.back) if slot.entry is not None and slot.has_text}


_Pages = list[tuple[str, MatterEntry | None]]


def _completed(entries: Sequence[MatterEntry], kinds: Sequence[str], missing: Sequence[str]) -> _Pages:
    pages: _Pages = [(entry.kind, entry) for entry in entries]
    for kind in missing:
        later = (place for place, (other, _) in enumerate(pages) if _rank(other, kinds) > _rank(kind, kinds))
        pages.insert(next(later, len(pages)), (kind, None))
    return [(kind, entry) for kind, entry in pages if not _left_out(entry)]


def _rank(kind: str, kinds: Sequence[str]) -> int:
    return kinds.index(kind) if kind in kinds else len(kinds)


def _left_out(entry: MatterEntry | None) -> bool:
    return entry is not None and entry.kind not in NEVER_LEFT_OUT and _says_none(entry)


def _says_none(entry: MatterEntry) -> bool:
    return (entry.text or "").strip().lower() == LEFT_OUT


def _slot(kind: str, entry: MatterEntry | None, taken: Counter[str]) -> Slot:
    taken[kind] += 1
    return Slot(kind if taken[kind] == 1 else f"{kind}-{taken[kind]}", kind, entry)
