"""Books of a wanted length, shuffled from the paragraphs of the sample anthology; the seed is fixed."""

import random
from dataclasses import dataclass
from pathlib import Path

SAMPLE = Path(__file__).parent.parent.parent / "stories"


@dataclass(frozen=True)
class Corpus:
    """The same book for every tool: a manifest for ours, Markdown for pandoc."""

    manifest: Path
    markdown: Path
    words: int


def write(folder: Path, words: int, stories: int = 20) -> Corpus:
    """Write `stories` text files of together `words` words, their manifest, and one Markdown file."""
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs, shuffle = _paragraphs(), random.Random(1)
    texts = [_story(paragraphs, shuffle, words // stories) for _ in range(stories)]
    for number, text in enumerate(texts, 1):
        header = (
            f"Title: Story {number}\nAuthor: Writer {number}\nRating: T\nSummary: The story of number {number}.\n\n"
        )
        (folder / f"story-{number:02d}.txt").write_text(header + text, encoding="utf-8")
    manifest = folder / "anthology.yaml"
    manifest.write_text(
        "title: A Long Book\nlanguage: en-GB\neditor: A. Editor\nstories: ['story-*.txt']\n", encoding="utf-8"
    )
    markdown = folder / "book.md"
    chapters = (f"# Story {number}\n\n{text}" for number, text in enumerate(texts, 1))
    markdown.write_text("% A Long Book\n% A. Editor\n\n" + "\n\n".join(chapters), encoding="utf-8")
    return Corpus(manifest, markdown, sum(len(text.split()) for text in texts))


def _paragraphs() -> list[str]:
    lines = (SAMPLE / "tides" / "low-water.txt").read_text("utf-8").splitlines()
    lines += (SAMPLE / "lamps" / "lamp-oil.txt").read_text("utf-8").splitlines()
    return [line for line in lines if len(line) > 60 and ":" not in line[:20]]


def _story(paragraphs: list[str], shuffle: random.Random, words: int) -> str:
    chosen: list[str] = []
    while words > 0:
        chosen.append(shuffle.choice(paragraphs))
        words -= len(chosen[-1].split())
    return "\n\n".join(chosen) + "\n"
