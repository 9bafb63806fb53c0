"""How letters begin and end."""

import re

OPENS_OR_CLOSES = re.compile(
    r"\W*(?:(?:my )?dear(?:est)?\b.*|(?:yours?|love|sincerely|regards|best|kind regards|cheers|xoxo|your \w+|hugs)\b"
    r"[\w ]{0,20},?)",
    re.I,
)
"""A line that greets, or takes leave."""

_SIGNS = re.compile(r"\s*(?:[~–—-]{1,2}\s?)?(?:[^\W\d_][\w.'’-]*\s?){1,5}(?:\([^()]{1,20}\))?,?\s*")
_ENDS = re.compile(r"[.!?…][\"”’')]*$")
_INITIAL = re.compile(r"(?:^|[\s~–—-])\w\.$")
_LONGEST = 40


def greets(line: str) -> bool:
    """Tell whether a line opens a letter or takes leave at its end."""
    return OPENS_OR_CLOSES.fullmatch(line.strip()) is not None


def may_sign(line: str) -> bool:
    """Tell whether a line below a letter may be its signature, or the leave above that: short, and no sentence."""
    text = line.strip()
    if len(text) > _LONGEST or (_ENDS.search(text) and not _INITIAL.search(text)):
        return False
    return _SIGNS.fullmatch(text) is not None
