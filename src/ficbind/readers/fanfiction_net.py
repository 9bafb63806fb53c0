"""Read the line of details that FanFiction.Net prints above a story, and every exporter copies."""

import re

from ficbind.model import Field

_GENRES = re.compile(
    r"(?:(?:adventure|angst|crime|drama|family|fantasy|friendship|general|horror|humor|hurt|comfort|mystery|parody|poetry"
    r"|romance|sci-fi|spiritual|supernatural|suspense|tragedy|western)(?:[/ ]|$))+",
    re.I,
)
_RATING = re.compile(r"(?:fiction\s+)?(?:k\+?|t|ma?)", re.I)
_COUNTED = re.compile(r"(chapters|words|reviews|favs|follows|updated|published|status|id)\s*:\s*(.+)", re.I)
_COUNTED_FIELDS = {
    "chapters": Field.LENGTH,
    "words": Field.LENGTH,
    "updated": Field.DATE,
    "published": Field.DATE,
    "status": Field.STATUS,
}


def details(value: str) -> tuple[tuple[Field, str], ...]:
    """Divide `Fiction T - English - Drama - Max G., Alec - Words: 2,301 - Complete`; nothing for any other value."""
    parts = [part.strip() for part in re.split(r"\s+-\s+", value)]
    if len(parts) < 3 or not _RATING.fullmatch(parts[0]):
        return ()
    found: dict[Field, list[str]] = {Field.RATING: [parts[0]], Field.LANGUAGE: [parts[1]]}
    for part in parts[2:]:
        field, text = _part(part, found)
        if field:
            found.setdefault(field, []).append(text)
    return tuple((field, ", ".join(texts)) for field, texts in found.items())


def _part(part: str, found: dict[Field, list[str]]) -> tuple[Field | None, str]:
    counted = _COUNTED.fullmatch(part)
    if counted:
        name = counted[1].lower()
        field = _COUNTED_FIELDS.get(name)
        return field, f"{counted[2]} {name}" if field is Field.LENGTH else counted[2]
    if part.lower() in {"complete", "in-progress"}:
        return Field.STATUS, part
    if _GENRES.fullmatch(part) and Field.GENRE not in found:
        return Field.GENRE, part
    return Field.CHARACTERS, part
