"""Notes in the words of reading systems: what calls a note, what is one, and what leads back."""

import re

from ficbind.writers.epub.semantics import Semantics

# In canonical XHTML ">" is escaped inside attribute values.
_TAG = re.compile(r'<(a|aside|div|li)\b(?=[^>]*?\sclass="(backlink|footnote|note|note-number|noteref)")')
_SEMANTICS = {
    "backlink": Semantics("backlink", "doc-backlink"),
    "footnote": Semantics("footnote", "doc-footnote"),
    "note": Semantics(None, "note"),
    "note-number": Semantics("backlink", "doc-backlink"),
    "noteref": Semantics("noteref", "doc-noteref"),
}
"""Class → type and role. Apple's reader, KOReader, Foliate and Thorium show a `noteref`'s `footnote` in a window."""

_ITEM = Semantics("footnote")
"""An item of a list has no role but its own (ARIA in HTML, 4 Document conformance requirements)."""


def note_semantics(blocks: str) -> str:
    """Say of each note, call and way back what it is."""
    return _TAG.sub(_said, blocks) if 'class="' in blocks else blocks


def _said(tag: re.Match[str]) -> str:
    meant = _ITEM if tag[1] == "li" else _SEMANTICS[tag[2]]
    return f"{tag[0]}{meant.attributes}"
