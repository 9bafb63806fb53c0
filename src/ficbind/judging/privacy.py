"""Rules of privacy and safety: what a book fetches, runs, hides or tells of its owner."""

import re
from collections.abc import Iterator

from ficbind.diagnostics import FicbindError
from ficbind.judging.edition import Edition
from ficbind.judging.findings import EVERYBODY, Audience, Rule, Sign, quoted
from ficbind.judging.sheets import addresses
from ficbind.readers import xmlparts
from ficbind.readers.epub.locks import refuse_locked
from ficbind.readers.xmlparts import attribute, find_all

_REMOTE = re.compile(r"\s*(?:https?:)?//", re.I)
_LOADED = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "input": "src",
    "link": "href",
    "object": "data",
    "script": "src",
    "source": "src",
    "track": "src",
    "video": "src",
}
"""Element → the attribute by which it loads a file."""

_SVG_IMAGE = "{http://www.w3.org/2000/svg}image"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_RUNNING = re.compile(r"\s*(?:javascript|vbscript):", re.I)
_TRACKED = re.compile(
    r"[?&](?:utm_(?:source|medium|campaign)|fbclid|gclid|mc_eid|ref_=)|[?&]tag=[\w-]+-2\d\b"
    r"|//(?:www\.)?(?:google-analytics|googletagmanager|doubleclick)\.",
    re.I,
)
_SCRIPTED = frozenset({"application/javascript", "text/javascript", "module", "application/ecmascript", ""})
_OWNERS = {
    "itunesmetadata.plist": "the account that bought the book",
    "meta-inf/calibre_bookmarks.txt": "where its last reader stopped",
    "itunesartwork": "nothing but a second cover",
    ".ds_store": "folders of the computer it was packed on",
    "thumbs.db": "pictures of the computer it was packed on",
    "desktop.ini": "folders of the computer it was packed on",
}
"""File in lower case → what it tells."""

_ENCRYPTION = "META-INF/encryption.xml"
_GARBLED = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})


def _fetched(edition: Edition) -> Iterator[Sign]:
    for page, node in edition.nodes(*_LOADED, _SVG_IMAGE):
        address = node.get(_LOADED.get(str(node.tag), _XLINK), "")
        is_sheet = node.tag != "link" or "stylesheet" in node.get("rel", "")
        if _REMOTE.match(address) and is_sheet:
            yield Sign(page.at(node), quoted(address))
    for sheet in edition.sheets.values():
        yield from (Sign(place, quoted(each)) for each, place in addresses(sheet) if _REMOTE.match(each))


def _run(edition: Edition) -> Iterator[Sign]:
    for page in edition.pages.values():
        for node in page.root.iter():
            if node.tag == "script" and node.get("type", "").lower() in _SCRIPTED:
                yield Sign(page.at(node), "a script")
            elif isinstance(node.tag, str):
                named = next((name for name in node.attrib if str(name).startswith("on")), "")
                if named or any(_RUNNING.match(str(value)) for value in node.attrib.values()):
                    yield Sign(
                        page.at(node), f"the attribute {quoted(str(named))}" if named else "an address that is a script"
                    )


def _asked(edition: Edition) -> Iterator[Sign]:
    for page, node in edition.nodes("form"):
        action = node.get("action", "")
        yield Sign(page.at(node), f" to {quoted(action)}" if action else "")


def _followed(edition: Edition) -> Iterator[Sign]:
    for page, node in edition.nodes("a"):
        if _TRACKED.search(node.get("href", "")):
            yield Sign(page.at(node), quoted(node.get("href", "")))


def _locked(edition: Edition) -> Iterator[Sign]:
    try:
        refuse_locked(edition.container)
    except FicbindError as error:
        said = error.diagnostics[0]
        yield Sign(said.where, said.message.removeprefix("the EPUB "))


def _garbled(edition: Edition) -> Iterator[Sign]:
    if _ENCRYPTION not in edition.container:
        return
    path = edition.container.path / _ENCRYPTION
    try:
        root = xmlparts.parse(path, edition.container.read(_ENCRYPTION), recover=True)
    except FicbindError:
        return
    for entry in find_all(root, "encrypteddata"):
        if any(attribute(node, "algorithm") in _GARBLED for node in find_all(entry, "encryptionmethod")):
            names = [attribute(node, "uri") for node in find_all(entry, "cipherreference")]
            yield Sign(edition.container.where(_ENCRYPTION, entry.sourceline), quoted("".join(names[:1])))


def _owned(edition: Edition) -> Iterator[Sign]:
    for name in edition.container.names:
        folded = name.lower()
        told = _OWNERS.get(folded) or _OWNERS.get(folded.rpartition("/")[2])
        if told or folded.startswith("__macosx/"):
            yield Sign(edition.container.where(name), told or "folders of the computer it was packed on")


_SHOPS = frozenset({Audience.KINDLE, Audience.KOBO, Audience.OLD})

RULES = (
    Rule(
        "J101",
        "warning",
        EVERYBODY,
        "the book loads {} from the internet: whoever runs that address learns when it is read",
        "put the file into the book, or take the reference away; most devices show a gap",
        _fetched,
    ),
    Rule(
        "J102",
        "warning",
        EVERYBODY,
        "the book runs programs: {}",
        "take scripts away: Kindle and old devices refuse or ignore them, and a story needs none",
        _run,
    ),
    Rule(
        "J103",
        "warning",
        EVERYBODY,
        "a page has a form that sends what readers write{}",
        "take the form away, or link to a page of the web instead",
        _asked,
    ),
    Rule(
        "J104",
        "advice",
        EVERYBODY,
        "a link carries a mark by which readers are followed: {}",
        "cut what stands behind the '?' in the address",
        _followed,
    ),
    Rule(
        "J105",
        "error",
        EVERYBODY,
        "the book {}",
        "ask its author or shop for a copy without copy protection; nothing but its own shop's program opens this one",
        _locked,
    ),
    Rule(
        "J106",
        "warning",
        _SHOPS,
        "a font is garbled, so that many devices cannot use it: {}",
        "embed the font as it is, or leave it out; EPUB 3.4 gives garbling up",
        _garbled,
    ),
    Rule(
        "J107",
        "warning",
        EVERYBODY,
        "a file was left in the book that tells {}",
        "take it out before you pass the book on",
        _owned,
    ),
)
