"""Whole EPUBs from a few lines: a faultless book, changed by what a case says.

    # opf: OLD => NEW         change the package; likewise nav, ncx, page, sheet, container
    <p>…</p>                  the text of the one chapter, where it is to be another
    --- style/more.css        a further file, which the package lists; pages are read after the chapter

`§40§` stands for forty sentences, `20 by 30` in a file for a picture of this size, `letters: abc` for a font of these.
"""

import io
import re
import zipfile
from pathlib import Path

import uharfbuzz
from PIL import Image

TYPES = {
    "css": "text/css",
    "gif": "image/gif",
    "html": "application/xhtml+xml",
    "jpg": "image/jpeg",
    "ncx": "application/x-dtbncx+xml",
    "otf": "font/otf",
    "png": "image/png",
    "ttf": "font/ttf",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xhtml": "application/xhtml+xml",
}
CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="EPUB/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
OPF = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:8f9d7a3c-1c1b-4c3e-9a53-0d2f6f6f7a10</dc:identifier>
<dc:title>The Lamp</dc:title>
<dc:creator id="ada">Ada Quill</dc:creator>
<meta property="file-as" refines="#ada">Quill, Ada</meta>
<dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-02T03:04:05Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">A book of text.</meta>
<meta name="cover" content="cover"/>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="sheet" href="style/book.css" media-type="text/css"/>
<item id="cover" href="cover.png" media-type="image/png" properties="cover-image"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine toc="ncx"><itemref idref="one"/></spine>
</package>"""
NAV = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>Contents</title></head><body>
<nav epub:type="toc"><h1>Contents</h1><ol><li><a href="text/one.xhtml">The Wall</a></li></ol></nav>
<nav epub:type="landmarks" hidden="hidden"><h2>Guide</h2>
<ol><li><a epub:type="bodymatter" href="text/one.xhtml">Beginning</a></li></ol></nav>
</body></html>"""
NCX = """<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head>
<meta name="dtb:uid" content="urn:uuid:8f9d7a3c-1c1b-4c3e-9a53-0d2f6f6f7a10"/></head>
<docTitle><text>The Lamp</text></docTitle><navMap>
<navPoint id="n1"><navLabel><text>The Wall</text></navLabel><content src="text/one.xhtml"/></navPoint>
</navMap></ncx>"""
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>The Wall</title><link rel="stylesheet" type="text/css" href="../style/book.css"/></head>
<body>
%s
</body>
</html>"""
TEXT = "<h1>The Wall</h1>\n<p>The lamp went out over the long harbour wall.</p>"
NAMES = {
    "opf": "EPUB/content.opf",
    "nav": "EPUB/nav.xhtml",
    "ncx": "EPUB/toc.ncx",
    "page": "EPUB/text/one.xhtml",
    "sheet": "EPUB/style/book.css",
    "container": "META-INF/container.xml",
}


def picture(width: int = 1000, height: int = 1500) -> bytes:
    held = io.BytesIO()
    Image.new("L", (width, height), 128).save(held, "PNG")
    return held.getvalue()


def font(letters: str) -> bytes:
    """Cut a font down to some letters."""
    folder = Path(__file__).parent.parent / "styles" / "classic" / "fonts"
    whole = uharfbuzz.Face(sorted(folder.glob("*.[ot]tf"))[0].read_bytes())
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    return bytes(uharfbuzz.subset(whole, wanted).blob.data)


def write_epub(given: str, path: Path) -> Path:
    """Write the EPUB that a case describes."""
    first, *pieces = re.split(r"^--- (.+)\n?", given, flags=re.M)
    changes = re.findall(r"^# (\w+): (.*?) => (.*)$", first, re.M)
    text = re.sub(r"^# .*\n?", "", first, flags=re.M).strip() or TEXT
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/content.opf": OPF,
        "EPUB/nav.xhtml": NAV,
        "EPUB/toc.ncx": NCX,
        "EPUB/style/book.css": "p { margin: 0; text-indent: 1.3em }",
        "EPUB/text/one.xhtml": PAGE % text,
        "EPUB/cover.png": picture(),
    }
    for name, content in zip(pieces[::2], pieces[1::2], strict=True):
        _add(files, name, content)
    for where, old, new in changes:
        whole = files[NAMES[where]]
        assert isinstance(whole, str)
        assert old in whole, old
        files[NAMES[where]] = whole.replace(old, new.replace("\\n", "\n"))
    return _pack(files, path)


def _add(files: dict[str, str | bytes], name: str, content: str) -> None:
    """Add a file and list it; a page without <html> is put into one."""
    ending = name.rpartition(".")[2].lower()
    size = re.fullmatch(r"(\d+) by (\d+)\s*", content)
    is_page = ending in {"xhtml", "html"} and "<html" not in content
    data: str | bytes = PAGE % content if is_page else content
    if size:
        data = picture(int(size[1]), int(size[2]))
    elif content.startswith("letters: "):
        data = font(content.removeprefix("letters: ").strip())
    inside = name if name.startswith("/") or "META-INF/" in name else f"EPUB/{name}"
    listed = inside in files or "META-INF/" in inside or ending not in TYPES
    files[inside.lstrip("/")] = data
    if not listed:
        ident = re.sub(r"\W", "-", name)
        opf = str(files["EPUB/content.opf"])
        opf = opf.replace(
            "</manifest>", f'<item id="{ident}" href="{name}" media-type="{TYPES[ending]}"/>\n</manifest>'
        )
        is_read = ending in {"xhtml", "html"}
        files["EPUB/content.opf"] = opf.replace("</spine>", f'<itemref idref="{ident}"/></spine>') if is_read else opf


def _pack(files: dict[str, str | bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        for name, data in files.items():
            plain = data if isinstance(data, bytes) else _spoken(data).encode()
            archive.writestr(zipfile.ZipInfo(name), plain, zipfile.ZIP_DEFLATED)
    return path


def _spoken(text: str) -> str:
    """Write out the sentences that `§40§` stands for, and characters written as \\u00ad."""
    text = re.sub(
        r"§(\d+)§",
        lambda found: "".join(f"Lamp {number} went out over the wall. " for number in range(int(found[1]))),
        text,
    )
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
