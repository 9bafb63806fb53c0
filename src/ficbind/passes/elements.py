"""What becomes of each element of a source."""

from ficbind.vocabulary import INLINES

RENAMED = {
    "acronym": "abbr",
    "caption": "p",
    "center": "center",
    "dfn": "i",
    "h5": "h4",
    "h6": "h4",
    "kbd": "code",
    "legend": "p",
    "mark": "span",
    "listing": "pre",
    "samp": "code",
    "strike": "s",
    "summary": "p",
    "tt": "code",
    "var": "i",
    "xmp": "pre",
}
"""Element → the one of the vocabulary that means the same."""

PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "dt", "pre"})
KEPT = frozenset(
    {"blockquote", "ul", "ol", "li", "dl", "dd", "figcaption", "table", "thead", "tbody", "tr", "td", "th"}
)
KEPT_IF_NAMED = frozenset({"aside", "div"})
TRANSPARENT = frozenset(
    {"address", "article", "aside", "body", "button", "center", "details", "dialog", "dir", "div", "fieldset", "figure"}
    | {"footer", "form", "header", "hgroup", "main", "menu", "nav", "optgroup", "option", "section", "select"}
    | {"textarea", "tfoot"}
)
"""Elements that end a paragraph and leave no other trace."""

HOMES = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "figcaption": ("figure",),
    "tr": ("table", "thead", "tbody"),
    "td": ("tr",),
    "th": ("tr",),
    "thead": ("table",),
    "tbody": ("table",),
}
"""Element → those it can stand in; elsewhere it is transparent."""

DROPPED = frozenset({"script", "style", "template", "head"})
SILENT = frozenset({"big", "font", "html", "label", "noscript", "q", "span", "wbr"})
"""Elements whose text is kept and which are not worth a word to the user."""

FACES = frozenset(INLINES) - {"br", "img"}
