"""EPUBCheck's findings in plain words, by the table in docs/messages/epubcheck.md."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ficbind.bundled import bundled
from ficbind.checks.epubcheck import place
from ficbind.checks.epubcheck_process import Verdict
from ficbind.diagnostics import Diagnostic
from ficbind.judging.findings import EVERYBODY, MOST_PLACES, Finding, Gravity, quoted
from ficbind.judging.schema_words import plain
from ficbind.records import dataclass

_SECTION = re.compile(
    r"^## (?P<id>[A-Z]{3}-\d{3}) (?P<message>.*)\n\n(?P<why>(?:.+\n)+)\nWhat to do: (?P<hint>(?:.+\n?)+)", re.M
)
_SCHEMAS = frozenset({"RSC-005", "RSC-016", "RSC-017"})
_PIECE = re.compile(r"[\"“](.+?)[\"”](?=[\s,.;:)]|$)")
_WORTH_TELLING = frozenset(
    {"ACC-009", "ACC-011", "CSS-006", "CSS-007", "HTM-045", "NCX-006", "OPF-003", "OPF-062", "OPF-072", "PKG-024"}
)
"""Remarks of EPUBCheck (INFO, USAGE) that a reader of the book may notice."""

_GRAVITIES: dict[str, Gravity] = {"FATAL": "error", "ERROR": "error", "WARNING": "warning"}
_MOST_QUOTED = 3
_WITHOUT_PIECES = frozenset({"CSS-008", "HTM-004", "HTM-009"})
"""Findings whose quotations are of no help."""

SAME = {
    "J203": frozenset({"OPF-092"}),
    "J301": frozenset({"RSC-016"}),
    "J101": frozenset({"RSC-006"}),
    "J610": frozenset({"RSC-005"}),
}
"""Our rule → EPUBCheck's findings that say the same."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a number of EPUBCheck's means and what to do about it."""

    message: str
    hint: str


@cache
def meanings() -> dict[str, Meaning]:
    """Read the table: number → meaning."""
    text = (bundled("messages") / "epubcheck.md").read_text(encoding="utf-8")
    return {
        found["id"]: Meaning(" ".join(found["message"].split()), " ".join(found["hint"].split()))
        for found in _SECTION.finditer(text)
    }


def number(said: str) -> str:
    """Give the number under which a finding stands in the table: `RSC-007` for `RSC_007w`."""
    return said.replace("_", "-").rstrip("abcdefw")


def translated(verdict: Verdict, path: Path) -> Iterator[Finding]:
    """Put a verdict into plain words; findings of the same words become one."""
    found: dict[tuple[str, str], Finding] = {}
    for message in (*verdict.messages, *verdict.remarks):
        if number(message["ID"]) in _WORTH_TELLING or message["severity"] in _GRAVITIES:
            each = _finding(message, path)
            key = each.code, each.message.partition(": '")[0]
            found[key] = _joined(found[key], each) if key in found else each
    yield from found.values()


def _joined(one: Finding, other: Finding) -> Finding:
    places = tuple(dict.fromkeys((*one.places, *other.places)))[:MOST_PLACES]
    return replace(one, places=places, count=one.count + other.count)


def _finding(message: Mapping[str, Any], path: Path) -> Finding:
    code = number(message["ID"])
    said = " ".join(str(message["message"]).split())
    words, hint = _words(code, said)
    locations = message["locations"]
    places = tuple(dict.fromkeys(place([each], path) for each in locations)) or (place([], path),)
    count = max(len(locations) + int(message["additionalLocations"]), 1)
    return Finding(code, _GRAVITIES.get(message["severity"], "advice"), EVERYBODY, words, hint, places, count, said)


def _words(code: str, said: str) -> tuple[str, str]:
    meaning = meanings().get(code)
    if code in _SCHEMAS:
        text = said.partition("while parsing file: ")[2] or said
        known = plain(text)
        if known:
            return known
        return (f"{meaning.message}: {quoted(text, 160)}", meaning.hint) if meaning else (text, "")
    if meaning is None:
        return f"EPUBCheck says: {quoted(said, 200)}", "look at this place, or ask who made the book"
    found = () if code in _WITHOUT_PIECES else _PIECE.findall(said)[:_MOST_QUOTED]
    pieces = ", ".join(quoted(piece) for piece in found)
    return (f"{meaning.message}: {pieces}" if pieces else meaning.message), meaning.hint


def unheard(reason: Diagnostic) -> Finding:
    """Say that EPUBCheck gave no verdict."""
    return Finding(reason.code.value, "error", EVERYBODY, reason.message, reason.hint, (reason.where,), 1)
