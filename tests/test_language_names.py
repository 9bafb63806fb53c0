"""Which language a story is in, by its name, its letters or its commonest words."""

from pathlib import Path

import pytest

from casefiles import CASES
from ficbind.conventions.language_names import guess, tag

STORIES = Path(__file__).parent.parent / "stories"
WELLSET = sorted((CASES / "passes" / "typography" / "wellset").glob("*.txt"))
ENGLISH = [path for path in sorted(STORIES.rglob("*.txt")) if path.stem not in {"das-haus-am-deich", "LICENSE"}]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Deutsch", "de"),
        ("English", "en-GB"),
        ("British English", "en-GB"),
        ("en_US", "en-US"),
        ("Français", "fr"),
        ("中文-普通话 國語", "zh"),
        ("中文-广东话 粵語", "yue"),
        ("Brazilian Portuguese", "pt-BR"),
        ("Português europeu", "pt-PT"),
        ("American Sign Language", "ase"),
        ("Bahasa Indonesia", "id"),
        ("हिन्दी", "hi"),
        ("O'odham Ñiok", "ood"),
        ("Quenya", "qya"),
        ("Mando'a", "art"),
        ("Русский", "ru"),
        ("Klingon", None),
        ("", None),
    ],
)
def test_names_of_languages(words: str, expected: str | None) -> None:
    assert tag(words, "en-GB") == expected


@pytest.mark.parametrize("path", WELLSET, ids=lambda path: path.stem)
@pytest.mark.parametrize("book", ["en-GB", "de", "fr", "pl"])
def test_prose_tells_its_language_where_it_is_not_the_books(path: Path, book: str) -> None:
    own = path.stem.partition("-")[0]
    expected = None if own == book.partition("-")[0] else own
    assert guess(path.read_text("utf-8"), book) == expected


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.stem)
def test_no_story_in_the_books_language_is_taken_for_another(path: Path) -> None:
    assert guess(path.read_bytes().decode("utf-8", "replace"), "en-GB") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ніхто не відповів. Її світло ходило по колу.", "uk"),
        ("誰も答えなかった。風だけが吹いていた。", "ja"),
        ("没有人回答。只有风。", "zh"),
        ("아무도 대답하지 않았다.", "ko"),
        ("Κανείς δεν απάντησε.", "el"),
        ("Oui, non, peut-être.", None),
        ("She said «да» and left, and that was all she ever said in it.", None),
        ("", None),
        ("*** 1234 ***", None),
    ],
)
def test_short_texts_are_told_by_their_letters_alone(text: str, expected: str | None) -> None:
    assert guess(text, "en") == expected


@pytest.mark.parametrize(("text", "book"), [("Никто не ответил.", "bg"), ("کسی پاسخ نداد", "fa")])
def test_a_script_is_no_surprise_in_a_book_that_uses_it(text: str, book: str) -> None:
    assert guess(text, book) is None
