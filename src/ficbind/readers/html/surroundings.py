"""Find what a web page shows around a story: menus, side bars, comments, footers, forms."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from ficbind.conventions import headings
from ficbind.readers.html.page import Page, line_of, text_of
from ficbind.readers.lines import letters
from ficbind.records import dataclass
from ficbind.xhtml import Element, walk, words

_TAGS = {
    "nav": "a menu",
    "footer": "a footer",
    "form": "a form",
    "button": "a form",
    "select": "a form",
    "textarea": "a form",
    "menu": "a menu",
    "dialog": "a notice",
}
_ROLES = {
    "navigation": "a menu",
    "banner": "a banner",
    "contentinfo": "a footer",
    "complementary": "a side bar",
    "search": "a form",
    "dialog": "a notice",
    "menu": "a menu",
}
_NAMES = {
    "comments": r"comments?(?:-?(?:area|list|wrap|section|block|form|s))* disqus.* respond reviews? replies",
    "a side bar": r"(?:side-?bar|widget)s?(?:-.*)? .*-side-?bar blogroll secondary (?:right|left)col(?:umn)?",
    "a menu": r".*(?:nav(?:bar|igation|links?)?|menu|breadcrumbs?|pagination|pager|skip-?link|toolbar)",
    "a footer": r"(?:site|page|global|main)?-?foot(?:er)?(?:-.*)? colophon copyright credits?",
    "a banner": r"(?:site|page|global|main|blog)-?(?:header|banner|title|branding) masthead banner topbar",
    "buttons": r"share(?:-.*|daddy|bar|tools)? social(?:-.*)? jp-.* addthis.* likes? kudos hit-?counter",
    "advertisements": r"related(?:-.*)? recommend.* more-from.* popular.* trending.* ads? advert.* adsby.* sponsor.*",
    "a notice": r"cookie.* gdpr.* newsletter.* subscri.* login.* modal.* pop-?up.* overlay",
    "details of the post": r"(?:post|entry|article)-?(?:meta|footer|tags?|info|actions?) tag-?list posted-on cat-links",
}
_PATTERNS = {what: re.compile(names.replace(" ", "|"), re.I) for what, names in _NAMES.items()}
"""What an id or a class names; as themes of WordPress, Blogger, Drupal and their like use them."""

_MOST = 0.25
"""Share of a page's prose from which an element is no surroundings, whatever its name, unless comments are."""

_MOST_COMMENTS = 0.9
_MAIN = 0.6
_LINKED = 0.25
"""Share of linked words from which a page, or a piece of one, leads elsewhere rather than tells."""

_PROSE = 40
_WITHIN = frozenset(
    {"article", "body", "center", "div", "font", "form", "main", "section", "span", "table", "tbody", "td", "tr"}
)
_NAMED = frozenset({"article", "aside", "div", "dl", "header", "ol", "p", "section", "table", "td", "ul"})
_FIRST, _LAST = 4, 8
_WAY = re.compile(
    r"\b(?:back|home|index|return|next|prev(?:ious)?|contents|top|main|menu|archive|guest ?book|e-?mail|feedback)\b"
    r"|<<|>>|[←→«»]",
    re.I,
)
_JOINTS = re.compile(r"[|•·/\[\]]")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Weight:
    """How many words an element holds, and how many of them are links."""

    words: int = 0
    linked: int = 0

    @property
    def prose(self) -> int:
        return self.words - self.linked

    @property
    def leads(self) -> bool:
        """Whether it leads elsewhere rather than tells."""
        return self.linked > _LINKED * self.words


Weights = Mapping[Element, Weight]


def weigh(root: Element) -> dict[Element, Weight]:
    """Count the words of every element."""
    weights: dict[Element, Weight] = {}
    links = 0
    for event, node in walk(root):
        if event == "start":
            weight = weights[node] = Weight()
            links += node.tag == "a" and bool(node.get("href"))
            _count(weight, node.text, links)
        else:
            links -= node.tag == "a" and bool(node.get("href"))
            parent = node.getparent()
            if node is not root and parent is not None:
                weights[parent].words += weights[node].words
                weights[parent].linked += weights[node].linked
                _count(weights[parent], node.tail, links)
    return weights


def _count(weight: Weight, text: str | None, links: int) -> None:
    if text and not text.isspace():
        count = len(words(text))
        weight.words += count
        weight.linked += count if links else 0


def find(page: Page) -> list[tuple[Element, str]]:
    """Find the elements that surround the story, each with what it is; nothing on a page that is all story."""
    weights = weigh(page.root)
    total = max(weights[page.root].prose, 1)
    found = list(_named(page.root, weights, total))
    for node, _ in found:
        weight = weights[node]
        for each in node.iterancestors():
            weights[each].words -= weight.words
            weights[each].linked -= weight.linked
    if found or weights[page.root].leads:
        gone = {node for node, _ in found}
        found += ((node, "the page around the story") for node in _outside(page.root, weights, gone))
    return found


def _named(root: Element, weights: Weights, total: int) -> Iterator[tuple[Element, str]]:
    """Give the outermost elements whose name says that they are no story."""
    walker = walk(root)
    next(walker)
    for event, node in walker:
        what = _what(node) if event == "start" else None
        if what and weights[node].prose <= (_MOST_COMMENTS if what == "comments" else _MOST) * total:
            yield node, what
            walker.skip_subtree()


def _what(node: Element) -> str | None:
    what = _TAGS.get(node.tag) or _ROLES.get(node.get("role") or "")
    if what or node.tag not in _NAMED or not (node.get("id") or node.get("class")):
        return what
    names = (node.get("id") or "", *(node.get("class") or "").split())
    return next((what for what in map(_meaning, names) if what), None)


@lru_cache(4096)
def _meaning(name: str) -> str | None:
    """Say what an id or a class names, if it is no story."""
    plain = name.replace("_", "-")
    return next((what for what, pattern in _PATTERNS.items() if pattern.fullmatch(plain)), None)


def _outside(root: Element, weights: Weights, gone: set[Element]) -> Iterator[Element]:
    """Give what stands beside the element that holds the story, and neither tells nor heads a chapter."""
    path = [root]
    while True:
        inner = [child for child in path[-1] if child.tag in _WITHIN and child not in gone]
        best = max(inner, key=lambda child: weights[child].prose, default=None)
        if best is None or weights[best].prose < _MAIN * weights[path[-1]].prose:
            break
        path.append(best)
    titled = any(not headings.parse(text_of(node)) for node in path[-1].iter("h1", "h2") if text_of(node))
    for outer, held in reversed(list(pairwise(path))):
        for child in outer:
            if child is held or child in gone or _tells(child, weights):
                continue
            if _heads(child, weights) and _names_chapter(child):
                continue
            if _heads(child, weights) and not titled:
                titled = True
            else:
                yield child


def _tells(node: Element, weights: Weights) -> bool:
    """Tell whether something beside the story belongs to it because it has much prose; what has no words may stay."""
    weight = weights[node]
    return weight.words == 0 or (weight.prose >= _PROSE and not weight.leads)


def _heads(node: Element, weights: Weights) -> bool:
    return not weights[node].leads and any(text_of(each) for each in node.iter(*_HEADINGS))


def _names_chapter(node: Element) -> bool:
    return any(headings.parse(text_of(each)) for each in node.iter(*_HEADINGS))


def ways(page: Page) -> dict[int, str]:
    """Find the lines at the edges of a page that are nothing but links to elsewhere: `Back to the index`."""
    linked: dict[int, str] = {}
    links = [link for link in page.root.iter("a") if link.get("href")]
    if not any(_WAY.search(text_of(link)) for link in (*links[:_FIRST], *links[-_LAST:])):
        return {}
    for link in links:
        linked[line_of(link)] = linked.get(line_of(link), "") + letters(text_of(link))
    rows = [line for line in page.rows() if line.bare]
    edges = {line.number: line for line in (*rows[:_FIRST], *rows[-_LAST:])}
    return {
        number: "a link"
        for number, line in edges.items()
        if _WAY.search(line.bare) and letters(_JOINTS.sub("", line.bare)) == linked.get(number)
    }
