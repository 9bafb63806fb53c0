"""Ask EPUBCheck, the official judge of EPUB files."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from ficbind.checks.epubcheck_process import NoVerdictError, TooSlowError, Verdict, Worker, run_once
from ficbind.checks.runtimes import javas
from ficbind.diagnostics import Code, Diagnostic, Location

PATIENCE = 300.0
"""Seconds that one check may take; a book of 500 documents takes about 7."""

_LEAST, _BYTES_A_SECOND = 60.0, 10_000
"""Seconds that the smallest file may take, for a machine may be busy, and bytes for which it has another one."""

_HINTS = {
    "CSS": "correct the style sheet of the style",
    "HTM-025": "correct the web address in the story",
    "MED": "use another image for the cover",
    "OPF-053": "write the date in the manifest as YYYY, YYYY-MM or YYYY-MM-DD",
    "OPF-085": "correct 'identifier' in the manifest",
    "OPF-092": "correct the language of the book or story: a tag such as en or fr-CA",
    "PKG-016": "let the name of the book end in .epub",
    "PKG-017": "let the name of the book end in .epub",
    "PKG-024": "let the name of the book end in .epub",
    "PKG-021": "use another image for the cover",
    "RSC-012": "correct the link: what it points to is not in the book",
    "RSC-020": "correct the web address at this place",
    "RSC-023": "correct the web address at this place",
}
_OTHERWISE = "look at this place in the story; if nothing is odd there, report it as a fault of ficbind"
_INSTALL = "install Java 11 or later, or name one in the environment variable FICBIND_JAVA; 'ficbind doctor' says more"
_TOO_MUCH = "try again when the machine is less busy; a book that always takes so long has something odd in it"

_Way = Callable[[Path, float], Verdict]


class Checker:
    """Starts EPUBCheck in a child process when entered, so that it is ready when the book is.

    `warm` says whether to do that at all; `runtimes` are the Java programs to try when it fails, by default all that
    can be found; `patience` is how many seconds a check may take.
    """

    def __init__(self, *, warm: bool = True, runtimes: Iterable[str] | None = None, patience: float = PATIENCE) -> None:
        self._warm = warm
        self._runtimes = None if runtimes is None else tuple(runtimes)
        self._patience = patience
        self._worker: Worker | None = None
        self._slow = self._stopped = False

    def __enter__(self) -> Self:
        if self._warm:
            self._worker = Worker()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._dismiss()

    def stop(self) -> None:
        """Let a verdict that another thread waits for be given up at once: nobody wants it any more."""
        self._stopped, worker = True, self._worker
        if worker:
            worker.end()

    def check(self, path: Path) -> tuple[Diagnostic, ...]:
        """Validate an EPUB; no diagnostics means that EPUBCheck found neither errors nor warnings."""
        verdict = self.verdict(path)
        if isinstance(verdict, Diagnostic):
            return (verdict,)
        return tuple(_diagnostic(message, path) for message in verdict.messages)

    def verdict(self, path: Path) -> Verdict | Diagnostic:
        """Give EPUBCheck's own words on an EPUB, or say why there are none.

        A worker that was ended because it took too long is followed by another at the next book.
        """
        path.open("rb").close()  # a file that cannot be read is no fault of EPUBCheck
        reasons = []
        end = time.monotonic() + min(self._patience, _LEAST + path.stat().st_size / _BYTES_A_SECOND)
        for way in self._ways():
            try:
                return way(path, max(end - time.monotonic(), 0.0))
            except TooSlowError as reason:
                self._slow = self._worker is not None
                self._dismiss()
                return _not_validated(path, [str(reason)], _TOO_MUCH)
            except NoVerdictError as reason:
                self._dismiss()
                reasons.append(str(reason))
        return _not_validated(path, reasons)

    def trouble(self) -> str:
        """Say why EPUBCheck cannot run on this machine; empty when it can."""
        with TemporaryDirectory(prefix="ficbind-") as folder:
            probe = Path(folder) / "probe.epub"
            probe.write_bytes(b"")
            return next((each.message for each in self.check(probe) if each.code is Code.NOT_VALIDATED), "")

    def _ways(self) -> Iterator[_Way]:
        if self._slow and not self._stopped:
            self._slow, self._worker = False, Worker()
        if self._worker:
            yield self._worker.ask
        for java in javas() if self._runtimes is None else self._runtimes:
            if not self._stopped:
                yield partial(run_once, java)

    def _dismiss(self) -> None:
        worker, self._worker = self._worker, None
        if worker:
            worker.close()


def _diagnostic(message: Mapping[str, Any], path: Path) -> Diagnostic:
    hint = _HINTS.get(message["ID"]) or _HINTS.get(message["ID"].partition("-")[0]) or _OTHERWISE
    text = " ".join(message["message"].split()).rstrip(".")
    where = place(message["locations"], path)
    more = int(message["additionalLocations"]) + len(message["locations"]) - 1
    repeated = f" (and {more} times more)" if more > 0 else ""
    said = f"EPUBCheck {message['ID']}: {text}{repeated}"
    if message["severity"] == "WARNING":
        return Diagnostic(Code.EPUBCHECK_WARNING, "error", said, where, hint)
    return Diagnostic(Code.INVALID_EPUB, "error", said, where, hint)


def place(locations: Sequence[Mapping[str, Any]], path: Path) -> Location:
    """Name a place inside the book as if the book were a folder."""
    if not locations:
        return Location(path)
    first = locations[0]
    line, column = (value if value > 0 else None for value in (first["line"], first["column"]))
    inside = str(first["path"])
    return Location(path if Path(inside).name == path.name else path / inside, line, column if line else None)


def _not_validated(path: Path, reasons: list[str], hint: str = _INSTALL) -> Diagnostic:
    why = "; ".join(dict.fromkeys(reasons)) or "no Java was found"
    return Diagnostic(Code.NOT_VALIDATED, "error", f"the book was not validated: {why}", Location(path), hint)
