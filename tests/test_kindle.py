"""What Send to Kindle stumbles over, as those report whose books it refused: none of it is in an EPUB of ours."""

import io
import random
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from ficbind.checks.epubcheck import Checker
from ficbind.checks.fidelity import check_epub
from ficbind.conventions import kindle
from ficbind.diagnostics import Code
from ficbind.manifest.values import Epub
from ficbind.model import Book, Picture
from ficbind.writers import epub
from sample_books import PLAIN, a_book, a_cover, a_story, classic, sampler

Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    path = tmp_path_factory.mktemp("kindle") / "a.epub"
    epub.write(sampler(), classic(), a_cover(), Epub(), path)
    assert path.stat().st_size < kindle.MAILED
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_document_names_its_encoding_and_has_no_empty_image(parts: Parts) -> None:
    for name, data in parts.items():
        if name.endswith(".xhtml"):
            assert data.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
            assert not re.search(rb'<img(?![^>]*\ssrc="[^"])', data)
            assert not re.search(rb'<img[^>]*\salt=""', data)
            assert not re.search(rb"<body[^>]*\sid=", data)
            assert b"<style" not in data
            assert b"<!--" not in data


def test_the_package_names_known_languages_and_its_cover(parts: Parts) -> None:
    package = etree.fromstring(parts["EPUB/content.opf"])
    assert "und" not in package.xpath("//*[local-name()='language']/text()")
    (cover,) = package.xpath("//*[local-name()='meta'][@name='cover']/@content")
    assert package.xpath(f"//*[local-name()='item'][@id='{cover}']/@properties") == ["cover-image"]


def test_the_ncx_goes_through_the_book_in_order(parts: Parts) -> None:
    package, ncx = etree.fromstring(parts["EPUB/content.opf"]), etree.fromstring(parts["EPUB/toc.ncx"])
    files = {item.get("id"): item.get("href") for item in package.xpath("//*[local-name()='item']")}
    spine = [files[each] for each in package.xpath("//*[local-name()='itemref']/@idref")]
    places = [spine.index(place.partition("#")[0]) for place in ncx.xpath("//*[local-name()='content']/@src")]
    assert places == sorted(places)
    assert all(ncx.xpath("//*[local-name()='navPoint']/@id"))


def test_the_sheet_hides_nothing_and_has_no_variables(parts: Parts) -> None:
    sheet = re.sub(rb"/\*.*?\*/", b"", parts["EPUB/css/book.css"], flags=re.DOTALL)
    assert not re.search(rb"display:\s*none|var\(|--[a-z]", sheet)


def edition(book: Book, folder: Path) -> tuple[Path, Path, tuple[str, ...]]:
    """Write an EPUB and its edition for Kindle."""
    plain, variant = folder / "a.epub", folder / "a.kindle.epub"
    epub.write(book, classic(), a_cover(), PLAIN, plain)
    return plain, variant, epub.write_kindle(plain, variant)


def judged(book: Book, variant: Path, checker: Checker) -> None:
    assert check_epub(book, variant) == ()
    assert [str(each) for each in checker.check(variant)] == []


def part(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(f"EPUB/{name}"))


def test_a_book_that_a_kindle_takes_as_it_is_stays_so(tmp_path: Path) -> None:
    book = a_book(a_story("s001", "Rain", [("One", "<p>It rained.</p>"), ("Two", "<p>On.</p>")]))
    plain, variant, changes = edition(book, tmp_path)
    assert changes == ()
    assert plain.read_bytes() == variant.read_bytes()
    (told,) = epub.findings_of_edition(variant, changes)
    assert told.message == "the same as the EPUB: nothing had to change"


@pytest.mark.parametrize(
    ("own", "other", "named"),
    [("cs", "de", ["de"]), ("cs", "ru", ["en"]), ("en", "ru", ["en"]), ("pt-BR", "uk", ["pt-BR"])],
)
def test_only_languages_that_amazon_lists_are_named(
    tmp_path: Path, checker: Checker, own: str, other: str, named: list[str]
) -> None:
    book = replace(a_book(a_story("s001", "Rain", [(None, "<p>It rained.</p>")], language=other)), language=own)
    _, variant, changes = edition(book, tmp_path)
    assert len(changes) == 1
    assert [node.text for node in part(variant, "content.opf").iter("{*}language")] == named
    assert part(variant, "nav.xhtml").get("lang") == own
    judged(book, variant, checker)


def test_chapters_below_a_part_are_raised_to_where_a_kindle_shows_them(tmp_path: Path, checker: Checker) -> None:
    chapters = [("One", "<p>It rained.</p>"), ("Two", "<p>On.</p>")]
    book = a_book(
        a_story("s001", "Rain", chapters), a_story("s002", "Sun", [(None, "<p>It shone.</p>")]), part="Summer"
    )
    plain, variant, changes = edition(book, tmp_path)
    assert changes == ("its contents have two levels, the stories beside their parts",)
    toc = part(variant, "nav.xhtml").find(".//{*}nav/{*}ol")
    shown = [(item.findtext("{*}a"), [each.findtext("{*}a") for each in item.findall("{*}ol/{*}li")]) for item in toc]
    assert shown == [("Contents", []), ("Summer", []), ("Rain", ["One", "Two"]), ("Sun", []), ("Afterword", [])]
    points = part(variant, "toc.ncx").find("{*}navMap")
    assert [
        (point.findtext("{*}navLabel/{*}text"), [each.findtext(".//{*}text") for each in point.findall("{*}navPoint")])
        for point in points
    ] == shown
    places = [[node.get("src") for node in part(path, "toc.ncx").iter("{*}content")] for path in (plain, variant)]
    assert places[0] == places[1]
    judged(book, variant, checker)


def a_photograph(seed: int) -> Picture:
    noise = Image.frombytes("RGB", (200, 150), random.Random(seed).randbytes(90_000)).resize((1600, 1200))
    stream = io.BytesIO()
    noise.save(stream, "JPEG", quality=92)
    return Picture(f"s001-{seed}.jpg", stream.getvalue(), "image/jpeg", 1600, 1200)


def test_images_become_smaller_until_the_book_can_be_mailed(
    tmp_path: Path, checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = tuple(map(a_photograph, range(3)))
    body = "".join(f'<p><img src="{each.name}" alt="Rain" width="1600" height="1200"/></p>' for each in pictures)
    book = a_book(replace(a_story("s001", "Rain", [(None, f"<p>It rained.</p>{body}")]), pictures=pictures))
    limit = 1_000_000 + sum(len(each.data) for each in pictures) // 3
    monkeypatch.setattr(kindle, "MAILED", limit)
    plain, variant, changes = edition(book, tmp_path)
    assert variant.stat().st_size < limit < plain.stat().st_size
    assert "its images are smaller" in changes[0]
    with zipfile.ZipFile(variant) as archive:
        opened = [Image.open(archive.open(f"EPUB/images/{each.name}")) for each in pictures]
    sizes = {image.size for image in opened}
    assert len(sizes) == 1
    assert not any("progressive" in image.info for image in opened)
    assert sizes < {(1400, 1050), (1200, 900), (1000, 750), (800, 600), (640, 480), (480, 360)}
    judged(book, variant, checker)
    assert [each.code for each in epub.findings(plain, "en")] == [Code.TOO_LARGE_TO_SEND]
    assert [each.code for each in epub.findings_of_edition(variant, changes)] == [Code.KINDLE_EDITION]


def test_a_language_that_amazon_does_not_list_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(b"")
    assert [each.code for each in epub.findings(tmp_path / "a.epub", "ru")] == [Code.LANGUAGE_OF_NO_KINDLE]
    assert not list(epub.findings(tmp_path / "a.epub", "gsw-CH"))
