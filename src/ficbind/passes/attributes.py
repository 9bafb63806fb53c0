"""What an element's attributes say of its text: language, classes of ours, looks that have elements of their own."""

import re

from ficbind.records import dataclass, field
from ficbind.vocabulary import CLASS_HOMES, ELEMENTS, UNAUTHORED
from ficbind.xhtml import Element

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NUMBER = re.compile(r"-?\d{1,4}")
_NUMERIC = frozenset({"colspan", "rowspan", "start"})
_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
LEFT = "left"
_ALIASES = {
    **dict.fromkeys(("center", "centered", "centre", "align-center", "text-center", "aligncenter"), "centred"),
    **dict.fromkeys(("ql-align-center", "has-text-align-center"), "centred"),
    **dict.fromkeys(("align-right", "text-right", "alignright", "ql-align-right", "has-text-align-right"), "right"),
    **dict.fromkeys(("align-left", "text-left", "ql-align-left", "has-text-align-left", "aligned-left"), LEFT),
    "smallcaps": "small-caps",
    **dict.fromkeys(("endnote", "rearnote", "footnote-item", "fn-item"), "footnote"),
    **dict.fromkeys(("footnote-ref", "footnoteref", "footnote-reference", "fnref", "note-ref"), "noteref"),
    # Plays and scripts: who speaks stands in the middle, where the scene is above it.
    **dict.fromkeys(("charname", "character-name", "charactername", "speaker-name"), "centred"),
    **dict.fromkeys(("sceneheading", "scene-heading", "slugline", "slug-line"), "subhead"),
}
_MEANT = {
    **dict.fromkeys(("footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"), "footnote"),
    **dict.fromkeys(("noteref", "doc-noteref"), "noteref"),
}
"""What an `epub:type` or a role says → the class that means it (EPUB Structural Semantics Vocabulary, DPUB-ARIA)."""

_ALIGNMENTS = {"center": "centred", "middle": "centred", "right": "right", "left": LEFT, "justify": LEFT}
_STYLED = (
    ("text-align", re.compile(r"-?\w*-?center"), "centred"),
    ("text-align", re.compile(r"right|end"), "right"),
    ("text-align", re.compile(r"left|start|justify"), LEFT),
    ("font-variant", re.compile(r".*small-caps.*"), "small-caps"),
    ("font-variant-caps", re.compile(r".*small-caps.*"), "small-caps"),
)
_FACES = (
    ("font-style", re.compile(r"italic|oblique.*"), "i"),
    ("font-weight", re.compile(r"bold|bolder|[6-9]\d\d"), "b"),
    ("text-decoration", re.compile(r".*underline.*"), "u"),
    ("text-decoration-line", re.compile(r".*underline.*"), "u"),
    ("text-decoration", re.compile(r".*line-through.*"), "s"),
    ("text-decoration-line", re.compile(r".*line-through.*"), "s"),
    ("vertical-align", re.compile(r"super"), "sup"),
    ("vertical-align", re.compile(r"sub"), "sub"),
)
_WITHOUT_FACES = frozenset({"a", "h1", "h2", "h3", "h4", "th"})
"""Elements whose own look is the style's: that of a heading says no more than that it is one."""

Face = tuple[str, dict[str, str]]
"""An inline element and its attributes."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is kept of an element's attributes; `faces` are the inline elements that its style stands for.

    `ranged` says that it is expressly not centred or set to the right.
    """

    attributes: dict[str, str] = field(default_factory=dict)
    language: dict[str, str] = field(default_factory=dict)
    classes: frozenset[str] = frozenset()
    faces: tuple[Face, ...] = ()
    ranged: bool = False

    @property
    def alignment(self) -> str | None:
        """Give the class that aligns the blocks within, "" to align them as usual, `None` where nothing is said."""
        return next((name for name in ("centred", "right") if name in self.classes), "" if self.ranged else None)


PLAIN = Look()


def declarations(node: Element) -> dict[str, str]:
    """Give what the `style` of an element declares; the last word on each property counts (CSS 2, section 6.4)."""
    pairs = (each.partition(":") for each in (node.get("style") or "").lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value.strip()}


def look(node: Element, tag: str) -> Look:
    """Read the attributes of an element that becomes `tag`."""
    given = {name: value.strip() for name, value in node.attrib.items() if value}
    style = declarations(node) if "style" in given else {}
    classes = {_ALIASES.get(name.lower(), name) for name in given.get("class", "").split()}
    classes |= {_ALIGNMENTS.get(given.get("align", "").lower(), "")}
    meant = f"{given.get('epub-type', '')} {given.get('role', '')}".split()
    classes |= {_MEANT[name] for name in meant if name in _MEANT}
    if "text-align" in style:
        classes -= {"centred", "right", LEFT}
    classes |= {name for where, pattern, name in (_STYLED if style else ()) if pattern.fullmatch(style.get(where, ""))}
    own = frozenset(name for name in classes - UNAUTHORED if tag in CLASS_HOMES.get(name, ()))
    faces: list[Face] = [
        (face, {}) for where, pattern, face in (_FACES if style else ()) if pattern.fullmatch(style.get(where, ""))
    ]
    words = sorted(name for name in classes - own - UNAUTHORED if "span" in CLASS_HOMES.get(name, ()))
    faces += [("span", {"class": name}) for name in words]
    return Look(_own(given, tag), _language(given), own, () if tag in _WITHOUT_FACES else tuple(faces), LEFT in classes)


def _language(given: dict[str, str]) -> dict[str, str]:
    found = {}
    language = given.get("lang") or given.get(_XML_LANG) or ""
    if _LANGUAGE.fullmatch(language):
        found["lang"] = language
    if given.get("dir", "").lower() == "rtl":
        found["dir"] = "rtl"
    return found


def _own(given: dict[str, str], tag: str) -> dict[str, str]:
    kept = {}
    for name in sorted(ELEMENTS.get(tag, frozenset()) & given.keys()):
        value = given[name]
        if (name in _NUMERIC and not _NUMBER.fullmatch(value)) or (name == "scope" and value not in _SCOPES):
            continue
        kept[name] = value
    return kept
