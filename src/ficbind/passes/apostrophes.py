"""Tell apostrophes from single quotation marks."""

import re
from collections.abc import Sequence
from itertools import islice

from ficbind.passes.languages import Rules
from ficbind.passes.marks import Mark, Stand

APOSTROPHE = "’"

_WORD = re.compile(r"(?![^\W\d_]\.[^\W\d_])[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A word with its apostrophes, and no abbreviation such as E.T."""
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_DECADE = re.compile(r"\d\ds(?!\w)")
_YEAR = re.compile(r"\d\d(?!\w)")
_DROPPED_G = re.compile(r"\w{2,}in", re.IGNORECASE)
_LOOK_AHEAD = 60
"""Marks: no speech holds more, and a look-ahead without end would make long paragraphs slow."""


def leads(text: str, marks: Sequence[Mark], number: int, *, rules: Rules, inside: bool) -> bool:
    """Tell whether a mark before a word stands for letters left out, as in ’twas; `inside`: in single quotes."""
    mark = marks[number]
    word = _WORD.match(text, mark.end)
    if word is None:
        return _leads_year(text, marks, number, inside=inside)
    lost = word[0].replace("’", "'").lower()
    if lost in rules.elisions:
        return inside or lost == "n" or not _enclosed(marks, number, word.end())
    if lost in rules.doubtful_elisions:
        return inside or not closes_ahead(text, marks, number, rules)
    return not inside and word[0][0].islower() and not closes_ahead(text, marks, number, rules, weakly=True)


def faces_wrong(text: str, marks: Sequence[Mark], number: int, rules: Rules) -> bool:
    """Tell whether a ‘ that was set already ought to be an apostrophe: only where nothing else is likely."""
    end = marks[number].end
    word = _WORD.match(text, end)
    if word is None:
        return _DECADE.match(text, end) is not None
    lost = word[0].replace("’", "'").lower()
    if lost in rules.elisions:
        return lost == "n" or not _enclosed(marks, number, word.end())
    later = islice(marks, number + 1, number + 1 + _LOOK_AHEAD)
    return lost in rules.doubtful_elisions and all(mark.double or mark.stand is not Stand.CLOSING for mark in later)


def leads_year(text: str, mark: Mark) -> bool:
    """Tell whether a mark stands before a year or decade of two digits."""
    return _YEAR.match(text, mark.end) is not None or _DECADE.match(text, mark.end) is not None


def _leads_year(text: str, marks: Sequence[Mark], number: int, *, inside: bool) -> bool:
    end = marks[number].end
    if _DECADE.match(text, end):
        return True
    if not _YEAR.match(text, end):
        return False
    following = marks[number + 1] if number + 1 < len(marks) else None
    return inside or following is None or following.double or following.stand is not Stand.CLOSING


def _enclosed(marks: Sequence[Mark], number: int, end: int) -> bool:
    following = marks[number + 1] if number + 1 < len(marks) else None
    return following is not None and not following.double and following.start == end


def trails(text: str, marks: Sequence[Mark], number: int, rules: Rules) -> bool:
    """Tell whether a mark after a word, inside single quotes, is an apostrophe, as in the girls’ coats."""
    mark = marks[number]
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 2]
    if not before.isalpha():
        return False
    if len(after) == 2 and after[0] == "-" and after[1].isalpha():
        return True
    if before in "nN" and number and marks[number - 1].end == mark.start - 1:
        return True
    return _may_trail(text, mark, rules) and closes_ahead(text, marks, number, rules)


def _may_trail(text: str, mark: Mark, rules: Rules) -> bool:
    word = _LAST_WORD.search(text, max(0, mark.start - 24), mark.start)
    if word is None:
        return False
    clipped = word[0].lower()
    if clipped[-1] in "szx":
        following = text[mark.end : mark.end + 2]
        return len(following) == 2 and following[0].isspace() and following[1].isalpha()
    return clipped in rules.clipped or (bool(rules.clipped) and _DROPPED_G.fullmatch(clipped) is not None)


def closes_ahead(text: str, marks: Sequence[Mark], number: int, rules: Rules, *, weakly: bool = False) -> bool:
    """Tell whether a later mark can close single quotes; `weakly` counts one that may be an apostrophe."""
    depth, doubtful = 0, False
    for mark in islice(marks, number + 1, number + 1 + _LOOK_AHEAD):
        if mark.double:
            depth += {Stand.OPENING: 1, Stand.CLOSING: -1}.get(mark.stand, 0)
            if depth < 0:
                break
        elif mark.stand is Stand.CLOSING:
            if not _may_trail(text, mark, rules):
                return True
            doubtful = True
        elif mark.stand is Stand.OPENING and not _is_elision(text, mark, rules):
            break
    return weakly and doubtful


def _is_elision(text: str, mark: Mark, rules: Rules) -> bool:
    word = _WORD.match(text, mark.end)
    lost = word[0].replace("’", "'").lower() if word else ""
    return lost in rules.elisions or lost in rules.doubtful_elisions or bool(_YEAR.match(text, mark.end))
