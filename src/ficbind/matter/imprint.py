"""The book's identifier and the moment of its last change: the same for the same manifest, on any day."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.manifest.values import Manifest
from ficbind.metadata import Field
from ficbind.model import Story

_NAMESPACE = UUID("8f0c1b52-7d2e-5c1a-9a60-3f7c2f6f6b1d")
_NO_DATE = "2000-01-01T00:00:00Z"
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_DAY = re.compile(r"(?<![\d-])[12]\d{3}-\d\d-\d\d(?![\d-])")
_DATED = (Field.DATE, Field.STATUS)
_LATEST = 253402300799
"""The last second of the year 9999, in seconds since 1970."""


def identifier(manifest: Manifest) -> str:
    """Give the manifest's identifier, or one that follows from title, people and language.

    The stories do not enter into it: a corrected edition is the same book to a reading system.
    """
    if manifest.identifier:
        return manifest.identifier
    people = (f"{person.role}:{person.name}" for person in manifest.people)
    name = "\n".join((manifest.title, manifest.language, *people))
    return f"urn:uuid:{uuid5(_NAMESPACE, name)}"


def identifier_of_story(manifest: Manifest, key: str) -> str:
    """Give the identifier of a story as a book of its own: it follows from the book's, and from the story's file."""
    name = f"{identifier(manifest)}\n{key}"
    return f"urn:uuid:{uuid5(_NAMESPACE, name)}"


def printed_identifier(identifier: str | None, isbns: Mapping[str, str] | None = None) -> str | None:
    """Give an identifier as a copyright page prints it: an ISBN by its name, one only for machines not at all.

    `isbns` gives for the digits of an ISBN its parts with hyphens, where these are known.
    """
    known = identifier or ""
    isbn = re.fullmatch(r"(?:urn:isbn:|isbn[: ]*)?((?:97[89][- ]?)?(?:\d[- ]?){9}[\dX])", known, re.I)
    if isbn:
        return f"ISBN {(isbns or {}).get(isbn[1], isbn[1])}"
    return None if known.startswith("urn:uuid:") else known or None


def modified(manifest: Manifest, environment: Mapping[str, str], stories: Iterable[Story] = ()) -> str:
    """Give the moment of the last change in UTC (EPUB 3.3, section 5.5.4.1).

    It is SOURCE_DATE_EPOCH, or the book's date, or the newest day that a story names: a book is no older than what it
    holds. No clock is read, so that the same input gives the same bytes (reproducible-builds.org, SOURCE_DATE_EPOCH).
    """
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if epoch is not None:
        return _of_epoch(epoch, manifest)
    found = _DATE.match(manifest.date or max(_days(stories), default=""))
    return f"{found[1]}-{found[2] or '01'}-{found[3] or '01'}T00:00:00Z" if found else _NO_DATE


def _days(stories: Iterable[Story]) -> Iterator[str]:
    """Give the days of the calendar among what stories say of their date and status."""
    facts = (fact for story in stories for fact in story.metadata.facts if fact.field in _DATED)
    for day in (found[0] for fact in facts for found in _DAY.finditer(fact.text)):
        with suppress(ValueError):
            yield date.fromisoformat(day).isoformat()


def year(manifest: Manifest) -> str | None:
    """Give the year of the book's date."""
    found = _DATE.match(manifest.date or "")
    return found[1] if found else None


def _of_epoch(epoch: str, manifest: Manifest) -> str:
    if not re.fullmatch(r"[0-9]{1,12}", epoch) or int(epoch) > _LATEST:
        raise FicbindError(
            Diagnostic(
                Code.BAD_DATE,
                "error",
                f"the environment's SOURCE_DATE_EPOCH '{epoch}' is not a number of seconds since 1970",
                Location(manifest.path),
                "unset SOURCE_DATE_EPOCH, or set it to a whole number such as 1767225600",
            )
        )
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
