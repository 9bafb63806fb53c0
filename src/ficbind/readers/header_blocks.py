"""Read a block of metadata line by line, and tell where it ends.

A missed label is cosmetic, a false one takes words from the story: the block needs evidence, and what stands between
its labels and the story belongs to it only where something plain, such as a rule or the repeated title, says so.
"""

import re
from collections.abc import Sequence
from itertools import islice

from ficbind.conventions import headings, labels, notes, ratings
from ficbind.conventions.labels import Label
from ficbind.model import Field
from ficbind.readers import entries
from ficbind.readers.entries import Pair
from ficbind.readers.evidence import Entry, weigh
from ficbind.readers.lines import Line, filled, is_rule, letters
from ficbind.records import dataclass, field

_BRIDGE_BLOCKS = 4
_BRIDGE = 1500
_LONG_LINE = 55
_ENOUGH = 2
_PROSE = frozenset(
    {
        Field.SUMMARY,
        Field.NOTES,
        Field.DISCLAIMER,
        Field.WARNINGS,
        Field.FEEDBACK,
        Field.ARCHIVE,
        Field.DEDICATION,
        Field.PROMPT,
    }
)
_OF_FICTION = re.compile(
    r"\b(?:fan)?fics?\b|\bfandom|\bchapters?\b|\breview|\bbeta|\bcanon\b|\bprompt\b|\bchallenge\b|\bfeedback\b"
    r"|\bepisodes?\b|\bhope you|\benjoy\b|\bthis (?:story|one|was)\b|\bmy first\b|\bspoilers?\b|\bdisclaim"
    r"|\bI (?:own|wrote|don't own|apologi[sz]e|just|started)\b|\bthanks? (?:to|you|for|again)\b|\b(?-i:AU)\b"
    r"|\bset (?:after|before|in|during)\b",
    re.I,
)


def is_of_fiction(text: str) -> bool:
    """Tell whether a paragraph speaks of the story, as authors do beside their labels."""
    return _OF_FICTION.search(text) is not None or notes.speaks_to_readers(text)


@dataclass(slots=True)
class _Open:
    """An entry that may go on."""

    pair: Pair
    lines: list[Line]
    paragraphs: list[str] = field(default_factory=list)

    @property
    def prose(self) -> bool:
        return self.pair.label is not None and self.pair.label.field in _PROSE

    @property
    def empty(self) -> bool:
        return not any(self.paragraphs)

    def extend(self, line: Line, *, paragraph: bool) -> None:
        self.lines.append(line)
        if paragraph or not self.paragraphs:
            self.paragraphs.append(line.bare)
        else:
            self.paragraphs[-1] = f"{self.paragraphs[-1]} {line.bare}".strip()


class Block:
    """Reads entries from a position on; `at` ends as the position of the first line that is not the header's."""

    def __init__(self, lines: Sequence[Line], start: int, title: str) -> None:
        self.lines = lines
        self.at = start
        self._open: list[_Open] = []
        self._taken: set[Field | None] = set()
        self._title = title

    def read(self) -> list[Entry]:
        while self.at < len(self.lines) and self._take():
            pass
        return self._entries()

    def _entries(self) -> list[Entry]:
        return [
            Entry(each.pair, tuple(each.lines), tuple(part for part in each.paragraphs if part)) for each in self._open
        ]

    def _take(self) -> bool:
        """Take the line at `at` if it is the header's."""
        line = self.lines[self.at]
        if not line.bare:
            return self._step_over_blank()
        pairs = entries.parse(line.text)
        after_blank = self.at > 0 and not self.lines[self.at - 1].bare
        if pairs and not (after_blank and self._is_of_the_story(pairs)):
            return self._label(line, pairs)
        if after_blank or not self._open:
            return self._paragraph()
        return self._adjoining(line)

    def _label(self, line: Line, pairs: Sequence[Pair]) -> bool:
        for pair in pairs:
            self._open.append(_Open(pair, [line], [pair.value] if pair.value else []))
            if pair.label:
                self._taken.add(pair.label.field)
            if pair.label and pair.label.field is Field.TITLE and pair.value:
                self._title = letters(pair.value)
        self.at += 1
        return True

    def _step_over_blank(self) -> bool:
        following = next(filled(self.lines, self.at), None)
        if following is None:
            return False
        self.at = following
        return True

    def _is_of_the_story(self, pairs: Sequence[Pair]) -> bool:
        """Tell a letter or file that opens the story from a further label: it repeats fields or stands among others."""
        label = pairs[0].label
        if not self._open or label is None or label.strength in {"strong", "plain", "loose"}:
            return False
        if label.strength == "mail":
            return True
        if label.field in self._taken and label.field is not Field.NOTES:
            return True
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None
        return (
            following is not None and not entries.parse(following.text) and entries.unknown(following.text) is not None
        )

    def _adjoining(self, line: Line) -> bool:
        """Take a line right below the header's last: more of its value, or a label that no table knows."""
        last = self._open[-1]
        if is_rule(line.bare) or self._is_title(line):
            return self._paragraph()
        strange = entries.unknown(line.text)
        if strange and (len(self._open) > 1 or not last.prose):
            return self._label(line, (strange,))
        if last.empty or self._continues(last, line):
            last.extend(line, paragraph=False)
        elif line.bare.lower().startswith("by ") and len(line.bare) <= 60:
            return self._label(line, (Pair("by", line.bare[3:], labels.find("author")),))
        elif self._label_within(2):
            self._open.append(_Open(Pair("", "", None), [line], [line.bare]))
        else:
            return False
        self.at += 1
        return True

    def _continues(self, last: _Open, line: Line) -> bool:
        before = last.lines[-1]
        return (
            line.indent > before.indent
            or len(before.text.rstrip()) > _LONG_LINE
            or (last.prose and len(line.text) < 400)
        )

    def _label_within(self, count: int) -> bool:
        return any(entries.parse(line.text) for line in self.lines[self.at + 1 : self.at + 1 + count] if line.bare)

    def _is_title(self, line: Line) -> bool:
        return bool(self._title) and letters(line.bare) == self._title

    def _paragraph(self) -> bool:
        """Take the unlabelled paragraph at `at` if the header plainly goes on after it."""
        line = self.lines[self.at]
        lone = entries.alone(line.text) if self._open else None
        if lone:
            return self._label(line, (lone,))
        if self._is_title(line):
            return self._title_again()
        if headings.parse(line.bare):
            return False
        if is_rule(line.bare):
            return self._rule()
        end = self.at
        while end < len(self.lines) and self.lines[end].bare:
            end += 1
        text = " ".join(each.bare for each in self.lines[self.at : end])
        last = self._open[-1]
        if (last.empty and len(text) < _BRIDGE and not text.startswith(('"', "“"))) or self._leads_on(text):
            self._keep(self.lines[self.at : end])
            self.at = end
            return True
        return False

    def _title_again(self) -> bool:
        """Step over the title, and a byline, where labels follow it once more."""
        ahead = list(islice(filled(self.lines, self.at + 1), 2))
        for count, position in enumerate(ahead):
            text = self.lines[position].text
            if entries.alone(text) or any(
                pair.label and pair.label.strength == "strong" for pair in entries.parse(text)
            ):
                for each in (self.at, *ahead[:count]):
                    self._open.append(_Open(Pair("title", "", Label(None, "plain")), [self.lines[each]]))
                    self._taken.add(None)
                self.at = position
                return True
            if not text.strip().lower().startswith("by"):
                break
        return False

    def _keep(self, block: Sequence[Line]) -> None:
        if not (self._open[-1].prose or self._open[-1].empty):
            self._open.append(_Open(Pair("", "", None), []))
        for count, line in enumerate(block):
            self._open[-1].extend(line, paragraph=count == 0)

    def _rule(self) -> bool:
        """Step over a rule inside the header; the last one ends it."""
        following = next(filled(self.lines, self.at + 1), None)
        self.at += 1
        if following is None:
            return False
        pairs = entries.parse(self.lines[following].text)
        return bool(pairs) and pairs[0].label is not None and pairs[0].label.strength in {"strong", "plain"}

    def _leads_on(self, text: str) -> bool:
        """Look ahead for what ends the header: a label, a rule, the title again or a first chapter's heading."""
        words, count = 0, 0
        at = self.at
        for position in filled(self.lines, self.at):
            line = self.lines[position]
            count += position == self.at or not self.lines[position - 1].bare
            pairs = entries.parse(line.text)
            if pairs and pairs[0].label and pairs[0].label.strength in {"strong", "plain"} and position > at:
                leads = pairs[0].label.field not in {Field.FEEDBACK, Field.ARCHIVE, Field.EMAIL}
                return leads and self._rest(position) > words and self._is_certain(text, pairs[0])
            if self._is_title(line):
                return True
            if (is_rule(line.bare) or headings.parse(line.bare)) and position > at:
                return is_of_fiction(text) and self._rest(position) > words
            words += len(line.bare)
            if count > _BRIDGE_BLOCKS or words > _BRIDGE:
                return False
        return False

    def _is_certain(self, text: str, ahead: Pair) -> bool:
        """Tell whether labels prove enough that a paragraph between them is theirs, or it speaks of the story."""
        rated = ahead.label is not None and ahead.label.field is Field.RATING and ratings.level(ahead.value) is not None
        proved = rated or weigh(self._entries(), ()) >= _ENOUGH
        return proved or is_of_fiction(text)

    def _rest(self, position: int) -> int:
        """Count the characters from the block after `position` on."""
        return sum(len(line.bare) for line in self.lines[position + 1 :])
