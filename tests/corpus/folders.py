"""Folders that hold one story, a file a chapter."""

from html import escape
from random import Random

from corpus import marks
from corpus.sites import numbered
from corpus.truth import Sample
from corpus.works import work
from ficbind.metadata import Field


def texts(pick: Random, number: int) -> Sample:
    """Text files that their numbers put in order; the header stands in the first."""
    story = (
        work(number, chapters=pick.choice((3, 4, 11))).without_asides().saying(Field.TITLE, Field.AUTHOR, Field.RATING)
    )
    story = story.knowing(Field.RATING, "PG").knowing(Field.AUTHOR, story.get(Field.AUTHOR)[0])
    story = numbered(story, "Chapter {}")
    files = {}
    for n, chapter in enumerate(story.chapters, 1):
        head = f"Title: {story.title}\nAuthor: {story.text(Field.AUTHOR)}\nRating: PG\n\n" if n == 1 else ""
        line = f"Chapter {n}: {chapter.title}" if not chapter.title.startswith("Chapter") else chapter.title
        text = "\n\n***\n\n".join("\n\n".join(marks.starred(each) for each in scene) for scene in chapter.scenes)
        files[f"chapter {n}.txt"] = f"{head}{line}\n\n{text}\n".encode()
    return Sample(f"folder-{number}", files, (story,), "folder of chapters")


def pages(pick: Random, number: int) -> Sample:
    """Web pages, a heading in each, that the names order: `01-the-stairs.html`."""
    story = work(number, chapters=3).without_asides().saying(Field.TITLE)
    story = numbered(story.knowing(Field.TITLE, f"Folder Pages {number}"), "Chapter {}")
    files = {
        f"{n:02d}.html": (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(each.title)}</title></head><body><h1>{escape(each.title, quote=False)}</h1>\n'
            f"{marks.paragraphs(each)}\n</body></html>\n"
        ).encode()
        for n, each in enumerate(story.chapters, 1)
    }
    return Sample(f"Folder Pages {number}", files, (story,), "folder of chapters")


def markdown(pick: Random, number: int) -> Sample:
    """Markdown files, a heading in each."""
    story = work(number, chapters=4).without_asides().saying(Field.TITLE)
    story = numbered(story.knowing(Field.TITLE, f"Folder Notes {number}"), "Chapter {}")
    files = {}
    for n, each in enumerate(story.chapters, 1):
        text = "\n\n* * *\n\n".join(
            "\n\n".join(marks.starred(paragraph) for paragraph in scene) for scene in each.scenes
        )
        files[f"{n}. {each.title.replace('/', '-')}.md"] = f"# {each.title}\n\n{text}\n".encode()
    return Sample(f"Folder Notes {number}", files, (story,), "folder of chapters")
