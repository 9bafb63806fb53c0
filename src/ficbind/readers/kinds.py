"""Recognise what kind of file a story comes in, by its content and never by its name."""

import re

from ficbind.readers import foreign
from ficbind.readers.markdown.signs import is_markdown

_PACKAGE = re.compile(rb"META-INF/container\.xml|PK\x01\x02.{42}[\w ./-]{1,200}\.opf", re.S)
"""An EPUB whose `mimetype` is packed or missing (OCF 3.3, section 4.2)."""

_WORD_PART = re.compile(rb"word/document\d*\.xml")
_TEXT_PARTS = (b"content.xml", b"styles.xml", b"META-INF/manifest.xml")
"""The parts of an OpenDocument text whose archive does not begin with its media type, as it should."""

_HTML = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FRAGMENT = re.compile(rb"^\s*(?:<!--.*?-->\s*)*+<[a-z]", re.I | re.S)
_HEADERS = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,60}", re.I)
_MESSAGE = re.compile(rb"^content-type:\s*(?:multipart/(?:related|alternative|mixed)|text/html)\b", re.I | re.M)


def recognise(data: bytes, name: str = "") -> str:
    """Name the kind of a file: "text", "markdown", "html", "epub" … `name` is a hint where content is in doubt."""
    if data.startswith(rb"{\rtf"):
        return "rtf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    foreign_kind = foreign.recognise(data)
    if foreign_kind:
        return foreign_kind
    return _worded(data, name) if _is_text(data) else "unknown"


def _worded(data: bytes, name: str) -> str:
    """Name the kind of a text."""
    if _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return "error page" if foreign.is_error_page(data) else "html"
    foreign_kind = foreign.recognise_text(data)
    if foreign_kind:
        return foreign_kind
    if _is_message(data):
        return "mhtml"
    if name.lower().endswith((".html", ".htm", ".xhtml")) and _FRAGMENT.match(data[:4096]):
        return "html"
    return "markdown" if is_markdown(data, name) else "text"


def _zipped(data: bytes) -> str:
    if b"application/epub+zip" in data[:200]:
        return "epub"
    if b"opendocument.text" in data[:200]:
        return "odt"
    # A zip archive lists its members at its end (APPNOTE 4.3.12).
    members = data[:4096] + data[-65536:]
    if _WORD_PART.search(members):
        return "docx"
    if _PACKAGE.search(members):
        return "epub"
    return "odt" if all(name in members for name in _TEXT_PARTS) else foreign.recognise_zipped(members)


def _is_message(data: bytes) -> bool:
    """Tell a page that a browser saved into one file, or mail that holds one, by its headers (RFC 2557)."""
    headers = _HEADERS.match(data[:8192])
    return headers is not None and b"mime-version:" in headers[0].lower() and _MESSAGE.search(headers[0]) is not None


def _is_text(data: bytes) -> bool:
    """Tell text from a binary file: text has no NULs, unless they are halves of UTF-16 or UTF-32 characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    nuls = data.count(0)
    if nuls == 0:
        return True
    even, odd = data[0::2].count(0), data[1::2].count(0)
    halves = nuls > len(data) // 50 and min(even, odd) <= max(even, odd) // 20
    # One stray NUL in a long text is damage that can be removed.
    return halves or nuls * 1000 < len(data)
