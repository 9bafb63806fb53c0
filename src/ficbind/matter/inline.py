"""Text that stands in the manifest itself, as a draft like that of a file."""

import re
from html import escape

from ficbind.manifest.values import MatterEntry
from ficbind.model import Draft, Metadata, Section
from ficbind.vocabulary import LINE
from ficbind.xhtml import Markup, without_invalid

_LINED = frozenset({"dedication", "epigraph", "copyright", "title-page", "half-title", "colophon"})
"""Pages whose lines the editor breaks: everywhere else a line end is only where the editor's window ended."""

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_FORCED = re.compile(r"(?: {2,}|\\)\n[ \t]*")
_HEADING = re.compile(r"(#{1,3})[ \t]+(\S.*)")
_SOURCE = re.compile(r"\n[ \t]*(?=(?:[—–―]|--)[ \t]*[^\s—–―-][^\n]*$)")
# Nothing between the marks may hold a mark or a tag, so that what is found nests.
_MARKS = (
    (re.compile(r"\*\*(?=\S)([^*<\n]+)(?<=\S)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*<]+)(?<=\S)\*(?![\w*])"), r"<em>\1</em>"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_<]+)(?<=\S)_(?![\w_])"), r"<em>\1</em>"),
)


def draft(entry: MatterEntry) -> Draft:
    """Read an entry's text: a blank line ends a paragraph, `# ` a heading, `*x*` and `_x_` are emphasis."""
    source = entry.text or ""
    text = without_invalid(source.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if entry.kind == "epigraph":
        text = _SOURCE.sub("\n\n", text)
    line = f' {LINE}="{entry.where.line}"' if entry.where.line else ""
    line_end = "<br/>" if entry.kind in _LINED else " "
    blocks = (_block(block, line, line_end) for block in _BLANK_LINES.split(text) if block)
    return Draft(entry.where.path, Metadata(), (Section(None, Markup("\n".join(blocks))),), source)


def _block(text: str, line: str, line_end: str) -> str:
    heading = _HEADING.fullmatch(text)
    if heading:
        level = len(heading[1]) + 1
        return f"<h{level}{line}>{_inline(heading[2])}</h{level}>"
    return f"<p{line}>{_LINE_END.sub(line_end, _FORCED.sub('<br/>', _inline(text)))}</p>"


def _inline(text: str) -> str:
    marked = escape(text, quote=False)
    for pattern, replacement in _MARKS:
        marked = pattern.sub(replacement, marked)
    return marked
