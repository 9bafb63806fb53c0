"""Every way of writing a rating that archives, films and fans have comes to one of five levels."""

import pytest

from ficbind.conventions.ratings import level

SPELLINGS = {
    "G": "G|PG|K|K+|General Audiences|Gen|PG-9|all ages|FRK|U|Everyone|0+|6+|PG (for some adult language)|PG, M/M"
    "|E for Everyone|Suitable for all ages|PG - adult themes|FSK 6|ab 6|ab 0 Jahren|P6|verde"
    "|PG-ish|Rated K+|Fiction K+",
    "T": "T|PG-13|PG13|PG 13|pg - 13|PG-14|PG-15|12|FRT|Teen|12+|12A|13+|FSK 12|Teen And Up Audiences|T for teen"
    "|T for mature themes|PG-13 for language|Teens|FR13|P12|TV-14|T (maybe M later)|PG-13, not explicit|T+|PG‑13|ab 12"
    "|ab 12 Jahren|giallo",
    "M": "R|R-15|FRM|15|16|16+|M15+|hard R|M|Mature|R for language|PG-13 to R|PG-13/R|FSK 16|lime|M - for smut"
    "|Light R|PG13 - R|Rated M|Fiction M|ab 16|ab 16 Jahren|arancione|R-ish|TV-MA|adult themes|R, I guess",
    "E": "NC-17|NC17|NC 17|NC-18|X|XXX|Adult|Adults only|FRAO|FRM+|18|21+|18+|R18|Lemon|smut|AO|MA|Explicit|E"
    "|NC-17 slash|+18|P18|NC-21|FR21|PWP|hard NC-17|FSK 18|ab 18 Jahren|rosso",
    "NR": "Not Rated|unrated|none|?|Creator chose not to rate|N/A|tbd|-",
}


@pytest.mark.parametrize(
    ("wanted", "words"), [(key, word) for key, text in SPELLINGS.items() for word in text.split("|")]
)
def test_a_rating_has_its_level(wanted: str, words: str) -> None:
    found = level(words)
    assert found is not None
    assert found.value == wanted


@pytest.mark.parametrize("words", ["whatever", "good", "purple", "five stars"])
def test_other_words_have_none(words: str) -> None:
    assert level(words) is None
