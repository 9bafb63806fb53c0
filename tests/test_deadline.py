"""A story that takes too long, or goes too deep, is one clear error, and the others have their turn."""

import signal
import threading
import time
from pathlib import Path

import pytest

from ficbind import deadline
from ficbind.diagnostics import FicbindError


def busy(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            sum(range(1000))
        except FicbindError:
            raise AssertionError from None


def deep(level: int = 0) -> int:
    return deep(level + 1) + 1


def test_what_takes_too_long_is_stopped() -> None:
    before = signal.getsignal(signal.SIGALRM)
    started = time.monotonic()
    with pytest.raises(FicbindError, match=r"story\.txt: error R034"), deadline.within(0.05, Path("story.txt")):
        busy(5)
    assert time.monotonic() - started < 2
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_what_is_in_time_is_let_be() -> None:
    with deadline.within(5, Path("story.txt")):
        busy(0.01)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_what_goes_too_deep_is_named() -> None:
    with (
        pytest.raises(FicbindError, match=r"story\.txt: error R002: .* too deep"),
        deadline.within(5, Path("story.txt")),
    ):
        deep()


def test_beside_the_main_thread_there_is_no_limit() -> None:
    done: list[bool] = []

    def work() -> None:
        with deadline.within(0.01, Path("story.txt")):
            busy(0.05)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def test_a_large_story_may_take_longer(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 2_000_000)
    assert deadline.allowed(tmp_path / "a.txt") == deadline.allowed(tmp_path) == 120
    assert deadline.allowed(tmp_path / "none.txt") == 60


def test_what_takes_too_much_memory_is_stopped() -> None:
    taken: list[bytes] = []

    def swell() -> None:
        while len(taken) < 4000:
            taken.append(b"x" * 2**20)
            busy(0.001)

    with pytest.raises(FicbindError, match=r"error R034: .* MB of memory"), deadline.within(60, Path("story.txt")):
        swell()
    assert len(taken) < 4000
