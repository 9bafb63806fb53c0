"""What matter pages say in the book's language: a table of words for each language, in the folder of this name."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from markupsafe import Markup

from ficbind.matter.language import marks, primary
from ficbind.matter.templates import escaped
from ficbind.model import Person
from ficbind.records import dataclass, field

TABLES = Path(__file__).parent / "labels"

WORDS_A_MINUTE = 230
"""Silent reading: 260 words a minute for fiction in English, fewer in longer-worded languages (Brysbaert 2019)."""

_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language; `foreign` marks them where they stand in for a language that has no table.

    `words` is keyed by section and key ("page.contents"), `facts` holds the singular and the plural of a field's name,
    `counts` the plural forms of nouns, in which `grouped_from` is the first number whose thousands are separated.
    """

    language: str
    words: Mapping[str, str] = field(repr=False)
    facts: Mapping[str, Sequence[str]] = field(repr=False)
    counts: Mapping[str, Mapping[str, str]] = field(repr=False)
    grouped_from: int
    foreign: Markup | None = None

    def page(self, kind: str) -> str:
        """Name a page of matter; one of a kind that custom does not know is a note."""
        return self.words.get(f"page.{kind}", self.words["page.text"])

    def language_name(self, language: str) -> str | None:
        """Name a language, if the table does."""
        return self.words.get(f"language.{primary(language)}")

    def fact(self, name: str, count: int = 1) -> str:
        """Name a fact, in the plural when it has several values."""
        return self.facts[name][count > 1]

    def level(self, code: str) -> str:
        """Name a rating level."""
        return self.words[f"level.{code}"]

    def names(self, names: Sequence[str]) -> str:
        """Join names as a sentence does."""
        *first, last = names
        return self.words["and"].join((", ".join(first), last)) if first else last

    def role(self, role: str, names: Sequence[str]) -> Markup:
        """Say who did what, as a sentence goes on: "by A and B"."""
        return self._filled(self._role(role), names=self.names(names))

    def roles(self, people: Sequence[Person]) -> tuple[Markup, ...]:
        """Say who did what, a line for each role: "Edited by A and B"."""
        found = dict.fromkeys(person.role for person in people)
        return tuple(self.line(role, [each.name for each in people if each.role == role]) for role in found)

    def line(self, role: str, names: Sequence[str]) -> Markup:
        """Say who did what, as a sentence begins: "Stories by A and B"."""
        # Only the table's own words get the capital: a name is written as its bearer writes it.
        pattern = self._role(role)
        return self._filled(pattern[0].upper() + pattern[1:], names=self.names(names))

    def sentence(self, key: str, **values: str) -> Markup:
        """Fill in a sentence of the table."""
        return self._filled(self.words[key], **values)

    def labelled(self, label: str, value: Markup) -> Markup:
        """Set a value after its label, on one line."""
        return Markup("{}{}{}").format(self.say(label), self.words["colon"], value)

    def series(self, title: str, number: str | None) -> Markup:
        """Name a series and the place in it."""
        return self._filled(self.words["series"], title=title, number=number) if number else escaped(title)

    def number(self, number: int) -> str:
        """Write a number with the language's separator of thousands."""
        return f"{number:,}".replace(",", self.words["thousands"] if number >= self.grouped_from else "")

    def count(self, noun: str, number: int) -> str:
        """Count things: "1,234 words"."""
        return self.counts[noun][_plural(self.language, number)].format(n=self.number(number))

    def reading_time(self, words: int) -> str:
        """Say in words how long so many words take to read."""
        return self.words["count.reading"].format(time=self.time(words))

    def time(self, words: int) -> str:
        """Give the time in which so many words are read: minutes up to an hour, then steps of five."""
        minutes = max(1, round(words / WORDS_A_MINUTE))
        hours, rest = divmod(5 * round(minutes / 5) if minutes >= 60 else minutes, 60)
        times = (self.count("hours", hours) if hours else "", self.count("minutes", rest) if rest else "")
        return " ".join(time for time in times if time)

    def say(self, words: str) -> Markup:
        """Give words of the table as markup."""
        return self._marked(escaped(words))

    def _role(self, role: str) -> str:
        return self.words.get(f"role.{role}", self.words["role.other"])

    def _filled(self, pattern: str, **values: str) -> Markup:
        return self._marked(Markup.escape(pattern).format(**{name: escaped(value) for name, value in values.items()}))

    def _marked(self, words: Markup) -> Markup:
        return Markup("<span{}>{}</span>").format(self.foreign, words) if self.foreign else words


def labels(language: str) -> Labels:
    """Find the words for a language tag; English where we have none."""
    tables = {path.stem for path in TABLES.glob("*.toml")}
    wanted = primary(language)
    return _load(wanted) if wanted in tables else _load(_FALLBACK, marks(_FALLBACK, language))


@cache
def _load(language: str, foreign: Markup | None = None) -> Labels:
    table = tomllib.loads((TABLES / f"{language}.toml").read_text(encoding="utf-8"))
    facts, counts, grouped_from = table.pop("fact"), table.pop("count"), table.pop("grouped-from")
    table["count"] = {"reading": counts.pop("reading")}
    words = {}
    for key, value in table.items():
        words.update(
            {f"{key}.{name}": word for name, word in value.items()} if isinstance(value, dict) else {key: value}
        )
    return Labels(language, words, facts, counts, grouped_from, foreign)


def _plural(language: str, number: int) -> str:
    """Choose the plural form of a whole number (Unicode CLDR, plural rules)."""
    if language in {"pl", "ru"}:
        return _slavic(language, number)
    return "one" if number == 1 or (number == 0 and language in {"fr", "pt"}) else "other"


def _slavic(language: str, number: int) -> str:
    teens = 11 <= number % 100 <= 14
    if number == 1 or (language == "ru" and number % 10 == 1 and not teens):
        return "one"
    return "few" if number % 10 in {2, 3, 4} and not teens else "many"
