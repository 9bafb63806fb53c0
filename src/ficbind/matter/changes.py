"""What is new in a book since its last release, story by story."""

from collections.abc import Sequence
from hashlib import sha256

from markupsafe import Markup

from ficbind.manifest.values import Release, ReleasedStory
from ficbind.matter.labels import Labels
from ficbind.matter.language import marks
from ficbind.matter.story_front import title
from ficbind.matter.templates import escaped, render
from ficbind.model import Story
from ficbind.records import dataclass
from ficbind.vocabulary import UNAUTHORED
from ficbind.xhtml import Body, plain, words

_SHOWN = 16
"""Hexadecimal digits of a digest that the record keeps."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How the stories differ from those of the release `since`; nothing where there was none before."""

    since: Release | None = None
    new: tuple[Story, ...] = ()
    changed: tuple[Story, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)

    def mark(self, story: Story) -> str | None:
        """Name what a story is: "new", "changed", or nothing."""
        if any(story.key == each.key for each in self.new):
            return "new"
        return "changed" if any(story.key == each.key for each in self.changed) else None


def released_stories(stories: Sequence[Story]) -> tuple[ReleasedStory, ...]:
    """Sum up stories as a record of releases keeps them."""
    return tuple(ReleasedStory(story.key, " ".join(story.title.split()), text_digest(story)) for story in stories)


def text_digest(story: Story) -> str:
    """Digest the words of a story: a mended quotation mark or another version of ficbind makes no other story of it."""
    text = "\n".join(f"{chapter.title or ''}\n{plain(chapter.body, without=UNAUTHORED)}" for chapter in story.chapters)
    return sha256(" ".join(words(f"{story.title}\n{text}")).encode()).hexdigest()[:_SHOWN]


def changes(stories: Sequence[Story], releases: Sequence[Release]) -> Changes:
    """Compare stories with the last release that held others, so that a release made again marks what it marked."""
    if not releases:
        return Changes()
    current = set(released_stories(stories))
    earlier = releases[:-1] if releases and set(releases[-1].stories) == current else releases
    return _since(earlier[-1], stories) if earlier else Changes()


def _since(release: Release, stories: Sequence[Story]) -> Changes:
    keys = {each.key: each for each in release.stories}
    texts = {each.text: each for each in release.stories}
    new, changed, met = [], [], set()
    for story, told in zip(stories, released_stories(stories), strict=True):
        # A story whose file was renamed is still known by its words.
        before = keys.get(told.key) or texts.get(told.text)
        if before is None:
            new.append(story)
            continue
        met.add(before)
        if before.text != told.text:
            changed.append(story)
    gone = tuple(each.title for each in release.stories if each not in met)
    return Changes(release, tuple(new), tuple(changed), gone)


@dataclass(frozen=True, slots=True)
class Group:
    """Stories that changed in one way."""

    term: Markup
    stories: tuple[Markup, ...]


def changes_page(found: Changes, words_: Labels, language: str, heading: Markup | None) -> Body | None:
    """Make the page that lists what changed; none where nothing did."""
    if not found or found.since is None:
        return None

    def link(story: Story) -> Markup:
        name = title(story, words_)
        return Markup('<a href="#{}"{}>{}</a>').format(story.key, marks(story.language, language), name)

    kinds = (("new", map(link, found.new)), ("changed", map(link, found.changed)), ("gone", map(escaped, found.gone)))
    groups = tuple(Group(words_.say(words_.words[f"changes.{kind}"]), tuple(each)) for kind, each in kinds)
    since = words_.sentence("changes.since", date=found.since.moment[:10])
    return render("changes", heading=heading, since=since, groups=[group for group in groups if group.stories])
