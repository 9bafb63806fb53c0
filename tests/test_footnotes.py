"""Notes as the reading systems know them by their own rules, and at the foot of the printed page."""

import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from ficbind.checks.streams import follow
from ficbind.pipeline import Request, build

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
Node = etree._Element

STORY = """---
title: The Lamp
author: Ada Quill
---
## One

The lamp[^1] had gone out, and nobody in the long house by the harbour could say why it had.

{prose}

She waited[^2] for the boat.

## Two

The tide came in. Again the lamp[^1] was dark.[^3]

[^1]: Of brass, and older than the house.
[^2]: For three hours, says the ledger of the harbour.

    The ledger is lost.

[^3]: It is told in another story.
"""
MANIFEST = """title: Notes
language: en
editors: [Ada Quill]
date: 2026-01-01
formats: [epub, pdf, kepub]
stories: [lamp.md]
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built(tmp_path_factory.mktemp("notes"), STORY.format(prose="Nobody had seen a boat. " * 200))


def _built(folder: Path, story: str) -> Path:
    (folder / "lamp.md").write_text(story, encoding="utf-8")
    (folder / "anthology.yaml").write_text(MANIFEST, encoding="utf-8")
    report = build(Request(folder / "anthology.yaml"))
    assert not [each for each in report.diagnostics if each.severity != "info"]
    return folder / "build"


def _documents(path: Path) -> dict[str, Node]:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("EPUB/text/")]
        return {name.rpartition("/")[2]: etree.fromstring(archive.read(name)) for name in names}


class Link:
    """A call with what it leads to, and the place of both in the order of the book."""

    def __init__(self, documents: dict[str, Node], node: Node) -> None:
        file, _, name = node.get("href").partition("#")
        order = [each for document in documents.values() for each in document.iter()]
        self.node = node
        self.same_document = documents[file] is node.getroottree().getroot()
        (self.target,) = documents[file].xpath("//*[@id=$name]", name=name)
        self.target_follows = order.index(self.target) > order.index(node)


@pytest.fixture(scope="module", params=["notes.epub", "notes.kepub.epub"])
def links(built: Path, request: pytest.FixtureRequest) -> list[Link]:
    documents = _documents(built / request.param)
    calls = [node for document in documents.values() for node in document.iter("{*}a")]
    return [Link(documents, node) for node in calls if node.get(EPUB_TYPE) == "noteref"]


def test_every_call_is_one_and_has_its_note(links: list[Link]) -> None:
    assert ["".join(link.node.itertext()) for link in links] == ["1", "2", "1", "3"]
    assert len({link.target.get("id") for link in links}) == 3


def test_apple_shows_them_in_a_window(links: list[Link]) -> None:
    """Apple Books Asset Guide, "Pop-up footnotes": noteref, an aside that is a footnote; raised around the link."""
    for link in links:
        assert etree.QName(link.node.getparent()).localname == "sup"
        kobo = [etree.QName(child).localname for child in link.node]
        assert kobo in ([], ["span"])
        if link.same_document:
            assert etree.QName(link.target).localname in {"aside", "div"}
        assert link.target.get(EPUB_TYPE) == "footnote"


def test_no_reader_hides_a_note_that_another_document_calls(links: list[Link]) -> None:
    away = {link.target.get("id") for link in links if not link.same_document}
    tags = {link.target.get("id"): etree.QName(link.target).localname for link in links}
    assert away
    assert {tags[name] for name in away} == {"div"}
    # Those that stand beside it stay in sight, too; the next chapter's is alone.
    assert list(tags.values()) == ["div", "div", "aside"]


def test_kindles_show_them_in_a_window(links: list[Link]) -> None:
    """Kindle Publishing Guidelines 2019.2, "Footnote Guidelines": links both ways, the note behind the text."""
    calls = {link.node.get("id") or link.node.getparent().get("id") for link in links}
    for link in links:
        first = next(node for node in link.target.iter("{*}a"))
        assert first.get("href").partition("#")[2] in calls


def test_kobo_readers_show_them_in_a_window(links: list[Link]) -> None:
    """Kobo EPUB Guidelines, "Footnotes/Endnotes": an id, 9 to 5000 characters, behind the call."""
    for link in links:
        assert 9 <= len("".join(link.target.itertext())) <= 5000
    assert [link.target_follows for link in links] == [True, True, False, True]  # called again in the next chapter


def test_foliate_and_koreader_tell_them_from_other_links(links: list[Link]) -> None:
    """Foliate's footnotes.js, crengine's isLinkToFootnote: types and roles; ways back are no calls."""
    for link in links:
        assert link.node.get("role") == "doc-noteref"
        assert link.target.get("role") == "doc-footnote"
        for back in link.target.iter("{*}a"):
            assert (back.get(EPUB_TYPE), back.get("role")) == ("backlink", "doc-backlink")


def test_notes_stand_at_the_foot_of_the_page_that_calls_them(built: Path) -> None:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(built / "notes.pdf")]
    called = next(page for page in pages if "She waited" in page)
    assert called.index("The ledger is lost.") > called.index("for the boat.")


def test_notes_that_find_no_room_stand_at_the_end_of_their_chapter(tmp_path: Path) -> None:
    told = "Nobody on the boat had a face she knew. "
    text = "".join(f"{told * (number % 7 + 2)}Boat {number}.[^{number}] {told * 3}\n\n" for number in range(1, 60))
    notes = "".join(f"[^{number}]: {'The ledger tells of it. ' * (number % 13 + 1)}\n" for number in range(1, 60))
    path = _built(tmp_path, f"---\ntitle: The Lamp\nauthor: Ada Quill\n---\n{text}\n{notes}")
    whole = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path / "notes.pdf"))
    assert len(re.findall(r"ledger\s+tells\s+of\s+it", whole)) == sum(number % 13 + 1 for number in range(1, 60))
    whole = " ".join(whole.split())
    assert whole.index("ledger tells") > whole.index("59.")


def test_notes_are_read_at_the_foot_and_nowhere_else() -> None:
    pages = [["head", "onetwo", "athird", "1"], ["threefour", "2"]]
    assert follow("onetwothreefour", pages, "athird") is None
    assert follow("onetwothreefour", pages[::-1], "athird") is not None
    lost = [["onetwo", "1"], ["threefour", "2"]]
    assert follow("onetwothreefour", lost, "athird") is not None


def test_the_number_of_an_only_item_is_no_word_of_the_page() -> None:
    assert follow("sheslept" + "latershedid", [["She slept.", "1. Later she did", "2"]]) is None
    assert follow("sheslept" + "latershedid", [["She slept.", "Then. Later she did it", "2"]]) is not None


def test_an_only_item_may_end_a_chapter(tmp_path: Path) -> None:
    _built(tmp_path, "---\ntitle: The Lamp\nauthor: Ada Quill\n---\nShe slept.\n\n<ol><li>Later she did</li></ol>\n")
