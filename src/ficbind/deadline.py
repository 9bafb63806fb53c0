"""How long one story may take, and how much memory, so that the others have their turn whatever it holds."""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location

_SECONDS, _SECONDS_PER_MB = 60.0, 30.0
"""A work of 350,000 words is 2 MB and takes 5 s; a machine ten times slower is in time, too."""

_EVERY = 0.25
"""Seconds between two looks at the clock and the memory."""

_MOST_MB = 750
"""How much the memory may grow beyond all that was needed before; a work of a million words takes 200 MB."""


class _ExceededError(BaseException):
    """A limit is passed: no exception that a reader may take for its own; it says what takes too much."""


class _Watch:
    """Looks at the clock and the memory when the timer rings."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._memory = _peak_mb() + _MOST_MB

    def look(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 (the signature of a handler)
        """Interrupt what is done if it takes too much."""
        if time.monotonic() >= self._end:
            raise _ExceededError(f"longer than {self._seconds:.0f} s")
        if _peak_mb() > self._memory:
            raise _ExceededError(f"more than {_MOST_MB} MB of memory")


@contextmanager
def within(seconds: float, path: Path) -> Iterator[None]:
    """Raise `FicbindError` when what is done within takes longer, takes too much memory, or goes too deep.

    Only the main thread of a Unix system can be called back from what it does; elsewhere there is no limit.
    """
    timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGALRM, _Watch(seconds).look) if timed else None
    try:
        if timed:
            signal.setitimer(signal.ITIMER_REAL, min(seconds, _EVERY), _EVERY)
        try:
            yield
        finally:
            if timed:
                signal.setitimer(signal.ITIMER_REAL, 0)
    except _ExceededError as error:
        message = f"reading the file takes {error}"
        hint = "look whether the file is damaged, or made to stop programs; save the story's text in a file of its own"
        raise FicbindError(Diagnostic(Code.TOO_SLOW, "error", message, Location(path), hint)) from None
    except RecursionError:
        message = "cannot read the file: its parts stand too deep within each other"
        hint = "save the story's text in a file of its own"
        raise FicbindError(Diagnostic(Code.UNREADABLE, "error", message, Location(path), hint)) from None
    finally:
        if timed:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def allowed(path: Path) -> float:
    """Give the seconds that a file or folder may take, by its size."""
    return _SECONDS + _SECONDS_PER_MB * size(path) / 1_000_000


def size(path: Path) -> int:
    """Give the bytes of a file or of the files in a folder; 0 where they cannot be told."""
    try:
        files = [each for each in path.iterdir() if each.is_file()] if path.is_dir() else [path]
        return sum(each.stat().st_size for each in files)
    except OSError:
        return 0


def _peak_mb() -> int:
    """Give the most memory that the process ever took."""
    import resource  # Windows has none

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (2**20 if sys.platform == "darwin" else 2**10)
