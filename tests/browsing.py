"""A browser for the whole session, in which finished books are opened as their readers will open them."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

HOME = Path(__file__).parent / "browsers"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_APPS = Path("/Applications")
_MAC_BROWSERS = ("Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome")

INSTALL = ".ci/setup test"
"""The one command that installs every judge."""


def chromium() -> str | None:
    """Find Chromium or Chrome; the environment variable CHROMIUM names another."""
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return named or next((str(_APPS / name) for name in _MAC_BROWSERS if (_APPS / name).exists()), None)


def lacking() -> list[str]:
    """Name what is missing on this machine to open books in a browser."""
    found = {"node": shutil.which("node"), "chromium": chromium(), "tests/browsers/node_modules": _packages()}
    return [name for name, place in found.items() if not place]


def _packages() -> bool:
    return (HOME / "node_modules" / "foliate-js").is_dir()


class Browser:
    """Asks the judges of `tests/browsers` in a process of their own, which is started when entered."""

    def __init__(self, log: Path) -> None:
        self._log = log

    def __enter__(self) -> Self:
        surroundings = os.environ | {"CHROMIUM": str(chromium())}
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                ["node", "main.mjs"],
                cwd=HOME,
                env=surroundings,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
            )
        self.version = self._answer()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)

    def ask(self, judge: str, **request: Any) -> Any:
        """Put a question to a judge and give its report."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"judge": judge, **request}) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"the browser gave no answer: {self._log.read_text(encoding='utf-8')}"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["report"]
