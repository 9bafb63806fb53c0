"""Every story and page of text of a manifest, read and tidied."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ficbind import deadline, matter, passes, readers
from ficbind.conventions import endings, language_names
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location, collecting
from ficbind.manifest.story_keys import StoryKeys
from ficbind.manifest.values import Entry, Manifest, MatterEntry
from ficbind.model import MOST_IMAGE_BYTES, Draft, Field, Metadata, Origin, Story
from ficbind.passes import crossings, image_signs
from ficbind.records import dataclass
from ficbind.second_process import SecondProcess
from ficbind.xhtml import plain
from ficbind.yamltree.findings import meant, quoted

Announce = Callable[[str, str], None]
"""Told the stage that begins and what it works on (a story, a file); it must not answer."""

_SETTLED_BY = {Code.GUESSED_TITLE: Field.TITLE, Code.UNKNOWN_RATING: Field.RATING}
"""A reader's doubt → the field with which a manifest settles it."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What came of an entry: its stories, the titles and keys of its drafts, and what was wrong with it."""

    stories: tuple[Story, ...] = ()
    titles: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    images: tuple[str, ...] | None = None
    errors: tuple[Diagnostic, ...] = ()


_SCARCE = MOST_IMAGE_BYTES // 4
"""With less room than this left, a story that did not know of the others may hold an image too many."""


class _Intake:
    """Reads entries one after the other: no key is given twice, and all images together have a limit."""

    def __init__(self, manifest: Manifest, files: frozenset[Path]) -> None:
        self._manifest = manifest
        self._files = files
        self._keys = StoryKeys(manifest.entries)
        self._room = MOST_IMAGE_BYTES

    def read(self, entry: Entry, announce: Announce) -> _Reading:
        """Read and tidy the stories of an entry."""
        found = _Reading()
        errors: list[Diagnostic] = []
        announce("read", entry.name)
        with collecting(errors), deadline.within(deadline.allowed(entry.path), entry.path):
            drafts = readers.read(entry.path, entry.encoding, entry.chapters)
            for draft in drafts:
                title = draft.metadata.text(Field.TITLE) if len(drafts) > 1 else ""
                key = self._keys.give(entry, title)
                found = replace(found, titles=(*found.titles, title), keys=(*found.keys, key))
                draft = replace(crossings.name_files(draft, self._files), room=self._room)
                with collecting(errors):
                    announce("tidy", entry.name)
                    story = story_of(self._manifest, entry, draft, key)
                    self._room -= _image_bytes(story)
                    found = replace(found, stories=(*found.stories, story))
            found = replace(found, images=tuple(name for draft in drafts for name in draft.images))
        return replace(found, errors=tuple(errors))

    def takes(self, entry: Entry, reading: _Reading) -> bool:
        """Take what was read apart from the others, unless it would have come out otherwise after them."""
        keys = self._keys.copy()
        room = self._room - sum(map(_image_bytes, reading.stories))
        given = tuple(keys.give(entry, title) for title in reading.titles)
        if given != reading.keys or (room < _SCARCE and room < self._room < MOST_IMAGE_BYTES):
            return False
        self._keys, self._room = keys, room
        return True


def _image_bytes(story: Story) -> int:
    return sum(len(each.data) for each in story.pictures)


def read_stories(
    manifest: Manifest, announce: Announce, errors: list[Diagnostic], second: SecondProcess
) -> tuple[Manifest, list[Story]]:
    """Read every story; gives the manifest with an entry for each, as a file may hold several."""
    files = _files(manifest)
    readings = _readings(manifest, announce, frozenset(files), second)
    entries = {number: (entry,) * len(readings[number].stories) for number, entry in enumerate(manifest.entries)}
    parts, number = [], 0
    for part in manifest.parts:
        following = number + len(part.entries)
        parts.append(replace(part, entries=tuple(each for at in range(number, following) for each in entries[at])))
        number = following
    errors += (error for reading in readings for error in reading.errors)
    errors += _unknown_images(manifest.entries, readings)
    stories = [story for reading in readings for story in reading.stories]
    return replace(manifest, parts=tuple(parts)), crossings.lead(stories, files)


def _readings(manifest: Manifest, announce: Announce, files: frozenset[Path], second: SecondProcess) -> list[_Reading]:
    """Read the files of the manifest in both processes, and again what came out otherwise than one after the other."""
    theirs = _share(manifest.entries) if second.there else ()
    pending = second.begin(_read, manifest, files, theirs)
    found = _read(manifest, files, tuple(set(range(len(manifest.entries))) - set(theirs)), announce)
    for number in theirs:
        announce("tidy", manifest.entries[number].name)
    found |= pending()
    intake = _Intake(manifest, files)
    return [
        found[number] if intake.takes(entry, found[number]) else intake.read(entry, announce)
        for number, entry in enumerate(manifest.entries)
    ]


_AHEAD = 150_000
"""Bytes of text that are read and tidied while the second process loads what draws a cover."""


def _share(entries: Sequence[Entry]) -> tuple[int, ...]:
    """Choose what the second process reads: about half by size, less what it has to do before."""
    sizes = [deadline.size(entry.path) for entry in entries]
    ours, theirs, chosen = 0, _AHEAD, []
    for number in sorted(range(len(entries)), key=sizes.__getitem__, reverse=True):
        if theirs < ours:
            chosen.append(number)
            theirs += sizes[number]
        else:
            ours += sizes[number]
    return tuple(sorted(chosen))


def _read(
    manifest: Manifest, files: frozenset[Path], numbers: Sequence[int], announce: Announce = lambda *_: None
) -> dict[int, _Reading]:
    """Read some of the entries, as if the book had no others."""
    intake = _Intake(manifest, files)
    return {number: intake.read(manifest.entries[number], announce) for number in sorted(numbers)}


def _unknown_images(entries: Sequence[Entry], readings: Sequence[_Reading]) -> Iterator[Diagnostic]:
    """Report what the manifest describes and no story holds; a pattern describes the images of all its files."""
    images: dict[Location, list[str]] = {}
    for entry, reading in zip(entries, readings, strict=True):
        if reading.images is not None:
            images.setdefault(entry.where, []).extend(reading.images)
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


_FEW_WORDS = 200
"""A story of more words, those of its chapters' titles among them, holds more than a line that says it ends."""


def story_of(manifest: Manifest, entry: Entry, draft: Draft, key: str) -> Story:
    """Tidy a draft as the manifest asks; raises `FicbindError` where no story is left."""
    metadata = draft.metadata.under(entry.metadata)
    language, doubts = _language(manifest, entry, metadata, draft.source)
    still_open = (*_still_open(draft, entry), *doubts)
    draft = replace(draft, metadata=metadata, diagnostics=still_open, described=dict(entry.images))
    story = passes.tidy(
        draft, key=key, language=language, typography=entry.typography, authors_notes=entry.authors_notes
    )
    few = story.words <= _FEW_WORDS
    text = " ".join(plain(chapter.body) for chapter in story.chapters).strip() if few else ""
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
