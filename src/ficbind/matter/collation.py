"""The order of names in the book's language."""

from unicodedata import category, normalize

from ficbind.matter.language import primary

Key = tuple[tuple[tuple[str, int], ...], str]

_OWN_LETTERS: dict[str, dict[str, tuple[str, int]]] = {
    "es": {"ñ": ("n", 1)},
    "pl": {
        **{letter: (before, 1) for letter, before in zip("ąćęłńóśź", "acelnosz", strict=True)},
        "ż": ("z", 2),
    },
    "ru": {"й": ("и", 1)},
    "sv": {"å": ("z", 1), "ä": ("z", 2), "æ": ("z", 2), "ö": ("z", 3), "ø": ("z", 3)},
}
"""Letters that a language files after another one, and how many places after it (Unicode CLDR, root and tailorings)."""

_PLAIN = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
"""Letters without a decomposition that languages file as others."""


_TYPED = {ord(char): plain for plain, chars in {"-": "‐‑–—", "'": "‘’‚‹›", '"': "“”„«»"}.items() for char in chars}
_TYPED[ord("…")] = "..."
"""What stands on a keyboard for the signs that passes set (`passes.typography`)."""


def sort_key(text: str, language: str) -> Key:
    """Give what a name is filed by: its letters and digits without case and accents, then the name as it is."""
    own = _OWN_LETTERS.get(primary(language), {})
    weights: list[tuple[str, int]] = []
    for char in normalize("NFC", text.casefold()):
        if char in own:
            weights.append(own[char])
        else:
            weights += [(plain, 0) for plain in _stripped(char)]
    while weights and weights[0][0] == " ":
        del weights[0]
    return tuple(weights), text


def as_typed(text: str) -> str:
    """Give a name as a keyboard writes it, whatever the passes have made of its dashes, quotation marks and blanks."""
    return " ".join(text.translate(_TYPED).split())


def spelling(text: str) -> str:
    """Give what two spellings of one name have in common: letters and digits without case, accents and blanks."""
    return "".join(plain for char in normalize("NFKC", text).casefold() for plain in _stripped(char) if plain != " ")


def _stripped(char: str) -> str:
    """Give the plain letters of a character: a blank for one, nothing for a mark of punctuation."""
    plain = normalize("NFD", _PLAIN.get(char, char))
    return "".join(" " if each.isspace() else each for each in plain if each.isspace() or category(each)[0] in "LN")
