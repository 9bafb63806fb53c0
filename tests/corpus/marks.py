"""How authors mark scenes and chapters, and how text and HTML show emphasis."""

from collections.abc import Callable, Iterable
from html import escape
from random import Random

from corpus.truth import Chapter, Paragraph, Work

BREAKS = (
    "***", "* * *", "*****", "---", "-----", "~*~", "~*~*~*~", "~ * ~", "oOo", "OoOoO", "o0o0o", "xXx", "x-x-x",
    "-o-O-o-", "~o~", "_____", "~~~", "=====", "+++", "#", "###", ".:.", "-=-=-=-", "<><><>", "LINE BREAK", "#~#",
    "--- line break ---", "[scene break]", "~ time skip ~", "-x-", "-*-", "o.o.o", "----------------------------------",
)  # fmt: skip
WIDE_BREAKS = ("⁂", "※", "❦", "•••", "◆◇◆", "§ § §", "☆☆☆", "✦", "• • •", "♥")
_WORDS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
_HEADS: dict[str, tuple[Callable[[int], str], ...]] = {
    "en": (
        lambda n: f"Chapter {n}",
        lambda n: f"CHAPTER {_WORDS[n - 1].upper()}",
        lambda n: f"Chapter {_WORDS[n - 1]}",
        lambda n: f"Part {_ROMAN[n - 1]}",
        lambda n: f"Ch. {n}",
        lambda n: f"Chapter {_ROMAN[n - 1]}",
    ),
    "de": (lambda n: f"Kapitel {n}",),
    "fr": (lambda n: f"Chapitre {n}",),
    "ru": (lambda n: f"Глава {n}",),
    "es": (lambda n: f"Capítulo {n}",),
}


def headings(pick: Random, work: Work) -> list[str]:
    """Give the heading lines of a work, all of one kind: `Chapter 3: Oil`."""
    label, between = pick.choice(_HEADS[work.language]), pick.choice((": ", " - ", ". ", ": "))
    return [
        f"{label(n)}{between}{chapter.title}" if chapter.title else label(n)
        for n, chapter in enumerate(work.chapters, 1)
    ]


def html(paragraph: Paragraph, em: str = "em", strong: str = "strong") -> str:
    """Write the runs of a paragraph as inline HTML."""
    tags = {"em": em, "strong": strong}
    return "".join(
        f"<{tags[run.style]}>{escape(run.text, quote=False)}</{tags[run.style]}>"
        if run.style
        else escape(run.text, quote=False)
        for run in paragraph
    )


def starred(paragraph: Paragraph, em: str = "*", strong: str = "**") -> str:
    """Write the runs of a paragraph as text writers do."""
    marks = {"em": em, "strong": strong, "": ""}
    return "".join(f"{marks[run.style]}{run.text}{marks[run.style]}" for run in paragraph)


def plain_paragraphs(texts: Iterable[str]) -> str:
    """Write paragraphs without emphasis as HTML."""
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)


def story(chapter: Chapter, paragraph: Callable[[Paragraph], str], between: str) -> str:
    """Write the scenes of a chapter."""
    return f"\n{between}\n".join("\n".join(map(paragraph, scene)) for scene in chapter.scenes)


def paragraphs(chapter: Chapter, between: str = "<hr />") -> str:
    """Write the scenes of a chapter as ordinary HTML."""
    return story(chapter, lambda each: f"<p>{html(each)}</p>", between)


def html_break(pick: Random) -> str:
    """Give a scene break as archives' editors make them."""
    glyphs = pick.choice((*BREAKS, *WIDE_BREAKS))
    shown = escape(glyphs)
    return pick.choice(
        (
            "<hr />",
            "<hr/>",
            f"<p>{shown}</p>",
            f'<p align="center">{shown}</p>',
            f'<p style="text-align: center;">{shown}</p>',
            f"<p><strong>{shown}</strong></p>",
            f"<center>{shown}</center>",
            '<p align="center"><hr size="1" noshade="noshade" /></p>',
        )
    )


def titled(chapter: Chapter, number: int) -> str:
    """Give the heading that archives make: `Chapter 3: Oil`, `Chapter 3`."""
    return f"Chapter {number}: {chapter.title}" if chapter.title else f"Chapter {number}"
