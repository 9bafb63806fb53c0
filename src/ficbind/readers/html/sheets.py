"""Learn from a page's own style sheets what its classes mean: the one home of tinycss2.

No style of a source reaches a book. What rules say of a word's meaning (italics, small capitals, a struck word, a line
that is centred, a colour that tells voices apart) is written into the elements' `style` in a few words of our own, from
which the passes make elements and classes of the vocabulary.
"""

import re
from collections.abc import Iterator, Sequence

import tinycss2
import turbohtml
from turbohtml import Text

from ficbind.conventions.lengths import ems
from ficbind.records import dataclass, field

_LONGEST = 150_000
"""Characters of style sheets that are read; a web page has several times that, and a story's own sheet far less."""

_MOST_RULES = 4000
_WHOLE = 0.5
"""Share of the text from which a rule says how the page looks, not what some words mean."""

_WORDS = {
    "display": ("none",),
    "font-style": ("italic", "oblique", "normal"),
    "font-variant": ("small-caps", "all-small-caps"),
    "font-variant-caps": ("small-caps", "all-small-caps"),
    "font-weight": ("bold", "bolder", "600", "700", "800", "900", "normal", "400"),
    "text-align": ("center", "right", "end", "left", "start"),
    "vertical-align": ("super", "sub"),
    "visibility": ("hidden",),
    "white-space": ("pre", "pre-wrap"),
}
_LINES = ("underline", "line-through")
_MARGINS = ("margin-left", "margin-right", "padding-left")
_TYPEWRITER = re.compile(r"\b(?:monospace|courier|consolas|monaco|menlo|typewriter|lucida console|inconsolata)\b", re.I)
_COLOUR = re.compile(r"#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d\s.,%/]{5,40}\)", re.I)
_SKIPPED = frozenset({"html", "body", "h1", "h2", "h3", "h4", "h5", "h6", "th", "*"})


@dataclass(frozen=True, slots=True)
class _Compound:
    """What one element must be: its name, its id, its classes."""

    tag: str = ""
    id: str = ""
    classes: frozenset[str] = frozenset()

    def matches(self, other: "_Compound") -> bool:
        return (
            (not self.tag or self.tag == other.tag)
            and (not self.id or self.id == other.id)
            and self.classes <= other.classes
        )


@dataclass(slots=True)
class _Rule:
    """A selector as a chain of compounds, what is said of its elements, and how much text they hold."""

    chain: tuple[_Compound, ...]
    says: dict[str, str]
    letters: int = 0
    elements: list[turbohtml.Element] = field(default_factory=list)


def write_meanings(root: turbohtml.Element, sheets: Sequence[str]) -> None:
    """Write what the sheets say into the `style` of the elements they speak of, before what stands there."""
    text = "\n".join(sheets)[:_LONGEST]
    rules = list(_rules(text)) if text.strip() else []
    if not rules:
        return
    total = _find(root, rules)
    meant: dict[int, tuple[turbohtml.Element, dict[str, str]]] = {}
    for rule in sorted(rules, key=_weight):
        if rule.letters <= total * _WHOLE:
            for node in rule.elements:
                meant.setdefault(id(node), (node, {}))[1].update(rule.says)
    for node, says in meant.values():
        own = node.attr("style")
        node.attrs["style"] = ";".join([*(f"{name}:{value}" for name, value in says.items()), str(own or "")])


def _weight(rule: _Rule) -> tuple[int, int, int]:
    """Order rules as the cascade does (Selectors 3, section 9)."""
    ids = sum(bool(each.id) for each in rule.chain)
    classes = sum(len(each.classes) for each in rule.chain)
    return ids, classes, sum(bool(each.tag) for each in rule.chain)


def _find(root: turbohtml.Element, rules: Sequence[_Rule]) -> int:
    """Find each rule's elements and count their letters; gives the letters of all."""
    wanted: dict[str, list[_Rule]] = {}
    for rule in rules:
        last = rule.chain[-1]
        wanted.setdefault(
            min((f".{name}" for name in last.classes), default=f"#{last.id}" if last.id else last.tag), []
        ).append(rule)
    total = 0
    path: list[tuple[_Compound, list[_Rule]]] = []
    for event, node in _walk(root):
        if isinstance(node, Text):
            letters = len(node.data.strip())
            total += letters
            for _, found in path:
                for rule in found:
                    rule.letters += letters
        elif event:
            here = _Compound(node.tag, str(node.attr("id") or ""), frozenset(str(node.attr("class") or "").split()))
            keys = (here.tag, f"#{here.id}", *(f".{name}" for name in here.classes))
            found = [rule for key in keys for rule in wanted.get(key, ()) if _applies(rule, here, path)]
            for rule in found:
                rule.elements.append(node)
            path.append((here, found))
        else:
            path.pop()
    return total


def _applies(rule: _Rule, here: _Compound, path: Sequence[tuple[_Compound, list[_Rule]]]) -> bool:
    *above, last = rule.chain
    if not last.matches(here):
        return False
    for each, _ in reversed(path):
        if above and above[-1].matches(each):
            above.pop()
    return not above


def _walk(root: turbohtml.Element) -> Iterator[tuple[bool, turbohtml.Element | Text]]:
    waiting: list[tuple[bool, turbohtml.Node]] = [(True, root)]
    while waiting:
        opens, node = waiting.pop()
        if isinstance(node, Text):
            yield True, node
        elif isinstance(node, turbohtml.Element):
            yield opens, node
            if opens and node.tag not in {"script", "style", "template"}:
                waiting.append((False, node))
                waiting += [(True, child) for child in reversed(node.children)]
            elif opens:
                yield False, node


def _rules(text: str) -> Iterator[_Rule]:
    count = 0
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule":
            continue
        says = dict(_meanings(rule.content))
        for selector in tinycss2.serialize(rule.prelude).split(",") if says else ():
            chain = _chain(selector)
            if chain and count < _MOST_RULES:
                count += 1
                yield _Rule(chain, says)


def _chain(selector: str) -> tuple[_Compound, ...]:
    """Read a selector of names, ids and classes; empty for any other, and for what dresses the whole page."""
    parts = [part for part in re.split(r"[\s>]+", selector.strip()) if part]
    chain = []
    for part in parts:
        match = re.fullmatch(r"([A-Za-z][\w-]*|\*)?((?:[.#]-?[A-Za-z_][\w-]*)*)", part)
        if not match:
            return ()
        names = re.findall(r"([.#])([\w-]+)", match[2])
        ids = [name for mark, name in names if mark == "#"]
        classes = frozenset(name for mark, name in names if mark == ".")
        chain.append(_Compound((match[1] or "").lower().replace("*", ""), ids[0] if ids else "", classes))
    if not chain or chain[-1].tag in _SKIPPED or chain[-1] == _Compound():
        return ()
    return tuple(chain)


def _meanings(content: Sequence[object]) -> Iterator[tuple[str, str]]:
    declarations = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    for each in declarations:
        if each.type == "declaration":
            value = tinycss2.serialize(each.value).strip()[:200]
            yield from _meaning(each.lower_name, value)


def _meaning(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Say a declaration in our own words, if it means anything."""
    lower = value.lower()
    if name in _WORDS:
        yield from ((name, word) for word in _WORDS[name] if word == lower)
    elif name in ("text-decoration", "text-decoration-line"):
        found = " ".join(word for word in _LINES if word in lower)
        yield "text-decoration", found or "none"
    elif name in ("font-family", "font"):
        yield from _face(name, lower)
    elif name in ("color", "background-color", "background"):
        if _COLOUR.fullmatch(value):
            yield name.replace("background-color", "background"), lower
    elif name in (*_MARGINS, "margin"):
        yield from _margin(name, lower)


def _face(name: str, value: str) -> Iterator[tuple[str, str]]:
    if _TYPEWRITER.search(value):
        yield "font-family", "monospace"
    if name == "font" and re.search(r"\bitalic\b", value):
        yield "font-style", "italic"


def _margin(name: str, value: str) -> Iterator[tuple[str, str]]:
    sides = value.split()
    if name == "margin":
        if 2 <= len(sides) <= 4:
            yield from _margin("margin-left", sides[3] if len(sides) == 4 else sides[1])
            yield from _margin("margin-right", sides[1])
        return
    length = ems(value)
    if length is not None and length >= 0:
        yield name, f"{length:.1f}em"
