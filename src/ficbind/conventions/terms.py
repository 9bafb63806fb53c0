"""Which values are names, as indexes have them, and which are something that is said."""

import re

_TITLES = "|".join(("Mrs", "Prof", "Capt", "Col", "Gen", "Sgt", "Cpl", "Rev", "Lieut", "Cmdr", "Hon", "vol", "Inc"))
_SENTENCE = re.compile(rf"\b(?!(?:{_TITLES})\b)[^\W\d_]{{3,}}[.!?](?:\s+[\"“(]?[A-ZÀ-Þ]|\s*$)")
"""A word and a stop at the end, or before a capital; a title such as `Mrs.` ends none."""

_FEWEST_WORDS = 4
_LONGEST = 100
"""Letters of a name: pairings of several people with the name of their world in brackets take some 80."""


def is_sentence(text: str) -> bool:
    """Tell whether a value is said in sentences."""
    return len(text.split()) >= _FEWEST_WORDS and _SENTENCE.search(text) is not None


def is_name(text: str, most_words: int) -> bool:
    """Tell whether a value can be a term of an index: what has more words is a remark."""
    return len(text) <= _LONGEST and len(text.split()) <= most_words and not is_sentence(text)
