"""Set the dashes that authors type as hyphens; what already is a dash is trusted."""

import re

from ficbind.passes.languages import Rules
from ficbind.passes.marks import SIGNS
from ficbind.passes.prose import LINE_BREAK, Edit

TYPED = re.compile(r"-(?:(?<![^\W_]-)|(?![^\W_])|(?<=\d-)(?=\d))")
"""A hyphen that is not simply inside a word."""

_RUN = re.compile(r"(?<![^\W_])-+|-{2,}|-(?![^\W_])|(?<=\d)-(?=\d)")
_BLANKS = " \t\r\n\u00a0"
_BREAKS_OFF = re.compile(r"[?!]{0,3}(?:[\"'`´‘’“”„‚«»‹›]+(?=[\s.,;:!?)\]…—–-]|\Z)|\Z)")
_ENDING = re.compile(r"\w{1,5}[\"'’”“»]")
_PREFIX = re.compile(
    r"[\"'`´‘“„«](?:a|ad|anti|auto|bi|bio|co|counter|de|dis|em|en|ex|extra|fore|hyper|il|im|in|inter|ir|mega|micro|mid"
    r"|mini|mis|multi|neo|non|out|over|poly|post|pre|pro|pseudo|quasi|re|self|semi|sub|super|trans|tri|ultra|un"
    r"|under|uni|ab|an|auf|aus|be|ent|er|ge|ver|zer|miss|ur|vor)\Z"
)
_NEAR = 40
"""Characters: how far before a hyphen the look goes, so that a story in one paragraph takes no longer than in many."""
_LINE_START = re.compile(rf"(?:\A|{LINE_BREAK})[\s\"'“”„«»‘*_~]*\Z")
_DIALOGUE = re.compile(rf"(?:\A|{LINE_BREAK})\s*(?:-{{1,3}}|[–—])[ \u00a0]?(?=[^\W\d_]|[\"'“”„«¿¡(….‘’*_~])")
_NUMBER_BEFORE = re.compile(r"(?<![\w.,/:-])(?<![-=+*×] )(\d{1,4})\Z")
_NUMBER_AFTER = re.compile(r"(\d{1,4})(?![\w/:-]|[.,]\d| ?[-=+*×])")
_I = re.compile(r"I(?!\w)")
_TIME_BEFORE = re.compile(r"(?<![\w:.,-])\d{1,2}[:.]\d\d\Z")
_TIME_AFTER = re.compile(r"\d{1,2}[:.]\d\d(?![\w:-]|[.,]\d)")
_CLOSES_RAYA = re.compile(r"\S-(?=[\s.,;:!?…)]|\Z)")


def set_dashes(text: str, rules: Rules, seams: frozenset[int] = frozenset()) -> list[Edit]:
    """Find the dashes among the hyphens of a paragraph; those that lie over one of the `seams` of its text are left."""
    if not text.strip("-–— \t\r\n\u00a0\u2028*_~"):
        return []
    speaks = bool(rules.speech) and _DIALOGUE.search(text) is not None
    opened = False
    edits: list[Edit] = []
    for run in _RUN.finditer(text):
        if len(run[0]) > 1 and not seams.isdisjoint(range(run.start() + 1, run.end())):
            continue
        found = _begin_speech(text, run, rules) if speaks else []
        if not found and rules.raya:
            found, opened = _raya(text, run, speaks=speaks, opened=opened)
        if not found:
            found = _dash(text, run, rules, speaks=speaks)
        edits += _after(edits, found)
    return edits


def _after(edits: list[Edit], found: list[Edit]) -> list[Edit]:
    """Leave out what an earlier dash has already replaced: the space between two dashes."""
    done = edits[-1][1] if edits else 0
    return [edit for edit in found if edit[0] >= done]


def _begin_speech(text: str, run: re.Match[str], rules: Rules) -> list[Edit]:
    line = text.rfind(LINE_BREAK, 0, run.start()) + 1
    dialogue = _DIALOGUE.match(text, line - 1 if line else 0)
    if dialogue is None or not line <= run.start() < dialogue.end():
        return []
    if text[line : run.start()].strip() or len(run[0]) > 3:
        return []
    dash, gap = rules.speech[:1], rules.speech[1:]
    typed_gap = text[run.end() : dialogue.end()]
    if gap and not typed_gap:
        return [(run.start(), run.end(), dash + gap)]
    edits = [(run.start(), run.end(), dash)]
    return edits if gap or not typed_gap else [*edits, (run.end(), dialogue.end(), "")]


def _dash(text: str, run: re.Match[str], rules: Rules, *, speaks: bool) -> list[Edit]:
    start, end = run.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if len(run[0]) > 3 or before == "<" or text.startswith("<!", max(0, start - 2)) or after == ">":
        return []
    if _is_range(text, start, end):
        left, right = _blanks_before(text, start), _blanks_after(text, end)
        return [*_without(text, left, start), (start, end, "–"), *_without(text, end, right)]
    rule = _double_hyphen if len(run[0]) > 1 else _hyphen
    return rule(text, run, rules) or (_after_comma(text, run, rules) if speaks else [])


def _double_hyphen(text: str, run: re.Match[str], rules: Rules) -> list[Edit]:
    start, end = run.span()
    left, right = _blanks_before(text, start), _blanks_after(text, end)
    if _LINE_START.search(text, max(0, start - _NEAR), start):
        return [(start, end, rules.closed_dash.strip())]
    if _BREAKS_OFF.match(text, right):
        return _cut_off(text, (left, start), end, rules)
    if left == start and right > end and text[right].isupper() and not _I.match(text, right):
        return [(start, end, rules.cut)]
    if left < start or right > end:
        return _between(rules.spaced_dash, (left, start), (end, right))
    if text[start - 1] in SIGNS or text[end : end + 1] in SIGNS or not text[end : end + 1].isalnum():
        return [(start, end, rules.closed_dash.strip())]
    return [(start, end, rules.closed_dash)]


def _hyphen(text: str, run: re.Match[str], rules: Rules) -> list[Edit]:
    start, end = run.span()
    left, right = _blanks_before(text, start), _blanks_after(text, end)
    if left < start and right > end and left > 0 and right < len(text):
        return _spaced_hyphen(text, (left, start), (end, right), rules)
    if 0 < left < start and right == end < len(text) and _BREAKS_OFF.match(text, end):
        return _cut_off(text, (left, start), end, rules)
    if left == start and text[start - 1 : start].isalpha() and _BREAKS_OFF.match(text, end):
        return [] if _PREFIX.search(text, max(0, start - _NEAR), start) else [(start, end, rules.cut)]
    if text[start - 1 : start] in SIGNS and start and text[end : end + 1].isalpha() and _resumes(text, start, end):
        return [(start, end, rules.cut)]
    return []


def _spaced_hyphen(text: str, before: tuple[int, int], after: tuple[int, int], rules: Rules) -> list[Edit]:
    left, right = text[before[0] - 1], text[after[1]]
    if left.isdigit() and (right.isdigit() or right == "("):
        return []
    if left in f"{LINE_BREAK}-=+*/<>" or right in f"{LINE_BREAK}-=+*/<>":
        return []
    if _BREAKS_OFF.match(text, after[1]):
        return []
    return _between(rules.spaced_dash, before, after)


def _cut_off(text: str, before: tuple[int, int], end: int, rules: Rules) -> list[Edit]:
    spaced = rules.spaced_dash.startswith(" ")
    return [*([] if spaced else _without(text, *before)), (before[1], end, rules.cut)]


def _after_comma(text: str, run: re.Match[str], rules: Rules) -> list[Edit]:
    """Part a dash from the comma or the word that it was typed against: «Да,- сказал он. -Нет»."""
    start, end = run.span()
    if not rules.spaced_dash.startswith(" ") or len(run[0]) > 1:
        return []
    left = _blanks_before(text, start)
    if left == start and text[start - 1] in ",.!?…" and text[end : end + 1] in tuple(_BLANKS):
        return [(start, end, rules.spaced_dash.rstrip())]
    if left < start and text[left - 1] in ",.!?…" and text[end : end + 1].isalpha():
        return [(start, end, rules.spaced_dash.lstrip())]
    return []


def _resumes(text: str, start: int, end: int) -> bool:
    """Tell speech that goes on after an interruption from a quoted ending such as “-ing”."""
    opens = start < 2 or text[start - 2] in " \t\r\n\u2028" or text[start - 2] in f"([{SIGNS}"
    return opens and _ENDING.match(text, end) is None


def _between(dash: str, before: tuple[int, int], after: tuple[int, int]) -> list[Edit]:
    """Replace what stands between `before` and `after`, and those blanks as the dash has them."""
    mark = dash.strip()
    gap = " " if dash.startswith(" ") else ""
    edits = []
    typed_before, typed_after = before[0] < before[1], after[0] < after[1]
    if typed_before and not gap:
        edits.append((*before, ""))
    lead = gap if gap and not typed_before else ""
    tail = gap if gap and not typed_after else ""
    edits.append((before[1], after[0], f"{lead}{mark}{tail}"))
    if typed_after and not gap:
        edits.append((*after, ""))
    return edits


def _without(text: str, start: int, end: int) -> list[Edit]:
    return [(start, end, "")] if text[start:end] else []


def _is_range(text: str, start: int, end: int) -> bool:
    left, right = _blanks_before(text, start), _blanks_after(text, end)
    if end - start > 2 or (left < start) != (right > end):
        return False
    if _TIME_BEFORE.search(text, max(0, left - _NEAR), left) and _TIME_AFTER.match(text, right):
        return True
    low, high = _NUMBER_BEFORE.search(text, max(0, left - _NEAR), left), _NUMBER_AFTER.match(text, right)
    return low is not None and high is not None and _ascends(low[1], high[1])


def _ascends(low: str, high: str) -> bool:
    if low.startswith("0") or high.startswith("0"):
        return False
    if len(low) == 4 and len(high) == 2:
        return int(high) > int(low[2:])
    alike = len(low) == len(high) or (len(low) < len(high) < 4)
    return alike and int(low) < int(high)


def _raya(text: str, run: re.Match[str], *, speaks: bool, opened: bool) -> tuple[list[Edit], bool]:
    """Let a dash cling to what it sets off: —Ya —dijo Juan—. Vamos."""
    start, end = run.span()
    left, right = _blanks_before(text, start), _blanks_after(text, end)
    if end - start > 3 or start == 0 or text[left - 1 : left].isdigit() or text[right : right + 1].isdigit():
        return [], opened
    ends = end == len(text) or text[end] in ".,;:!?…)"
    clings_right = left < start and right == end and not ends
    clings_left = ends or (left == start and right > end)
    if left < start and right > end:
        clings_left = opened and text[left - 1] not in ".!?…"
        clings_right = not clings_left
    if clings_right and (speaks or end - start > 1 or right > end or _CLOSES_RAYA.search(text, end)):
        return [(start, end, "—"), *_without(text, end, right)], True
    if clings_left and (opened or (speaks and not _BREAKS_OFF.match(text, end))):
        return [*_without(text, left, start), (start, end, "—")], False
    return [], opened


def _blanks_before(text: str, end: int) -> int:
    while end and text[end - 1] in _BLANKS:
        end -= 1
    return end


def _blanks_after(text: str, start: int) -> int:
    while start < len(text) and text[start] in _BLANKS:
        start += 1
    return start
