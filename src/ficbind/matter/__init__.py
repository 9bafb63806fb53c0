"""Matter: the pages around the stories, and the book that they make together."""

from ficbind.matter.assembly import assemble
from ficbind.matter.edition import dated, release
from ficbind.matter.indexes import check
from ficbind.matter.inline import draft
from ficbind.matter.order import texts

__all__ = ["assemble", "check", "dated", "draft", "release", "texts"]
