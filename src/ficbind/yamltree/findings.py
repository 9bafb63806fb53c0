"""Problems as they are found, so that all can be shown at once, and guesses at what was meant."""

import re
from collections.abc import Iterable

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.records import dataclass, field

_LIKELY = 70.0
"""Similarity in per cent from which a name is offered as a guess."""

_SHOWN = 60
"""Characters of a user's value that a message quotes."""


_SYNONYMS = {
    "toc": "contents",
    "table-of-contents": "contents",
    "imprint": "copyright",
    "title": "title-page",
    "about": "about-the-authors",
    "authors": "about-the-authors",
    "chapters": "stories",
    "files": "stories",
    "path": "file",
    "isbn": "identifier",
    "uuid": "identifier",
    "lang": "language",
    "year": "date",
    "published": "date",
    "fonts": "style",
    "theme": "style",
    "blurb": "description",
    "relationships": "pairing",
    "ship": "pairing",
    "size": "trim",
    "line-height": "leading",
}
"""Words that people try → the names that they mean."""


class RefusedError(Exception):
    """A text that is not what its key asks for."""

    def __init__(self, code: Code, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Findings:
    """Every problem of one manifest."""

    found: list[Diagnostic] = field(default_factory=list)

    def error(self, code: Code, message: str, where: Location, hint: str = "") -> None:
        """Add a problem that forbids the book."""
        self.found.append(Diagnostic(code, "error", message, where, hint))

    def warn(self, code: Code, message: str, where: Location, hint: str = "") -> None:
        """Add a problem that the user should look at."""
        self.found.append(Diagnostic(code, "warning", message, where, hint))

    def refuse(self, error: RefusedError, where: Location) -> None:
        """Add a text that was refused."""
        self.error(error.code, error.message, where, error.hint)

    def settle(self) -> tuple[Diagnostic, ...]:
        """Raise all problems in the order of the file if one is an error, else give the warnings."""
        ordered = sorted(dict.fromkeys(self.found), key=lambda each: (each.where.line or 0, each.where.column or 0))
        if any(each.severity == "error" for each in ordered):
            raise FicbindError(*ordered)
        return tuple(ordered)


def near(word: str, names: Iterable[str], *, likely: float = _LIKELY) -> str | None:
    """Find the name that was probably meant; `likely` is the least similarity in per cent."""
    from rapidfuzz import fuzz, process  # late: only a mistake needs it

    known = {_plain(name): name for name in names}
    found = process.extractOne(_plain(word), list(known), scorer=fuzz.ratio, score_cutoff=likely)
    return known[found[0]] if found else None


def guessed(word: str, names: Iterable[str]) -> str | None:
    """Find the name that was probably meant, by another word for it too."""
    known = tuple(names)
    other = _SYNONYMS.get(re.sub(r"[\s_]+", "-", word.strip().casefold()))
    return other if other in known else near(word, known)


def meant(word: str, names: Iterable[str]) -> str:
    """Hint at the name that was probably meant, or at all there are."""
    known = tuple(names)
    guess = guessed(word, known)
    if guess:
        return f"did you mean '{guess}'?"
    return f"use one of {', '.join(known)}" if len(known) > 1 else "".join(f"use '{name}'" for name in known)


def quoted(text: str) -> str:
    """Quote the user's words for a message, shortened."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= _SHOWN else f"'{line[: _SHOWN - 1]}…'"


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]", "", word.casefold())
