"""What an element's attributes say of its text: language, classes of ours, looks that have elements of their own."""

import re
from dataclasses import dataclass, field

from ficbind.vocabulary import CLASS_HOMES, ELEMENTS, LEFT_OUT
from ficbind.xhtml import Element

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NUMBER = re.compile(r"-?\d{1,4}")
_NUMERIC = frozenset({"colspan", "rowspan", "start"})
_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
_ALIASES = {
    **dict.fromkeys(("center", "centered", "centre", "align-center", "text-center", "aligncenter"), "centred"),
    **dict.fromkeys(("ql-align-center", "has-text-align-center"), "centred"),
    **dict.fromkeys(("align-right", "text-right", "alignright", "ql-align-right", "has-text-align-right"), "right"),
    "smallcaps": "small-caps",
}
_ALIGNMENTS = {"center": "centred", "middle": "centred", "right": "right"}
_STYLED = (
    (re.compile(r"text-align\s*:\s*-?\w*-?center", re.I), "centred"),
    (re.compile(r"text-align\s*:\s*(?:right|end)", re.I), "right"),
    (re.compile(r"font-variant[\w-]*\s*:[^;]*small-caps", re.I), "small-caps"),
)
_FACES = (
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I), "i"),
    (re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.I), "b"),
    (re.compile(r"text-decoration[\w-]*\s*:[^;]*underline", re.I), "u"),
    (re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.I), "s"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """What is kept of an element's attributes; `faces` are the inline elements that its style stands for."""

    attributes: dict[str, str] = field(default_factory=dict)
    language: dict[str, str] = field(default_factory=dict)
    classes: frozenset[str] = frozenset()
    faces: tuple[str, ...] = ()

    @property
    def alignment(self) -> str | None:
        return next((name for name in ("centred", "right") if name in self.classes), None)


PLAIN = Look()


def look(node: Element, tag: str) -> Look:
    """Read the attributes of an element that becomes `tag`."""
    given = {name: value.strip() for name, value in node.attrib.items() if value}
    style = given.get("style", "")
    classes = {_ALIASES.get(name.lower(), name) for name in given.get("class", "").split()}
    classes |= {name for pattern, name in _STYLED if style and pattern.search(style)}
    classes |= {_ALIGNMENTS.get(given.get("align", "").lower(), "")}
    faces = tuple(face for pattern, face in _FACES if style and pattern.search(style))
    return Look(
        _own(given, tag),
        _language(given),
        frozenset(name for name in classes if name != LEFT_OUT and tag in CLASS_HOMES.get(name, ())),
        faces if tag != "a" else (),
    )


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
