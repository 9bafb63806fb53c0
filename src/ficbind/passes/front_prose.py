"""Make what is said of a story in prose fit for a book: its summary, its notes and its disclaimer."""

from dataclasses import replace
from html import escape

from ficbind import xhtml
from ficbind.diagnostics import Diagnostic
from ficbind.model import PROSE, Draft, Fact, Field, Picture, Section
from ficbind.passes import sanitize, scene_breaks, targets
from ficbind.passes.chapters import HEADINGS
from ficbind.passes.images import Album
from ficbind.records import dataclass
from ficbind.xhtml import Element, Markup


@dataclass(frozen=True, slots=True)
class FrontProse:
    """The trees of the prose fields, the images in them, and what is to be said."""

    trees: dict[Field, Element]
    pictures: tuple[Picture, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_front(draft: Draft, key: str, language: str) -> FrontProse:
    """Bring the prose fields of a draft into the closed vocabulary.

    Their words are no words of the story: the reader that took them has said so.
    """
    trees: dict[Field, Element] = {}
    album = Album(draft.images, f"{key}-front", language, draft.room, draft.described)
    sections, fields = [], []
    for fact in draft.metadata.facts:
        if fact.field in PROSE:
            fields.append(fact.field)
            sections.append(Section(None, fact.markup or _paragraphs(fact)))
    made, findings = sanitize.sanitize_sections(replace(draft, sections=tuple(sections)), language, album)
    scene_breaks.mark_scene_breaks(made, draft.path)
    scene_breaks.settle_scene_breaks(made)
    for field, tree in zip(fields, made, strict=True):
        targets.settle([tree.root], f"{key}-{field.value}")
        _without_headings(tree.root)
        trees[field] = tree.root
    return FrontProse(trees, album.pictures, findings.diagnostics)


def _paragraphs(fact: Fact) -> Markup:
    return Markup("".join(f"<p>{escape(xhtml.without_invalid(text), quote=False)}</p>" for text in fact.values))


def _without_headings(root: Element) -> None:
    """Let no heading of a note compete with those of the book."""
    for node in list(root.iter(*HEADINGS)):
        strong = xhtml.element("strong", node.text)
        strong.extend(list(node))
        node.tag, node.text = "p", None
        node.insert(0, strong)
