"""Which files the corpus has, and how many of each."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from corpus import ao3, books, epubs, exported, folders, markdown, office, plain, sites, web
from corpus.truth import Sample, Writer


def _same(text: str) -> str:
    return text


WRITERS: tuple[tuple[Writer, int], ...] = (
    (plain.labelled, 40),
    (plain.disclaimed, 10),
    (plain.bare, 14),
    (plain.untitled, 6),
    (plain.journal, 8),
    (plain.unlined, 8),
    (plain.encoded("utf-8-sig", "en", plain.curly), 3),
    (plain.encoded("utf-16", "en", plain.curly), 3),
    (plain.encoded("utf-8", "ru", _same), 3),
    (plain.encoded("utf-8", "de", _same), 3),
    (plain.encoded("cp1252", "en", plain.curly), 4),
    (plain.encoded("cp1252", "fr", _same), 3),
    (plain.encoded("cp1252", "de", _same), 3),
    (plain.encoded("mac_roman", "en", plain.curly), 4),
    (plain.encoded("mac_roman", "fr", _same), 3),
    (plain.encoded("cp1251", "ru", _same), 5),
    (plain.encoded("utf-16", "es", _same), 2),
    (exported.fanficfare, 8),
    (exported.gutenberg, 8),
    (exported.newsgroup, 6),
    (exported.copied, 8),
    (markdown.front_matter, 10),
    (markdown.headed, 8),
    (markdown.labelled, 8),
    (ao3.download, 32),
    (ao3.saved, 16),
    (sites.fanfiction_net, 12),
    (sites.fanficfare, 8),
    (sites.fichub, 8),
    (sites.wattpad, 8),
    (web.soup, 8),
    (web.divs, 8),
    (web.headed, 8),
    (web.old, 8),
    (web.google, 8),
    (web.word, 8),
    (web.blog, 6),
    (epubs.archive, 18),
    (epubs.fanficfare, 12),
    (epubs.fichub, 8),
    (books.calibre, 10),
    (epubs.web_to_epub, 8),
    (books.standard, 6),
    (books.gutenberg, 6),
    (books.unknown, 8),
    (books.bare, 4),
    (epubs.several, 4),
    (office.docx_word, 10),
    (office.docx_false_headings, 8),
    (office.docx_google, 8),
    (office.odt, 10),
    (office.rtf, 10),
    (folders.texts, 4),
    (folders.pages, 3),
    (folders.markdown, 3),
)
"""Writer of a format → how many files of it."""


def samples(most: int | None = None) -> Iterator[Sample]:
    """Make the corpus, or at most so many files of each format."""
    for place, (write, count) in enumerate(WRITERS):
        for turn in range(count if most is None else min(most, count)):
            number = place * 50 + turn + 1
            yield write(Random(number), number)


def lay(sample: Sample, folder: Path) -> Path:
    """Write a sample; gives the path that a manifest would name."""
    if len(sample.files) == 1 and sample.name in sample.files:
        path = folder / sample.name
        path.write_bytes(sample.files[sample.name])
        return path
    path = folder / sample.name
    path.mkdir(parents=True)
    for name, data in sample.files.items():
        (path / name).write_bytes(data)
    return path
