"""Read the marks that stand for italics and bold in plain text: `*x*`, `_x_`, `/x/`, `**x**`, `<i>x</i>`."""

import re
from html import escape

_LONGEST = 300
_TAGS = {"i": "em", "em": "em", "u": "em", "cite": "em", "b": "strong", "strong": "strong"}
_MARK = re.compile(
    rf"""
      <(?P<tag>i|em|u|b|strong|cite)\b[^<>]*>(?P<tagged>(?:(?!<(?P=tag)\b).)+?)</(?P=tag)\s*>
    | (?<![\w*\\])(?P<stars>\*{{1,3}})(?P<starred>(?![\s*~=-])[^*]{{1,{_LONGEST}}}?(?<![\s*]))(?P=stars)(?![\w*])
    | (?<![\w*\\])\*\*(?P<mixed>(?![\s*])(?:[^*]|\*(?!\*)){{1,{_LONGEST}}}?(?<!\s))\*\*(?![\w*])
    | (?<![\w\\])(?P<lines>_{{1,3}})
      (?P<lined>(?![\s_])(?:[^_]|(?<=\w)_(?=\w)){{1,{_LONGEST}}}?(?<![\s_]))(?P=lines)(?!\w)
    | (?<![\w/\\<:.~])/(?P<slashed>(?![\s/])[^/]{{2,{_LONGEST}}}?(?<![\s/]))/(?![\w/])
    """,
    re.X | re.I | re.S,
)
_MARKS = re.compile(r"[*_/<]")
_BARE_SLASH = re.compile(r"(?<!\w)/|/(?!\w)")
_LETTER = re.compile(r"[^\W_]")


def to_xhtml(text: str) -> str:
    """Write a paragraph's text as XHTML, its typed marks as elements; marks without a partner stay as they are."""
    if not _MARKS.search(text):
        return escape(text, quote=False)
    return _convert(text, slashes=_slashes_pair(text), markup=True)


def plain(text: str) -> str:
    """Take the typed marks off text that will not be set as prose."""
    if not _MARKS.search(text):
        return text
    return _convert(text, slashes=False, markup=False)


def tags(text: str) -> list[str]:
    """List the tags that `to_xhtml` reads as marks, in order: their letters are no words of the story."""
    if "<" not in text:
        return []
    return [tag for found in _MARK.finditer(text) for tag in _tags(found)]


def _tags(found: re.Match[str]) -> list[str]:
    if not found["tag"]:
        inner = next(part for part in _inner(found) if part is not None)
        return tags(inner)
    whole = found.group()
    opening = whole[: whole.index(">") + 1]
    closing = whole[whole.rindex("<") :]
    return [opening, *tags(found["tagged"]), closing]


def _inner(found: re.Match[str]) -> tuple[str | None, ...]:
    return (found["tagged"], found["starred"], found["mixed"], found["lined"], found["slashed"])


def _convert(text: str, *, slashes: bool, markup: bool) -> str:
    pieces = []
    at = 0
    for found in _MARK.finditer(text):
        inner = next(part for part in _inner(found) if part is not None)
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
    if found["tag"]:
        name = _TAGS[found["tag"].lower()]
        return f"<{name}>{content}</{name}>"
    if found["slashed"]:
        return f"<em>{content}</em>"
    count = 2 if found["mixed"] else len(found["stars"] or found["lines"])
    return (f"<em>{content}</em>", f"<strong>{content}</strong>", f"<strong><em>{content}</em></strong>")[count - 1]


def _slashes_pair(text: str) -> bool:
    """Tell whether every slash outside words is half of a pair: then they are marks, not paths or alternatives."""
    loose = len(_BARE_SLASH.findall(re.sub(r"</?\w+[^<>]*>", "", text)))
    paired = sum(2 for found in _MARK.finditer(text) if found["slashed"])
    return loose == paired > 0
