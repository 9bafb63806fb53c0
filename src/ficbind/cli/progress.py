"""Progress by stage and story: one line that is rewritten on a terminal, silence in a pipe."""

import os
import shutil
import time
from types import TracebackType
from typing import TextIO

_CLEAR = "\r\x1b[K"


class Progress:
    """Shows what a build is at, and counts the seconds that each stage takes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._stage = ""
        self._began = time.perf_counter()
        self._spent: dict[str, float] = {}

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._account()
        if self._live:
            self._stream.write(_CLEAR)
            self._stream.flush()

    def times(self) -> str:
        """Give the seconds of each stage as a line."""
        return " · ".join(f"{stage} {seconds:.2f} s" for stage, seconds in self._spent.items())

    def announce(self, stage: str, subject: str) -> None:
        """Show the stage that begins and what it works on."""
        self._account()
        self._stage = stage
        if self._live:
            width = shutil.get_terminal_size().columns - 1
            line = f"{stage:<9} {subject}"
            self._stream.write(_CLEAR + (line if len(line) <= width else line[: width - 1] + "…"))
            self._stream.flush()

    def _account(self) -> None:
        now = time.perf_counter()
        if self._stage:
            self._spent[self._stage] = self._spent.get(self._stage, 0.0) + now - self._began
        self._began = now
