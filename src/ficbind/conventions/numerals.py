"""Numbers as headings write them: `21`, `XXI`, `Twenty-One`, `二十一`."""

import re

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_OTHER_TONGUES = (
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "un deux trois quatre cinq six sept huit neuf dix onze douze",
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "erstes zweites drittes viertes fünftes sechstes siebtes achtes neuntes zehntes elftes zwölftes",
    "erster zweiter dritter vierter fünfter sechster siebter achter neunter zehnter elfter zwölfter",
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième",
    "первая вторая третья четвёртая пятая шестая седьмая восьмая девятая десятая одиннадцатая двенадцатая",
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_CJK_DIGITS = {glyph: value for value, glyph in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_CJK_TENS = {"十": 10, "百": 100, "千": 1000}

LAST = 9999
"""What `last` counts as in a heading."""

_SMALL = "|".join(sorted(_UNITS + _TEENS, key=len, reverse=True))
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS)}))?|{_SMALL})"
_FOREIGN = "|".join(word for tongue in _OTHER_TONGUES for word in tongue.split())

CARDINALS = rf"(?:{_BELOW_HUNDRED}|{_FOREIGN})"
"""A pattern for numbers in words as they stand alone above a chapter: `One`, `Zwei`."""

ORDINALS = "|".join(word for tongue in _ORDINALS for word in tongue.split()) + "|première|last"
"""A pattern for the ordinal numbers of headings."""

WORDS = rf"(?:(?:a|{_SMALL})[ -]hundred(?:[ -](?:and[ -])?{_BELOW_HUNDRED})?|{_BELOW_HUNDRED}|{_FOREIGN}|{ORDINALS})"
"""A pattern for numbers in words, English up to nine hundred and ninety-nine, other tongues to twelve."""

ROMAN = r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
"""A pattern for valid roman numerals below 400."""

ROMAN_CAPITALS = ROMAN.upper()
"""The same in capitals, for where case is told apart."""

_ROMAN = re.compile(ROMAN, re.I)
_DIGITS = re.compile(r"\d+")


def value(numeral: str) -> int | None:
    """Read a numeral in digits, words or roman letters."""
    text = numeral.lower().strip()
    digits = _DIGITS.match(text)
    if digits:
        return int(digits.group())
    named = _VALUES.get(text)
    if named is not None:
        return named
    return roman(text) if _ROMAN.fullmatch(text) else _english(text)


def roman(letters: str) -> int:
    """Read a roman numeral that is known to be valid."""
    values = [_ROMAN_VALUES[letter] for letter in letters.lower()]
    return sum(-this if this < following else this for this, following in zip(values, [*values[1:], 0], strict=True))


def cjk(digits: str) -> int:
    """Read a Chinese or Japanese numeral below ten thousand."""
    if digits.isdecimal():
        return int(digits)
    total, digit = 0, 0
    for glyph in digits:
        if glyph in _CJK_TENS:
            total += (digit or 1) * _CJK_TENS[glyph]
            digit = 0
        else:
            digit = digit * 10 + _CJK_DIGITS.get(glyph, 0) if total == 0 else _CJK_DIGITS.get(glyph, 0)
    return total + digit


def _english(text: str) -> int | None:
    hundreds, found, rest = text.replace("-", " ").partition(" hundred")
    words = [word for word in (rest if found else hundreds).split() if word != "and"]
    values = [_VALUES.get(word) for word in words]
    if any(number is None for number in values):
        return None
    head = (1 if hundreds == "a" else _VALUES.get(hundreds, 0)) if found else 0
    return head * 100 + sum(number for number in values if number is not None)


_VALUES: dict[str, int] = {
    **{word: number for number, word in enumerate(_UNITS + _TEENS, start=1)},
    **{word: number * 10 for number, word in enumerate(_TENS, start=2)},
    **{
        word: number
        for tongue in (*_OTHER_TONGUES, *_ORDINALS)
        for number, word in enumerate(tongue.split(), start=1)
        if word not in {"six"}
    },
    "première": 1,
    "last": LAST,
}
