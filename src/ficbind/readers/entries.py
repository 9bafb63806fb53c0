"""Read one line of a header block: `Title: x`, `**Rating** - PG`, `[Pairing] A/B`, `Words: 9 | Genre: Humour`."""

import re

from ficbind.conventions import labels, notes, ratings
from ficbind.conventions.labels import Label
from ficbind.model import Field
from ficbind.records import dataclass

_LONGEST, _LONGEST_KEY = 20_000, 48
"""Characters: no label begins a line longer than any summary, and no value is so long that its patterns take time."""

_MARKS = " \t*_~>|•·#+=-–—\"“”'<\u00a0"
_TAG = re.compile(r"</?(?:b|i|u|em|strong|font|span|center|p|br)\b[^>]*>", re.I)
_BRACKETED = re.compile(r"[\s*_]*[\[{(](?P<key>[^\]})]{2,40})[\]})][\s*_]*[:：=-]?\s*(?P<value>.*)")
_INSIDE = re.compile(r"\s*\[(?P<key>[^\]:]{2,40}):\s*(?P<value>[^\]]*)\]\s*")
_COLON = re.compile(r"(?P<key>[^:：]{1,60}?)\s*(?:[:：])(?!/)(?P<value>.*)")
_OTHER = re.compile(
    r"(?P<key>[^\W\d_][^=\t]{0,40}?)(?:\s*=\s*|\s*\.{3,}\s*:?|\t+|\s+[-–—]{1,2}\s+|\s*;\s+|\s*>{2,}\s*)(?P<value>\S.*)"
)
_BAR_SIGN = re.compile("[|•·‖¦║~*/\t\x0b-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
"""What every bar has, but for one that is three spaces."""

_BARS = re.compile(r"\s*[|•·‖¦║]\s*|\s{3,}|\t+|\s+(?://|~|\*)\s+")
_INNER = re.compile(r"(?<!\s)(?:\s{2,}+|(?<=[,;.\d])\s++)(?=(?P<key>[A-Za-z][A-Za-z'’/() -]{2,28}?):)")
_UNKNOWN = re.compile(r"[\s*_>•\[-]*(?P<key>[A-ZÀ-ÞА-Я][\w'’/&. -]{0,34}?)[\s*_\]]*:[\s*_]*(?P<value>.*)")
_RATED = re.compile(r"(?P<key>Rat(?:ed|ing)) (?P<value>\S.{0,40})", re.I)
_QUOTES = ('"', "“", "”", "‘", "«", "„")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what follows it on its line; `label` is `None` for a label that no table knows."""

    key: str
    value: str
    label: Label | None
    colon: bool = True


def parse(text: str) -> tuple[Pair, ...]:
    """Read a line that begins with a known label; nothing for any other line."""
    line = _TAG.sub("", text) if "<" in text else text
    if len(line) > _LONGEST:
        return ()
    if notes.quotes_speech(line):
        return ()
    pieces = _pieces(line.strip())
    if len(pieces) > 1:
        pairs = _several(pieces)
        if len(pairs) > 1:
            return pairs
    first = _single(line)
    return _divided(first) if first else ()


def _pieces(line: str) -> list[str]:
    """Part a line at its bars; most lines have none, which is seen faster than where they would be."""
    if "   " not in line and _BAR_SIGN.search(line) is None:
        return [line]
    return [piece for piece in _BARS.split(line) if piece]


def alone(text: str) -> Pair | None:
    """Read a line that is nothing but the label of a paragraph below it: `Summary`, `Notes`."""
    key = text.strip(_MARKS)
    label = labels.find(key) if len(key.split()) <= 3 and key[:1].isupper() else None
    known = label is not None and label.field in {Field.SUMMARY, Field.NOTES, Field.DISCLAIMER}
    return Pair(key, "", label, colon=False) if known and label and label.strength != "loose" else None


def unknown(text: str) -> Pair | None:
    """Read a line that has the shape of a label and a value, such as `Location: Seattle`."""
    found = _UNKNOWN.fullmatch(text) if len(text) <= _LONGEST else None
    if not found or len(found["key"].split()) > 4:
        return None
    value = found["value"].strip()
    return None if value.startswith(_QUOTES) else Pair(found["key"].strip(), value.rstrip("*_ "), None)


def _several(pieces: list[str]) -> tuple[Pair, ...]:
    """Read the pieces of one line; a piece without a label belongs to the piece before it."""
    pairs: list[Pair] = []
    for piece in pieces:
        pair = _single(piece)
        if pair and pair.colon:
            pairs.append(pair)
        elif pairs:
            last = pairs[-1]
            pairs[-1] = Pair(last.key, f"{last.value}, {piece}".lstrip(", "), last.label)
        else:
            return ()
    return tuple(pairs)


def _single(text: str) -> Pair | None:
    for pattern in (_INSIDE, _BRACKETED):
        found = pattern.fullmatch(text)
        if found:
            pair = _pair(found, colon=True)
            if pair and pair.label and pair.label.strength != "loose":
                return pair
    plain = _undecorated(text)
    found = _COLON.fullmatch(plain)
    if found:
        return _pair(found, colon=True)
    found = _OTHER.fullmatch(plain) or _rated(plain)
    pair = _pair(found, colon=False) if found else None
    return pair if pair and pair.label and pair.label.strength in {"strong", "plain"} else None


def _rated(text: str) -> re.Match[str] | None:
    """Read `Rated M`: a rating needs no colon to be known as one."""
    found = _RATED.fullmatch(text)
    return found if found and ratings.level(found["value"]) else None


def _undecorated(text: str) -> str:
    """Take the marks off a whole line: `**Title: x**`, `> Title: x`, `(Title: x)`."""
    line = text.strip()
    plain = line.lstrip(_MARKS + "[(")
    marks = line[: len(line) - len(plain)]
    closing = "".join({"[": "]", "(": ")"}.get(mark, mark) for mark in marks if not mark.isspace())
    return plain.rstrip(closing) if closing and plain.count(closing[-1]) % 2 else plain


def _pair(found: re.Match[str], *, colon: bool) -> Pair | None:
    key = found["key"].strip(_MARKS + "])")
    if len(key) > _LONGEST_KEY:
        return None
    label = labels.find(key)
    return Pair(key, _value(found["value"]), label, colon) if label else None


def _value(text: str) -> str:
    value = text.strip().strip("\u00a0")
    # The marks that close a label in bold stand after its colon: `**Title:** x`.
    while value[:1] in {"*", "_", "]", ":"} and value.count(value[0]) % 2:
        value = value[1:].lstrip()
    if value.startswith("**") and value.count("**") == 1:
        value = value[2:].lstrip()
    return value


def _divided(pair: Pair) -> tuple[Pair, ...]:
    """Divide `PG  Pairing: A/B` where a further known label stands in the value."""
    for found in _INNER.finditer(pair.value):
        label = labels.find(found["key"])
        counted = pair.value[: found.start()][-1:].isdigit()
        wide = found.group().isspace() and len(found.group()) > 1
        enough = {"strong", "plain", "weak"} if counted else {"strong", "plain"} if wide else {"strong"}
        if label and label.strength in enough and _is_short(pair, found.start()):
            head = Pair(pair.key, pair.value[: found.start()].rstrip(" ,;"), pair.label)
            rest = _single(pair.value[found.end() :])
            return (head, *_divided(rest)) if rest else (pair,)
    return (pair,)


def _is_short(pair: Pair, length: int) -> bool:
    return length <= 80 and pair.label is not None
