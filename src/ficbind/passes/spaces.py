"""Set the spaces at which no line may break, and those that French sets before its punctuation."""

import re
from collections.abc import Iterator
from functools import cache

from ficbind.passes.languages import Rules
from ficbind.passes.prose import LINE_BREAK, Edit

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_UNITS = (
    "km|cm|mm|m|kg|mg|g|l|ml|h|min|s|Hz|kHz|MHz|GHz|kW|W|V|mph|km/h|ft|lb|lbs|oz|°C|°F|°|%|‰|€|£|kB|MB|GB|TB"
    "|км|м|см|мм|кг|г|л|ч|мин|руб"
)
_CAPITAL = r"[^\W\d_a-zß-ÿа-яёąćęłńóśźżěščřžůťď]"
_HIGH = re.compile(r"[ \u00a0\u202f]?(?P<mark>[;:!?]+)(?=[\s\u2028»”\"’)\]…,.–—]|\Z)")
_INNER = re.compile(r"«[ \u00a0\u202f]?(?=\S)|(?<=\S)[ \u00a0\u202f]?»")


def set_spaces(text: str, rules: Rules) -> list[Edit]:
    """Find the spaces that keep together what belongs together."""
    edits = {found.start(): (found.start(), found.end(), NO_BREAK) for found in _unbroken(rules).finditer(text)}
    if rules.colon:
        edits |= {edit[0]: edit for edit in _french(text, rules)}
    return [edits[start] for start in sorted(edits)]


@cache
def _unbroken(rules: Rules) -> re.Pattern[str]:
    """Make the pattern of spaces that do not break: each rule looks left and right of a typed space.

    Most spaces stand before a small letter, where half of the rules need no look.
    """
    small = "|".join(_before_all(rules))
    return re.compile(f" (?:(?![a-z])(?:{'|'.join((*_before_others(rules), small))})|(?=[a-z])(?:{small}))")


def _before_others(rules: Rules) -> Iterator[str]:
    """Give the rules of spaces that no small letter of ASCII follows."""
    yield r"(?=…)(?<=\w )"
    yield rf"(?<=\b{_CAPITAL}\. )(?={_CAPITAL}\.[ \u00a0])"
    yield rf"(?<=[ \u00a0]{_CAPITAL}\. )(?<=\.[ \u00a0]{_CAPITAL}\. )(?={_CAPITAL}\w)"
    if rules.spaced_dash.startswith(" ") and not rules.colon:
        yield r"(?=[–—][ \t\r\n])(?<=[^\s–—] )"
    if rules.titles:
        behind = "|".join(rf"(?<=(?<!\w){re.escape(title)} )" for title in rules.titles)
        yield rf"(?={_CAPITAL}|\d)(?:{behind})"


def _before_all(rules: Rules) -> Iterator[str]:
    """Give the rules of spaces that anything may follow."""
    yield rf"(?<=\d )(?=(?:{_UNITS})(?![\w/]))"
    if rules.months:
        yield rf"(?:(?<=\d )|(?<=\d\. ))(?=(?:{rules.months})(?!\w))"
    if len(rules.speech) > 1:
        yield rf"(?<=\A[–—] )|(?<={LINE_BREAK}[–—] )"
    yield from map(_inside_phrase, rules.phrases)
    if rules.short_words:
        letters = rules.short_words + rules.short_words.upper()
        yield rf"(?<=(?<![\w.’'-])[{letters}] )(?=\w)"
    if rules.particles:
        yield rf"(?<=\w )(?=(?:{rules.particles})(?!\w))"


def _inside_phrase(phrase: str) -> str:
    parts = phrase.split(" ")
    gap = "[ \u00a0\u202f]"
    rules = []
    for number in range(1, len(parts)):
        before = gap.join(map(re.escape, parts[:number]))
        after = gap.join(map(re.escape, parts[number:]))
        rules.append(rf"(?<=(?<!\w){before} )(?={after})")
    return "|".join(rules)


def _french(text: str, rules: Rules) -> list[Edit]:
    edits = [edit for found in _HIGH.finditer(text) for edit in _before_high(text, found, rules)]
    if rules.padding:
        edits += [edit for found in _INNER.finditer(text) for edit in _inside_guillemets(found, rules)]
    return edits


def _before_high(text: str, found: re.Match[str], rules: Rules) -> list[Edit]:
    start, end = found.start(), found.start("mark")
    mark = text[end]
    typed = text[start:end]
    wanted = rules.colon if mark == ":" else NARROW
    before = text[start - 1 : start]
    if mark in ":;" and text[end + 1 : end + 2] in ("(", ")"):
        return []
    if not before or before.isspace() or before in "([¿¡«“„‘" or typed == wanted:
        return []
    if not typed and (mark not in f"{rules.high}:" or not (before.isalnum() or before in '»”’)…"%')):
        return []
    return [(start, end + 1, wanted + mark)]


def _inside_guillemets(found: re.Match[str], rules: Rules) -> list[Edit]:
    wanted = f"«{rules.padding}" if found[0][0] == "«" else f"{rules.padding}»"
    return [] if found[0] == wanted else [(found.start(), found.end(), wanted)]
