"""The order of the stages: the only module that knows it."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from ficbind import cover, libraries, matter, outputs
from ficbind.checks import glyphs, same_work
from ficbind.checks.epubcheck import Checker
from ficbind.diagnostics import Code, Diagnostic, FicbindError, collecting
from ficbind.editions import Made, write
from ficbind.intake import Announce, matter_text, read_stories
from ficbind.manifest import load
from ficbind.manifest.releases import record_of
from ficbind.manifest.values import Manifest
from ficbind.matter.labels import labels
from ficbind.model import Story
from ficbind.outputs import Staging, Target, story_names
from ficbind.records import dataclass
from ficbind.report import Output, Report, StoryLine
from ficbind.second_process import SecondProcess
from ficbind.style import load_style

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
        if request.moment:
            targets = (*targets, Target("releases", record_of(manifest.path)))
        formats = {target.format for target in targets}
        _check_libraries(formats)
        with ExitStack() as stack:
            staging = stack.enter_context(Staging(targets))
            staging.prepare()
            checker = stack.enter_context(Checker()) if formats & {"epub", "stories"} else None
            made = compile_book(replace(manifest, formats=tuple(sorted(formats))), announce, found)
            if request.moment:
                book, release = matter.release(made.book, made.look, made.manifest, request.moment)
                made = replace(made, book=book, release=release)
            report = replace(report, stories=tuple(StoryLine.of(work.story) for work in made.book.works))
            staging.shelve(story_names([(line.title, " ".join(line.authors)) for line in report.stories]))
            with staging.writing():
                found += glyphs.blamed(write(made, staging.targets, checker, announce), tuple(found))
            found += staging.strangers()
            return _finish(replace(report, diagnostics=tuple(found)), staging)
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
    with SecondProcess(cover.get_ready) as second:
        manifest, stories = read_stories(manifest, announce, errors, second)
        found += (note for story in stories for note in story.diagnostics)
        front = _signed(manifest, stories), cover.inside(stories, labels(manifest.language).level)
        drawn = second.begin(cover.make, *front)
        found += (*same_work.check(stories), *matter.check(manifest, stories))
        texts: dict[str, Story] = {}
        for key, page in matter.texts(manifest).items():
            with collecting(errors):
                texts[key] = matter_text(manifest, page, key)
                found += (note for note in texts[key].diagnostics if note.code is not Code.GUESSED_TITLE)
        announce("assemble", manifest.title)
        book = None if errors or style is None else matter.assemble(manifest, stories, style, texts)
        with collecting(errors):
            image, notes = drawn()
            found += notes
    if style is None or book is None or image is None:
        raise FicbindError(*errors)
    found += glyphs.of_book(book, style, manifest.path) if manifest.sets_type else ()
    made = Made(manifest, book, style, image)
    return replace(made, book=matter.dated(made.book, made.look, manifest.releases))


def _signed(manifest: Manifest, stories: list[Story]) -> Manifest:
    """Let a cover name the stories' authors where the manifest names nobody, unless they are too many for one."""
    authors = tuple(dict.fromkeys(person for story in stories for person in story.metadata.authors))
    crowd = len(authors) > _MOST_ON_COVER
    return matter.with_cover_words(manifest if manifest.people or crowd else replace(manifest, people=authors))


def _finish(report: Report, staging: Staging) -> Report:
    """Move the books into place unless an error forbids it; an EPUB nobody could validate never replaces one."""
    unsure = any(each.code is Code.NOT_VALIDATED for each in report.diagnostics)
    errors = [each for each in report.of("error") if each.code is not Code.NOT_VALIDATED]
    if errors or (report.strict and report.of("warning")):
        return report
    placed = staging.commit(validated=not unsure)
    notes = {each.where.path: each.message for each in report.diagnostics if each.code is Code.KINDLE_EDITION}
    written = tuple(Output(path, kind, path.stat().st_size, notes.get(path, "")) for kind, path in placed.books)
    validated = not unsure and any(output.format != "pdf" for output in written)
    return replace(report, diagnostics=(*report.diagnostics, *placed.trouble), outputs=written, validated=validated)
