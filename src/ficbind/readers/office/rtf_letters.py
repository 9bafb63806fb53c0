"""The letters of a rich-text file: which bytes stand for which characters, font by font."""

import codecs

from ficbind.records import dataclass, field

CHARSETS = {
    0: "cp1252",
    1: "",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""`fcharset` of a font → the code page of its bytes (specification, "Font Table")."""

SYMBOLS = 2
"""The `fcharset` of fonts whose bytes are pictures."""

_PAGES = {708: "iso8859_6", 10000: "mac_roman", 10007: "mac_cyrillic", 65001: "utf-8", 20866: "koi8_r"}
_SYMBOLS = {0xB7: "•", 0xA7: "•", 0xD8: "•", 0xFC: "✓", 0x2A: "*"}


def page(number: int | None) -> str:
    """Name the code page of a number, as `ansicpg` gives it."""
    name = _PAGES.get(number or 0, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


@dataclass(slots=True)
class Letters:
    """Bytes that wait for the rest of their character, and halves of characters that wait for the other."""

    usual: str = "cp1252"
    fonts: dict[int, int] = field(default_factory=dict)
    _bytes: bytearray = field(default_factory=bytearray)
    _page: str = ""
    _raw: bool = False
    _half: int = 0

    def page_of(self, font: int | None) -> str:
        """Name the code page of a font; "symbols" for one of pictures."""
        charset = self.fonts.get(font if font is not None else -1)
        if charset == SYMBOLS:
            return "symbols"
        return (CHARSETS.get(charset, "") if charset is not None else "") or self.usual

    def add(self, data: bytes, font: int | None, *, escaped: bool) -> str:
        """Take bytes; gives the text of those before in another code page."""
        wanted = self.page_of(font)
        before = self.settle() if wanted != self._page else ""
        self._page = wanted
        self._bytes += data
        self._raw = self._raw or not (escaped or data.isascii())
        return before

    def settle(self) -> str:
        """Give the text of the bytes that wait; a half of a character that waits is alone."""
        self._half = 0
        return self.flush()

    def flush(self) -> str:
        """Give the text of the bytes that wait."""
        data, self._raw, raw = bytes(self._bytes), False, self._raw
        if not data:
            return ""
        self._bytes.clear()
        if data.isascii() and self._page != "symbols":
            return data.decode("ascii")
        return _decoded(data, self._page, raw=raw)

    def unit(self, number: int) -> str:
        """Give the character of a UTF-16 unit; the first half of a pair waits for the second."""
        code = number & 0xFFFF if number < 0 or number <= 0xFFFF else number
        half, self._half = self._half, 0
        if 0xD800 <= code < 0xDC00:
            self._half = code
            return ""
        if 0xDC00 <= code < 0xE000:
            return chr(0x10000 + ((half - 0xD800) << 10) + (code - 0xDC00)) if half else "\ufffd"
        if 0xF020 <= code <= 0xF0FF:
            return _SYMBOLS.get(code - 0xF000, chr(code - 0xF000))
        return chr(code) if code <= 0x10FFFF else "\ufffd"


def _decoded(data: bytes, name: str, *, raw: bool) -> str:
    if name == "symbols":
        return "".join(_SYMBOLS.get(byte, chr(byte)) for byte in data)
    if raw:
        try:
            # Programs that know no code pages write their text as it is.
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return "".join(_lone(byte, name) for byte in data) if name.startswith("cp125") else data.decode(name, "replace")


def _lone(byte: int, name: str) -> str:
    try:
        return bytes((byte,)).decode(name)
    except UnicodeDecodeError:
        return "\ufffd"
