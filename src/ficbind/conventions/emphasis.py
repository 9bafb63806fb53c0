"""Read the marks that stand for italics and bold in plain text: `*x*`, `_x_`, `/x/`, `**x**`, `<i>x</i>`."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from ficbind.xhtml import Markup

_LONGEST = 300
_ELEMENTS = {"i": "em", "em": "em", "u": "em", "cite": "em", "b": "strong", "strong": "strong"}
_TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>i|em|u|b|strong|cite|small|big)(?:\s+[\w-]+\s*=[^<>]*)?\s*/?>
      | <(?P<opens>span|font|a)\s+[\w-]+\s*=[^<>]*>
      | </(?P<closes>span|font|a)\s*>""",
    re.X | re.I,
)
_MARK = re.compile(
    rf"""
      (?<![\w*\\])(?P<stars>\*{{1,3}})(?P<starred>(?![\s*~=-])[^*]{{1,{_LONGEST}}}?(?<![\s*]))(?P=stars)(?![\w*])
    | (?<![\w*\\])\*\*(?P<mixed>(?![\s*])(?:[^*]|\*(?!\*)){{1,{_LONGEST}}}?(?<!\s))\*\*(?![\w*])
    | (?<![\w\\])(?P<lines>_{{1,3}})
      (?P<lined>(?![\s_])(?:[^_]|(?<=\w)_(?=\w)){{1,{_LONGEST}}}?(?<![\s_]))(?P=lines)(?!\w)
    | (?<![\w/\\<:.~])/(?P<slashed>(?![\s/])[^/]{{2,{_LONGEST}}}?(?<![\s/]))/(?![\w/])
    """,
    re.X | re.S,
)
_CLOSES = re.compile(r"(?<=\S)([*_])[.,!?\"'”’)]?$")
_MOST_CARRIED = 8
_WHOLE = re.compile(r"(?P<mark>[*_])(?P<inner>[^\s*_<][^*_<]*[^\s*_<])(?P=mark)(?P<after>[.,!?\"'”’)]?)", re.S)
_MARKS = re.compile(r"[*_/<]")
_BARE_SLASH = re.compile(r"(?<!\w)/|/(?!\w)")
_LETTER = re.compile(r"[^\W_]")


def to_xhtml(text: str) -> str:
    """Write a paragraph's text as XHTML, its typed marks as elements; marks without a partner stay as they are."""
    if not _MARKS.search(text):
        return escape(text, quote=False)
    whole = _WHOLE.fullmatch(text) if len(text) > _LONGEST else None
    if whole:
        return f"<em>{escape(whole['inner'], quote=False)}</em>{escape(whole['after'], quote=False)}"
    slashes = _slashes_pair(text)
    if "<" not in text or not _TAG.search(text):
        return _convert(text, slashes=slashes, markup=True)
    return _tagged(text, slashes=slashes)


def paragraphs(texts: Sequence[str], marked: Iterable[str]) -> Markup | None:
    """Write paragraphs of metadata as markup; `None` if that says no more than their texts."""
    written = tuple(marked)
    as_they_are = written == tuple(escape(text, quote=False) for text in texts)
    return None if as_they_are else Markup("".join(f"<p>{each}</p>" for each in written))


def plain(text: str) -> str:
    """Take the typed marks off text that will not be set as prose."""
    if not _MARKS.search(text):
        return text
    return _convert(_TAG.sub("", text), slashes=False, markup=False)


def tags(text: str) -> list[str]:
    """List the tags that `to_xhtml` reads as marks, in order: their letters are no words of the story."""
    return [found.group() for found in _TAG.finditer(text)] if "<" in text else []


def carried(texts: Sequence[str]) -> list[str]:
    """Let emphasis that is opened in one paragraph and closed in a later one be marked in each of them."""
    done = list(texts)
    at = 0
    while at < len(done):
        mark = done[at][:1]
        last = _closed_at(done, at, mark) if mark in {"*", "_"} and _is_loose(done[at], mark) else None
        if last is not None:
            for place in range(at, last + 1):
                done[place] = f"{mark * (place > at)}{done[place]}{mark * (place < last)}"
            at = last
        at += 1
    return done


def _closed_at(texts: Sequence[str], first: int, mark: str) -> int | None:
    """Find the paragraph that closes the emphasis which begins the first; those between have no such mark."""
    for place in range(first + 1, min(first + _MOST_CARRIED, len(texts))):
        if mark in texts[place]:
            closes = _CLOSES.search(texts[place])
            return place if texts[place].count(mark) == 1 and closes and closes[1] == mark else None
    return None


def _is_loose(text: str, mark: str) -> bool:
    return text.count(mark) == 1 and len(text) > 1 and not text[1].isspace()


def _tagged(text: str, *, slashes: bool) -> str:
    """Write text with tags; what is not closed here ends with the paragraph, and began with it if not opened here."""
    pieces: list[str] = []
    opened: list[str] = []
    depths: Counter[str] = Counter()
    began: dict[str, int] = {}
    at = 0
    for found in _TAG.finditer(text):
        pieces.append(_convert(text[at : found.start()], slashes=slashes, markup=True))
        at = found.end()
        name = _ELEMENTS.get((found["name"] or "").lower())
        if name and not found["close"]:
            # An element within another of its name would say no more.
            pieces += [] if depths[name] else [f"<{name}>"]
            opened += [] if depths[name] else [name]
            depths[name] += 1
        elif name and name in opened:
            depths[name] -= 1
            pieces += [] if depths[name] else _closing(name, opened)
        elif name and not opened:
            began.pop(name, None)
            began[name] = len(pieces)
            pieces.append("")
    pieces.append(_convert(text[at:], slashes=slashes, markup=True))
    for name, place in began.items():
        pieces[place] = f"</{name}>"
    starts = (f"<{name}>" for name in reversed(began))
    return "".join((*starts, *pieces, *(f"</{name}>" for name in reversed(opened))))


def _closing(name: str, opened: list[str]) -> list[str]:
    """Close an element and, around it, those that were opened inside it and go on."""
    inner: list[str] = []
    while opened[-1] != name:
        inner.append(opened.pop())
    opened.pop()
    opened += reversed(inner)
    return [*(f"</{each}>" for each in inner), f"</{name}>", *(f"<{each}>" for each in reversed(inner))]


def _convert(text: str, *, slashes: bool, markup: bool) -> str:
    pieces = []
    at = 0
    for found in _MARK.finditer(text):
        inner = found["starred"] or found["mixed"] or found["lined"] or found["slashed"]
        if not _LETTER.search(inner) or (found["slashed"] and not slashes):
            continue
        pieces.append(_literal(text[at : found.start()], markup=markup))
        content = _convert(inner, slashes=False, markup=markup)
        pieces.append(_wrapped(found, content) if markup else content)
        at = found.end()
    pieces.append(_literal(text[at:], markup=markup))
    return "".join(pieces)


def _literal(text: str, *, markup: bool) -> str:
    return escape(text, quote=False) if markup else text


def _wrapped(found: re.Match[str], content: str) -> str:
    if found["slashed"]:
        return f"<em>{content}</em>"
    count = 2 if found["mixed"] else len(found["stars"] or found["lines"])
    return (f"<em>{content}</em>", f"<strong>{content}</strong>", f"<strong><em>{content}</em></strong>")[count - 1]


def _slashes_pair(text: str) -> bool:
    """Tell whether every slash outside words is half of a pair: then they are marks, not paths or alternatives."""
    plain_text = _TAG.sub("", text)
    loose = len(_BARE_SLASH.findall(plain_text))
    paired = sum(2 for found in _MARK.finditer(plain_text) if found["slashed"]) if loose else 0
    return loose == paired > 0
