"""Keep apart what a source told apart by colour, by a colour behind the words, or by a typewriter's letters.

A book has no colours of its own: its pages are dark for one reader and printed for another. Each colour that sets some
words off from the rest becomes a class, which a style shows in its own way.
"""

import re
from collections.abc import Iterator, Sequence

from ficbind import xhtml
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Draft
from ficbind.passes.attributes import declarations
from ficbind.passes.chapters import HEADINGS
from ficbind.records import dataclass, field
from ficbind.vocabulary import BLOCKS, LINE
from ficbind.xhtml import Element

_VOICES = "abcdef"
_WHOLE = 0.5
"""Share of the text from which a look is that of the page and tells nothing apart."""

_SHORTEST = 2.0
"""Letters in a run of one colour, on average, below which colours only adorn."""

_GREY, _PALE = 28, 225
_NAMED = {
    "aqua": "#00ffff", "black": "#000000", "blue": "#0000ff", "brown": "#a52a2a", "crimson": "#dc143c",
    "cyan": "#00ffff", "darkblue": "#00008b", "darkgreen": "#006400", "darkred": "#8b0000", "fuchsia": "#ff00ff",
    "gold": "#ffd700", "gray": "#808080", "green": "#008000", "grey": "#808080", "indigo": "#4b0082",
    "lime": "#00ff00", "magenta": "#ff00ff", "maroon": "#800000", "navy": "#000080", "olive": "#808000",
    "orange": "#ffa500", "pink": "#ffc0cb", "purple": "#800080", "red": "#ff0000", "silver": "#c0c0c0",
    "teal": "#008080", "violet": "#ee82ee", "white": "#ffffff", "yellow": "#ffff00", "windowtext": "#000000",
}  # fmt: skip
_KEYWORDS = frozenset({"auto", "currentcolor", "inherit", "initial", "none", "transparent", "unset"})
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\b.*\)")
_TYPEWRITER = re.compile(r"\b(?:monospace|courier|consolas|monaco|menlo|typewriter|lucida console|inconsolata)\b")
_TOLD = {
    "highlight": "kept words apart that are marked by a colour behind them",
    "spoiler": "shows words that the page hid behind a colour",
    "typewriter": "kept words apart that are set as by a typewriter",
}
_SPEAKING = frozenset({"font", "mark"})
_INLINE = frozenset({"b", "em", "font", "i", "mark", "s", "small", "span", "strong", "u"})


@dataclass(slots=True)
class _Use:
    """How much text has a look, in how many runs, and where it first stands."""

    letters: int = 0
    runs: int = 0
    line: int = 1
    nodes: list[Element] = field(default_factory=list)


def mark(roots: Sequence[Element], draft: Draft) -> Iterator[Diagnostic]:
    """Give the words that a look sets off their class, and say which looks these are."""
    if not any(map(_has_looks, roots)):
        return
    uses: dict[tuple[str, str], _Use] = {}
    total = sum(_measure(root, uses) for root in roots)
    apart = {look: use for look, use in uses.items() if 0 < use.letters <= total * _WHOLE}
    colours = {
        look[1]: use for look, use in apart.items() if look[0] == "colour" and use.letters >= _SHORTEST * use.runs
    }
    chosen = sorted(colours, key=lambda colour: -colours[colour].letters)[: len(_VOICES)]
    ordered = [colour for colour in colours if colour in chosen]
    voices = {colour: f"voice-{name}" for colour, name in zip(ordered, _VOICES, strict=False)}
    for (kind, value), use in apart.items():
        name = voices.get(value, "") if kind == "colour" else kind
        for node in use.nodes if name else ():
            node.set("class", f"{node.get('class') or ''} {name}".strip())
    yield from _said(voices, colours, apart, draft)


def _has_looks(root: Element) -> bool:
    spoken = next(root.iter(*_SPEAKING), None) is not None
    return spoken or root.find(".//*[@style]") is not None or root.get("style") is not None


def _measure(root: Element, uses: dict[tuple[str, str], _Use]) -> int:
    """Count the letters of each look under `root`; gives those of all."""
    total = 0
    line = 1
    held: list[tuple[tuple[str, str], ...]] = [()]
    for event, node in xhtml.walk(root):
        if event == "start":
            line = int(node.get(LINE) or line)
            looks = tuple(_looks(node)) if node.tag in _SPEAKING or node.get("style") else ()
            for look in looks:
                use = uses.setdefault(look, _Use(line=line))
                use.nodes.append(node)
                use.runs += 1
            names = {name for name, _ in looks}
            held.append((*(look for look in held[-1] if look[0] not in names), *looks))
            text = node.text
        else:
            if event == "end":
                held.pop()
            text = node.tail if node is not root else None
        letters = len(text.strip()) if text else 0
        total += letters
        for look in held[-1] if letters else ():
            uses[look].letters += letters
    return total


def _looks(node: Element) -> Iterator[tuple[str, str]]:
    if node.tag in HEADINGS:
        return
    style = declarations(node)
    colour = _colour(style.get("color") or (node.get("color") if node.tag == "font" else None))
    behind = _colour(style.get("background") or style.get("background-color"))
    if colour and colour == behind and node.tag not in BLOCKS:
        yield "spoiler", ""
    elif colour and _is_hue(colour) and node.tag != "a":
        yield "colour", colour
    if node.tag == "mark" or (behind and node.tag in _INLINE and behind != colour and _is_mark(behind)):
        yield "highlight", ""
    if _TYPEWRITER.search(style.get("font-family") or (node.get("face") or "").lower()):
        yield "typewriter", ""


def _colour(text: str | None) -> str | None:
    """Give a colour as #rrggbb; `None` for none."""
    text = (text or "").strip().lower()
    if not text:
        return None
    if match := _RGB.fullmatch(text):
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in match.groups())
    if re.fullmatch(r"#?[0-9a-f]{6}(?:[0-9a-f]{2})?", text):
        return f"#{text.removeprefix('#')[:6]}"
    if re.fullmatch(r"#[0-9a-f]{3,4}", text):
        return "#" + "".join(char * 2 for char in text[1:4])
    return _NAMED.get(text) or (text if re.fullmatch(r"[a-z]{3,20}", text) and text not in _KEYWORDS else None)


def _channels(colour: str) -> tuple[int, int, int] | None:
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:], 16)) if colour.startswith("#") else None


def _is_hue(colour: str) -> bool:
    """Tell a colour from black, white and grey, in which any text may stand."""
    channels = _channels(colour)
    return channels is None or max(channels) - min(channels) > _GREY


def _is_mark(colour: str) -> bool:
    channels = _channels(colour)
    return channels is None or min(channels) < _PALE


def _said(
    voices: dict[str, str], colours: dict[str, _Use], apart: dict[tuple[str, str], _Use], draft: Draft
) -> Iterator[Diagnostic]:
    if voices:
        named = ", ".join(f"{colour} as {name.replace('-', ' ')}" for colour, name in voices.items())
        more = f"; {len(colours) - len(voices)} more stay unmarked" if len(colours) > len(voices) else ""
        line = min(colours[colour].line for colour in voices)
        message = f"kept {len(voices)} colour{'s' if len(voices) > 1 else ''} of words apart: {named}{more}"
        yield Diagnostic(Code.KEPT_STYLE, "info", message, Location(draft.path, line))
    for (kind, _), use in apart.items():
        if kind in _TOLD:
            yield Diagnostic(Code.KEPT_STYLE, "info", _TOLD[kind], Location(draft.path, use.line))
