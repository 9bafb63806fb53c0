"""Learn what FanFicFare writes under labels on its title pages."""

import re
from collections.abc import Iterable

from ficbind.model import Field
from ficbind.readers.html import labelled
from ficbind.readers.html.labelled import Labelled
from ficbind.readers.html.page import Page

_ARCHIVES = re.compile(
    r"(?:\w+\.)?(?:archiveofourown\.org|squidgeworld\.org|superlove\.sayitditto\.net|adastrafanfic\.com)", re.I
)
"""Publishers that run the software of the Archive of Our Own, in whose tags no comma can be."""

_TAGS = {
    "category": Field.FANDOM,
    "fandoms": Field.FANDOM,
    "genre": Field.TAGS,
    "characters": Field.CHARACTERS,
    "relationships": Field.PAIRING,
    "warnings": Field.WARNINGS,
    "collections": Field.ARCHIVE,
}
"""Label → the field of the archive's tags below it (FanFicFare, `defaults.ini` [base_otw])."""

_CATEGORY = re.compile(r"[FM]/[FM]|Gen|Multi|Other")


def learn(page: Page, found: Iterable[Labelled]) -> None:
    """Add the facts of a title page; for works of the archive, its tags as the archive has them."""
    rows = list(found)
    said = {each.label.strip(" :").casefold(): each for each in rows}
    publisher = said.get("publisher")
    if publisher is not None and _ARCHIVES.fullmatch(" ".join(publisher.paragraphs).strip()):
        for label, wanted in _TAGS.items():
            if label in said:
                rows.remove(said[label])
                _know_tags(page, wanted, said[label])
    labelled.learn(page, rows)


def _know_tags(page: Page, wanted: Field, row: Labelled) -> None:
    """Take note of tags; with those that are the work's own, FanFicFare mixes the categories."""
    tags = " ".join(row.paragraphs).split(", ")
    categories = [each for each in tags if wanted is Field.TAGS and _CATEGORY.fullmatch(each)]
    page.know(Field.CATEGORY, categories, row.line)
    page.know(wanted, [each for each in tags if each not in categories], row.line)
