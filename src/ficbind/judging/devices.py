"""Rules of Kobo, Apple Books and old engines: what they cut off, lose or cannot open."""

import re
from collections.abc import Iterator

from ficbind.judging.edition import Edition
from ficbind.judging.findings import Audience, Rule, Sign, quoted
from ficbind.judging.statements import stated
from ficbind.readers import xmlparts
from ficbind.readers.xmlparts import attribute, find_all
from ficbind.style import lint

_OPENED, _TURNED = 10 * 10**6, 300 * 10**3
"""Bytes of a page that Kobo opens, and up to which old engines turn pages without delay (Adobe's limit)."""

_NAME = re.compile(r"[A-Za-z0-9._/~+()@-]+")
_WOFF2 = ".woff2"
_HARMLESS = re.compile(r"@(?:namespace|charset|page|media|supports|font-face)|/\*")
_APPLE_OPTIONS = "META-INF/com.apple.ibooks.display-options.xml"
_MOST_HEADS = 3
"""Chapters in one file that pass for one after the other on purpose, as very short ones are."""

_LONG = 20_000
"""Letters of a page above which chapters deserve files of their own."""


def _too_large(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        if len(page.source) > _OPENED:
            yield Sign(page.at(), f"{len(page.source) / 1e6:.0f} MB")


def _slow(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        if _TURNED < len(page.source) <= _OPENED:
            yield Sign(page.at(), f"{len(page.source) / 1e3:.0f} kB")


def _odd_names(edition: Edition) -> Iterator[Sign]:
    for name in edition.container.names:
        if not _NAME.fullmatch(name):
            yield Sign(edition.container.where(name), quoted(name))


def _woff2(edition: Edition) -> Iterator[Sign]:
    for item in edition.package.items.values():
        if item.name.lower().endswith(_WOFF2) or item.media_type == "font/woff2":
            yield Sign(edition.container.where(item.name), quoted(item.name.rpartition("/")[2]))


def _run_on(edition: Edition) -> Iterator[Sign]:
    """Find files that hold several entries of the first level of the contents, as Kobo breaks pages at files only."""
    entries = edition.contents.entries
    for page in edition.spine:
        heads = [
            each for each in entries if each.name == page.name and each.fragment and not each.leads and each.depth == 0
        ]
        if len(heads) > _MOST_HEADS and len(page.text) > _LONG:
            yield Sign(page.at(), f"{len(heads)} chapters")


def _unasked_fonts(edition: Edition) -> Iterator[Sign]:
    faces = [(sheet, face) for sheet in edition.sheets.values() for face in sheet.faces if face.addresses]
    if not faces or stated(edition, "ibooks:specified-fonts"):
        return
    if _APPLE_OPTIONS in edition.container:
        path = edition.container.path / _APPLE_OPTIONS
        root = xmlparts.parse(path, edition.container.read(_APPLE_OPTIONS), recover=True)
        if any(attribute(node, "name") == "specified-fonts" for node in find_all(root, "option")):
            return
    sheet, face = faces[0]
    yield Sign(sheet.at(face.line), quoted(face.family))


def _perils(edition: Edition) -> Iterator[Sign]:
    for sheet in edition.sheets.values():
        yield from (Sign(sheet.at(each.line, each.column), each.words) for each in lint.perils(sheet.text))


def _unread_sheets(edition: Edition) -> Iterator[Sign]:
    for sheet in edition.sheets.values():
        read = sheet.rules or sheet.faces or sheet.imports or _HARMLESS.search(sheet.text)
        if sheet.text.strip() and not read:
            yield Sign(sheet.at(1))


def _no_ncx(edition: Edition) -> Iterator[Sign]:
    listed = any(item.name.lower().endswith(".ncx") for item in edition.package.items.values())
    if edition.version == 3 and not listed:
        yield Sign(edition.of_package())


def _old_format(edition: Edition) -> Iterator[Sign]:
    if edition.version == 2:
        yield Sign(edition.of_package())


def _broken_pages(edition: Edition) -> Iterator[Sign]:
    for page in edition.pages.values():
        if page.fault:
            where = page.at() if page.fault_line is None else edition.container.where(page.name, page.fault_line)
            yield Sign(where, page.fault.removeprefix("the file is not well-formed XML: "))


_ALL = frozenset(Audience)
_KOBO, _OLD = frozenset({Audience.KOBO}), frozenset({Audience.OLD})

RULES = (
    Rule(
        "J301",
        "error",
        _ALL,
        "a page is not well-formed, and many devices show an error in its place: {}",
        "mend it where it is named: as a rule an element is not closed, or an '&' stands alone where '&amp;' should",
        _broken_pages,
    ),
    Rule(
        "J302",
        "error",
        _KOBO | _OLD,
        "a page has {}, more than Kobo opens (10 MB)",
        "divide it: one file for each chapter",
        _too_large,
    ),
    Rule(
        "J303",
        "advice",
        _KOBO | _OLD,
        "a page has {}: old devices take seconds to turn its leaves, or refuse it (300 kB)",
        "divide it: one file for each chapter",
        _slow,
    ),
    Rule(
        "J304",
        "advice",
        _KOBO | _OLD,
        "the name of a file has more than plain letters, figures and hyphens: {}",
        "rename it; some devices find no file whose name has blanks, accents or other signs",
        _odd_names,
    ),
    Rule(
        "J305",
        "warning",
        _KOBO | _OLD | {Audience.KINDLE},
        "a font is a WOFF2, which Kobo, Kindle and old devices do not read: {}",
        "embed it as TTF or OTF",
        _woff2,
    ),
    Rule(
        "J306",
        "advice",
        _KOBO | _OLD,
        "one file holds {}: Kobo and old devices do not begin them on new pages",
        "give every story and chapter a file of its own",
        _run_on,
    ),
    Rule(
        "J307",
        "warning",
        frozenset({Audience.APPLE}),
        "Apple Books passes over the embedded font {}, since the book does not ask for its fonts",
        'state <meta property="ibooks:specified-fonts">true</meta> in the package',
        _unasked_fonts,
    ),
    Rule(
        "J308",
        "advice",
        _OLD,
        "old devices lose the whole sheet, or the book, over {}",
        "leave it out, or put it into a sheet of its own so that the rest is not lost with it",
        _perils,
    ),
    Rule(
        "J309",
        "warning",
        _ALL,
        "a style sheet holds no rule that can be read",
        "correct it, or take it out",
        _unread_sheets,
    ),
    Rule(
        "J310",
        "advice",
        _OLD,
        "the book has no contents for old devices (NCX)",
        "add a toc.ncx beside the nav; devices from before 2012 know no other",
        _no_ncx,
    ),
    Rule(
        "J311",
        "advice",
        _ALL,
        "the book is an EPUB 2: it has no landmarks, no roles and no page list for those who cannot see it",
        "save it as EPUB 3, for instance with calibre's or Sigil's 'convert to EPUB 3'",
        _old_format,
    ),
)
