"""Links from one story of a book to another: what led to an address or a file leads to the story."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

from ficbind import xhtml
from ficbind.conventions import addresses
from ficbind.model import Draft, Field, Section, Story
from ficbind.xhtml import Body, Element, Markup

_FILES = "https://book.invalid/"
"""Where links to files of the book lead until the files are stories: no such address can exist (RFC 2606)."""

_LINK = re.compile(r'href="(?!#|https?:|mailto:|//)[^"]')


def name_files(draft: Draft, files: frozenset[Path]) -> Draft:
    """Let links to other files of the book lead to addresses that no cleaning takes away."""
    if not any(_LINK.search(section.markup) for section in draft.sections):
        return draft
    folder = draft.path.parent if not draft.path.is_dir() else draft.path
    sections = tuple(replace(each, markup=_named(each, folder, files)) for each in draft.sections)
    return replace(draft, sections=sections)


def _named(section: Section, folder: Path, files: frozenset[Path]) -> Markup:
    if not _LINK.search(section.markup):
        return section.markup
    root = xhtml.parse(section.markup)
    for node in root.iter("a"):
        href = node.get("href") or ""
        name = unquote(href.partition("#")[0])
        if not name or ":" in name or "\0" in name:
            continue
        path = Path(folder, name)
        target = path.resolve() if len(name) < 1000 else path
        if target in files:
            node.set("href", _FILES + quote(target.as_posix()))
    return Markup(xhtml.inner(root))


def lead(stories: Sequence[Story], files: Mapping[Path, Path]) -> list[Story]:
    """Point links to stories of the book at their places in it; `files` gives for each file that of its story."""
    first: dict[Path, str] = {}
    for story in stories:
        first.setdefault(story.path.resolve(), story.key)
    places = {_FILES + quote(file.as_posix()): first[path] for file, path in files.items() if path in first}
    return [_led(story, places, _works(stories)) for story in stories]


def _works(stories: Sequence[Story]) -> dict[str, str]:
    """Give the story that each address leads to; an address that two stories name leads to neither."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for story in stories:
        for place in set(_places(story)):
            if found.setdefault(place, story.key) != story.key:
                shared.add(place)
    return {place: key for place, key in found.items() if place not in shared}


def _places(story: Story) -> Iterator[str]:
    fact = story.metadata.get(Field.SOURCE)
    for value in fact.values if fact else ():
        yield from (place for place in map(addresses.place, addresses.found_in(value)) if place)


def _led(story: Story, files: Mapping[str, str], works: Mapping[str, str]) -> Story:
    def led(body: Body) -> Body:
        if 'href="http' not in body:
            return body
        return Body(xhtml.edit(body, lambda root: _point(root, files, works)))

    chapters = tuple(replace(each, body=led(each.body)) for each in story.chapters)
    return replace(story, chapters=chapters, notes=tuple(replace(each, body=led(each.body)) for each in story.notes))


def _point(root: Element, files: Mapping[str, str], works: Mapping[str, str]) -> None:
    lost = False
    for node in root.iter("a"):
        href = node.get("href") or ""
        if not href.startswith("http"):
            continue
        key = files.get(href) or works.get(addresses.place(href) or "")
        if key:
            node.set("href", f"#{key}")
        elif href.startswith(_FILES):
            node.tag, lost = "unlinked", True
    if lost:
        xhtml.unwrap(root, "unlinked")
