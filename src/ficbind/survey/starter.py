"""Write the first manifest of an anthology: one that compiles as it is, and whose comments teach the keys."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.records import dataclass
from ficbind.survey import finds, folder, shelving
from ficbind.survey.finds import Find, LeftOut
from ficbind.survey.shelving import Copy, Run
from ficbind.xhtml import without_invalid

NAME = "anthology.yaml"
"""What a manifest is called where the user names no other."""

_PLAIN = re.compile(r"[^\W\d_][\w ,.'’()/&+;!?–—-]*")
"""Texts that YAML takes as they are."""

_NO_TEXT = re.compile(r"true|false|yes|no|on|off|null|y|n|~", re.I)
_NOTE = "\0"
"""What parts a line from its comment until all lines are known."""

_WIDEST = 64
"""Longest line behind which comments still stand in one column."""

_PAGES = {
    **dict.fromkeys(("dedication", "epigraph", "foreword", "introduction", "preface"), "front"),
    **dict.fromkeys(("about-the-authors", "acknowledgements", "afterword"), "back"),
}
"""Names of files that are pages around the stories → where they stand."""

_LONGEST_PAGE = 3000
_COVERS = re.compile(r"(?:front[ _-]?)?cover", re.I)
_LONGEST_COMMENT, _LONGEST_TITLE = 100, 50

Announce = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Start:
    """A manifest that was written, and what is in it."""

    path: Path
    title: str
    stories: tuple[Find, ...]
    matter: tuple[Find, ...]
    copies: tuple[Copy, ...]
    left_out: tuple[LeftOut, ...]
    images: tuple[Path, ...]


def begin(place: Path, output: Path | None, announce: Announce) -> Start:
    """Write the manifest for the stories in `place`; raises `FicbindError` where there is one already, or no story."""
    path = _target(place, output)
    base = path.parent
    haul = folder.search(_below(place, base), base, announce)
    stories, copies = shelving.without_copies(haul.stories)
    if not stories:
        raise FicbindError(_no_stories(place, haul.left_out))
    matter = [each for each in stories if _matter(each)]
    stories = [each for each in stories if each not in matter] or stories
    matter = matter if stories[0] not in matter else []
    runs = shelving.runs(stories)
    title = without_invalid(finds.titled(place.resolve().name)) or "Stories"
    start = Start(path, title, tuple(stories), tuple(matter), tuple(copies), haul.left_out, haul.images)
    _write(path, "\n".join(_aligned(list(_lines(start, runs)))) + "\n")
    return start


def _matter(each: Find) -> str:
    """Tell by its name which page around the stories a file holds, if any."""
    name = re.sub(r"^[\d\W_]+", "", each.path.stem.lower())
    return name if name in _PAGES and each.words < _LONGEST_PAGE and not each.chapters else ""


def _target(place: Path, output: Path | None) -> Path:
    if not place.is_dir():
        message = "this is a file, not a folder" if place.exists() else "there is no such folder"
        hint = "name the folder that holds the stories"
        raise FicbindError(Diagnostic(Code.NO_FOLDER, "error", message, Location(place), hint))
    path = output / NAME if output and output.is_dir() else output or place / NAME
    if path.exists() or path.is_symlink():
        hint = "name another file with -o, or move this one away"
        message = "there is a manifest already; it was not touched"
        raise FicbindError(Diagnostic(Code.MANIFEST_EXISTS, "error", message, Location(path), hint))
    if not place.resolve().is_relative_to(path.parent.resolve()):
        hint = f"write it into the folder of the stories or one above: -o {place / path.name}"
        message = f"a manifest here could not name the files in '{place}'"
        raise FicbindError(Diagnostic(Code.OUTSIDE_FOLDER, "error", message, Location(path), hint))
    return path


def _below(place: Path, base: Path) -> Path:
    """Name the folder of the stories by the way that leads to it from the manifest's."""
    return base / place.resolve().relative_to(base.resolve())


def _no_stories(place: Path, left_out: Sequence[LeftOut]) -> Diagnostic:
    hint = "put the story files into it, or name another folder"
    if left_out:
        hint = f"'{left_out[0].path.name}' is no story to ficbind: {left_out[0].reason}"
    return Diagnostic(Code.NO_STORIES, "error", "no stories were found in this folder", Location(place), hint)


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "choose another place with -o"
        message = f"cannot write this file: {reason}"
        raise FicbindError(Diagnostic(Code.CANNOT_WRITE, "error", message, Location(path), hint)) from error


# The text


def _lines(start: Start, runs: Sequence[Run]) -> Iterator[str]:
    base = start.path.parent
    languages = Counter(each.language for each in start.stories)
    language = languages.most_common(1)[0][0]
    yield from _head(start, language, languages[language])
    yield "stories:"
    for before, run in zip([None, *runs], runs, strict=False):
        if run.series and len(run.stories) > 1:
            yield from (
                ["", f"  # The series {_said(run.series)}"] if before else [f"  # The series {_said(run.series)}"]
            )
        elif before and before.series and len(before.stories) > 1:
            yield ""
        for story in run.stories:
            yield from _story(story, base, language)
    if any(_PAGES[_matter(each)] == "back" for each in start.matter):
        yield from ["", *_pages(start, "back")]
    yield from _rest(start)


def _head(start: Start, language: str, speaking: int) -> Iterator[str]:
    name = start.path.name
    yield "# A book of stories."
    yield f"#   ficbind {name:<22}  makes it"
    yield f"#   ficbind check {name:<16}  shows what is read from each file"
    yield "#"
    yield "# What stands behind a # is a note to you. Take the # away, and the line counts."
    yield ""
    yield _noted(f"title: {scalar(start.title)}", "the name of the folder")
    number = len(start.stories)
    yield _noted(
        f"language: {language}", f"{f'{speaking:,} of {number:,}' if speaking < number else 'all'} stories are in it"
    )
    yield "# subtitle: The line below the title"
    yield "# editor: Your Name"
    yield "# description: What a bookshop or a library would say of it."
    yield from _cover(start)
    yield _noted("# authors-notes: end", "keep (where they are), end (of the story), book-end or drop")
    yield _noted("# print: {trim: a5}", "the size of the printed page")
    yield ""
    yield "# Pages before the stories; title page, contents and the rest are made for you."
    yield from _pages(start, "front", "#   - dedication: For all who wait", "#   - foreword: foreword.txt")
    yield ""
    yield "# The stories in their order: move the lines as you like. Title, author, summary, rating and all else are"
    yield "# read from the file. What you write wins, in a form like this:"
    yield "#"
    yield "#   - file: storm.txt"
    yield '#     title: "Storm: a Memory"       # in quotes, as there is a colon in it'
    yield "#     author: Ada Writer"
    yield "#     rating: T"
    yield "#     summary: Two ships, one lamp."
    yield "#"
    yield "# Stories under a title of their own are a part of the book:"
    yield "#"
    yield "#   - part: Winter"
    yield "#     stories:"
    yield "#       - snow.txt"
    yield ""


def _pages(start: Start, place: str, *examples: str) -> Iterator[str]:
    """List the files that are pages around the stories, or show how to."""
    found = [each for each in start.matter if _PAGES[_matter(each)] == place]
    names = ((_matter(each), scalar(each.path.relative_to(start.path.parent).as_posix())) for each in found)
    yield f"{place}:" if found else f"# {place}:"
    yield from (examples if not found else (f"  - {page}: {name}" for page, name in names))


def _cover(start: Start) -> Iterator[str]:
    """Offer the image that is called a cover."""
    found = next((path for path in start.images if _COVERS.fullmatch(path.stem)), None)
    if found:
        name = found.relative_to(start.path.parent).as_posix()
        yield _noted(f"# cover: {scalar(name)}", "without it a cover is drawn")
    else:
        yield _noted("# cover: cover.jpg", "an image; without it a cover is drawn")


def _story(each: Find, base: Path, language: str) -> Iterator[str]:
    """Write the line of a story, or a table where something has to be said that the file does not say."""
    name = scalar(each.path.relative_to(base).as_posix())
    table = []
    if each.guessed and not each.several:
        table.append(_noted(f"    title: {scalar(each.title)}", "made of its name: the file says none"))
    if each.language != language and not each.named:
        table.append(_noted(f"    language: {each.language}", "guessed from its words"))
    if each.encoding:
        table.append(_noted(f"    encoding: {each.encoding}", "guessed: look whether all letters are right"))
    if each.like:
        yield f"  # This may be a version of {_name(each.like, base)}: look which of the two you want."
    yield _noted(f"  - file: {name}" if table else f"  - {name}", _about(each))
    yield from table


def _about(each: Find) -> str:
    """Say what was read: title and author, and how long it is."""
    by = f"by {', '.join(each.authors[:3])}{' and others' if len(each.authors) > 3 else ''}" if each.authors else ""
    title = "" if each.guessed else _said(each.title, _LONGEST_TITLE)
    title = f"{len(each.several)} stories" if each.several else title
    count = f"{each.words:,} word{'' if each.words == 1 else 's'}"
    chapters = f"{each.chapters} files" if each.chapters else ""
    place = f"no. {each.number}" if each.number else ""
    return _said(" · ".join(filter(None, (" ".join(filter(None, (title, by))), place, chapters, count))))


def _rest(start: Start) -> Iterator[str]:
    base = start.path.parent
    lines = [
        _noted(f"#   {_name(copy.copy.path, base)}", f"the same story as {_name(copy.of.path, base)}")
        for copy in start.copies
    ]
    lines += [_noted(f"#   {_name(each.path, base)}", _said(each.reason)) for each in start.left_out]
    if start.images:
        lines.append(f"#   {len(start.images):,} image{'s' if len(start.images) > 1 else ''}")
    if lines:
        yield from ["", "# Found, but not in the book:", *lines]


def _noted(text: str, comment: str) -> str:
    return f"{text}{_NOTE}{comment}"


def _aligned(lines: Sequence[str]) -> Iterator[str]:
    """Set the comments of all lines in one column, unless a line is too long for it."""
    lengths = [len(line.partition(_NOTE)[0]) for line in lines if _NOTE in line]
    column = max((length for length in lengths if length <= _WIDEST), default=0)
    for line in lines:
        text, note, comment = line.partition(_NOTE)
        yield f"{text:<{column}}  # {comment}" if note else text


def _name(path: Path, base: Path) -> str:
    return _said(path.relative_to(base).as_posix())


def _said(text: str, longest: int = _LONGEST_COMMENT) -> str:
    """Bring a text on one line that can stand in a comment."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def scalar(text: str) -> str:
    """Write a text as YAML: plain where that is beyond doubt, else between double quotes."""
    line = " ".join(text.split())
    if _PLAIN.fullmatch(line) and not _NO_TEXT.fullmatch(line):
        return line
    return '"' + "".join(_escaped(char) for char in line) + '"'


def _escaped(char: str) -> str:
    """Write a character as it stands between double quotes (YAML 1.2.2, section 5.7)."""
    if char in '"\\':
        return f"\\{char}"
    return char if char.isprintable() else f"\\U{ord(char):08X}"
