"""The explain command: the message reference, one section a code."""

import re

from ficbind.bundled import bundled

_SECTION = re.compile(r"^## (?P<code>[A-Z]\d{3}) .*?(?=^## |\Z)", re.M | re.S)


def sections() -> dict[str, str]:
    """Read the section of every code from docs/messages/."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(bundled("messages").glob("*.md")))
    return {match["code"]: match[0].strip() for text in texts for match in _SECTION.finditer(text)}


def explanation(code: str) -> str:
    """Give the section of a code, or say that there is no such message."""
    known = sections()
    return known.get(code.upper()) or f"no message has the code '{code}'; the codes are {', '.join(sorted(known))}"
