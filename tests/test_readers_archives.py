"""Archives that are cut off, locked, or made to do harm: one clear answer, or the story."""

import io
import re
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles import cases, zipped
from ficbind import readers
from ficbind.diagnostics import Code, Diagnostic, FicbindError
from ficbind.readers import containers, xmlparts
from ficbind.readers.epub import as_html

PATH = Path("story.epub")
WHOLE = zipped(next(case.given for case in cases("readers/epub")).partition("\n")[2])
PAGE = "<html><body><p>The lamp went out.</p></body></html>"


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content, method)
    return data.getvalue()


def unpacked(data: bytes) -> list[bytes]:
    container = containers.unpack(PATH, data)
    return [container.read(name) for name in container.names]


def answer(data: bytes) -> str:
    """Unpack everything, and give what is said."""
    with pytest.raises(FicbindError) as refused:
        unpacked(data)
    (told,) = refused.value.diagnostics
    assert told.code is Code.BAD_ARCHIVE
    return told.message


def linked(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "a\\..\\x", "C:x", "a\x01b", "a/.."])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    assert "leads out of it" in answer(packed((name, b"x")))


@pytest.mark.parametrize("name", ["a/..b/x", "..x", "a..b", "META-INF/container.xml"])
def test_a_name_with_dots_is_none_of_them(name: str) -> None:
    assert containers.unpack(PATH, packed((name, b"x"))).read(name) == b"x"


def test_a_link_is_refused() -> None:
    assert "a link instead of a file" in answer(packed((linked("a"), b"/etc/passwd")))


def test_two_files_of_one_name_are_refused_unless_they_are_the_same() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        assert "two different files" in answer(packed(("a", b"x"), ("a", b"y")))
    with pytest.warns(UserWarning, match="Duplicate name"):
        assert containers.unpack(PATH, packed(("a", b"x"), ("a", b"x"))).names == ("a",)


def test_too_many_files_are_refused_before_they_are_listed() -> None:
    assert "more than 10000 files" in answer(packed(*((f"{number}", b"") for number in range(10_001))))


def test_a_locked_archive_is_refused() -> None:
    data = bytearray(packed(("a", b"x")))
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 8, 1)
    assert "locked with a password" in answer(bytes(data))


def test_a_method_that_books_do_not_use_is_refused() -> None:
    assert "packed by a method" in answer(packed(("a", b"x"), method=zipfile.ZIP_LZMA))


def test_what_unpacks_to_far_more_than_its_size_is_refused_while_it_is_unpacked() -> None:
    assert "200 times its size" in answer(packed(("a", bytes(8 * 2**20))))


def test_a_size_that_the_archive_denies_is_found_all_the_same() -> None:
    data = bytearray(packed(("a", bytes(8 * 2**20))))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)
    assert "damaged" in answer(bytes(data))


def test_more_than_the_limit_of_one_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "_LARGEST_ENTRY", 1000)
    assert "unpacks to more than" in answer(packed(("a", bytes(1001)), method=zipfile.ZIP_STORED))


def test_more_than_the_limit_of_all_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "_LARGEST_TOTAL", 1500)
    assert "unpacks to more than" in answer(packed(("a", bytes(1000)), ("b", bytes(1000)), method=zipfile.ZIP_STORED))


def test_a_file_is_found_under_a_name_in_another_case() -> None:
    container = containers.unpack(PATH, packed(("OEBPS/Text/Ch1.xhtml", b"x"), ("a/x", b"y"), ("b/x", b"z")))
    found = [container.alike(name) for name in ("oebps/text/ch1.xhtml", "CH1.xhtml", "x", "gone")]
    assert found == ["OEBPS/Text/Ch1.xhtml", "OEBPS/Text/Ch1.xhtml", "", ""]


def told(work: Callable[[], object]) -> tuple[Diagnostic, ...]:
    """Do something, and give what is said if it cannot be done."""
    try:
        assert work()
    except FicbindError as error:
        return error.diagnostics
    return ()


def _readable(data: bytes, folder: Path) -> None:
    """Read damaged bytes: a story or an answer, and nothing else."""
    path = folder / "story.epub"
    path.write_bytes(data)
    assert all(each.message and each.hint for each in told(lambda: readers.read(path)))


@given(st.integers(min_value=0, max_value=len(WHOLE)))
def test_an_epub_that_is_cut_off_is_answered(tmp_path_factory: pytest.TempPathFactory, length: int) -> None:
    _readable(WHOLE[:length], tmp_path_factory.getbasetemp())


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_an_epub_with_bytes_spoilt_is_answered(
    tmp_path_factory: pytest.TempPathFactory, spoilt: list[tuple[int, int]]
) -> None:
    data = bytearray(WHOLE)
    for place, value in spoilt:
        data[place] = value
    _readable(bytes(data), tmp_path_factory.getbasetemp())


MARKS = """< > / " & <?xml ?> <!-- --> <![CDATA[ ]]> <!DOCTYPE=a=[ ] <!ENTITY=x='y'> <package> <spine>
<itemref=idref="a"/> <item=id="a"=href="a.xhtml" <navPoint> <svg <p/> x <body> </body> <a=href='#x'=id='x'> &nbsp; &x;
\0 <title/> <nav=epub:type='toc'><ol><li> <body=class="story-front">"""
PIECES = st.sampled_from([re.sub("=(?=[a-z:]+=|['[a-y])", " ", mark) for mark in MARKS.split()])


@given(st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=25).map("".join))
def test_parts_of_any_kind_are_answered(tmp_path_factory: pytest.TempPathFactory, package: str, page: str) -> None:
    for opf, xhtml in ((package, PAGE), (f"<package><item id='a' href='a.xhtml'/>{package}</package>", page)):
        data = packed(("mimetype", b"application/epub+zip"), ("a.opf", opf.encode()), ("a.xhtml", xhtml.encode()))
        _readable(data, tmp_path_factory.getbasetemp())


@pytest.mark.parametrize(
    "part",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!-- <a> --><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % x "y"> %x;]><a/>',
        "<!DOCTYPE a [<!ELEMENT a ANY>]><a/>",
        "<a>" * 5000,
        "<a>",
        "",
        "<a>&x;</a>",
        "<a/><!DOCTYPE a><b/>",
    ],
)
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_xml_that_declares_or_breaks_is_refused(part: str, coding: str) -> None:
    with pytest.raises(FicbindError) as refused:
        xmlparts.parse(PATH, part.encode(coding))
    assert {each.code for each in refused.value.diagnostics} == {Code.BAD_XML}


def test_xml_keeps_its_lines_and_knows_the_names_of_characters() -> None:
    root = xmlparts.parse(
        PATH, b'<?xml version="1.0"\n?>\n<!DOCTYPE a PUBLIC "x"\n "y">\n<a t="x&nbsp;y">&eacute; &amp;lt;</a>'
    )
    assert (root.sourceline, root.text, root.get("t")) == (5, "é &lt;", "x\xa0y")


@pytest.mark.parametrize(
    "text", ["<!DOCTYPE a [" + "<!-- " * 200_000, '<!DOCTYPE a "' * 100_000, "<!--" * 300_000, "<a '" * 200_000]
)
def test_hostile_parts_take_no_time(text: str) -> None:
    start = process_time()
    assert {each.code for each in told(lambda: xmlparts.parse(PATH, text.encode()))} == {Code.BAD_XML}
    as_html.written(text)
    assert process_time() - start < 5
