"""Rules of the craft on what is written: quotation marks, dashes, dots, stray characters."""

import re
from collections.abc import Callable, Iterator

from ficbind.judging.edition import Edition, Page
from ficbind.judging.findings import EVERYBODY, Audience, Rule, Sign, quoted

_QUOTE = re.compile(r"\"|(?<=\w)'(?=\w)|(?<!\S)'(?=\w)|(?<=[\w.,!?])'(?!\S)")
_CURLY = re.compile(r"[“”‘’„«»]")
_DOUBLE = re.compile(
    r"(?<![-\w/:.])--(?![-\w/=>])|(?<=[\w.,!?”’\"'])--(?=[\w“‘\"'\s]|$)|(?<=\s)--(?=\w)|(?<=\s)---(?=\s)|(?<=\w)---(?=\w)"
)
_HYPHEN = re.compile(r"(?<=[^\W\d_]|[,.!?”’\"']) - (?=[^\W\d_]|[“‘\"'])")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)|(?<=\w)(?:\s?\.){3}(?!\s?\.)(?=\s|$|[”’\"'])")
_SOFT = re.compile("\u00ad")
_GARBLED = re.compile("â€[™œ\x9d“”˜¦]|Ã[©¨¢¤¶¼±§‰]|Â[ \u00a0£©«»]|ï»¿|â\x80[\x90-\xbf]|\ufffd")
_UNSEEN = re.compile("[\u200b\ufeff\u2060\u180e\u2028\u2029\ue000-\uf8ff\ufff9-\ufffc\u0080-\u009f]")
_INDENT = re.compile("^[\u00a0\u2002\u2003\u3000]{2,}(?=\\S)|^(?:\u00a0[ \t]?){2,}(?=\\S)")
_LATIN_LIKE = "аеорсухіАВЕКМНОРСТХІ"
_MIXED = re.compile(rf"(?<=[A-Za-z])[{_LATIN_LIKE}]|(?<![^\W\d])[{_LATIN_LIKE}](?=[A-Za-z]{{2}})")
_WORD_JOINER = "\u2060"
_LEAST = 3
"""How often a habit of typing has to come before it is one; a single case may be meant."""


def _in_prose(pattern: re.Pattern[str], least: int = 1, around: int = 16) -> Callable[[Edition], Iterator[Sign]]:
    """Make a rule of a pattern that no prose should hold; what is shown is the text around it."""

    def signs(edition: Edition) -> Iterator[Sign]:
        found = [sign for page in edition.spine if pattern.search(page.text) for sign in _on(page, pattern, around)]
        yield from found if len(found) >= least else ()

    return signs


def _on(page: Page, pattern: re.Pattern[str], around: int) -> Iterator[Sign]:
    shown = ""  # only the first of a page may be shown
    for text, node in page.prose:
        for match in pattern.finditer(text):
            start, end = max(match.start() - around, 0), match.end() + around
            shown = shown or quoted(text[start:end].replace("\u00ad", "¬"))
            yield Sign(page.at(node), shown)


def _straight(edition: Edition) -> Iterator[Sign]:
    found = list(_in_prose(_QUOTE, _LEAST)(edition))
    curly = sum(len(_CURLY.findall(page.text)) for page in edition.spine)
    if not curly:
        yield from found


def _straight_and_curly(edition: Edition) -> Iterator[Sign]:
    if any(_CURLY.search(page.text) for page in edition.spine):
        yield from _in_prose(_QUOTE, _LEAST)(edition)


def _garbled(edition: Edition) -> Iterator[Sign]:
    """Look at the bytes, for reading a page mends what it can."""
    for page in edition.spine:
        text = page.source.decode("utf-8", "replace") if not page.source.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
        declared = page.source[:200].lower()
        if b"encoding" in declared and b"utf-8" not in declared and b"utf8" not in declared:
            continue
        for number, line in enumerate(text.splitlines() if _GARBLED.search(text) else (), 1):
            for match in _GARBLED.finditer(line):
                shown = quoted(line[max(match.start() - 16, 0) : match.end() + 16])
                yield Sign(edition.container.where(page.name, number), shown)


def _unseen(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        for text, node in page.prose if _UNSEEN.search(page.text) else ():
            for char in _UNSEEN.findall(text):
                if char != _WORD_JOINER and not (char == "\u200b" and node.tag == "wbr"):
                    yield Sign(page.at(node), f"U+{ord(char):04X}")


def _indented(edition: Edition) -> Iterator[Sign]:
    for page in edition.spine:
        for text, node in page.prose:
            first = text.lstrip("\n\t ") if node.tag in {"p", "div"} and node.text == text else ""
            if (
                first
                and _INDENT.match(first)
                and not any("vers" in each.get("class", "") for each in (node, *node.iterancestors()))
            ):
                yield Sign(page.at(node), quoted(first[:30]))


_READ_ALOUD = frozenset({Audience.EARS})

RULES = (
    Rule(
        "J501",
        "advice",
        EVERYBODY,
        "quotation marks are straight, as typewriters had them: {}",
        "turn them into the curly ones of the language: “ ” and ‘ ’ in English, and ’ as apostrophe",
        _straight,
    ),
    Rule(
        "J502",
        "warning",
        EVERYBODY,
        "straight quotation marks stand among curly ones: {}",
        "turn the straight ones into curly ones; each is a place that an automatic change passed over",
        _straight_and_curly,
    ),
    Rule("J503", "advice", EVERYBODY, "hyphens stand for a dash: {}", "write a dash: —", _in_prose(_DOUBLE, 1)),
    Rule(
        "J504",
        "advice",
        EVERYBODY,
        "a hyphen between blanks stands for a dash: {}",
        "write a dash: — without blanks, or – with them",
        _in_prose(_HYPHEN, _LEAST),
    ),
    Rule(
        "J505",
        "advice",
        EVERYBODY,
        "three dots stand for an ellipsis: {}",
        "write the one character …, which is neither torn apart at the end of a line nor read as three full stops",
        _in_prose(_DOTS, _LEAST),
    ),
    Rule(
        "J506",
        "error",
        EVERYBODY,
        "letters are garbled: {}",
        "get the text again from its source; it was read in the wrong encoding once",
        _garbled,
    ),
    Rule(
        "J507",
        "advice",
        EVERYBODY,
        "words hold hidden hyphens (¬), over which searching and reading aloud stumble: {}",
        "take the character U+00AD out; devices hyphenate by themselves",
        _in_prose(_SOFT),
    ),
    Rule(
        "J508",
        "advice",
        EVERYBODY,
        "the text holds a character that nobody sees, or that only one font knows: {}",
        "take it out, or write the character that is meant",
        _unseen,
    ),
    Rule(
        "J509",
        "warning",
        _READ_ALOUD,
        "a word mixes Latin letters with Cyrillic ones that look alike: {}",
        "type the word anew in one alphabet; as it is nobody finds it, and screen readers spell it",
        _in_prose(_MIXED, 1, 6),
    ),
    Rule(
        "J510",
        "advice",
        EVERYBODY,
        "paragraphs are indented with blanks: {}",
        "take the blanks out and let the style sheet indent: p { text-indent: 1.3em }",
        _indented,
    ),
)
