"""What the EPUB says of its accessibility against what it holds."""

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from ficbind.accessibility import Accessibility
from ficbind.checks.epubcheck import Checker
from ficbind.diagnostics import Code, FicbindError, Location
from ficbind.manifest.values import Certificate, Cover, Manifest
from ficbind.matter import accessible, with_cover_words
from ficbind.matter.labels import TABLES
from ficbind.model import Book, Page, PageBreak, Pagination, Person, Picture
from ficbind.pipeline import make
from ficbind.survey.looking import survey
from ficbind.writers import epub
from ficbind.xhtml import Body
from sample_books import PLAIN, a_book, a_cover, a_story, classic

HERE = Location(Path("anthology.yaml"), 4, 17)
MANIFEST = Manifest(Path("anthology.yaml"), "Lamps", "en", Cover(HERE), ())
CERTIFICATE = Certificate(HERE, "Ada Reader", "DAISY OK", "https://example.org/report", "2.1", "AA")
LANGUAGES = sorted(path.stem for path in TABLES.glob("*.toml"))


def picture(name: str, *, described: bool) -> Picture:
    return Picture(name, b"", "image/png", 40, 30, described)


def bound(*bodies: str, pictures: tuple[Picture, ...] = (), language: str = "en") -> Book:
    story = a_story("s001", "Lamps", [(None, "\n".join(bodies) or "<p>It rained.</p>")], language=language)
    return a_book(replace(story, pictures=pictures))


def facts(book: Book, manifest: Manifest = MANIFEST) -> Accessibility:
    known = accessible(book, manifest).accessibility
    assert known
    return known


def test_a_book_of_words_is_read_by_words() -> None:
    known = facts(bound())
    assert (known.modes, known.sufficient) == (("textual",), ("textual",))
    assert "alternativeText" in known.features
    assert known.conformance is None
    assert "Nobody has certified" in known.summary


def test_images_are_counted_and_those_without_description_too() -> None:
    known = facts(bound(pictures=tuple(picture(f"{number}.png", described=number > 2) for number in range(14))))
    assert (known.modes, known.sufficient) == (("textual", "visual"), ("textual,visual",))
    assert "alternativeText" not in known.features
    assert "has 14\u00a0images; without a description: 3." in known.summary


def test_described_images_leave_nothing_to_be_seen() -> None:
    known = facts(bound(pictures=(picture("1.png", described=True),)))
    assert known.sufficient == ("textual,visual", "textual")
    assert "alternativeText" in known.features
    assert "1\u00a0image; none lacks a description." in known.summary


@pytest.mark.parametrize(
    ("body", "feature", "present"),
    [
        ("<h3>One</h3><h4>Two</h4>", "structuralNavigation", True),
        ("<h3>One</h3><h5>Two</h5>", "structuralNavigation", False),
        ("<p><ruby>a<rt>b</rt></ruby></p>", "rubyAnnotations", True),
        ("<p>a</p>", "rubyAnnotations", False),
        ("<p>a</p>", "index", False),
        ("<p>a</p>", "pageNavigation", False),
    ],
)
def test_a_feature_is_claimed_only_where_it_holds(body: str, feature: str, *, present: bool) -> None:
    book = bound()
    chapter = replace(book.works[0].story.chapters[0], title="One", body=Body(body))
    work = replace(book.works[0], story=replace(book.works[0].story, chapters=(chapter,)))
    known = facts(replace(book, parts=(replace(book.parts[0], works=(work,)),)))
    assert (feature in known.features) is present


def test_pages_and_indexes_are_features() -> None:
    index = Page("index-of-tags", "index-of-tags", "Tags", Body("<h1>Tags</h1>"), "en")
    pages = Pagination("urn:isbn:9780306406157", (PageBreak("1", "s001", 0),))
    known = facts(replace(bound(), back=(index,), pagination=pages))
    assert {"index", "pageBreakMarkers", "pageNavigation"} <= set(known.features)


def test_a_table_without_header_cells_is_told() -> None:
    bare, headed = (f"<table><tbody><tr><{tag}>a</{tag}></tr></tbody></table>" for tag in ("td", "th"))
    assert "2\u00a0tables; without header cells: 1." in facts(bound(bare, headed)).summary
    assert "table;" not in facts(bound(headed)).summary


def test_linked_notes_are_told() -> None:
    call = '<p>a<a class="noteref" href="#n">1</a></p>'
    assert "Notes are linked" in facts(bound(call)).summary
    assert "Notes" not in facts(bound()).summary


@pytest.mark.parametrize(
    ("language", "people", "said"),
    [
        ("en", (Person("Ed Itor", "edt"), Person("Tom", "trl")), "Cover: Lamps, edited by Ed Itor"),
        ("de", (Person("Ada"), Person("Bo")), "Umschlag: Lamps, von Ada und Bo"),
        ("fr", (), "Couverture: Lamps"),
    ],
)
def test_a_cover_is_described_by_title_and_people(language: str, people: tuple[Person, ...], said: str) -> None:
    manifest = replace(MANIFEST, language=language, people=people)
    assert with_cover_words(manifest).cover.alt == said
    own = replace(manifest, cover=replace(manifest.cover, alt="A lamp"))
    assert with_cover_words(own) == own


@pytest.mark.parametrize("language", [*LANGUAGES, "cs"])
def test_the_summary_is_in_the_language_of_the_book(language: str) -> None:
    pictures = (picture("1.png", described=False), picture("2.png", described=True))
    known = facts(bound(pictures=pictures), replace(MANIFEST, language=language, accessibility_summary="Ours."))
    assert known.language == ("en" if language == "cs" else language)
    assert known.summary.startswith("Ours. ")
    assert "{" not in known.summary


def test_a_certificate_is_stated_with_its_certifier(tmp_path: Path, checker: Checker) -> None:
    book = accessible(bound(), replace(MANIFEST, certificate=CERTIFICATE))
    path = tmp_path / "a.epub"
    epub.write(book, classic(), a_cover(), PLAIN, path)
    assert [str(each) for each in checker.check(path)] == []
    package = opf(path)
    said = {node.get("property"): (node.text, node.get("refines")) for node in package.iter("{*}meta")}
    assert said["dcterms:conformsTo"] == ("EPUB Accessibility 1.1 - WCAG 2.1 Level AA", None)
    assert said["a11y:certifiedBy"] == ("Ada Reader", "#conformance")
    assert said["a11y:certifierCredential"] == ("DAISY OK", "#certifier")
    links = [(node.get("rel"), node.get("href"), node.get("refines")) for node in package.iter("{*}link")]
    assert links == [("a11y:certifierReport", "https://example.org/report", "#certifier")]


def opf(path: Path) -> Any:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("EPUB/content.opf"))


def test_a_certificate_that_the_book_contradicts_is_refused() -> None:
    with pytest.raises(FicbindError) as refused:
        accessible(bound(pictures=(picture("1.png", described=False),)), replace(MANIFEST, certificate=CERTIFICATE))
    assert [(each.code, each.where) for each in refused.value.diagnostics] == [(Code.FALSE_CERTIFICATE, HERE)]


def test_the_manifest_says_what_an_image_shows(tmp_path: Path) -> None:
    Image.new("RGB", (90, 60), "#884422").save(tmp_path / "lamp.png")
    story = '<p>The lamp went out.</p><p><img src="lamp.png" alt="***"></p><p>And that was all.</p>'
    (tmp_path / "a.html").write_text(story, encoding="utf-8")
    path = tmp_path / "anthology.yaml"
    path.write_text(
        "title: Lamps\nlanguage: en\nstories: [{file: a.html, images: {lamp.png: A lamp}}]\n", encoding="utf-8"
    )
    book = make(path).book
    assert 'alt="A lamp"' in book.works[0].story.chapters[0].body
    seen = survey([path], lambda *_: None, strict=False)
    assert not [each for each in seen.every_diagnostic if each.code is Code.UNDESCRIBED_IMAGE]
    assert [each.described for each in book.pictures] == [True]


def test_a_pattern_describes_the_images_of_all_its_files(tmp_path: Path) -> None:
    for name in ("lamp", "map"):
        Image.new("RGB", (90, 60 + len(name)), "#884422").save(tmp_path / f"{name}.png")
        story = f'<h1>The {name}</h1><p>By A B</p><p>It was there.</p><p><img src="{name}.png"></p><p>And gone.</p>'
        (tmp_path / f"{name}.html").write_text(story, encoding="utf-8")
    path = tmp_path / "anthology.yaml"
    described = "{lamp.png: A lamp, map.png: A map}"
    path.write_text(
        f"title: Lamps\nlanguage: en\nstories: [{{file: '*.html', images: {described}}}]\n", encoding="utf-8"
    )
    assert [each.described for each in make(path).book.pictures] == [True, True]
