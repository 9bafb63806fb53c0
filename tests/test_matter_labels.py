"""Words, numbers and plurals in the book's language."""

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ficbind.manifest.values import Typography
from ficbind.matter.labels import TABLES, labels
from ficbind.matter.language import direction, marks
from ficbind.matter.order import BACK, FRONT
from ficbind.matter.story_front import FACTS
from ficbind.model import Level

LANGUAGES = sorted(path.stem for path in TABLES.glob("*.toml"))


def keys(table: dict[str, object], above: str = "") -> set[str]:
    """List the keys of a table; plural forms differ by language."""
    found = set()
    for key, value in table.items():
        inner = isinstance(value, dict) and not set(value) <= {"one", "few", "many", "other"}
        found |= keys(value, f"{above}{key}.") if inner and isinstance(value, dict) else {above + key}
    return found


def table(language: str) -> dict[str, object]:
    return tomllib.loads((TABLES / f"{language}.toml").read_text(encoding="utf-8"))


def test_ten_languages_have_words() -> None:
    assert sorted(["de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "sv"]) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_every_key(language: str) -> None:
    assert keys(table(language)) == keys(table("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_has_the_same_places(language: str) -> None:
    def places(language: str) -> dict[str, set[str]]:
        return {key: set(re.findall(r"\{\w+\}", word)) for key, word in labels(language).words.items()}

    assert places(language) == places("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_names_all_that_pages_say(language: str) -> None:
    words = labels(language)
    assert all(words.fact(field.value, count) for field in FACTS for count in (1, 2))
    assert all(words.level(level.value) for level in Level)
    assert all(f"page.{kind}" in words.words for kind in (*FRONT, *BACK, "text", "part", "untitled"))
    assert all(f"pass.{name}" in words.words for name in Typography.__dataclass_fields__)
    assert all(words.language_name(other) for other in LANGUAGES)


@given(st.sampled_from(LANGUAGES), st.integers(min_value=0, max_value=10**7))
def test_every_number_has_its_plural_form(language: str, number: int) -> None:
    assert labels(language).number(number) in labels(language).count("words", number)
    assert labels(language).reading_time(number)


@pytest.mark.parametrize(
    ("language", "number", "written"),
    [
        ("en-GB", 999, "999 words"),
        ("en", 1, "1 word"),
        ("en", 1234, "1,234 words"),
        ("de-AT", 1234, "1.234 Wörter"),
        ("fr", 0, "0 mot"),
        ("fr", 12345, "12\u202f345 mots"),
        ("es", 1234, "1234 palabras"),
        ("es", 12345, "12.345 palabras"),
        ("it", 1234, "1.234 parole"),
        ("pl", 1, "1 słowo"),
        ("pl", 21, "21 słów"),
        ("pl", 22, "22 słowa"),
        ("pl", 12, "12 słów"),
        ("pl", 12345, "12 345 słów"),
        ("ru", 21, "21 слово"),
        ("ru", 11, "11 слов"),
        ("ru", 1234, "1 234 слова"),
        ("nl", 1234567, "1.234.567 woorden"),
        ("sv", 1234, "1 234 ord"),
        ("pt-BR", 1234, "1.234 palavras"),
        ("fi", 1234, "1,234 words"),
    ],
)
def test_counts_are_written_as_the_language_does(language: str, number: int, written: str) -> None:
    assert labels(language).count("words", number).replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("words", "time"),
    [
        (1, "about 1 minute to read"),
        (460, "about 2 minutes to read"),
        (230 * 59, "about 59 minutes to read"),
        (230 * 60, "about 1 hour to read"),
        (230 * 133, "about 2 hours 15 minutes to read"),
    ],
)
def test_reading_time_is_as_exact_as_it_can_be(words: int, time: str) -> None:
    assert labels("en").reading_time(words).replace("\u00a0", " ") == time


def test_names_are_joined_as_a_sentence_does() -> None:
    assert [labels("de").names(list(names)) for names in ("A", "AB", "ABC")] == ["A", "A und B", "A, B und C"]


def test_a_name_keeps_its_small_letter_where_a_line_begins_with_it() -> None:
    assert labels("pl").line("aut", ["bell hooks"]) == "bell hooks"
    assert labels("en").line("aut", ["bell hooks"]) == "By bell hooks"


def test_words_that_stand_in_for_another_language_are_marked() -> None:
    assert labels("fi").say("Contents") == '<span lang="en">Contents</span>'
    assert labels("fi").series("<Talot>", "2") == '<span lang="en">&lt;Talot&gt;, no.\u00a02</span>'


@pytest.mark.parametrize(
    ("language", "way"),
    [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("az-Arab", "rtl"), ("ur-Latn", "ltr"), ("zh-Hant-TW", "ltr")],
)
def test_direction_follows_script(language: str, way: str) -> None:
    assert direction(language) == way


def test_only_another_language_is_marked() -> None:
    assert [marks(language, "en") for language in ("en", "fr", "fa")] == ["", ' lang="fr"', ' lang="fa" dir="rtl"']
