"""Read the line of details that FanFiction.Net prints above a story, and every exporter copies."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ficbind.conventions.labels import Label
from ficbind.model import Field
from ficbind.readers.evidence import Entry

_GENRES = re.compile(
    r"(?:(?:adventure|angst|crime|drama|family|fantasy|friendship|general|horror|humor|hurt|comfort|mystery|parody|poetry"
    r"|romance|sci-fi|spiritual|supernatural|suspense|tragedy|western)(?:[/ ]|$))+",
    re.I,
)
_RATING = re.compile(r"(?:fiction\s+)?(?:k\+?|t|ma?)", re.I)
_PAIR = re.compile(r"\[([^\]]+)\]")
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
        if field is Field.CHARACTERS:
            found.setdefault(Field.PAIRING, []).extend("/".join(_commas(pair)) for pair in _PAIR.findall(part))
    found[Field.DATE] = sorted(found.get(Field.DATE, ()), key=lambda text: text.startswith("updated"))
    return tuple((field, ", ".join(texts)) for field, texts in found.items() if texts)


def summed(entries: Sequence[Entry]) -> list[Entry]:
    """Read what stands unlabelled above a line of details as the summary, which the site prints there."""
    detailed = any(entry.field is Field.RATING and details(" ".join(entry.paragraphs)) for entry in entries)
    if not detailed or any(entry.field is Field.SUMMARY for entry in entries):
        return list(entries)
    label = Label(Field.SUMMARY, "plain")
    return [
        entry if entry.pair.label or entry.pair.key else replace(entry, pair=replace(entry.pair, label=label))
        for entry in entries
    ]


def _part(part: str, found: dict[Field, list[str]]) -> tuple[Field | None, str]:
    counted = _COUNTED.fullmatch(part)
    if counted:
        name = counted[1].lower()
        field = _COUNTED_FIELDS.get(name)
        text = {
            "chapters": f"{counted[2]} chapters",
            "words": f"{counted[2]} words",
            "updated": f"updated {counted[2]}",
        }
        return field, text.get(name, counted[2])
    if part.lower() in {"complete", "in-progress"}:
        return Field.STATUS, part
    if _GENRES.fullmatch(part) and Field.GENRE not in found:
        return Field.GENRE, part
    return Field.CHARACTERS, ", ".join(_commas(re.sub(r"[\[\]]", ",", part)))


def _commas(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
