"""Books for the tests of the print writer, made of invented text."""

import random
from pathlib import Path

from ficbind.model import (
    Body,
    Book,
    Chapter,
    ContentsEntry,
    Fact,
    Field,
    Metadata,
    Origin,
    Page,
    Part,
    Person,
    Story,
    Work,
)

# fmt: off
NOUNS = [
    "harbour", "lantern", "window", "morning", "kettle", "letter", "garden", "river", "stranger", "winter", "shoulder",
    "promise", "corridor", "thunder", "engine", "brother", "station", "silence", "pocket", "mountain", "question",
    "answer", "candle", "blanket", "whisper", "voyage", "kitchen", "umbrella", "Margaret", "Thomasina", "Bartholomew",
]
VERBS = [
    "carried", "watched", "remembered", "opened", "followed", "believed", "answered", "gathered", "whispered",
    "understood", "crossed", "discovered", "abandoned", "considered", "photographed", "interrupted",
]
SMALL = ["the", "a", "her", "his", "their", "that", "this", "one", "some", "every", "no", "another"]
JOINTS = ["and", "but", "while", "because", "although", "until", "after", "before", "when", "so"]
# fmt: on


def sentence(rng: random.Random) -> str:
    """Make a sentence of five to forty words."""
    clauses = []
    for _ in range(rng.randint(1, 4)):
        clauses.append(
            " ".join([rng.choice(SMALL), rng.choice(NOUNS), rng.choice(VERBS), rng.choice(SMALL), rng.choice(NOUNS)])
        )
    text = clauses[0] + "".join(f", {rng.choice(JOINTS)} {clause}" for clause in clauses[1:])
    return text[0].upper() + text[1:] + rng.choice([".", ".", ".", "!", "?", "…"])


def paragraph(rng: random.Random) -> str:
    """Make a paragraph with now and then italics and speech."""
    pieces = []
    for _ in range(rng.randint(1, 6)):
        text = sentence(rng)
        if rng.random() < 0.25:
            words = text.split(" ")
            at = rng.randrange(len(words) - 2)
            words[at] = f"<em>{words[at]}"
            end = min(len(words) - 1, at + rng.randint(0, 3))
            words[end] = f"{words[end]}</em>"
            text = " ".join(words)
        pieces.append(f"“{text}”" if rng.random() < 0.3 else text)
    return f"<p>{' '.join(pieces)}</p>"


def prose(words: int, seed: int = 0) -> Body:
    """Make about so many words of prose with scene breaks and soft breaks."""
    rng, blocks, count = random.Random(seed), [], 0
    while count < words:
        blocks.append(paragraph(rng))
        count += len(blocks[-1].split())
        roll = rng.random()
        if count < words and 0.04 < roll < 0.1:
            blocks.append('<hr class="scene-break"/>')
        elif count < words and roll < 0.04:
            blocks.append('<hr class="soft-break"/>')
    return Body("\n".join(blocks))


def story(
    number: int, *bodies: str, title: str | None = None, titles: tuple[str | None, ...] = (), language: str = "en-GB"
) -> Story:
    """Make a story of the given chapters."""
    name = title or f"The Lantern of House {number}"
    facts = (Fact(Field.TITLE, (name,), Origin.MANIFEST), Fact(Field.AUTHOR, (f"Author {number}",), Origin.MANIFEST))
    names = titles or (None,) * len(bodies)
    chapters = tuple(Chapter(head, Body(body)) for head, body in zip(names, bodies, strict=True))
    words = sum(len(body.split()) for body in bodies)
    return Story(f"s{number:03}", Path(f"stories/{number}.txt"), Metadata(facts), language, chapters, words, "")


def front(one: Story) -> Page:
    """Make a story's front page as the book's templates do."""
    body = f"""<h1 class="story-title">{one.title}</h1>
<p class="story-author">{one.metadata.text(Field.AUTHOR)}</p>
<blockquote class="summary"><p>A keeper, a storm and a letter that came three winters late; what was promised on the
quay is kept in the kitchen.</p></blockquote>
<dl class="facts"><div class="fact"><dt>Rating</dt><dd>Teen and up</dd></div>
<div class="fact"><dt>Pairing</dt><dd>Margaret and the harbour master</dd></div>
<div class="fact"><dt>Words</dt><dd>{one.words}</dd></div></dl>
<div class="story-notes"><h2>Notes</h2><p>Written for the winter exchange of 2019, with thanks to everyone.</p></div>"""
    return Page(one.key, "story-front", one.title, Body(body), one.language)


def work(one: Story) -> Work:
    """Put a story in its place."""
    return Work(one, front(one), tuple(f"{one.key}-c{number:02}" for number in range(1, len(one.chapters) + 1)))


def page(kind: str, body: str, title: str = "", language: str = "en-GB") -> Page:
    """Make a page of matter."""
    return Page(kind, kind, title or kind.replace("-", " ").title(), Body(body), language)


def book(
    *parts: Part,
    title: str = "The Long Way Home",
    language: str = "en-GB",
    front: tuple[Page, ...] | None = None,
    back: tuple[Page, ...] | None = None,
) -> Book:
    """Assemble a book with the usual matter."""
    first = (
        page("half-title", f'<p class="book-title">{title}</p>'),
        page(
            "title-page",
            f"""<h1 class="book-title">{title}</h1><p class="book-subtitle">Nine stories from the harbour</p>
<p class="byline">edited by A. Editor</p><p class="series-line">Harbour Tales, 2</p>
<p class="publisher">Quayside Press</p>""",
        ),
        page(
            "copyright",
            f"""<p class="book-title">{title}</p><p class="copyright-line">© 2019 the authors</p>
<p class="credits">Cover by B. Painter</p><p class="publisher">Quayside Press, 2019</p>""",
        ),
        page(
            "dedication",
            '<div class="dedication-text"><p>For everyone who stayed up late to read one more chapter</p></div>',
        ),
        page(
            "epigraph",
            """<blockquote class="epigraph-text"><p>The sea has many voices, and we have only the one.</p></blockquote>
<p class="epigraph-source">a harbour saying</p>""",
        ),
        page("foreword", f'<h1 class="matter-title">Foreword</h1>{prose(500, 77)}<p class="signed">A. Editor</p>'),
    )
    last = (
        page("afterword", f'<h1 class="matter-title">Afterword</h1>{prose(300, 78)}'),
        page(
            "colophon",
            """<h1 class="matter-title">Colophon</h1><p>Set in EB Garamond, drawn by Georg Duffner and Octavio
Pardo after the types of Claude Garamont.</p><p>Compiled with ficbind.</p>""",
        ),
    )
    first = first if front is None else front
    last = last if back is None else back
    entries = tuple(entry for part in parts for entry in part_entries(part))
    tree = (*matter_entries(first), *entries, *matter_entries(last))
    listing = page("contents", f'<h1 class="matter-title">Contents</h1><ol class="contents">{listed(tree)}</ol>')
    return Book(
        title=title,
        subtitle=None,
        language=language,
        people=(Person("A. Editor", "edt"),),
        identifier="urn:uuid:1",
        modified="2019-12-01T00:00:00Z",
        date="2019",
        description="Stories",
        publisher="Quayside Press",
        rights=None,
        series=None,
        subjects=("harbours",),
        front=(*first[:5], listing, *first[5:]) if first else (listing,),
        parts=parts,
        back=last,
        contents=tree,
    )


def matter_entries(pages: tuple[Page, ...]) -> tuple[ContentsEntry, ...]:
    shown = ("foreword", "afterword", "colophon")
    return tuple(ContentsEntry(one.title, one.id, "matter") for one in pages if one.kind in shown)


def part_entries(part: Part) -> tuple[ContentsEntry, ...]:
    stories = tuple(
        ContentsEntry(
            one.story.title,
            one.front.id,
            "story",
            tuple(
                ContentsEntry(chapter.title, key, "chapter")
                for key, chapter in zip(one.chapter_ids, one.story.chapters, strict=True)
                if chapter.title
            ),
        )
        for one in part.works
    )
    return (ContentsEntry(part.title or "", part.page.id, "part", stories),) if part.page else stories


def listed(entries: tuple[ContentsEntry, ...]) -> str:
    items = []
    for entry in entries:
        if entry.kind == "chapter":
            continue
        author = (
            '<span class="entry-author">Somebody Else</span><span class="entry-details">Teen, 1,200 words</span>'
            if entry.kind == "story"
            else ""
        )
        below = f"<ol>{listed(entry.children)}</ol>" if entry.kind == "part" else ""
        link = f'<a href="#{entry.target}"><span class="entry-title">{entry.title}</span></a>'
        items.append(f'<li class="entry-{entry.kind}">{link}{author}{below}</li>')
    return "\n".join(items)


def three_stories() -> Book:
    one = story(1, prose(2600, 1))
    two = story(2, *(prose(1500, seed) for seed in (2, 3)), titles=("The Wall", "The Water"))
    three = story(3, *(prose(300, seed) for seed in (4, 5, 6)), titles=("1", "2", "3"))
    part = Part("Winter", page("part", '<h1 class="part-title">Winter</h1>', "Winter"), (work(two),))
    return book(Part(None, None, (work(one),)), part, Part(None, None, (work(three),)))
