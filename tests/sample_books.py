"""Small books built from model values, for tests that begin where reading ends."""

import io
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from PIL import Image

from ficbind.diagnostics import Location
from ficbind.manifest.values import Cover, Epub, Manifest
from ficbind.matter import accessible
from ficbind.model import (
    Book,
    Chapter,
    ContentsEntry,
    CoverImage,
    Fact,
    Field,
    Metadata,
    Origin,
    Page,
    Part,
    Person,
    Series,
    Story,
    Work,
)
from ficbind.style import Style, load_style
from ficbind.xhtml import Body, count_words, plain

ODD = "<&>\"' ½ — “odd”"
"""A title that every kind of escaping has to survive."""

PLAIN = Epub(embed_fonts=False)
"""The quickest EPUB: without fonts."""

Chapters = Sequence[tuple[str | None, str]]


def a_story(key: str, title: str, chapters: Chapters, author: str = "Ann Author", language: str = "en") -> Story:
    """Make a story whose source is exactly its text."""
    made = tuple(Chapter(name, Body(body)) for name, body in chapters)
    source = "\n".join(f"{chapter.title or ''}\n{plain(chapter.body)}" for chapter in made)
    facts = (Fact(Field.TITLE, (title,), Origin.HEADER), Fact(Field.AUTHOR, (author,), Origin.HEADER))
    return Story(key, _path(key), Metadata(facts), language, made, count_words(source), source)


def _path(key: str) -> Path:
    return Path("stories") / f"{key}.txt"


def a_work(story: Story) -> Work:
    """Give a story its front page and link targets."""
    author = escape(story.metadata.text(Field.AUTHOR))
    body = f"""<h1 class="story-title">{escape(story.title)}</h1>
<p class="story-author">by {author}</p>
<blockquote class="summary"><p>What happens in it.</p></blockquote>
<dl class="facts"><div class="fact"><dt>Rating</dt><dd>Teen <span class="fact-words">(PG-13)</span></dd></div></dl>"""
    front = Page(story.key, "story-front", story.title, Body(body), story.language)
    return Work(story, front, tuple(f"{story.key}-c{number:02d}" for number in range(1, len(story.chapters) + 1)))


def a_book(*stories: Story, title: str = "A Book of Stories", part: str | None = None) -> Book:
    """Bind stories into a book with a title page, a contents page and an afterword, in a part when it has a title."""
    works = tuple(map(a_work, stories))
    page = Page("p1", "part", part, Body(f'<h1 class="part-title">{escape(part)}</h1>'), "en") if part else None
    entries = tuple(_entry(work) for work in works)
    inner = (ContentsEntry(part, "p1", "part", entries),) if part else entries
    contents = (
        ContentsEntry("Contents", "contents", "matter"),
        *inner,
        ContentsEntry("Afterword", "afterword", "matter"),
    )
    book = Book(
        title=title,
        subtitle="Collected for a test",
        language="en",
        people=(Person("Ed Itor", "edt"), Person("Ann Author", "aut", "Author, Ann")),
        identifier="urn:uuid:8f9d7a3c-1c1b-5c3e-9a53-0d2f6f6f7a10",
        modified="2026-01-02T03:04:05Z",
        date="2026-01-02",
        description="Stories & such.",
        publisher="The Test Press",
        rights="Each story is its author's.",
        series=Series("Test Tales", "2"),
        subjects=("Fiction", "Anthology"),
        front=(_title_page(title), _contents_page(works)),
        parts=(Part(part, page, works),),
        back=(
            Page(
                "afterword", "afterword", "Afterword", Body('<h1 class="matter-title">Afterword</h1><p>Bye.</p>'), "en"
            ),
        ),
        contents=contents,
    )
    return accessible(book, Manifest(Path("a.yaml"), title, "en", Cover(Location(Path("a.yaml"))), ()))


def _entry(work: Work) -> ContentsEntry:
    pairs = zip(work.story.chapters, work.chapter_ids, strict=True)
    chapters = tuple(ContentsEntry(each.title, target, "chapter") for each, target in pairs if each.title)
    return ContentsEntry(work.story.title, work.story.key, "story", chapters)


def _title_page(title: str) -> Page:
    body = f'<h1 class="book-title">{escape(title)}</h1>\n<p class="byline">Edited by Ed Itor</p>'
    return Page("title-page", "title-page", title, Body(body), "en", listed=False)


def _contents_page(works: Sequence[Work]) -> Page:
    items = "\n".join(
        f'<li class="entry-story"><a href="#{work.story.key}"><span class="entry-title">{escape(work.story.title)}'
        f'</span></a>\n<span class="entry-author">by {escape(work.story.metadata.text(Field.AUTHOR))}</span>\n'
        f'<span class="entry-details">Teen · {work.story.words} words</span></li>'
        for work in works
    )
    body = f'<h1 class="matter-title">Contents</h1>\n<ol class="contents">{items}</ol>'
    return Page("contents", "contents", "Contents", Body(body), "en")


def sampler() -> Book:
    """Bind a book that holds everything a story can hold."""
    verse = '<div class="verse"><p>A line of verse<br/>and <em>one</em> more</p><p>a second stanza</p></div>'
    letter = '<blockquote class="letter"><p>Dear B.,</p><p class="signature">A.</p></blockquote>'
    note = '<aside class="note"><p><strong>Note:</strong> kept where it stood.</p></aside>'
    first = (
        '<p>It <em>un</em><strong>believ</strong>ably began there.</p>\n<hr class="scene-break"/>\n<p>Then “on”.</p>\n'
        f'{verse}\n{letter}\n<hr class="soft-break"/>\n{note}\n<p>See <a href="#s001-a">there</a>, '
        '<a href="#nowhere">nowhere</a>, <a href="https://example.org/?a=1&amp;b=2">the web</a> and '
        '<a href="#s002">the next</a>.</p>'
    )
    second = (
        '<p class="subhead">Tuesday</p>\n<p id="s001-a">The end 🎉 of <span lang="fr">l’été</span>. No one links '
        '<span id="s001-b">here</span>: id="x" &lt;p id="y"&gt;</p>\n<ul><li><p>one</p></li><li>two</li></ul>\n'
        '<table><tbody><tr><th scope="row">a</th><td>b</td></tr></tbody></table>\n<p><ruby>漢<rt>kan</rt></ruby></p>'
    )
    return a_book(
        a_story("s001", ODD, [("One", first), (f"Two {ODD}", second)], "B. & C. <Writers>"),
        a_story("s002", "La chaleur", [(None, "<p>Il faisait chaud.</p>")], "Zoé Été", "fr"),
        a_story("s003", "سلام دنیا", [("فصل ۱", "<p>روزی روزگاری</p>")], "راوی", "fa"),
        a_story("s004", "Long " * 2000, [(None, "<p>Short.</p>")], "Ann Author"),
        part="Part <One>",
    )


def long_book(stories: int = 10, chapters: int = 5, paragraphs: int = 100) -> Book:
    """Bind a book of many words: each paragraph has 50, and no two paragraphs are alike."""
    made = []
    for number in range(1, stories + 1):
        parts = [(f"Chapter {c}", _paragraphs(f"s{number}c{c}", paragraphs)) for c in range(1, chapters + 1)]
        made.append(a_story(f"s{number:03d}", f"Story {number}", parts, f"Author {number}"))
    return a_book(*made)


def _paragraphs(mark: str, amount: int) -> str:
    filler = " ".join(f"word{number}" for number in range(49))
    return "\n".join(f"<p>{mark}p{number} {filler}</p>" for number in range(amount))


def with_body(book: Book, story: int, chapter: int, body: str) -> Book:
    """Change one chapter's text, without its source."""
    work = book.parts[0].works[story]
    chapters = list(work.story.chapters)
    chapters[chapter] = replace(chapters[chapter], body=Body(body))
    works = list(book.parts[0].works)
    works[story] = replace(work, story=replace(work.story, chapters=tuple(chapters)))
    return replace(book, parts=(replace(book.parts[0], works=tuple(works)), *book.parts[1:]))


def a_cover() -> CoverImage:
    """Draw the plainest of covers."""
    data = io.BytesIO()
    Image.new("RGB", (60, 96), "#21334d").save(data, "JPEG")
    return CoverImage(data.getvalue(), "image/jpeg", 60, 96, "Cover: A Book of Stories")


def classic() -> Style:
    """Load the bundled style."""
    return load_style("classic", Path(), None)
