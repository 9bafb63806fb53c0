"""What stands above a story that has no front page: a few lines, or its title and author."""

from collections.abc import Iterator

from markupsafe import Markup

from ficbind.matter.labels import Labels
from ficbind.matter.language import marks
from ficbind.matter.story_front import authors, length, other_language, prose, rating, title, values
from ficbind.matter.templates import escaped, render
from ficbind.model import Field, Page, Story


def story_head(story: Story, words: Labels, book_language: str, warnings: Markup | None = None) -> Page:
    """Make the head of a story; `warnings` stands in place of what the story warns of."""
    compact = story.front == "compact"
    body = render(
        "story-head",
        id=story.key,
        # It stands in a chapter, which is in the story's language.
        around=marks(book_language, story.language),
        marks=marks(story.language, book_language),
        title=title(story, words),
        author=words.role("aut", [person.name for person in authors(story)]) if authors(story) else None,
        credits=words.roles([person for person in story.metadata.people if person.role != "aut"]) if compact else (),
        facts=Markup(" · ").join(_facts(story, words, book_language, warnings)) if compact else None,
        summary=prose(story, Field.SUMMARY) if compact else None,
    )
    return Page(story.key, "story-head", title(story, words), body, book_language)


def _facts(story: Story, words: Labels, book_language: str, warnings: Markup | None) -> Iterator[Markup]:
    """Give what helps to choose a story: the facts of the contents, its fandom and series, and what it warns of."""
    own = marks(story.language, book_language)
    shown = (rating(story, words), _own(story, Field.FANDOM, own), _own(story, Field.SERIES, own), length(story, words))
    yield from (each for each in shown if each)
    if story.words:
        yield words.say(words.time(story.words))
    if language := other_language(story, words, book_language):
        yield language
    warned = warnings or _own(story, Field.WARNINGS, own)
    if warnings and not story.warns_on_request:
        yield warnings  # the link names the page of warnings
    elif warned:
        yield words.labelled(words.fact("warnings", len(values(story, Field.WARNINGS))), warned)


def _own(story: Story, field: Field, own: Markup) -> Markup:
    said = escaped(", ".join(values(story, field)))
    return Markup("<span{}>{}</span>").format(own, said) if own and said else said
