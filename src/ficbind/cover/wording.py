"""The words on a cover, taken from the manifest and set as its language does."""

import re
import unicodedata
from collections.abc import Sequence

from ficbind.manifest.values import Manifest
from ficbind.model import Person

_EDITED_BY = {
    "ca": "edició de {}",
    "da": "redigeret af {}",
    "de": "herausgegeben von {}",
    "en": "edited by {}",
    "es": "edición de {}",
    "fr": "textes réunis par {}",
    "it": "a cura di {}",
    "nb": "redigert av {}",
    "nl": "samengesteld door {}",
    "pt": "organização de {}",
    "ru": "составитель {}",
    "sv": "redigerad av {}",
    "uk": "упорядник {}",
}
"""How a language names an editor; where none is given the name stands alone."""

_LONGEST_UNBROKEN_NAME = 26


def texts(manifest: Manifest, badge: str | None = None, stories: int = 0) -> dict[str, str]:
    """Give the text of every slot the book has."""
    series = manifest.series
    found = {
        "title": manifest.title,
        "subtitle": manifest.subtitle or "",
        "people": _people(manifest.people, manifest.language),
        "series": f"{series.title} · {series.number}" if series and series.number else series.title if series else "",
        "publisher": manifest.publisher or "",
        "badge": badge or "",
        "stories": str(stories) if stories > 1 else "",
    }
    tidy = {slot: _tidy(text) for slot, text in found.items()}
    return {slot: text for slot, text in tidy.items() if text}


def capitals(text: str, language: str) -> str:
    """Set in capitals as the language does: Turkish keeps its dots, Greek drops its accents."""
    primary = language.split("-")[0].lower()
    if primary in ("tr", "az"):
        text = text.replace("i", "İ")
    upper = text.upper()
    if primary == "el" or any("GREEK" in unicodedata.name(each, "") for each in text):
        bare = "".join(
            each for each in unicodedata.normalize("NFD", upper) if each not in "\u0301\u0300\u0342\u0313\u0314"
        )
        upper = unicodedata.normalize("NFC", bare)
    return upper


def _people(people: Sequence[Person], language: str) -> str:
    authors = [person.name for person in people if person.role == "aut"]
    editors = [person.name for person in people if person.role == "edt"]
    names = ", ".join(_unbroken(name) for name in authors or editors)
    if authors or not editors:
        return names
    return _EDITED_BY.get(language.split("-")[0].lower(), "{}").format(names)


def _unbroken(name: str) -> str:
    line = " ".join(name.split())
    return line.replace(" ", "\N{NO-BREAK SPACE}") if len(line) <= _LONGEST_UNBROKEN_NAME else line


def _tidy(text: str) -> str:
    """Take control characters out and round the apostrophes that type would show straight."""
    visible = "".join(" " if unicodedata.category(each) in ("Cc", "Cs", "Co", "Cn") else each for each in text)
    line = re.sub(r"[^\S\N{NO-BREAK SPACE}]+", " ", visible).strip()
    return re.sub(r"(?<=\w)'(?=\w)", "’", line)
