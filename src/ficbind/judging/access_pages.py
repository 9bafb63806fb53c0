"""Rules of accessibility on pages: images, headings, links, tables, languages, roles (WCAG 2.2, DPUB-ARIA 1.1)."""

import re
from collections.abc import Iterator

from ficbind.judging.edition import OPS, Edition, Page
from ficbind.judging.findings import EVERYBODY, Audience, Rule, Sign, quoted
from ficbind.xhtml import Element

_TYPE, _LANG = f"{OPS}type", "{http://www.w3.org/XML/1998/namespace}lang"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SVG, _IMAGE = "{http://www.w3.org/2000/svg}svg", "{http://www.w3.org/2000/svg}image"
_FILE = re.compile(
    r"[\w\s().-]*\.(?:jpe?g|png|gif|svg|webp|tiff?|bmp)|(?:img|image|dsc|scan|p)[_-]?\d+|https?://\S+", re.I
)
_EMPTY_WORDS = frozenset({"image", "img", "picture", "photo", "graphic", "untitled", "unknown", "alt", "none", "bild"})
_NOTHING_SAID = frozenset({"click", "click here", "here", "link", "this", "this link", "more", "read more"})
_WORD = 6
"""Letters beside a link by which a sentence is told from an entry of a list."""

_SMALL_PRESENT = frozenset({"presentation", "none"})
_ROLES = {
    "abstract": "doc-abstract",
    "acknowledgments": "doc-acknowledgments",
    "afterword": "doc-afterword",
    "appendix": "doc-appendix",
    "bibliography": "doc-bibliography",
    "chapter": "doc-chapter",
    "colophon": "doc-colophon",
    "conclusion": "doc-conclusion",
    "credit": "doc-credit",
    "dedication": "doc-dedication",
    "epilogue": "doc-epilogue",
    "errata": "doc-errata",
    "foreword": "doc-foreword",
    "glossary": "doc-glossary",
    "index": "doc-index",
    "introduction": "doc-introduction",
    "noteref": "doc-noteref",
    "pagebreak": "doc-pagebreak",
    "part": "doc-part",
    "preface": "doc-preface",
    "prologue": "doc-prologue",
}
"""epub:type → the role that says the same (EPUB Type to ARIA Role Authoring Guide 1.1)."""

_ROLE_HOMES = {
    "doc-backlink": {"a"},
    "doc-biblioref": {"a"},
    "doc-cover": {"img"},
    "doc-glossref": {"a"},
    "doc-noteref": {"a"},
    "doc-pagelist": {"nav", "section"},
    "doc-subtitle": {"h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span"},
}
"""Role → the elements that may bear it (ARIA in HTML; DPUB-ARIA 1.1)."""


def _images(edition: Edition) -> Iterator[tuple[Page, Element]]:
    """Give images that are neither ornaments nor hidden from those who cannot see them."""
    for page, node in edition.nodes("img"):
        if node.get("role") not in _SMALL_PRESENT and node.get("aria-hidden") != "true":
            yield page, node


def _undescribed(edition: Edition) -> Iterator[Sign]:
    for page, node in _images(edition):
        if node.get("alt") is None and not node.get("aria-label") and not node.get("aria-labelledby"):
            yield Sign(page.at(node), quoted(node.get("src", "")))


def _badly_described(edition: Edition) -> Iterator[Sign]:
    for page, node in _images(edition):
        alt = node.get("alt", "").strip()
        if alt and (_FILE.fullmatch(alt) or alt.lower() in _EMPTY_WORDS):
            yield Sign(page.at(node), quoted(alt))


def _blank(edition: Edition) -> Iterator[Sign]:
    """Find images without words that are all there is in a figure or on a page."""
    for page, node in _images(edition):
        if node.get("alt") == "" and not node.get("title"):
            parent = node.getparent()
            framed = parent is not None and any(each.tag == "figure" for each in (parent, *parent.iterancestors()))
            alone = not page.text.strip() and sum(1 for _ in page.root.iter("img")) == 1
            if framed or alone:
                yield Sign(page.at(node), quoted(node.get("src", "")))


def _no_lang(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        html = page.root
        if html.tag == "html" and not (
            html.get("lang") or html.get(_LANG) or page.body.get(_LANG) or page.body.get("lang")
        ):
            yield Sign(page.at(html))


def _skipped(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        last = 0
        for node in page.body.iter(*_HEADINGS):
            level = int(str(node.tag)[1])
            if last and level > last + 1:
                yield Sign(page.at(node), f"from {last} to {level}: {quoted(_text(node), 40)}")
            last = level


def _text(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _empty_heading(edition: Edition) -> Iterator[Sign]:
    for page, node in edition.nodes(*_HEADINGS):
        if not _text(node) and not any(True for _ in node.iter("img", _SVG, _IMAGE)) and not node.get("aria-label"):
            yield Sign(page.at(node))


def _is_named(node: Element) -> bool:
    named = node.get("aria-label") or node.get("aria-labelledby") or node.get("title")
    images = any(image.get("alt") or image.get("aria-label") for image in node.iter("img", _SVG, _IMAGE))
    return bool(named or _text(node) or images or any(True for _ in node.iter("{http://www.w3.org/2000/svg}title")))


def _silent_link(edition: Edition) -> Iterator[Sign]:
    for page, node in edition.nodes("a"):
        if node.get("href") and not _is_named(node):
            yield Sign(page.at(node), quoted(node.get("href", "")))


def _vague_link(edition: Edition) -> Iterator[Sign]:
    for page, node in edition.nodes("a"):
        said = _text(node)
        vague = said.lower().strip(" .!:") in _NOTHING_SAID and not node.get("aria-label")
        if node.get("href") and vague and len(_sentence(node)) > len(said) + _WORD:
            yield Sign(page.at(node), quoted(said))


def _sentence(node: Element) -> str:
    """Give the text of the paragraph or entry that a link stands in, without lists below it."""
    inline = {"a", "abbr", "b", "cite", "em", "i", "small", "span", "strong", "sub", "sup", "u"}
    block = next((each for each in node.iterancestors() if each.tag not in inline), node)
    inner = ("" if each.tag in {"ol", "ul"} else "".join(each.itertext()) for each in block)
    return " ".join(f"{block.text or ''}{''.join(inner)}{''.join(each.tail or '' for each in block)}".split())


def _headless_table(edition: Edition) -> Iterator[Sign]:
    for page, node in edition.nodes("table"):
        if node.get("role") in _SMALL_PRESENT:
            continue
        rows = [len(row) for row in node.iter("tr")]
        if len(rows) > 1 and max(rows) > 1 and not any(True for _ in node.iter("th")):
            yield Sign(page.at(node))


def _without_role(edition: Edition) -> Iterator[Sign]:
    if edition.version == 2:
        return
    for page in edition.spine:
        for node in page.body.iter("section", "a", "aside", "span", "article"):
            kinds = [kind for kind in node.get(_TYPE, "").split() if kind in _ROLES]
            listed = any(each.tag == "nav" for each in node.iterancestors()) if kinds else False
            if kinds and not listed and not node.get("role"):
                yield Sign(page.at(node), f"'{kinds[0]}', whose role is '{_ROLES[kinds[0]]}'")


def _misused(edition: Edition) -> Iterator[Sign]:
    for page in edition.pages.values():
        for node in page.body.iter():
            role = node.get("role", "") if isinstance(node.tag, str) else ""
            homes = _ROLE_HOMES.get(role)
            if homes and str(node.tag) not in homes:
                yield Sign(page.at(node), f"'{role}' on <{str(node.tag).rpartition('}')[2]}>")


def _one_title(edition: Edition) -> Iterator[Sign]:
    pages = [page for page in edition.spine if page.root.find("head/title") is not None]
    titles = {_text(page.root.find("head/title")) for page in pages}
    if len(pages) > 3 and len(titles) == 1:
        yield Sign(pages[0].at(pages[0].root.find("head/title")), quoted(titles.pop()))


_EARS = frozenset({Audience.EARS})

RULES = (
    Rule(
        "J421",
        "warning",
        _EARS,
        "an image has no description for those who cannot see it: {}",
        'say in alt="…" what it shows or tells; if it is mere ornament, write alt="" and role="presentation"',
        _undescribed,
    ),
    Rule(
        "J422",
        "warning",
        _EARS,
        "the description of an image says nothing: {}",
        "write what one would tell a friend on the telephone about the image",
        _badly_described,
    ),
    Rule(
        "J423",
        "warning",
        _EARS,
        "an image that stands alone has an empty description: {}",
        'say in alt="…" what it shows, or what its figure is for',
        _blank,
    ),
    Rule(
        "J424",
        "warning",
        _EARS,
        "a page does not say its language",
        'write it on every page: <html lang="en" xml:lang="en">',
        _no_lang,
    ),
    Rule(
        "J425",
        "warning",
        _EARS,
        "a heading skips a level, {}",
        "let every heading be one level below the one that it belongs to; how large it looks is for the style sheet",
        _skipped,
    ),
    Rule(
        "J426",
        "warning",
        _EARS,
        "a heading is empty",
        "take it out; space above a text is for the style sheet",
        _empty_heading,
    ),
    Rule(
        "J427",
        "warning",
        _EARS,
        "a link has no words: {}",
        "give it words that say where it leads, or take it out",
        _silent_link,
    ),
    Rule(
        "J428",
        "advice",
        _EARS,
        "the words of a link do not say where it leads: {}",
        "link the name of what it leads to",
        _vague_link,
    ),
    Rule(
        "J429",
        "warning",
        _EARS,
        "a table has no header cells, so that it is read as a row of loose words",
        'make the cells of its first row or column <th>, or write role="presentation" if it only places things',
        _headless_table,
    ),
    Rule(
        "J430",
        "advice",
        _EARS,
        "a part is marked for reading devices and not for screen readers: {}",
        "write the role beside epub:type",
        _without_role,
    ),
    Rule(
        "J431",
        "warning",
        _EARS,
        "a role stands where it means nothing: {}",
        "move it to the element that it is made for, or take it out",
        _misused,
    ),
    Rule(
        "J432",
        "advice",
        EVERYBODY,
        "all pages bear one title, {}: nobody hears or sees in the history which page is open",
        "give every page the title of its chapter",
        _one_title,
    ),
)
