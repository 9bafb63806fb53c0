"""Matter: the pages around the stories, and the book that they make together."""

from ficbind.matter.accessibility import accessible
from ficbind.matter.assembly import assemble
from ficbind.matter.cover_words import with_cover_words
from ficbind.matter.edition import dated, dated_alone, release
from ficbind.matter.fronts import fitted
from ficbind.matter.indexes import check
from ficbind.matter.inline import draft
from ficbind.matter.order import texts
from ficbind.matter.singles import book_of, manifest_of

__all__ = [
    "accessible",
    "assemble",
    "book_of",
    "check",
    "dated",
    "dated_alone",
    "draft",
    "fitted",
    "manifest_of",
    "release",
    "texts",
    "with_cover_words",
]
