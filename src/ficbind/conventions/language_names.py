"""Languages by the names that archives and authors give them."""

import re

from langcodes import tag_is_valid

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

_TAGS = {name: tag for tag, names in _NAMES.items() for name in names.split()}
_WORDS = re.compile(r"[^\W\d_]+")


def tag(words: str, book: str) -> str | None:
    """Give the BCP 47 tag of the language that `words` name, `None` when they name none that is known.

    A name without a region ("English") is the book's own variety when the book is in that language.
    """
    written = words.strip().replace("_", "-")
    named = written if "-" in written or len(written) <= 3 else ""
    found = named if named and tag_is_valid(named) else _by_name(words)
    if found and "-" not in found and book.partition("-")[0].casefold() == found.casefold():
        return book
    return found


def _by_name(words: str) -> str | None:
    names = [word.casefold() for word in _WORDS.findall(words)]
    tags = [_TAGS[name] for name in names if name in _TAGS]
    return max(tags, key=len, default=None)
