"""What a cover shows of the stories in the book: how many there are, how long, by how many hands, how rated."""

from collections.abc import Callable, Sequence

from ficbind.cover.chance import between, chance
from ficbind.model import Level, Story
from ficbind.records import dataclass

_MOST = 48
"""Marks that can still be told apart; of more stories, neighbours share one."""

_SMALLEST = 0.3
"""Size of the mark of a very short story, as a share of that of the longest."""

_INVENTED = 9
"""Marks on a cover whose stories are not known."""


@dataclass(frozen=True, slots=True)
class Tale:
    """A story as its cover counts it; `author` names all who wrote it."""

    words: int
    author: str


@dataclass(frozen=True, slots=True)
class Inside:
    """The stories in their order; `rating` is the name of the highest, `None` where no story is rated."""

    tales: tuple[Tale, ...] = ()
    rating: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a motif draws for a story: `size` goes from 0 to 1, `hand` numbers the authors from 0."""

    size: float
    hand: int
    longest: bool = False


def inside(stories: Sequence[Story], name: Callable[[str], str]) -> Inside:
    """Count the stories of a book; `name` gives the words for the code of a rating."""
    tales = tuple(Tale(story.words, ", ".join(one.name for one in story.metadata.authors)) for story in stories)
    levels = {story.metadata.level for story in stories}
    highest = next((level for level in _STRICTEST_FIRST if level in levels), None)
    return Inside(tales, name(highest.value) if highest else None)


_STRICTEST_FIRST = (Level.EXPLICIT, Level.MATURE, Level.TEEN, Level.GENERAL, Level.NOT_RATED)


def marks(tales: Sequence[Tale], seed: str) -> tuple[Mark, ...]:
    """Make a mark for each story, its area as its words; where no story is known the seed invents some."""
    if not tales:
        return tuple(
            Mark(between(_SMALLEST, 1, seed, "size", number), int(chance(seed, "hand", number) * 4), number == 0)
            for number in range(_INVENTED)
        )
    together = _together(tales)
    hands = {author: number for number, author in enumerate(dict.fromkeys(tale.author for tale in together))}
    most = max(max(tale.words for tale in together), 1)
    longest = max(range(len(together)), key=lambda number: together[number].words)
    return tuple(
        Mark(_SMALLEST + (1 - _SMALLEST) * (tale.words / most) ** 0.5, hands[tale.author], number == longest)
        for number, tale in enumerate(together)
    )


def _together(tales: Sequence[Tale]) -> Sequence[Tale]:
    step = -(-len(tales) // _MOST)
    groups = (tales[start : start + step] for start in range(0, len(tales), step))
    return [Tale(sum(tale.words for tale in group), group[0].author) for group in groups]
