"""Which language a story is in: by the name that archives and authors give it, its letters, its commonest words."""

import re
from collections import Counter
from collections.abc import Sequence

from ficbind.conventions import archive_languages

_NAMES = {
    "af": "afrikaans",
    "ar": "arabic العربية",
    "bg": "bulgarian български",
    "ca": "catalan català",
    "cs": "czech čeština česky",
    "cy": "welsh cymraeg",
    "da": "danish dansk",
    "de": "german deutsch",
    "el": "greek ελληνικά",
    "en": "english",
    "en-GB": "british",
    "en-US": "american",
    "eo": "esperanto",
    "es": "spanish español espanol castellano",
    "et": "estonian eesti",
    "eu": "basque euskara",
    "fa": "persian farsi فارسی",
    "fi": "finnish suomi",
    "fil": "filipino tagalog",
    "fr": "french français francais",
    "ga": "irish gaeilge",
    "he": "hebrew עברית",
    "hi": "hindi हिन्दी",
    "hr": "croatian hrvatski",
    "hu": "hungarian magyar",
    "id": "indonesian",
    "is": "icelandic íslenska",
    "it": "italian italiano",
    "ja": "japanese 日本語",
    "ko": "korean 한국어",
    "la": "latin latina",
    "lt": "lithuanian lietuvių",
    "lv": "latvian latviešu",
    "ms": "malay",
    "nb": "norwegian norsk bokmål",
    "nl": "dutch nederlands",
    "nn": "nynorsk",
    "pl": "polish polski",
    "pt": "portuguese português portugues",
    "pt-BR": "brazilian brasileiro",
    "ro": "romanian română",
    "ru": "russian русский",
    "sk": "slovak slovenčina",
    "sl": "slovenian slovenščina",
    "sr": "serbian српски srpski",
    "sv": "swedish svenska",
    "th": "thai ไทย",
    "tr": "turkish türkçe",
    "uk": "ukrainian українська",
    "vi": "vietnamese việt",
    "zh": "chinese mandarin 中文 汉语 漢語 國語 普通话",
}
"""BCP 47 tag → the names of the language in English and in itself."""

_SCRIPTS = (
    ("[\u3040-\u30ff]", "ja", 0.1),
    ("[\uac00-\ud7af]", "ko", 0.5),
    ("[\u4e00-\u9fff]", "zh", 0.5),
    ("[іїєґ]", "uk", 0.03),
    ("[\u0400-\u04ff]", "ru", 0.5),
    ("[\u0370-\u03ff\u1f00-\u1fff]", "el", 0.5),
    ("[\u0590-\u05ff]", "he", 0.5),
    ("[\u0600-\u06ff]", "ar", 0.5),
    ("[\u0900-\u097f]", "hi", 0.5),
    ("[\u0e00-\u0e7f]", "th", 0.5),
)
"""Letters of a script → the language that most stories in it are written in, and the share of letters that says so."""

_FIRST_LETTER = "\u0370"
"""No letter of these scripts comes before it."""

_WRITTEN_ALIKE = {
    "ru": {"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn"},
    "ar": {"ar", "fa", "ur"},
    "hi": {"hi", "mr"},
}
"""Guess → the languages of books with which the same script is no surprise."""

_COMMON = {
    "de": "aber auf das dem den der die ein eine er es hatte ich ist mit nicht sich sie und war zu",
    "en": "and as at but for had he her his in it not of on she that the to was with you",
    "es": "como con de el en era la las lo los no para pero por que se su un una y",
    "fr": "avait dans de des elle en est et il je la le les mais ne pas pour que qui un une",
    "it": "aveva che con del della di e era gli i il la le ma non per si un una",
    "nl": "dat de een en ze er het hij had ik in maar met niet op te van voor was zij",
    "pl": "ale był była co do i jak jest jego jej na nie po się tak to w z za że",
    "pt": "a ao as com da de do e ela ele era mas na não no o os para que um uma",
    "sv": "att av den det en ett för han hade hon i inte jag men med och på som till var",
}
"""Language → words that are a fourth of any story in it and rare in the others."""

_FEWEST_WORDS, _SHARE, _CLEARLY = 60, 0.15, 2.0
"""Words that a guess needs, the share of common words that makes one, and how far it must exceed the book's own."""

_SAMPLE = 8_000
_TAGS = {name: tag for tag, names in _NAMES.items() for name in names.split()}
_WORDS = re.compile(r"[^\W\d_]+")


def tag(words: str, book: str) -> str | None:
    """Give the BCP 47 tag of the language that `words` name, `None` when they name none that is known.

    A name without a region ("English") is the book's own variety when the book is in that language.
    """
    written = words.strip().replace("_", "-")
    named = written if "-" in written or len(written) <= 3 else ""
    found = archive_languages.tag(words) or (named if named and _is_tag(named) else _by_name(words))
    if found and "-" not in found and book.partition("-")[0].casefold() == found.casefold():
        return book
    return found


def guess(text: str, book: str) -> str | None:
    """Guess that a story is not in the book's language, from its script or from its commonest words."""
    words = _WORDS.findall(text[:_SAMPLE].casefold())
    own = book.partition("-")[0].casefold()
    return _by_script("".join(words), own) or _by_words(words, own)


def _by_script(letters: str, own: str) -> str | None:
    if not letters or max(letters) < _FIRST_LETTER:
        return None
    seen = (tag for script, tag, share in _SCRIPTS if len(re.findall(script, letters)) >= share * len(letters))
    found = next(seen, None)
    return None if found is None or own == found or own in _WRITTEN_ALIKE.get(found, ()) else found


def _by_words(words: Sequence[str], own: str) -> str | None:
    if len(words) < _FEWEST_WORDS or own not in _COMMON:
        return None
    counted = Counter(words)
    shares = {tag: sum(counted[word] for word in common.split()) / len(words) for tag, common in _COMMON.items()}
    best = max(shares, key=lambda tag: shares[tag])
    return best if best != own and shares[best] >= max(_SHARE, _CLEARLY * shares[own]) else None


def _is_tag(written: str) -> bool:
    from langcodes import tag_is_valid  # late: the register of all languages takes a while to load

    return tag_is_valid(written)


def _by_name(words: str) -> str | None:
    names = [word.casefold() for word in _WORDS.findall(words)]
    tags = [_TAGS[name] for name in names if name in _TAGS]
    return max(tags, key=len, default=None)
