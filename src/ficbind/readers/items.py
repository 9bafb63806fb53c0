"""Divide a metadata value into its items: characters, pairings, tags, the names of authors."""

import re

from ficbind.conventions import terms
from ficbind.model import Field

GENRE = re.compile(
    r"adventure|angst|au|action|alternate|comfort|crime|crossover|drabble|drama|family|fantasy|femslash|fluff|friendship"
    r"|general|gen|h/c|horror|het|humou?r|hurt/comfort|mystery|parody|poetry|romance|sci-fi|slash|smut|spiritual"
    r"|supernatural|suspense|tragedy|vignette|western",
    re.I,
)
"""What stories call their genre."""

_NAMES = re.compile(
    r"\s*(?:,\s*(?:and|&)\s|;|&|\+|\b(?:and|with|und|et|y)\b|,(?!\s*(?:Jr|Sr|I{2,}|aka|a\.k\.a)\b))\s*", re.I
)
_COMMAS = re.compile(r"\s*[,;•|·]\s*(?![^(\[]*[)\]])")
_SURE_COMMAS = re.compile(r"\s*[,;•·]\s*(?![^(\[]*[)\]])")
"""Beside commas, and in the names of fandoms, a bar stands between a name and its translation: `Lampa | The Lamp`."""
_AND = re.compile(r"\s+(?:and|&|und|\+)\s+", re.I)
_GENRE_MARKS = re.compile(r"\s*[,;|]\s*|\s*/\s*(?!comfort\b|c\b|i\b|f\b|m\b)|\s+[-&+]\s+", re.I)


def names(text: str) -> tuple[str, ...]:
    """Divide a byline into names: `A and B`, `A, B & C`."""
    text = re.sub(r"^\s*(?:by|written by)\s+", "", text.strip(" -–—~*"), flags=re.I)
    parts = [part.strip(" -–—~*,") for part in _NAMES.split(text) if part]
    return tuple(dict.fromkeys(part for part in parts if part))


def divide(field: Field, text: str) -> tuple[str, ...]:
    """Divide a list field at its commas; a sentence stays whole."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    if not text:
        return ()
    if _is_sentence(text):
        return (text,)
    parts = _GENRE_MARKS.split(text) if field is Field.GENRE else _marks(field, text).split(text)
    if field is Field.FANDOM and any(part[:1].islower() for part in parts):
        return (text,)
    if field is Field.PAIRING:
        parts = [piece for part in parts for piece in _pairs(part)]
    cleaned = (re.sub(r"^(?:and|&)\s+", "", part.strip(), flags=re.I) for part in parts)
    return tuple(dict.fromkeys(part for part in cleaned if part))


def _marks(field: Field, text: str) -> re.Pattern[str]:
    return _SURE_COMMAS if field is Field.FANDOM or "," in text else _COMMAS


def _pairs(text: str) -> list[str]:
    """Divide `A/B and C/D`, but not `A and B`."""
    parts = _AND.split(text)
    return parts if len(parts) > 1 and all("/" in part or re.search(r"\bx\b", part) for part in parts) else [text]


def _is_sentence(text: str) -> bool:
    """Tell whether a value is said in sentences, which commas do not divide."""
    if len(text.split()) < 4:
        return False
    return terms.is_sentence(text) or any(len(part.split()) > 7 for part in _COMMAS.split(text))
