"""Judge an EPUB: open it within limits, ask EPUBCheck, apply our rules, sum up."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ficbind import deadline
from ficbind.checks.epubcheck import Checker
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.judging import official
from ficbind.judging.edition import Edition, open_edition
from ficbind.judging.findings import EVERYBODY, GRAVITIES, MOST_PLACES, Audience, Finding, Gravity, apply
from ficbind.judging.rules import NOT_OF_FIXED_PAGES, RULES
from ficbind.judging.statements import named
from ficbind.readers import containers
from ficbind.readers.epub import package
from ficbind.readers.epub.locks import refuse_locked
from ficbind.records import dataclass
from ficbind.xhtml import count_words

_LARGEST = 600 * 2**20
"""Bytes of a file that is opened at all."""

Announce = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found in one EPUB; `official` says whether EPUBCheck judged it, `ours` whether our rules could.

    `version` is 2 or 3, 0 where the book could not be opened; `words` are those of all pages.
    """

    path: Path
    findings: tuple[Finding, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    version: int = 0
    pages: int = 0
    words: int = 0
    official: bool = True
    ours: bool = True
    strict: bool = False

    def of(self, gravity: Gravity) -> tuple[Finding, ...]:
        """Give the findings of one gravity."""
        return tuple(each for each in self.findings if each.gravity == gravity)

    def met(self, audience: Audience) -> tuple[Finding, ...]:
        """Give what a family of reading systems stumbles over: errors, and findings that are not everybody's."""
        own = (each for each in self.findings if audience in each.audience)
        return tuple(each for each in own if each.gravity == "error" or each.audience != EVERYBODY)

    def fare(self, audience: Audience) -> Gravity | None:
        """Give the gravest that a family of reading systems stumbles over."""
        met = {each.gravity for each in self.met(audience)}
        return next((each for each in GRAVITIES if each in met), None)

    @property
    def failed(self) -> bool:
        return bool(self.of("error") or not self.official or (self.strict and self.of("warning")))


def judge(paths: Sequence[Path], announce: Announce, *, strict: bool = False) -> tuple[Judgement, ...]:
    """Judge EPUBs; whatever is wrong with a file is said, never raised."""
    with Checker() as checker:
        return tuple(judge_one(path, checker, announce, strict=strict) for path in paths)


def judge_one(path: Path, checker: Checker, announce: Announce, *, strict: bool = False) -> Judgement:
    """Judge one EPUB by our rules and by EPUBCheck, the gravest findings first."""
    announce("read", path.name)
    try:
        data = _content(path)
        container = containers.unpack(path, data)
    except FicbindError as error:
        return Judgement(path, tuple(_told(error.diagnostics)), official=False, ours=False, strict=strict)
    judgement = _in_time(path, container, len(data))
    if any(each.code == Code.BAD_ARCHIVE.value for each in judgement.findings):
        return replace(judgement, strict=strict, official=False, ours=False)
    announce("check", path.name)
    verdict = checker.verdict(path)
    heard = [official.unheard(verdict)] if isinstance(verdict, Diagnostic) else list(official.translated(verdict, path))
    findings = sorted(_without_repeats([*heard, *judgement.findings]), key=_weight)
    return replace(judgement, findings=tuple(findings), official=not isinstance(verdict, Diagnostic), strict=strict)


def _weight(each: Finding) -> tuple[int, int]:
    return GRAVITIES.index(each.gravity), -len(each.audience)


def _content(path: Path) -> bytes:
    """Read a file, if it is one."""
    try:
        if path.is_dir():
            raise _refused(
                path,
                Code.NOT_A_FILE,
                "this is a folder, not an EPUB",
                "name the .epub file; zip the folder if it is a book unpacked",
            )
        if path.exists() and not path.is_file():
            raise _refused(path, Code.NOT_A_FILE, "this is no ordinary file", "name the .epub file itself")
        if path.stat().st_size > _LARGEST:
            raise _refused(
                path,
                Code.UNREADABLE,
                f"the file is larger than {_LARGEST // 2**20} MB",
                "make its images and sounds smaller",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _refused(path, Code.NO_SUCH_FILE, "there is no such file", "check the name and the folder") from error
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise _refused(
            path, Code.UNREADABLE, f"the file cannot be read: {reason}", "look whether you may open it"
        ) from error


def _refused(path: Path, code: Code, message: str, hint: str) -> FicbindError:
    return FicbindError(Diagnostic(code, "error", message, Location(path), hint))


def _told(found: Sequence[Diagnostic]) -> Iterator[Finding]:
    for each in found:
        gravity: Gravity = "error" if each.severity == "error" else "warning"
        yield Finding(each.code.value, gravity, EVERYBODY, each.message, each.hint, (each.where,), 1)


def _unread(found: Sequence[Diagnostic]) -> Iterator[Finding]:
    """Tell of files that could not be read though the book could; the same reason is told once."""
    for code, message, hint in dict.fromkeys((each.code, each.message, each.hint) for each in found):
        places = [each.where for each in found if (each.code, each.message) == (code, message)]
        gravity: Gravity = "error" if code is Code.BAD_ARCHIVE else "warning"
        said = message if code is Code.BAD_ARCHIVE else f"our rules did not judge this file: {message}"
        yield Finding(code.value, gravity, EVERYBODY, said, hint, tuple(places[:MOST_PLACES]), len(places))


def _in_time(path: Path, container: containers.Container, size: int) -> Judgement:
    """Apply our rules within the time and memory that a file of this size may take."""
    try:
        with deadline.within(deadline.allowed(path), path):
            return _opened(path, container, size)
    except FicbindError as error:
        return Judgement(path, tuple(_told(error.diagnostics)), ours=False)


def _opened(path: Path, container: containers.Container, size: int) -> Judgement:
    """Apply our rules; raises `FicbindError` where the book cannot be opened."""
    edition = open_edition(container, package.load(container), size)
    found = [*_unread(edition.trouble), *_of_rules(edition)]
    return Judgement(
        path,
        tuple(found),
        "".join(text for text, _ in named(edition, "title")[:1]),
        tuple(text for text, _ in named(edition, "creator")),
        edition.version,
        len(edition.spine),
        sum(count_words(page.text) for page in edition.spine),
        ours=not _is_locked(container),
    )


def _is_locked(container: containers.Container) -> bool:
    try:
        refuse_locked(container)
    except FicbindError:
        return True
    return False


def _of_rules(edition: Edition) -> Iterator[Finding]:
    wanted = ["J105"] if _is_locked(edition.container) else list(RULES)
    if edition.fixed:
        wanted = [code for code in wanted if code not in NOT_OF_FIXED_PAGES]
    for code in wanted:
        try:
            yield from apply(RULES[code], edition)
        except FicbindError as error:
            yield from _told(error.diagnostics)


def _without_repeats(found: list[Finding]) -> Iterator[Finding]:
    """Leave out findings of ours that EPUBCheck makes too."""
    heard = {each.code for each in found}
    for each in found:
        if each.code not in official.SAME or not official.SAME[each.code] & heard:
            yield each
