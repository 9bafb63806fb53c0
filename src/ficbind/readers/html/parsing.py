"""Parse HTML as browsers do and keep what a story can use: the one home of nh3 and turbohtml.

Three trees, one after the other. The first is the page as it is: its text, block by block, is the source that fidelity
is measured by. nh3 then takes out everything that could harm. The third is built from what is left, no deeper than any
later stage can bear.
"""

from collections.abc import Iterator
from pathlib import Path

import nh3
import turbohtml
from turbohtml import Text

from ficbind import xhtml
from ficbind.readers.html.budget import Budget
from ficbind.readers.html.sheets import write_meanings
from ficbind.records import dataclass, field
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog"}
    | {"dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"}
    | {
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
    }
    | {"plaintext", "pre", "section", "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead"}
    | {"tr", "ul", "xmp"}
)
"""Elements that begin a line of their own (HTML Living Standard, section 15.3, and the controls of forms)."""

_INLINES = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i", "img"}
    | {"ins", "kbd", "label", "mark", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike"}
    | {"strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_KEPT = BLOCKS | _INLINES - {"body"}
UNREAD = frozenset(
    {"applet", "embed", "frame", "frameset", "head", "iframe", "math", "noembed", "noframes", "noscript", "object"}
    | {"script", "style", "template", "title"}
)
"""Elements that no reader of a page reads; the text within is no story's."""

_HELD = frozenset({"applet", "math", "object"})
"""Elements among them whose text shows where the element itself cannot be shown."""

_ATTRIBUTES = frozenset(
    {"align", "alt", "class", "color", "data-line", "dir", "epub:type", "face", "height", "href", "id", "lang", "name"}
    | {"rel", "role", "src", "start", "style", "title", "width", "xml:lang", "colspan", "rowspan", "scope", "selected"}
    | {"value", "data-src", "data-p-id", "data-xutime", "open", "hidden"}
)
_SCHEMES = frozenset({"http", "https", "mailto", "data", "book", "cid", "file"})
_DEEPEST = 120
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(slots=True)
class Lines:
    """The text of a page: a line for each block and each broken line, with the line of the file where it began."""

    texts: list[str] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)
    budget: Budget = field(default_factory=Budget)
    _pieces: list[str] = field(default_factory=list)
    _open: bool = False
    _blank: bool = True

    @property
    def next(self) -> int:
        """The number that text to come will have, counted from 1."""
        return len(self.texts) if self._open else len(self.texts) + 1

    def add(self, text: str, origin: int) -> None:
        """Add text to the line, without what no book can hold."""
        text = xhtml.without_invalid(text)
        if not self._open:
            if not text.strip():
                return
            self.texts.append("")
            self.origins.append(origin)
            if self._blank:
                self.apart.add(len(self.texts))
            self._open, self._blank = True, False
        self._pieces.append(text)

    def end(self, *, block: bool = True) -> None:
        """End the line; after a block, or a break that leaves a line empty, the next stands apart from it."""
        self._blank = self._blank or block or not self._open
        if self._open:
            self.texts[-1] = " ".join("".join(self._pieces).split())
        self._pieces = []
        self._open = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed document: what its head says, and its body in elements that can do no harm."""

    title: str
    metas: dict[str, str]
    language: str
    root: Element
    drawings: dict[str, bytes]


def parse(text: str, lines: Lines, path: Path) -> Parsed:
    """Parse a document; its text is added to `lines`, whose numbers its blocks bear as `data-line`."""
    lines.budget.spend(text, path)
    # A form feed ends a page of text; XML knows none.
    document = turbohtml.parse(text.replace("\x0c", "\n"))
    drawings = _set_drawings_apart(document)
    _set_formulas_as_text(document)
    for unshown in document.find_all("noscript"):
        # What one parser reads as its text another reads as elements.
        unshown.replace_with(Text(""))
    _set_raw_text_apart(document)
    body = document.find("body") or document.find("frameset")
    if body is not None:
        write_meanings(body, [str(node.text) for node in document.find_all("style")])
        _number(body, lines)
    lines.end()
    safe = _cleaned(body.inner_html if body is not None else "")
    root = _tree(turbohtml.parse_fragment(safe, "body"))
    root.set(LINE, "1")
    html = document.find("html")
    language = (html.attr("lang") or html.attr("xml:lang") or "") if html is not None else ""
    title = document.find("title")
    return Parsed(
        " ".join(title.text.split()) if title is not None else "", _metas(document), str(language), root, drawings
    )


def _metas(document: turbohtml.Document) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in document.find_all("meta"):
        name = node.attr("name") or node.attr("property")
        content = node.attr("content")
        if name and content:
            found.setdefault(name.lower(), " ".join(content.split()))
    return found


def _set_drawings_apart(document: turbohtml.Document) -> dict[str, bytes]:
    """Put an image in the place of each drawing within the page; one that only frames an image gives that image."""
    drawings: dict[str, bytes] = {}
    for number, svg in enumerate(document.find_all("svg"), start=1):
        held = svg.find_all("image")
        drawn = svg.find("path") or svg.find("text") or (svg.find("g") is not None and svg.find("use"))
        image = turbohtml.Element("img")
        if held and not drawn:
            image.attrs["src"] = held[0].attr("xlink:href") or held[0].attr("href") or ""
        else:
            name = f"drawing-{number}.svg"
            drawings[name] = svg.html.encode()
            image.attrs["src"] = name
        label = svg.attr("aria-label") or next((node.text for node in svg.find_all("title")), "")
        if label:
            image.attrs["alt"] = " ".join(str(label).split())
        svg.replace_with(image)
    return drawings


def _set_formulas_as_text(document: turbohtml.Document) -> None:
    """Put its text in the place of each formula: what it says in symbols and letters is kept, its form is not."""
    for formula in document.find_all("math"):
        text = turbohtml.Element("span")
        text.append(Text(formula.text))
        formula.replace_with(text)


def _set_raw_text_apart(document: turbohtml.Document) -> None:
    """Put a `pre` in the place of the elements whose text is never markup: written out, it would be read as such."""
    for raw in [*document.find_all("plaintext"), *document.find_all("xmp")]:
        made = turbohtml.Element("pre")
        made.append(Text(raw.text))
        raw.replace_with(made)


def _number(body: turbohtml.Element, lines: Lines) -> None:
    """Number the blocks of a page by the lines of its text.

    The parser knows where elements begin; where text stands between them is counted.
    """
    after_block = False
    origin = 1
    for opens, node in _walk(body):
        if opens and not isinstance(node, Text):
            origin = node.source_line or origin
            # nh3 takes unknown elements that bear the names of SVG's for drawings, and drops their text.
            node.tag = node.tag if node.tag in _KEPT else "span"
        if isinstance(node, Text):
            if after_block and not node.data.isspace():
                node.wrap(turbohtml.Element("span", {LINE: str(lines.next)}))
                after_block = False
            above = len(node.data) - len(node.data.lstrip())
            lines.add(node.data, origin + node.data.count("\n", 0, above))
            origin += node.data.count("\n")
        elif node.tag == "br":
            lines.end(block=False)
            node.attrs[LINE] = str(lines.next)
        elif node.tag in BLOCKS:
            lines.end()
            after_block = not opens
            node.attrs[LINE] = str(lines.next) if opens else node.attrs[LINE]
        elif opens and LINE in node.attrs:
            del node.attrs[LINE]


def _walk(root: turbohtml.Element) -> Iterator[tuple[bool, turbohtml.Element | Text]]:
    """Go through what a reader of the page sees: `True` where a node begins, `False` where an element ends."""
    waiting: list[tuple[bool, turbohtml.Node]] = [(True, child) for child in reversed(root.children)]
    while waiting:
        opens, node = waiting.pop()
        if isinstance(node, Text):
            yield True, node
        elif not isinstance(node, turbohtml.Element):
            continue
        elif not opens:
            yield False, node
        elif node.tag not in UNREAD or node.tag in _HELD:
            yield True, node
            waiting.append((False, node))
            waiting += [(True, child) for child in reversed(node.children)]


def _cleaned(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(_KEPT),
        clean_content_tags=set(UNREAD - _HELD),
        attributes={"*": set(_ATTRIBUTES)},
        url_schemes=set(_SCHEMES),
        link_rel=None,
    )


def _tree(body: turbohtml.Element) -> Element:
    """Build the tree of what is left; what stands too deep moves up to where there is room."""
    root = xhtml.element("body")
    # The element that is open at each depth, and its last child.
    opened: list[tuple[Element, Element | None]] = [(root, None)]
    depth = 0
    waiting: list[turbohtml.Node | None] = list(reversed(body.children))
    while waiting:
        node = waiting.pop()
        parent, last = opened[-1]
        if node is None:
            depth -= 1
            if depth < _DEEPEST:
                opened.pop()
        elif isinstance(node, Text):
            _append_text(parent, last, xhtml.without_invalid(node.data))
        elif isinstance(node, turbohtml.Element):
            made = xhtml.append(parent, node.tag, _attributes(node))
            opened[-1] = (parent, made)
            depth += 1
            if depth <= _DEEPEST:
                opened.append((made, None))
            waiting.append(None)
            waiting += reversed(node.children)
    return root


def _append_text(parent: Element, last: Element | None, text: str) -> None:
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _attributes(node: turbohtml.Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in node.attrs.items():
        text = " ".join(value) if isinstance(value, list) else value or ""
        if name == "xml:lang":
            found.setdefault("lang", text)
        elif ":" not in name or name == "epub:type":
            found[name.replace(":", "-")] = xhtml.without_invalid(text)
    return found
