"""The books that real judges see: every style with stories of text files, of archives, and of everything at once."""

import io
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from lxml import etree
from PIL import Image, ImageDraw

from corpus import ao3, epubs, office, sites
from corpus.catalogue import lay
from corpus.truth import Writer
from ficbind.pipeline import make
from ficbind.writers import epub, pdf

SOURCES = Path(__file__).parent / "judged"
STYLES = ("classic", "modern", "accessible", "zine")
OPF = "{http://www.idpf.org/2007/opf}"

DOWNLOADS: Mapping[str, tuple[tuple[Writer, int], ...]] = {
    "text": (),
    "archive": ((ao3.download, 3), (ao3.download, 9), (sites.fanfiction_net, 4), (epubs.archive, 11), (ao3.saved, 7)),
    "mixed": ((ao3.download, 3), (office.docx_word, 10), (epubs.archive, 7)),
}
"""What a book is made of → the files that programs write, and which of each."""

PLACES: Mapping[str, tuple[str, ...]] = {
    "text": ("contents", "s-nightferry-????", "s-nightferry-*-c01", "content-warnings"),
    "archive": ("contents", "s-ao39-????", "s-ao39-*-c01", "index-of-pairings"),
    "mixed": ("contents", "s-log-*-c01", "s-skin-*-c01", "s-skin-*-c02", "s-farsi-*-c01", "credits"),
}
"""What a book is made of → the documents of it that are looked at."""

NAMES = tuple(f"{stuff}-{style}" for stuff in DOWNLOADS for style in STYLES)


@dataclass(frozen=True)
class Judged:
    """A finished book in all its editions; `name` is what it is made of and its style."""

    name: str
    folder: Path

    @property
    def stuff(self) -> str:
        return self.name.partition("-")[0]

    @property
    def epub(self) -> Path:
        return self.folder / "book.epub"

    @property
    def kepub(self) -> Path:
        return self.folder / "book.kepub.epub"

    @property
    def kindle(self) -> Path:
        return self.folder / "book.kindle.epub"

    @property
    def pdf(self) -> Path:
        return self.folder / "book.pdf"

    @cached_property
    def documents(self) -> Mapping[str, Any]:
        """The trees of the documents in reading order, by their file's name in the package."""
        return documents(self.epub)

    @property
    def places(self) -> Sequence[str]:
        """The files that are looked at."""
        patterns = [f"text/{pattern}.xhtml" for pattern in PLACES[self.stuff]]
        return [next(name for name in self.documents if fnmatch(name, pattern)) for pattern in patterns]


def documents(path: Path) -> Mapping[str, Any]:
    """Read the documents of an EPUB in reading order, by their file's name in the package."""
    with zipfile.ZipFile(path) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
        files = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
        spine = [files[item.get("idref")] for item in package.iter(f"{OPF}itemref")]
        return {name: etree.fromstring(archive.read(f"EPUB/{name}")) for name in spine}


def bind(name: str, folder: Path) -> Judged:
    """Make a book with all its editions, as a build does but for the checks."""
    judged = Judged(name, folder)
    if not judged.kepub.exists():
        shutil.rmtree(folder, ignore_errors=True)
        made = make(lay_sources(name, folder / "in"))
        laid = pdf.lay_out(made.book, made.style, made.manifest.print, judged.pdf)
        pdf.draw(laid, judged.pdf)
        paged = replace(made.book, pagination=laid.pagination)
        epub.write(paged, made.style, made.cover, made.manifest.epub, judged.epub)
        epub.write_kindle(judged.epub, judged.kindle)
        epub.write_kepub(judged.epub, judged.kepub)
    return judged


def lay_sources(name: str, folder: Path) -> Path:
    """Write the manifest and the stories of a book; gives the manifest."""
    stuff, _, style = name.partition("-")
    shutil.copytree(SOURCES / stuff, folder)
    for write, number in DOWNLOADS[stuff]:
        lay(write(Random(number), number), folder)
    (folder / "lamp.png").write_bytes(_picture())
    manifest = folder / "anthology.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("STYLE", style), "utf-8")
    return manifest


def _picture() -> bytes:
    """Draw a lamp above water."""
    image = Image.new("RGB", (600, 400), "#1b2a41")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 260, 600, 400), fill="#0c1821")
    draw.ellipse((280, 80, 320, 120), fill="#ffd166")
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()
