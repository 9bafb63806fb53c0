"""Tell verse from prose in lines that no blank line parts."""

import re
from collections.abc import Sequence

from ficbind.conventions import correspondence, headings
from ficbind.readers.lines import Line, is_rule

_LONGEST = 52
_NOT_VERSE = re.compile(r"[\"“«„]|[-*•·–—]\s|\d{1,3}[.)]\s|[^\W\d_][\w .'’-]{0,24}:(?:\s|$)|https?:|\w+@")
_STOPS = (".", "!", "?", '"', "”", "…")


def is_stanza(group: Sequence[Line], width: int | None, least: int = 3) -> bool:
    """Tell whether lines were broken by a poet: short, unwrapped, and mostly ending without a full stop."""
    if len(group) < least or any(len(line.bare) > _LONGEST for line in group):
        return False
    if width and max(len(line.text) for line in group[:-1]) > 0.8 * width:
        return False
    if any(_NOT_VERSE.match(line.bare) or is_rule(line.bare) or headings.parse(line.bare) for line in group):
        return False
    if any(correspondence.greets(line.bare) for line in group):
        return False
    ended = sum(1 for line in group if line.bare.endswith(_STOPS))
    return ended <= 0.5 * len(group)
