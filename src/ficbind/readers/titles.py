"""Find a story's title and its author's name where no label says so: its first lines, or the name of its file."""

import re
from collections.abc import Sequence
from itertools import islice

from ficbind.conventions import endings, headings, labels, notes, ratings
from ficbind.conventions.labels import Label
from ficbind.model import Field
from ficbind.readers.entries import Pair
from ficbind.readers.evidence import Entry
from ficbind.readers.lines import Line, filled, is_rule, letters

_LONGEST = 80
_NO_TITLES = range(2)
"""Numbers that begin to count chapters: a story may be called `Seven`, but hardly `One`."""

_LONGEST_WORDS = 12
BYLINE = re.compile(
    r"[\W_]*(?:(?:written|story|a story|fic|posted|fanfiction)\s+)?by[:\s]\s*(?P<name>\S.{0,58}?)[\s*_~)\]=-]*", re.I
)
_ENDED = re.compile(r"(?:(?<!\s[A-Z])\.|[,!?])$")
_TITLE_BY = re.compile(r"(?P<title>.{2,70}?),?\s+by:?\s+(?P<name>[^\W\d_][^.!?,]{1,40})", re.I)
_PEN_NAME = re.compile(r"[A-Z]\w+ (?:[A-Z]\w*\.? ){0,2}[A-Z]\w+|\w*(?:\d|_|[a-z][A-Z])\w*")
NAME = re.compile(
    r"(?!.*\b(?i:part|chapter|story|fic|one-?shot|complete|drabble|series|book|the|an?)\b)"
    r"[A-ZÀ-Þ][\w'’-]+ (?:(?:[A-ZÀ-Þ]\w*\.?|de|van|von|la|le) ){0,2}[A-ZÀ-Þ][\w'’-]+"
)
_SERIES = re.compile(
    r"[\W_]*(?:part|book|story|number|no\.?|#)\s*(?:\d{1,3}|[a-z]+)\s+(?:of|in)\s+[\"“'‘]?(?:the\s+)?\D.{2,60}"
    r"|[\W_]*(?:a\s+|the\s+)?(?:sequel|prequel|companion)\s+(?:piece\s+)?(?:to|of)\s+.{3,60}",
    re.I,
)
_BUTTON = "Follow/Fav"
"""What FanFiction.Net's page has above a title."""

_COPYRIGHT = re.compile(r"[\W_]*(?:copyright|\(c\)|©)\W.{0,60}\b(?:19|20)\d\d\b.{0,30}|[\w.+-]+@[\w-]+\.[\w.]+", re.I)
_KIND = re.compile(
    r"[\W_]*an?\s+[\w' :&-]{2,40}\s+(?:fan\s?fic(?:tion)?|story|fic|drabble|one-?shot|vignette)[\W_]*", re.I
)
_DATED = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b\d{1,2}:\d\d\b|\b\d{1,2}(?:st|nd|rd|th)\b|\bo'clock\b|\b[ap]\.?m\b\.?$"
    r"|^\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|august|september|october|november|december)\b",
    re.I,
)
_SMALL = re.compile(
    r"(?:a|an|and|as|at|but|by|de|der|die|du|et|for|from|i|im|in|into|is|it|la|le|nor|not|of|off|on|or|per|so|than|the|to"
    r"|und|up|upon|vs|via|with|without)[.,!?]*",
    re.I,
)
_MARKS = " \t*_~=#|+<>-–—\u00a0"
_QUOTES = {'"': '"', "“": "”", "«": "»", "'": "'", "‘": "’"}
_SALUTATION = re.compile(r"\W*(?:dear|hi|hey|hello|hallo|liebe[r]?|cher|chère|to whom)\b.*,?", re.I)
_OPENS = ('"', "“", "'", "‘", "«", "„", "—", "–", "-", "…", "...")


def of_preamble(lines: Sequence[Line], titled: str | None, stem: str, *, signed: bool = False) -> list[Entry]:
    """Read the lines above a header block: the title, a byline, and what else was said there.

    `signed` says that the header itself names the author.
    """
    found: list[Entry] = []
    known = letters(titled or "")
    for line in lines:
        text = undecorated(line.bare)
        has_title = any(entry.field is Field.TITLE for entry in found)
        if is_rule(line.bare) or headings.parse(line.bare):
            continue
        if (known and letters(text) == known) or text == _BUTTON:
            found.append(_entry(None, "title again", line))
        elif BYLINE.fullmatch(line.bare):
            found.append(byline(line))
        elif not known and not has_title and len(text) <= 100:
            found += _title_entries(line, stem, sure=True)
        elif endings.is_footer(line.bare):
            found.append(_entry(Field.SOURCE, line.bare, line))
        else:
            signed = signed or any(entry.field is Field.AUTHOR for entry in found)
            named = [] if signed or not _is_second(lines, line) else _name(line)
            found += named or _below_title(line) or [Entry(Pair("", text, None), (line,), (line.bare,))]
    return found


def _name(line: Line) -> list[Entry]:
    return [_entry(Field.AUTHOR, line.bare, line)] if NAME.fullmatch(line.bare) else []


def _is_second(lines: Sequence[Line], line: Line) -> bool:
    """Tell whether a line is the second of those above a header, where a name stands without "by"."""
    return [each for each in lines if each.bare and not is_rule(each.bare)][1:2] == [line]


def of_opening(lines: Sequence[Line], stem: str, marked: Line | None = None) -> list[Entry]:
    """Read the title and byline that stand alone above a story without labels."""
    positions = list(islice(filled(lines, lines.index(marked) if marked in lines else 0), 8))
    while positions and is_rule(lines[positions[0]].bare):
        positions = positions[1:]
    if positions and lines[positions[0]] != marked and not _is_title(lines, positions, stem):
        positions = positions[_signed_title(lines, positions) :]
    if not positions:
        return []
    first = lines[positions[0]]
    follows = lines[positions[1]].bare if len(positions) > 1 else ""
    found = _title_entries(first, stem, sure=bool(one_liner_parts(follows)))
    for position in positions[1:6]:
        line = lines[position]
        if is_rule(line.bare) and position - positions[0] < 4:
            continue
        more = _below_title(line)
        if not more:
            found += _summary(lines, position, detailed=any(entry.field is Field.RATING for entry in found))
            break
        found += more
    return found


def _signed_title(lines: Sequence[Line], positions: Sequence[int]) -> int:
    """Find a title with "by …" below it under a line or two that warn or greet; the number of positions if none."""
    for at in range(1, min(3, len(positions) - 1)):
        raw, below = lines[positions[at]].bare, lines[positions[at + 1]].bare
        text = undecorated(raw)
        if BYLINE.fullmatch(below) and could_be_title(raw, text) and _is_set_as_title(raw, text):
            return at
    return len(positions)


def _summary(lines: Sequence[Line], at: int, *, detailed: bool) -> list[Entry]:
    """Read the one line that stands right below a line of details: it says what the story is about."""
    below = lines[at + 1].bare if at + 1 < len(lines) else ""
    if detailed and not below and at and lines[at - 1].bare and len(lines[at].bare) <= 400:
        return [_entry(Field.SUMMARY, lines[at].bare, lines[at])]
    return []


def byline(line: Line) -> Entry:
    """Read `by Jane Doe`."""
    match = BYLINE.fullmatch(line.bare)
    return _entry(Field.AUTHOR, match["name"] if match else line.bare, line)


def is_byline(text: str, author: str) -> bool:
    """Tell whether a line is the known author's name again."""
    match = BYLINE.fullmatch(text)
    return bool(author) and letters(match["name"] if match else text) == letters(author)


def from_name(stem: str) -> str:
    """Make a title of a file name: `01-not_your-hero (1)` says "Not Your Hero"."""
    text = re.sub(r"\s*\(\d+\)$|[ _-]+(?:final|draft|v\d+|copy|edited)$", "", stem, flags=re.I)
    text = re.sub(r"^\d{1,3}[\s._-]+(?=\D)", "", text)
    text = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])", " ", text) if not re.search(r"[\s_-]", text) else text
    words = re.sub(r"[_\s.]+|-+", " ", text).split() or [stem]
    if any(word != word.lower() for word in words):
        return " ".join(words)
    return " ".join(
        word if at and _SMALL.fullmatch(word) else word[:1].upper() + word[1:] for at, word in enumerate(words)
    )


def undecorated(text: str) -> str:
    """Take the marks off that an author draws around a title: `~*~ Title ~*~`, `**Title**`, `"Title"`."""
    plain = re.sub(r"</?\w+[^<>]*>", "", text).strip(_MARKS)
    if plain[:1] in {"[", "("} and plain[-1:] in {"]", ")"}:
        plain = plain[1:-1].strip(_MARKS)
    closing = _QUOTES.get(plain[:1])
    return (
        plain[1:-1] if closing and plain.endswith(closing) and len(plain) > 2 and closing not in plain[1:-1] else plain
    )


def one_liner(line: Line) -> list[Entry]:
    """Read `Dark Angel, Max/Alec, PG-13, 2300 words`."""
    return [_entry(field, text, line) for field, text in one_liner_parts(line.bare)]


def one_liner_parts(text: str) -> list[tuple[Field, str]]:
    """Divide a line of details at its commas when a rating or a count of words is among them."""
    parts = [
        part.strip()
        for part in re.split(r"\s*[,;|•·]\s*|\s+[-–—~]\s+|\.\s+", text.strip(_MARKS + "()[]."))
        if part.strip()
    ]
    if len(text) > 140 or not 2 <= len(parts) <= 7:
        return []
    found = [(_detail(part), part) for part in parts]
    fields = {field for field, _ in found}
    if (
        not fields & {Field.RATING, Field.LENGTH}
        or len(fields) < 2
        or (fields <= {Field.FANDOM, Field.LENGTH} and len(found) > 2)
    ):
        return []
    return found if sum(1 for field in fields if field is not Field.FANDOM) >= min(2, len(parts) - 1) else []


def _detail(part: str) -> Field:
    if re.fullmatch(
        r"(?:~|about |approx\.? |ca\.? )?[\d,.]+k?\s*words?|w/?c:?\s*[\d,.]+|wordcount:?\s*[\d,.]+", part, re.I
    ):
        return Field.LENGTH
    if (
        len(part) <= 14
        and ratings.level(part)
        and re.fullmatch(r"(?:rated )?(?:PG|R|G|NC|T|M|K|E|FR)\W?[\w+-]*(?: rated)?", part)
    ):
        return Field.RATING
    if re.fullmatch(r"[^\W\d_][\w.' -]*(?:/[^\W\d_][\w.' -]*)+", part):
        return Field.PAIRING
    return Field.CATEGORY if part.lower() in {"gen", "het", "slash", "femslash"} else Field.FANDOM


def _title_entries(line: Line, stem: str, *, sure: bool) -> list[Entry]:
    """Read a title, and the author behind it in `Title by Author` where other evidence bears that out."""
    raw = line.bare.strip(_MARKS)
    match = _TITLE_BY.fullmatch(raw)
    if match:
        title = undecorated(match["title"])
        quoted = match["title"][:1] in _QUOTES
        named = letters(stem) in {letters(title), letters(title + match["name"])}
        signed = len(title.split()) > 1 and _PEN_NAME.fullmatch(match["name"])
        if quoted or named or signed or (sure and not match["name"].lower().startswith(("the ", "a ", "my "))):
            return [_entry(Field.TITLE, title, line), _entry(Field.AUTHOR, match["name"], line)]
    return [_entry(Field.TITLE, undecorated(line.bare), line)]


def _entry(field: Field | None, text: str, line: Line) -> Entry:
    return Entry(Pair("", text, Label(field, "plain")), (line,), (text,))


def _below_title(line: Line) -> list[Entry]:
    text = line.bare
    if len(text) > 140:
        return []
    if BYLINE.fullmatch(text) and not _ENDED.search(text):
        return [byline(line)]
    if _SERIES.fullmatch(text) and not text.endswith((".", ",", "!", "?")):
        return [_entry(Field.SERIES, undecorated(text), line)]
    if _COPYRIGHT.fullmatch(text) or _KIND.fullmatch(text):
        return [Entry(Pair("", text, Label(Field.NOTES, "weak")), (line,), (undecorated(text),))]
    return one_liner(line)


def _is_title(lines: Sequence[Line], positions: Sequence[int], stem: str) -> bool:
    first = lines[positions[0]]
    raw, text = first.bare, undecorated(first.bare)
    if not could_be_title(raw, text):
        return False
    by = _TITLE_BY.fullmatch(raw)
    if letters(stem) == letters(text) or (by and by["title"][:1] in _QUOTES and by["title"][-1:] not in ",."):
        return True
    following = lines[positions[1]] if len(positions) > 1 else None
    if following is None or _below_title(following):
        return following is not None
    return not endings.is_end(text) and _stands_as_title(raw, text, following, touches=positions[1] == positions[0] + 1)


def _stands_as_title(raw: str, text: str, following: Line, *, touches: bool) -> bool:
    """Tell a title from a first sentence by its look and by what stands below it, touching it or not."""
    if touches and is_rule(following.bare):
        return True
    if touches:
        # Without a blank line below, only a line that is set like a title is one.
        named = _is_set_as_title(raw, text) or (len(text.split()) <= 5 and not _is_sentence_like(text))
        return named and len(following.bare) > 100 and not text.endswith((".", "!", "?", "…"))
    if _DATED.search(text) or text.endswith(".") or (raw.startswith(_OPENS) and raw[-1:] not in "\"”’'»-–—"):
        return False
    if raw[:1] in _QUOTES or text.endswith(("!", "?", "…")):
        return _is_set_as_title(raw, text) and (len(text.split()) > 1 or raw[:1] not in _QUOTES)
    return _is_set_as_title(raw, text) or not _is_sentence_like(text)


def could_be_title(raw: str, text: str) -> bool:
    """Tell whether a line has the shape of a title, and is no heading, label, note or greeting."""
    if not text or len(text) > _LONGEST or len(text.split()) > _LONGEST_WORDS or sum(map(str.isalnum, text)) < 2:
        return False
    if raw.startswith(">") or text.endswith((",", ";", ":", "--", "—")) or _SALUTATION.fullmatch(text):
        return False
    heading = headings.parse(raw)
    if heading and (heading.kind in {"chapter", "named"} or (heading.kind == "bare" and heading.number in _NO_TITLES)):
        return False
    return not (
        notes.starts_note(raw) or notes.labels_note(raw) or (labels.find(text.rstrip(":")) and raw.endswith(":"))
    )


def _is_set_as_title(raw: str, text: str) -> bool:
    """Tell whether the words are capitalised as titles are, or marked as one."""
    if raw.startswith(("**", "__", "# ", "=", "<b>", "<h", "~")) and not raw.startswith('**"'):
        return True
    words = [word for word in re.findall(r"[^\W_][^\s]*", text) if word[0].isalpha()]
    great = [word for word in words if not _SMALL.fullmatch(word)]
    return bool(great) and all(word[0].isupper() for word in great)


def _is_sentence_like(text: str) -> bool:
    """Tell a first sentence without a full stop from a title: it is long, or has a comma or a verb of telling."""
    words = text.split()
    return len(words) > 7 or "," in text or bool(re.search(r"\b(?:said|was|were|had|asked|didn't|wasn't)\b", text))
