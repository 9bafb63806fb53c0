"""Files made to do harm: bombs, ways out of their folder, entities, scripts, addresses, depths, lengths."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from random import Random

from corpus.archives import pack
from corpus.opf import CONTAINER, Package, core, epub, xhtml
from corpus.works import work

CANARY = "the-canary-has-sung"
"""What the file says that no story may read."""

PROSE = (
    "The lamp had gone out again, and nobody in the house could say why. Mara stood on the landing with the matches."
)
DEEP, LONG = 10_000, 2_000_000


def pages(secret: str) -> dict[str, str]:
    """Pages of HTML; `secret` is the address of the file that says the canary."""
    active = (
        "<script>document.title='taken'</script><script src='http://198.51.100.7/x.js'></script>"
        f"<img src='{secret}' onerror='alert(1)'><img src='http://198.51.100.7/x.png'><img src='//198.51.100.7/y.png'>"
        f"<iframe src='{secret}'></iframe><object data='{secret}'></object><embed src='{secret}'><link rel='stylesheet' href='{secret}'>"
        f"<link rel='attachment' href='{secret}'><meta http-equiv='refresh' content='0;url=http://198.51.100.7/'><base href='http://198.51.100.7/'>"
        f"<style>@import url('{secret}'); p {{ background: url('{secret}'); }}</style><p style=\"background:url('{secret}')\">{PROSE}</p>"
        "<p onclick='x()' onmouseover=x() style='position:fixed;behavior:url(x)'>She had the matches.</p>"
        "<a href='javascript:alert(1)'>here</a> <a href='JaVa\tScRiPt:alert(1)'>and here</a> <a href='data:text/html,x'>there</a>"
        f"<a href='{secret}'>and there</a><svg><script>alert(2)</script><image href='{secret}'/><use href='{secret}#x'/></svg>"
        f"<form action='http://198.51.100.7/'><input value='x'></form><video src='{secret}'></video><audio src='{secret}'></audio>"
        f"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'><foreignObject><iframe src='{secret}'/></foreignObject></svg>"
        f"<math><annotation-xml encoding='text/html'><script>x</script></annotation-xml></math><noscript><p title='</noscript><img src=x onerror=x()>'></noscript>"
    )
    prose = "".join(f"<p>{PROSE}</p>" for _ in range(20))
    return {
        "active.html": f"<!DOCTYPE html><html><head><title>Active</title></head><body>{active}{prose}</body></html>",
        "entities.html": f"<!DOCTYPE html [<!ENTITY x SYSTEM '{secret}'><!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><html><body><p>&x;&b;</p>{prose}</body></html>",
        "deep-divs.html": "<html><body>" + "<div>" * DEEP + PROSE,
        "deep-bold.html": "<html><body><p>" + "<b>" * DEEP + PROSE,
        "deep-misnested.html": "<html><body>" + "<b><p><i>" * (DEEP // 10) + PROSE,
        "deep-lists.html": "<html><body>" + "<ul><li>" * (DEEP // 10) + PROSE,
        "deep-tables.html": "<html><body>" + "<table><tr><td>" * (DEEP // 10) + PROSE,
        "deep-quotes.html": "<html><body>" + "<blockquote>" * DEEP + PROSE,
        "many-attributes.html": "<html><body><p "
        + " ".join(f"a{n}=1" for n in range(DEEP))
        + f">{PROSE}</p></body></html>",
        "long-title.html": f"<html><head><title>{'Very ' * 2000}Long</title></head><body>{prose}</body></html>",
        "long-line.html": f"<html><body><p>{(PROSE + ' ') * (LONG // 5 // len(PROSE))}</p></body></html>",
        "controls.html": f"<html><body><p>{PROSE}\x00\x1b[2J\x07\x08&#0;&#27;&#xFFFE;\u202e{PROSE}\u2066</p>{prose}</body></html>",
        "open-tags.html": "<html><body>" + "<a " * DEEP + PROSE,
        "open-comments.html": "<html><body>" + "<!--" * DEEP + PROSE,
    }


def texts() -> dict[str, str]:
    """Files of text, Markdown and rich text."""
    story = f"{PROSE}\n\n" * 3
    return {
        "long-line.txt": (PROSE + " ") * (LONG // 5 // len(PROSE)),
        "no-words.txt": f"The Lamp\n\n{story}" + "=-" * (LONG // 20),
        "stars.txt": f"The Lamp\n\n{story}" + "*a" * (LONG // 50),
        "open-brackets.txt": f"The Lamp\n\n{story}(A/N: " + "(" * (LONG // 50),
        "long-title.txt": f"Title: {'Very ' * 2000}Long\nAuthor: Jane Doe\n\n{story}",
        "spaces.txt": f"The Lamp\n\n{story}" + " \t" * (LONG // 20) + f"x\n{story}",
        "labels.txt": "Title: x\n" * 20_000 + story,
        "controls.txt": f"The Lamp\n\n{PROSE}\x00\x1b[2J\x07\u202e{PROSE}\n\n{story}",
        "chapters.txt": "The Lamp\n\n" + "".join(f"Chapter {n}\n\n{PROSE}\n\n" for n in range(1, 2000)),
        "quotes.md": f"# The Lamp\n\n{story}" + ">" * DEEP + f" {PROSE}\n",
        "brackets.md": f"# The Lamp\n\n{story}" + "[" * DEEP + PROSE + "]" * DEEP,
        "links.md": f"# The Lamp\n\n{story}" + "[a](" * (DEEP // 5),
        "emphasis.md": f"# The Lamp\n\n{story}" + "*a_b**" * (DEEP // 5),
        "lists.md": f"# The Lamp\n\n{story}" + "".join(f"{' ' * n}- {n}\n" for n in range(600)),
        "backticks.md": f"# The Lamp\n\n{story}" + "".join("`" * n + " " for n in range(500)),
        "active.md": f"# The Lamp\n\n{story}<script>x</script>\n\n![x](file:///etc/passwd) [y](javascript:x) <img src=x onerror=x>\n\n{story}",
        "yaml.md": f"---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: !!python/object/apply:os.system ['true']\n---\n\n{story}",
        "deep.rtf": "{\\rtf1\\ansi " + "{\\b " * DEEP + PROSE,
        "long.rtf": "{\\rtf1\\ansi " + f"\\par {PROSE}" * (LONG // 10 // len(PROSE)) + "}",
        "binary.rtf": "{\\rtf1\\ansi \\bin999999999 " + PROSE + "}",
        "controls.rtf": "{\\rtf1\\ansi " + f"{PROSE}\\par f0\x11u9 I\x1db 5\x1eA\x01R \\'11\\'1d {PROSE}\\par}}",
        "numbers.rtf": "{\\rtf1\\ansi \\u99999999999? \\li" + "9" * 5000 + f" {PROSE}\\par}}",
    }


def books(secret: str) -> dict[str, bytes]:
    """EPUBs."""
    story = work(1)
    page = xhtml("x", f"<h1>The Lamp</h1><p>{PROSE}</p><p>{PROSE}</p>")
    doctype = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret}"><!ENTITY a "aaaaaaaaaaaa"><!ENTITY b "{"&a;" * 50}"><!ENTITY c "{"&b;" * 50}"><!ENTITY d "{"&c;" * 50}">]>'
    harmful = page.replace("<html", f"{doctype}<html", 1).replace(PROSE, f"&x;&d;{PROSE}", 1)
    active = xhtml(
        "x", pages(secret)["active.html"].partition("<body>")[2].partition("</body>")[0].replace("&", "&amp;")
    )

    def book(documents: Mapping[str, str], **more: object) -> bytes:
        return epub(Random(1), Package(story, documents, [("x", next(iter(documents)))], core(story), **more))  # type: ignore[arg-type]  # passed on as it comes

    whole = book({"a.xhtml": page})
    parts = _parts(whole)
    package = parts["OEBPS/content.opf"].decode()
    entity = package.replace("<package", f"<!DOCTYPE package [<!ENTITY x SYSTEM '{secret}'>]><package").replace(
        "<dc:title>", "<dc:title>&x;"
    )
    outside = package.replace('href="a.xhtml"', f'href="{secret}"')
    above = package.replace('href="a.xhtml"', 'href="../../../../secret.txt"')
    return {
        "entities.epub": book({"a.xhtml": harmful}),
        "active.epub": book({"a.xhtml": active, "b.xhtml": page}),
        "package-entity.epub": _pack({**parts, "OEBPS/content.opf": entity.encode()}),
        "outside.epub": _pack({**parts, "OEBPS/content.opf": outside.encode()}),
        "above.epub": _pack(
            {**parts, "OEBPS/content.opf": above.encode(), "../../../../secret.txt": b"x", "/etc/x": b"y"}
        ),
        "container-loop.epub": _pack(
            {**parts, "META-INF/container.xml": CONTAINER.format("META-INF/container.xml").encode()}
        ),
        "deep.epub": book({"a.xhtml": xhtml("x", "<div>" * 3000 + PROSE + "</div>" * 3000)}),
        "bomb.epub": _pack({**parts, "OEBPS/a.xhtml": page.encode() + bytes(70_000_000)}),
        "pixels.epub": _pack(
            {
                **parts,
                "OEBPS/a.xhtml": page.replace("<p>", '<p><img src="x.png"/></p><p>', 1).encode(),
                "OEBPS/x.png": _png(60_000, 60_000),
            }
        ),
        "entries.epub": _pack({**parts, **{f"x/{n}": b"" for n in range(10_001)}}),
        "encrypted.epub": _flagged(whole),
        "link.epub": _linked(parts, secret),
        "liar.epub": _lying(whole),
        "twice.epub": _doubled(parts),
        "comment.epub": whole[:-2] + struct.pack("<H", 65535) + b"x" * 65535,
    }


def documents(secret: str) -> dict[str, bytes]:
    """Documents of word processors."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraph = f"<w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p>"
    doctype = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{secret}"><!ENTITY a "aaaaaaaaaaaa"><!ENTITY b "{"&a;" * 50}"><!ENTITY c "{"&b;" * 50}">]>'
    odt = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    return {
        "entities.docx": _docx(
            f"{doctype}<w:document {space}><w:body><w:p><w:r><w:t>&x;&c;</w:t></w:r></w:p>{paragraph}</w:body></w:document>"
        ),
        "deep.docx": _docx(
            f"<w:document {space}><w:body>"
            + "<w:sdt><w:sdtContent>" * 3000
            + paragraph
            + "</w:sdtContent></w:sdt>" * 3000
            + "</w:body></w:document>"
        ),
        "tables.docx": _docx(
            f"<w:document {space}><w:body>"
            + "<w:tbl><w:tr><w:tc>" * 1000
            + paragraph
            + "</w:tc></w:tr></w:tbl>" * 1000
            + "</w:body></w:document>"
        ),
        "bomb.docx": _docx(f"<w:document {space}><w:body>{paragraph}</w:body></w:document>" + " " * 70_000_000),
        "entities.odt": _odt(
            f"{doctype}<office:document-content{odt}><office:body><office:text><text:p>&x;&c;{PROSE}</text:p></office:text></office:body></office:document-content>"
        ),
        "deep.odt": _odt(
            f"<office:document-content{odt}><office:body><office:text>"
            + "<text:section>" * 3000
            + f"<text:p>{PROSE}</text:p>"
            + "</text:section>" * 3000
            + "</office:text></office:body></office:document-content>"
        ),
        "spaces.odt": _odt(
            f'<office:document-content{odt}><office:body><office:text><text:p>{PROSE}<text:s text:c="999999999"/></text:p></office:text></office:body></office:document-content>'
        ),
    }


def _docx(document: str) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="{kind}"/></Types>'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="{relation}" Target="word/document.xml"/></Relationships>'
    return _pack(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": relations.encode(),
            "word/document.xml": document.encode(),
        }
    )


def _odt(content: str) -> bytes:
    return pack(Random(0), {"content.xml": content}, "application/vnd.oasis.opendocument.text")


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)),
                data,
                zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED,
            )
    return buffer.getvalue()


def _png(width: int, height: int) -> bytes:
    """An image whose head promises more pixels than any memory holds."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def _flagged(data: bytes) -> bytes:
    """Say of every entry that it is encrypted."""
    return data.replace(b"PK\x01\x02\x14\x00\x14\x00\x00\x00", b"PK\x01\x02\x14\x00\x14\x00\x01\x00").replace(
        b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00"
    )


def _linked(parts: Mapping[str, bytes], secret: str) -> bytes:
    """Make a document a symbolic link to another file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            if name.endswith("a.xhtml"):
                entry.create_system, entry.external_attr = 3, 0o120777 << 16
                archive.writestr(entry, secret.removeprefix("file://"))
            else:
                archive.writestr(entry, data)
    return buffer.getvalue()


def _lying(data: bytes) -> bytes:
    """Say of every entry that it is one byte long."""
    made, at = bytearray(data), data.find(b"PK\x01\x02")
    while at >= 0:
        made[at + 24 : at + 28] = struct.pack("<I", 1)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def _doubled(parts: Mapping[str, bytes]) -> bytes:
    """Let a name stand for two files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in [*parts.items(), ("OEBPS/b.xhtml", parts["OEBPS/a.xhtml"].replace(b"lamp", b"bell"))]:
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue().replace(b"OEBPS/b.xhtml", b"OEBPS/a.xhtml")
