"""Which lines stand between scenes: ornaments, ornament letters, and the words "scene break"."""

import re
from itertools import pairwise
from typing import Literal

Form = Literal["ornament", "letters", "words", "doubtful"]
"""ornament: `* * *` · letters: `oOo` · words: `[scene break]` · doubtful: `xoxo`, a break or kisses."""

_LONGEST_ORNAMENT = 200
_LONGEST_WORDS = 60
# As long as this, a run of one letter is drawn, not said or kissed.
_DRAWN = 8

_SYMBOLS = frozenset(map(chr, range(0x2500, 0x27C0)))
_ALONE = frozenset("*⁎∗＊⁂※#~•●·○§–—―†‡") | _SYMBOLS
_MARKS = frozenset("-_=+^.∙¤…:;<>|/\\°〜～＝¸´`¯¨¬@%&$❘⸺⸻") | _ALONE
_BRACKETS = frozenset("()[]{}")
_BETWEEN_BRACKETS = frozenset("*⁎∗＊~-–—=+#•○●") | _SYMBOLS
_LETTERS = frozenset("oOxX0")
_DRAWN_WITH = _MARKS | _LETTERS
_BRACKETED = _BETWEEN_BRACKETS | _BRACKETS
_FIRST = _MARKS | _LETTERS | _BRACKETS
_HEARTS = re.compile("[\U0001f300-\U0001faff☀-➿️‍]+")

_FACE = re.compile(
    r"""  [\^<>;=*+.\-~@]_[\^<>;=*+.\-~@];*          # ^_^  >_<  ._.
        | [\^<>;=*+\-@]\.[\^<>;=*+\-@];*              # -.-  ^.^
        | [\^<>*+]-[\^<>*+];*                       # ^-^
        | [<>]?[:;=]-?[/\\|<>*^@$]+                   # :-/  :|
    """,
    re.X,
)
_WRAP = r"[-–—=~*_+#.•·:<>|\s()\[\]{}]"
_WORDS = re.compile(
    rf"""  {_WRAP}*(?:line|scene|page|section)[ \t_-]*break{_WRAP}*
        | {_WRAP}*[-–—=~*_(\[<]{_WRAP}*
          (?:break|lb|hr|time[ \t-]*(?:skip|jump|lapse)|(?:scene|pov)[ \t-]*(?:change|switch|shift)|change[ ]of[ ]scene)
          {_WRAP}*[-–—=~*_)\]>]{_WRAP}*
    """,
    re.X | re.I,
)


def is_break(line: str) -> bool:
    """Tell whether a line that stands alone can only be a scene break."""
    return form(line) in {"ornament", "letters", "words"}


def form(line: str) -> Form | None:
    """Name the form of scene break that a line takes, `None` for prose."""
    text = line.strip()
    if not text or len(text) > _LONGEST_ORNAMENT or (len(text) > _LONGEST_WORDS and text[0] not in _FIRST):
        return None
    glyphs = "".join(text.split())
    used = frozenset(glyphs)
    if used <= _MARKS:
        return "ornament" if _is_ornament(glyphs) else None
    if used <= _DRAWN_WITH:
        return _letters(glyphs, spaced=len(glyphs) < len(text))
    if used <= _BRACKETED and len(glyphs) >= 3:
        return "ornament" if used & _BETWEEN_BRACKETS and _is_balanced(glyphs) else None
    if len(text) <= _LONGEST_WORDS and _WORDS.fullmatch(text):
        return "words"
    return "doubtful" if _HEARTS.fullmatch(glyphs) else None


def _is_ornament(glyphs: str) -> bool:
    if _FACE.fullmatch(glyphs):
        return False
    if len(glyphs) >= 3:
        return True
    return frozenset(glyphs) <= _ALONE or glyphs in {"--", "…"}


def _is_balanced(glyphs: str) -> bool:
    """Tell `(*)` from faces such as `=)`."""
    return all(glyphs.count(opening) == glyphs.count(closing) for opening, closing in ("()", "[]", "{}"))


def _letters(glyphs: str, *, spaced: bool) -> Form | None:
    letters = "".join(glyph for glyph in glyphs if glyph in _LETTERS)
    marked = len(letters) < len(glyphs)
    if letters.strip("0") == "":
        return None
    if marked and glyphs[0] in _MARKS and glyphs[-1] in _MARKS and not _is_said(letters):
        return "letters"
    if len(letters) < 3:
        return None
    if _is_drawn(letters) or ((marked or spaced) and not (_is_said(letters) and letters in glyphs)):
        return "letters"
    return "doubtful" if letters in {letters.lower(), letters.upper()} and "0" not in letters else None


def _is_said(letters: str) -> bool:
    """Tell whether a run of letters mixes o and x, as words and kisses do: `ox`, `xoxo`."""
    return {"o", "x"} <= set(letters.lower())


def _is_drawn(letters: str) -> bool:
    """Tell `oOo`, `xXxXx` and `oo00oo` from words and kisses: a figure that mirrors or alternates."""
    mirrors = letters == letters[::-1]
    one_case = letters in {letters.lower(), letters.upper()}
    zeros = "0" in letters and set(letters) <= set("oO0")
    alternates = not one_case and not _is_said(letters) and all(first != second for first, second in pairwise(letters))
    return (mirrors and (zeros or not one_case)) or alternates or len(letters) >= _DRAWN
