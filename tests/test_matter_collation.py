"""The order of names, and what two spellings of one have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ficbind.matter.collation import sort_key, spelling

LANGUAGES = ["en", "de", "es", "pl", "ru", "sv-FI"]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "Ärger “Ark” Auge élan Eva Łódź Zoe"),
        ("de", "Ader Ähre Auge Straße Strauß Strom"),
        ("es", "nadie nube ñandú oso"),
        ("pl", "cud ćma dom lud łan zebra źrebię żaba"),
        ("ru", "ёлка ель жук ива йод кит"),
        ("sv-FI", "alm zebra ål äpple öl"),
    ],
)
def test_names_stand_in_the_order_of_the_language(language: str, names: str) -> None:
    listed = names.split()
    assert sorted(set(listed), key=lambda name: sort_key(name, language)) == listed


@pytest.mark.parametrize(
    "other", ["star tales", "STAR TALES", "Star-Tales", "Stár Tales", "StarTales", "“Star” Tales!"]
)
def test_spellings_of_one_name_are_known(other: str) -> None:
    assert spelling(other) == spelling("Star Tales")


def test_other_names_stay_apart() -> None:
    assert spelling("Star Tales 2") != spelling("Star Tales")
    assert spelling("!!") == ""


@given(st.text(), st.text(), st.sampled_from(LANGUAGES))
def test_every_two_names_have_an_order(one: str, other: str, language: str) -> None:
    first, second = sort_key(one, language), sort_key(other, language)
    assert (first < second) + (second < first) == (one != other)
