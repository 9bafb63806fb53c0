"""Read EPUBs: every document of the reading order becomes part of one page, and is read as a page."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Draft, Field, Metadata
from ficbind.readers import html
from ficbind.readers.containers import unpack
from ficbind.readers.epub import chapters, fronts, joining, navigation, opf, roles, works
from ficbind.readers.epub.joining import Joined
from ficbind.readers.epub.locks import refuse_locked
from ficbind.readers.epub.navigation import Navigation
from ficbind.readers.epub.package import Package, Place, load
from ficbind.readers.epub.works import Work
from ficbind.readers.html import ao3_copies, documents, fanficfare
from ficbind.readers.html.page import Page
from ficbind.xhtml import Element

_SUPPLIED = (Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.LANGUAGE, Field.SERIES, Field.DATE, Field.SOURCE)
"""What the package may add to the facts of an archive's own page; its subjects mix all tags."""

_LICENCES = frozenset({"pg-header", "pg-footer", "pg-machine-header", "pg-start-separator", "pg-end-separator"})
"""Ids of what Project Gutenberg sets around a book."""
_SHOWN = 5


def read(path: Path, data: bytes, encoding: str | None = None) -> Sequence[Draft]:
    """Read an EPUB: one story, or each of those that it holds."""
    container = unpack(path, data)
    refuse_locked(container)
    package = load(container)
    contents = navigation.load(package)
    found, outside = works.part(package, contents)
    drafts = [draft for work in found for draft in _read_work(package, contents, work, encoding, sole=len(found) == 1)]
    told = (*package.diagnostics, *_told_of(package, outside))
    return [replace(drafts[0], diagnostics=(*told, *drafts[0].diagnostics)), *drafts[1:]]


def _told_of(package: Package, outside: Sequence[Place]) -> list[Diagnostic]:
    if not outside:
        return []
    shown = ", ".join(place.item.name.rpartition("/")[2] for place in outside[:_SHOWN])
    more = " …" if len(outside) > _SHOWN else ""
    said = f"left out what belongs to no single one of its stories: {shown}{more}"
    return [Diagnostic(Code.REPAIRED_EPUB, "info", said, package.container.where(package.name))]


def _read_work(
    package: Package, contents: Navigation, work: Work, encoding: str | None, *, sole: bool
) -> Sequence[Draft]:
    joined = joining.join(package, work.places, encoding)
    site = next((site for site in html.SITES if site.recognise(joined.page)), None)
    if site is not None:
        _leave_out(package, contents, joined)
        joining.open_up(joined)
        return [_supplied(draft, package) if sole else draft for draft in site.read(joined.page)]
    title = (opf.names(package) or [""])[0] if sole else work.title
    joining.head(joined, _untitled(contents, joined, title))
    if ao3_copies.recognise(joined.page):
        chapters.set_headings(joined.documents, contents)
        _leave_out(package, contents, joined)
        draft = ao3_copies.read(joined.page)
        return [_supplied(draft, package) if sole else draft]
    return [_read_joined(package, contents, joined, "" if sole else work.title)]


def _untitled(contents: Navigation, joined: Joined, title: str) -> dict[str, str]:
    """Find the documents of the story whose titles only the contents say."""
    found = chapters.untitled(joined.documents, contents, title)
    documents = [each for each in joined.documents if each.name in found]
    sole = len(joined.documents) == 1
    return {each.name: found[each.name] for each in documents if not roles.reason(each, contents, [title], sole=sole)}


def _supplied(draft: Draft, package: Package) -> Draft:
    """Add what the package says to what an archive's own page says."""
    facts = tuple(fact for fact, _ in opf.facts(package) if fact.field in _SUPPLIED)
    return replace(draft, metadata=Metadata(facts).under(draft.metadata))


def _read_joined(package: Package, contents: Navigation, joined: Joined, title: str) -> Draft:
    page = joined.page
    fronted = not page.facts and any(fronts.learn(page, document) for document in joined.documents)
    if title:
        page.know(Field.TITLE, (title,), 1)
    opf.learn(page, package, _open_fields(fronted=fronted, part=bool(title)))
    _leave_out(package, contents, joined)
    _mark_notes(page)
    headings = page.root.iter("h1", "h2", "h3", "h4")
    fanficfare.take_numbers(page, [node for node in headings if "fff_chapter_title" in (node.get("class") or "")])
    documents.settle(page)
    kept = [each for each in joined.documents if each.root.getparent() is not None]
    return page.draft(chapters.part(kept, contents))


def _open_fields(*, fronted: bool, part: bool) -> tuple[Field, ...]:
    """Name what the package may add: a title page names the tags, which its subjects mix with all else."""
    if part:
        return (Field.LANGUAGE,)
    return tuple(field for field in Field if field is not Field.TAGS or not fronted)


def _leave_out(package: Package, contents: Navigation, joined: Joined) -> None:
    """Take away the pages that are not the story, and the licences around it."""
    page, names = joined.page, opf.names(package)
    left = [each for each in joined.documents if each.root.getparent() is not None]
    linked = {node.get("href") for each in left if each.linear for node in each.root.iter("a")}
    reasons: list[str] = []
    for document in left:
        reason = roles.reason(document, contents, names, sole=len(left) == 1)
        aside = not document.linear and not any(f"#{new}" in linked for new in document.ids.values())
        if reason or (aside and len(left) > 1):
            reasons.append(reason or "a page outside the reading order")
            _take(page, document.root, reasons[-1])
    marked = [each for each in page.root.iter("div", "section", "header", "footer") if each.get("id") in _LICENCES]
    for node in [each for each in marked if not any(outer in marked for outer in each.iterancestors())]:
        page.take(node, "the licence of Project Gutenberg")
        reasons.append("the licence of Project Gutenberg")
    if reasons:
        shown = ", ".join(dict.fromkeys(reasons))
        said = f"left out pages of the EPUB that are not the story: {shown}"
        page.diagnostics.append(Diagnostic(Code.LEFT_OUT_SURROUNDINGS, "info", said, Location(page.path)))


def _take(page: Page, root: Element, reason: str) -> None:
    for name in {node.get("src") for node in root.iter("img")}:
        page.images.pop(name, None)
    page.take(root, reason)


def _mark_notes(page: Page) -> None:
    """Set as notes what FanFicFare marks as the author's notes of a chapter."""
    for node in page.root.iter("div"):
        if "fff_chapter_notes" in (node.get("class") or "").split():
            node.tag = "aside"
            node.set("class", "note")
