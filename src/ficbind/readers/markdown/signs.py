"""Tell Markdown from plain text that only borrows its stars: by front matter, links, notes, tables and headings."""

import re
from itertools import pairwise
from pathlib import PurePath

from ficbind.readers.markdown.front_matter import end_of
from ficbind.readers.markdown.passage_names import FENCED

_ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn"})
_SAMPLE = 400_000
_LONG = 100
_FEW = 5
_HEADINGS = re.compile(r"^#{1,6} +\S", re.M)
_BLOCK = re.compile(r"#{1,6} +\S|`{3}|~{3}[^~]*$")
_SIGNS = (
    (("#",), _HEADINGS, 1),
    (("](",), re.compile(r"\[[^\]\n]{1,200}\]\((?:https?:|mailto:|#|\.{0,2}/|[\w-]+\.\w)[^)\n]*\)"), 1),
    (("![",), re.compile(r"!\[[^\]\n]{0,200}\]\([^)\s]+[^)\n]*\)"), 1),
    (("[^",), re.compile(r"^ {0,3}\[\^[^\]\s]+\]: ", re.M), 2),
    ((":::",), FENCED, 2),
    (("]: ",), re.compile(r"^ {0,3}\[[^\]\n^]{1,80}\]: +<?(?:https?:|www\.)\S+$", re.M), 1),
    (("---",), re.compile(r"^\|?(?: *:?-{3,}:? *\|)+ *:?-*:? *$", re.M), 2),
    (("```", "~~~"), re.compile(r"^ {0,3}(?:`{3,}|~{3,}) *\w*$(?:.|\n)*?^ {0,3}(?:`{3,}|~{3,}) *$", re.M), 1),
)
"""Sign of Markdown → what it proves, after what every such sign holds; stars, rules and underlines prove nothing."""

_ENOUGH = 2


def is_markdown(data: bytes, name: str = "") -> bool:
    """Tell whether a text is Markdown.

    The ending of the name is a hint: without it a text must show what nobody types into plain text; with it, it is
    Markdown unless its paragraphs are parted by single line ends, which Markdown would join.
    """
    text = _decoded(data[:_SAMPLE])
    lines = text.split("\n")
    matter = lines[: end_of(lines)]
    # The header of a plain text may stand between two rules; nobody types lists into one.
    nested = any(line.startswith((" ", "- ")) for line in matter)
    signs = sum(worth for parts, sign, worth in _SIGNS if _has(text, parts) and sign.search(text))
    proof = bool(matter) + nested + signs
    if PurePath(name).suffix.lower() in _ENDINGS:
        return bool(matter) or proof >= _ENOUGH or not _is_unparted(lines)
    return proof >= _ENOUGH


def _has(text: str, parts: tuple[str, ...]) -> bool:
    return any(part in text for part in parts)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        text = data.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_unparted(lines: list[str]) -> bool:
    """Tell whether every line is a paragraph."""
    lines = [line.strip("> \t") for line in lines]
    filled = [line for line in lines if line]
    glued = sum(1 for one, other in pairwise(lines) if len(one) > _LONG and other)
    parted = sum(1 for one, other in pairwise(lines) if one and not other)
    return glued > parted or (parted <= 1 and len(filled) > _FEW and not any(_BLOCK.match(line) for line in filled))
