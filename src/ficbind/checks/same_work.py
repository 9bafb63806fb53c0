"""Find works that are in a book twice: by the address they come from, by their number in an archive, by their text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from heapq import nsmallest
from zlib import crc32

from ficbind.conventions import addresses
from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.model import Field, Story
from ficbind.xhtml import words

_RUN = 6
"""Words of a run; two texts hardly share one by chance."""

_SAMPLED = 8
"""One word of so many begins a run that is looked at."""

_MOST = 2000
"""Runs kept of a text, those of the smallest sums: two versions of a long text keep the same (Broder, 1997)."""

_FEWEST, _MOSTLY = 5, 0.5
"""Runs that two texts must share, and the share of the shorter one's."""


def check(stories: Sequence[Story]) -> tuple[Diagnostic, ...]:
    """Report each story that was in the book before."""
    if len(stories) < 2:
        return ()
    found: list[Diagnostic] = []
    known: dict[str, Story] = {}
    runs: dict[int, list[int]] = {}
    sizes: list[int] = []
    for number, story in enumerate(stories):
        own = set(nsmallest(_MOST, set(_runs(story))))
        first, why = next(((known[sign], sign) for sign in _signs(story) if sign in known), (None, ""))
        shared = Counter(other for run in own for other in runs.get(run, ()))
        if first is None and shared:
            other, count = shared.most_common(1)[0]
            if count >= _FEWEST and count >= _MOSTLY * min(len(own), sizes[other]):
                first, why = stories[other], ""
        if first is not None:
            found.append(_same(story, first, why))
        for sign in _signs(story):
            known.setdefault(sign, story)
        for run in own:
            runs.setdefault(run, []).append(number)
        sizes.append(len(own))
    return tuple(found)


def _same(story: Story, first: Story, why: str) -> Diagnostic:
    place = f"'{first.path.name}'" if first.path != story.path else "the same file"
    reason = f"both are {why}" if why else "their texts are the same for the most part"
    hint = "take one of the two out of the manifest, unless both belong into the book"
    message = f"'{story.title}' is the same work as '{first.title}' in {place}: {reason}"
    return Diagnostic(Code.SAME_STORY, "warning", message, Location(story.path), hint)


def _signs(story: Story) -> Iterator[str]:
    """Give what only copies of one work share."""
    fact = story.metadata.get(Field.SOURCE)
    for value in fact.values if fact else ():
        for url in addresses.found_in(value):
            if work := addresses.work(url):
                yield work
            elif place := addresses.place(url):
                # A series has one address, too; a title tells its stories apart.
                yield f"'{story.title}' from {place}"


def _runs(story: Story) -> Iterator[int]:
    """Sample the runs of words of a text, wherever they stand in it."""
    text = words(story.source.casefold())
    begins = set(filter(_begins_run, set(text)))
    for at, word in enumerate(text):
        if word in begins:
            yield crc32(" ".join(text[at : at + _RUN]).encode())


@cache
def _begins_run(word: str) -> bool:
    return crc32(word.encode()) % _SAMPLED == 0
