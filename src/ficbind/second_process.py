"""A second process that takes a part of the work, where the machine has a processor for it."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, Self, TypeAlias, TypeVar

from ficbind.diagnostics import FicbindError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

P = ParamSpec("P")
T = TypeVar("T")

_Answer: TypeAlias = tuple[T] | FicbindError


class _Line(NamedTuple):
    """One end of what connects the two; pipes, as a socket is more than they need."""

    hear: "Connection"
    say: "Connection"

    def close(self) -> None:
        """Hang up, so that the other end hears that nobody is here."""
        self.hear.close()
        self.say.close()


class SecondProcess:
    """Takes one piece of work at a time; without a second process it is done when its result is asked for.

    The process is a fork of this one, so that nothing is loaded twice. It ends with the block that it is made for,
    and with this process, however that ends. `first` is what it does before any work is there.
    """

    def __init__(self, first: Callable[[], None]) -> None:
        self._first = first
        self._line: _Line | None = None
        self._process: ForkProcess | None = None

    def __enter__(self) -> Self:
        if _may_fork():
            self._line, self._process = _start(self._first)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._dismiss()

    @property
    def there(self) -> bool:
        """Whether there is a second process; without one nothing is gained by parting work."""
        return self._line is not None

    def begin(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> Callable[[], T]:
        """Begin a piece of work, and give what waits for its result; it must be called before another begins."""
        todo = partial(work, *args, **named)
        if self._line is None:
            return todo
        try:
            self._line.say.send(todo)
        except OSError:
            self._dismiss()
            return todo
        return partial(self._result, todo)

    def _result(self, todo: Callable[[], T]) -> T:
        """Wait for a result; what the process died of, a want of memory or a fault of ours, comes to light here."""
        answer: _Answer[T] | None = None
        with suppress(EOFError, OSError):
            answer = self._line.hear.recv() if self._line else None
        if answer is None:
            self._dismiss()
            return todo()
        if isinstance(answer, FicbindError):
            raise answer
        return answer[0]

    def _dismiss(self) -> None:
        line, process = self._line, self._process
        self._line = self._process = None
        if line and process:
            line.close()
            process.kill()
            process.join()
            process.close()


def _may_fork() -> bool:
    """Whether a fork is safe and of use: macOS forbids it, and locks that other threads hold would stay locked."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def _start(first: Callable[[], None]) -> "tuple[_Line, ForkProcess]":
    from multiprocessing import Pipe, get_context

    (answers, answer), (orders, order) = Pipe(duplex=False), Pipe(duplex=False)
    ours, theirs = _Line(answers, order), _Line(orders, answer)
    process = get_context("fork").Process(target=_serve, args=(theirs, ours, first), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def _serve(line: _Line, other: _Line, first: Callable[[], None]) -> None:
    """Do what is asked until nobody is there to ask; an unforeseen error ends the process without a word."""
    other.close()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_DFL)
    sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 (open for as long as the process lives)
    first()
    with suppress(EOFError, OSError):
        while True:
            line.say.send(_answer(line.hear.recv()))


def _answer(todo: Callable[[], T]) -> _Answer[T]:
    try:
        return (todo(),)
    except FicbindError as error:
        return error
