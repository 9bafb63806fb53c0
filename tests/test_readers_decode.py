"""Bytes become text whatever wrote them; what was guessed or repaired is said."""

from pathlib import Path

import pytest

from ficbind import readers
from ficbind.diagnostics import Code, FicbindError
from ficbind.model import Draft
from ficbind.xhtml import plain

SPEECH = "“Don’t,” she said — and the café was closed… “It’s nothing.”"


def read(data: bytes, folder: Path, encoding: str | None = None) -> Draft:
    path = folder / "story.txt"
    path.write_bytes(data)
    return readers.read(path, encoding)[0]


def codes(draft: Draft) -> set[Code]:
    return {each.code for each in draft.diagnostics} - {Code.TOOK_METADATA, Code.GUESSED_TITLE}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_needs_no_guess(encoding: str, tmp_path: Path) -> None:
    draft = read(f"The Lamp\n\n{SPEECH}\n".encode(encoding), tmp_path)
    assert plain(draft.sections[0].markup) == SPEECH
    assert codes(draft) == set()


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", SPEECH),
        ("cp1252", "It’s nothing."),
        ("cp1252", "Elle ouvrit la porte et sortit. Il était déjà très tard, et le café était fermé, hélas."),
        ("cp1252", "Die Tür war zu. »Wer ist da?«, fragte Jörg, und niemand öffnete."),
        ("mac_roman", SPEECH),
        ("mac_roman", "It’s nothing."),
        ("cp1250", "Zażółć gęślą jaźń. Maks wyszła z domu i nie wróciła już nigdy, bo było zimno."),
        ("cp1251", "Она открыла дверь и вышла на улицу. Было холодно и темно."),
        ("koi8-r", "Она открыла дверь и вышла на улицу. Было холодно и темно."),
        ("cp1253", "Άνοιξε την πόρτα και βγήκε έξω. Ήταν πολύ κρύο."),
        ("cp932", "彼女はドアを開けて外に出た。とても寒かった。"),
        ("gb18030", "她打开门走了出去。外面很冷，也很黑。"),
    ],
)
def test_other_encodings_are_guessed_and_said(encoding: str, text: str, tmp_path: Path) -> None:
    draft = read(f"The Lamp\n\n{text}\n".encode(encoding), tmp_path)
    assert plain(draft.sections[0].markup) == text
    assert codes(draft) == {Code.GUESSED_ENCODING}
    assert any(word in draft.diagnostics[0].message for word in text.split())


def test_windows_characters_pasted_into_utf8_are_read(tmp_path: Path) -> None:
    draft = read("The Lamp\n\nAt the café, the café, the café: ".encode() + b"it\x92s nothing.\n", tmp_path)
    assert plain(draft.sections[0].markup) == "At the café, the café, the café: it’s nothing."
    assert codes(draft) == {Code.GUESSED_ENCODING}


def test_the_manifest_names_the_encoding(tmp_path: Path) -> None:
    draft = read("The Lamp\n\nDu café.\n".encode("cp850"), tmp_path, "cp850")
    assert plain(draft.sections[0].markup) == "Du café."
    assert codes(draft) == set()


@pytest.mark.parametrize(("encoding", "said"), [("utf-9", "unknown encoding 'utf-9'"), ("utf-8", "byte 0xE9")])
def test_a_wrong_encoding_is_an_error(encoding: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(FicbindError, match=said) as caught:
        read(b"The Lamp\n\nDu caf\xe9.\n", tmp_path, encoding)
    assert caught.value.diagnostics[0].code is Code.UNREADABLE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_every_line_end_ends_a_line(end: str, tmp_path: Path) -> None:
    draft = read(end.join(["The Lamp", "", "It went out.", "", "It went on.", ""]).encode(), tmp_path)
    assert plain(draft.sections[0].markup) == "It went out.\nIt went on."


def test_quoted_printable_is_undone(tmp_path: Path) -> None:
    draft = read(b"The Lamp\n\nIt was =20\nnot =3D to any=\nthing, and it=92s late.\n", tmp_path)
    assert plain(draft.sections[0].markup) == "It was\nnot = to anything, and it’s late."
    assert Code.REPAIRED_TEXT in codes(draft)


def test_sums_are_not_quoted_printable(tmp_path: Path) -> None:
    assert "x=20" in plain(read(b"The Lamp\n\nShe wrote x=20 on it.\n", tmp_path).sections[0].markup)


def test_what_no_book_can_hold_is_removed(tmp_path: Path) -> None:
    draft = read(b"The Lamp\n\nIt went\x02 out.\x1a\n", tmp_path)
    assert plain(draft.sections[0].markup) == "It went out."
    assert codes(draft) == {Code.REMOVED_CHARACTERS}


def test_good_text_is_never_repaired(tmp_path: Path) -> None:
    text = "Â la carte, said Ãœgen; the sign “â€” was odd."
    assert "Â la carte" in plain(read(f"The Lamp\n\n{text}\n".encode(), tmp_path).sections[0].markup)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04" + bytes(60), "an archive of files"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "an old Word document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "an image"),
        (bytes(60) + b"BOOKMOBI" + bytes(20), "a Kindle book"),
        (bytes(range(256)) * 4, "not text"),
    ],
)
def test_other_kinds_of_file_are_refused_by_name(data: bytes, what: str, tmp_path: Path) -> None:
    with pytest.raises(FicbindError, match=what) as caught:
        read(data, tmp_path)
    assert caught.value.diagnostics[0].code is Code.NO_READER
    assert caught.value.diagnostics[0].hint


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FicbindError, match="no such file"):
        readers.read(tmp_path / "nowhere.txt")
