"""Read and tidy story files without making a book of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from ficbind import deadline, readers
from ficbind.checks import fidelity, glyphs
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location, collecting
from ficbind.intake import story_of
from ficbind.manifest import load
from ficbind.manifest.files import children
from ficbind.manifest.values import Cover, Entry, Manifest
from ficbind.readers import kinds
from ficbind.style import Style, load_style
from ficbind.survey.sight import FileSight, StorySight, Survey, sight_of
from ficbind.yamltree.findings import near

MANIFESTS = (".yaml", ".yml")
"""Endings by which a manifest is told from a story."""

_LANGUAGE = "en"
"""The language of stories that no manifest and no word of their own puts into another."""

Announce = Callable[[str, str], None]


def survey(paths: Sequence[Path], announce: Announce, *, strict: bool = False) -> Survey:
    """Look at the stories of manifests, and at story files; what cannot be read is among the diagnostics."""
    sights: list[FileSight] = []
    found: list[Diagnostic] = []
    for path in paths:
        try:
            manifest = _manifest(path, announce)
        except FicbindError as error:
            found += error.diagnostics
            continue
        found += manifest.diagnostics
        style = _style(manifest, found) if manifest.entries else None
        for entry in manifest.entries or (_entry(path),):
            announce("read", entry.name)
            sights.append(look(manifest, entry, style))
    return Survey(tuple(sights), tuple(found), strict)


def look(manifest: Manifest, entry: Entry, style: Style | None = None) -> FileSight:
    """Look at one file, and whether `style` has all its characters; whatever is wrong is said, never raised."""
    stories: list[StorySight] = []
    found: list[Diagnostic] = []
    try:
        with deadline.within(deadline.allowed(entry.path), entry.path):
            for number, draft in enumerate(readers.read(entry.path, entry.encoding, entry.chapters), 1):
                story = story_of(manifest, entry, draft, f"s{number:03d}")
                found += (*story.diagnostics, *fidelity.check_story(story))
                known = (value for fact in story.metadata.facts for value in fact.values)
                found += glyphs.of_story(story, style, *known) if style and manifest.sets_type else ()
                stories.append(sight_of(draft, story, entry))
    except FicbindError as error:
        found += error.diagnostics
    return FileSight(entry.path, _kind(entry.path), tuple(stories), tuple(found))


def _style(manifest: Manifest, found: list[Diagnostic]) -> Style | None:
    with collecting(found):
        return load_style(manifest.style, manifest.folder, manifest.style_where)
    return None


def _manifest(path: Path, announce: Announce) -> Manifest:
    """Load a manifest, or make do with an empty one for a story file."""
    if path.suffix.lower() in MANIFESTS:
        announce("load", str(path))
        return load(path)
    if not path.exists():
        guess = near(path.name, [child.name for child in children(path.parent)])
        hint = f"did you mean '{path.parent / guess}'?" if guess else "check the name and the folder"
        raise FicbindError(Diagnostic(Code.NO_SUCH_FILE, "error", "there is no such file", Location(path), hint))
    if path.is_dir():
        hint = f"name what is in it, as in '{path / '*'}'"
        raise FicbindError(Diagnostic(Code.NOT_A_FILE, "error", "this is a folder", Location(path), hint))
    return Manifest(path, "", _LANGUAGE, Cover(Location(path)), ())


def _entry(path: Path) -> Entry:
    return Entry(path, path.name, Location(path))


def _kind(path: Path) -> str:
    try:
        return kinds.recognise(readers.content(path), path.name)
    except FicbindError:
        return ""
