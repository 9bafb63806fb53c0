"""Every file that is made of one book: written beside its place, and checked."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from ficbind import cover, matter
from ficbind.checks import fidelity
from ficbind.checks.epubcheck import Checker
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.manifest.releases import as_record
from ficbind.manifest.values import Entry, Manifest, Release
from ficbind.matter.labels import labels
from ficbind.model import Book, CoverImage, Story
from ficbind.outputs import Target
from ficbind.records import dataclass
from ficbind.style import Style
from ficbind.writers import epub, pdf

Announce = Callable[[str, str], None]
"""Told the stage that begins and what it works on; it must not answer."""


@dataclass(frozen=True, slots=True)
class Made:
    """The whole book in memory, before anything is written."""

    manifest: Manifest
    book: Book
    style: Style
    cover: CoverImage
    release: Release | None = None

    @property
    def releases(self) -> tuple[Release, ...]:
        """All releases, with the one that is being made."""
        return self.manifest.releases + ((self.release,) if self.release else ())

    @property
    def look(self) -> tuple[bytes, ...]:
        """What the stories are dressed in: a change of it is a change of the book.

        Where a PDF is made, too, its pages are among it: the EPUB tells them.
        """
        on_screen = self.style.epub_css.encode(), self.cover.data, self.cover.alt.encode()
        if "pdf" not in self.manifest.formats:
            return on_screen
        page = replace(self.manifest.print, where=None)
        return *on_screen, self.style.print_css.encode(), repr(page).encode()


_EPUBS = ("epub", "kepub", "kindle")
_COVER_OF_STORY = 1000
"""Most px of the width of a single story's cover: as sharp as an e-reader shows it, and a quarter of the bytes."""


_Single = tuple[Made, tuple[Diagnostic, ...]]
"""A story as a book of its own, and what is to be said of it."""


class _Bench:
    """EPUBCheck at work beside the writers; it judges one book at a time, and none where a writer was interrupted."""

    def __init__(self, checker: Checker | None) -> None:
        self._checker = checker
        self._beside = ThreadPoolExecutor(1)
        self._verdicts: list[Future[tuple[Diagnostic, ...]]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind and self._checker:
            self._checker.stop()
        self._beside.shutdown(cancel_futures=kind is not None)

    def submit(self, path: Path) -> None:
        """Have a book judged as soon as those before it are."""
        if self._checker:
            self._verdicts.append(self._beside.submit(self._checker.check, path))

    def verdicts(self) -> Iterator[Diagnostic]:
        """Wait for all that was said of the books, in their order."""
        for verdict in self._verdicts:
            yield from verdict.result()

    def keep_up(self) -> None:
        """Wait until no more than one book is left to be judged."""
        for verdict in self._verdicts[:-1]:
            verdict.result()


def write(made: Made, targets: Sequence[Target], checker: Checker | None, announce: Announce) -> tuple[Diagnostic, ...]:
    """Write every book: the PDF is laid out first, as the EPUB tells its pages; EPUBCheck works while it is drawn."""
    found: list[Diagnostic] = []
    paths = {target.format: target.temporary for target in targets}
    book, laid = _laid_out(made, targets, announce)
    with _Bench(checker) as bench:
        found += _epubs(replace(made, book=book), targets, bench, announce)
        found += _singles(made, [target for target in targets if target.format == "story"], bench, announce)
        if "releases" in paths:
            record = as_record(made.releases)
            paths["releases"].write_text(record, encoding="utf-8", newline="\n")
        if laid:
            found += pdf.draw(laid, paths["pdf"])
        found += _fidelity(made.book, targets, announce)
        if checker:
            announce("check", "EPUBCheck")
        found += bench.verdicts()
    return tuple(_under_final_name(each, targets) for each in found)


def _epubs(made: Made, targets: Sequence[Target], bench: _Bench, announce: Announce) -> list[Diagnostic]:
    """Write the EPUB and the variants that are made of it; that for Kobo is too full of ids to be judged."""
    found: list[Diagnostic] = []
    paths = {target.format: target.temporary for target in targets}
    for target in targets:
        if target.format in _EPUBS:
            announce("write", target.path.name)
        if target.format == "epub":
            epub.write(made.book, made.style, made.cover, made.manifest.epub, target.temporary)
            bench.submit(target.temporary)
        elif target.format == "kepub":
            epub.write_kepub(paths["epub"], target.temporary)
        elif target.format == "kindle":
            changes = epub.write_kindle(paths["epub"], target.temporary)
            found += epub.findings_of_edition(target.temporary, changes)
            bench.submit(target.temporary)
    if "epub" in paths and "kindle" not in paths:
        found += epub.findings(paths["epub"], made.book.language)
    return found


def _laid_out(made: Made, targets: Sequence[Target], announce: Announce) -> tuple[Book, pdf.Laid | None]:
    """Lay out the PDF, if there is to be one, and give the book with its page breaks."""
    for target in targets:
        if target.format == "pdf":
            announce("write", target.path.name)
            laid = pdf.lay_out(made.book, made.style, made.manifest.print, target.temporary)
            paged = replace(made.book, pagination=laid.pagination)
            return matter.accessible(paged, made.manifest), laid
    return made.book, None


def _singles(made: Made, targets: Sequence[Target], bench: _Bench, announce: Announce) -> list[Diagnostic]:
    """Write each story as a book of its own; EPUBCheck judges one while the next is made."""
    found: list[Diagnostic] = []
    for target, (single, told) in zip(targets, _ahead(_singly(made)) if targets else (), strict=True):
        announce("write", target.path.name)
        found += told
        epub.write(single.book, single.style, single.cover, single.manifest.epub, target.temporary)
        bench.submit(target.temporary)
        found += fidelity.check_epub(single.book, target.temporary)
        bench.keep_up()
    return found


def _singly(made: Made) -> Iterator[Callable[[], _Single]]:
    stories = (work.story for work in made.book.works)
    return (partial(_single, made, *pair) for pair in zip(stories, made.manifest.entries, strict=True))


def _ahead(tasks: Iterator[Callable[[], _Single]]) -> Iterator[_Single]:
    """Do each task while the result of the one before is at work: to draw a cover takes longer than all the rest."""
    with ThreadPoolExecutor(1) as beside:
        begun = beside.submit(next(tasks))
        for task in tasks:
            following = beside.submit(task)
            yield begun.result()
            begun = following
        yield begun.result()


def _single(made: Made, story: Story, entry: Entry) -> _Single:
    manifest = matter.manifest_of(made.manifest, entry, story)
    described = matter.with_cover_words(manifest)
    image, told = cover.make(described, cover.inside((story,), labels(story.language).level), _COVER_OF_STORY)
    single = Made(manifest, matter.book_of(manifest, story, made.style), made.style, image)
    book = matter.dated_alone(single.book, single.look, made.releases)
    # The badge is wished for on the anthology: that one story has no rating is nothing to mend.
    found = (each for each in told if each.code is not Code.BAD_COVER_OPTION)
    return replace(single, book=book), tuple(replace(each, where=Location(story.path)) for each in found)


def _under_final_name(each: Diagnostic, targets: Sequence[Target]) -> Diagnostic:
    """Name a book by the path that the user knows, not by that of its temporary file."""
    for target in targets:
        if each.where.path.is_relative_to(target.temporary):
            path = target.path / each.where.path.relative_to(target.temporary)
            return replace(each, where=replace(each.where, path=path))
    return each


def _fidelity(book: Book, targets: Sequence[Target], announce: Announce) -> list[Diagnostic]:
    announce("check", "every word")
    found = [each for work in book.works for each in fidelity.check_story(work.story)]
    for target in targets:
        if target.format in _WHOLE:
            found += _WHOLE[target.format](book, target.temporary)
    return found


_WHOLE = dict.fromkeys(_EPUBS, fidelity.check_epub) | {"pdf": fidelity.check_pdf}
"""How each edition of the whole book is read back."""
