"""Turn the entries of a header block into facts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from ficbind.conventions import emphasis, ratings
from ficbind.conventions.labels import Label
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import PROSE, Fact, Field, Metadata, Origin
from ficbind.readers import fanfiction_net
from ficbind.readers.entries import Pair
from ficbind.readers.evidence import Entry
from ficbind.readers.items import GENRE, divide, names
from ficbind.records import dataclass

_PROSE = frozenset(
    {Field.SUMMARY, Field.NOTES, Field.DISCLAIMER, Field.FEEDBACK, Field.ARCHIVE, Field.DEDICATION, Field.PROMPT}
)
_LISTS = frozenset(
    {Field.PAIRING, Field.CHARACTERS, Field.WARNINGS, Field.TAGS, Field.GENRE, Field.FANDOM, Field.CATEGORY}
)
_ADDRESS = re.compile(
    r"[<(\[]?\s*(?:mailto:)?([\w.+-]+(?:@|\s?(?:\(at\)|\[at\])\s?)[\w-]+(?:\.[\w-]+)+)\s*[>)\]]?", re.I
)
_SUBJECT_TAG = re.compile(r"^\s*(?:\[[^\]]{1,30}\]|(?:new|repost|revised|fic|fanfic|story|adult)\s*:)\s*", re.I)
_DATE = re.compile(r"\d[\d./ -]{5,12}|[\w., ]{0,20}\b(?:19|20)\d\d\b")
_ANSWER = re.compile(r"^\s*(?:(?:re|fwd?):\s*)+", re.I)
_PART = re.compile(r"\s*[(\[]?\s*(?:part\s+)?(\d{1,3}\s*(?:/|of)\s*(?:\d{1,3}|\?))\s*[)\]]?\s*$", re.I)
_CATEGORIES = re.compile(r"(?:[fm]/[fm](?:/[fm])*|gen|multi|other|het|slash|femslash|yaoi|yuri|femmeslash)", re.I)
_RATED = re.compile(r"(.+?)\s*[(\[]\s*((?:PG|NC|R|G)(?:-?\d\d)?)\s*[)\]]", re.I)
_JOURNAL = re.compile(r"<lj\s+(?:user|comm)=[\"“”']?([\w-]+)[\"“”']?\s*/?>", re.I)
_CHAPTERS = ("chap", "kapitel", "cap")
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Known:
    """What a header tells: metadata, and a diagnostic for every line of it."""

    metadata: Metadata
    diagnostics: tuple[Diagnostic, ...]


def gather(entries: Sequence[Entry], path: Path) -> Known:
    """Make one fact a field of all entries, in the author's words."""
    found: dict[Field, Fact] = {}
    notes: list[Diagnostic] = []
    strengths: dict[Field, str] = {}
    marked: dict[str, str] = {}
    for entry in _expanded(entries):
        marked |= {_clean(part): emphasis.to_xhtml(_unmarked(part)) for part in entry.paragraphs if part}
        where = Location(path, entry.lines[0].number if entry.lines else None)
        field, values = _read(entry)
        strength = entry.pair.label.strength if entry.pair.label else ""
        notes.append(_note(entry, field, values, where))
        if field is None or not values:
            continue
        if field in found and strengths.get(field) == "mail":
            del found[field]
        if field in found and strength == "mail":
            continue
        strengths[field] = strength
        found[field] = _merged(
            found.get(field), Fact(field, values, Origin.HEADER if entry.pair.key else Origin.TEXT, where), entry
        )
        for extra in _addresses(entry, field, where):
            found.setdefault(Field.EMAIL, extra)
    for field in found.keys() & {*PROSE}:
        found[field] = _as_marked(found[field], marked)
    return _known(found, notes)


def _as_marked(fact: Fact, marked: Mapping[str, str]) -> Fact:
    """Let the paragraphs of a fact have the emphasis that was typed."""
    written = (marked.get(value) or escape(value, quote=False) for value in fact.values)
    return replace(fact, markup=emphasis.paragraphs(fact.values, written))


def _known(found: dict[Field, Fact], notes: list[Diagnostic]) -> Known:
    order = list(Field)
    facts = tuple(sorted(found.values(), key=lambda fact: order.index(fact.field)))
    rating = found.get(Field.RATING)
    level = ratings.level(rating.text) if rating else None
    if rating and level is None and rating.where:
        notes.append(
            Diagnostic(
                Code.UNKNOWN_RATING,
                "warning",
                f"cannot tell what the rating '{_short(rating.text)}' means",
                rating.where,
                "write 'rating:' with G, T, M or E for this story in the manifest",
            )
        )
    return Known(Metadata(facts, level=level), tuple(notes))


def _expanded(entries: Iterable[Entry]) -> list[Entry]:
    """Open up the entries that hold several: the line of details of FanFiction.Net, and a title with its part."""
    all_entries: list[Entry] = []
    for entry in entries:
        value = " ".join(entry.paragraphs)
        details = fanfiction_net.details(value) if entry.field is Field.RATING else ()
        if details:
            all_entries += [_entry(field, text, entry) for field, text in details]
        elif entry.field is Field.TITLE and _RATED.fullmatch(value) and _is_mail(entry):
            rated = _RATED.sub(r"\2", value)
            all_entries += _expanded((_entry(Field.TITLE, _RATED.sub(r"\1", value), entry, entry.pair.label),))
            all_entries.append(_entry(Field.RATING, rated, entry))
        elif entry.field is Field.TITLE and _PART.search(value) and _PART.sub("", value):
            part = _PART.search(value)
            all_entries.append(_entry(Field.TITLE, _PART.sub("", value), entry, entry.pair.label))
            if part and part[1].replace(" ", "") != "1/1":
                all_entries.append(_entry(Field.STATUS, part[1], entry))
        else:
            all_entries.append(entry)
    return all_entries


def _is_mail(entry: Entry) -> bool:
    return entry.pair.label is not None and entry.pair.label.strength == "mail"


def _entry(field: Field, text: str, source: Entry, label: Label | None = None) -> Entry:
    return Entry(Pair(field.value, text, label or Label(field, "plain")), source.lines, (text,))


def _read(entry: Entry) -> tuple[Field | None, tuple[str, ...]]:
    """Find the field and the values that an entry means."""
    paragraphs = tuple(_clean(part) for part in entry.paragraphs if part)
    if len(paragraphs) == 1:
        paragraphs = (_unbracketed(paragraphs[0]),)
    if entry.pair.label is None:
        prefix = f"{entry.pair.key}: " if entry.pair.key else ""
        return Field.NOTES, tuple(f"{prefix if at == 0 else ''}{part}" for at, part in enumerate(paragraphs))
    field = entry.field
    text = " ".join(paragraphs)
    if field is None or not text:
        return field, ()
    field = _meant(field, entry, text)
    if field is Field.TITLE:
        return field, _title(text, answered=_is_mail(entry))
    if field is Field.LENGTH and re.fullmatch(r"[~\d,./?k ]+", text):
        return field, (f"{text} {'chapters' if entry.pair.key.casefold().startswith(_CHAPTERS) else 'words'}",)
    if field is Field.AUTHOR:
        name = _ADDRESS.sub(" ", text).strip()
        return field, names(name[1:-1] if name.startswith("(") and name.endswith(")") else name) or (text,)
    if field in _LISTS:
        return field, divide(field, " ".join(paragraphs))
    return field, paragraphs if field in _PROSE else (text,)


def _clean(text: str) -> str:
    """Take typed marks, LiveJournal's names and doubled spaces out of a value."""
    return " ".join(emphasis.plain(_unmarked(text)).split())


def _unmarked(text: str) -> str:
    """Take LiveJournal's names and doubled spaces out of a value."""
    return " ".join(_JOURNAL.sub(r"\1", text).split())


def _unbracketed(plain: str) -> str:
    """Take the brackets away in which a whole value stands."""
    return plain[1:-1] if plain.startswith("[") and plain.endswith("]") and "[" not in plain[1:] else plain


def _title(text: str, *, answered: bool) -> tuple[str, ...]:
    text = _ANSWER.sub("", text) if answered else text
    while _SUBJECT_TAG.match(text) and _SUBJECT_TAG.sub("", text):
        text = _SUBJECT_TAG.sub("", text)
    for opening, closing in ('""', "“”", "''", "‘’", "«»"):
        inner = text[1:-1]
        if text.startswith(opening) and text.endswith(closing) and inner and opening not in inner:
            text = inner
    return (text.strip(),) if text.strip() else ()


def _meant(field: Field, entry: Entry, text: str) -> Field:
    """Tell what a label that has several meanings means with this value."""
    if field is Field.CATEGORY:
        return _category(text)
    dated = field is Field.STATUS and entry.pair.key.casefold().startswith("complet") and _DATE.fullmatch(text)
    return Field.DATE if dated else field


def _category(text: str) -> Field:
    """Tell the three things that archives call a category: whom love joins, a genre, a fandom."""
    items = re.split(r"[,;]\s*|\s+", text)
    if any(_CATEGORIES.fullmatch(item) for item in items):
        return Field.CATEGORY
    coded = all(len(item) <= 3 and item.isupper() for item in items)
    if coded or any(map(GENRE.fullmatch, re.split(r"[,;/]\s*|\s+", text))):
        return Field.GENRE
    return Field.FANDOM


def _addresses(entry: Entry, field: Field, where: Location) -> Iterable[Fact]:
    found = _ADDRESS.search(" ".join(entry.paragraphs)) if field is Field.AUTHOR else None
    return (Fact(Field.EMAIL, (found[1],), Origin.HEADER, where),) if found else ()


def _merged(old: Fact | None, new: Fact, entry: Entry) -> Fact:
    """Keep what a second line says of a field that is known: nothing that the author wrote is lost."""
    if old is None or new.text in old.values:
        return old or new
    more = new.values
    if new.field not in _PROSE | _LISTS | {Field.AUTHOR, Field.LENGTH} and entry.pair.key:
        more = (f"{entry.pair.key[0].lower()}{entry.pair.key[1:]} {new.text}",)
    values = old.values + tuple(value for value in more if value not in old.values)
    return Fact(old.field, values[:1] if new.field is Field.TITLE else values, old.origin, old.where)


def _note(entry: Entry, field: Field | None, values: tuple[str, ...], where: Location) -> Diagnostic:
    if field is None:
        message = (
            f"left out the line '{_short(entry.pair.key)}: {_short(entry.pair.value)}', which says nothing of the story"
        )
    elif not values:
        message = f"left out the label '{entry.pair.key}', which stands without a value"
    elif entry.pair.label is None and entry.pair.key:
        message = f"took '{_short(', '.join(values))}' as a note: the label '{entry.pair.key}' is not known"
    elif field is Field.FANDOM and len(values) > 1:
        named = "' and '".join(map(_short, values))
        message = f"took '{named}' as {len(values)} fandoms"
    else:
        message = f"took '{_short(', '.join(values))}' as the {field.value}"
    parted = field is Field.FANDOM and len(values) > 1 and "," in entry.pair.value
    hint = f"if it is one, write 'fandom: \"{entry.pair.value}\"' for this story in the manifest" if parted else ""
    return Diagnostic(Code.TOOK_METADATA, "info", message, where, hint)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1].rstrip()}…"
