"""Text that programs made: FanFicFare's text files, Project Gutenberg's, newsgroup posts, pages copied from archives."""

import textwrap
from random import Random

from corpus import marks
from corpus.truth import Chapter, Sample, Work
from corpus.works import work
from ficbind.metadata import Field

_LABELS = (
    (Field.SERIES, "Series"),
    (Field.FANDOM, "Category"),
    (Field.GENRE, "Genre"),
    (Field.LANGUAGE, "Language"),
    (Field.CHARACTERS, "Characters"),
    (Field.PAIRING, "Relationships"),
    (Field.STATUS, "Status"),
    (Field.RATING, "Rating"),
    (Field.WARNINGS, "Warnings"),
)


def labels(story: Work) -> list[tuple[str, str]]:
    """Give the labels and values that FanFicFare writes, in its order."""
    known = [(label, story.text(name)) for name, label in _LABELS if story.get(name)]
    return [
        *known[:7],
        ("Published", "2019-03-01"),
        ("Updated", "2020-11-21"),
        ("Packaged", "2021-01-02 03:04:05"),
        *known[7:],
        ("Chapters", str(len(story.chapters))),
        ("Words", f"{story.words:,}"),
        ("Publisher", "www.fanfiction.net"),
        ("Story URL", story.text(Field.SOURCE)),
        ("Summary", " ".join(story.get(Field.SUMMARY))),
    ]


def known(number: int, **options: int) -> Work:
    """A story of which FanFicFare knows all that its labels say."""
    story = work(number, **options)
    story = story.knowing(Field.SUMMARY, " ".join(story.get(Field.SUMMARY)))
    return story.saying(Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.SOURCE, *(name for name, _ in _LABELS))


def fanficfare(pick: Random, number: int) -> Sample:
    """FanFicFare's text file: CRLF, wrapped at 78, a list of chapters, `End file.`"""
    story = known(number).without_asides()
    lines = ["", "", story.title, "", f"by {story.text(Field.AUTHOR)}", "", ""]
    for label, value in labels(story):
        lines += textwrap.wrap(f"{label}: {value}", 78, break_on_hyphens=False, break_long_words=False)
    titles = [chapter.title or f"Chapter {n}" for n, chapter in enumerate(story.chapters, 1)]
    if len(titles) > 1:
        lines += ["", "", "TABLE OF CONTENTS", "", *titles, ""]
        story = Work(
            story.number,
            story.language,
            story.facts,
            tuple(Chapter(title, chapter.scenes) for title, chapter in zip(titles, story.chapters, strict=True)),
        )
    for title, chapter in zip(titles, story.chapters, strict=True):
        lines += ["", f"\t{title}", ""] if len(titles) > 1 else [""]
        for place, scene in enumerate(chapter.scenes):
            lines += ["* * *", ""] if place else []
            for paragraph in scene:
                lines += [*textwrap.wrap(marks.starred(paragraph, "_"), 78, break_on_hyphens=False), ""]
    text = "\r\n".join([*lines, "", "End file.", ""])
    return Sample.one(f"fanficfare-{number}.txt", text, story, family="FanFicFare text")


def gutenberg(pick: Random, number: int) -> Sample:
    """Project Gutenberg's text file with its licence, `_emphasis_` and a list of contents."""
    story = work(number).without_asides().saying(Field.TITLE, Field.AUTHOR, Field.LANGUAGE)
    story = story.knowing(Field.AUTHOR, story.get(Field.AUTHOR)[0])
    heads = [f"CHAPTER {n}. {each.title}" if each.title else f"CHAPTER {n}" for n, each in enumerate(story.chapters, 1)]
    many = len(heads) > 1
    contents = ["", " CONTENTS", "", *(f" {head}" for head in heads), "", ""] if many else []
    lines = [
        f"The Project Gutenberg eBook of {story.title}, by {story.text(Field.AUTHOR)}", "",
        "This eBook is for the use of anyone anywhere in the United States and", "most other parts of the world at no cost.", "",
        f"Title: {story.title}", "", f"Author: {story.text(Field.AUTHOR)}", "", "Release Date: March 1, 2019 [eBook #59999]", "",
        "Language: English", "", "Character set encoding: UTF-8", "", "Produced by: nobody in particular", "",
        f"*** START OF THE PROJECT GUTENBERG EBOOK {story.title.upper()} ***", "", "", "",
        story.title, "", f"by {story.text(Field.AUTHOR)}", "", *contents, "",
    ]  # fmt: skip
    for head, chapter in zip(heads, story.chapters, strict=True):
        lines += ["", "", head, "", ""] if many else []
        for place, scene in enumerate(chapter.scenes):
            lines += ["", "       *       *       *       *       *", ""] if place else []
            for paragraph in scene:
                lines += [*textwrap.wrap(marks.starred(paragraph, "_", "="), 72, break_on_hyphens=False), ""]
    lines += [
        "",
        f"*** END OF THE PROJECT GUTENBERG EBOOK {story.title.upper()} ***",
        "",
        "Updated editions will replace the previous one.",
    ]
    return Sample.one(f"pg{number}.txt", "\r\n".join(lines), story, family="Gutenberg text")


def newsgroup(pick: Random, number: int) -> Sample:
    """A story posted to a newsgroup."""
    story = (
        work(number, chapters=1)
        .single()
        .without_asides()
        .saying(Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.RATING)
    )
    story = story.knowing(Field.SUMMARY, story.get(Field.SUMMARY)[0]).knowing(Field.AUTHOR, story.get(Field.AUTHOR)[0])
    story = story.knowing(Field.RATING, pick.choice(("PG", "PG-13", "R", "NC-17", "G")))
    lines = [
        f"From: {story.text(Field.AUTHOR)} <someone@example.org>", "Newsgroups: alt.stories.lamps",
        f"Subject: NEW: {story.title} (1/1)", "Date: 12 Mar 1998 04:12:11 GMT", "Message-ID: <x1@news.example.org>", "",
        f"TITLE: {story.title}", f"AUTHOR: {story.text(Field.AUTHOR)}", "E-MAIL: someone@example.org",
        f"RATING: {story.text(Field.RATING)}",
        *textwrap.wrap(f"SUMMARY: {story.text(Field.SUMMARY)}", 70), "DISCLAIMER: They belong to themselves.", "", "*" * 20, "",
    ]  # fmt: skip
    for place, scene in enumerate(story.chapters[0].scenes):
        lines += ["*****", ""] if place else []
        for paragraph in scene:
            lines += [*textwrap.wrap(marks.starred(paragraph, "*"), 70), ""]
    return Sample.one(f"post-{number}.txt", "\n".join([*lines, "END"]), story, family="newsgroup post")


def copied(pick: Random, number: int) -> Sample:
    """A page of an archive, copied as text: labels on lines of their own, values below."""
    story = work(number)
    story = story.saying(
        Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.RATING, Field.WARNINGS, Field.CATEGORY, Field.FANDOM,
        Field.PAIRING, Field.CHARACTERS, Field.TAGS, Field.LANGUAGE, Field.NOTES,
    ).without_asides().unstyled().knowing(Field.SUMMARY, story.get(Field.SUMMARY)[0])  # fmt: skip
    lines = [
        "Rating:", story.text(Field.RATING), "Archive Warning:", story.text(Field.WARNINGS),
        "Category:", story.text(Field.CATEGORY), "Fandom:", story.text(Field.FANDOM),
        "Relationship:", story.text(Field.PAIRING), "Characters:", story.text(Field.CHARACTERS),
        "Additional Tags:", story.text(Field.TAGS), "Language:", story.text(Field.LANGUAGE),
        "Stats:", f"Published:2019-03-01Words:{story.words:,}Chapters:{len(story.chapters)}/{len(story.chapters)}",
        story.title, story.text(Field.AUTHOR), "Summary:", story.text(Field.SUMMARY),
        *(["Notes:", *story.get(Field.NOTES)] if story.get(Field.NOTES) else []),
    ]  # fmt: skip
    many = len(story.chapters) > 1
    for number_, chapter in enumerate(story.chapters, 1):
        lines += ["", marks.titled(chapter, number_), "Chapter Text"] if many else ["Work Text:"]
        for place, scene in enumerate(chapter.scenes):
            lines += ["", "***"] if place else []
            for paragraph in scene:
                lines += ["", "".join(run.text for run in paragraph)]
    return Sample.one(f"copied-{number}.txt", "\n".join([*lines, ""]), story, family="archive page as text")
