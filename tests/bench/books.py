"""Books of a wanted length, shuffled from the paragraphs of the sample anthology; the seed is fixed."""

import random
from dataclasses import dataclass
from pathlib import Path

from corpus import ao3, prose
from corpus.truth import Chapter, Work
from corpus.works import work

CHAPTERS = 40
SCENE = 25
"""Paragraphs of a scene of a long work."""


@dataclass(frozen=True)
class Corpus:
    """The same book for every tool: a manifest for ours, Markdown or HTML for pandoc."""

    manifest: Path
    source: Path
    words: int


def write(folder: Path, words: int, stories: int = 20) -> Corpus:
    """Write `stories` text files of together `words` words, their manifest, and one Markdown file."""
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs, shuffle = prose.sampled("en"), random.Random(1)
    texts = ["\n\n".join(_drawn(paragraphs, shuffle, words // stories)) + "\n" for _ in range(stories)]
    for number, text in enumerate(texts, 1):
        header = (
            f"Title: Story {number}\nAuthor: Writer {number}\nRating: T\nSummary: The story of number {number}.\n\n"
        )
        (folder / f"story-{number:02d}.txt").write_text(header + text, encoding="utf-8")
    markdown = folder / "book.md"
    chapters = (f"# Story {number}\n\n{text}" for number, text in enumerate(texts, 1))
    markdown.write_text("% A Long Book\n% A. Editor\n\n" + "\n\n".join(chapters), encoding="utf-8")
    return Corpus(_manifest(folder, "story-*.txt"), markdown, sum(len(text.split()) for text in texts))


def write_downloads(folder: Path, words: int, works: int = 1) -> Corpus:
    """Write `works` downloads of an archive, each of `words` words in chapters, and their manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    stories = [_long_work(number, words) for number in range(1, works + 1)]
    for story in stories:
        page = ao3.page(story, random.Random(story.number))
        (folder / f"work-{story.number:02d}.html").write_text(page, encoding="utf-8")
    return Corpus(_manifest(folder, "work-*.html"), folder / "work-01.html", sum(story.words for story in stories))


def _manifest(folder: Path, pattern: str) -> Path:
    manifest = folder / "anthology.yaml"
    text = f"title: A Long Book\nlanguage: en-GB\neditor: A. Editor\nstories: ['{pattern}']\n"
    manifest.write_text(text, encoding="utf-8")
    return manifest


def _long_work(number: int, words: int) -> Work:
    short, shuffle = work(number), random.Random(number)
    chapters = []
    for place in range(1, CHAPTERS + 1):
        drawn = [prose.starred(text) for text in _drawn(prose.sampled("en"), shuffle, words // CHAPTERS)]
        scenes = tuple(tuple(drawn[at : at + SCENE]) for at in range(0, len(drawn), SCENE))
        chapters.append(Chapter(f"The Part of {place} Lamps", scenes))
    return Work(number, "en", short.facts, tuple(chapters)).saying(*ao3.FIELDS)


def _drawn(paragraphs: tuple[str, ...], shuffle: random.Random, words: int) -> list[str]:
    chosen: list[str] = []
    while words > 0:
        chosen.append(shuffle.choice(paragraphs))
        words -= len(chosen[-1].split())
    return chosen
