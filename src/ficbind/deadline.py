"""How long one story may take, so that the others have their turn whatever it holds."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location

_SECONDS, _SECONDS_PER_MB = 60.0, 30.0
"""A work of 350,000 words is 2 MB and takes 5 s; a machine ten times slower is in time, too."""

_AGAIN = 1.0
"""Seconds after which a call that did not stop is called again."""


class _ExpiredError(BaseException):
    """The time is over: no exception that a reader may take for its own."""


@contextmanager
def within(seconds: float, path: Path) -> Iterator[None]:
    """Raise `FicbindError` when what is done within takes longer, or goes deeper than the machine can follow.

    Only the main thread of a Unix system can be called back from what it does; elsewhere there is no limit.
    """
    timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGALRM, _expire) if timed else None
    try:
        if timed:
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        try:
            yield
        finally:
            if timed:
                signal.setitimer(signal.ITIMER_REAL, 0)
    except _ExpiredError:
        message = f"reading the story takes longer than {seconds:.0f} s"
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
    """Give the seconds that a file may take, by its size."""
    try:
        files = [each for each in path.iterdir() if each.is_file()] if path.is_dir() else [path]
        return _SECONDS + _SECONDS_PER_MB * sum(each.stat().st_size for each in files) / 1_000_000
    except OSError:
        return _SECONDS


def _expire(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (the signature of a handler)
    raise _ExpiredError
