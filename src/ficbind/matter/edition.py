"""What tells one making of a book from another: the digest of its content, and the moment that follows from it."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.manifest.values import Manifest, Release, ReleasedStory
from ficbind.matter.changes import released_stories
from ficbind.model import Book, Page

_SECONDS_A_DAY = 86_400
_SHOWN = 16
"""Hexadecimal digits of a digest that the record of releases keeps."""


def dated(book: Book, look: Iterable[bytes], releases: Sequence[Release] = ()) -> Book:
    """Give the book the moment of its last change (EPUB 3.3, section 5.5.4.1); `look` is what it is dressed in.

    What was released has the moment of its release. Anything else gets one in the day that the manifest states, or in
    the day after the last release: which second of it is drawn from the content, so that reading systems see a change
    when there is one, and the same content gives the same bytes. SOURCE_DATE_EPOCH states the whole moment.
    """
    if "SOURCE_DATE_EPOCH" in os.environ:
        return book
    digest = content_digest(book, look)
    start, last = book.modified, releases[-1] if releases else None
    if last and last.content == digest:
        return replace(book, modified=last.moment)
    if last and last.moment >= start:
        start = last.moment
    return replace(book, modified=_within_a_day(start, digest))


def dated_alone(book: Book, look: Iterable[bytes], releases: Sequence[Release]) -> Book:
    """Give the book of a single story the moment of its last change.

    It lies in the day after the release in which the story became what it is, whatever else was released since.
    """
    if "SOURCE_DATE_EPOCH" in os.environ:
        return book
    (now,) = released_stories([work.story for work in book.works])
    start = max(book.modified, _last_change(now, releases))
    return replace(book, modified=_within_a_day(start, content_digest(book, look)))


def _last_change(now: ReleasedStory, releases: Sequence[Release]) -> str:
    """Give the moment of the first of the last releases that hold the story as it is; of the last, if it does not."""
    moment = ""
    for each in reversed(releases):
        if now not in each.stories:
            return moment or each.moment
        moment = each.moment
    return moment


def _within_a_day(start: str, digest: str) -> str:
    """Choose a second of the day that begins at `start` by the content."""
    moment = datetime.fromisoformat(start) + timedelta(seconds=1 + int(digest, 16) % (_SECONDS_A_DAY - 1))
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def release(book: Book, look: Iterable[bytes], manifest: Manifest, moment: str) -> tuple[Book, Release]:
    """Make the book a release of this moment; raises `FicbindError` where the last one held the same."""
    digest, releases = content_digest(book, look), manifest.releases
    if releases and releases[-1].content == digest:
        message = f"nothing has changed since release {releases[-1].number} of {releases[-1].moment[:10]}"
        hint = f"to make that release again, write 'ficbind {manifest.path.name}'"
        raise FicbindError(Diagnostic(Code.NOTHING_TO_RELEASE, "error", message, Location(manifest.path), hint))
    number = releases[-1].number + 1 if releases else 1
    stories = released_stories([work.story for work in book.works])
    return replace(book, modified=moment), Release(number, moment, digest, stories)


def content_digest(book: Book, look: Iterable[bytes]) -> str:
    """Digest all that a reader could see of the book."""
    digest = sha256()
    for piece in (*map(str.encode, _said(book)), *(picture.data for picture in book.pictures), *look):
        digest.update(len(piece).to_bytes(8) + piece)
    return digest.hexdigest()[:_SHOWN]


def _said(book: Book) -> Iterator[str]:
    facts = (book.title, book.subtitle, book.language, book.identifier, book.date, book.description, book.publisher)
    yield from map(repr, (*facts, book.rights, book.series, book.people, book.subjects))
    yield from map(repr, book.contents)
    for page in (*book.front, *book.back):
        yield from _page(page)
    for part in book.parts:
        if part.page:
            yield from _page(part.page)
        for work in part.works:
            yield from _page(work.front)
            for chapter in work.story.chapters:
                yield from (chapter.title or "", chapter.body)
            if work.notes:
                yield from _page(work.notes)


def _page(page: Page) -> Iterator[str]:
    yield from (page.id, page.title, page.language, page.body)
