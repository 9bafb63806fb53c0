"""Write the XHTML of an EPUB as HTML says the same: HTML knows no empty elements, prefixes nor sections of CDATA."""

import re
from html import escape
from html.entities import html5
from pathlib import Path

from ficbind.diagnostics import Diagnostic
from ficbind.readers.decode import decode
from ficbind.readers.xmlparts import DECLARED, refused, without_doctype

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
"""Elements that have no end in HTML (HTML Living Standard, section 13.1.2)."""

_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z_][\w.:-]*+)(?P<rest>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>",
    re.S,
)
_NAMESPACE = re.compile(
    r"xmlns:([\w.-]{1,40})\s*=\s*[\"']http://www\.w3\.org/(?:1999/xhtml|2000/svg|1998/Math/MathML)[\"']"
)
_DECLARED_ENTITY = re.compile(r"<!ENTITY\s+(?P<name>[\w.:-]+)\s+(?P<value>\"[^\"]{0,80}\"|'[^']{0,80}')?")
_PLAIN_VALUE = re.compile(r"(?:[^&%<>]|&#\w{1,7};){0,40}")
_PAGE_NUMBER = re.compile(
    r"(<(?P<tag>(?:[\w.-]{1,40}:)?(?:span|div|p|a|i))\b[^<>]*\bepub:type=[\"'][^\"'<>]*\bpagebreak\b[^<>]*>)"
    r"[\s\[(]*(?:p(?:age|g)?\.?\s*)?(?:\d{1,5}|[ivxlcdm]{1,9})[\s\])]*(?=</(?P=tag)>)",
    re.I,
)
"""The number of a printed page (EPUB 3 Structural Semantics Vocabulary 1.1): it may stand within a word."""

_HTML_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)


def read(path: Path, data: bytes, encoding: str | None = None) -> tuple[str, tuple[Diagnostic, ...]]:
    """Decode a document and give it as HTML, line for line."""
    named = DECLARED.search(data[:400]) or _HTML_CHARSET.search(data[:4096])
    decoded = decode(data, path, encoding, declared=named[1].decode("ascii", "replace") if named else "")
    text, subset = without_doctype(decoded.text)
    return written(_PAGE_NUMBER.sub(r"\1", _expanded(path, text, subset))), decoded.diagnostics


def _expanded(path: Path, text: str, subset: str) -> str:
    """Write characters for the names that a document gives them; what names more than characters is refused."""
    values: dict[str, str] = {}
    for found in _DECLARED_ENTITY.finditer(subset):
        value = (found["value"] or "")[1:-1]
        if f"{found['name']};" in html5:
            continue
        if not value or not _PLAIN_VALUE.fullmatch(value):
            said = f"the file declares entities of its own, such as '{found['name']}'"
            raise refused(path, 1, said, "do not trust the file")
        values[f"&{found['name']};"] = value
    if not values:
        return text
    names = re.compile("|".join(map(re.escape, values)))
    return names.sub(lambda found: values[found[0]], text)


def written(text: str) -> str:
    """Write XHTML as HTML; what the body says of itself, a division says that takes its place."""
    return _Html(frozenset(_NAMESPACE.findall(text))).written(text)


class _Html:
    def __init__(self, prefixes: frozenset[str]) -> None:
        self._prefixes = prefixes
        self._has_body = False

    def written(self, text: str) -> str:
        return _MARKUP.sub(self._piece, text)

    def _piece(self, found: re.Match[str]) -> str:
        if found["cdata"] is not None:
            return escape(found["cdata"], quote=False)
        if found["name"] is None:
            return found[0] if found[0].startswith("<!--") else "\n" * found[0].count("\n")
        prefix, colon, rest = found["name"].partition(":")
        name = rest if colon and prefix in self._prefixes else found["name"]
        return self._end(name) if found["end"] else self._start(name, found["rest"])

    def _end(self, name: str) -> str:
        if name.lower() in _VOID:
            return ""
        return "</div></body>" if name.lower() == "body" else f"</{name}>"

    def _start(self, name: str, rest: str) -> str:
        empty = rest.endswith("/")
        if name.lower() == "body" and not self._has_body:
            self._has_body = True
            return f"<body><div{rest.rstrip('/')}>" + ("</div></body>" if empty else "")
        if empty and name.lower() not in _VOID:
            return f"<{name}{rest[:-1]}></{name}>"
        return f"<{name}{rest}>"
