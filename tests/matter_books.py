"""Small books for the tests of matter, from a few lines of TOML."""

import tomllib
from pathlib import Path
from typing import Any

from ficbind.diagnostics import Location
from ficbind.manifest.values import Cover, Entry, Manifest, MatterEntry, PartEntry
from ficbind.matter import assemble, draft, texts
from ficbind.model import Book, Chapter, Fact, Field, Level, Metadata, Origin, Page, Person, Series, Story
from ficbind.style import Font, Style
from ficbind.vocabulary import LINE
from ficbind.xhtml import Body, Element, edit, words

HERE = Path("anthology.yaml")
STYLE = Style(
    name="classic",
    title="Classic",
    fonts=(Font("EB Garamond", Path("EBGaramond-Regular.ttf")), Font("EB Garamond", Path("i.ttf"), italic=True)),
    epub_css="",
    print_css="",
    font_size=10.5,
    leading=14.0,
    margins=(18.0, 20.0, 16.0, 22.0),
)

Given = dict[str, Any]


def book_of(text: str) -> Book:
    """Assemble the book that a case describes: the manifest's values, then [[part]] and [[story]] tables."""
    given = tomllib.loads(text)
    language = given.get("language", "en")
    stories = [story_of({"lang": language, **table}, number) for number, table in enumerate(given.pop("story", []), 1)]
    manifest = manifest_of(given, len(stories))
    return assemble(manifest, stories, STYLE, {key: tidied(key, entry) for key, entry in texts(manifest).items()})


def manifest_of(given: Given, stories: int) -> Manifest:
    parts = given.pop("part", None) or [{"stories": stories}]
    series = given.pop("series", None)
    return Manifest(
        path=HERE,
        title=given.pop("title", "The Long Way Home"),
        language=given.pop("language", "en"),
        cover=Cover(Location(HERE, 1)),
        parts=tuple(PartEntry(part.get("title"), (entry(),) * part["stories"]) for part in parts),
        people=tuple(Person(**person) for person in given.pop("people", [])),
        series=Series(**series) if series else None,
        front=tuple(matter_of(table) for table in given.pop("front", [])),
        back=tuple(matter_of(table) for table in given.pop("back", [])),
        **given,
    )


def pages_of(book: Book) -> tuple[Page, ...]:
    """List every page of matter in reading order."""
    inner = (page for part in book.parts for page in (part.page, *(work.front for work in part.works)) if page)
    return (*book.front, *inner, *book.back)


def entry() -> Entry:
    return Entry(Path("story.txt"), "story.txt", Location(HERE, 9))


def matter_of(table: Given) -> MatterEntry:
    return MatterEntry(where=Location(HERE, 5, 3), **table)


def story_of(table: Given, number: int) -> Story:
    chapters = table.pop("chapters", [None])
    people = tuple(Person(**person) for person in table.pop("people", []))
    level = Level(table.pop("level")) if "level" in table else None
    length, language = table.pop("words", 0), table.pop("lang")
    on_request, front = table.pop("warnings-on-request", False), table.pop("front", "full")
    facts = tuple(
        Fact(Field(name), tuple(value) if isinstance(value, list) else (value,), Origin.HEADER)
        for name, value in table.items()
    )
    return Story(
        key=f"s{number:03d}",
        path=Path("story.txt"),
        metadata=Metadata(facts, people, level),
        language=language,
        chapters=tuple(Chapter(title or None, Body("<p>Once.</p>")) for title in chapters),
        words=length,
        source="Once.",
        warns_on_request=on_request,
        front=front,
    )


def tidied(key: str, entry: MatterEntry) -> Story:
    """Stand in for the passes: the same words in the vocabulary of a story."""
    made = draft(entry)
    chapters = tuple(Chapter(None, Body(edit(section.markup, without_lines))) for section in made.sections)
    return Story(key, made.path, made.metadata, "en", chapters, len(words(made.source)), made.source)


def without_lines(root: Element) -> None:
    for each in root.iter():
        each.attrib.pop(LINE, None)


def shown(book: Book, *only: str) -> str:
    """Write out the pages of a book: every page, or those with the ids given."""
    return "\n\n".join(
        f"--- {page.id}{'' if page.kind == page.id else f' ({page.kind})'}: {page.title}\n{page.body}"
        for page in pages_of(book)
        if not only or page.id in only
    )
