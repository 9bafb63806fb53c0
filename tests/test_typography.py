"""Setting type changes marks and never words."""

from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefiles import CASES, Case, cases
from ficbind import xhtml
from ficbind.manifest.values import Typography
from ficbind.passes.typography import has_rules, set_line, set_type

FOLDER = CASES / "passes" / "typography"
# fmt: off
LANGUAGES = [
    "ca", "cs", "da", "de", "de-AT", "de-CH", "en", "en-AU", "en-CA", "en-GB", "en-US", "es", "fi", "fr", "fr-CA",
    "fr-CH", "hu", "it", "nb", "nl", "pl", "pt", "pt-PT", "ro", "ru", "sk", "sv", "uk",
]
# fmt: on
ALL = Typography()
UNHURRIED = settings(deadline=None)
SHOWN = str.maketrans({"\u00a0": "⍽", "\u202f": "·"})
TYPED = str.maketrans({shown: chr(code) for code, shown in SHOWN.items()})
PLAIN = {
    "«\u202f": '"',
    "\u202f»": '"',
    "\u202f": "",
    "\u00a0:": ":",
    "\u00a0": " ",
    "…": "...",
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‘’‚′", "'"),
}


def files(pattern: str) -> list[Path]:
    return sorted(FOLDER.glob(pattern))


EACH_CASE = pytest.mark.parametrize(
    "case",
    [case for path in files("*.txt") for case in cases(f"passes/typography/{path.stem}")],
    ids=lambda case: f"{case.path.stem}: {case.name}",
)


def set_markup(markup: str, language: str, typography: Typography = ALL) -> str:
    return xhtml.edit(markup, lambda root: set_type(root, language, typography))


def set_case(case: Case) -> str:
    """Set the paragraphs of a case; its file is named for the language, and for a topic after a dot."""
    language = case.path.name.split(".")[0]
    given = case.given.translate(TYPED)
    if given.startswith("<"):
        return set_markup(given, language).translate(SHOWN)
    blocks = "".join(f"<p>{escape(line, quote=False)}</p>" for line in given.split("\n"))
    root = xhtml.parse(blocks)
    set_type(root, language, ALL)
    return "\n".join(paragraph.text or "" for paragraph in root).translate(SHOWN)


@EACH_CASE
def test_case(case, judge):
    judge(case, set_case(case))


@EACH_CASE
def test_what_is_set_stays_as_it_is(case):
    again = Case(case.path, case.name, case.expected, case.expected)
    assert set_case(again) == case.expected


def typed(text: str, dash: str) -> str:
    """Give well-set text as a typewriter has it."""
    for mark, plain in {**PLAIN, "—": dash, "–": "-"}.items():
        text = text.replace(mark, plain)
    return text


# A single hyphen between two English words is a hyphen.
TYPED_FILES = [
    (path, dash)
    for path in files("wellset/*.txt")
    for dash in ("--", "---", "-")
    if len(dash) > 1 or not path.stem.startswith("en")
]


@pytest.mark.parametrize(("path", "dash"), TYPED_FILES, ids=lambda part: getattr(part, "stem", part))
def test_typed_prose_comes_back_well_set(path, dash):
    wanted = path.read_text(encoding="utf-8").strip().translate(TYPED).split("\n\n")
    root = xhtml.parse("".join(f"<p>{escape(typed(text, dash), quote=False)}</p>" for text in wanted))
    set_type(root, path.stem, ALL)
    assert [paragraph.text for paragraph in root] == wanted


@pytest.mark.parametrize("path", files("wellset/*.txt"), ids=lambda path: path.stem)
@UNHURRIED
@given(data=st.data())
def test_straight_marks_among_set_ones_are_set_like_them(path, data):
    wanted = path.read_text(encoding="utf-8").strip().translate(TYPED).split("\n\n")
    paragraph = data.draw(st.sampled_from([text for text in wanted if any(mark in PLAIN for mark in text)]))
    places = [place for place, mark in enumerate(paragraph) if mark in PLAIN and mark not in "\u00a0\u202f"]
    chosen = data.draw(st.sets(st.sampled_from(places))) if places else set()
    mixed = "".join(PLAIN[mark] if place in chosen else mark for place, mark in enumerate(paragraph))
    assert set_line(mixed, path.stem, ALL) == paragraph


# fmt: off
WORDS = [
    "a", "I", "n", "em", "tis", "cause", "girls", "goin", "wait", "Hello", "Яблоко", "в", "же", "été", "M", "Mr",
    "J", "x", "x2", "90s", "6", "12", "1990", "1995", "Mai", "km",
]
# fmt: on
# fmt: off
MARKS = [
    '"', "'", "`", "´", "‘", "’", "‚", "“", "”", "„", "«", "»", "‹", "›", "''", "``", ",,", "<<", ">>", "-", "--",
    "---", "----", "–", "—", ".", "..", "...", "....", "…", ".", ".", ",", ";", ":", "!", "?", "(", ")", "[", "]",
    "/", "*", "_",
]
# fmt: on
BLANKS = [" ", " ", " ", "\u00a0", "\u202f", "\n", ""]
TEXT = st.lists(st.sampled_from([*WORDS, *MARKS, *BLANKS]), max_size=14).map("".join)
LANGUAGE = st.sampled_from([*LANGUAGES, "ja", "x-klingon"])


def inline(children):
    tags = st.sampled_from(["em", "strong", "span", "a", "small", "sup", "code", "ruby", "rt", 'span lang="fr"'])
    content = st.lists(children, max_size=3).map("".join)
    return st.builds(lambda tag, inner: f"<{tag}>{inner}</{tag.split()[0]}>", tags, content)


PIECE = st.recursive(st.one_of(TEXT.map(escape), st.just("<br/>")), inline, max_leaves=5)
BLOCK = st.builds(
    lambda tag, pieces: f"<{tag}>{''.join(pieces)}</{tag.split()[0]}>",
    st.sampled_from(["p", "h2", "pre", 'p lang="ru"', "div", "li"]),
    st.lists(PIECE, max_size=4),
)
MARKUP = st.lists(BLOCK, min_size=1, max_size=3).map("".join)


SWITCHES = st.builds(Typography, st.booleans(), st.booleans(), st.booleans(), st.booleans())


def shape(markup: str) -> list[tuple[str, str | None]]:
    return [(node.tag, node.get("lang")) for node in xhtml.parse(markup).iter()]


def all_words(markup: str) -> list[str]:
    return xhtml.words("".join(xhtml.parse(xhtml.edit(markup)).itertext()))


@settings(deadline=None, max_examples=300)
@given(TEXT, LANGUAGE, SWITCHES)
def test_a_line_keeps_its_words_and_is_set_once_by_any_choice_of_passes(text, language, switches):
    line = set_line(text, language, switches)
    assert xhtml.words(line) == xhtml.words(text)
    assert set_line(line, language, switches) == line


@UNHURRIED
@given(MARKUP, LANGUAGE)
def test_a_tree_keeps_its_words_and_shape_and_is_set_once(markup, language):
    once = set_markup(markup, language)
    assert all_words(once) == all_words(markup)
    assert shape(once) == shape(markup)
    assert set_markup(once, language) == once


@UNHURRIED
@given(MARKUP, LANGUAGE)
def test_code_and_verbatim_blocks_are_never_touched(markup, language):
    def verbatim(source):
        return ["".join(node.itertext()) for node in xhtml.parse(source).iter("code", "pre")]

    assert verbatim(set_markup(markup, language)) == verbatim(markup)


@UNHURRIED
@given(TEXT)
def test_a_line_and_a_paragraph_are_set_alike(text):
    paragraph = xhtml.parse(f"<p>{escape(text)}</p>")
    set_type(paragraph, "en", ALL)
    assert (paragraph[0].text or "") == set_line(text, "en", ALL)


OFF = Typography(quotes=False, dashes=False, ellipses=False, spaces=False)


@pytest.mark.parametrize(
    ("switch", "expected"),
    [
        ("quotes", "“Ah,” he said--no ... 5 km"),
        ("dashes", '"Ah," he said—no ... 5 km'),
        ("ellipses", '"Ah," he said--no … 5 km'),
        ("spaces", '"Ah," he said--no ... 5\u00a0km'),
    ],
)
def test_each_pass_can_be_had_alone(switch, expected):
    only = replace(OFF, **{switch: True})
    assert set_line('"Ah," he said--no ... 5 km', "en", only) == expected


@UNHURRIED
@given(MARKUP, LANGUAGE)
def test_with_every_pass_switched_off_nothing_changes(markup, language):
    assert set_markup(markup, language, OFF) == set_markup(markup, "ja", OFF)


def test_languages_without_rules_are_known_as_such():
    assert [language for language in LANGUAGES if not has_rules(language)] == []
    assert not any(map(has_rules, ["ja", "zh-Hant", "", "x-klingon", "enm"]))


@UNHURRIED
@given(TEXT)
def test_text_in_a_language_without_rules_is_left_alone(text):
    assert set_line(text, "ja", ALL) == text
