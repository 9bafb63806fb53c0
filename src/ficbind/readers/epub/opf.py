"""Read what the package of an EPUB says of its story."""

import html
import re
from collections.abc import Iterator, Sequence

from ficbind.diagnostics import Code, Diagnostic
from ficbind.model import Fact, Field, Origin
from ficbind.readers.epub.package import Package
from ficbind.readers.html.page import Page
from ficbind.readers.xmlparts import attribute, find_all, local
from ficbind.xhtml import Element

_NOBODY = frozenset({"unknown", "unknown author", "anonymous author", "various", "n/a", "none", "author", ""})
_NOTHING = frozenset({"unknown", "untitled", "title", "[no data]", "no title", ""})
_OF_PROGRAMS = frozenset({"fanfiction", "fan fiction", "fanworks", "fiction", "general", "ebook", "unknown", "epub"})
"""Subjects that programs give to every book."""

_WEB = re.compile(r"(?:url:|uri:)?(https?://\S+)", re.I)
_SHOPS = re.compile(
    r"https?://(?:www\.)?(?:gutenberg|standardebooks|amazon|goodreads|isbnsearch|calibre-ebook|w3|idpf|doi)\.", re.I
)
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_TAG, _BREAK = re.compile(r"<[^<>]{0,2000}>"), re.compile(r"<\s*/?\s*(?:p|br|div|li)\b[^<>]{0,2000}>", re.I)
_NO_DATE = ("0101", "0001", "0000", "1000-01-01")
"""How calibre writes that it knows no date."""

_LONGEST_QUOTE = 60


def learn(page: Page, package: Package, wanted: Sequence[Field]) -> None:
    """Add what the package says to what is known of the story, and tell the user; what is known stays."""
    for fact, told in facts(package):
        if fact.field in wanted and not any(each.field is fact.field for each in page.facts):
            page.facts.append(fact)
            page.diagnostics.append(told)


def facts(package: Package) -> list[tuple[Fact, Diagnostic]]:
    """Give the facts that the package states, the first of each field, with the messages that say so."""
    found: dict[Field, tuple[Fact, Diagnostic]] = {}
    for wanted, values, node in _facts(package):
        kept = tuple(value for value in (" ".join(each.split()) for each in values) if value)
        if kept and wanted not in found:
            where = package.container.where(package.name, node.sourceline)
            text = ", ".join(kept)
            shown = text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1].rstrip()}…"
            told = Diagnostic(Code.TOOK_METADATA, "info", f"took '{shown}' as the {wanted.value}", where)
            found[wanted] = (Fact(wanted, kept, Origin.HEADER, where), told)
    return list(found.values())


def names(package: Package) -> list[str]:
    """Give the title first, and whatever else a title page may say: authors, publisher, series, subjects, dates."""
    told = ("title", "creator", "contributor", "publisher", "date")
    found = sorted(_elements(package, *told), key=lambda node: local(node) != "title")
    return [_text(node) for node in found] + [value for value, _ in _metas(package, "calibre:series")]


def generator(package: Package) -> str:
    """Name the program that made the EPUB, as far as the package says, in lower case."""
    made = [value for value, _ in _metas(package, "generator")]
    made += [_text(node) for node in _elements(package, "contributor", "publisher", "identifier", "source")]
    return " ".join(made).lower()


def _facts(package: Package) -> Iterator[tuple[Field, Sequence[str], Element]]:
    title = _title(package)
    if title is not None:
        yield Field.TITLE, (_text(title),), title
    creators = [node for node in _elements(package, "creator") if _text(node).lower() not in _NOBODY]
    authors = [node for node in creators if "aut" in (_role(package, node).split() or ["aut"])]
    if authors:
        yield Field.AUTHOR, [_text(node) for node in authors], authors[0]
    for node in _elements(package, "description"):
        yield Field.SUMMARY, _prose(node), node
    for node in _elements(package, "language"):
        if _text(node).lower() not in {"und", "mul", "zxx", "un", "unknown"}:
            yield Field.LANGUAGE, (_text(node),), node
    yield from _series(package)
    yield from _details(package)


def _details(package: Package) -> Iterator[tuple[Field, Sequence[str], Element]]:
    subjects = [node for node in _elements(package, "subject") if _is_subject(_text(node))]
    if subjects:
        yield Field.TAGS, list(dict.fromkeys(_text(node) for node in subjects)), subjects[0]
    for node in _elements(package, "date"):
        day = _DAY.match(_text(node))
        if day and not day[0].startswith(_NO_DATE) and attribute(node, "event") not in {"modification", "creation"}:
            yield Field.DATE, (day[0],), node
    for node in _elements(package, "source", "identifier"):
        address = _WEB.fullmatch(_text(node))
        if address and not _SHOPS.match(address[1]):
            yield Field.SOURCE, (address[1],), node


def _elements(package: Package, *named: str) -> list[Element]:
    return [node for node in find_all(package.root, *named) if _text(node) and local(node.getparent()) != "collection"]


def _title(package: Package) -> Element | None:
    """Choose the main title (EPUB 3.3, section 5.5.3.2: the first, unless another is said to be the main one)."""
    titles = [node for node in _elements(package, "title") if _text(node).lower() not in _NOTHING]
    main = (node for node in titles if "main" in _refined(package, node, "title-type"))
    return next(main, titles[0] if titles else None)


def _role(package: Package, node: Element) -> str:
    return (attribute(node, "role") or " ".join(_refined(package, node, "role"))).lower()


def _refined(package: Package, node: Element, wanted: str) -> list[str]:
    name = attribute(node, "id")
    metas = (meta for meta in find_all(package.root, "meta") if attribute(meta, "property") == wanted)
    return [_text(meta) for meta in metas if name and attribute(meta, "refines") == f"#{name}"]


def _series(package: Package) -> Iterator[tuple[Field, Sequence[str], Element]]:
    for name, node in _metas(package, "calibre:series"):
        numbers = [value for value, _ in _metas(package, "calibre:series_index")]
        yield Field.SERIES, (_numbered(name, numbers),), node
    for name, node in _metas(package, "belongs-to-collection"):
        if "set" not in _refined(package, node, "collection-type"):
            yield Field.SERIES, (_numbered(name, _refined(package, node, "group-position")),), node


def _numbered(name: str, numbers: Sequence[str]) -> str:
    number = re.sub(r"\.0+$", "", numbers[0].strip()) if numbers else ""
    return f"{name} #{number}" if number and number != "0" else name


def _metas(package: Package, wanted: str) -> Iterator[tuple[str, Element]]:
    for node in find_all(package.root, "meta"):
        if attribute(node, "name").lower() == wanted or attribute(node, "property").lower() == wanted:
            value = attribute(node, "content") or _text(node)
            if value:
                yield value, node


def _is_subject(text: str) -> bool:
    return text.lower() not in _OF_PROGRAMS and not text.lower().startswith("last update")


def _prose(node: Element) -> list[str]:
    """Give a description as paragraphs; programs write HTML into it."""
    text = html.unescape(_TAG.sub("", _BREAK.sub("\n", "".join(node.itertext()))))
    return [line for line in (" ".join(each.split()) for each in text.split("\n")) if line]


def _text(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())
