"""What Amazon says of books that are sent to a Kindle."""

MAILED, UPLOADED = 50_000_000, 200_000_000
"""Bytes of a book that Send to Kindle takes by mail, and through its website (Amazon, "Learn about Send to Kindle")."""

LANGUAGES = frozenset(
    ("af", "ar", "br", "ca", "co", "cy", "da", "de", "en", "es", "eu", "fi", "fr", "frr", "fy", "ga", "gd", "gl", "gsw",
     "gu", "gv", "hi", "is", "it", "ja", "kw", "lb", "ml", "mr", "nb", "nl", "nn", "no", "oc", "pl", "pt", "rm", "sco",
     "stq", "sv", "ta", "zh")
)  # fmt: skip
"""Languages that Kindle Direct Publishing names for electronic books (its help, "Supported languages")."""


def knows_language(tag: str) -> bool:
    """Tell whether Amazon names a language among those of Kindle books."""
    return tag.partition("-")[0].lower() in LANGUAGES
