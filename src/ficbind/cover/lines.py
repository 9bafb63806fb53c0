"""Break a text into lines of even length; no word is ever hyphenated."""

import re
import unicodedata
from functools import lru_cache

_DP_LIMIT = 36
"""Words up to which every way of breaking is weighed."""

_WEAK_END = 0.25
"""What an article or preposition at a line's end costs, beside a line that misses the mean by as much."""


@lru_cache(maxsize=512)
def words(text: str) -> tuple[str, ...]:
    """Split text where a line may end; a space that would end the line is not part of a word."""
    found: list[str] = []
    for chunk in re.split(r"[ \t\n]+", text.strip()):
        parts = re.findall(r".+?(?:[-‐–—/](?=\w)|$)", chunk)
        for number, part in enumerate(parts):
            glue = "" if number else " "
            found += _ideographs(glue + part)
    return tuple(found)


def _ideographs(part: str) -> list[str]:
    """East Asian text may break between any two characters, but not before closing punctuation."""
    pieces: list[str] = []
    for each in part:
        wide = unicodedata.east_asian_width(each) in ("W", "F") and unicodedata.category(each)[0] in "LN"
        if wide and pieces and pieces[-1].strip() and not _opening(pieces[-1]):
            pieces.append(each)
        elif pieces:
            pieces[-1] += each
        else:
            pieces.append(each)
    return pieces


def _opening(piece: str) -> bool:
    return unicodedata.category(piece[-1]) in ("Ps", "Pi") or unicodedata.east_asian_width(piece[-1]) not in ("W", "F")


def join(parts: tuple[str, ...]) -> str:
    """Put words together as one line."""
    return "".join(parts).strip(" ")


def greedy(widths: tuple[float, ...], width: float) -> list[int] | None:
    """Fill lines as far as they go; gives the index after each line's last word, `None` if a word is too wide."""
    ends: list[int] = []
    used = 0.0
    for index, wide in enumerate(widths):
        if wide > width:
            return None
        if index and used + wide > width:
            ends.append(index)
            used = 0.0
        used += wide
    return [*ends, len(widths)]


def balanced(parts: tuple[str, ...], widths: tuple[float, ...], width: float) -> list[str] | None:
    """Break into as few lines as fit into `width`, as even as they can be."""
    ends = greedy(widths, width)
    if ends is None:
        return None
    if len(ends) > 1:
        ends = _weigh(parts, widths, width, len(ends)) if len(parts) <= _DP_LIMIT else _narrow(widths, width, ends)
    return [join(parts[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def _narrow(widths: tuple[float, ...], width: float, ends: list[int]) -> list[int]:
    """Find the narrowest measure that needs no further line."""
    low, high, best = 0.0, width, ends
    for _ in range(12):
        middle = (low + high) / 2
        found = greedy(widths, middle)
        if found and len(found) == len(ends):
            high, best = middle, found
        else:
            low = middle
    return best


def _weigh(parts: tuple[str, ...], widths: tuple[float, ...], width: float, count: int) -> list[int]:
    """Choose the breaks that cost least among all with `count` lines."""
    mean = sum(widths) / count
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for _ in range(count):
        step: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in best.items():
            used = 0.0
            for end in range(start + 1, len(parts) + 1):
                used += widths[end - 1]
                if used > width:
                    break
                total = cost + _cost(used / mean, parts[end - 1], last=end == len(parts))
                if end not in step or total < step[end][0]:
                    step[end] = (total, [*ends, end])
        best = step
    return best[len(parts)][1]


def _cost(share: float, word: str, *, last: bool) -> float:
    weak = not last and len(word.strip()) <= 3 and word.strip().isalpha()
    return (share - 1) ** 2 + (_WEAK_END if weak else 0)
