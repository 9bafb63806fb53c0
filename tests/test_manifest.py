"""What is read of a manifest."""

import os
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from pathlib import Path

import langcodes
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casefiles import Case, cases, write_files
from ficbind.diagnostics import Code, FicbindError, Location
from ficbind.manifest import load, scalars
from ficbind.manifest.files import natural
from ficbind.manifest.kinds import Key
from ficbind.manifest.schema import BOOK
from ficbind.model import Field, Level
from ficbind.yamltree.syntax import in_quotes
from ficbind.yamltree.tree import MAX_BYTES, MAX_VALUES

SHORT = "title: x\nlanguage: en\nstories: a.txt\n"


def outline(value: object, name: str = "") -> Iterator[str]:
    """List what a value holds beyond its defaults, one line each."""
    if is_dataclass(value) and not isinstance(value, Location):
        for each in fields(value):
            default = each.default if each.default_factory is MISSING else each.default_factory()
            part = getattr(value, each.name)
            if part != default and not isinstance(part, Location):
                yield from outline(part, f"{name}.{each.name}".lstrip("."))
    elif isinstance(value, tuple) and any(is_dataclass(each) for each in value):
        for number, each in enumerate(value, 1):
            yield from outline(each, f"{name}[{number}]")
    else:
        plain = value.value if isinstance(value, Enum) else str(value) if isinstance(value, Path) else value
        yield f"{name} = {plain!r}"


def messages(folder: Path, data: bytes) -> list[str]:
    """Load bytes as a manifest; gives the messages that are printed."""
    path = folder / "anthology.yaml"
    path.write_bytes(data)
    try:
        return [each.message for each in load(path).diagnostics]
    except FicbindError as error:
        return [each.message for each in error.diagnostics]


@pytest.mark.parametrize("case", cases("manifest/books"), ids=str)
def test_a_manifest_is_read(case: Case, tmp_path: Path, judge: Callable[[Case, str], None]) -> None:
    path = write_files(case.given, tmp_path)
    try:
        actual = "\n".join(outline(load(path)))
    except FicbindError as error:
        actual = str(error)
    judge(case, actual.replace(f"{tmp_path}/", ""))


def test_paths_are_those_the_user_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(f"{SHORT}--- a.txt", tmp_path / "book")
    monkeypatch.chdir(tmp_path)
    entry = load(Path("book/anthology.yaml")).entries[0]
    assert (str(entry.path), entry.name) == ("book/a.txt", "a.txt")
    assert str(entry.where) == "book/anthology.yaml:3:10"


def test_a_rating_has_a_level_beside_its_words(tmp_path: Path) -> None:
    text = "title: x\nlanguage: en\nstories: [{file: a.txt, rating: Teen And Up}]\n--- a.txt"
    metadata = load(write_files(text, tmp_path)).entries[0].metadata
    assert (metadata.level, metadata.text(Field.RATING)) == (Level.TEEN, "Teen And Up")


@pytest.mark.parametrize(
    ("made", "typed"),
    [("outside.txt", "link.txt"), ("outside.txt", "*.txt"), ("folder/outside.txt", "link.txt/outside.txt")],
)
def test_a_symbolic_link_does_not_lead_out(made: str, typed: str, tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    target = tmp_path / made
    target.parent.mkdir(exist_ok=True)
    target.touch()
    (book / "link.txt").symlink_to(tmp_path / Path(made).parts[0])
    found = messages(book, SHORT.replace("a.txt", f'"{typed}"').encode())
    assert len(found) == 1
    assert found[0].endswith("is outside the manifest's folder")


def test_one_file_under_two_names_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert messages(tmp_path, b"title: x\nlanguage: en\nstories: [a.txt, b.txt]") == [
        "'b.txt' stands here a second time"
    ]


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("a.txt")
    assert len(messages(tmp_path, SHORT.encode())) == 1


def test_a_pipe_is_not_a_story(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert messages(tmp_path, SHORT.encode()) == ["'a.txt' is not an ordinary file"]


def test_a_large_manifest_is_refused(tmp_path: Path) -> None:
    assert messages(tmp_path, b"#" * (MAX_BYTES + 1)) == ["a manifest of 1.0 MB is too large"]


def test_a_manifest_of_very_many_values_is_refused_at_once(tmp_path: Path) -> None:
    assert messages(tmp_path, b"a: [" + b"b," * MAX_VALUES + b"]") == ["more than 20000 keys and values"]


@pytest.mark.parametrize("data", ["title: Müller".encode("cp1252"), "title: x".encode("utf-16"), b"title: \xff"])
def test_another_encoding_is_refused_at_its_first_byte(data: bytes, tmp_path: Path) -> None:
    assert messages(tmp_path, data) == ["the file is not UTF-8 text"]


def test_line_ends_and_a_byte_order_mark_do_not_move_places(tmp_path: Path) -> None:
    path = tmp_path / "anthology.yaml"
    path.write_bytes(b"\xef\xbb\xbftitle: x\r\nlanguage: en_US\r\nstories: [*.txt]")
    with pytest.raises(FicbindError) as caught:
        load(path)
    assert (caught.value.diagnostics[0].where.line, caught.value.diagnostics[0].where.column) == (3, 11)


def test_every_problem_is_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = write_files("stories: [b.txt]\nlanguage: xx-\ndate: soon\nprint: {trim: 1}\nfoo: 1\n", tmp_path)
    with pytest.raises(FicbindError) as caught:
        load(path)
    codes = [each.code for each in caught.value.diagnostics]
    assert codes == [
        Code.MISSING_KEY,
        Code.NO_SUCH_FILE,
        Code.BAD_LANGUAGE,
        Code.BAD_DATE,
        Code.BAD_LENGTH,
        Code.UNKNOWN_KEY,
    ]


KEYS = st.sampled_from([name for key in BOOK.keys for name in (key.name, *key.also)] + ["file", "part", "text", "x"])
WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["a.txt", "*.txt", "**", "[", "a5", "no", "en", "2024-02-30", "isbn 1", "../a", "/", "\\U", "1x1"]),
)
VALUES = st.recursive(
    WORDS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)


def as_yaml(value: object) -> str:
    """Write a value in flow style, its texts bare so that they meet the parser as typed."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    return str(value)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "a.txt").touch()
    return folder


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60))
@example(b'a: "\\UFFFFFFFF"')
@example(b"%YAML 1." + b"1" * 5000 + b"\n---\na: b")
@example(b"a: \x00")
@example(b"? ? ? ? a")
@example(b"<<: {a: b}")
@example(b"\xef\xbb\xbf")
@example(b"...")
@example(b"--- !!binary a")
def test_no_bytes_make_it_crash(shelf: Path, data: bytes) -> None:
    messages(shelf, data)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_no_values_make_it_crash(shelf: Path, book: dict[str, object]) -> None:
    lines = [f"{key}: {as_yaml(value)}" for key, value in book.items()]
    messages(shelf, "\n".join(lines).encode("utf-8", "surrogatepass"))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(BOOK.keys), WORDS)
def test_no_quoted_text_makes_it_crash(shelf: Path, key: Key, words: str) -> None:
    quoted = "'" + words.replace("'", "''") + "'"
    messages(shelf, f"{SHORT}{key.name}: {quoted}".encode("utf-8", "surrogatepass"))


@given(st.lists(st.integers(0, 10**6), unique=True))
def test_numbers_in_names_sort_by_value(numbers: list[int]) -> None:
    names = [f"Chapter {number}.txt" for number in numbers]
    assert sorted(names, key=natural) == [f"Chapter {number}.txt" for number in sorted(numbers)]


@given(st.text(st.characters(categories=["L", "P", "Zs"]), min_size=1).map(str.strip).filter(bool))
def test_a_suggested_quotation_reads_back(shelf: Path, words: str) -> None:
    path = shelf / "anthology.yaml"
    bare = words if not (len(words) > 1 and words[0] == words[-1] and words[0] in "'\"") else words[1:-1]
    if bare.strip():
        path.write_text(f"title: {in_quotes(words)}\nlanguage: en\nstories: a.txt\n", encoding="utf-8")
        assert load(path).title == " ".join(bare.split())


@pytest.mark.parametrize("tag", sorted(scalars.PLAIN_TAGS))
def test_a_tag_that_is_taken_without_the_register_is_as_the_register_has_it(tag: str) -> None:
    for each in (tag, *(f"{tag}-{region}" for region in sorted(scalars.REGIONS))):
        assert langcodes.standardize_tag(each) == each
        assert langcodes.tag_is_valid(each)
