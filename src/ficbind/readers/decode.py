"""Turn the bytes of a text file into clean text, and say what had to be guessed or repaired."""

import codecs
import html
import quopri
import re
from pathlib import Path

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.readers import encodings
from ficbind.records import dataclass
from ficbind.xhtml import without_invalid


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, its lines ended by newlines, and what was done to get it."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_QUOTED = re.compile(rb"=(?:20|3D|0A|09|A0|85|9[1-7]|E[0-9A-F]|C[23])")
# RFC 2045, 6.7: a line is folded where it would be longer than 76 characters; shorter ones are drawn (`-=-=-=`).
_FOLDED = re.compile(rb"^[^\n]{50,75}=\r?$", re.M)
# In coded text every sign of equality is coded itself, begins a code or ends a line.
_UNCODED = re.compile(rb"=(?![0-9A-Fa-f]{2}|\r?\n|\Z)")
_MOJIBAKE = re.compile("[ÂÃâÅÄÐÑ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|ï»¿")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")
_FOREIGN_WORD = re.compile(r"\S{0,40}[^\x00-\x7f]\S{0,40}")
_KNOWN = {"cp1252": "Windows Western (cp1252)", "mac_roman": "Mac Roman (mac_roman)", "cp850": "DOS (cp850)"}


def decode(data: bytes, path: Path, encoding: str | None = None, *, declared: str | None = None) -> Decoded:
    """Decode a text file by its byte-order mark, as UTF-8, or by the likeliest encoding, and clean the result.

    `declared` is the encoding that a page of markup names itself, or "" where it names none: it is believed where the
    bytes are not UTF-8, and references such as `&amp;` are left to the parser.
    """
    notes: list[Diagnostic] = []
    data = _unquoted(data, path, notes) if declared is None else data
    text = _named(data, path, encoding) if encoding else _detected(data, path, notes, declared)
    text = _LINE_ENDS.sub("\n", text)
    for clean in (_mended, _without_entities, _without_invalid):
        text = clean(text, path, notes) if declared is None or clean is not _without_entities else text
    return Decoded(text, tuple(notes))


def _unquoted(data: bytes, path: Path, notes: list[Diagnostic]) -> bytes:
    codes, folds = _QUOTED.findall(data), _FOLDED.findall(data)
    sure = bool(folds) or not {b"=20", b"=3D", b"=92"}.isdisjoint(codes)
    if not (data.isascii() and sure and len(codes) + len(folds) >= 3):
        return data
    notes.append(
        Diagnostic(
            Code.REPAIRED_TEXT,
            "info",
            "undid the quoted-printable coding of mail (=20, =3D …); line numbers are those of the repaired text",
            Location(path),
        )
    )
    lines = data.splitlines(keepends=True)
    return b"".join(line if _UNCODED.search(line) else quopri.decodestring(line) for line in lines)


def _named(data: bytes, path: Path, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FicbindError(
            Diagnostic(
                Code.UNREADABLE,
                "error",
                f"the file is not in '{encoding}': byte 0x{data[error.start]:02X} does not exist there",
                Location(path, line),
                "leave the encoding out of the manifest, or name the right one",
            )
        ) from error
    except (LookupError, UnicodeError) as error:  # some codecs name no byte that they refuse
        hint = "write a name such as utf-8, cp1252, mac_roman or cp1251, or leave the encoding out"
        problem = f"unknown encoding '{encoding}'"
        raise FicbindError(Diagnostic(Code.UNREADABLE, "error", problem, Location(path), hint)) from error


def _detected(data: bytes, path: Path, notes: list[Diagnostic], declared: str | None) -> str:
    mark = next((name for bom, name in _BOMS if data.startswith(bom)), None) or _wide(data)
    if mark is not None:
        return data.decode(mark, "replace")
    try:
        return data.decode("iso2022_jp" if b"\x1b$B" in data else "utf-8")
    except UnicodeDecodeError:
        text = _as_declared(data, declared)
        if text is not None:
            return text
        name, text = _mixed(data) or _guessed(data)
    notes.append(_guess_note(name, text, path))
    return text


def _as_declared(data: bytes, declared: str | None) -> str | None:
    """Decode as a page says of itself; browsers read Latin-1 as Windows Western (Encoding Standard, section 4.2)."""
    name = (declared or "").strip().lower()
    name = "cp1252" if name in {"iso-8859-1", "latin1", "ascii", "us-ascii"} else name
    try:
        return data.decode(name) if name else None
    except (LookupError, UnicodeError):
        return None


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in Western text every other byte is NUL."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(even, odd) < max(2, len(data) // 50) or min(even, odd) > max(even, odd) // 20:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _mixed(data: bytes) -> tuple[str, str] | None:
    """Read UTF-8 with some Windows characters pasted in, if that is what it is."""
    good = len(_MULTIBYTE.findall(data))
    bad = len(re.findall(rb"[\x80-\xff]", _MULTIBYTE.sub(b"", data)))
    if good < 2 * bad:
        return None
    pieces = []
    at = 0
    for found in _MULTIBYTE.finditer(data):
        pieces.append(data[at : found.start()].decode("cp1252", "replace"))
        pieces.append(found.group().decode("utf-8", "replace"))
        at = found.end()
    pieces.append(data[at:].decode("cp1252", "replace"))
    return "UTF-8 mixed with Windows Western (cp1252)", "".join(pieces)


def _guessed(data: bytes) -> tuple[str, str]:
    name = encodings.guess(data)
    return _KNOWN.get(name, name), data.decode(name, "replace")


def _guess_note(name: str, text: str, path: Path) -> Diagnostic:
    found = _FOREIGN_WORD.search(text)
    word = found.group()[:40] if found else ""
    line = text.count("\n", 0, found.start()) + 1 if found else None
    return Diagnostic(
        Code.GUESSED_ENCODING,
        "warning",
        f"guessed how the characters are coded: read as {name}, where the first word beyond ASCII is '{word}'",
        Location(path, line),
        "if that word is wrong, write 'encoding:' beside the file in the manifest, or save the file as UTF-8",
    )


def _mended(text: str, path: Path, notes: list[Diagnostic]) -> str:
    """Undo UTF-8 that was read as Windows Western, wherever going back gives the very same characters."""
    if not _MOJIBAKE.search(text):
        return text
    lines = text.split("\n")
    mended = [_mended_line(line) if _MOJIBAKE.search(line) else line for line in lines]
    changed = [number for number, pair in enumerate(zip(lines, mended, strict=True), 1) if pair[0] != pair[1]]
    if changed:
        first = changed[0] - 1
        before = _MOJIBAKE.search(lines[first])
        sample = before.group() if before else lines[first][:10]
        message = f"repaired characters that were coded twice, such as '{sample}', lines: {len(changed)}"
        notes.append(Diagnostic(Code.REPAIRED_TEXT, "info", message, Location(path, changed[0])))
    return "\n".join(mended)


def _mended_line(line: str) -> str:
    whole = _mended_exactly(line)
    if whole != line:
        return whole
    return "".join(_mended_exactly(piece) for piece in re.split(r"([ \t]+)", line))


def _mended_exactly(piece: str) -> str:
    import ftfy  # late: its tables take a while, and few texts need it
    from ftfy import badness

    if not badness.is_bad(piece) and not _MOJIBAKE.search(piece):
        return piece
    fixed = ftfy.fix_encoding(piece)
    if fixed == piece:
        return piece
    back = fixed.encode("utf-8").decode("sloppy-windows-1252")
    return fixed if back == piece else piece


def _without_entities(text: str, path: Path, notes: list[Diagnostic]) -> str:
    count = 0

    def replace(found: re.Match[str]) -> str:
        nonlocal count
        char = html.unescape(found.group())
        count += char != found.group()
        return char

    text = _ENTITY.sub(replace, text) if "&" in text else text
    if count:
        message = f"read HTML's references such as '&amp;' as the characters they stand for, times: {count}"
        notes.append(Diagnostic(Code.REPAIRED_TEXT, "info", message, Location(path)))
    return text


def _without_invalid(text: str, path: Path, notes: list[Diagnostic]) -> str:
    """Drop what XML cannot hold, but keep form feeds, which end pages."""
    pages = text.split("\f")
    clean = "\f".join(without_invalid(page).replace("\ufeff", "") for page in pages)
    lost = len(text) - len(clean)
    if lost:
        gone = set(text) - set(clean)
        names = sorted(f"U+{ord(char):04X}" for char in gone)
        message = f"removed characters that no book can hold: {', '.join(names[:5])}, times: {lost}"
        first = min(text.index(char) for char in gone)
        where = Location(path, text.count("\n", 0, first) + 1)
        notes.append(Diagnostic(Code.REMOVED_CHARACTERS, "info", message, where))
    if "�" in clean:
        line = clean.count("\n", 0, clean.index("�")) + 1
        count = clean.count("�")
        message = f"the sign '�' stands {count} time{'s' if count > 1 else ''} where letters were lost before"
        hint = "find the letters in an older copy of the story, or name the right encoding in the manifest"
        notes.append(Diagnostic(Code.REMOVED_CHARACTERS, "warning", message, Location(path, line), hint))
    return clean
