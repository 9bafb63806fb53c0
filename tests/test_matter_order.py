"""Which pages a book has, in which order, and what its editor's texts become."""

import tomllib
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles import Case, cases
from ficbind.diagnostics import FicbindError
from ficbind.matter import draft, imprint, texts
from ficbind.matter.order import Slot, order
from ficbind.matter.texts import Text, text_of
from ficbind.model import Chapter, Fact, Field, Metadata, Origin
from ficbind.xhtml import Body, plain, words
from matter_books import HERE, manifest_of, matter_of, tidied


@pytest.mark.parametrize("case", cases("matter/order"), ids=str)
def test_pages_stand_in_order(case: Case, judge: Callable[[Case, str], None]) -> None:
    pages = order(manifest_of(tomllib.loads(case.given), 1))
    judge(case, "\n".join((*(slot.id for slot in pages.front), "stories", *(slot.id for slot in pages.back))))


@pytest.mark.parametrize("case", cases("matter/inline"), ids=str)
def test_inline_texts_become_markup(case: Case, judge: Callable[[Case, str], None]) -> None:
    kind, _, text = case.given.partition("\n")
    judge(case, draft(matter_of({"kind": kind, "text": text})).sections[0].markup.replace(' data-line="5"', ""))


def test_an_inline_text_knows_its_place() -> None:
    made = draft(matter_of({"kind": "foreword", "text": "Hello."}))
    assert made.path == HERE
    assert made.source == "Hello."
    assert made.sections[0].markup == '<p data-line="5">Hello.</p>'


def test_a_text_may_bear_its_own_title_and_signature() -> None:
    entry = matter_of({"kind": "foreword", "path": HERE.with_name("foreword.md")})
    facts = (Fact(Field.TITLE, ("Ahoy",), Origin.HEADER), Fact(Field.AUTHOR, ("Jane",), Origin.HEADER))
    story = replace(tidied("foreword", matter_of({"kind": "foreword", "text": "Hello."})), metadata=Metadata(facts))
    text = text_of(Slot("foreword", "foreword", entry), {"foreword": story})
    assert text == Text(Body("<p>Hello.</p>"), "Ahoy", "Jane", None)
    text = text_of(Slot("foreword", "foreword", replace(entry, title="Oh", by="Joe")), {"foreword": story})
    assert text == Text(Body("<p>Hello.</p>"), "Oh", "Joe", None)


@pytest.mark.parametrize(
    ("given", "titles", "title", "body"),
    [
        (None, ["Ahoy"], "Ahoy", "<p>x</p>"),
        ("Ahoy", ["Ahoy"], "Ahoy", "<p>x</p>"),
        ("Oh", ["Ahoy"], "Oh", "<h2>Ahoy</h2>\n<p>x</p>"),
        (None, [None, "Ahoy"], "", "<p>x</p>\n<h2>Ahoy</h2>\n<p>x</p>"),
    ],
)
def test_headings_of_a_text_stand_once(given: str | None, titles: list[str | None], title: str, body: str) -> None:
    entry = matter_of({"kind": "foreword", "path": HERE.with_name("foreword.md"), "title": given})
    guess = Metadata((Fact(Field.TITLE, ("foreword",), Origin.GUESS),))
    chapters = tuple(Chapter(each, Body("<p>x</p>")) for each in titles)
    story = replace(tidied("foreword", matter_of({"kind": "x", "text": "x"})), metadata=guess, chapters=chapters)
    assert text_of(Slot("foreword", "foreword", entry), {"foreword": story}) == Text(Body(body), title, "", None)


def test_texts_are_listed_under_the_ids_of_their_pages() -> None:
    manifest = manifest_of(
        {
            "front": [{"kind": "text", "text": "One"}, {"kind": "half-title", "text": "none"}, {"kind": "contents"}],
            "back": [{"kind": "text", "path": HERE.with_name("two.md")}, {"kind": "colophon"}],
        },
        1,
    )
    assert list(texts(manifest)) == ["text", "text-2"]


def test_a_page_that_cannot_be_left_out_takes_none_for_no_text() -> None:
    assert texts(manifest_of({"front": [{"kind": "title-page", "text": "none"}]}, 1)) == {}


def test_an_identifier_survives_new_stories_but_not_a_new_title() -> None:
    one, longer, other = (
        imprint.identifier(manifest_of({"title": title, "people": [{"name": "Ed", "role": "edt"}]}, stories))
        for title, stories in (("Home", 1), ("Home", 9), ("Away", 1))
    )
    assert one == longer != other
    assert one == "urn:uuid:ede272df-c4aa-5ea4-aa0a-c8701d1c4570"


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (None, None),
        ("urn:uuid:ede272df-c4aa-5ea4-aa0a-c8701d1c4570", None),
        ("urn:isbn:9780000000002", "ISBN 9780000000002"),
        ("978-0-00-000000-2", "ISBN 978-0-00-000000-2"),
        ("isbn 000000000X", "ISBN 000000000X"),
        ("https://example.org/home", "https://example.org/home"),
    ],
)
def test_an_identifier_is_printed_for_people(given: str | None, printed: str | None) -> None:
    assert imprint.printed_identifier(given) == printed


def test_a_given_identifier_is_kept() -> None:
    assert imprint.identifier(manifest_of({"identifier": "urn:isbn:9780000000002"}, 1)) == "urn:isbn:9780000000002"


@pytest.mark.parametrize(
    ("date", "environment", "moment"),
    [
        (None, {}, "2000-01-01T00:00:00Z"),
        ("2026", {}, "2026-01-01T00:00:00Z"),
        ("2026-11", {}, "2026-11-01T00:00:00Z"),
        ("2026-11-21", {}, "2026-11-21T00:00:00Z"),
        ("2026-11-21", {"SOURCE_DATE_EPOCH": "0"}, "1970-01-01T00:00:00Z"),
        (None, {"SOURCE_DATE_EPOCH": "1767225600"}, "2026-01-01T00:00:00Z"),
    ],
)
def test_the_last_change_follows_from_the_input(date: str | None, environment: dict[str, str], moment: str) -> None:
    assert imprint.modified(manifest_of({"date": date}, 1), environment) == moment


@pytest.mark.parametrize("epoch", ["", "yesterday", "-1", "1e9", "999999999999", "٣"])
def test_a_malformed_epoch_is_refused(epoch: str) -> None:
    with pytest.raises(FicbindError, match="SOURCE_DATE_EPOCH"):
        imprint.modified(manifest_of({}, 1), {"SOURCE_DATE_EPOCH": epoch})


@given(st.sampled_from(["foreword", "epigraph", "dedication"]), st.text(st.sampled_from("ab *_#\\<&-—\n\r")))
def test_inline_texts_are_well_formed_and_keep_their_words(kind: str, text: str) -> None:
    made = draft(matter_of({"kind": kind, "text": text}))
    assert "".join(words(plain(made.sections[0].markup))) == "".join(words(text))
