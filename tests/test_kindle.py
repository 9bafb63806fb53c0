"""What Send to Kindle stumbles over, as those report whose books it refused: none of it is in an EPUB of ours."""

import re
import zipfile

import pytest
from lxml import etree

from ficbind.manifest.values import Epub
from ficbind.writers import epub
from sample_books import a_cover, classic, sampler

MAILED = 50_000_000
"""Bytes up to which a book can be sent by mail."""

Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    path = tmp_path_factory.mktemp("kindle") / "a.epub"
    epub.write(sampler(), classic(), a_cover(), Epub(), path)
    assert path.stat().st_size < MAILED
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
