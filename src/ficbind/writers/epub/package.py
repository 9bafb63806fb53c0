"""Put finished files into an EPUB container: the one home of ebooklib, which packs and never touches content."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ebooklib import epub

from ficbind.records import dataclass
from ficbind.writers.epub.files import File
from ficbind.writers.epub.metadata import Entry

_FOLDER = "EPUB"
_IDENTIFIER = "pub-id"
_STORED = (".jpg", ".png")
_FIRST = ("identifier", "title", "language")
_IBOOKS = "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"


@dataclass(frozen=True, slots=True)
class Package:
    """Everything that goes into the container."""

    identifier: str
    language: str
    direction: str
    modified: str
    metadata: tuple[Entry, ...]
    files: tuple[File, ...]
    guide: tuple[dict[str, str], ...]


class _Item(epub.EpubItem):  # type: ignore[misc]  # ebooklib has no types
    """A file whose bytes pass through ebooklib as they are."""

    def __init__(self, file: File) -> None:
        super().__init__(uid=file.id, file_name=file.name, media_type=file.media_type)
        self.manifest = not file.name.startswith("META-INF/")
        self.properties = list(file.properties)
        self.file = file

    def get_content(self, default: object = None) -> bytes:  # noqa: ARG002  # ebooklib's signature
        return self.file.content()


class _Container(zipfile.ZipFile):
    """An archive whose bytes depend on nothing but what is put in."""

    moment: tuple[int, int, int, int, int, int]

    def writestr(
        self,
        name: Any,
        data: Any,
        compress_type: int | None = None,  # noqa: ARG002  # decided below
        compresslevel: int | None = None,
    ) -> None:
        if name in self.NameToInfo:
            raise ValueError(f"two files are named {name}")
        # OCF 3.3, section 4.2.2: mimetype stands first, uncompressed.
        stored = name == "mimetype" or name.endswith(_STORED)
        entry = zipfile.ZipInfo(name, self.moment)
        entry.create_system = 3
        entry.external_attr = 0o100644 << 16
        method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        super().writestr(entry, data, method, compresslevel or 6)


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # ebooklib has no types
    """Writes what ebooklib builds, in a fixed order and with fixed dates."""

    def write(self) -> None:
        with _Container(self.file_name, "w") as self.out:
            self.out.moment = _zip_moment(self.options["mtime"])
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf_file(self, root: Any) -> None:
        root.set("{http://www.w3.org/XML/1998/namespace}lang", self.book.language)
        root.set("dir", self.options["dir"])
        root.set("prefix", _IBOOKS)
        metadata = root.find("metadata")
        for entry in metadata.findall("meta[@rel]"):  # ebooklib makes a `meta` of everything
            entry.tag = "link"
        metadata[:] = sorted(metadata, key=_rank)
        super()._write_opf_file(root)


def pack(package: Package, target: Path) -> None:
    """Write the container; the same package gives the same bytes."""
    book = epub.EpubBook()
    book.metadata = {}  # without ebooklib's random identifier and its own name
    book.FOLDER_NAME, book.IDENTIFIER_ID = _FOLDER, _IDENTIFIER
    book.set_identifier(package.identifier)
    book.language = package.language
    book.direction = "rtl" if package.direction == "rtl" else None
    for entry in package.metadata:
        book.add_metadata(entry.space, entry.name, entry.value, _attributes(entry))
    for file in package.files:
        item = book.add_item(_Item(file))
        if file.in_spine:
            book.spine.append((item, "yes"))
    book.guide = list(package.guide)
    options = {"mtime": _moment(package.modified), "epub3_pages": False, "epub3_landmark": False}
    _Writer(str(target), book, {**options, "dir": package.direction, "raise_exceptions": True}).write()


def _attributes(entry: Entry) -> dict[str, str]:
    xml = "{http://www.w3.org/XML/1998/namespace}"
    return {name.replace("xml:", xml): value for name, value in entry.attributes}


def _moment(modified: str) -> datetime:
    return datetime.fromisoformat(modified).astimezone(UTC)


def _zip_moment(moment: datetime) -> tuple[int, int, int, int, int, int]:
    """Give a date that an archive can hold: from 1980 to 2107, in steps of two seconds."""
    year = min(max(moment.year, 1980), 2107)
    return (year, moment.month, moment.day, moment.hour, moment.minute, moment.second // 2 * 2)


def _rank(element: Any) -> int:
    """Order metadata as readers expect: identifier, title, language, date of change, Dublin Core, the rest."""
    local = element.tag.rpartition("}")[2]
    if local in _FIRST:
        return _FIRST.index(local)
    if element.get("property") == "dcterms:modified":
        return 3
    return 5 if local in {"meta", "link"} else 4
