"""Rules of the craft on pages: what stands for headings, paragraphs, breaks and space, and what conversions left."""

import re
from collections import Counter
from collections.abc import Iterator

from ficbind.conventions import breaks
from ficbind.judging.edition import OPS, Edition, style_of
from ficbind.judging.findings import EVERYBODY, Audience, Rule, Sign, quoted
from ficbind.xhtml import Element

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "div", "dl", "figure", "footer", "h1", "h2", "h3", "h4"}
)
_BLOCKS |= frozenset({"h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "ul"})
_OWNERS = _BLOCKS | {"body", "caption", "dd", "dt", "figcaption", "td", "th"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SHOWN = frozenset(
    {
        "input",
        "select",
        "textarea",
        "button",
        "audio",
        "canvas",
        "embed",
        "iframe",
        "img",
        "math",
        "object",
        "svg",
        "table",
        "video",
        "hr",
    }
)
_LEFT_OVER = re.compile(r"p?calibre[-_\w]*|x?_?Mso\w+|sgc-?\d+|Apple-[\w-]+|charoverride-\d+|kindle-cn-[\w-]+", re.I)
"""Classes that calibre, Word, Sigil, Apple's programs, InDesign and Kindle's tools write."""

_WIDEST = 70
"""Letters of a line that may be a heading."""

_CHAPTER = re.compile(
    r"(?:chapter|part|prologue|epilogue|kapitel|chapitre|cap[ií]tulo|глава)\b.{0,60}|[IVXLC]{1,7}\.?|\d{1,3}\.?", re.I
)
_TYPE = f"{OPS}type"
_LEAST, _LETTERS = 3, 2_000
_DOTS = ".… "
"""Signs of a line that stands for words left out."""

_STYLED = 20
_SHARE = 0.5


def _empty(node: Element) -> bool:
    """Tell whether an element shows nothing but space."""
    return not "".join(node.itertext()).strip() and not any(_is_shown(each) for each in node.iter())


def _is_shown(node: Element) -> bool:
    return isinstance(node.tag, str) and (
        node.tag.rpartition("}")[2] in _SHOWN or bool(node.get("id") or node.get(_TYPE))
    )


def _spacers(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        yield from (Sign(page.at(node)) for node in page.body.iter("p") if _empty(node))


def _broken_lines(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        for node in page.body.iter("br"):
            after = node.getnext()
            before = node.getprevious()
            begins = before is None or before.tag != "br" or bool((before.tail or "").strip())
            if begins and after is not None and after.tag == "br" and not (node.tail or "").strip():
                yield Sign(page.at(node))


def _bold_headings(edition: Edition) -> Iterator[Sign]:
    """Find lines in bold that begin a page without a heading, or that say "Chapter 3"."""
    for page in edition.spine:
        if any(True for _ in page.body.iter(*_HEADINGS)):
            continue
        first = next((node for node in page.body.iter("p") if not _empty(node)), None)
        for node in page.body.iter("p"):
            said = "".join(node.itertext()).strip()
            begins = node is first or bool(_CHAPTER.fullmatch(said))
            if begins and 0 < len(said) <= _WIDEST and len(page.text) > _LETTERS and _is_bold(node, said):
                yield Sign(page.at(node), quoted(said))


def _is_bold(node: Element, said: str) -> bool:
    bold = "".join("".join(each.itertext()) for each in node.iter("b", "strong")).strip()
    return bold == said or style_of(node).get("font-weight") in {"bold", "700"}


def _typed_breaks(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        for node in page.body.iter("p", "div", "h1", "h2", "h3", "h4", "h5", "h6"):
            said = "".join(node.itertext()).strip() if len(node) <= 3 else ""
            if said.strip(_DOTS) and breaks.is_break(said) and not _is_marked(node) and _is_between(node):
                yield Sign(page.at(node), quoted(said))


def _is_between(node: Element) -> bool:
    """Tell whether paragraphs stand before and behind a line, and it is no cell, entry or definition."""
    within = {str(each.tag) for each in node.iterancestors()}
    around = {"p", "div", "h1", "h2", "h3", "h4", "blockquote"}
    before, behind = node.getprevious(), node.getnext()
    parted = before is not None and behind is not None and before.tag in around and behind.tag in around
    return parted and not within & {"td", "th", "dd", "dt", "li"}


def _is_marked(node: Element) -> bool:
    """Tell whether a break is said to be one."""
    separated = node.get("role") in {"separator", "presentation", "none"} or node.get("aria-hidden") == "true"
    return separated or any(each.get("role") == "separator" for each in node.iter("*"))


def _no_paragraphs(edition: Edition) -> Iterator[Sign]:
    """Find pages most of whose text stands in no paragraph, list, cell or heading but in divisions and broken lines."""
    for page in edition.spine:
        loose = sum(len(text) for text, node in page.prose if _owner(node) in {"div", "body", "section", "article"})
        if len(page.text) > _LETTERS and loose > _SHARE * len(page.text):
            yield Sign(page.at(page.body))


def _owner(node: Element) -> str:
    return next((str(each.tag) for each in (node, *node.iterancestors()) if each.tag in _OWNERS), "")


def _styled(edition: Edition) -> Iterator[Sign]:
    found = [Sign(page.at(node)) for page in edition.spine for node in page.body.xpath(".//*[@style]")]
    yield from found if len(found) >= _STYLED else ()


def _left_over(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        for node in page.body.iter():
            if isinstance(node.tag, str):
                for name in node.get("class", "").split():
                    if _LEFT_OVER.fullmatch(name):
                        yield Sign(page.at(node), quoted(name))
        for node in page.root.iter("{urn:schemas-microsoft-com:office:office}p", "o:p"):
            yield Sign(page.at(node), "'o:p'")


def _bare_pages(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        is_page = page.root.tag == "html" and not page.fault
        if is_page and not page.text.strip() and not any(_draws(node) for node in page.root.iter()):
            yield Sign(page.at())


def _draws(node: Element) -> bool:
    tag = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
    return tag in _SHOWN or tag in {"script", "form"} or "background" in node.get("style", "") if tag else False


def _shouted(edition: Edition) -> Iterator[Sign]:
    found: Counter[str] = Counter()
    signs = []
    for page in edition.spine:
        for node in page.body.iter(*_HEADINGS):
            said = " ".join("".join(node.itertext()).split())
            found["all"] += 1
            if _is_shouted(said):
                signs.append(Sign(page.at(node), quoted(said)))
    yield from signs if len(signs) >= _LEAST and len(signs) > _SHARE * found["all"] else ()


def _is_shouted(said: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", said)
    return said.isupper() and any(not re.fullmatch("[IVXLCDM]+", word) for word in words) and len(said) > 5


RULES = (
    Rule(
        "J521",
        "advice",
        EVERYBODY,
        "empty paragraphs make space, which Kindle and others cut out or pile up",
        "take them out and let the style sheet make the space: margin-top",
        _spacers,
    ),
    Rule(
        "J522",
        "advice",
        EVERYBODY,
        "broken lines (<br>) follow each other to make space or paragraphs",
        "put every paragraph into a <p> and let the style sheet make the space",
        _broken_lines,
    ),
    Rule(
        "J523",
        "warning",
        frozenset({Audience.EARS}),
        "a heading is only bold text, so that nobody can jump to it: {}",
        "make it <h1>, <h2> …; how large it looks is for the style sheet",
        _bold_headings,
    ),
    Rule(
        "J524",
        "advice",
        frozenset({Audience.EARS}),
        "a scene break is typed, and read aloud as signs: {}",
        "make it <hr/>, and let the style sheet draw the ornament",
        _typed_breaks,
    ),
    Rule(
        "J525",
        "advice",
        EVERYBODY,
        "the text of a page is not in paragraphs: indents, hyphens and reading aloud by paragraph fail",
        "put every paragraph into a <p>",
        _no_paragraphs,
    ),
    Rule(
        "J526",
        "advice",
        EVERYBODY,
        "elements carry styles of their own, which no reader can change in one place",
        "move them into the style sheet, as classes",
        _styled,
    ),
    Rule(
        "J527",
        "advice",
        EVERYBODY,
        "a conversion left its marks: the class {}",
        "rename or remove them, best by making the book anew from its source",
        _left_over,
    ),
    Rule(
        "J528",
        "warning",
        EVERYBODY,
        "a page is empty",
        "take it out of the book",
        _bare_pages,
    ),
    Rule(
        "J529",
        "advice",
        frozenset({Audience.EARS}),
        "headings are typed in capitals, which screen readers may spell: {}",
        "type them as usual and let the style sheet set capitals: text-transform: uppercase",
        _shouted,
    ),
)
