"""Parse the XML parts of archives: no document type is ever shown to the parser, so that nothing can be declared."""

import re
from collections.abc import Iterator
from html.entities import html5
from pathlib import Path

from ficbind import xhtml
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.readers.decode import decode
from ficbind.xhtml import Element

DECLARED = re.compile(rb"^\W{0,4}<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([\w.:-]+)")
"""The encoding that an XML declaration names."""

_MOST_TAGS = 4_000_000
"""Of one part; a million words in Word's own markup have half of it."""

_DECLARATION = re.compile(r"\s*<\?xml\s[^>]*\?>")
_BEFORE = re.compile(r"(?:\s++|<!--.*?-->|<\?.*?\?>)*+", re.S)
_DOCTYPE = re.compile(
    r"<!DOCTYPE\b[^\[>]*+(?:\[(?P<subset>(?:<!--.*?-->|[^\]\"'<]|<(?!!--)|\"[^\"]*\"|'[^']*')*+)\]\s*+)?>", re.I | re.S
)
"""A document type declaration (XML 1.0, section 2.8), with its internal subset."""

_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_LOCAL = re.compile("[}:]")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_HINT = "open the file in the program that made it and save it anew"


def parse(path: Path, data: bytes, *, recover: bool = False) -> Element:
    """Parse a part and give its root; with `recover`, mend what is not well-formed as far as it goes.

    HTML's named characters are read as what they stand for; a part that declares entities of its own is refused.
    """
    root = _parse(path, text_of(path, data), recover=recover)
    if root is None:
        raise refused(path, None, "the file holds no XML")
    return root


def text_of(path: Path, data: bytes) -> str:
    """Decode a part, and leave its declarations blank."""
    declared = DECLARED.search(data[:400])
    text = decode(data, path, declared=declared[1].decode("ascii", "replace") if declared else "").text
    text, subset = without_doctype(text.replace("\f", " "))
    if text.count("<") > _MOST_TAGS:
        raise refused(path, None, f"the file holds more than {_MOST_TAGS:,} tags")
    if subset:
        raise refused(path, 1, "the file declares entities or elements of its own", "do not trust the file")
    return text


def without_doctype(text: str) -> tuple[str, str]:
    """Blank the declarations before the root, so that lines keep their numbers; gives the internal subset, too."""
    declaration = _DECLARATION.match(text)
    if declaration:
        text = _blank(text, declaration)
    before = _BEFORE.match(text)
    found = _DOCTYPE.match(text, before.end() if before else 0)
    return (_blank(text, found), (found["subset"] or "").strip()) if found else (text, "")


def local(node: Element) -> str:
    """Give the name of an element without its namespace or an undeclared prefix, in lower case."""
    return _LOCAL.split(str(node.tag))[-1].lower() if isinstance(node.tag, str) else ""


def find_all(root: Element, *names: str) -> Iterator[Element]:
    """Find elements by their names without a namespace, in document order, the root included."""
    return (node for node in root.iter() if local(node) in names)


def attribute(node: Element, name: str) -> str:
    """Give an attribute by its name without a namespace, or ""."""
    wanted = name.lower()
    return next((str(v).strip() for key, v in node.attrib.items() if _LOCAL.split(str(key))[-1].lower() == wanted), "")


def refused(path: Path, line: int | None, message: str, hint: str = _HINT) -> FicbindError:
    """Make the error for a part that cannot be used."""
    return FicbindError(Diagnostic(Code.BAD_XML, "error", message, Location(path, line), hint))


def _parse(path: Path, text: str, *, recover: bool) -> Element | None:
    try:
        return xhtml.part(_NAMED.sub(_character, text), recover=recover)
    except xhtml.MalformedError as error:
        raise refused(path, error.line, f"the file is not well-formed XML: {error}") from error


def _character(found: re.Match[str]) -> str:
    known = None if found[1] in _OWN else html5.get(f"{found[1]};")
    return found[0] if known is None else "".join(f"&#{ord(char)};" for char in known)


def _blank(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + "\n" * found[0].count("\n") + text[found.end() :]
