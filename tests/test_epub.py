"""The EPUB: judged by EPUBCheck, then read back part by part."""

import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from ficbind.bundled import bundled
from ficbind.checks.epubcheck import Checker
from ficbind.checks.fidelity import check_epub
from ficbind.manifest.values import Epub
from ficbind.model import Book, ContentsEntry, Metadata, Page
from ficbind.writers import epub
from ficbind.writers.epub.fonts import faces
from ficbind.xhtml import Body
from sample_books import PLAIN, a_book, a_cover, a_story, classic, sampler

OPF, DC, NCX = (
    "{http://www.idpf.org/2007/opf}",
    "{http://purl.org/dc/elements/1.1/}",
    "{http://www.daisy.org/z3986/2005/ncx/}",
)
XHTML, OPS = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def book() -> Book:
    return sampler()


@pytest.fixture(scope="module")
def written(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("epub") / "sampler.epub"
    epub.write(book, classic(), a_cover(), Epub(), path)
    return path


@pytest.fixture(scope="module")
def parts(written: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(written) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def package(parts: dict[str, bytes]) -> Any:
    return etree.fromstring(parts["EPUB/content.opf"])


@pytest.fixture(scope="module")
def documents(parts: dict[str, bytes]) -> dict[str, Any]:
    return {name: etree.fromstring(data) for name, data in parts.items() if name.endswith(".xhtml")}


def nav_tree(items: Any) -> list[Any]:
    """Give label, target and children of a list in the nav document."""
    return [
        ("".join(item[0].itertext()), item[0].get("href"), nav_tree(item.findall(f"{XHTML}ol/{XHTML}li")))
        for item in items
    ]


def ncx_tree(points: Any) -> list[Any]:
    return [
        (
            point.findtext(f"{NCX}navLabel/{NCX}text"),
            point.find(f"{NCX}content").get("src"),
            ncx_tree(point.findall(f"{NCX}navPoint")),
        )
        for point in points
    ]


def labels(entries: tuple[ContentsEntry, ...]) -> list[Any]:
    return [(" ".join(entry.title.split()), labels(entry.children)) for entry in entries]


def nothing_known(book: Book) -> Book:
    """Take everything from a book but its title, and from its story but the title that every story gets."""
    story = book.works[0].story
    titled = replace(story, metadata=Metadata(story.metadata.facts[:1]))
    part = replace(book.parts[0], works=(replace(book.works[0], story=titled),))
    bare = replace(book, subtitle=None, date=None, description=None, publisher=None, rights=None, series=None)
    return replace(bare, people=(), subjects=(), parts=(part,))


def test_epubcheck_finds_nothing(written: Path, checker: Checker) -> None:
    assert [str(each) for each in checker.check(written)] == []


@pytest.mark.parametrize(
    "book",
    [
        a_book(a_story("s001", "A", [(None, "<p>b</p>")])),
        a_book(a_story("s001", "🎉", [("1", "<p>b</p>")] * 3), title="<&>\"'"),
        a_book(a_story("s001", "Long", [("All of it", "\n".join(f"<p>{'word ' * 60}{n}</p>" for n in range(1500)))])),
        replace(
            a_book(a_story("s001", "حكاية <البحر>", [("١", "<p>نص</p>")], language="ar"), title="كتاب"), language="ar"
        ),
        nothing_known(a_book(a_story("s001", "A", [(None, "<p>b</p>")]))),
    ],
    ids=["least", "odd-title", "split", "right-to-left", "nothing-known"],
)
def test_other_books_are_valid_too(book: Book, checker: Checker, tmp_path: Path) -> None:
    epub.write(book, classic(), a_cover(), PLAIN, tmp_path / "book.epub")
    assert [str(each) for each in checker.check(tmp_path / "book.epub")] == []


def test_a_long_chapter_is_split_and_loses_nothing(tmp_path: Path) -> None:
    paragraphs = [f"word{number} {'filler ' * 60}" for number in range(1500)]
    one = a_story("s001", "Long", [("All of it", "\n".join(f"<p>{text}</p>" for text in paragraphs))])
    epub.write(a_book(one), classic(), a_cover(), PLAIN, tmp_path / "book.epub")
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        files = [name for name in archive.namelist() if re.search(r"s001-c01.*xhtml", name)]
        texts = [archive.read(name).decode() for name in files]
        assert max(item.file_size for item in archive.infolist() if item.filename in files) < 300_000
    assert len(files) > 1
    assert re.findall(r"word\d+", "".join(texts)) == [text.split()[0] for text in paragraphs]


def test_a_half_title_is_left_to_paper_where_a_title_page_follows(book: Book, tmp_path: Path) -> None:
    half = Page("half-title", "half-title", "Half-title", Body("<p>A Book</p>"), "en", listed=False)
    alone = tuple(page for page in book.front if page.kind != "title-page")
    for front, kept in (((half, *book.front), False), ((half, *alone), True)):
        bound = replace(book, front=front)
        epub.write(bound, classic(), a_cover(), PLAIN, tmp_path / "book.epub")
        with zipfile.ZipFile(tmp_path / "book.epub") as archive:
            assert ("EPUB/text/half-title.xhtml" in archive.namelist()) is kept
        assert check_epub(bound, tmp_path / "book.epub") == ()


def test_the_container_begins_as_readers_expect(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        first = archive.infolist()[0]
        names = archive.namelist()
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert written.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9./-]+", name) for name in names)


def test_nav_and_ncx_say_what_the_contents_tree_says(
    book: Book, parts: dict[str, bytes], documents: dict[str, Any]
) -> None:
    toc = documents["EPUB/nav.xhtml"].find(f".//{XHTML}nav[@{OPS}type='toc']/{XHTML}ol")
    shown = nav_tree(toc)
    assert shown == ncx_tree(etree.fromstring(parts["EPUB/toc.ncx"]).find(f"{NCX}navMap"))

    def titles(items: list[Any]) -> list[Any]:
        return [(label, titles(children)) for label, _, children in items]

    assert titles(shown) == labels(book.contents)


def test_a_story_in_another_language_is_announced_in_it(documents: dict[str, Any]) -> None:
    toc = documents["EPUB/nav.xhtml"].find(f".//{XHTML}nav[@{OPS}type='toc']")
    spoken = {link.get("href"): (link.get("lang"), link.get("dir")) for link in toc.iter(f"{XHTML}a")}
    assert spoken["text/s001.xhtml"] == (None, None)
    assert spoken["text/s002.xhtml"] == ("fr", None)
    assert spoken["text/s003.xhtml"] == ("fa", "rtl")


def test_the_package_says_in_which_language_the_titles_of_stories_are(package: Any) -> None:
    metas = [node for node in package.iter("{*}meta") if node.get("property") == "dcterms:hasPart"]
    spoken = {node.get("id"): (node.get(LANG), node.get("dir")) for node in metas}
    assert [spoken[f"s00{number}"] for number in (1, 2, 3)] == [(None, None), ("fr", None), ("fa", "rtl")]


def test_nav_is_no_page_of_the_book_but_the_contents_are(package: Any) -> None:
    hrefs = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    spine = [hrefs[item.get("idref")] for item in package.iter(f"{OPF}itemref")]
    assert "nav.xhtml" not in spine
    assert "text/contents.xhtml" in spine
    assert spine[0] == "text/cover.xhtml"


def test_every_link_resolves_and_every_id_is_a_target(documents: dict[str, Any]) -> None:
    used, ids = set(), set()
    for name, document in documents.items():
        ids |= {(name, node.get("id")) for node in document.iter("{*}*") if node.get("id")}
        for node in document.iter("{*}*"):
            for reference in filter(None, (node.get("href"), node.get("src"))):
                if "://" not in reference and not reference.endswith((".css", ".jpg")):
                    used.add(_resolve(name, reference))
    assert {file for file, _ in used} <= set(documents)
    assert {target for target in used if target[1]} <= ids
    labelled = {
        (name, node.get("aria-labelledby")) for name, document in documents.items() for node in document.iter("{*}*")
    }
    assert ids <= used | labelled


def _resolve(name: str, reference: str) -> tuple[str, str]:
    path, _, fragment = reference.partition("#")
    file = PurePosixPath(name).parent / path if path else PurePosixPath(name)
    return os.path.normpath(file).replace(os.sep, "/"), fragment


def test_every_document_names_its_language_style_and_place(documents: dict[str, Any]) -> None:
    for name, document in documents.items():
        assert document.get("lang") == document.get(LANG), name
        assert document.findtext(f"{XHTML}head/{XHTML}title").strip(), name
        assert len(document.findall(f".//{XHTML}h1")) <= 1, name
    languages = {name: document.get("lang") for name, document in documents.items()}
    assert languages["EPUB/text/s002-c01.xhtml"] == "fr"
    assert languages["EPUB/text/s003-c01.xhtml"] == "fa"
    assert documents["EPUB/text/s003-c01.xhtml"].get("dir") == "rtl"


def test_chapters_have_their_type_and_role(documents: dict[str, Any]) -> None:
    chapter = documents["EPUB/text/s001-c01.xhtml"].find(f".//{XHTML}section")
    assert (chapter.get(f"{OPS}type"), chapter.get("role")) == ("chapter", "doc-chapter")
    landmarks = documents["EPUB/nav.xhtml"].find(f".//{XHTML}nav[@{OPS}type='landmarks']")
    kinds = [link.get(f"{OPS}type") for link in landmarks.iter(f"{XHTML}a")]
    assert {"cover", "toc", "bodymatter"} <= set(kinds)


def test_the_package_names_the_book_and_everybody_who_made_it(book: Book, package: Any) -> None:
    names = [node.text for node in package.iter(f"{DC}creator")] + [
        node.text for node in package.iter(f"{DC}contributor")
    ]
    assert {"Ed Itor", "Ann Author", "B. & C. <Writers>", "Zoé Été", "راوی"} <= set(names)
    assert package.findtext(f".//{DC}title") == book.title
    assert package.findtext(f".//{DC}language") == "en"
    meta = {(node.get("property"), node.text) for node in package.iter(f"{OPF}meta") if node.get("property")}
    assert ("belongs-to-collection", "Test Tales") in meta
    assert ("group-position", "2") in meta
    assert ("role", "edt") in meta
    assert ("file-as", "Author, Ann") in meta
    assert ("dcterms:modified", "2026-01-02T03:04:05Z") in meta


def test_accessibility_metadata_is_there_and_claims_nothing_more(package: Any) -> None:
    meta = [(node.get("property"), node.text) for node in package.iter(f"{OPF}meta") if node.get("property")]
    assert ("schema:accessMode", "textual") in meta
    assert ("schema:accessibilityHazard", "none") in meta
    assert {"tableOfContents", "readingOrder", "structuralNavigation"} <= {
        text for name, text in meta if name == "schema:accessibilityFeature"
    }
    assert any(name == "schema:accessibilitySummary" and text for name, text in meta)
    assert not [name for name, _ in meta if name in {"dcterms:conformsTo", "a11y:certifiedBy"}]


def test_fonts_are_embedded_and_hold_only_what_the_book_needs(parts: dict[str, bytes]) -> None:
    fonts = {name: data for name, data in parts.items() if name.endswith(".ttf")}
    assert len(fonts) == 4
    originals = bundled("styles") / "classic" / "fonts"
    assert all(len(data) < (originals / PurePosixPath(name).name).stat().st_size / 2 for name, data in fonts.items())
    sheet = parts["EPUB/css/book.css"].decode()
    assert all(PurePosixPath(name).name in sheet for name in fonts)


def test_without_fonts_none_is_named(book: Book, tmp_path: Path) -> None:
    epub.write(book, classic(), a_cover(), PLAIN, tmp_path / "plain.epub")
    with zipfile.ZipFile(tmp_path / "plain.epub") as archive:
        assert not [name for name in archive.namelist() if name.endswith(".ttf")]
        assert b"@font-face" not in archive.read("EPUB/css/book.css")


def test_the_same_book_gives_the_same_bytes_in_any_process(tmp_path: Path, written: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sample_books import *; from ficbind.manifest.values import Epub;"
        "from ficbind.writers import epub; epub.write(sampler(), classic(), a_cover(), Epub(), Path(sys.argv[1]))"
    )
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        path = tmp_path / f"{seed}.epub"
        surroundings = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(Path(__file__).parent)}
        subprocess.run([sys.executable, "-c", program, str(path)], env=surroundings, check=True)
        assert path.read_bytes() == written.read_bytes()


def test_a_german_book_has_small_capitals_of_every_letter() -> None:
    """EB Garamond's German f, a form for one language, has none; Turkish needs such forms."""
    style, text = classic(), ["Öfen"]

    def features(*languages: str) -> set[str]:
        fonts = [TTFont(BytesIO(face.data)) for face in faces(style.fonts, text, languages)]
        return {record.FeatureTag for font in fonts for record in font["GSUB"].table.FeatureList.FeatureRecord}

    assert "smcp" in features("de", "en-GB")
    assert "locl" not in features("de-AT", "en")
    assert "locl" in features("de", "tr")


def test_the_pages_of_a_hebrew_book_turn_to_the_right(tmp_path: Path) -> None:
    epub.write(replace(sampler(), language="he"), classic(), a_cover(), Epub(), tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
    assert package.get("dir") == "rtl"
    assert package.find("{*}spine").get("page-progression-direction") == "rtl"
