"""The text of an EPUB as a reading system finds it: container, package, spine, documents."""

import posixpath
import zipfile
from pathlib import Path
from urllib.parse import unquote

from ficbind.xhtml import document, plain

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"


def spine_texts(path: Path) -> list[str]:
    """Read the text of every chapter and page in the order of the spine, a chapter in several documents as one."""
    texts: list[str] = []
    with zipfile.ZipFile(path) as archive:
        for name in _spine(archive):
            body = document(archive.read(name))
            first = next((node.get("class", "") for node in body.iter("section")), "")
            if "continued" in first.split():
                texts[-1] += f"\n{plain(body)}"
            elif first != "cover":
                texts.append(plain(body))
    return texts


def _spine(archive: zipfile.ZipFile) -> list[str]:
    container = document(archive.read("META-INF/container.xml"))
    package = str(next(container.iter(f"{_CONTAINER}rootfile")).get("full-path"))
    root = document(archive.read(package))
    files = {item.get("id"): unquote(str(item.get("href"))) for item in root.iter(f"{_OPF}item")}
    folder = posixpath.dirname(package)
    return [posixpath.join(folder, files[item.get("idref")]) for item in root.iter(f"{_OPF}itemref")]
