"""Run EPUBCheck: warm in a child process that serves many books, or cold for one book."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer
from typing import Any

from ficbind.checks.runtimes import ASK, JAR, JVM_OPTIONS
from ficbind.records import dataclass

_COUNTS = ("nFatal", "nError", "nWarning")


class NoVerdictError(Exception):
    """A way of running EPUBCheck gave no verdict; another way may."""


class TooSlowError(NoVerdictError):
    """EPUBCheck was ended because it took too long; another way would too."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What EPUBCheck said of one book: its faults, and remarks on what is allowed."""

    messages: tuple[Mapping[str, Any], ...]
    remarks: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of(cls, status: int, report: Mapping[str, Any], path: Path) -> "Verdict":
        """Accept an answer only if it is about this book and consistent: for a missing file the counts are 0 too."""
        checker = report["checker"]
        faults = [message for message in report["messages"] if message["severity"] in {"FATAL", "ERROR", "WARNING"}]
        clean = status == 0 and all(checker[count] == 0 for count in _COUNTS)
        if checker["filename"] != path.name or bool(faults) == clean:
            raise NoVerdictError(f"EPUBCheck ended with status {status} and said nothing of {path.name}")
        return cls(tuple(faults), tuple(message for message in report["messages"] if message not in faults))


class Worker:
    """EPUBCheck in a child process, getting ready from the moment it is made."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ficbind.checks.epubcheck_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=_environment(),
        )

    def ask(self, path: Path, patience: float) -> Verdict:
        """Check one book within `patience` seconds; a worker that gave no verdict answers no more."""
        slow = Event()
        timer = Timer(patience, self._give_up, [slow])
        timer.start()
        try:
            answer = self._exchange(json.dumps(str(path.resolve())))
        finally:
            timer.cancel()
        if slow.is_set():
            raise TooSlowError(f"EPUBCheck took longer than {patience:.0f} s")
        if not answer:
            raise NoVerdictError("the process that keeps EPUBCheck warm has ended")
        reply = json.loads(answer)
        return Verdict.of(reply["status"], reply["report"], path)

    def _give_up(self, slow: Event) -> None:
        slow.set()
        self._process.kill()

    def _exchange(self, line: str) -> str:
        """Send a line and wait for one; empty when the process has ended."""
        if self._process.stdin is None or self._process.stdout is None:
            return ""
        try:
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()
        except OSError:
            return ""
        return self._process.stdout.readline()

    def end(self) -> None:
        """End the process, whatever it is doing, so that who waits for an answer gets none."""
        self._process.kill()

    def close(self) -> None:
        """End the process and wait until it is gone."""
        self._process.kill()
        with suppress(OSError):  # what could not be sent any more
            self._process.communicate()
        self._process.wait()


def run_once(java: str, path: Path, patience: float) -> Verdict:
    """Check one book with a Java program, which takes three seconds longer than a worker."""
    command = [java, *JVM_OPTIONS, "-jar", str(JAR), str(path.resolve()), *ASK]
    try:
        done = subprocess.run(  # noqa: S603  # the user's own Java, without a shell
            command, stdin=subprocess.DEVNULL, capture_output=True, env=_environment(), timeout=patience, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlowError(f"EPUBCheck took longer than {patience:.0f} s") from error
    except OSError as error:
        raise NoVerdictError(f"{java}: {error.strerror}") from error
    try:
        return Verdict.of(done.returncode, json.loads(done.stdout), path)
    except ValueError as error:
        lines = done.stderr.decode("utf-8", "replace").splitlines()
        said = next((line for line in lines if line.strip() and not line.startswith("Picked up ")), "")
        raise NoVerdictError(f"{java}: {said or f'ended with status {done.returncode}'}") from error


def _environment() -> dict[str, str]:
    """Let Java open file names that are not ASCII, which it cannot in the C locale."""
    return {**os.environ} if sys.platform == "win32" else {**os.environ, "LC_ALL": "C.UTF-8"}
