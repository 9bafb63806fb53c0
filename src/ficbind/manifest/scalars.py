"""What a single text of the manifest can mean: yes or no, dates, languages, ratings, identifiers, names."""

import codecs
import re
from collections.abc import Callable
from datetime import date as calendar_date
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from ficbind.conventions import ratings
from ficbind.diagnostics import Code
from ficbind.manifest.values import NOTE_POLICIES, STORY_FRONTS, NotePolicy, StoryFront
from ficbind.model import Level
from ficbind.yamltree.findings import RefusedError, meant, near, quoted

_YES = frozenset({"yes", "true", "on"})
_NO = frozenset({"no", "false", "off"})

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SPOKEN_DATES = (
    ("%Y-%m-%d", "%Y-%m-%d"),
    ("%Y/%m/%d", "%Y-%m-%d"),
    ("%Y.%m.%d", "%Y-%m-%d"),
    ("%Y%m%d", "%Y-%m-%d"),
    ("%d.%m.%Y", "%Y-%m-%d"),
    ("%d %B %Y", "%Y-%m-%d"),
    ("%d %b %Y", "%Y-%m-%d"),
    ("%B %d %Y", "%Y-%m-%d"),
    ("%b %d %Y", "%Y-%m-%d"),
    ("%B %Y", "%Y-%m"),
    ("%b %Y", "%Y-%m"),
    ("%Y-%m", "%Y-%m"),
    ("%Y/%m", "%Y-%m"),
)
"""How people write dates without doubt about day and month, and how the manifest writes them."""

_LANGUAGES = (
    "af Afrikaans;ar Arabic العربية;bg Bulgarian български;ca Catalan català;cs Czech čeština;"
    "cy Welsh Cymraeg;da Danish dansk;de German Deutsch;el Greek ελληνικά;en English;eo Esperanto;"
    "es Spanish español castellano;et Estonian eesti;eu Basque euskara;fa Persian Farsi فارسی;"
    "fi Finnish suomi;fr French français;ga Irish Gaeilge;gd Gaelic Gàidhlig;gl Galician galego;"
    "he Hebrew עברית;hi Hindi हिन्दी;hr Croatian hrvatski;hu Hungarian magyar;hy Armenian հայերեն;"
    "id Indonesian;is Icelandic íslenska;it Italian italiano;ja Japanese 日本語;ka Georgian ქართული;"
    "ko Korean 한국어;la Latin latina;lt Lithuanian lietuvių;lv Latvian latviešu;"
    "nb Norwegian norsk bokmål;nl Dutch Nederlands;nn nynorsk;pl Polish polski;"
    "pt Portuguese português;ro Romanian română;ru Russian русский;sk Slovak slovenčina;"
    "sl Slovenian Slovene slovenščina;sq Albanian shqip;sr Serbian српски;sv Swedish svenska;"
    "ta Tamil தமிழ்;th Thai ไทย;tlh Klingon;tr Turkish Türkçe;uk Ukrainian українська;ur Urdu اردو;"
    "vi Vietnamese;yi Yiddish ייִדיש;zh Chinese 中文"
)
_TAGS = {name.casefold(): tag for tag, *names in (each.split(" ") for each in _LANGUAGES.split(";")) for name in names}
"""Name of a language, in English or its own → its tag."""

PLAIN_TAGS = frozenset(_TAGS.values())
REGIONS = frozenset(
    {"AT", "AU", "BE", "BR", "CA", "CH", "DE", "ES", "FR", "GB", "IE", "IN", "IT", "MX", "NL", "NZ", "PT", "US", "ZA"}
)
"""Tags of languages and countries that need no look into the register, whose tables take a while to load."""

_PARTED = re.compile(r"(?:\d+[ \N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}-]){3,4}[\dX]$", re.I)
_ISBN = re.compile(r"(?:urn:)?isbn(?:-1[03])?[:\s]*([\dx\s-]+)|(97[89][\d\s-]{10,14})", re.I)
_UUID = re.compile(r"(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.I)

_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def text(words: str) -> str:
    """Take any text."""
    return words


def flag(words: str) -> bool:
    """Read yes or no."""
    wanted = words.strip().casefold()
    if wanted not in _YES | _NO:
        raise RefusedError(Code.WRONG_KIND, f"{quoted(words)} is neither yes nor no", "write yes or no")
    return wanted in _YES


def date(words: str) -> str:
    """Read a date as yyyy, yyyy-mm or yyyy-mm-dd."""
    wanted = words.strip()
    match = _DATE.fullmatch(wanted)
    try:
        if match:
            calendar_date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
            return wanted
    except ValueError as error:
        hint = "check the month and the day"
        raise RefusedError(Code.BAD_DATE, f"there is no date {quoted(words)}", hint) from error
    known = _spoken_date(wanted)
    hint = (
        f"write {known}" if known else "write year-month-day, as in 2024-03-14; the day and the month may be left out"
    )
    raise RefusedError(Code.BAD_DATE, f"{quoted(words)} is no date of the form yyyy-mm-dd", hint)


def _spoken_date(words: str) -> str | None:
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|,|\bof\b", " ", words, flags=re.I)
    for form, wanted in _SPOKEN_DATES:
        try:
            return datetime.strptime(" ".join(plain.split()), form).strftime(wanted)
        except ValueError:
            continue
    return None


def language(words: str) -> str:
    """Read a language tag (BCP 47) and write its parts in their usual case."""
    wanted = words.strip()
    primary, _, region = wanted.partition("-")
    if primary in PLAIN_TAGS and (region in REGIONS or wanted == primary):
        return wanted
    return _registered(words, wanted)


def _registered(words: str, wanted: str) -> str:
    import langcodes

    try:
        standard = langcodes.standardize_tag(wanted)
        valid = langcodes.tag_is_valid(standard)
    except ValueError:
        standard, valid = "", False
    if valid and "_" not in wanted:
        return standard
    known = standard if valid else _named_language(wanted)
    hint = f"write {known}" if known else "write a code such as en, en-GB, de or pt-BR"
    raise RefusedError(Code.BAD_LANGUAGE, f"{quoted(words)} is no language tag", hint)


def _named_language(words: str) -> str | None:
    wanted = words.casefold()
    if wanted in _TAGS:
        return _TAGS[wanted]
    first = re.split(r"[\W_]+", wanted)[0]
    guess = near(wanted, _TAGS) if len(wanted) > 3 else None
    return _TAGS.get(first) or (_TAGS[guess] if guess else None)


def rating(words: str) -> Level:
    """Read a rating in the words of any archive."""
    level = ratings.level(words)
    if level is None:
        hint = "use G, T, M, E or NR, or a rating of films or archives such as PG-13"
        raise RefusedError(Code.BAD_RATING, f"{quoted(words)} is no rating known here", hint)
    return level


def identifier(words: str) -> str:
    """Read an identifier; an ISBN becomes urn:isbn: with 13 digits or as given, a UUID urn:uuid:."""
    wanted = words.strip()
    if match := _ISBN.fullmatch(wanted):
        return f"urn:isbn:{_isbn(re.sub(r'[^0-9Xx]', '', match[1] or match[2]).upper(), words)}"
    if match := _UUID.fullmatch(wanted):
        return f"urn:uuid:{UUID(match[1])}"
    return wanted


def isbn(words: str) -> str:
    """Read an ISBN, with or without its name; gives it as a URN."""
    bare = re.sub(r"^(?:urn:)?isbn(?:-1[03])?[:\s]*", "", words.strip(), flags=re.I)
    digits = re.sub(r"[\s\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}-]", "", bare).upper()
    if not re.fullmatch(r"[0-9]+X?", digits):
        digits = ""
    return f"urn:isbn:{_isbn(digits, words)}"


def parted_isbn(words: str) -> dict[str, str]:
    """Give the digits of an ISBN with the form in which it was typed, if that is in four or five parts (ISO 2108)."""
    found = _PARTED.search(words.strip())
    parted = re.sub(r"[^0-9X]", "-", found[0].upper()) if found else ""
    return {parted.replace("-", ""): parted} if parted else {}


def _isbn(digits: str, words: str) -> str:
    """Check the digits: ISO 2108, weights 1 and 3 modulo 10; before 2007 weights 10 … 1 modulo 11."""
    values = [10 if digit == "X" else int(digit) for digit in digits]
    new = (
        len(digits) == 13
        and digits.isdecimal()
        and sum(value * (1, 3)[n % 2] for n, value in enumerate(values)) % 10 == 0
    )
    old = len(digits) == 10 and sum(value * (10 - n) for n, value in enumerate(values)) % 11 == 0
    if "X" in digits[:-1] or not (new or old):
        raise RefusedError(
            Code.BAD_VALUE, f"{quoted(words)} is no ISBN", "check its digits, the last one proves the others"
        )
    return digits


def url(words: str) -> str:
    """Read an address in the web."""
    wanted = words.strip()
    try:
        parts = urlsplit(wanted)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https", "mailto"} or re.search(r"\s", wanted):
        hint = (
            f"write https://{wanted}"
            if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?", wanted)
            else "begin it with https://"
        )
        raise RefusedError(Code.BAD_VALUE, f"{quoted(words)} is no address", hint)
    return wanted


def encoding(words: str) -> str:
    """Read the name of a text encoding."""
    try:
        name = codecs.lookup(words.strip()).name
        b"ab".decode(name)
    except UnicodeError:
        return name
    except (LookupError, ValueError) as error:
        hint = "use a name such as utf-8, cp1252, latin-1 or mac-roman"
        if words.strip().casefold() == "ansi":
            hint = "write cp1252, which Western versions of Windows call ANSI"
        raise RefusedError(Code.BAD_VALUE, f"{quoted(words)} is no text encoding", hint) from error
    return name


def output_name(words: str) -> str:
    """Read the name of the finished files, without folder and ending."""
    wanted = words.strip()
    if _NOT_IN_FILE_NAMES.search(wanted) or wanted.startswith("."):
        hint = "use letters, digits, spaces and hyphens; the folder is chosen on the command line"
        raise RefusedError(Code.BAD_VALUE, f"{quoted(words)} is no name for a file", hint)
    stem = re.sub(r"\.(?:epub|pdf)$", "", wanted, flags=re.I)
    if stem != wanted:
        raise RefusedError(Code.BAD_VALUE, f"{quoted(words)} has an ending", f"write {stem}; each format adds its own")
    return wanted


def note_policy(words: str) -> NotePolicy:
    """Read what shall become of the author's notes."""
    wanted = one_of("way to treat author's notes", NOTE_POLICIES)(words)
    return next(each for each in NOTE_POLICIES if each == wanted)


def story_front(words: str) -> StoryFront:
    """Read what shall stand before a story."""
    wanted = one_of("layout of what stands before a story", STORY_FRONTS)(words)
    return next(each for each in STORY_FRONTS if each == wanted)


def one_of(noun: str, names: tuple[str, ...]) -> Callable[[str], str]:
    """Make a reader of a choice."""

    def choose(words: str) -> str:
        wanted = words.strip().casefold()
        if wanted not in names:
            raise RefusedError(Code.BAD_VALUE, f"{quoted(words)} is no {noun}", meant(wanted, names))
        return wanted

    return choose
