"""The stories of a manifest: files and patterns, with what the manifest says of them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ficbind.conventions import emphasis
from ficbind.diagnostics import Code
from ficbind.manifest import scalars
from ficbind.manifest.files import Shelf, children, shown
from ficbind.manifest.folders import chapters
from ficbind.manifest.people import people, series
from ficbind.manifest.values import Entry, PartEntry, Typography
from ficbind.model import PROSE, Fact, Field, Metadata, Origin
from ficbind.records import dataclass
from ficbind.yamltree.findings import quoted
from ficbind.yamltree.tree import Items, Node, Table, Text

_PROSE = frozenset({*PROSE, Field.SPOILERS})
_BY_COMMAS = frozenset({Field.CHARACTERS, Field.GENRE, Field.WARNINGS, Field.TAGS})


@dataclass(frozen=True, slots=True)
class _Wish:
    """A story or pattern as the manifest lists it."""

    file: Text
    says: Table
    part: Text | None


def parts(book: Table, shelf: Shelf, otherwise: Entry) -> tuple[PartEntry, ...]:
    """Find every story; those outside any part form untitled runs. `otherwise` holds what the book says of all."""
    wishes = list(_wishes(book.items("stories"), None))
    explicit = {id(wish): _claim(wish, shelf) for wish in wishes if not shelf.is_pattern(wish.file)}
    taken: dict[Path, Text] = {}
    found: list[PartEntry] = []
    before: Text | None = None
    for wish in wishes:
        path = explicit.get(id(wish))
        paths = _expand(wish, shelf, taken) if id(wish) not in explicit else (path,) if path else ()
        entries = tuple(_entry(each, wish, shelf, otherwise) for each in paths)
        if found and wish.part is before:
            found[-1] = replace(found[-1], entries=found[-1].entries + entries)
        else:
            found.append(PartEntry(wish.part.line if wish.part else None, entries))
        before = wish.part
    return tuple(part for part in found if part.entries)


def _wishes(nodes: tuple[Node, ...], part: Text | None) -> Iterator[_Wish]:
    for node in nodes:
        if isinstance(node, Text):
            yield _Wish(node, Table((), node.where), part)
        elif isinstance(node, Table) and (file := node.text("file")):
            yield _Wish(file, node, part)
        elif isinstance(node, Table) and (title := node.text("part")):
            yield from _wishes(node.items("stories"), title)


def _claim(wish: _Wish, shelf: Shelf) -> Path | None:
    """Find a story that is named, unless it was named before."""
    path = shelf.find(wish.file, folders=True)
    if path is None:
        return None
    for chapter in children(path) if path.is_dir() else ():
        shelf.named.setdefault(chapter.resolve(), wish.file)
    first = shelf.named.setdefault(path.resolve(), wish.file)
    if first is wish.file:
        return path
    message = f"{quoted(wish.file.text.strip())} stands here a second time"
    hint = f"keep one of the two; the first is in line {first.where.line}"
    shelf.findings.error(Code.SAME_FILE_TWICE, message, wish.file.where, hint)
    return None


def _expand(wish: _Wish, shelf: Shelf, taken: dict[Path, Text]) -> tuple[Path, ...]:
    """Find the files of a pattern that are not named elsewhere; two patterns must not share a file."""
    free = [path for path in shelf.matches(wish.file) if path.resolve() not in shelf.named]
    again = [path for path in free if path.resolve() in taken]
    if again:
        first = taken[again[0].resolve()]
        names = shown([shelf.name(path) for path in again])
        message = f"{quoted(wish.file.text)} takes {names} a second time"
        hint = f"narrow one of the two patterns; the first is {quoted(first.text)} in line {first.where.line}"
        shelf.findings.error(Code.SAME_FILE_TWICE, message, wish.file.where, hint)
    taken.update((path.resolve(), wish.file) for path in free if path not in again)
    return tuple(path for path in free if path not in again)


def _entry(path: Path, wish: _Wish, shelf: Shelf, otherwise: Entry) -> Entry:
    says = wish.says
    language, encoding, notes = (says.line(key) for key in ("language", "encoding", "authors-notes"))
    hidden, front = says.line("warnings-on-request"), says.line("story-front")
    return Entry(
        path=path,
        name=shelf.name(path),
        where=wish.file.where,
        metadata=_metadata(says),
        language=scalars.language(language) if language else None,
        encoding=scalars.encoding(encoding) if encoding else None,
        typography=switches(says.table("typography"), otherwise.typography),
        authors_notes=scalars.note_policy(notes) if notes else otherwise.authors_notes,
        chapters=chapters(path, wish.file, shelf) if path.is_dir() else (),
        warns_on_request=bool(hidden and scalars.flag(hidden)),
        front=scalars.story_front(front) if front else otherwise.front,
        images=_images(says.table("images")),
    )


def _images(table: Table) -> tuple[tuple[str, str], ...]:
    """Read what images show, by their names."""
    return tuple((name.text, value.line) for name, value in table.pairs if isinstance(value, Text))


def switches(table: Table, otherwise: Typography) -> Typography:
    """Read which improvements are wanted."""
    chosen = {
        key.text.replace("-", "_"): scalars.flag(value.text) for key, value in table.pairs if isinstance(value, Text)
    }
    return replace(otherwise, **chosen)


def _metadata(says: Table) -> Metadata:
    facts = (_fact(says, each) for each in Field if says.get(each.value) is not None)
    rating = says.line("rating")
    return Metadata(
        tuple(fact for fact in facts if fact.values),
        people(says),
        scalars.rating(rating) if rating else None,
    )


def _fact(says: Table, wanted: Field) -> Fact:
    node = says.get(wanted.value)
    values, where = _values(says, wanted), node.where if node else says.where
    if wanted not in PROSE:
        return Fact(wanted, values, Origin.MANIFEST, where)
    texts = tuple(map(emphasis.plain, values))
    return Fact(wanted, texts, Origin.MANIFEST, where, emphasis.paragraphs(texts, map(emphasis.to_xhtml, values)))


def _values(says: Table, wanted: Field) -> tuple[str, ...]:
    """Give a key's text as the model keeps it: paragraphs, items, names or one line."""
    if wanted is Field.AUTHOR:
        return tuple(person.name for person in people(says) if person.role == "aut")
    if wanted is Field.SERIES:
        found = series(says)
        return (f"{found.title} ({found.number})" if found.number else found.title,) if found else ()
    texts = says.texts(wanted.value)
    if wanted is Field.LANGUAGE:
        return tuple(scalars.language(text.text) for text in texts)
    if wanted in _PROSE:
        return tuple(paragraph for text in texts for paragraph in text.paragraphs)
    if wanted in _BY_COMMAS and not isinstance(says.get(wanted.value), Items):
        return tuple(each.strip() for text in texts for each in text.line.split(",") if each.strip())
    return tuple(text.line for text in texts)
