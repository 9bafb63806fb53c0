"""The edition of an EPUB for Send to Kindle: the same files, with what it refuses or does not show put right."""

import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from ficbind.conventions import kindle
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.records import dataclass
from ficbind.writers.epub.variants import repack
from ficbind.xhtml import Element

_MARGIN = 500_000
"""Bytes that are left free below a limit."""

_FALLBACK = "en"
_LEVELS = 2
"""Levels of the contents that a Kindle shows (Kindle Publishing Guidelines 2019.2, section 5.2)."""

_PACKAGE, _NAV, _NCX = "EPUB/content.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx"
_IMAGE = re.compile(r"EPUB/images/(?!cover\.).+\.(?:jpg|png)")
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_ENTRIES = frozenset({"{http://www.w3.org/1999/xhtml}li", "{http://www.daisy.org/z3986/2005/ncx/}navPoint"})
_PART = b'class="matter part"'
_TYPE = "{http://www.idpf.org/2007/ops}type"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


def findings(book: Path, language: str) -> Iterator[Diagnostic]:
    """Say what would keep a finished EPUB from a Kindle."""
    yield from _too_large(book, "mail the smaller edition of '--only kindle', or upload this one to the website")
    if not kindle.knows_language(language):
        message = f"Amazon does not list '{language}' among the languages of Kindle books: Send to Kindle may refuse it"
        hint = "if it does, send the edition that '--only kindle' makes"
        yield Diagnostic(Code.LANGUAGE_OF_NO_KINDLE, "info", message, Location(book), hint)


def findings_of_edition(book: Path, changes: Iterable[str]) -> Iterator[Diagnostic]:
    """Say how the edition for Kindle differs from the EPUB."""
    yield from _too_large(book, "bind fewer stories or smaller images into one book, or upload it to the website")
    said = f"differs from the EPUB: {'; '.join(changes)}" if changes else "the same as the EPUB: nothing had to change"
    yield Diagnostic(Code.KINDLE_EDITION, "info", said, Location(book))


def _too_large(book: Path, hint: str) -> Iterator[Diagnostic]:
    size = book.stat().st_size
    if size > kindle.MAILED:
        limit = "the 50 MB that can be mailed to a Kindle"
        if size > kindle.UPLOADED:
            limit, hint = "the 200 MB that Send to Kindle takes", hint.partition(", or")[0]
        message = f"{size / 1e6:.0f} MB are more than {limit}"
        yield Diagnostic(Code.TOO_LARGE_TO_SEND, "warning", message, Location(book), hint)


@dataclass(frozen=True, slots=True)
class _Change:
    """Files that are made anew, and how the book differs by them."""

    files: Mapping[str, bytes]
    said: str


def write_kindle(finished: Path, target: Path) -> tuple[str, ...]:
    """Write the edition for Kindle of a finished EPUB; gives how it differs, nothing when it is the same file."""
    with zipfile.ZipFile(finished) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    changes = tuple(_changes(parts, finished.stat().st_size))
    if changes:
        made = {name: data for change in changes for name, data in change.files.items()}
        repack(finished, target, lambda name, data: made.get(name, data))
    else:
        shutil.copyfile(finished, target)
    return tuple(change.said for change in changes)


def _changes(parts: Mapping[str, bytes], size: int) -> Iterator[_Change]:
    yield from _with_known_language(parts[_PACKAGE])
    yield from _with_few_levels(parts)
    yield from _with_small_images(parts, size)


def _with_known_language(package: bytes) -> Iterator[_Change]:
    root = etree.fromstring(package, _PARSER)
    named = list(root.iter(_LANGUAGE))
    unknown = [node for node in named if not kindle.knows_language(node.text or "")]
    if not unknown:
        return
    said = [str(node.text) for node in unknown]
    first = next((node.text for node in named if node not in unknown), _FALLBACK)
    for node in named[1:]:
        if node in unknown or node.text == first:
            node.getparent().remove(node)
    named[0].text = first
    names = ", ".join(f"'{each}'" for each in said)
    yield _Change(
        {_PACKAGE: _as_bytes(root)}, f"it names '{first}' as its language, as Amazon does not list {names} for Kindle"
    )


def _with_few_levels(parts: Mapping[str, bytes]) -> Iterator[_Change]:
    """Let the stories follow the parts that they stood under, so that their chapters can be reached."""
    document, old = etree.fromstring(parts[_NAV], _PARSER), etree.fromstring(parts[_NCX], _PARSER)
    contents = next(node for node in document.iter("{*}nav") if node.get(_TYPE) == "toc").find("{*}ol")
    points = old.find("{*}navMap")
    if _depth(contents) <= _LEVELS:
        return
    for top in list(contents):
        inner = top.find("{*}ol")
        if inner is not None and _is_part(parts, top.find("{*}a").get("href")):
            _raise_children(top, inner)
    for top in list(points):
        if _is_part(parts, top.find("{*}content").get("src")):
            _raise_children(top, top)
    depth = next(node for node in old.iter("{*}meta") if node.get("name") == "dtb:depth")
    depth.set("content", str(_LEVELS))
    files = {_NAV: _as_bytes(document, doctype="<!DOCTYPE html>"), _NCX: _as_bytes(old)}
    yield _Change(files, "its contents have two levels, the stories beside their parts")


def _is_part(parts: Mapping[str, bytes], place: str) -> bool:
    return _PART in parts[f"EPUB/{place.partition('#')[0]}"]


def _raise_children(top: Element, holder: Element) -> None:
    """Put the entries below one of the first level beside it."""
    for node in reversed([each for each in holder if each.tag in _ENTRIES]):
        node.tail = "\n"
        top.addnext(node)
    if holder is not top:
        top.remove(holder)


def _depth(items: Element) -> int:
    return 1 + max((_depth(inner) for inner in items.iterfind("{*}li/{*}ol")), default=0)


def _with_small_images(parts: Mapping[str, bytes], size: int) -> Iterator[_Change]:
    images = {name: data for name, data in parts.items() if _IMAGE.fullmatch(name)}
    if size <= kindle.MAILED or not images:
        return
    # Pillow is needed for few books only.
    from ficbind.pictures.shrinking import shrink_together

    before = sum(map(len, images.values()))
    made = shrink_together(images, kindle.MAILED - _MARGIN - (size - before))
    after = size - before + sum(map(len, made.values()))
    yield _Change(made, f"its images are smaller, so that {size / 1e6:.1f} MB became {after / 1e6:.1f} MB")


def _as_bytes(root: Element, doctype: str | None = None) -> bytes:
    data: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="utf-8", doctype=doctype)
    return data.replace(b"<?xml version='1.0' encoding='utf-8'?>", b'<?xml version="1.0" encoding="utf-8"?>', 1)
