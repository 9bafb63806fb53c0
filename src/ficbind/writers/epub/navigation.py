"""The contents tree as an EPUB 3 navigation document and as an NCX for older readers."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from ficbind.model import Book, ContentsEntry
from ficbind.writers.epub.anchors import Anchors
from ficbind.writers.epub.documents import clean, document, language_attributes
from ficbind.writers.epub.leaves import Leaf
from ficbind.writers.epub.page_breaks import marker_id
from ficbind.writers.epub.semantics import LANDMARKS, semantics

COVER_FILE = "cover.xhtml"

_TERMS = {"cover": "Cover", "landmarks": "Landmarks", "pages": "Pages"}


def term(book: Book, name: str) -> str:
    """Name what only reading systems show, in the language of the book."""
    return clean(book.terms.get(name, _TERMS[name]))


def nav_document(book: Book, leaves: Sequence[Leaf], anchors: Anchors) -> bytes:
    """Write the navigation document: contents, landmarks, and the pages of the printed edition."""
    heading = clean(contents_title(book, leaves))
    languages = {leaf.target: leaf.language for leaf in leaves if leaf.target}
    # The page before a story is in the book's language, but its title in the story's.
    languages |= {work.front.id: work.story.language for work in book.works if work.story.title}
    body = (
        f'<nav epub:type="toc" role="doc-toc" aria-label="{heading}">\n<h1>{heading}</h1>\n'
        f"{_list(book.contents, anchors, languages, book.language)}\n</nav>\n"
        f'<nav epub:type="landmarks" aria-label="{term(book, "landmarks")}" hidden="hidden">\n<ol>\n'
        f"{_landmarks(book, leaves)}\n</ol>\n</nav>{_page_list(book, leaves)}"
    )
    spoken = language_attributes(book.language)
    return document(contents_title(book, leaves), spoken, body, style="css/book.css")


def contents_title(book: Book, leaves: Iterable[Leaf]) -> str:
    """Name the contents as the book's own contents page does."""
    return next((leaf.title for leaf in leaves if leaf.kind == "contents"), book.title)


def _list(entries: Iterable[ContentsEntry], anchors: Anchors, languages: Mapping[str, str], outer: str) -> str:
    items = []
    for entry in entries:
        language = languages.get(entry.target, outer)
        spoken = f" {language_attributes(language, outer)}" if language != outer else ""
        inner = f"\n{_list(entry.children, anchors, languages, outer)}\n" if entry.children else ""
        items.append(f'<li><a href="text/{anchors[entry.target]}"{spoken}>{clean(entry.title)}</a>{inner}</li>')
    return "<ol>\n{}\n</ol>".format("\n".join(items))


def _landmarks(book: Book, leaves: Iterable[Leaf]) -> str:
    places = [("cover", COVER_FILE, term(book, "cover"))]
    found: set[str] = set()
    for leaf in leaves:
        kind = "bodymatter" if leaf.division == "bodymatter" else leaf.kind
        if kind not in found and kind in {*LANDMARKS, "bodymatter"}:
            found.add(kind)
            places.append((semantics(kind).type or kind, leaf.file, leaf.title))
    return "\n".join(
        f'<li><a epub:type="{type_}" href="text/{file}">{clean(title)}</a></li>' for type_, file, title in places
    )


def _page_list(book: Book, leaves: Iterable[Leaf]) -> str:
    """List the pages of the printed edition (EPUB 3.3, `page-list`), without those that are blank."""
    items = "\n".join(
        f'<li><a href="text/{leaf.file}#{marker_id(each.label)}">{clean(each.label)}</a></li>'
        for leaf in leaves
        for each in leaf.breaks
    )
    if not items:
        return ""
    attributes = f'epub:type="page-list" role="doc-pagelist" aria-label="{term(book, "pages")}" hidden="hidden"'
    return f"\n<nav {attributes}>\n<ol>\n{items}\n</ol>\n</nav>"


def guide(book: Book, leaves: Sequence[Leaf]) -> list[dict[str, str]]:
    """List the places that Kindle and other readers of EPUB 2 look for."""
    start = next((leaf for leaf in leaves if leaf.division == "bodymatter"), None)
    contents = next((leaf for leaf in leaves if leaf.kind == "contents"), None)
    places = [{"type": "cover", "title": term(book, "cover"), "href": f"text/{COVER_FILE}"}]
    for kind, leaf in (("toc", contents), ("text", start)):
        if leaf:
            places.append({"type": kind, "title": leaf.title, "href": f"text/{leaf.file}"})
    return places


def ncx(book: Book, anchors: Anchors) -> bytes:
    """Write the NCX (OPF 2.0.1, section 2.4.1) without `playOrder`, on which EPUBCheck spends quadratic time."""
    numbers = count(1)

    def points(entries: Iterable[ContentsEntry]) -> str:
        return "".join(point(entry) for entry in entries)

    def point(entry: ContentsEntry) -> str:
        label = f"<navLabel><text>{clean(entry.title)}</text></navLabel>"
        place = f'<content src="text/{anchors[entry.target]}"/>'
        return f'<navPoint id="n{next(numbers)}">{label}{place}{points(entry.children)}</navPoint>\n'

    language = clean(book.language)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{language}">
<head>
<meta name="dtb:uid" content="{clean(book.identifier)}"/>
<meta name="dtb:depth" content="{_depth(book.contents)}"/>
<meta name="dtb:totalPageCount" content="0"/>
<meta name="dtb:maxPageNumber" content="0"/>
</head>
<docTitle><text>{clean(book.title)}</text></docTitle>
<navMap>
{points(book.contents)}</navMap>
</ncx>
""".encode()


def _depth(entries: Iterable[ContentsEntry]) -> int:
    return max((1 + _depth(entry.children) for entry in entries), default=0)
