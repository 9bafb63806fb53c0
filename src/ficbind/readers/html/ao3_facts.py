"""What the Archive of Our Own, and other archives that run its software, say of a work, on pages and in downloads."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ficbind.model import Field
from ficbind.readers.html.page import Page, text_of
from ficbind.xhtml import Element

Pair = tuple[str, Element]
"""A label and the element that holds its value."""

_FIELDS = {
    "rating": Field.RATING,
    "archive warning": Field.WARNINGS,
    "warning": Field.WARNINGS,
    "category": Field.CATEGORY,
    "fandom": Field.FANDOM,
    "relationship": Field.PAIRING,
    "pairing": Field.PAIRING,
    "character": Field.CHARACTERS,
    "additional tag": Field.TAGS,
    "freeform": Field.TAGS,
    "language": Field.LANGUAGE,
    "collection": Field.ARCHIVE,
}
"""Label in the singular → the field; the archive wrote singulars only until 2023 (otwarchive AO3-5774)."""

_WITH_TAGS = frozenset(_FIELDS.values()) - {Field.LANGUAGE}
_SILENT = frozenset({"comment", "kudo", "bookmark", "hit"})
_COUNTED = ("published", "updated", "completed", "word", "chapter", *_SILENT)
_COUNT = re.compile(r"([A-Za-z]+):\s*([^:]*?)(?=\s+[A-Za-z]+:|\s*$)")
_PART = re.compile(r"Part\s+\d+\s+of\s*$")
_PARTS = re.compile(r"\s*,\s*(?=Part\s+\d+\s+of\s)")
_POSTED = re.compile(r"([\d,.]+)\s*/\s*([\d,.]+|\?)")
_BY = re.compile(r"^\s*by\b\s*", re.I)
_ARCHIVED = re.compile(r"\s*\[archived by[^\]]*\]", re.I)
_HELD_PLACE = re.compile("\ue000(\\d+)\ue001")


def pairs(lists: Iterable[Element]) -> Iterator[Pair]:
    """Give the labels of lists with their values; a list within a value gives its own."""
    for each in lists:
        label = ""
        for node in each:
            if node.tag == "dt":
                label = text_of(node)
            elif node.tag == "dd":
                inner = node.find("dl")
                if inner is None:
                    yield label, node
                else:
                    yield from pairs((inner,))


def know(page: Page, known: Sequence[Pair]) -> list[str]:
    """Take note of all that labels say; gives what stands under labels that are not the archive's."""
    others: list[str] = []
    counts: dict[str, str] = {}
    at: Element | None = None
    for label, value in known:
        key = _singular(label)
        if key in _FIELDS:
            page.know(_FIELDS[key], _values(_FIELDS[key], value), value)
        elif key == "series":
            page.know(Field.SERIES, _series(value), value)
        elif key == "stat" or key in _COUNTED:
            at = value if at is None else at
            counts |= _counts(key, value)
        elif text_of(value):
            others.append(f"{label} {text_of(value)}".strip())
    if at is not None:
        _know_counts(page, counts, at)
    return others


def names(byline: Element) -> tuple[str, ...]:
    """Read the names of a byline; a pseudonym keeps its "(user)", an archivist's name is left out."""
    links: list[str] = []
    pieces = [byline.text or ""]
    for node in byline.iter():
        if node is byline:
            continue
        if node.tag == "a":
            links.append(text_of(node))
            pieces.append(f"\ue000{len(links) - 1}\ue001")
        elif not any(each.tag == "a" for each in node.iterancestors()):
            pieces.append(node.text or "")
        pieces.append(node.tail or "")
    plain = _ARCHIVED.sub("", _BY.sub("", " ".join("".join(pieces).split())))
    found = (_HELD_PLACE.sub(lambda each: links[int(each[1])], part).strip() for part in plain.split(","))
    return tuple(dict.fromkeys(name for name in found if name))


def posted(page: Page) -> tuple[int, int | None] | None:
    """Give how many chapters the archive says are posted, and of how many."""
    for fact in page.facts:
        for value in fact.values if fact.field is Field.LENGTH else ():
            found = _POSTED.match(value)
            if found:
                return _number(found[1]), None if found[2] == "?" else _number(found[2])
    return None


def _singular(label: str) -> str:
    key = label.rstrip(": ").casefold()
    if key == "series":
        return key
    return f"{key[:-3]}y" if key.endswith("ies") else key.removesuffix("s")


def _values(field: Field, value: Element) -> tuple[str, ...]:
    links = [text_of(link) for link in value.iter("a")] or [text_of(item) for item in value.iter("li")]
    if field in _WITH_TAGS:
        return tuple(links) or tuple(text_of(value).split(", "))
    return (text_of(value),)


def _series(value: Element) -> tuple[str, ...]:
    """Read "Part 2 of …", once for each series; a page links the works beside this one there, too."""
    links = [link for link in value.iter("a") if "/series/" in (link.get("href") or "")]
    if not links:
        return tuple(_PARTS.split(text_of(value)))
    found = []
    for link in links:
        before = link.getprevious()
        text = " ".join(((before.tail if before is not None else link.getparent().text) or "").split())
        part = _PART.search(text)
        found.append(f"{' '.join(part[0].split())} {text_of(link)}" if part else text_of(link))
    return tuple(found)


def _counts(key: str, value: Element) -> dict[str, str]:
    text = " ".join(" ".join(value.itertext()).split())
    if key in _COUNTED:
        return {key: text}
    return {_singular(found[1]): found[2] for found in _COUNT.finditer(text)}


def _know_counts(page: Page, counts: dict[str, str], at: Element) -> None:
    """Take note of dates, length and status; a work that names no chapters was one of one (before 2023)."""
    again = [f"{key} {counts[key]}" for key in ("updated", "completed") if counts.get(key)]
    page.know(Field.DATE, [each for each in (counts.get("published"), *again) if each], at)
    units = (("word", "words"), ("chapter", "chapters"))
    page.know(Field.LENGTH, [f"{counts[key]} {unit}" for key, unit in units if counts.get(key)], at)
    chapters = _POSTED.match(counts.get("chapter", "1/1"))
    whole = "completed" in counts or (chapters is not None and "updated" not in counts and chapters[1] == chapters[2])
    if counts:
        page.know(Field.STATUS, ("Complete" if whole else "In progress",), at)


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)
