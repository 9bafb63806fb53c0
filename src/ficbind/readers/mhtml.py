"""Read pages that a browser saved whole into one file (MHTML, RFC 2557), and mail whose text is a page."""

import quopri
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator, Sequence
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path
from urllib.parse import urljoin

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.model import Draft
from ficbind.readers import html, text
from ficbind.readers.decode import decode
from ficbind.readers.html.page import Page
from ficbind.readers.html.pictures import sources
from ficbind.records import dataclass

_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
_DEEPEST, _MOST_PARTS = 6, 5000
_HINT = "save the page anew, as HTML or as a file of its own"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the file: its headers and its decoded content."""

    headers: Message
    content: bytes

    @property
    def kind(self) -> str:
        return self.headers.get_content_type()


def read(path: Path, data: bytes, encoding: str | None = None) -> Sequence[Draft]:
    """Read the page in such a file, with its images."""
    parts = list(_parts(data))
    held = next((part for part in parts if part.kind in {"text/html", "application/xhtml+xml"}), None)
    plain = next((part for part in parts if part.kind == "text/plain"), None)
    if held is None and plain is not None:
        return text.read(path, plain.content, encoding or _charset(plain))
    if held is None:
        raise FicbindError(Diagnostic(Code.EMPTY_STORY, "error", "the file holds no page", Location(path), _HINT))
    decoded = decode(held.content, path, encoding, declared=_charset(held) or html.charset(held.content))
    page = Page.of(path, decoded.text)
    page.diagnostics += decoded.diagnostics
    # Lines are those of the page, not of the file in which it is encoded.
    page.places = [Location(path / "page.html", place.line) for place in page.places]
    address = held.headers.get("Content-Location", "")
    if "://" in address:
        page.metas.setdefault("og:url", " ".join(str(address).split()))
    _add_images(page, parts, str(address))
    return html.read_page(page)


def _parts(data: bytes) -> Iterator[Part]:
    """Give the parts of the file, those within parts as well, in order."""
    waiting = [(data, 0)]
    count = 0
    while waiting and count < _MOST_PARTS:
        chunk, depth = waiting.pop(0)
        part = _part(chunk)
        boundary = part.headers.get_boundary() if part.headers.get_content_maintype() == "multipart" else None
        if boundary and depth < _DEEPEST:
            waiting = [(piece, depth + 1) for piece in _divided(chunk, boundary)] + waiting
        else:
            count += 1
            yield part


def _divided(data: bytes, boundary: str) -> list[bytes]:
    """Divide a part at its boundary; what stands above the first and below the last is none (RFC 2046, 5.1.1)."""
    name = re.escape(boundary.encode("utf-8", "surrogateescape"))
    mark = re.compile(rb"(?:^|\r?\n)--" + name + rb"(--)?[ \t]*(?=\r?\n|$)")
    marks = list(mark.finditer(data))
    ends = [found.start() for found in marks[1:]] + [len(data)] * bool(marks)
    return [data[found.end() : end].lstrip(b"\r\n") for found, end in zip(marks, ends, strict=True) if not found[1]]


def _part(data: bytes) -> Part:
    end = _BLANK_LINE.search(data)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    headers = BytesHeaderParser().parsebytes(head + b"\n\n")
    way = str(headers.get("Content-Transfer-Encoding", "")).strip().lower()
    if way == "quoted-printable":
        return Part(headers, quopri.decodestring(body))
    if way != "base64":
        return Part(headers, body)
    try:
        return Part(headers, b64decode(body))
    except NotBase64:
        return Part(headers, b"")


def _charset(part: Part) -> str:
    return str(part.headers.get_content_charset() or "")


def _add_images(page: Page, parts: Sequence[Part], address: str) -> None:
    """Find the images of the page among the parts: by their address, or by their number in the message."""
    images = {name: part.content for part in parts if part.kind.startswith("image/") for name in _names(part)}
    for source in sources(page):
        data = images.get(source.strip()) or images.get(_joined(address, source.strip()))
        if data is not None:
            page.images[source.strip()] = data


def _names(part: Part) -> Iterator[str]:
    if part.headers.get("Content-Location"):
        yield " ".join(str(part.headers["Content-Location"]).split())
    if part.headers.get("Content-ID"):
        yield f"cid:{str(part.headers['Content-ID']).strip(' <>')}"


def _joined(address: str, source: str) -> str:
    try:
        return urljoin(address, source)
    except ValueError:
        return source
