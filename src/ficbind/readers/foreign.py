"""Files that hold a story in a form that is not read, or no story at all: what they are, and what to do instead."""

import re

_CONVERT = (
    "convert it to EPUB, for example with Calibre, and name that; a locked one must be bought or asked for unlocked"
)
_UNPACK = "unpack it and name the story files inside"
_SAVE = "open it in a word processor and save it as .docx or .odt"
_ASK = "ask for the story in another form: a PDF does not hold its paragraphs"
_EXPORT = "export it as a Word document or as EPUB"
_COVER = "name it under 'cover:' if it is the cover"
_TEXT = "name the file of the story's text"
_OPEN_LINK = "open it in a browser, save the page or download the story, and name that file"

KINDS: dict[str, tuple[str, str]] = {
    "archive": ("an archive of files", _UNPACK),
    "doc": ("an old Word document", _SAVE),
    "drawing": ("a drawing (SVG)", _COVER),
    "ebook": ("an electronic book of an older kind", _CONVERT),
    "error page": ("the page of an error, not a story", "download the story again and look at the page in a browser"),
    "fictionbook": ("a FictionBook (FB2)", "convert it to EPUB, for example with Calibre, and name that"),
    "image": ("an image", _COVER),
    "link": ("a link to a page, not the page", _OPEN_LINK),
    "locked document": ("a document locked by a password", "open it, take the password off, and save it"),
    "mobi": ("a Kindle book", _CONVERT),
    "office": ("a spreadsheet or a presentation", _TEXT),
    "pages": ("a document of Apple Pages", _EXPORT),
    "pdf": ("a PDF", _ASK),
    "pointer": ("not the file but Git's note of where it is kept", "fetch the file itself with git lfs pull"),
    "recording": ("a recording", _TEXT),
    "unknown": ("not text but data of an unknown kind", "check that the manifest names the right file"),
    "wordperfect": ("a WordPerfect document", _SAVE),
}
"""Kind → what a message calls it, and what to do."""

_BEGINS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"%!PS", "pdf"),
    (b"AT&TFORM", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\xff\x0a", "image"),
    (b"\x00\x00\x00\x0cJXL ", "image"),
    (b"\x1f\x8b", "archive"),
    (b"Rar!\x1a", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"BZh91AY&SY", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"TPZ0", "mobi"),
    (b"CONT\x02\x00", "mobi"),
    (b"\xeaDRMION\xee", "mobi"),
    (b"ITOLITLS", "ebook"),
    (b"ITSF", "ebook"),
    (b"L\x00R\x00F\x00", "ebook"),
    (b"\xffWPC", "wordperfect"),
    (b"ID3\x02", "recording"),
    (b"ID3\x03", "recording"),
    (b"ID3\x04", "recording"),
    (b"OggS", "recording"),
    (b"fLaC", "recording"),
    (b"bplist00", "link"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "link"),
    (b"version https://git-lfs.github.com/spec/", "pointer"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PALM = {b"BOOKMOBI": "mobi", b"TEXtREAd": "mobi", b"PNRdPPrs": "ebook", b"DataPlkr": "ebook"}
"""Type and creator of a Palm database, at its byte 60."""

_TEXTS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<[!?][^>]*>\s*)*<FictionBook\b", re.I), "fictionbook"),
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*+<svg\b", re.I | re.S), "drawing"),
    (re.compile(rb"\s*\[(?:InternetShortcut|Desktop Entry)\]", re.I), "link"),
    (re.compile(rb"\s*<\?xml[^>]*>\s*(?:<!DOCTYPE[^>]*>\s*)?<plist\b.{0,300}<key>URL</key>", re.I | re.S), "link"),
    (re.compile(rb"\s*\{\s*\"url\"\s*:\s*\"https?://[^\"]*\".{0,300}\}\s*\Z", re.S), "link"),
    (re.compile(rb"\s*https?://\S+\s*\Z"), "link"),
)
_ZIPPED: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"Index/Document\.iwa|Index\.zip|index\.apxl"), "pages"),
    (re.compile(rb"xl/workbook|ppt/presentation"), "office"),
)
_TITLE = re.compile(rb"<title[^>]*>\s*(.{0,200}?)\s*</title>", re.I | re.S)
_FAILED = re.compile(
    rb"(?:error\W*)?[45]\d\d(?:\W*|\W+(?:error|not found|forbidden|bad|unauthori[sz]ed|gone|internal|service|gateway"
    rb"|too many|page)\b.*)|(?:page |file )?not found(?:\W.*)?|just a moment(?:\.\.\.|\xe2\x80\xa6)"
    rb"|attention required!.*"
    rb"|access denied\W*|forbidden|bad gateway|service (?:temporarily )?unavailable|(?:internal )?server error"
    rb"|too many requests|retry later|one more step\W*",
    re.I | re.S,
)
_TAG = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.I | re.S)
_SHORT_PAGE, _LARGE_PAGE = 150, 300_000
"""Words below which a page with such a title holds no story, and bytes above which none is looked at."""


def recognise(data: bytes) -> str | None:
    """Name the kind of a file that is not read; `None` for any other."""
    for begins, kind in _BEGINS:
        if data.startswith(begins):
            return kind
    if data.startswith(_OLE):
        return "locked document" if _ENCRYPTED in data else "doc"
    if data.startswith(b"RIFF"):
        return "image" if data[8:12] == b"WEBP" else "recording"
    if data[4:8] == b"ftyp":
        return "image" if data[8:12] in {b"avif", b"heic", b"mif1", b"heix"} else "recording"
    if data[257:262] == b"ustar":
        return "archive"
    return _PALM.get(data[60:68])


def recognise_zipped(members: bytes) -> str:
    """Name the kind of a zip archive that is no book and no document."""
    return next((kind for sign, kind in _ZIPPED if sign.search(members)), "archive")


def recognise_text(data: bytes) -> str | None:
    """Name the kind of a text that is no story; `None` for any other."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    whole = head if len(data) <= len(head) else head + b"\x00"
    return next((kind for sign, kind in _TEXTS if sign.match(whole)), None)


def is_error_page(data: bytes) -> bool:
    """Tell the page that a server sends in place of a story."""
    if len(data) > _LARGE_PAGE:
        return False
    title = _TITLE.search(data[:20_000])
    failed = title is not None and _FAILED.fullmatch(title[1]) is not None
    return failed and len(_TAG.sub(b" ", data).split()) < _SHORT_PAGE
