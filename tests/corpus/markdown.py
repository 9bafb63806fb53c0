"""Markdown, as writing programs and static sites keep it."""

import textwrap
from random import Random

from corpus import marks
from corpus.truth import Paragraph, Sample, Work
from corpus.works import work
from ficbind.metadata import Field

_SAID = (Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.RATING, Field.FANDOM, Field.TAGS)


def _known(pick: Random, number: int, *fields: Field) -> Work:
    story = work(number).without_asides().saying(*fields)
    story = story.knowing(Field.AUTHOR, story.get(Field.AUTHOR)[0])
    if Field.SUMMARY in fields:
        story = story.knowing(Field.SUMMARY, story.get(Field.SUMMARY)[0])
    return story.knowing(Field.RATING, pick.choice(("PG", "T", "Mature", "R"))) if Field.RATING in fields else story


def _literal(paragraph: Paragraph, em: str) -> str:
    text = marks.starred(paragraph, em)
    # What would start a list or a heading is escaped, as editors do.
    return f"\\{text}" if text[:1] in "#+->" else text


def _body(pick: Random, story: Work, level: str) -> str:
    broken = pick.choice(("* * *", "***", "---", "\\*\\*\\*", "- - -", "_____"))
    em, wrapped = pick.choice("*_"), pick.random() < 0.3
    made = []
    for head, chapter in zip(marks.headings(pick, story), story.chapters, strict=True):
        made += [f"{level} {head}"] if len(story.chapters) > 1 else []
        for place, scene in enumerate(chapter.scenes):
            made += [broken] if place else []
            texts = [_literal(each, em) for each in scene]
            made += [
                textwrap.fill(text, 80, break_on_hyphens=False, break_long_words=False) if wrapped else text
                for text in texts
            ]
    return "\n\n".join(made)


def front_matter(pick: Random, number: int) -> Sample:
    """YAML on top, `##` chapters."""
    story = _known(pick, number, *_SAID)
    tags = "".join(f'\n  - "{tag}"' for tag in story.get(Field.TAGS))
    fandoms = ", ".join(f'"{name}"' for name in story.get(Field.FANDOM))
    yaml = (
        f'---\ntitle: "{story.title}"\nauthor: "{story.text(Field.AUTHOR)}"\nsummary: >-\n  {story.text(Field.SUMMARY)}\n'
        f"rating: {story.text(Field.RATING)}\nfandom: [{fandoms}]\ntags:{tags}\n---\n\n"
    )
    top = f"# {story.title}\n\n" if pick.random() < 0.5 else ""
    text = f"{yaml}{top}{_body(pick, story, '##' if top else pick.choice(('#', '##')))}\n"
    return Sample.one(f"front-{number}.md", text, story, family="Markdown")


def headed(pick: Random, number: int) -> Sample:
    """A title as the first heading, a name below, chapters as second headings; sometimes underlined ones."""
    story = _known(pick, number, Field.TITLE, Field.AUTHOR)
    underlined = pick.random() < 0.3
    top = f"{story.title}\n{'=' * max(len(story.title), 3)}" if underlined else f"# {story.title}"
    text = f"{top}\n\nby {story.text(Field.AUTHOR)}\n\n{_body(pick, story, '##')}\n"
    return Sample.one(f"headed-{number}.md", text, story, family="Markdown")


def labelled(pick: Random, number: int) -> Sample:
    """A title, bold labels, a rule, then the story."""
    story = _known(pick, number, Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.RATING, Field.FANDOM)
    labels = (("Author", Field.AUTHOR), ("Fandom", Field.FANDOM), ("Rating", Field.RATING), ("Summary", Field.SUMMARY))
    lines = "  \n".join(f"**{label}:** {story.text(name)}" for label, name in labels)
    text = f"# {story.title}\n\n{lines}\n\n---\n\n{_body(pick, story, '##')}\n"
    return Sample.one(f"labelled-{number}.md", text, story, family="Markdown")
