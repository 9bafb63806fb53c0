"""Rules of the craft on the whole: title, people, cover, contents, files and fonts."""

import re
from collections import Counter
from collections.abc import Iterator

from ficbind.conventions import headings
from ficbind.judging.edition import Edition
from ficbind.judging.findings import EVERYBODY, Audience, Rule, Sign, quoted
from ficbind.judging.statements import named, sort_name, stated
from ficbind.xhtml import count_words, words

_NO_TITLE = re.compile(
    r"unknown|untitled|no title|title|.+\.(?:docx?|odt|html?|txt|rtf|epub|indd)|\[no data\]|book \d*", re.I
)
_NOBODY = frozenset({"unknown", "unknown author", "author", "n/a", "none", "administrator", "user", "owner"})
_OF_THE_BOOK = re.compile(
    r"\b(?:page|cover|title|contents|copyright|colophon|imprint|dedication|front|notes?|start|beginning|text|preface)\b",
    re.I,
)
"""Words of entries that name the kind of a page rather than its heading."""

_LONG = 20_000
"""Words of a book that wants contents."""


def _no_title(edition: Edition) -> Iterator[Sign]:
    found = named(edition, "title")
    if not found:
        yield Sign(edition.of_package(), "no title")
    elif _NO_TITLE.fullmatch(found[0][0]):
        yield Sign(edition.of_package(found[0][1]), f"the title {quoted(found[0][0])}, which is none")


def _shouted(edition: Edition) -> Iterator[Sign]:
    for text, node in (*named(edition, "title")[:1], *named(edition, "creator")):
        if text.isupper() and sum(char.isupper() for char in text) > 5 and len(words(text)) > 1:
            yield Sign(edition.of_package(node), quoted(text))


def _no_author(edition: Edition) -> Iterator[Sign]:
    found = [(text, node) for text, node in named(edition, "creator")]
    if not found and not named(edition, "contributor"):
        yield Sign(edition.of_package(), "nobody")
    for text, node in found:
        if text.lower() in _NOBODY:
            yield Sign(edition.of_package(node), quoted(text))


def _joined(edition: Edition) -> Iterator[Sign]:
    for text, node in named(edition, "creator"):
        if re.search(r"; |\w & \w", text):
            yield Sign(edition.of_package(node), quoted(text))


def _unsorted(edition: Edition) -> Iterator[Sign]:
    for text, node in named(edition, "creator"):
        if " " in text and not sort_name(edition, node):
            yield Sign(edition.of_package(node), quoted(text))


def _no_contents(edition: Edition) -> Iterator[Sign]:
    length = sum(count_words(page.text) for page in edition.spine)
    if len(edition.contents.entries) < 2 and length > _LONG:
        yield Sign(edition.nav.at() if edition.nav else edition.of_package(), f"{length:,}")


def _unlisted(edition: Edition) -> Iterator[Sign]:
    """Find pages with a chapter's heading that the contents pass over."""
    listed = {entry.name for entry in edition.contents.entries}
    if len(listed) < 2:
        return
    for page in edition.spine:
        heading = next(page.body.iter("h1", "h2"), None)
        said = " ".join("".join(heading.itertext()).split()) if heading is not None else ""
        chapter = bool(said) and headings.parse(said) is not None
        if chapter and page.name not in listed:
            yield Sign(page.at(heading), quoted(said))


def _misnamed(edition: Edition) -> Iterator[Sign]:
    """Compare an entry of the contents with the headings of the page it leads to: one word in common is enough."""
    for entry in edition.contents.entries:
        page = edition.pages.get(entry.name)
        if page is None or entry.fragment or _OF_THE_BOOK.search(entry.title):
            continue
        said = ["".join(node.itertext()) for node in page.body.iter("h1", "h2", "h3", "p", "title")][:8]
        said += [page.text[:400], page.root.findtext("head/title") or ""]
        seen = set(words(" ".join(said).casefold()))
        wanted = set(words(entry.title.casefold()))
        if wanted and seen and page.body.find(".//h1") is not None and not wanted & seen:
            yield Sign(page.at(page.body.find(".//h1")), quoted(entry.title))


def _no_series_number(edition: Edition) -> Iterator[Sign]:
    if stated(edition, "calibre:series") and not stated(edition, "calibre:series_index"):
        yield Sign(edition.of_package())


def _doubled_ids(edition: Edition) -> Iterator[Sign]:
    for page in edition.pages.values():
        nodes = page.root.xpath(".//*[@id]")
        counted = Counter(node.get("id") for node in nodes)
        for node in nodes:
            if counted[node.get("id")] > 1:
                counted[node.get("id")] = 0
                yield Sign(page.at(node), quoted(node.get("id")))


RULES = (
    Rule(
        "J601",
        "warning",
        EVERYBODY,
        "the package has {}: the shelf shows the name of a file",
        "write it: <dc:title>…</dc:title>",
        _no_title,
    ),
    Rule(
        "J602",
        "advice",
        EVERYBODY,
        "a title or name is typed in capitals: {}",
        "type it as usual; capitals on a cover or page are for the design",
        _shouted,
    ),
    Rule(
        "J603",
        "warning",
        EVERYBODY,
        "the package names {} as the author",
        "write who wrote it, or 'Anonymous': <dc:creator>…</dc:creator>",
        _no_author,
    ),
    Rule(
        "J604",
        "advice",
        EVERYBODY,
        "several people stand in one name: {}",
        "give each a <dc:creator> of their own, so that the shelf finds the book under both",
        _joined,
    ),
    Rule(
        "J605",
        "advice",
        EVERYBODY,
        "nothing says under which name {} is sorted",
        "add file-as: 'Quill, Ada' for Ada Quill",
        _unsorted,
    ),
    Rule(
        "J606",
        "warning",
        EVERYBODY,
        "the book has {} words and no contents to find one's way in",
        "list its chapters in the nav",
        _no_contents,
    ),
    Rule(
        "J607",
        "warning",
        EVERYBODY,
        "a chapter or part is missing in the contents: {}",
        "list it in the nav, and in the NCX",
        _unlisted,
    ),
    Rule(
        "J608",
        "advice",
        frozenset({Audience.EARS}),
        "the contents say {}, and the page that they lead to does not",
        "let both say the same",
        _misnamed,
    ),
    Rule(
        "J609",
        "advice",
        EVERYBODY,
        "a series is named without the number of the book in it",
        "state calibre:series_index, or group-position",
        _no_series_number,
    ),
    Rule(
        "J610",
        "error",
        EVERYBODY,
        "two elements of a page have the id {}",
        "rename one of them, and what links to it: links lead to the first",
        _doubled_ids,
    ),
)
