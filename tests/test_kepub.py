"""The Kobo variant: every sentence in a span of its own, and not a word more or less."""

import re
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ficbind.checks.epubcheck import Checker
from ficbind.checks.fidelity import check_epub
from ficbind.manifest.values import Epub
from ficbind.pipeline import Request, build
from ficbind.writers import epub
from ficbind.writers.epub.documents import document
from ficbind.writers.epub.kepub import kobo_document
from ficbind.writers.epub.kobo_spans import sentences
from sample_books import a_cover, classic, sampler

XHTML = "{http://www.w3.org/1999/xhtml}"
BOOK = Path(__file__).parent / "books" / "plain" / "in" / "anthology.yaml"

LETTERS = st.text(st.sampled_from('ab é.!?…"”’)。」 \n\u00a0<&'), max_size=24)
INLINES = st.recursive(
    LETTERS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.lists(
        inner | inner.map("<em>{}</em>".format) | inner.map('<a href="#x">{}</a>'.format) | st.just("<br/>"), max_size=4
    ).map("".join),
    max_leaves=5,
)
BLOCKS = st.one_of(
    INLINES.map("<p>{}</p>".format),
    INLINES.map("<h2>{}</h2>".format),
    INLINES.map("<ul><li>{}</li></ul>".format),
    INLINES.map("<pre>{}</pre>".format),
    INLINES.map("<blockquote><p>{}</p></blockquote>".format),
    INLINES.map('<p>{}<img src="a.png" alt="A."/></p>'.format),
    st.just('<hr class="scene-break"/>'),
)
BODIES = st.lists(BLOCKS, max_size=6).map("\n".join)


def kobo(body: str) -> Any:
    """Give the tree of a document made for Kobo readers."""
    return etree.fromstring(kobo_document(document("A Title", 'lang="en"', body)))


def test_the_brackets_of_ruby_stay_bare() -> None:
    ruby = "<p>The <ruby>海<rp>(</rp><rt>umi</rt><rp>)</rp></ruby> rose.</p>"
    assert [len(node) for node in kobo(ruby).iter(f"{XHTML}rp")] == [0, 0]


def text(root: Any) -> str:
    return "".join(root.find(f"{XHTML}body").itertext())


def spans(root: Any) -> list[Any]:
    return [node for node in root.iter(f"{XHTML}span") if node.get("class") == "koboSpan"]


def numbers(root: Any) -> list[tuple[int, int]]:
    found = (re.fullmatch(r"kobo\.(\d+)\.(\d+)", span.get("id")) for span in spans(root))
    return [(int(match[1]), int(match[2])) for match in found if match]


@pytest.mark.parametrize(
    ("given", "parted"),
    [
        ("One. Two! Three", ["One. ", "Two! ", "Three"]),
        ("“Is it?” he asked.", ["“Is it?” ", "he asked."]),
        ("(It is.)\n Yes?!  ", ["(It is.)\n ", "Yes?!  "]),
        ("At 3.30 it rained", ["At 3.30 it rained"]),
        ("雨だ。「そう。」風だ", ["雨だ。", "「そう。」", "風だ"]),
        (" ", [" "]),
    ],
)
def test_sentences_end_at_stops(given: str, parted: list[str]) -> None:
    assert sentences(given) == parted


@given(LETTERS)
def test_sentences_together_are_the_text(given: str) -> None:
    assert "".join(sentences(given)) == given


def test_a_run_of_stops_takes_no_longer_than_a_run_of_letters() -> None:
    before = time.process_time()
    assert len(sentences("." * 200_000 + '"' * 200_000)) == 1
    assert time.process_time() - before < 2


@given(BODIES)
def test_the_text_of_any_body_stays(body: str) -> None:
    plain = etree.fromstring(document("A Title", 'lang="en"', body))
    assert text(kobo(body)).split() == text(plain).split()
    assert "".join(text(kobo(body)).split("\n")) == "".join(text(plain).split("\n"))


@given(BODIES)
def test_every_sentence_is_in_one_span(body: str) -> None:
    root = kobo(body)
    for span in spans(root):
        assert len(sentences(span.text or "")) + len(span.findall(f"{XHTML}img")) == 1
    for found in root.xpath("//*[local-name()='body']//text()[not(ancestor::*[local-name()='pre'])]"):
        owner = found.getparent()
        assert not found.strip() or (found.is_text and owner.get("class") == "koboSpan")


@given(BODIES)
def test_the_numbers_rise_and_none_comes_twice(body: str) -> None:
    found = numbers(kobo(body))
    assert found == sorted(set(found))
    assert [paragraph for paragraph, sentence in found if sentence == 1] == list(
        range(1, (found or [(0, 0)])[-1][0] + 1)
    )


@given(BODIES, BLOCKS)
def test_what_follows_changes_no_number(body: str, more: str) -> None:
    before, after = numbers(kobo(body)), numbers(kobo(f"{body}\n{more}"))
    assert after[: len(before)] == before


def test_a_paragraph_an_image_and_a_list_begin_a_number() -> None:
    root = kobo('<p>One. <em>Two.</em> Three.</p><p><img src="a.png" alt="A."/> Four.</p><ul><li>Five</li></ul>')
    assert numbers(root) == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 1)]


def test_a_document_that_is_marked_stays_as_it_is() -> None:
    once = kobo("<p>One. Two.</p>")
    assert numbers(etree.fromstring(kobo_document(etree.tostring(once)))) == numbers(once)


def test_the_variant_of_a_book_is_valid_and_has_its_words(checker: Checker, tmp_path: Path) -> None:
    book, plain, variant = sampler(), tmp_path / "a.epub", tmp_path / "a.kepub.epub"
    epub.write(book, classic(), a_cover(), Epub(), plain)
    epub.write_kepub(plain, variant)
    assert [str(each) for each in checker.check(variant)] == []
    assert check_epub(book, variant) == ()
    with zipfile.ZipFile(plain) as one, zipfile.ZipFile(variant) as other:
        assert one.namelist() == other.namelist()
        assert other.infolist()[0].compress_type == zipfile.ZIP_STORED
        changed = {name for name in one.namelist() if one.read(name) != other.read(name)}
    assert changed == {name for name in one.namelist() if name.startswith("EPUB/text/")}


@pytest.mark.parametrize("only", [("kepub",), ("epub", "kepub")], ids="+".join)
def test_it_is_made_alone_or_beside_the_epub(only: tuple[str, ...], tmp_path: Path) -> None:
    report = build(Request(BOOK, tmp_path, only))
    assert not report.failed
    assert report.validated
    assert [output.format for output in report.outputs] == list(only)
    endings = {"epub": ".epub", "kepub": ".kepub.epub"}
    assert [output.path.name.partition(".")[2] for output in report.outputs] == [endings[each][1:] for each in only]
    assert sorted(tmp_path.iterdir()) == sorted(output.path for output in report.outputs)


def test_its_name_asks_for_it(tmp_path: Path) -> None:
    report = build(Request(BOOK, tmp_path / "mine.kepub.epub"))
    assert [output.path.name for output in report.outputs] == ["mine.kepub.epub"]
