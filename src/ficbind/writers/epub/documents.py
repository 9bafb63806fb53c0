"""Content documents as bytes."""

import re
from html import escape

from ficbind.model import CoverImage
from ficbind.writers.epub.adornment import Adornment
from ficbind.writers.epub.anchors import Anchors, settle
from ficbind.writers.epub.leaves import Leaf
from ficbind.writers.epub.note_semantics import note_semantics
from ficbind.writers.epub.page_breaks import mark
from ficbind.writers.epub.semantics import direction, semantics
from ficbind.xhtml import without_invalid

# In canonical XHTML ">" is escaped inside attribute values.
_IMAGE = re.compile(r'<img\b[^>]*?\ssrc="[^>]*')
_SIDE = re.compile(r'\s(height|width)="(\d+)"')
_TALL = ((2.4, "very-tall"), (1.4, "tall"))
"""Height by width from which an image as wide as the page would not end on it, and the class that narrows it."""

_IDEOGRAPHS = {"ja": "kana", "yue": "han", "zh": "han"}


def clean(text: str) -> str:
    """Make text fit for XML text and attribute values."""
    return escape(" ".join(without_invalid(text).split()))


def language_attributes(language: str, around: str = "en") -> str:
    """Say a language, and its direction where that is not the usual one, or not that of the language around."""
    tag, runs = clean(language), direction(language)
    turned = f' dir="{runs}"' if "rtl" in {runs, direction(around)} else ""
    return f'lang="{tag}" xml:lang="{tag}"{turned}'


def document(title: str, spoken: str, body: str, *, attributes: str = "", style: str = "../css/book.css") -> bytes:
    """Write a whole XHTML document around the content of its body.

    `spoken` are the attributes that say its language, `attributes` those of the body.
    """
    # Send to Kindle takes a document for ISO 8859-1 unless the XML declaration names its encoding.
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {spoken}>
<head>
<meta charset="utf-8"/>
<title>{clean(title)}</title>
<link rel="stylesheet" type="text/css" href="{style}"/>
</head>
<body{attributes}>
{body}
</body>
</html>
""".encode()


def cover_page(cover: CoverImage, file: str, title: str, language: str) -> bytes:
    """Write the page that shows the cover image."""
    label = clean(title)
    image = f'<img src="../images/{file}" alt="{clean(cover.alt or title)}"/>'
    body = f'<section class="cover" epub:type="cover" aria-label="{label}">{image}</section>'
    return document(title, language_attributes(language), body, attributes=' epub:type="frontmatter"')


def content_document(leaf: Leaf, anchors: Anchors, adornment: Adornment, language: str) -> bytes:
    """Write one leaf of a book in a language."""
    body = _section(leaf, anchors, adornment)
    title = " – ".join(dict.fromkeys(text for text in (leaf.title, leaf.story) if text))
    runs = direction(leaf.language)
    # Reading systems let a document that says nothing run as the book does, and some the root of any document.
    against = runs != direction(language)
    classes = " ".join(name for name in ("turned" if against else "", ideographs(leaf)) if name)
    attributes = f' class="{classes}"' if classes else ""
    attributes += f' dir="{runs}"' if against else ""
    attributes += f' epub:type="{leaf.division}"'
    spoken = language_attributes(leaf.language, language)
    return document(title, spoken, adornment.adorned(leaf.kind, body), attributes=attributes)


def ideographs(leaf: Leaf) -> str:
    """Give the class of a chapter whose paragraphs are indented by whole characters, or nothing."""
    return _IDEOGRAPHS.get(leaf.language.lower().partition("-")[0], "") if leaf.kind == "chapter" else ""


def _shown(image: re.Match[str]) -> str:
    """Point an image to its file; old engines cannot limit its height, so a tall one is narrowed."""
    sides = {name: int(value) for name, value in _SIDE.findall(image[0])}
    shape = sides.get("height", 0) / max(sides.get("width", 1), 1)
    name = next((f' class="{name}"' for least, name in _TALL if shape >= least), "")
    return f"<img{name}" + image[0].removeprefix("<img").replace(' src="', ' src="../images/')


def _section(leaf: Leaf, anchors: Anchors, adornment: Adornment) -> str:
    blocks = adornment.marked(leaf.kind if leaf.target else None, leaf.blocks)
    blocks = note_semantics(_IMAGE.sub(_shown, settle(blocks, anchors)))
    # Within a section that has a role of its own, browsers tell screen readers of a header as of the banner of a site.
    blocks = blocks.replace("<header ", '<header role="none" ')
    top, blocks = mark(blocks, leaf.breaks, leaf.heading)
    if leaf.kind != "chapter":
        attributes = f'class="matter {leaf.kind}"{semantics(leaf.kind).attributes}'
        return f'<section {attributes} aria-label="{clean(leaf.title)}">\n{top}{blocks}\n</section>'
    if leaf.target is None:
        return f'<section class="chapter continued">\n{top}{blocks}\n</section>'
    heading = f'<h2 class="chapter-title">{clean(leaf.heading)}</h2>\n' if leaf.heading else ""
    bare = " untitled" if leaf.heading is None and leaf.also is None else ""
    attributes = f'class="chapter{bare}"{semantics("chapter").attributes}'
    return f'<section {attributes} aria-label="{clean(leaf.title)}">\n{top}{heading}{blocks}\n</section>'
