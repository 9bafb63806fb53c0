"""What a folder holds: stories, with what is known of each, and files that are none."""

import hashlib
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

from ficbind import deadline, readers
from ficbind.conventions import endings, language_names, series
from ficbind.diagnostics import Code, FicbindError
from ficbind.manifest import scalars
from ficbind.model import Draft, Field, Origin
from ficbind.readers import titles
from ficbind.records import dataclass, field
from ficbind.xhtml import count_words, words
from ficbind.yamltree.findings import RefusedError

_CODED = re.compile(r"read as ([\w-]+)")
_TAG = re.compile(r"<[^<>]*>")
_OPENING = 40
"""Words at the beginning of a text by which two copies are known."""


@dataclass(frozen=True, slots=True)
class Find:
    """A story file, or a folder of chapters: what a manifest and its comments say of it.

    `encoding` is named where it had to be guessed; `guessed` says that only the file's name titles the story, `named`
    that the file names its language. `several` are the titles of the stories in it, where it holds more than one;
    `chapters` is the number of files in a folder. `text` and `opening` tell copies, `like` is a file that may hold
    a version of the story.
    """

    path: Path
    kind: str
    title: str
    authors: tuple[str, ...]
    language: str
    words: int
    encoding: str = ""
    guessed: bool = False
    named: bool = False
    series: str = ""
    number: int = 0
    source: str = ""
    several: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
    opening: tuple[str, ...] = field(default=(), repr=False)
    chapters: int = 0
    like: Path | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not in the book, and why."""

    path: Path
    reason: str


def read(path: Path, kind: str, chapters: Sequence[Path] = ()) -> Find | LeftOut:
    """Read a story file, or a folder of chapters, for what a manifest says of it."""
    try:
        with deadline.within(deadline.allowed(path), path):
            drafts = readers.read(path, chapters=chapters)
    except FicbindError as error:
        return LeftOut(path, error.diagnostics[0].message)
    bodies = [_body(draft) for draft in drafts]
    length = sum(count_words(body) for body in bodies)
    if not length or all(endings.is_end(body) for body in bodies):
        return LeftOut(path, "the file holds no story")
    return _find(path, kind, drafts, bodies)


def _find(path: Path, kind: str, drafts: Sequence[Draft], bodies: Sequence[str]) -> Find:
    first, spoken = drafts[0], words(" ".join(bodies).casefold())
    known = first.metadata
    title, language = known.get(Field.TITLE), known.get(Field.LANGUAGE)
    named = language_names.tag(language.text, "en") if language else None
    name, number = series.read(known.text(Field.SERIES)) if len(drafts) == 1 else ("", 0)
    people = (person.name for draft in drafts for person in draft.metadata.authors)
    return Find(
        path=path,
        kind=kind,
        title=known.text(Field.TITLE),
        authors=tuple(dict.fromkeys(people)),
        language=named or language_names.guess(first.source, "en") or "en",
        words=sum(count_words(body) for body in bodies),
        encoding=_encoding(drafts) if kind == "text" else "",
        guessed=title is None or title.origin is Origin.GUESS,
        named=named is not None,
        series=name,
        number=number,
        source=known.text(Field.SOURCE),
        several=tuple(draft.metadata.text(Field.TITLE) for draft in drafts) if len(drafts) > 1 else (),
        text=hashlib.sha256(" ".join(spoken).encode()).hexdigest(),
        opening=tuple(spoken[:_OPENING]),
    )


def _body(draft: Draft) -> str:
    return " ".join(
        unescape(_TAG.sub(" ", f"{section.title or ''} {section.markup}")) for section in draft.sections
    ).strip()


def titled(name: str) -> str:
    """Make a title of the name of a file or folder."""
    return titles.from_name(name)


def _encoding(drafts: Sequence[Draft]) -> str:
    """Give the encoding that a reader guessed, under the name that a manifest takes."""
    told = (each.message for draft in drafts for each in draft.diagnostics if each.code is Code.GUESSED_ENCODING)
    found = (_CODED.search(message) for message in told)
    return next((match[1] for match in found if match and _is_encoding(match[1])), "")


def _is_encoding(name: str) -> bool:
    try:
        return bool(scalars.encoding(name))
    except RefusedError:
        return False
