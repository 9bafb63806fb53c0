"""Rules of Kindle and of Send to Kindle's converter, as Amazon and those whose books it refused report them."""

import re
from collections.abc import Iterator

from ficbind.conventions.kindle import LANGUAGES, MAILED, UPLOADED
from ficbind.judging.edition import Edition, style_of
from ficbind.judging.findings import EVERYBODY, Audience, Rule, Sign, quoted
from ficbind.judging.sheets import matches
from ficbind.judging.statements import named, stated
from ficbind.readers import xmlparts
from ficbind.readers.epub.navigation import fragment
from ficbind.readers.xmlparts import attribute, find_all
from ficbind.xhtml import Element

_NONE = frozenset({"", "und", "mul", "zxx", "un", "unknown", "c", "posix"})
_HIDDEN_MOST = 10_000
"""Characters that one hidden block may have (Kindle Publishing Guidelines, "display: none")."""

_MOST_HIDING = 50
"""Selectors of a page that are looked at; a book that hides things has a handful."""

_DEEPEST = 3
_SPARE = frozenset({"image/webp", "image/avif", "image/jxl", "image/bmp", "image/tiff", "image/heic"})
_SIGNED = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def _unsaid_encoding(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        says = xmlparts.DECLARED.search(page.source[:400]) or page.source.startswith(_SIGNED)
        if not says and not page.source.isascii():
            yield Sign(page.at())


def _no_language(edition: Edition) -> Iterator[Sign]:
    found = named(edition, "language")
    if not found:
        yield Sign(edition.of_package(), "says no language")
    for text, node in found:
        if text.lower() in _NONE:
            yield Sign(edition.of_package(node), f"says {quoted(text)} in the place of its language")


def _unlisted_language(edition: Edition) -> Iterator[Sign]:
    for text, node in named(edition, "language")[:1]:
        first = text.lower().partition("-")[0]
        if first not in LANGUAGES | _NONE:
            yield Sign(edition.of_package(node), quoted(text))


def _link_to_body(edition: Edition) -> Iterator[Sign]:
    marks = {(page.name, str(page.body.get("id"))) for page in edition.pages.values() if page.body.get("id")}
    for page, node in edition.nodes("a"):
        address = node.get("href", "")
        place = fragment(address)
        if (
            place
            and marks
            and ((page.name if address.startswith("#") else edition.resolve(page, address)), place) in marks
        ):
            yield Sign(page.at(node), quoted(address))


def _no_source(edition: Edition) -> Iterator[Sign]:
    yield from (Sign(page.at(node)) for page, node in edition.nodes("img") if not node.get("src", "").strip())


def _ncx(edition: Edition) -> tuple[str, Element | None]:
    item = next((each for each in edition.package.items.values() if each.name.lower().endswith(".ncx")), None)
    if item is None:
        return "", None
    path = edition.container.path / item.name
    return item.name, xmlparts.parse(path, edition.container.read(item.name), recover=True)


def _disordered(edition: Edition) -> Iterator[Sign]:
    order = {place.item.name: number for number, place in enumerate(edition.package.spine)}
    name, root = _ncx(edition)
    last = -1
    for node in () if root is None else find_all(root, "navpoint"):
        content = next((each for each in node if xmlparts.local(each) == "content"), None)
        place = order.get(edition.package.resolve(name, attribute(content, "src")) if content is not None else "", last)
        if place < last:
            yield Sign(edition.container.where(name, node.sourceline))
        last = place


def _unnamed_point(edition: Edition) -> Iterator[Sign]:
    name, root = _ncx(edition)
    for node in () if root is None else find_all(root, "navpoint"):
        if not attribute(node, "id"):
            yield Sign(edition.container.where(name, node.sourceline))


def _hidden(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        rules = [rule for sheet in edition.sheets_of(page) for rule in sheet.rules if rule.value("display") == "none"]
        selectors = [each for rule in rules if not rule.condition for each in rule.selectors]
        for node in page.body.iter():
            hides = any(matches(each, node) for each in selectors[:_MOST_HIDING])
            if (hides or style_of(node).get("display") == "none") and len("".join(node.itertext())) > _HIDDEN_MOST:
                yield Sign(page.at(node))


def _variables(edition: Edition) -> Iterator[Sign]:
    for sheet in edition.sheets.values():
        for rule in sheet.rules:
            for each in rule.declarations:
                if each.name.startswith("--") or re.search(r"\bvar\(", each.value):
                    yield Sign(sheet.of(each), quoted(f"{each.name}: {each.value}"))


def _large(edition: Edition) -> Iterator[Sign]:
    if MAILED < edition.size <= UPLOADED:
        yield Sign(edition.of_package(), f"{edition.size / 1e6:.0f} MB")


def _huge(edition: Edition) -> Iterator[Sign]:
    if edition.size > UPLOADED:
        yield Sign(edition.of_package(), f"{edition.size / 1e6:.0f} MB")


def _wrong_cover(edition: Edition) -> Iterator[Sign]:
    images = {item.id for item in edition.package.items.values() if item.is_image}
    for value, node in stated(edition, "cover"):
        if value not in images:
            yield Sign(edition.of_package(node), quoted(value))


def _deep(edition: Edition) -> Iterator[Sign]:
    if any(entry.depth >= _DEEPEST for entry in edition.contents.entries):
        yield Sign(edition.of_package(), str(1 + max(entry.depth for entry in edition.contents.entries)))


def _odd_pictures(edition: Edition) -> Iterator[Sign]:
    for item in edition.package.items.values():
        if item.media_type in _SPARE:
            yield Sign(edition.container.where(item.name), quoted(item.media_type))


_KINDLE = frozenset({Audience.KINDLE})

RULES = (
    Rule(
        "J201",
        "warning",
        _KINDLE,
        "a page does not say how its letters are coded: Send to Kindle may garble all but plain ones",
        'begin every page with <?xml version="1.0" encoding="utf-8"?>',
        _unsaid_encoding,
    ),
    Rule(
        "J202",
        "error",
        _KINDLE | {Audience.EARS},
        "the package {}: Kindle refuses the book, and screen readers read it in the wrong voice",
        "write its language in the package: <dc:language>en</dc:language>, or fr, de, es …",
        _no_language,
    ),
    Rule(
        "J203",
        "advice",
        _KINDLE,
        "Amazon does not list the language {}: Send to Kindle may refuse the book",
        "if it does, send it as PDF, or by cable through a converter such as calibre's",
        _unlisted_language,
    ),
    Rule(
        "J204",
        "error",
        _KINDLE,
        "the link {} leads to the id of a whole page, which Send to Kindle refuses",
        "link to the page without '#…', or move the id from <body> to an element in it",
        _link_to_body,
    ),
    Rule(
        "J205",
        "error",
        EVERYBODY,
        "an image names no file: readers see a gap, and Send to Kindle refuses the book",
        "name the file in 'src', or take the image away",
        _no_source,
    ),
    Rule(
        "J206",
        "warning",
        _KINDLE | {Audience.OLD},
        "the contents for old devices (NCX) go back and forth in the book, which Send to Kindle may refuse",
        "put the entries into the order of the pages",
        _disordered,
    ),
    Rule(
        "J207",
        "warning",
        _KINDLE | {Audience.OLD},
        "an entry of the contents for old devices (NCX) has no id",
        "give every navPoint an id of its own",
        _unnamed_point,
    ),
    Rule(
        "J208",
        "error",
        _KINDLE,
        "a part of more than 10,000 letters is hidden (display: none), which Kindle refuses",
        "take the part out of the book, or show it",
        _hidden,
    ),
    Rule(
        "J209",
        "warning",
        _KINDLE | {Audience.OLD},
        "the style sheet uses variables, over which Send to Kindle and old devices stumble: {}",
        "write the value itself in the place of the variable",
        _variables,
    ),
    Rule(
        "J210",
        "advice",
        _KINDLE,
        "the book has {}: Send to Kindle takes 50 MB by mail",
        "make its images smaller, or send it from Amazon's page, which takes 200 MB",
        _large,
    ),
    Rule(
        "J211",
        "error",
        _KINDLE,
        "the book has {}, and Send to Kindle takes 200 MB at most",
        "make its images smaller, or divide it",
        _huge,
    ),
    Rule(
        "J212",
        "warning",
        _KINDLE | {Audience.OLD},
        "the package names {} as its cover, which is no image of the book: shelves that go by it show a blank one",
        'let <meta name="cover"> name the id of the cover\'s image in the manifest',
        _wrong_cover,
    ),
    Rule(
        "J213",
        "advice",
        _KINDLE,
        "the contents have {} levels, of which Kindle shows two",
        "keep what one must find in the first two levels",
        _deep,
    ),
    Rule(
        "J214",
        "warning",
        _KINDLE | {Audience.KOBO, Audience.OLD},
        "an image is of a kind, {}, that Kindle, Kobo and old devices do not show",
        "save it as JPEG or PNG",
        _odd_pictures,
    ),
)
