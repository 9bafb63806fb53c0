"""Judge each book once in a session, whichever process asks first."""

import fcntl
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from browsing import Browser
from judged_books import Judged, bind

SCREENSHOTS = Path(__file__).parent.parent / "build" / "screenshots"
SYSTEMS = ("foliate", "epubjs")
VIEWS = (
    {"name": "phone", "width": 360, "height": 640, "themes": ["light", "dark"]},
    {"name": "tablet", "width": 820, "height": 1180, "themes": ["light", "dark"]},
)
"""Sizes in CSS pixels of a small telephone and of a tablet, and the themes that each is looked at in."""


@dataclass
class Court:
    """Books and verdicts in `folder`, which processes share."""

    folder: Path
    browser: Callable[[], Browser]
    _known: dict[str, Any] = field(default_factory=dict)

    def book(self, name: str) -> Judged:
        """Give a finished book."""
        if name not in self._known:
            with self._alone(name):
                self._known[name] = bind(name, self.folder / name)
        return self._known[name]

    def accessibility(self, name: str) -> Any:
        """Tell what DAISY Ace finds."""
        book = self.book(name)
        return self._report(
            f"{name}-ace", lambda: self.browser().ask("ace", book=str(book.epub), folder=str(book.folder / "ace"))
        )

    def reading(self, name: str, system: str) -> Any:
        """Tell what a reading system shows, with screenshots of it."""
        book, pictures = self.book(name), SCREENSHOTS / name
        return self._report(
            f"{name}-{system}",
            lambda: self.browser().ask(
                system, book=str(book.epub), views=VIEWS, places=book.places, folder=str(pictures)
            ),
        )

    def kobo(self, name: str) -> Any:
        """Tell what a reading system shows of the variant for Kobo readers on a telephone."""
        book = self.book(name)
        view = {**VIEWS[0], "themes": ["light"]}
        request = {"book": str(book.kepub), "views": [view], "places": book.places[-2:]}
        return self._report(f"{name}-kobo", lambda: self.browser().ask("foliate", **request))

    def _report(self, name: str, judge: Callable[[], Any]) -> Any:
        if name not in self._known:
            path = self.folder / f"{name}.json"
            with self._alone(name):
                if not path.exists():
                    path.write_text(json.dumps(judge()), encoding="utf-8")
            self._known[name] = json.loads(path.read_text(encoding="utf-8"))
        return self._known[name]

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
