"""Set quotation marks, apostrophes and primes."""

import re
from itertools import islice

from ficbind.passes.apostrophes import APOSTROPHE, faces_wrong, leads, leads_year, trails
from ficbind.passes.languages import Rules
from ficbind.passes.marks import SIGNS, Mark, Stand, kind, read_marks
from ficbind.passes.prose import Edit
from ficbind.records import dataclass

MARKED = re.compile(r"[\"'`´‘’‚‛“”„‟«»‹›,<>](?:(?<![,<>])|(?<=,),|(?<=<)<|(?<=>)>)")

DOUBTFUL = re.compile(
    rf"[{SIGNS}](?:(?<=\w.)(?![\w\s.,;:!?…)]|$)|(?<=[.,;:!?…].)(?![\s.,;:!?…)]|$)|(?<=[^\w\s.,;:!?…].)|(?<![^\s].)(?!\w))"
)
"""A mark that does not plainly open a word, close one or stand in one; how it is set can follow from what is by it."""

_CLOSERS = {"“": "”", "‘": "’", "«": "»", "‹": "›", "»": "«", "›": "‹", "‟": "”", "‛": "’"}
_LOOK_AHEAD, _NEAR, _DEEPEST = 200, 60, 60
"""Marks: how far a look goes, and how many may be open, so that a long paragraph takes no longer than many short."""

_STRAIGHT = frozenset(("'", "`", "´"))
_TYPED_DOUBLE = frozenset(('"', "``", "''", ",,", "<<", ">>"))
_YEAR = re.compile(r"(?<!\d)\d{4}\Z")
# A pattern that begins with characters is found many times faster than one that begins with a look around.
_DOUBLE_SPEECH = re.compile(r"[\"“„«](?:(?<=\A.)|(?<=[\s\u2028(—–-].))(?=\w)")
_SINGLE_SPEECH = re.compile(r"['‘‚](?:(?<=\A.)|(?<=[\s\u2028(—–-].))(?=\w)")


@dataclass(slots=True)
class _Open:
    double: bool
    closer: str
    number: int


@dataclass(slots=True)
class _Setting:
    text: str
    rules: Rules
    marks: list[Mark]
    single_outside: bool
    chosen: list[str]
    stack: list[_Open]


def prefers_single(text: str) -> bool:
    """Tell whether single quotes are the outer ones of a text."""
    return len(_SINGLE_SPEECH.findall(text)) > len(_DOUBLE_SPEECH.findall(text))


def set_quotes(text: str, rules: Rules, *, single_outside: bool) -> list[Edit]:
    """Find what each mark of a paragraph ought to be; curly marks that stand right are trusted."""
    marks = read_marks(text, guillemets=rules.has_guillemets)
    setting = _Setting(text, rules, marks, single_outside, [mark.typed for mark in marks], [])
    for number, mark in enumerate(marks):
        if mark.typed in _TYPED_DOUBLE:
            _set_double(setting, number)
        elif mark.double or mark.typed in "‚‹›":
            _follow(setting, number)
        else:
            _set_single(setting, number)
    return [(mark.start, mark.end, new) for mark, new in zip(marks, setting.chosen, strict=True) if new != mark.typed]


def _set_double(setting: _Setting, number: int) -> None:
    if _is_inches(setting, number):
        setting.chosen[number] = "″"
    elif _closes(setting, number):
        _close(setting, number)
    else:
        _open(setting, number)


def _closes(setting: _Setting, number: int) -> bool:
    mark = setting.marks[number]
    if mark.typed in ("<<", ">>"):
        return mark.typed == ">>"
    if mark.stand in (Stand.OPENING, Stand.CLOSING):
        return mark.stand is Stand.CLOSING
    if mark.stand is Stand.INSIDE and _follows_elision(setting, number):
        return False
    return mark.typed not in ("``", ",,") and _is_open(setting, double=True)


def _follows_elision(setting: _Setting, number: int) -> bool:
    """Tell a quotation that begins after an article, as in l’« Étoile »."""
    before = setting.marks[number - 1]
    return number > 0 and before.end == setting.marks[number].start and setting.chosen[number - 1] == APOSTROPHE


def _set_single(setting: _Setting, number: int) -> None:
    mark = setting.marks[number]
    # Inside double marks a single one cannot close what was opened outside them.
    inside = bool(setting.stack) and not setting.stack[-1].double
    if mark.stand is Stand.INSIDE:
        setting.chosen[number] = _minutes(setting, mark) or APOSTROPHE
    elif mark.typed == "’":
        _follow_apostrophe(setting, number, inside=inside)
    elif mark.stand is Stand.OPENING or (mark.stand is Stand.EITHER and (not inside or leads_year(setting.text, mark))):
        _set_leading(setting, number, inside=inside)
    elif _is_feet(setting, number, inside=inside):
        setting.chosen[number] = "′"
    elif not inside or trails(setting.text, setting.marks, number, setting.rules):
        setting.chosen[number] = APOSTROPHE
    else:
        _close(setting, number)
    if mark.typed == "‘" and setting.chosen[number] != "‘" and not _may_turn(setting, mark):
        setting.chosen[number] = "‘"


def _may_turn(setting: _Setting, mark: Mark) -> bool:
    """Tell whether a ‘ after a word can only be a mistake: in some languages it closes."""
    if setting.rules.keeps_levels or mark.stand is Stand.OPENING:
        return True
    neighbours = setting.text[mark.start - 1 : mark.start] + setting.text[mark.end : mark.end + 1]
    return mark.start > 0 and len(neighbours) == 2 and neighbours.isalpha()


def _set_leading(setting: _Setting, number: int, *, inside: bool) -> None:
    mark = setting.marks[number]
    alone = mark.stand is Stand.EITHER and kind(setting.text[mark.end : mark.end + 1] or " ") == "space"
    if alone or (not _touches_mark(setting, number) and _leads(setting, number, inside=inside)):
        setting.chosen[number] = APOSTROPHE
    else:
        _open(setting, number)


def _leads(setting: _Setting, number: int, *, inside: bool) -> bool:
    text, marks, rules = setting.text, setting.marks, setting.rules
    if marks[number].typed in _STRAIGHT:
        return leads(text, marks, number, rules=rules, inside=inside)
    return faces_wrong(text, marks, number, rules)


def _touches_mark(setting: _Setting, number: int) -> bool:
    following = setting.marks[number + 1 : number + 2]
    return bool(following) and following[0].start == setting.marks[number].end


def _follow_apostrophe(setting: _Setting, number: int, *, inside: bool) -> None:
    """Keep a curly apostrophe, and let it close single quotes where it can be nothing else."""
    if setting.marks[number].stand is Stand.OPENING and setting.rules.levels[1] == "’’":
        _open(setting, number)
    elif (
        inside
        and setting.marks[number].stand is not Stand.OPENING
        and not trails(setting.text, setting.marks, number, setting.rules)
    ):
        _close(setting, number)
        setting.chosen[number] = APOSTROPHE


def _follow(setting: _Setting, number: int) -> None:
    """Let a mark that is set already take part in the nesting; turn “ or ” where it plainly faces the wrong way."""
    mark = setting.marks[number]
    inside = _is_open(setting, double=mark.double)
    closing = _faces_left(setting, mark, inside=inside)
    english = setting.rules.keeps_levels and setting.rules.levels[0] == "“”"
    if closing and inside:
        _close(setting, number)
    elif not closing:
        _open(setting, number)
    if not (english and mark.typed in "“”"):
        setting.chosen[number] = mark.typed


def _faces_left(setting: _Setting, mark: Mark, *, inside: bool) -> bool:
    if mark.typed in "“”‟" or _is_reversible(setting.rules, mark.typed):
        awaited = setting.stack[-1].closer if setting.stack else ""
        if mark.typed == awaited and mark.stand is not Stand.OPENING:
            return True
        if mark.stand in (Stand.OPENING, Stand.CLOSING):
            return mark.stand is Stand.CLOSING and (inside or mark.typed in "”»›")
    return mark.typed in "”»›"


def _is_reversible(rules: Rules, typed: str) -> bool:
    return typed in "«»‹›" and not rules.padding


def _open(setting: _Setting, number: int) -> None:
    mark = setting.marks[number]
    if mark.double and not setting.rules.keeps_levels:
        _forget_unclosed(setting, number)
    if len(setting.stack) >= _DEEPEST:
        setting.stack.clear()
    pair = _pair_for(setting, mark)
    setting.chosen[number] = pair[0]
    setting.stack.append(_Open(mark.double, pair[1], number))


def _pair_for(setting: _Setting, mark: Mark) -> str:
    levels = setting.rules.levels
    if mark.stand is Stand.INSIDE:
        # Between two letters ‘ would read as an apostrophe.
        levels = tuple(pair for pair in levels if pair[0] != "‘" or not mark.double)
    if mark.typed in "„‚":
        return mark.typed + _low_closer(levels, mark.typed)
    if mark.typed in _CLOSERS and mark.typed != "’":
        return mark.typed + _CLOSERS[mark.typed]
    if setting.rules.keeps_levels:
        return levels[0] if mark.double else levels[1]
    depth = len(setting.stack)
    if depth == 0:
        return levels[0] if mark.double or setting.single_outside else levels[1]
    pair = levels[depth % len(levels)]
    return levels[(depth + 1) % len(levels)] if pair[1] == setting.stack[-1].closer else pair


def _low_closer(levels: tuple[str, ...], typed: str) -> str:
    return next((pair[1] for pair in levels if pair[0] == typed), "“" if typed == "„" else "‘")


def _forget_unclosed(setting: _Setting, number: int) -> None:
    """Drop a speech that the paragraph cannot close any more: its author forgot the mark."""
    opened = sum(1 for entry in setting.stack if entry.double)
    if opened:
        ahead = islice(setting.marks, number + 1, number + 1 + _LOOK_AHEAD)
        left = sum(1 for mark in ahead if mark.double and mark.stand is not Stand.OPENING)
        if left <= opened:
            setting.stack.clear()


def _close(setting: _Setting, number: int) -> None:
    mark = setting.marks[number]
    depth = len(setting.stack) - 1
    while depth >= 0 and setting.stack[depth].double != mark.double:
        depth -= 1
    if depth < 0:
        setting.chosen[number] = setting.rules.levels[0][1]
        return
    for entry in setting.stack[depth + 1 :]:
        # Speech ends over a single mark that nothing closed: letters were left out there.
        if setting.marks[entry.number].typed in _STRAIGHT:
            setting.chosen[entry.number] = APOSTROPHE
    setting.chosen[number] = setting.stack[depth].closer
    del setting.stack[depth:]


def _is_open(setting: _Setting, *, double: bool) -> bool:
    return any(entry.double == double for entry in setting.stack)


def _is_inches(setting: _Setting, number: int) -> bool:
    mark, text = setting.marks[number], setting.text
    if not _follows_number(text, mark) or mark.stand is Stand.OPENING:
        return False
    if not _is_open(setting, double=True):
        return _YEAR.search(text, max(0, mark.start - 5), mark.start) is None
    following = next((later for later in islice(setting.marks, number + 1, number + 1 + _NEAR) if later.double), None)
    return following is not None and following.stand is Stand.CLOSING


def _is_feet(setting: _Setting, number: int, *, inside: bool) -> bool:
    mark = setting.marks[number]
    if not _follows_number(setting.text, mark):
        return False
    if not inside:
        return _YEAR.search(setting.text, max(0, mark.start - 5), mark.start) is None
    following = next(
        (
            later
            for later in islice(setting.marks, number + 1, number + 1 + _NEAR)
            if not later.double and later.stand is not Stand.INSIDE
        ),
        None,
    )
    return following is not None and following.stand is Stand.CLOSING


def _minutes(setting: _Setting, mark: Mark) -> str:
    text = setting.text
    between_digits = _follows_number(text, mark) and text[mark.end].isdigit()
    thousands = text[mark.end : mark.end + 3].isdigit()
    return "′" if between_digits and not thousands else ""


def _follows_number(text: str, mark: Mark) -> bool:
    before = text[mark.start - 1 : mark.start]
    return before.isdigit() or (before != "" and before in "½¼¾")
