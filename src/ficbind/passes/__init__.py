"""The passes over a story, in their order: what makes a reader's draft fit for a book."""

from dataclasses import replace
from pathlib import Path

from ficbind import xhtml
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.manifest.values import NotePolicy, Typography
from ficbind.model import Chapter, Draft, Field, Note, Removal, Story
from ficbind.passes import (
    content_models,
    directions,
    footnotes,
    gathering,
    headings,
    notes,
    sanitize,
    scene_breaks,
    subheads,
    targets,
)
from ficbind.passes.chapters import ChapterTree, Findings
from ficbind.passes.facts import set_facts
from ficbind.passes.front_prose import FrontProse, read_front
from ficbind.passes.galley import GAP
from ficbind.passes.gathering import Gathered, Wish
from ficbind.passes.images import Album
from ficbind.passes.typography import has_rules, set_line, set_type
from ficbind.vocabulary import LINE, UNAUTHORED
from ficbind.xhtml import Body, Element

__all__ = ["tidy"]


def tidy(draft: Draft, *, key: str, language: str, typography: Typography, authors_notes: NotePolicy = "keep") -> Story:
    """Bring a draft into the closed vocabulary, part it into chapters, mark what its lines mean, and set its type."""
    draft = directions.settle_lines(draft)
    album = Album(draft.images, key, language, draft.room, draft.described)
    trees, findings = _chapters(draft, language, typography, album)
    targets.settle([tree.root for tree in trees], key)
    if typography.scene_breaks:
        findings += scene_breaks.mark_scene_breaks(trees, draft.path)
    if authors_notes == "keep":
        findings += notes.list_marked(trees, draft.path)
    if typography.notes:
        findings += notes.mark_notes(trees, draft.path)
    harvest = gathering.gather(trees, Wish(authors_notes, key, draft.path, draft.source.count("\n") + 1))
    trees = harvest.trees
    footnotes.mark_footnotes([*trees, *(each.tree for each in harvest.notes)], key)
    if typography.scene_breaks:
        scene_breaks.settle_scene_breaks([*trees, *(each.tree for each in harvest.notes)])
        subheads.mark_subheads(trees)
    if typography.chapters:
        trees = headings.without_empty(trees)
    gathered: list[Note | Gathered] = [*harvest.notes]
    front = read_front(draft, key, language)
    metadata, above, told = gathering.take_facts(draft.metadata, authors_notes, draft.path, front.trees)
    findings += harvest.findings + _without_rules(language, draft.path)
    story = Story(
        key=key,
        path=draft.path,
        metadata=set_facts(metadata, language, typography),
        language=language,
        words=sum(map(_words, trees)),  # before the type is set, which binds some of them with spaces
        chapters=tuple(_chapter(tree, language, typography) for tree in trees),
        source=draft.source,
        places=draft.places,
        removals=_in_source_order(draft.removals + findings.removals),
        diagnostics=draft.diagnostics + _placed(findings.diagnostics, draft) + told.diagnostics,
        notes=tuple(_note(each, language, typography) for each in (*above, *gathered)),
        pictures=album.pictures,
        notes_at="book-end" if authors_notes == "book-end" else "end",
    )
    story = _fronted(story, front, draft, typography)
    return _without_unseen(story) if authors_notes == "drop" else story


def _chapters(draft: Draft, language: str, typography: Typography, album: Album) -> tuple[list[ChapterTree], Findings]:
    """Bring the sections into the closed vocabulary, and part them where headings do."""
    trees, findings = sanitize.sanitize_sections(draft, language, album)
    findings += directions.settle(trees, draft.path)
    if typography.chapters:
        trees, found = headings.divide(trees, draft.path, draft.metadata.text(Field.TITLE))
        findings += found
    return trees, findings


def _fronted(story: Story, front: FrontProse, draft: Draft, typography: Typography) -> Story:
    """Give a story what is said of it in prose."""
    prose: dict[Field, Body] = {}
    for field, root in front.trees.items():
        if story.metadata.get(field):
            set_type(root, story.language, typography)
            _strip(root)
            prose[field] = Body(xhtml.serialise(root))
    told = _placed(front.diagnostics, draft)
    return replace(story, prose=prose, pictures=story.pictures + front.pictures, diagnostics=story.diagnostics + told)


def _without_unseen(story: Story) -> Story:
    """Leave out the images of notes that were left out."""
    bodies = "".join((*(chapter.body for chapter in story.chapters), *story.prose.values()))
    return replace(story, pictures=tuple(each for each in story.pictures if each.name in bodies))


def _words(tree: ChapterTree) -> int:
    return xhtml.count_words(f"{tree.title or ''}\n{xhtml.plain(tree.root, without=UNAUTHORED)}")


def _chapter(tree: ChapterTree, language: str, typography: Typography) -> Chapter:
    set_type(tree.root, language, typography)
    _strip(tree.root)
    title = set_line(tree.title, language, typography) if tree.title else None
    return Chapter(title, Body(xhtml.serialise(tree.root)))


def _note(each: Note | Gathered, language: str, typography: Typography) -> Note:
    """Set the type of a note that was taken out of its place."""
    root = xhtml.parse(each.body) if isinstance(each, Note) else each.tree.root
    set_type(root, language, typography)
    _strip(root)
    return Note(Body(xhtml.serialise(root)), each.chapter, each.place)


def _strip(root: Element) -> None:
    """Take away what only the passes needed, and complete what they left incomplete."""
    content_models.complete(root)
    for node in root.iter("*"):
        if node.attrib:
            node.attrib.pop(LINE, None)
            node.attrib.pop(GAP, None)


def _without_rules(language: str, path: Path) -> Findings:
    if has_rules(language):
        return Findings()
    message = f"no rules for setting type in '{language}'; quotes, dashes and spaces stay as typed"
    return Findings(diagnostics=(Diagnostic(Code.NO_LANGUAGE_RULES, "info", message, Location(path)),))


def _placed(diagnostics: tuple[Diagnostic, ...], draft: Draft) -> tuple[Diagnostic, ...]:
    """Name the places in the file, where the lines of the source are not its lines."""
    last = len(draft.places)
    return tuple(
        replace(each, where=draft.places[each.where.line - 1])
        if each.where.line and each.where.line <= last and each.where.path == draft.path
        else each
        for each in diagnostics
    )


def _in_source_order(removals: tuple[Removal, ...]) -> tuple[Removal, ...]:
    return tuple(sorted(removals, key=lambda removal: removal.line))
