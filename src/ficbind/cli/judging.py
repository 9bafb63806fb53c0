"""The check command on finished books: the judgement of each EPUB in plain words, or as JSON."""

import dataclasses
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ficbind.cli.printing import Painter, counted, near, to_json
from ficbind.cli.progress import Progress
from ficbind.diagnostics import Location
from ficbind.judging.findings import EVERYBODY, Audience, Finding, Gravity
from ficbind.judging.judge import Judgement

_COLOURS = {"error": "error", "warning": "warning", "advice": "info"}
_HEADS: dict[Gravity, str] = {
    "error": "What is broken",
    "warning": "What some readers see or hear wrongly",
    "advice": "What could be better",
}
_FARES = {
    "error": "at risk: parts may fail, or the book be refused",
    "warning": "fairly: some things go wrong",
    "advice": "well; it could be better",
    None: "well",
}
_MEDIA_TYPE, _BEGINNING = b"mimetypeapplication/epub+zip", 200
"""How an EPUB begins, and bytes in which that stands (OCF 3.3, section 4.3)."""

_MORE_PLACES = 3
"""Further places that are named behind a finding."""

_MOST_CODES = 6
"""Codes that are named for a family of reading systems."""


def are_books(paths: Sequence[Path]) -> bool:
    """Tell whether files are EPUBs, by their names or by how they begin, and so meant to be judged."""
    return all(path.suffix.lower() == ".epub" or _begins_like_a_book(path) for path in paths)


def _begins_like_a_book(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _MEDIA_TYPE in file.read(_BEGINNING)
    except (OSError, ValueError):
        return False


def run(paths: Sequence[Path], *, strict: bool, json: bool) -> int:
    """Judge and print; give the exit status: 0 sound, 1 the user should mend it."""
    from ficbind.judging.judge import judge  # late: the libraries behind it take most of a second to import

    with Progress(sys.stderr) as progress:
        judged = judge(paths, progress.announce, strict=strict)
    print(as_json(judged) if json else "\n".join(as_text(judged, Painter.on(sys.stdout))))
    return 1 if any(each.failed for each in judged) else 0


def as_json(judged: Sequence[Judgement]) -> str:
    """Give judgements as JSON: their data, with who is concerned by name."""
    books = [_plain(each) for each in judged]
    return to_json({"books": books, "failed": any(each.failed for each in judged)})


def _plain(judged: Judgement) -> dict[str, Any]:
    data = dataclasses.asdict(judged)
    for each, finding in zip(data["findings"], judged.findings, strict=True):
        each["audience"] = [audience.value for audience in Audience if audience in finding.audience]
    fares = {audience.value: judged.fare(audience) for audience in Audience}
    return {**data, "fares": fares, "failed": judged.failed}


def as_text(judged: Sequence[Judgement], painter: Painter) -> list[str]:
    """Give the lines of judgements: what each book is, what was found, the gravest first, and how it fares where."""
    lines: list[str] = []
    for each in judged:
        lines += ["", *_book(each, painter)] if lines else _book(each, painter)
    return lines if len(judged) == 1 else [*lines, "", _all(judged, painter)]


def _all(judged: Sequence[Judgement], painter: Painter) -> str:
    bad = sum(each.failed for each in judged)
    said = f"{bad:,} of {counted(len(judged), 'book')} should be mended"
    return painter.paint(
        said if bad else f"none of {counted(len(judged), 'book')} must be mended", "error" if bad else "good"
    )


def _book(judged: Judgement, painter: Painter) -> list[str]:
    lines = [_heading(judged, painter)]
    for gravity, head in _HEADS.items():
        found = judged.of(gravity)
        if found:
            lines += ["", f"{painter.paint(head, _COLOURS[gravity])} ({len(found)})"]
            lines += [line for each in found for line in _finding(each, judged.path, painter)]
    return [*lines, "", *_verdict(judged, painter)]


def _heading(judged: Judgement, painter: Painter) -> str:
    shown = painter.paint(near(judged.path), "path")
    if not judged.version:
        return shown
    title = f"'{judged.title}'" if judged.title else "without a title"
    by = f" by {', '.join(judged.authors)}" if judged.authors else ""
    facts = [f"EPUB {judged.version}", counted(judged.pages, "page"), counted(judged.words, "word")]
    return f"{shown}: {title}{by}, {', '.join(facts)}"


def _finding(each: Finding, book: Path, painter: Painter) -> Iterator[str]:
    concerned = [audience.value for audience in Audience if audience in each.audience]
    whom = "" if each.audience == EVERYBODY else f" [{', '.join(concerned)}]"
    gravity = painter.paint(each.gravity, _COLOURS[each.gravity])
    where = painter.paint(str(dataclasses.replace(each.where, path=Path(near(each.where.path)))), "path")
    yield f"  {where}: {gravity} {each.code}: {each.message}{whom}"
    yield f"    hint: {each.hint}"
    if each.count > 1:
        others = [_within(place, book) for place in each.places[1 : 1 + _MORE_PLACES]]
        named = f", at {', '.join(others)}" if others else ""
        etc = " …" if named and each.count > 1 + len(others) else ""
        yield f"    and {each.count - 1:,} more like it{named}{etc}"


def _within(place: Location, book: Path) -> str:
    """Name a place within the book."""
    inside = place.path.relative_to(book) if place.path.is_relative_to(book) else place.path
    return str(dataclasses.replace(place, path=inside))


def _verdict(judged: Judgement, painter: Painter) -> Iterator[str]:
    if judged.version:
        yield "How it fares on"
        width = max(len(audience.value) for audience in Audience)
        for audience in Audience:
            codes = list(dict.fromkeys(each.code for each in judged.met(audience)))
            named = ", ".join(codes[:_MOST_CODES]) + (" …" if len(codes) > _MOST_CODES else "")
            yield f"  {audience.value:<{width}}  {_FARES[judged.fare(audience)]}{f' ({named})' if named else ''}"
    elif not judged.official:
        yield painter.paint("nothing was judged: the file does not open as a book", "error")
        return
    if not judged.official:
        yield painter.paint("EPUBCHECK DID NOT JUDGE THIS BOOK: nobody knows whether it is valid", "error")
    if not judged.ours:
        yield painter.paint("our own rules did not judge all of this book", "error")
    yield painter.paint(_sum(judged), "error" if judged.failed else "good")


def _sum(judged: Judgement) -> str:
    """Say in one line how the book is."""
    counts = [counted(len(judged.of(gravity)), gravity, _many(gravity)) for gravity in _HEADS if judged.of(gravity)]
    said = f": {', '.join(counts)}" if counts else ""
    if judged.of("error") or not judged.official:
        return f"this book should be mended before anybody gets it{said}"
    if judged.of("warning"):
        return f"this book opens everywhere, but not everybody gets all of it{said}"
    if judged.of("advice"):
        return f"this book opens everywhere; it could be finer{said}"
    return "this book opens everywhere, and nothing is to be mended"


def _many(gravity: Gravity) -> str:
    return {"error": "errors", "warning": "warnings", "advice": "pieces of advice"}[gravity]
