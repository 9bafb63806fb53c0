"""What the package says of the book, its people and its stories."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ficbind.model import Book, Person, Series
from ficbind.records import dataclass
from ficbind.writers.epub.semantics import direction
from ficbind.xhtml import without_invalid

DC = "DC"
OPF = "OPF"

# EPUB 3.3, section D.3.7: one or more integers separated by dots.
_POSITION = re.compile(r"\d+(\.\d+)*")
_INDEX = re.compile(r"\d+(\.\d+)?")
_KEEPS_ORDER = re.compile(r"[,\d_@]|\b(?:The|A|An)\b")


@dataclass(frozen=True, slots=True)
class Entry:
    """One element of the package's metadata: a Dublin Core element or a `meta`."""

    space: str
    name: str
    value: str
    attributes: tuple[tuple[str, str], ...] = ()


def meta(value: str, property_: str, about: str = "", **attributes: str) -> Entry:
    """Make a `meta` element, about the whole book or about the entry with the id `about`."""
    refines = (("refines", f"#{about}"),) if about else ()
    return Entry(OPF, "meta", _line(value), (*refines, ("property", property_), *attributes.items()))


def link(address: str, relation: str, about: str) -> Entry:
    """Make a `link` to something outside the book, about the entry with the id `about`."""
    return Entry(OPF, "link", "", (("rel", relation), ("href", address), ("refines", f"#{about}")))


def dc(name: str, value: str, id_: str = "") -> Entry:
    """Make a Dublin Core element."""
    return Entry(DC, name, _line(value), (("id", id_),) if id_ else ())


def _line(text: str) -> str:
    return " ".join(without_invalid(text).split())


def entries(book: Book) -> Iterator[Entry]:
    """Give everything that is known of the book except its identifier and accessibility."""
    yield from _titles(book)
    yield from (dc("language", tag) for tag in languages(book))
    yield from _people(book)
    for name in ("publisher", "date", "description", "rights", "source"):
        value = getattr(book, name)
        if value:
            yield dc(name, value)
    yield from (dc("subject", subject) for subject in book.subjects)
    if book.series:
        yield from _series(book.series)
    if book.anthology:
        yield meta(book.anthology, "dcterms:isPartOf")
    else:
        yield from _stories(book)


def languages(book: Book) -> tuple[str, ...]:
    """List the languages of the book, its own first."""
    return tuple(dict.fromkeys([book.language, *(work.story.language for work in book.works)]))


def _titles(book: Book) -> Iterator[Entry]:
    yield dc("title", book.title, "title")
    yield meta("main", "title-type", "title")
    if book.subtitle:
        yield meta("1", "display-seq", "title")
        yield dc("title", book.subtitle, "subtitle")
        yield meta("subtitle", "title-type", "subtitle")
        yield meta("2", "display-seq", "subtitle")


def authors(book: Book) -> tuple[Person, ...]:
    """List every author once: those of the whole book, then those of the stories in reading order."""
    named = [person for person in book.people if person.role == "aut"]
    named += [author for work in book.works for author in work.story.metadata.authors]
    return _once(named)


def _once(people: Iterable[Person]) -> tuple[Person, ...]:
    """Merge what is said of one name in several places."""
    known: dict[tuple[str, str], Person] = {}
    for person in people:
        key = (_line(person.name), person.role)
        seen = known.get(key)
        known[key] = person if seen is None else replace(seen, sort=seen.sort or person.sort)
    return tuple(known.values())


def _people(book: Book) -> Iterator[Entry]:
    """Name authors as creators and everybody else as contributors: readers show every creator as an author."""
    helpers = [person for work in book.works for person in work.story.metadata.people]
    others = _once(person for person in (*book.people, *helpers) if person.role != "aut")
    for number, author in enumerate(authors(book), start=1):
        yield from _person("creator", author, f"author{number}", number)
    for number, person in enumerate(others, start=1):
        yield from _person("contributor", person, f"contributor{number}", number)


def _person(element: str, person: Person, id_: str, number: int) -> Iterator[Entry]:
    yield dc(element, person.name, id_)
    yield meta(person.role, "role", id_, scheme="marc:relators")
    yield meta(person.sort or sort_name(person.name), "file-as", id_)
    yield meta(str(number), "display-seq", id_)


def sort_name(name: str) -> str:
    """Turn "Ursula K. Le Guin" into "Guin, Ursula K. Le"; what does not look like a person's name stays as it is."""
    parts = name.split()
    looks_like_a_name = len(parts) > 1 and all(part[0].isupper() for part in (parts[0], parts[-1]))
    if not looks_like_a_name or _KEEPS_ORDER.search(name):
        return name
    return f"{parts[-1]}, {' '.join(parts[:-1])}"


def _series(series: Series) -> Iterator[Entry]:
    yield meta(series.title, "belongs-to-collection", id="series")
    yield meta("series", "collection-type", "series")
    number = (series.number or "").strip()
    if _POSITION.fullmatch(number):
        yield meta(number, "group-position", "series")
    yield _legacy("calibre:series", series.title)
    if _INDEX.fullmatch(number):
        yield _legacy("calibre:series_index", number)


def _stories(book: Book) -> Iterator[Entry]:
    """Name the stories and their authors in Dublin Core terms, for catalogues that look inside an anthology."""
    for work in book.works:
        key, language = work.story.key, work.story.language
        yield meta(work.story.title, "dcterms:hasPart", id=key, **_spoken(language, book.language))
        for author in work.story.metadata.authors:
            yield meta(author.name, "dcterms:creator", key)


def _spoken(language: str, of_book: str) -> dict[str, str]:
    """Say in which language a title is, and which way it runs, where that is not the book's (EPUB 3.3, 5.3)."""
    if language == of_book:
        return {}
    way = direction(language)
    return {"xml:lang": language} | ({"dir": way} if way != direction(of_book) else {})


def _legacy(name: str, content: str) -> Entry:
    return Entry(OPF, "meta", "", (("name", name), ("content", _line(content))))


def cover_reference(item: str) -> Entry:
    """Name the cover image in the way of EPUB 2, which Kindle and Kobo still read."""
    return _legacy("cover", item)
