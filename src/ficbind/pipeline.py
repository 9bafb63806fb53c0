"""The order of the stages: the only module that knows it."""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from ficbind import cover, libraries, matter, outputs
from ficbind.checks import fidelity, same_work
from ficbind.checks.epubcheck import Checker
from ficbind.diagnostics import Code, Diagnostic, FicbindError, collecting
from ficbind.intake import Announce, matter_text, read_stories
from ficbind.manifest import load
from ficbind.manifest.releases import keep_releases
from ficbind.manifest.values import Manifest, Release
from ficbind.matter.labels import labels
from ficbind.model import Book, CoverImage, Story
from ficbind.outputs import Staging, Target
from ficbind.report import Output, Report, StoryLine
from ficbind.style import Style, load_style
from ficbind.writers import epub, pdf

STAGES = ("load", "read", "tidy", "assemble", "write", "check")
"""The six stages, as progress, `--verbose` and the documentation name them."""

_MOST_ON_COVER = 3


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
    with collecting(errors):
        style = load_style(manifest.style, manifest.folder, manifest.style_where).choosing(manifest.style_options)
        found += style.diagnostics
    manifest, stories = read_stories(manifest, announce, errors)
    found += (note for story in stories for note in story.diagnostics)
    found += (*same_work.check(stories), *matter.check(manifest, stories))
    texts: dict[str, Story] = {}
    for key, page in matter.texts(manifest).items():
        with collecting(errors):
            texts[key] = matter_text(manifest, page, key)
            found += (note for note in texts[key].diagnostics if note.code is not Code.GUESSED_TITLE)
    announce("assemble", manifest.title)
    with collecting(errors):
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
            paged = replace(made.book, pagination=laid.pagination)
            return matter.accessible(paged, made.manifest), laid
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
