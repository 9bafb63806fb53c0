"""Weigh whether lines with labels are a header block or a letter, a file, a notice that opens the story."""

import re
from collections.abc import Sequence

from ficbind.conventions import ratings
from ficbind.model import Field
from ficbind.readers.entries import Pair
from ficbind.readers.lines import Line
from ficbind.records import dataclass

_WORTH = {"strong": 2.0, "plain": 1.0, "loose": 1.0, "weak": 0.0, "mail": 0.0}
_MAIL_SUBJECT = re.compile(
    r"\b(?:new|repost|revised|fic|story|pg(?:-?13)?|nc-?17)\b|[(\[]\s*\d+\s*/\s*[\d?]+\s*[)\]]", re.I
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A label with its value: paragraphs of lines as the author broke them."""

    pair: Pair
    lines: tuple[Line, ...]
    paragraphs: tuple[str, ...]

    @property
    def field(self) -> Field | None:
        return self.pair.label.field if self.pair.label else None


def weigh(found: Sequence[Entry], preamble: Sequence[Line]) -> float:
    """Add up what labels prove; 2 is enough."""
    worth: dict[Field, float] = {}
    strange = 0
    mail = False
    for entry in found:
        label = entry.pair.label
        if label is None:
            strange += 1
        elif label.field is None:
            mail = True
        else:
            value = " ".join(entry.paragraphs)
            worth[label.field] = max(worth.get(label.field, 0), _worth(entry, value))
            mail = mail or (label.strength == "mail" and _MAIL_SUBJECT.search(value) is not None)
    total = sum(worth.values()) + 2 * mail
    titled = len(preamble) in {1, 2, 3} and len(preamble[0].bare) <= 80 and not preamble[0].bare.endswith((".", ","))
    certain = sum(1 for value in worth.values() if value >= 1)
    return 0 if strange > certain + mail else total + (0.5 if titled and certain else 0)


def _worth(entry: Entry, value: str) -> float:
    label = entry.pair.label
    if label is None or label.field is None:
        return 0
    worth = _WORTH[label.strength] if entry.pair.colon else min(1.0, _WORTH[label.strength])
    if label.field is Field.RATING:
        return worth if ratings.level(value) else min(worth, 1)
    if label.field is Field.TITLE and label.strength == "plain":
        return 2 if value and len(value) <= 80 and not value.endswith((".", ",")) else 0.5
    if label.field is Field.AUTHOR and label.strength == "weak" and len(value) <= 40:
        return 0.5
    return worth
