"""Read the labels that stand below a story: a header at its end, `Feedback:` and `Disclaimer:` after `The End`."""

from collections.abc import Sequence

from ficbind.conventions import notes
from ficbind.model import Field
from ficbind.readers import entries
from ficbind.readers.evidence import Entry, weigh
from ficbind.readers.header_blocks import Block
from ficbind.readers.lines import Line, filled, is_rule
from ficbind.records import dataclass

_LAST_LINES = 40
_LONGEST = 1500
_MUCH = 4
_LONGEST_SIGNATURE = 6
_WIDEST_SIGNATURE = 80
_ADDRESSES = ("@", "http://", "https://", "www.")
_NAMES = frozenset({Field.TITLE, Field.AUTHOR})


@dataclass(frozen=True, slots=True)
class Postscript:
    """Labels found below a story, and the lines without them."""

    entries: tuple[Entry, ...]
    lines: tuple[Line, ...]


def find(lines: Sequence[Line], known: frozenset[Field], *, ended: bool) -> Postscript:
    """Find labels below the story's last words; notes among them stay where their author put them.

    `ended` says that a mark such as `The End` or an archive's footer stood there, which is evidence in itself.
    """
    positions = list(filled(lines))
    for at in positions[-_LAST_LINES:]:
        if at == positions[0] or not _may_begin(lines, at):
            continue
        block = Block(lines, at, "")
        found = block.read()
        if all(notes.speaks_to_readers(lines[rest].bare) for rest in filled(lines, block.at)) and _is_proved(
            found, known, ended=ended
        ):
            return _without(lines, found)
    return Postscript((), tuple(lines))


def signature(lines: Sequence[Line], author: str) -> tuple[int, int] | None:
    """Find the signature of a mail below its `-- ` (RFC 3676, section 4.3); gives the numbers of its lines."""
    positions = list(filled(lines))[-_LONGEST_SIGNATURE - 1 :]
    start = next((at for at in reversed(positions[:-1]) if lines[at].bare == "--"), None)
    if start is None:
        return None
    signed = [line for line in lines[start + 1 :] if line.bare]
    text = "\n".join(line.bare for line in signed)
    named = any(each in text for each in _ADDRESSES) or (bool(author) and author.casefold() in text.casefold())
    together = all(line.bare for line in lines[start + 1 : positions[-1] + 1])
    if not named or not together or max(len(line.bare) for line in signed) > _WIDEST_SIGNATURE:
        return None
    return signed[0].number, signed[-1].number


def _may_begin(lines: Sequence[Line], at: int) -> bool:
    if lines[at - 1].bare and not is_rule(lines[at - 1].bare):
        return False
    pairs = entries.parse(lines[at].text)
    return bool(pairs) and pairs[0].label is not None and pairs[0].label.strength not in {"weak", "mail"}


def _is_proved(found: Sequence[Entry], known: frozenset[Field], *, ended: bool) -> bool:
    """Tell a header from a paper that ends a story: an end stands above it, or it names much that only headers have."""
    fields = {entry.field for entry in found if entry.field}
    size = sum(len(line.text) for entry in found for line in entry.lines)
    if any(entry.pair.label is None for entry in found) or fields & known & _NAMES or size > _LONGEST:
        return False
    worth = weigh(found, ())
    return worth >= 1 if ended else len(fields) > 1 and worth >= _MUCH


def _without(lines: Sequence[Line], found: Sequence[Entry]) -> Postscript:
    taken = tuple(entry for entry in found if entry.field is not Field.NOTES)
    gone = {line for entry in taken for line in entry.lines}
    return Postscript(taken, tuple(line for line in lines if line not in gone))
