"""Marks of language and direction on texts that stand in a page of another language."""

from markupsafe import Markup

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
"""Languages that are written from right to left whatever else their tag says (Unicode CLDR, script metadata)."""

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})


def primary(language: str) -> str:
    """Give a language tag without region, script and variants."""
    return language.split("-")[0].lower()


def direction(language: str) -> str:
    """Tell how a language is written: "ltr" or "rtl"."""
    scripts = [subtag for subtag in language.lower().split("-")[1:] if len(subtag) == 4 and subtag.isalpha()]
    rtl = scripts[0] in _RIGHT_TO_LEFT_SCRIPTS if scripts else primary(language) in _RIGHT_TO_LEFT
    return "rtl" if rtl else "ltr"


def marks(language: str, around: str) -> Markup:
    """Give the attributes for a text in `language` on a page in the language `around`; none when they are the same."""
    if language == around:
        return Markup()
    turned = direction(language)
    dir_ = Markup(' dir="{}"').format(turned) if turned != direction(around) else Markup()
    return Markup(' lang="{}"{}').format(language, dir_)
