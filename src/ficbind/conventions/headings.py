"""Which lines head a chapter: `Chapter One: The Edge`, `Epilogue`, `III`, `Title (3/7)`, `第十二章`."""

import re
from dataclasses import replace
from typing import Literal

from ficbind.conventions import numerals
from ficbind.records import dataclass

Kind = Literal["chapter", "named", "bare", "numbered", "multi"]
"""chapter: a keyword with a number · named: `Prologue` · bare: `3`, `Three`, `Day 3` · numbered: `3. The Edge` ·
multi: `Title (3/7)`.

Bare and numbered lines are headings only in a set that counts 1, 2, 3; lists and years look the same alone.
"""

_LONGEST = 120
_LONGEST_TITLE = 90
_LONGEST_RUN_ON = 10

_UNITS = {
    "chapter": r"chapter|chap\.?|ch\.?|kapitel|kap\.|cap[ií]tulo|chapitre|capitolo|hoofdstuk|rozdzia[łl]|глава",
    "part": r"part|pt\.?|teil|parte|partie|deel|часть",
    "book": r"book|buch|livre|libro|книга",
    "volume": r"volume|vol\.?|том",
    "act": r"act|akt|acte|acto",
    "scene": r"scene|szene",
    "section": r"section",
    "episode": r"episode|ep\.",
}
_NAMES = (
    r"prolog(?:ue|o)?|epilog(?:ue|o)?|pr[óo]logo|ep[íi]logo|épilogue|пролог|эпилог|интерлюдия|prelude|interlude|"
    r"intermission|intermezzo|zwischenspiel|coda|afterword|foreword|introduction|preface|vorwort|nachwort|omake|"
    r"outtakes?|side[ ]?story|bonus(?:[ ]chapter)?|(?:final|last)[ ]chapter"
)
_NUMBER = rf"\d{{1,4}}(?:\.\d{{1,2}}(?!\d))?[a-e]?|{numerals.WORDS}|{numerals.ROMAN}"
_EDGE = r"[\s*~_=#•|+<>\-–—\[({:.]{0,8}"
_UNIT = "|".join(f"(?P<{unit}>{spellings})" for unit, spellings in _UNITS.items())
_AFTER = r"""(?=$|[\s:.,–—\-"“*_)\]~/])"""
_CHAPTER = re.compile(
    rf"""(?P<label>(?:{_UNIT})\s*[#:.\-]?\s*(?:the\s+)?(?P<n>{_NUMBER})(?:\s*(?:/|of)\s*(?:\d+|\?))?){_AFTER}
         (?P<rest>.*)""",
    re.X | re.I,
)
_ORDINAL = re.compile(
    rf"""(?P<label>(?:the\s+)?(?P<n>{numerals.ORDINALS}|\d{{1,3}}\.)\s+
         (?:(?P<chapter>chapter|kapitel|chapitre|глава)|(?P<part>part|teil|partie|часть)|(?P<act>act|akt|acte)))\b
         (?P<rest>.*)""",
    re.X | re.I,
)
_NAMED = re.compile(rf"(?P<label>(?:{_NAMES})(?:\s+(?P<n>{_NUMBER}))?){_AFTER}(?P<rest>.*)", re.I)
_NUMBERED = re.compile(
    rf"(?P<label>(?P<n>\d{{1,3}}|{numerals.ROMAN_CAPITALS}))(?P<stop>[.):]?)(?P<rest>$|(?:(?<=[.):])\s|\s*[-–—:])\s*\S.*)"
)
_WORDED = re.compile(rf"(?P<label>(?P<n>{numerals.CARDINALS}))[.:]?", re.I)
_SMALL_ROMAN = re.compile(r"(?P<label>(?P<n>[ivxl]{1,6}))[.)]")
_COUNTED = re.compile(
    rf"(?P<label>(?P<unit>day|night|week|month|year|letter|entry|round|stage|tag|jour|día|giorno|день)\s+"
    rf"(?P<n>\d{{1,3}}|{numerals.CARDINALS}|{numerals.ROMAN_CAPITALS}))(?P<rest>$|\s*[:–—-]\s*\S.*|[.:]$)",
    re.I,
)
_MULTI = re.compile(r"(?P<label>\S.*?\s*[(\[]\s*(?:part\s+)?(?P<n>\d{1,3})\s*(?:/|of)\s*(?:\d{1,3}|\?)\s*[)\]])", re.I)
_CJK = re.compile(
    r"(?P<label>第(?P<n>[〇零一二三四五六七八九十百千两0-9０-９]{1,7})(?P<unit>[章节節回話话幕部卷])"
    r"|序章?|楔子|尾声|番外|終章|プロローグ|エピローグ|幕間|外伝)(?=$|[\s:：「『])(?P<rest>.{0,40})"
)
_SEPARATED = re.compile(r"\s*(?:[:：.,–—\-]+|\s)\s*(?P<title>\S.*)|\s*(?P<quoted>[\"“(「『].*)|")
_QUOTED = re.compile(r"[\"“‘'(「『](?P<inner>[^\"”“()「」『』]+)[\"”’')」』]")
_DECORATION = "*~_=#•|+<>-–— \t\u00a0"


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter heading: `label` is what numbers or names it, `title` what follows, `text` both as one string."""

    kind: Kind
    number: int | None
    title: str | None
    text: str
    label: str
    unit: str = "chapter"


def parse(line: str) -> Heading | None:
    """Read a line as a chapter heading; `None` for prose, however much it begins like one."""
    text = clean(line)
    if not text or len(text) > _LONGEST:
        return None
    for pattern, read in _PATTERNS:
        match = pattern.fullmatch(text)
        heading = match and read(match)
        if heading:
            return heading
    return None


def clean(line: str) -> str:
    """Take the marks off that an author draws around a heading (`~ Chapter 5 ~`, `**Chapter 7**`)."""
    text = " ".join(line.split()).strip(_DECORATION)
    if text[:1] in {"[", "("} and text[-1:] in {"]", ")"}:
        text = text[1:-1].strip(_DECORATION)
    return text.replace("**", "").replace("__", "")


def join(label: str, title: str | None) -> str:
    """Join a heading and its subtitle: `Chapter One: The Edge`."""
    if not title:
        return label
    return f"{label} {title}" if label.endswith((":", "?", "!", "…", "—", "–")) else f"{label}: {title}"


def _chapter(match: re.Match[str]) -> Heading | None:
    unit = match.lastgroup if match.lastgroup in _UNITS else next(name for name in _UNITS if match.group(name))
    return _with_rest("chapter", match, unit, run_on=unit == "chapter")


def _ordinal(match: re.Match[str]) -> Heading | None:
    unit = next(name for name in ("chapter", "part", "act") if match.group(name))
    return _with_rest("chapter", match, unit)


def _named(match: re.Match[str]) -> Heading | None:
    return _with_rest("named", match, "named")


def _numbered(match: re.Match[str]) -> Heading | None:
    number = numerals.value(match.group("n"))
    if number is None:
        return None
    rest = match.group("rest")
    if not rest:
        return Heading("bare", number, None, match.group("label"), match.group("label"), "bare")
    heading = _with_rest("numbered", match, "numbered", run_on=bool(match.group("stop")))
    if heading and match.group("stop"):
        return replace(heading, text=f"{heading.label}{match.group('stop')} {heading.title}")
    return heading


def _worded(match: re.Match[str]) -> Heading | None:
    label = match.group("label")
    number = numerals.value(label)
    return Heading("bare", number, None, label, label, "bare") if number and label[0].isupper() else None


def _small_roman(match: re.Match[str]) -> Heading | None:
    label, number = match.group("label"), numerals.value(match.group("n").upper())
    return Heading("bare", number, None, label, label, "bare") if number else None


def _counted(match: re.Match[str]) -> Heading | None:
    """Read `Day 3`, which like a bare number heads chapters only where others count with it."""
    number = numerals.value(match.group("n"))
    if number is None or not match.group("label")[0].isupper():
        return None
    if not match.group("rest").strip(".: "):
        return Heading("bare", number, None, match.group("label"), match.group("label"), match.group("unit").lower())
    return _with_rest("numbered", match, match.group("unit").lower())


def _multi(match: re.Match[str]) -> Heading | None:
    label = match.group("label")
    return Heading("multi", int(match.group("n")), None, label, label, "multi")


def _cjk(match: re.Match[str]) -> Heading | None:
    digits = match.group("n")
    number = numerals.cjk(digits) if digits else None
    kind: Kind = "chapter" if digits else "named"
    unit = "part" if match.group("unit") in {"部", "卷"} else "chapter"
    title = _unquoted(match.group("rest").strip(" \u3000:："))
    text = f"{match.group('label')} {title}".rstrip()
    return Heading(kind, number, title or None, text, match.group("label"), unit if digits else "named")


_PATTERNS = (
    (_CHAPTER, _chapter),
    (_NAMED, _named),
    (_ORDINAL, _ordinal),
    (_NUMBERED, _numbered),
    (_WORDED, _worded),
    (_SMALL_ROMAN, _small_roman),
    (_COUNTED, _counted),
    (_MULTI, _multi),
    (_CJK, _cjk),
)


def _with_rest(kind: Kind, match: re.Match[str], unit: str, *, run_on: bool = False) -> Heading | None:
    """Complete a heading with its title, unless what follows reads as the rest of a sentence."""
    rest, label = match.group("rest"), match.group("label")
    numeral = match.group("n")
    number = numerals.value(numeral) if numeral else None
    if numeral and number is None:
        return None
    if not rest.strip(' .:*_~-–—)]"”'):
        return Heading(kind, number, None, label, label, unit)
    separated = _SEPARATED.fullmatch(rest)
    title = separated and _title(separated, run_on=run_on)
    return Heading(kind, number, title, join(label, title), label, unit) if title else None


def _title(rest: re.Match[str], *, run_on: bool) -> str | None:
    found = rest.group("title") or rest.group("quoted")
    title = _unquoted(found.strip(_DECORATION + '"“” ') if found.count('"') == 1 else found.strip(_DECORATION))
    if len(title) > _LONGEST_TITLE or _ends_a_sentence(title):
        return None
    bare = rest.group("title") is not None and not rest.group(0).lstrip().startswith(tuple(":：.,–—-"))
    return title if not bare or (run_on and _is_titled(title)) else None


def _unquoted(title: str) -> str:
    quoted = _QUOTED.fullmatch(title)
    return quoted.group("inner").strip() if quoted else title


def _ends_a_sentence(title: str) -> bool:
    return title.endswith((".", ",", ";", '."', ".”", ',"', ",”")) and not title.endswith(("..", "Mr.", "Dr.", "Jr."))


def _is_titled(title: str) -> bool:
    """Tell a title without punctuation before it from the rest of a sentence: it is capitalised as one."""
    words = title.split()
    long = [word for word in words if len(word) > 3]
    return len(words) <= _LONGEST_RUN_ON and words[0][:1].isupper() and all(word[:1].isupper() for word in long)
