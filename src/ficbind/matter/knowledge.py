"""What pages of matter are made from."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from ficbind.manifest.values import Manifest
from ficbind.matter.changes import Changes
from ficbind.matter.labels import Labels
from ficbind.matter.language import marks
from ficbind.matter.story_front import authors, title
from ficbind.model import Story
from ficbind.records import dataclass
from ficbind.style import Style


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that pages of matter are made from."""

    manifest: Manifest
    stories: Sequence[Story]
    style: Style
    words: Labels
    texts: Mapping[str, Story]
    changes: Changes

    @property
    def series(self) -> Markup | None:
        series = self.manifest.series
        return self.words.series(series.title, series.number) if series else None

    @property
    def authors(self) -> dict[str, list[Story]]:
        """The stories of each author, in the order of the book."""
        found: dict[str, list[Story]] = {}
        for story in self.stories:
            for person in authors(story):
                found.setdefault(person.name, []).append(story)
        return found

    def entry(self, story: Story) -> "Entry":
        """Name a story as pages that lead to it do."""
        names = [person.name for person in authors(story)]
        own = marks(story.language, self.manifest.language)
        return Entry(story.key, title(story, self.words), own, self.words.names(names) if names else "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A story as a list of stories names it; `marks` are the attributes of its language."""

    target: str
    title: str
    marks: Markup
    author: str
