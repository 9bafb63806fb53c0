"""How authors write ratings, and the five levels that these mean."""

import re

from ficbind.model import Level

_EDGES = r"(?<![\w+])(?:{})(?![\w+])"

_NOT_RATED = re.compile(
    r"\W*(?:not? rat(?:ed|ing)|un-?rated|none|n/?a|nr|tb[ad]|chose not\b.*|creator chose\b.*|\?*)\W*", re.I
)

# Film ratings (MPA, BBFC, FSK, New Zealand), fan ratings (FRK … FRAO, FR7 … FR21, P6 … P18), archives' own words, ages.
# In the order in which they are looked for: what is found is taken out before the next is looked for.
_LEVELS: tuple[tuple[Level, str], ...] = (
    (Level.GENERAL, r"e[ -]?10\+?"),
    (Level.TEEN, r"pg[ -]?1[2-5](?:ish)?"),
    (Level.MATURE, r"adult (?:themes?|language|situations?|concepts?|humou?r)|tv[ -]?ma|ma ?15\+?"),
    (Level.EXPLICIT, r"nc[ -]?(?:1[78]|21)(?:ish)?|x{1,3}(?:-rated)?|fr[ -]?ao|fr[ -]?m\+|fr[ -]?(?:18|21)"),
    (Level.EXPLICIT, r"adults?(?:[ -]only)?|ao|r[ -]?18\+?|explicit|ma|e|smut(?:ty)?|lemon|porn|pwp|nsfw"),
    (Level.EXPLICIT, r"p[ -]?18(?:-avl)?|ab ?18|ross[oa]|\+? ?(?:18|21) ?\+?|fsk ?18|erwachsene|adultes?|adultos?"),
    (Level.MATURE, r"(?:hard[ -])?r(?:-?rated|-?ish)?|r[ -]?1[5-7]\+?|mature|m(?:[ -]?rated)?|m ?15\+?"),
    (Level.MATURE, r"fr[ -]?m|fr[ -]?15|lime|p[ -]?16|fsk ?16|ab ?1[5-7]|arancione|\+? ?1[5-7] ?\+?"),
    (Level.TEEN, r"teens?(?: (?:and|&) up)?(?: audiences)?|young adult|ya|fr[ -]?t\+?|fr[ -]?13|t(?:\+|[ -]?rated)?"),
    (Level.TEEN, r"r[ -]?13|tv[ -]?14|p[ -]?12(?:-slash)?|fsk ?12|ab ?1[0-4]|gialla|giallo|12a|\+? ?1[2-4] ?\+?"),
    (Level.GENERAL, r"pg(?:[ -]?[6-9])?(?:[ -]?rated|-?ish)?|g(?:-?rated)?|k ?\+?|gen|general(?: audiences?)?|u|uc"),
    (Level.GENERAL, r"every(?:one|body)|fr[ -]?k\+?|fr[ -]?7|all (?:ages|audiences)|family|clean|children|kids?"),
    (
        Level.GENERAL,
        r"tv[ -]?(?:pg|g|y7?)|p[ -]?[06]|fsk ?[06]|ab ?[06]|verde"
        r"|tou[ts] publics?|todo p[uú]blico|para todos|livre|[069] ?\+",
    ),
)

_PATTERNS = tuple((level, re.compile(_EDGES.format(words), re.I)) for level, words in _LEVELS)

_STRICTNESS = (Level.GENERAL, Level.TEEN, Level.MATURE, Level.EXPLICIT)

_EVERYONE = re.compile(r"\W*e for everyone\W*", re.I)
_NUMBER = re.compile(r"(?<=pg|nc)\s*[-–—]\s*(?=\d)", re.I)
_NOT_A_RATING = re.compile(
    r"(?<!\w)(?:[mf](?:/[mf])+|(?:not?|non|nothing|isn't|never|without)[ -](?:\w+-)?\w+)(?!\w)", re.I
)
_REASON = re.compile(
    r"\s*(?:\b(?:for|because|due to|just to|to be|pour|wegen|за)\b|\(|\[|;|\.\s"
    r"|\s[-–—]+\s(?!mature|explicit|teen|adults?\W*$)(?=[^\W\d]{4}|for\b)).*",
    re.I | re.S,
)


def level(words: str) -> Level | None:
    """Find the level that an author's rating means; of several the strictest; `None` when it says nothing known."""
    if _EVERYONE.fullmatch(words):
        return Level.GENERAL
    if _NOT_RATED.fullmatch(words):
        return Level.NOT_RATED
    text = _NUMBER.sub("-", words.replace("’", "'").replace("‑", "-"))
    text = _NOT_A_RATING.sub(" ", text)
    # The reason given for a rating ("PG for adult language") names other levels.
    return _strictest(_REASON.sub("", text)) or _strictest(text)


def _strictest(text: str) -> Level | None:
    found = set()
    for each, pattern in _PATTERNS:
        text, hits = pattern.subn(" ", text)
        if hits:
            found.add(each)
    return max(found, key=_STRICTNESS.index, default=None)
