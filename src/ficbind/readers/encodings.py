"""Guess the encoding of text that is neither Unicode nor says what it is."""

import re
import unicodedata
from collections.abc import Iterable

_ENOUGH = 40_000
_ENOUGH_LETTERS = 12
_HIGH = re.compile(rb"[\x80-\xff]")
_NEAR = re.compile(r".?[^\x00-\x7f].?", re.S)

_WINDOWS = {
    # Windows' code pages hold all that these do, and quotation marks (WHATWG Encoding, section 4.2).
    "iso-8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-15": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
_OPENING = frozenset("“‘„«‹¿¡")
_CLOSING = frozenset("”’»›…")


def guess(data: bytes) -> str:
    """Name the likeliest encoding of `data`: Windows Western unless its letters read better in another."""
    sample = _sample(data)
    named = _detected(sample)
    scores = {name: _score(sample, name) for name in _distinct("cp1252", "mac_roman", named, "cp850")}
    best = max(scores, key=lambda name: scores[name])
    letters = sum(1 for char in sample.decode(named, "replace") if char.isalpha() and not char.isascii())
    if letters >= _ENOUGH_LETTERS and scores[named] >= 0.9 * scores[best]:
        return named
    return best


def _sample(data: bytes) -> bytes:
    """Gather the lines that hold evidence."""
    lines = []
    size = 0
    for line in data.split(b"\n"):
        if _HIGH.search(line):
            lines.append(line)
            size += len(line)
        if size > _ENOUGH:
            break
    return b"\n".join(lines)


def _detected(sample: bytes) -> str:
    import chardet  # late: text in Unicode needs no guess

    name = (chardet.detect(sample)["encoding"] or "cp1252").lower()
    name = _WINDOWS.get(name, name)
    try:
        sample.decode(name, "replace")
    except LookupError:
        return "cp1252"
    return name.replace("windows-", "cp")


def _distinct(*names: str) -> Iterable[str]:
    return dict.fromkeys(names)


def _score(sample: bytes, encoding: str) -> float:
    """Judge how much the decoded sample looks like prose: each character beyond ASCII by its neighbours."""
    text = sample.decode(encoding, "replace")
    score = 0.0
    places = list(_NEAR.finditer(text))
    for found in places:
        near = found.group()
        at = next(index for index, char in enumerate(near) if not char.isascii())
        before = near[at - 1] if at else " "
        after = near[at + 1] if at + 1 < len(near) else " "
        score += _merit(before, near[at], after)
    return score / max(1, len(places))


def _merit(before: str, char: str, after: str) -> float:
    kind = unicodedata.category(char)
    if char == "�" or kind in {"Cc", "Co", "Cn"}:
        return -3
    if kind[0] == "L":
        return _letter_merit(before, char, after)
    if char == "’" and before.isalpha() and after.isalpha():
        return 2
    if char in _OPENING:
        return 1.5 if not before.isalnum() and not after.isspace() else -1
    if char in _CLOSING:
        return 1.5 if not before.isspace() else -0.5
    if char in "—–":
        return 1
    if before.isalpha() and after.isalpha():
        return -2
    return 0 if kind in {"Zs", "Po"} or char in "°§©®™£€•" else -0.5


def _letter_merit(before: str, char: str, after: str) -> float:
    if char.isupper() and before.islower():
        return -2
    if any(each.isalpha() and each.isascii() != _is_latin(char) and each.isascii() for each in (before, after)):
        return -2
    if not (before.isalpha() or after.isalpha()):
        return -0.5
    return 1 if char.islower() or after.islower() or after.isupper() or unicodedata.category(char) == "Lo" else 0.2


def _is_latin(char: str) -> bool:
    return "LATIN" in unicodedata.name(char, "")
