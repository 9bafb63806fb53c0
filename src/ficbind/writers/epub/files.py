"""The files of the container: content, navigation, style sheet, fonts, cover."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ficbind.model import Book, CoverImage
from ficbind.records import dataclass
from ficbind.style import Style, mirrored, on_screen, turned
from ficbind.writers.epub.adornment import Adornment
from ficbind.writers.epub.anchors import locate
from ficbind.writers.epub.documents import content_document, cover_page, ideographs
from ficbind.writers.epub.fonts import Face, named
from ficbind.writers.epub.leaves import Leaf
from ficbind.writers.epub.navigation import COVER_FILE, nav_document, ncx, term
from ficbind.writers.epub.semantics import direction

COVER_IMAGE = "cover-image"

_XHTML = "application/xhtml+xml"
_APPLE_OPTIONS = b"""<?xml version="1.0" encoding="UTF-8"?>
<display_options>
  <platform name="*">
    <option name="specified-fonts">true</option>
  </platform>
</display_options>
"""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the book; its bytes are made only when they are written."""

    id: str
    name: str
    media_type: str
    content: Callable[[], bytes]
    properties: tuple[str, ...] = ()
    in_spine: bool = False


def text_files(book: Book, leaves: Sequence[Leaf], cover: CoverImage, adornment: Adornment) -> Iterator[File]:
    """Give everything that is read or leads through what is read, in reading order."""
    anchors = locate(leaves)
    yield File("nav", "nav.xhtml", _XHTML, partial(nav_document, book, leaves, anchors), ("nav",))
    yield File("ncx", "toc.ncx", "application/x-dtbncx+xml", partial(ncx, book, anchors))
    image = f"cover.{'png' if cover.media_type == 'image/png' else 'jpg'}"
    yield File(COVER_IMAGE, f"images/{image}", cover.media_type, lambda: cover.data, ("cover-image",))
    page = partial(cover_page, cover, image, term(book, "cover"), book.language)
    for picture in book.pictures:
        content = partial(bytes, picture.data)
        yield File(f"image-{picture.name.partition('.')[0]}", f"images/{picture.name}", picture.media_type, content)
    yield File("cover", f"text/{COVER_FILE}", _XHTML, page, in_spine=True)
    for leaf in leaves:
        content = partial(content_document, leaf, anchors, adornment, book.language)
        yield File(f"text-{leaf.name}", f"text/{leaf.file}", _XHTML, content, in_spine=True)


def look_files(style: Style, faces: Sequence[Face], language: str, leaves: Sequence[Leaf]) -> Iterator[File]:
    """Give the style sheet and the fonts that it names."""
    fonts = "".join(face.rule for face in faces)
    options = on_screen(style.looks, ideographs=any(map(ideographs, leaves)))
    rules, runs = f"{options}{style.epub_css}{_running_text(style)}", direction(language)
    if runs == "rtl":
        rules = mirrored(rules)
    if any(direction(leaf.language) != runs for leaf in leaves):
        rules += turned(rules)
    sheet = f'@charset "utf-8";\n{fonts}{rules}'
    yield File("css", "css/book.css", "text/css", sheet.encode)
    for number, face in enumerate(faces, start=1):
        yield File(f"font{number}", f"fonts/{face.file}", face.media_type, partial(bytes, face.data))
    if faces:
        # Apple Books shows embedded fonts only when it is told that they are meant.
        name = "META-INF/com.apple.ibooks.display-options.xml"
        yield File("apple", name, "application/xml", lambda: _APPLE_OPTIONS)


def _running_text(style: Style) -> str:
    """Set running text in the first family, unless the sheets do: those of the style that it is like name another."""
    family = named(style.fonts[0])
    return "" if family in style.epub_css else f"\nbody {{ font-family: {family} }}\n"
