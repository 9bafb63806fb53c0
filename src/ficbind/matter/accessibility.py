"""What is true of the book's accessibility, found out from the book itself.

EPUB Accessibility 1.1, section 2; values from the Schema.org Accessibility Properties for Discoverability Vocabulary.
Conformance is for a person to certify: it is stated only when the manifest names who does, and nothing here speaks
against it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ficbind.accessibility import Accessibility, Conformance
from ficbind.diagnostics import Code, Diagnostic, FicbindError
from ficbind.manifest.values import Certificate, Manifest
from ficbind.matter.labels import Labels, labels
from ficbind.model import Book, Page, Work
from ficbind.records import dataclass
from ficbind.yamltree.findings import quoted

_ALWAYS = ("ARIA", "displayTransformability", "readingOrder", "tableOfContents", "unlocked")
"""What holds of every book made here: roles, text that flows, one spine, a table of contents, no lock."""

_HEADING = re.compile(r"<h([1-6])\b")
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the book holds, as far as it decides who can read it; `bare` tables have no header cells."""

    images: int
    undescribed: int
    tables: int
    bare: int
    ruby: bool
    headed: bool
    indexed: bool
    paged: bool
    notes: bool
    languages: int


def accessible(book: Book, manifest: Manifest) -> Book:
    """Give the book the account of its accessibility; raises where it contradicts the manifest's certificate."""
    facts, certificate, words = _facts(book), manifest.certificate, labels(manifest.language)
    if certificate and facts.undescribed:
        raise FicbindError(_contradicted(certificate, facts, words))
    conformance = _conformance(certificate) if certificate else None
    return replace(
        book,
        accessibility=Accessibility(
            modes=("textual", "visual") if facts.images else ("textual",),
            sufficient=tuple(_sufficient(facts)),
            features=tuple(sorted(_features(facts), key=str.casefold)),
            hazards=("none",),
            summary=" ".join((*_own(manifest), *_summary(facts, conformance, words))),
            language=words.language,
            conformance=conformance,
        ),
    )


def _facts(book: Book) -> _Facts:
    bodies = list(_bodies(book))
    text = "\n".join(bodies)
    tables = _TABLE.findall(text)
    levels = [1, *(int(level) for body in bodies for level in _HEADING.findall(body))]
    return _Facts(
        images=len(book.pictures),
        undescribed=sum(1 for picture in book.pictures if not picture.described),
        tables=len(tables),
        bare=sum(1 for table in tables if "<th" not in table.replace("<thead", "")),
        ruby="<ruby" in text,
        headed=all(deeper <= level + 1 for level, deeper in pairwise(levels)),
        indexed=any(page.kind.startswith("index-of-") for page in book.back),
        paged=book.pagination is not None,
        notes='class="noteref"' in text,
        languages=len({book.language, *(work.story.language for work in book.works)}),
    )


def _bodies(book: Book) -> Iterator[str]:
    """Give all that is read, in its order; a chapter's title is a heading of the second level."""
    yield from (page.body for page in book.front)
    for part in book.parts:
        yield from (page.body for page in _present(part.page))
        for work in part.works:
            yield work.front.body
            yield from _chapters(work)
            yield from (page.body for page in _present(work.notes))
    yield from (page.body for page in book.back)


def _present(page: Page | None) -> tuple[Page, ...]:
    return (page,) if page else ()


def _chapters(work: Work) -> Iterator[str]:
    for chapter in work.story.chapters:
        yield f"<h2>{chapter.body}" if chapter.title else chapter.body


def _sufficient(facts: _Facts) -> Iterator[str]:
    if facts.images:
        yield "textual,visual"
    if not facts.undescribed:
        yield "textual"


def _features(facts: _Facts) -> Iterator[str]:
    yield from _ALWAYS
    if not facts.undescribed:
        yield "alternativeText"
    if facts.headed:
        yield "structuralNavigation"
    if facts.indexed:
        yield "index"
    if facts.paged:
        yield from ("pageBreakMarkers", "pageNavigation")
    if facts.ruby:
        yield "rubyAnnotations"


def _own(manifest: Manifest) -> tuple[str, ...]:
    return (manifest.accessibility_summary,) if manifest.accessibility_summary else ()


def _summary(facts: _Facts, conformance: Conformance | None, words: Labels) -> Iterator[str]:
    """Say the facts in sentences of the book's language."""
    said = words.words
    yield said["accessibility.text"]
    if facts.headed:
        yield said["accessibility.headings"]
    yield said["accessibility.contents"]
    if facts.indexed:
        yield said["accessibility.index"]
    if facts.paged:
        yield said["accessibility.pages"]
    yield _images(facts, words)
    if facts.notes:
        yield said["accessibility.notes"]
    if facts.bare:
        tables = words.count("tables", facts.tables)
        yield said["accessibility.tables"].format(tables=tables, lacking=words.number(facts.bare))
    if facts.languages > 1:
        yield said["accessibility.languages"]
    if conformance:
        certified = said["accessibility.certified"]
        yield certified.format(standard=conformance.standard, name=conformance.certifier)
    else:
        yield said["accessibility.uncertified"]


def _images(facts: _Facts, words: Labels) -> str:
    if not facts.images:
        return words.words["accessibility.cover"]
    said = words.words["accessibility.images" if facts.undescribed else "accessibility.described"]
    return said.format(images=words.count("images", facts.images), lacking=words.number(facts.undescribed))


def _conformance(certificate: Certificate) -> Conformance:
    """Name the standard as EPUB Accessibility 1.1, section 4.2, wants it written."""
    standard = f"EPUB Accessibility 1.1 - WCAG {certificate.wcag} Level {certificate.level}"
    return Conformance(standard, certificate.by, certificate.credential, certificate.report)


def _contradicted(certificate: Certificate, facts: _Facts, words: Labels) -> Diagnostic:
    """Refuse a claim that a reader would find untrue: WCAG asks on every level for text in the place of images."""
    number = words.number(facts.undescribed)
    lacking = "1 image has" if facts.undescribed == 1 else f"{number} images have"
    said = f"{quoted(certificate.by)} cannot certify this book as accessible: {lacking} no description (see T008)"
    hint = "describe the images, or take 'certified-by' out"
    return Diagnostic(Code.FALSE_CERTIFICATE, "error", said, certificate.where, hint)
