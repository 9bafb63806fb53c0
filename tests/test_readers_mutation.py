"""No bytes bring a reader down: of a file that is cut, spoilt or invented comes a message, or stories without a loss.

HYPOTHESIS_PROFILE=search spoils thousands of files.
"""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import ao3, books, epubs, exported, markdown, office, plain, sites, web
from corpus.scoring import read as read_stories
from corpus.spoiling import invented, spoil
from corpus.truth import Writer
from ficbind.checks.fidelity import check_story
from ficbind.diagnostics import FicbindError

WRITERS: tuple[Writer, ...] = (
    plain.labelled, exported.gutenberg, markdown.front_matter, ao3.download, ao3.saved, sites.fanfiction_net,
    sites.fanficfare, sites.fichub, sites.wattpad, web.soup, web.google, web.word, epubs.archive, epubs.fanficfare,
    books.calibre, books.standard, books.gutenberg, epubs.several, office.docx_word, office.docx_google, office.odt,
    office.rtf,
)  # fmt: skip
MAIL = (
    b'From: <saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
    b'\tboundary="----Part----"\r\n\r\n------Part----\r\nContent-Type: text/html\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/story\r\n\r\n"
    b'<html><body><h1>The Lamp</h1><p class=3D"x">It went out in =\r\nthe night, and nobody could say why.</p></body>'
    b"</html>\r\n"
    b"------Part------\r\n"
)
STARTS = {
    "page.html": b"<!DOCTYPE html><html>",
    "page.txt": b"",
    "page.md": b"# The Lamp\n\n",
    "page.rtf": b"{\\rtf1\\ansi ",
    "page.epub": b"PK\x03\x04",
    "page.mhtml": MAIL[:200],
    "page.xml": b'<?xml version="1.0"?><html>',
}
SEEDS = st.integers(0, 2**32)
EACH = max(settings().max_examples // 8, 4)


def _file(write: Writer) -> tuple[str, bytes]:
    sample = write(Random(3), 3)
    return sample.name, sample.files[sample.name]


FILES = [*map(_file, WRITERS), ("saved.mhtml", MAIL)]


def survives(data: bytes, name: str) -> None:
    """Read bytes under a file name: a message may come of it, or stories that are faithful, and nothing else."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            stories = read_stories(path)
        except FicbindError:
            stories = []
        assert [each for story in stories for each in check_story(story)] == []


@pytest.mark.parametrize(("name", "data"), FILES, ids=[name for name, _ in FILES])
@settings(max_examples=EACH)
@given(seed=SEEDS)
def test_a_spoilt_file_gives_a_message_or_a_faithful_story(name: str, data: bytes, seed: int) -> None:
    survives(spoil(Random(seed), data), name)


@pytest.mark.parametrize("name", STARTS)
@settings(max_examples=EACH)
@given(seed=SEEDS)
def test_an_invented_file_gives_a_message_or_a_faithful_story(name: str, seed: int) -> None:
    survives(invented(Random(seed), STARTS[name]), name)


@settings(max_examples=EACH * 4)
@given(data=st.binary(max_size=400), name=st.sampled_from(list(STARTS)))
def test_any_bytes_give_a_message_or_a_faithful_story(data: bytes, name: str) -> None:
    survives(STARTS[name] + data, name)
