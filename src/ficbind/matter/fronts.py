"""Which layout a story's front has, and what that does not show of what is known of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ficbind.diagnostics import Code, Diagnostic, Location
from ficbind.matter.story_front import FACTS, values
from ficbind.model import Field, Story

_FULL = (Field.SUMMARY, Field.DEDICATION, *FACTS, Field.NOTES, Field.DISCLAIMER)
_COUNTED = frozenset({Field.LENGTH, Field.LANGUAGE})
"""Facts that ficbind finds itself."""

_COMPACT = frozenset({Field.SUMMARY, Field.RATING, Field.FANDOM, Field.SERIES, Field.WARNINGS})
_SHOWN = {"full": frozenset(_FULL), "compact": _COMPACT, "none": frozenset[Field]()}


def fitted(story: Story) -> Story:
    """Let a story have a head in place of a page of its own, where no more is known than a line of facts can say."""
    told = [field for field in _FULL if field not in _COUNTED and values(story, field)]
    is_bare = len(told) < 2 and _COMPACT.issuperset(told) and Field.SUMMARY not in told
    return replace(story, front="compact") if story.front == "full" and is_bare else story


def left_out(stories: Sequence[Story]) -> Iterator[Diagnostic]:
    """Name for each story what its front, shorter than a page, leaves out."""
    for story in stories:
        unshown = (field for field in _FULL if field not in _SHOWN[story.front] | _COUNTED)
        names = [field.value for field in unshown if values(story, field)]
        if names:
            message = f"'story-front: {story.front}' leaves out the {_listed(names)} of '{story.title}'"
            yield Diagnostic(Code.LEFT_OUT_OF_FRONT, "info", message, Location(story.path))


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
