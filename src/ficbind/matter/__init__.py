"""Matter: the pages around the stories, and the book that they make together."""

from ficbind.matter.accessibility import accessible
from ficbind.matter.assembly import assemble
from ficbind.matter.edition import dated, release
from ficbind.matter.indexes import check
from ficbind.matter.inline import draft
from ficbind.matter.order import texts

__all__ = ["accessible", "assemble", "check", "dated", "draft", "release", "texts"]
