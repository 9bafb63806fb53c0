"""Every story and page of text of a manifest, read and tidied."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ficbind import deadline, matter, passes, readers
from ficbind.conventions import endings, language_names
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location, collecting
from ficbind.manifest.story_keys import StoryKeys
from ficbind.manifest.values import Entry, Manifest, MatterEntry, PartEntry
from ficbind.model import MOST_IMAGE_BYTES, Draft, Field, Metadata, Origin, Story
from ficbind.passes import crossings, image_signs
from ficbind.xhtml import plain
from ficbind.yamltree.findings import meant, quoted

Announce = Callable[[str, str], None]
"""Told the stage that begins and what it works on (a story, a file); it must not answer."""

_SETTLED_BY = {Code.GUESSED_TITLE: Field.TITLE, Code.UNKNOWN_RATING: Field.RATING}
"""A reader's doubt → the field with which a manifest settles it."""


def read_stories(manifest: Manifest, announce: Announce, errors: list[Diagnostic]) -> tuple[Manifest, list[Story]]:
    """Read every story; gives the manifest with an entry for each, as a file may hold several."""
    stories: list[Story] = []
    parts: list[PartEntry] = []
    images: dict[Location, list[str]] = {}
    files = _files(manifest)
    keys = StoryKeys(manifest.entries)
    for part in manifest.parts:
        entries: list[Entry] = []
        for entry in part.entries:
            announce("read", entry.name)
            with collecting(errors), deadline.within(deadline.allowed(entry.path), entry.path):
                drafts = readers.read(entry.path, entry.encoding, entry.chapters)
                for draft in drafts:
                    key = keys.give(entry, draft.metadata.text(Field.TITLE) if len(drafts) > 1 else "")
                    draft = crossings.name_files(draft, frozenset(files))
                    with collecting(errors):
                        announce("tidy", entry.name)
                        room = MOST_IMAGE_BYTES - sum(len(each.data) for story in stories for each in story.pictures)
                        stories.append(story_of(manifest, entry, replace(draft, room=room), key))
                        entries.append(entry)
                images.setdefault(entry.where, []).extend(name for draft in drafts for name in draft.images)
        parts.append(replace(part, entries=tuple(entries)))
    errors += _unknown_images(manifest.entries, images)
    return replace(manifest, parts=tuple(parts)), crossings.lead(stories, files)


def _unknown_images(entries: Sequence[Entry], images: Mapping[Location, Sequence[str]]) -> Iterator[Diagnostic]:
    """Report what the manifest describes and no story holds; a pattern describes the images of all its files."""
    for where, entry in {entry.where: entry for entry in entries if entry.where in images}.items():
        known = list(dict.fromkeys(map(image_signs.name_of, images[where])))
        for name, _ in entry.images:
            if name not in known:
                hint = meant(name, known) if known else "delete it: no image of this story can be described by its name"
                message = f"{quoted(entry.name)} holds no image {quoted(name)}"
                yield Diagnostic(Code.NO_SUCH_IMAGE, "error", message, where, hint)


def _files(manifest: Manifest) -> dict[Path, Path]:
    """Give for each file of a story that of the story: its folder, where it is one of its chapters."""
    return {
        file.resolve(): entry.path.resolve() for entry in manifest.entries for file in (*entry.chapters, entry.path)
    }


def story_of(manifest: Manifest, entry: Entry, draft: Draft, key: str) -> Story:
    """Tidy a draft as the manifest asks; raises `FicbindError` where no story is left."""
    metadata = draft.metadata.under(entry.metadata)
    language, doubts = _language(manifest, entry, metadata, draft.source)
    still_open = (*_still_open(draft, entry), *doubts)
    draft = replace(draft, metadata=metadata, diagnostics=still_open, described=dict(entry.images))
    story = passes.tidy(
        draft, key=key, language=language, typography=entry.typography, authors_notes=entry.authors_notes
    )
    text = " ".join(plain(chapter.body) for chapter in story.chapters).strip()
    if not story.words or endings.is_end(text):
        hint = "put the story into it, or take it out of the manifest"
        message = f"the file holds no story but {quoted(text)}" if text else "the file holds no story"
        raise FicbindError(Diagnostic(Code.EMPTY_STORY, "error", message, Location(entry.path), hint))
    return matter.fitted(replace(story, warns_on_request=entry.warns_on_request, front=entry.front))


def _language(manifest: Manifest, entry: Entry, metadata: Metadata, text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Decide a story's language: the manifest's word for it, the file's own, that of another script, or the book's."""
    named = metadata.get(Field.LANGUAGE)
    if entry.language:
        return entry.language, ()
    if named is None:
        guess = language_names.guess(text, manifest.language)
        return guess or manifest.language, (_guessed(guess, entry),) if guess else ()
    tag = language_names.tag(named.text, manifest.language)
    if tag:
        return tag, ()
    message = f"cannot tell which language '{named.text}' is: the story is set in the book's, '{manifest.language}'"
    hint = "write 'language:' with a tag such as en or fr-CA for this story in the manifest"
    doubt = Diagnostic(Code.UNKNOWN_LANGUAGE, "warning", message, named.where or Location(entry.path), hint)
    return manifest.language, (doubt,)


def _guessed(language: str, entry: Entry) -> Diagnostic:
    message = f"guessed from its words that the story is in the language '{language}'"
    hint = "write 'language:' for this story in the manifest"
    return Diagnostic(Code.GUESSED_LANGUAGE, "warning", message, Location(entry.path), hint)


def _still_open(draft: Draft, entry: Entry) -> Iterator[Diagnostic]:
    """Pass over the doubts of a reader that the manifest settles."""
    given = {fact.field for fact in entry.metadata.facts}
    settled = {code for code, field in _SETTLED_BY.items() if field in given}
    if {fact.field for fact in draft.metadata.facts if fact.origin is Origin.GUESS} <= given:
        settled.add(Code.GUESSED_FROM_PROPERTIES)
    return (each for each in draft.diagnostics if each.code not in settled)


def matter_text(manifest: Manifest, page: MatterEntry, key: str) -> Story:
    """Read a page of front or back matter through the same door as a story."""
    draft = readers.read(page.path)[0] if page.path else matter.draft(page)
    return passes.tidy(draft, key=key, language=manifest.language, typography=manifest.typography)
