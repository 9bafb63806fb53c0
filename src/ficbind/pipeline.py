"""The order of the stages: the only module that knows it."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ficbind import cover, deadline, libraries, matter, outputs, passes, readers
from ficbind.checks import fidelity, same_work
from ficbind.checks.epubcheck import Checker
from ficbind.conventions import endings, language_names
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.manifest import load
from ficbind.manifest.releases import keep_releases
from ficbind.manifest.story_keys import StoryKeys
from ficbind.manifest.values import Entry, Manifest, MatterEntry, PartEntry, Release
from ficbind.matter.labels import labels
from ficbind.model import MOST_IMAGE_BYTES, Book, CoverImage, Draft, Field, Metadata, Story
from ficbind.outputs import Staging, Target
from ficbind.passes import crossings
from ficbind.report import Output, Report, StoryLine
from ficbind.style import Style, load_style
from ficbind.writers import epub, pdf
from ficbind.xhtml import plain
from ficbind.yamltree.findings import quoted

STAGES = ("load", "read", "tidy", "assemble", "write", "check")
"""The six stages, as progress, `--verbose` and the documentation name them."""

Announce = Callable[[str, str], None]
"""Told the stage that begins and what it works on (a story, a file); it must not answer."""


_MOST_ON_COVER = 3
_SETTLED_BY = {Code.GUESSED_TITLE: Field.TITLE, Code.UNKNOWN_RATING: Field.RATING}
"""A reader's doubt → the field with which a manifest settles it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks of a build; `only` limits the formats, `output` is a folder or a file.

    With a `moment`, in UTC, the book becomes a release.
    """

    manifest: Path
    output: Path | None = None
    only: tuple[str, ...] = ()
    strict: bool = False
    moment: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The whole book in memory, before anything is written."""

    manifest: Manifest
    book: Book
    style: Style
    cover: CoverImage
    release: Release | None = None

    @property
    def look(self) -> tuple[bytes, ...]:
        """What the stories are dressed in: a change of it is a change of the book."""
        return self.style.epub_css.encode(), self.cover.data


def _silent(*_: str) -> None:
    pass


def build(request: Request, announce: Announce = _silent) -> Report:
    """Compile an anthology; what the user can mend is in the report's diagnostics, never raised."""
    found: list[Diagnostic] = []
    report = Report(request.manifest, strict=request.strict)
    try:
        announce("load", str(request.manifest))
        manifest = load(request.manifest)
        found += manifest.diagnostics
        targets = outputs.plan(manifest, request.output, request.only)
        formats = {target.format for target in targets}
        _check_libraries(formats)
        with ExitStack() as stack:
            staging = stack.enter_context(Staging(targets))
            staging.prepare()
            checker = stack.enter_context(Checker()) if "epub" in formats else None
            made = compile_book(manifest, announce, found)
            if request.moment:
                book, release = matter.release(made.book, made.look, made.manifest, request.moment)
                made = replace(made, book=book, release=release)
            report = replace(report, stories=tuple(StoryLine.of(work.story) for work in made.book.works))
            found += _write(made, staging.targets, checker, announce)
            report = _finish(replace(report, diagnostics=tuple(found)), staging)
            if made.release and not report.failed:
                keep_releases(manifest.path, (*manifest.releases, made.release))
            return report
    except FicbindError as error:
        return replace(report, diagnostics=(*found, *error.diagnostics))


def _check_libraries(formats: set[str]) -> None:
    lacking = libraries.require() if "pdf" in formats else ()
    if lacking:
        raise FicbindError(*lacking)


def make(path: Path) -> Made:
    """Make a book without writing it; raises `FicbindError` with everything that is wrong."""
    return compile_book(load(path), _silent, [])


def compile_book(manifest: Manifest, announce: Announce, found: list[Diagnostic]) -> Made:
    """Read, tidy and assemble; everything is read before giving up, so that all errors are reported at once."""
    errors: list[Diagnostic] = []
    style = image = None
    with _collecting(errors):
        style = load_style(manifest.style, manifest.folder, manifest.style_where).choosing(manifest.style_options)
        found += style.diagnostics
    manifest, stories = _stories(manifest, announce, errors)
    found += (note for story in stories for note in story.diagnostics)
    found += (*same_work.check(stories), *matter.check(manifest, stories))
    texts: dict[str, Story] = {}
    for key, page in matter.texts(manifest).items():
        with _collecting(errors):
            texts[key] = _matter_text(manifest, page, key)
            found += (note for note in texts[key].diagnostics if note.code is not Code.GUESSED_TITLE)
    announce("assemble", manifest.title)
    with _collecting(errors):
        image, notes = cover.make(_signed(manifest, stories), cover.inside(stories, labels(manifest.language).level))
        found += notes
    if errors or style is None or image is None:
        raise FicbindError(*errors)
    made = Made(manifest, matter.assemble(manifest, stories, style, texts), style, image)
    return replace(made, book=matter.dated(made.book, made.look, manifest.releases))


def _signed(manifest: Manifest, stories: list[Story]) -> Manifest:
    """Let a cover name the stories' authors where the manifest names nobody, unless they are too many for one."""
    authors = tuple(dict.fromkeys(person for story in stories for person in story.metadata.authors))
    return manifest if manifest.people or len(authors) > _MOST_ON_COVER else replace(manifest, people=authors)


@contextmanager
def _collecting(errors: list[Diagnostic]) -> Iterator[None]:
    try:
        yield
    except FicbindError as error:
        errors += error.diagnostics


def _stories(manifest: Manifest, announce: Announce, errors: list[Diagnostic]) -> tuple[Manifest, list[Story]]:
    """Read every story; gives the manifest with an entry for each, as a file may hold several."""
    stories: list[Story] = []
    parts: list[PartEntry] = []
    files = _files(manifest)
    keys = StoryKeys(manifest.entries)
    for part in manifest.parts:
        entries: list[Entry] = []
        for entry in part.entries:
            announce("read", entry.name)
            with _collecting(errors), deadline.within(deadline.allowed(entry.path), entry.path):
                drafts = readers.read(entry.path, entry.encoding, entry.chapters)
                for draft in drafts:
                    key = keys.give(entry, draft.metadata.text(Field.TITLE) if len(drafts) > 1 else "")
                    draft = crossings.name_files(draft, frozenset(files))
                    with _collecting(errors):
                        announce("tidy", entry.name)
                        room = MOST_IMAGE_BYTES - sum(len(each.data) for story in stories for each in story.pictures)
                        stories.append(story_of(manifest, entry, replace(draft, room=room), key))
                        entries.append(entry)
        parts.append(replace(part, entries=tuple(entries)))
    return replace(manifest, parts=tuple(parts)), crossings.lead(stories, files)


def _files(manifest: Manifest) -> dict[Path, Path]:
    """Give for each file of a story that of the story: its folder, where it is one of its chapters."""
    return {
        file.resolve(): entry.path.resolve() for entry in manifest.entries for file in (*entry.chapters, entry.path)
    }


def story_of(manifest: Manifest, entry: Entry, draft: Draft, key: str) -> Story:
    """Tidy a draft as the manifest asks; raises `FicbindError` where no story is left."""
    metadata = draft.metadata.under(entry.metadata)
    language, doubts = _language(manifest, entry, metadata, draft.source)
    draft = replace(draft, metadata=metadata, diagnostics=(*_still_open(draft, entry), *doubts))
    story = passes.tidy(
        draft, key=key, language=language, typography=entry.typography, authors_notes=entry.authors_notes
    )
    text = " ".join(plain(chapter.body) for chapter in story.chapters).strip()
    if not story.words or endings.is_end(text):
        hint = "put the story into it, or take it out of the manifest"
        message = f"the file holds no story but {quoted(text)}" if text else "the file holds no story"
        raise FicbindError(Diagnostic(Code.EMPTY_STORY, "error", message, Location(entry.path), hint))
    return replace(story, warns_on_request=entry.warns_on_request, front=entry.front)


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
    return (each for each in draft.diagnostics if each.code not in settled)


def _matter_text(manifest: Manifest, page: MatterEntry, key: str) -> Story:
    """Read a page of front or back matter through the same door as a story."""
    draft = readers.read(page.path)[0] if page.path else matter.draft(page)
    return passes.tidy(draft, key=key, language=manifest.language, typography=manifest.typography)


def _write(
    made: Made, targets: tuple[Target, ...], checker: Checker | None, announce: Announce
) -> tuple[Diagnostic, ...]:
    """Write every book: the PDF is laid out first, as the EPUB tells its pages; EPUBCheck works while it is drawn."""
    found: list[Diagnostic] = []
    verdict: Future[tuple[Diagnostic, ...]] | None = None
    paths = {target.format: target.temporary for target in targets}
    book, laid = _laid_out(made, targets, announce)
    with ThreadPoolExecutor(1) as beside:
        for target in targets:
            if target.format == "epub":
                announce("write", target.path.name)
                epub.write(book, made.style, made.cover, made.manifest.epub, target.temporary)
                verdict = beside.submit(checker.check, target.temporary) if checker else None
            elif target.format == "kepub":
                announce("write", target.path.name)
                epub.write_kepub(paths["epub"], target.temporary)
        if laid:
            found += pdf.draw(laid, paths["pdf"])
        found += _fidelity(made.book, targets, announce)
        if verdict is not None:
            announce("check", "EPUBCheck")
            found += verdict.result()
    return tuple(_under_final_name(each, targets) for each in found)


def _laid_out(made: Made, targets: tuple[Target, ...], announce: Announce) -> tuple[Book, pdf.Laid | None]:
    """Lay out the PDF, if there is to be one, and give the book with its page breaks."""
    for target in targets:
        if target.format == "pdf":
            announce("write", target.path.name)
            laid = pdf.lay_out(made.book, made.style, made.manifest.print, target.temporary)
            return replace(made.book, pagination=laid.pagination), laid
    return made.book, None


def _under_final_name(each: Diagnostic, targets: tuple[Target, ...]) -> Diagnostic:
    """Name a book by the path that the user knows, not by that of its temporary file."""
    for target in targets:
        if each.where.path.is_relative_to(target.temporary):
            path = target.path / each.where.path.relative_to(target.temporary)
            return replace(each, where=replace(each.where, path=path))
    return each


def _fidelity(book: Book, targets: tuple[Target, ...], announce: Announce) -> list[Diagnostic]:
    announce("check", "every word")
    found = [each for work in book.works for each in fidelity.check_story(work.story)]
    for target in targets:
        check = fidelity.check_pdf if target.format == "pdf" else fidelity.check_epub
        found += check(book, target.temporary)
    return found


def _finish(report: Report, staging: Staging) -> Report:
    """Move the books into place unless an error forbids it; an EPUB nobody could validate never replaces one."""
    unsure = any(each.code is Code.NOT_VALIDATED for each in report.diagnostics)
    errors = [each for each in report.of("error") if each.code is not Code.NOT_VALIDATED]
    if errors or (report.strict and report.of("warning")):
        return report
    placed = staging.commit(validated=not unsure)
    formats = [target.format for target in staging.targets if target.kept]
    written = tuple(Output(path, kind, path.stat().st_size) for path, kind in zip(placed, formats, strict=True))
    return replace(report, outputs=written, validated=not unsure and bool({"epub", "kepub"} & set(formats)))
