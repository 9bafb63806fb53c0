"""Text files: headers, paragraphs, headings, breaks and ends in the shapes that thirty years have left."""

import textwrap
from collections.abc import Callable
from random import Random

from corpus import marks
from corpus.truth import Chapter, Paragraph, Sample, Work
from corpus.works import work
from ficbind.metadata import Field

_SAID = (Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.RATING, Field.FANDOM, Field.PAIRING, Field.WARNINGS)
_KEYS = {
    Field.TITLE: ("Title", "Title", "Story Title", "TITLE"),
    Field.AUTHOR: ("Author", "Author", "By", "Written by", "AUTHOR", "Pen Name"),
    Field.SUMMARY: ("Summary", "Summary", "SUMMARY", "Description", "Sumary"),
    Field.RATING: ("Rating", "Rated", "RATING"),
    Field.FANDOM: ("Fandom", "FANDOM", "Fandom(s)"),
    Field.PAIRING: ("Pairing", "Pairings", "Relationship", "Ship"),
    Field.WARNINGS: ("Warnings", "Warning", "WARNINGS"),
    Field.DISCLAIMER: ("Disclaimer", "DISCLAIMER", "Disclamer"),
}
_FOREIGN = {
    "ru": ("Название", "Автор", "Саммари", "Рейтинг", "Фандом", "Пейринг", "Предупреждения"),
    "de": ("Titel", "Autor", "Zusammenfassung", "Altersfreigabe", "Fandom", "Paar", "Warnung"),
    "fr": ("Titre", "Auteur", "Résumé", "Rating", "Fandom", "Pairing", "Warning"),
    "es": ("Título", "Autor", "Resumen", "Rating", "Fandom", "Pairing", "Warnings"),
}
_FAN_RATINGS = ("G", "PG", "PG-13", "R", "NC-17", "T", "K+", "M")
_ENDS = ("", "", "", "The End", "THE END", "~fin~", "- End -", "Fin", "*** The End ***", "end.")


def header(pick: Random, story: Work) -> str:
    """Write a header block in one of the ways authors have."""
    known = [name for name in _SAID if story.get(name)]
    keys = {name: pick.choice(_KEYS[name]) for name in known}
    if story.language in _FOREIGN:
        keys = dict(zip(_SAID, _FOREIGN[story.language], strict=True))
    shape = pick.choice(("plain", "plain", "plain", "bold", "brackets", "caps", "spaced", "shuffled"))
    if shape == "shuffled":
        head, rest = known[:2], known[2:]
        pick.shuffle(rest)
        known = head + rest
    lines = [
        _line(shape, keys[name], "\n\n".join(story.get(name)) if name is Field.SUMMARY else story.text(name))
        for name in known
    ]
    return ("\n\n" if shape == "spaced" else "\n").join(lines)


def _line(shape: str, key: str, value: str) -> str:
    if shape == "bold":
        return f"**{key}:** {value}"
    if shape == "brackets":
        return f"[{key}]: {value}"
    return f"{key.upper()}: {value}" if shape == "caps" else f"{key}: {value}"


def _one_paragraph_summary(story: Work) -> Work:
    return story.knowing(Field.SUMMARY, story.get(Field.SUMMARY)[0])


def _fan(pick: Random, number: int, language: str = "en", chapters: int | None = None) -> Work:
    made = _one_paragraph_summary(work(number, language, chapters).saying(*_SAID))
    return made.knowing(Field.RATING, pick.choice(_FAN_RATINGS))


_BLANK = "\n\n"
_SHAPES: dict[str, Callable[[str], str]] = {
    "blocks": lambda text: text,
    "wrapped": lambda text: textwrap.fill(text, 70, break_long_words=False, break_on_hyphens=False),
    "indented": lambda text: f"    {text}",
    "printed": lambda text: textwrap.fill(
        text, 72, initial_indent="     ", break_long_words=False, break_on_hyphens=False
    ),
}


def body(pick: Random, story: Work, shape: str, glyphs: tuple[str, ...] = marks.BREAKS) -> str:
    """Write the chapters in a paragraph shape."""
    broken = pick.choice(glyphs)
    centred = pick.random() < 0.3
    em = pick.choice(("*", "_", "/"))
    heads = marks.headings(pick, story)
    tight = shape in {"indented", "printed"} and pick.random() < 0.6
    between = "\n" if tight else _BLANK
    wrap = _SHAPES[shape]

    def write(paragraph: Paragraph) -> str:
        # A slash marks emphasis only where the text has no other.
        starred = marks.starred(paragraph, em if "/" not in "".join(run.text for run in paragraph) else "*")
        return wrap(starred)

    made = []
    for head, chapter in zip(heads, story.chapters, strict=True):
        blocks = [head] if len(story.chapters) > 1 else []
        blocks += [f"A/N: {note}" for note in chapter.before]
        shown = broken.center(70).rstrip() if centred else broken
        blocks.append(f"{_BLANK}{shown}{_BLANK}".join(between.join(map(write, scene)) for scene in chapter.scenes))
        blocks += [f"A/N: {note}" for note in chapter.after]
        made.append(_BLANK.join(blocks))
    return "\n\n\n".join(made)


def _no_summaries(story: Work) -> Work:
    chapters = tuple(Chapter(each.title, each.scenes, each.before, each.after) for each in story.chapters)
    return Work(story.number, story.language, story.facts, chapters)


def labelled(pick: Random, number: int) -> Sample:
    """A header block, then the story in any paragraph shape."""
    story = _no_summaries(_fan(pick, number))
    shape = pick.choice(tuple(_SHAPES))
    glyphs = (*marks.BREAKS, *marks.WIDE_BREAKS)
    again = f"\n\n{story.title}\n" if pick.random() < 0.3 else "\n"
    end = pick.choice(_ENDS)
    text = f"{header(pick, story)}\n{again}\n{body(pick, story, shape, glyphs)}\n\n{end}\n"
    if pick.random() < 0.3:
        text = text.replace("\n", "\r\n")
    return Sample.one(f"labelled-{shape}-{number}.txt", text, story, family="text, labelled header")


def disclaimed(pick: Random, number: int) -> Sample:
    """A header with a disclaimer and a note after the known labels, a rule, the title once more."""
    story = _no_summaries(_fan(pick, number)).knowing(
        Field.DISCLAIMER, "Not mine, no money made, please do not sue the goat."
    )
    rule = pick.choice(("-" * 40, "=" * 60, "*" * 30, "~" * 20))
    text = (
        f"{header(pick, story)}\nDisclaimer: {story.text(Field.DISCLAIMER)}\n\n{rule}\n\n"
        f"{body(pick, story, 'wrapped')}\n\n{pick.choice(_ENDS)}\n"
    )
    return Sample.one(f"disclaimed-{number}.txt", text, story, family="text, labelled header")


def bare(pick: Random, number: int) -> Sample:
    """A title and a name, no labels at all."""
    story = _no_summaries(work(number)).saying(Field.TITLE, Field.AUTHOR)
    story = story.knowing(Field.AUTHOR, story.get(Field.AUTHOR)[0])
    by = pick.choice(("by ", "By ", "by "))
    apart = pick.choice(("\n", "\n\n"))
    text = f"{story.title}{apart}{by}{story.text(Field.AUTHOR)}\n\n\n{body(pick, story, pick.choice(('blocks', 'wrapped')))}\n"
    return Sample.one(f"bare-{number}.txt", text, story, family="text, no labels")


def untitled(pick: Random, number: int) -> Sample:
    """Prose from the first line on; the file's name is all the title there is."""
    story = work(number, chapters=1).single().without_asides().saying()
    return Sample.one(f"prose only {number}.txt", f"{body(pick, story, 'blocks')}\n", story, family="text, no labels")


def journal(pick: Random, number: int) -> Sample:
    """A journal entry: labels in one line or bold, the summary, a rule."""
    story = _no_summaries(_fan(pick, number, chapters=1)).single()
    story = story.saying(Field.TITLE, Field.AUTHOR, Field.FANDOM, Field.RATING, Field.SUMMARY)
    text = (
        f"Title: {story.title}\nAuthor: {story.text(Field.AUTHOR)}\n"
        f"Fandom: {story.text(Field.FANDOM)} | Rating: {story.text(Field.RATING)}\n"
        f"Summary: {story.text(Field.SUMMARY)}\n\n{body(pick, story, 'blocks')}\n"
    )
    return Sample.one(f"journal-{number}.txt", text, story, family="text, labelled header")


def unlined(pick: Random, number: int) -> Sample:
    """One line a paragraph, no blank lines but around breaks and headings."""
    story = _no_summaries(_fan(pick, number)).without_asides()
    broken = pick.choice(("***", "---", "oOo", "~*~"))
    heads = marks.headings(pick, story)
    made = []
    for head, chapter in zip(heads, story.chapters, strict=True):
        text = f"\n{broken}\n".join("\n".join(marks.starred(each, "*") for each in scene) for scene in chapter.scenes)
        made.append(f"{head}\n\n{text}" if len(heads) > 1 else text)
    whole = f"{header(pick, story)}\n\n" + "\n\n".join(made) + "\n"
    return Sample.one(f"unlined-{number}.txt", whole, story, family="text, labelled header")


def encoded(encoding: str, language: str, change: Callable[[str], str]) -> Callable[[Random, int], Sample]:
    """Make a writer of text files in one encoding; `change` puts the characters in that it is about."""

    def write(pick: Random, number: int) -> Sample:
        story = _no_summaries(_fan(pick, number, language)).mapped(change)
        text = f"{header(pick, story)}\n\n\n{body(pick, story, 'blocks', ('***', '* * *', '---', '-----'))}\n"
        name = f"{encoding}-{language}-{number}.txt"
        return Sample.one(name, text.encode(encoding), story, family=f"text, {encoding}")

    return write


def curly(text: str) -> str:
    """Set the quotes of English as word processors do."""
    made, opens = [], True
    for character in text:
        if character == '"':
            made.append("“" if opens else "”")
            opens = not opens
        else:
            made.append("’" if character == "'" else character)
    return "".join(made).replace("...", "…")
