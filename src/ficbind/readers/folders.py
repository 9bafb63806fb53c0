"""Join the chapters of a story that came in files of their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from ficbind import xhtml
from ficbind.conventions import headings
from ficbind.diagnostics import Code, Location
from ficbind.model import Draft, Field, Metadata, Origin, Removal, Section
from ficbind.readers import openings, titles
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element, Markup, words

_NAMES_STORY = frozenset({Field.AUTHOR, Field.SUMMARY, Field.RATING, Field.FANDOM, Field.PAIRING, Field.SOURCE})


def join(folder: Path, drafts: Sequence[Draft]) -> Draft:
    """Make one draft of several: what is known of the story is what the first says."""
    own = _has_story_title(drafts)
    pieces = [_Piece(draft, number, own and number == 1).made() for number, draft in enumerate(drafts, 1)]
    names = {draft.path.name: f"file-{number}" for number, draft in reversed(list(enumerate(drafts, 1)))}
    source: list[str] = []
    places: list[Location] = []
    sections: list[Section] = []
    removals: list[Removal] = []
    for piece in pieces:
        shift = len(source)
        sections += [_moved(section, shift, names) for section in piece.sections]
        removals += [_shifted(removal, shift) for removal in piece.removals]
        lines = piece.source.split("\n")
        # A block below the last words of a file bears the number of a line to come.
        source += lines + [""] * (len(piece.places) - len(lines))
        places += piece.places
    told = tuple(each for piece in pieces for each in piece.diagnostics if each.code is not Code.GUESSED_TITLE)
    metadata, guesses = openings.titled(_known(drafts[0], own=own), folder)
    images = {name: data for piece in pieces for name, data in piece.images.items()}
    return Draft(
        folder, metadata, tuple(sections), "\n".join(source), tuple(removals), (*told, *guesses), tuple(places), images
    )


def _known(first: Draft, *, own: bool) -> Metadata:
    facts = tuple(fact for fact in first.metadata.facts if own or fact.field is not Field.TITLE)
    return replace(first.metadata, facts=facts)


def _title(draft: Draft) -> str:
    fact = draft.metadata.get(Field.TITLE)
    return fact.text if fact and fact.origin is not Origin.GUESS else ""


def _has_story_title(drafts: Sequence[Draft]) -> bool:
    """Tell whether the first file's title is the story's: all have it, or it stands above what is said of a story."""
    found = [_title(draft) for draft in drafts]
    if not found[0] or headings.parse(found[0]):
        return False
    if len(set(filter(None, found))) == 1:
        return True
    described = [any(fact.field in _NAMES_STORY for fact in draft.metadata.facts) for draft in drafts]
    return described[0] and not all(described)


class _Piece:
    """A file as one of several: its chapter's title, and names of ids and images that no other file has."""

    def __init__(self, draft: Draft, number: int, titled: bool) -> None:  # noqa: FBT001 (made in one place)
        self._draft = draft
        self._number = number
        self._title = "" if titled else _title(draft)

    def made(self) -> Draft:
        """Make the draft that is joined with the others."""
        draft = self._draft
        places = draft.places or tuple(Location(draft.path, at) for at in range(1, draft.source.count("\n") + 2))
        draft = replace(draft, places=places)
        first = draft.sections[0] if draft.sections else Section(None, Markup(""))
        if first.title is None and not _begins_with_heading(first.markup):
            draft = self._with_title(draft, first)
        images = {f"file-{self._number}/{name}": data for name, data in draft.images.items()}
        sections = tuple(replace(each, markup=self._named_apart(each.markup)) for each in draft.sections)
        return replace(draft, sections=sections, images=images)

    def _with_title(self, draft: Draft, first: Section) -> Draft:
        """Give the chapter the title that the file's header names, or the one in the file's name."""
        title = words(self._title)
        for removal in draft.removals if title else ():
            taken = words(removal.text)
            if taken[-len(title) :] == title:
                label = replace(removal, text=" ".join(taken[: -len(title)]))
                kept = tuple(label if each is removal else each for each in draft.removals)
                sections = (replace(first, title=self._title), *draft.sections[1:])
                return replace(draft, sections=sections, removals=tuple(each for each in kept if each.text))
        return self._named_after_file(draft, first)

    def _named_after_file(self, draft: Draft, first: Section) -> Draft:
        """Take the title from the file's name, which is a part of the source as its lines are."""
        stem = re.sub(r"[_\s]+", " ", draft.path.stem)
        name = stem.lstrip("0 ") if stem.isdigit() else titles.from_name(draft.path.stem)
        sections = (replace(first, title=name or None), *draft.sections[1:])
        moved = tuple(_moved(section, 1, {}) for section in sections)
        removals = tuple(_shifted(each, 1) for each in draft.removals)
        places = (Location(draft.path), *draft.places)
        return replace(draft, sections=moved, source=f"{name}\n{draft.source}", removals=removals, places=places)

    def _named_apart(self, markup: Markup) -> Markup:
        root = xhtml.parse(markup)
        for node in root.iter("*"):
            for name in ("id", "name"):
                if node.get(name):
                    node.set(name, f"file-{self._number}-{node.get(name)}")
            if (node.get("href") or "").startswith("#"):
                node.set("href", f"#file-{self._number}-{node.get('href')[1:]}")
            if node.tag == "img" and node.get("src") in self._draft.images:
                node.set("src", f"file-{self._number}/{node.get('src')}")
        first = next((node for node in root if node.get("id") is None), None)
        if first is not None:
            first.set("id", f"file-{self._number}")
        return Markup(xhtml.inner(root))


def _begins_with_heading(markup: Markup) -> bool:
    root = xhtml.parse(markup)
    first = next((node for node in _leaves(root) if xhtml.words("".join(node.itertext()))), None)
    if first is None:
        return False
    text = " ".join("".join(first.itertext()).split())
    heading = headings.parse(text)
    return first.tag in {"h1", "h2", "h3"} or (heading is not None and heading.kind in {"chapter", "named", "bare"})


def _leaves(root: Element) -> Iterator[Element]:
    yield from root.iter("h1", "h2", "h3", "h4", "p", "li", "td", "pre", "dt", "dd")


def _moved(section: Section, shift: int, names: dict[str, str]) -> Section:
    """Count lines on, and let links to other files of the folder lead to them."""
    root = xhtml.parse(section.markup)
    for node in root.iter("*"):
        if node.get(LINE):
            node.set(LINE, str(int(node.get(LINE)) + shift))
        href = node.get("href") or ""
        path, _, place = href.partition("#")
        target = names.get(PurePosixPath(unquote(path)).name) if path and "://" not in path else None
        if target:
            node.set("href", f"#{target}-{place}" if place else f"#{target}")
    return replace(section, markup=Markup(xhtml.inner(root)))


def _shifted(removal: Removal, shift: int) -> Removal:
    moved = removal.moved_to + shift if removal.moved_to is not None else None
    return replace(removal, line=removal.line + shift, moved_to=moved)
