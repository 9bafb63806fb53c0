"""How people and archives name a series and the place in it."""

import re

_PART_OF = re.compile(
    r"(?:part|book|story|no\.?|number|#)?\s*#?(?P<number>\d{1,3})\s+(?:of|in)\s+(?:the\s+)?(?P<name>.+)", re.I
)
_NUMBERED = re.compile(
    r"(?P<name>.+?)[\s,:;–—-]*(?:\(|\[)?\s*(?:(?:part|book|story|no\.?|number|vol\.?)\s*|#\s*)?(?P<number>\d{1,3})\s*[)\]]?",
    re.I,
)


def read(said: str) -> tuple[str, int]:
    """Read the name of a series and the place in it, 0 for none: `Part 2 of Lamps`, `Lamps (2)`, `Lamps #2`."""
    found = _PART_OF.fullmatch(said.strip()) or _NUMBERED.fullmatch(said.strip())
    return (found["name"].strip(), int(found["number"])) if found else (said.strip(), 0)
