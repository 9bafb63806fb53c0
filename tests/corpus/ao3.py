"""The Archive of Our Own: its HTML download, its EPUB (the same after calibre), and its pages saved from a browser."""

from html import escape
from random import Random

from corpus import marks
from corpus.truth import Chapter, Paragraph, Sample, Work
from corpus.works import work
from ficbind.metadata import Field

FIELDS = (
    Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.RATING, Field.WARNINGS, Field.CATEGORY, Field.FANDOM,
    Field.PAIRING, Field.CHARACTERS, Field.TAGS, Field.LANGUAGE, Field.SERIES, Field.NOTES, Field.SOURCE,
)  # fmt: skip
_TAGGED = (
    ("rating", "Rating", "Ratings", Field.RATING),
    ("warning", "Archive Warning", "Archive Warnings", Field.WARNINGS),
    ("category", "Category", "Categories", Field.CATEGORY),
    ("fandom", "Fandom", "Fandoms", Field.FANDOM),
    ("relationship", "Relationship", "Relationships", Field.PAIRING),
    ("character", "Character", "Characters", Field.CHARACTERS),
    ("freeform", "Additional Tag", "Additional Tags", Field.TAGS),
)
_STYLE = "p.message { text-align: center; } .meta dt { font-weight: bold; } .meta h1 { font-size: 1.5em; }"


def quoted(label: str, texts: tuple[str, ...]) -> str:
    """Write a labelled block of the preface or of a chapter, nothing where there is no text."""
    if not texts:
        return ""
    inner = marks.plain_paragraphs(texts)
    return f'      <p>{label}</p>\n      <blockquote class="userstuff">{inner}</blockquote>\n'


def _link(text: str) -> str:
    return f'<a href="http://archiveofourown.org/tags/{escape(text.replace(" ", "%20").replace("/", "*s*"))}">{escape(text, quote=False)}</a>'


def _rows(story: Work) -> str:
    rows = []
    for _, one, many, name in _TAGGED:
        values = story.get(name)
        if values:
            label = one if len(values) == 1 else many
            rows.append(f"        <dt>{label}:</dt>\n        <dd>{', '.join(map(_link, values))}</dd>\n")
    rows.append(f"        <dt>Language:</dt>\n        <dd>{story.text(Field.LANGUAGE)}</dd>\n")
    if story.get(Field.SERIES):
        part, _, series = story.text(Field.SERIES).partition(" of ")
        rows.append(
            f'        <dt>Series:</dt>\n        <dd>{part} of\n          <a href="http://archiveofourown.org/series/77">{series}</a></dd>\n'
        )
    done = len(story.chapters)
    rows.append(
        "        <dt>Stats:</dt>\n        <dd>\n          Published: 2019-03-01\n"
        + ("            Completed: 2020-11-21\n" if done > 1 else "")
        + f"          Words: {story.words:,}\n          Chapters: {done}/{done}\n        </dd>\n"
    )
    return "".join(rows)


def _byline(story: Work) -> str:
    return ", ".join(
        f'<a rel="author" href="http://archiveofourown.org/users/{escape(name)}/pseuds/{escape(name)}">{escape(name, quote=False)}</a>'
        for name in story.get(Field.AUTHOR)
    )


def preface(story: Work) -> str:
    """Write the preface of a download."""
    title, url = escape(story.title, quote=False), story.text(Field.SOURCE)
    return (
        f'<div id="preface">\n  <h2 class="toc-heading">Preface</h2>\n  <p class="message">\n    <b>{title}</b><br />\n'
        '    Posted originally on the <a href="http://archiveofourown.org/">Archive of Our Own</a> at '
        f'<a href="{url}">{url}</a>.\n  </p>\n  <div class="meta">\n    <dl class="tags">\n{_rows(story)}    </dl>\n'
        f'    <h1>{title}</h1>\n    <div class="byline">by {_byline(story)}</div>\n'
        f"{quoted('Summary', story.get(Field.SUMMARY))}{quoted('Notes', story.get(Field.NOTES))}  </div>\n</div>\n"
    )


def chapter(chapter: Chapter, number: int, broken: str, paragraph: str = "<p>{}</p>") -> str:
    """Write one chapter of a download that has several."""
    # Downloads of some years give the bare title.
    head = chapter.title if chapter.title and len(chapter.scenes) == 2 else marks.titled(chapter, number)
    title = escape(head, quote=False)
    after = (
        f'      <div class="meta" id="endnotes{number}">\n{quoted("Chapter End Notes", chapter.after)}      </div>\n'
        if chapter.after
        else ""
    )
    link = (
        f'      <div class="endnote-link">See the end of the chapter for <a href="#endnotes{number}">notes</a></div>\n'
    )
    return (
        f'      <div class="meta group">\n        <h2 class="heading">{title}</h2>\n'
        f"{quoted('Chapter Summary', chapter.summary)}{quoted('Chapter Notes', chapter.before)}"
        f"{link if after else ''}      </div>\n"
        f'    <!--chapter content-->\n    <div class="userstuff">{_content(chapter, broken, paragraph)}</div>\n'
        f"    <!--/chapter content-->\n{after}"
    )


def _content(chapter: Chapter, broken: str, paragraph: str) -> str:
    def write(each: Paragraph) -> str:
        return paragraph.format(marks.html(each))

    return marks.story(chapter, write, broken)


_PARAGRAPHS = (
    "<p>{}</p>",
    "<p>{}</p>",
    "<p><span>{}</span></p>",
    '<p dir="ltr"><span>{}</span></p>',
    '<p class="p1"><span class="s1">{}</span></p>',
    "<p>{}<br /></p>",
    "<p>{}</p>\n<p> </p>",
    "<p>{}</p>\n<p>&nbsp;</p>",
    "<div>{}</div>",
)


def chapters(pick: Random, story: Work) -> str:
    """Write the chapters of a download."""
    broken, paragraph = marks.html_break(pick), pick.choice(_PARAGRAPHS)
    if len(story.chapters) == 1:
        title = escape(story.title, quote=False)
        inner = f'  <h2 class="toc-heading">{title}</h2>\n    <div class="userstuff">{_content(story.chapters[0], broken, paragraph)}</div>\n'
    else:
        inner = "".join(chapter(each, n, broken, paragraph) for n, each in enumerate(story.chapters, 1))
    return f'<div id="chapters" class="userstuff">\n{inner}</div>\n'


def afterword(story: Work) -> str:
    """Write what a download says after the story."""
    url = story.text(Field.SOURCE)
    return (
        '<div id="afterword">\n  <h2 class="toc-heading">Afterword</h2>\n  <p class="message">Please '
        f'<a href="{url}/comments/new">drop by the Archive and comment</a> to let the creator know if you enjoyed their work!</p>\n</div>\n'
    )


def known(number: int, language: str = "en") -> Work:
    """A story of which the archive knows everything; where it is one chapter, its notes are the work's."""
    story = work(number, language).saying(*FIELDS)
    return story if len(story.chapters) > 1 else story.without_asides()


def page(story: Work, pick: Random) -> str:
    """Write a whole download."""
    title = escape(f"{story.title} - {story.text(Field.AUTHOR)} - {story.text(Field.FANDOM)}")
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">\n<head>\n'
        f'  <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />\n  <title>{title}</title>\n'
        f'  <style type="text/css">\n    {_STYLE}\n  </style>\n</head>\n<body>\n'
        f"{preface(story)}{chapters(pick, story)}{afterword(story)}</body>\n</html>\n"
    )


def download(pick: Random, number: int) -> Sample:
    """An HTML download."""
    language = pick.choice(("en", "en", "en", "en", "de", "fr", "ru", "es"))
    story = known(number, language)
    return Sample.one(f"ao3-{number}.html", page(story, pick), story, family="AO3 download")


def saved(pick: Random, number: int) -> Sample:
    """A page of the site as a browser saves it, all around the work included."""
    story = known(number)
    if len(story.chapters) > 1 and not story.get(Field.SERIES):
        story = story.knowing(Field.SERIES)
    text = (
        f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8" /><title>\n        {escape(story.title)} - {escape(story.text(Field.AUTHOR))}'
        f" - {escape(story.text(Field.FANDOM))}\n    [Archive of Our Own]\n  </title>\n<script>var u = 1;</script></head>\n"
        f'<body class="logged-out" >\n<div id="outer" class="wrapper">{_ABOVE}<div id="inner" class="wrapper">\n'
        f'<div id="main" class="works-show region" role="main">\n<div class="work">\n{_actions()}<h3 class="landmark heading">Work Header</h3>\n'
        f'<div class="wrapper">\n<dl class="work meta group">\n{_saved_rows(story)}</dl>\n</div>\n'
        f'<div id="workskin">\n{_saved_preface(story)}<div id="chapters" role="article">\n{_saved_chapters(pick, story)}</div>\n</div>\n</div>\n'
        f"{_FEEDBACK}</div></div>{_FOOTER}</div>\n</body></html>\n"
    )
    return Sample.one(f"ao3-page-{number}.html", text, story, family="AO3 page")


_ABOVE = """<ul id="skiplinks"><li><a href="#main">Main Content</a></li></ul>
<header id="header" class="region"><h1 class="heading"><a href="/"><span>Archive of Our Own</span><sup> beta</sup></a></h1>
<nav id="greeting"><p class="user"><a href="/users/login">Log In</a></p></nav>
<ul class="primary navigation actions"><li><a href="/menu/fandoms">Fandoms</a></li><li><a href="/menu/browse">Browse</a></li></ul>
<form id="search"><fieldset><p><label for="q">Work Search:</label><input id="q" /></p></fieldset></form></header>"""
_FEEDBACK = """<div id="feedback" class="feedback"><h3 class="landmark heading">Actions</h3>
<ul class="actions"><li><a href="#main">&#8593; Top</a></li><li><form><button>Kudos &#9829;</button></form></li></ul>
<h3 class="landmark heading">Kudos</h3><div id="kudos"><p class="kudos"><a href="/users/x">lampreader</a> and 3 guests left kudos on this work!</p></div>
<h3 class="landmark heading">Comments</h3><div id="comments_placeholder"><ol class="thread"><li class="comment"><blockquote class="userstuff"><p>I loved this so much, please write more.</p></blockquote></li></ol></div></div>"""
_FOOTER = """<div id="footer" role="contentinfo" class="region"><h3 class="landmark heading">Footer</h3>
<ul class="navigation actions"><li><h4 class="heading">About the Archive</h4><ul class="menu"><li><a href="/site_map">Site Map</a></li></ul></li></ul></div>"""


def _actions() -> str:
    return (
        '<ul class="work navigation actions" role="menu"><li class="chapter entire"><a href="/works/1?view_full_work=true">Entire Work</a></li>'
        '<li class="comments"><a href="#comments">Comments</a></li><li class="share"><a href="/works/1/share">Share</a></li>'
        '<li class="download"><button class="collapsed">Download</button><ul><li><a href="/downloads/1/x.epub">EPUB</a></li></ul></li></ul>\n'
    )


def _saved_rows(story: Work) -> str:
    rows = []
    for css, one, many, name in _TAGGED:
        values = story.get(name)
        if values:
            items = "".join(
                f'<li><a class="tag" href="/tags/x/works">{escape(value, quote=False)}</a></li>' for value in values
            )
            label = one if len(values) == 1 else many
            rows.append(
                f'<dt class="{css} tags">\n{label}:\n</dt>\n<dd class="{css} tags">\n<ul class="commas">\n{items}\n</ul>\n</dd>\n'
            )
    rows.append(
        f'<dt class="language">\nLanguage:\n</dt>\n<dd class="language" lang="en">\n{story.text(Field.LANGUAGE)}\n</dd>\n'
    )
    if story.get(Field.SERIES):
        part, _, series = story.text(Field.SERIES).partition(" of ")
        rows.append(
            '<dt class="series">Series:</dt>\n<dd class="series"><span class="series"><a class="previous" href="/works/2">&#8592; Previous Work</a>'
            f'<span class="divider"> </span><span class="position">{part} of <a href="/series/77">{series}</a></span></span></dd>\n'
        )
    rows.append(
        '<dt class="stats">Stats:</dt>\n<dd class="stats"><dl class="stats"><dt class="published">Published:</dt>'
        f'<dd class="published">2019-03-01</dd><dt class="words">Words:</dt><dd class="words">{story.words:,}</dd>'
        f'<dt class="chapters">Chapters:</dt><dd class="chapters">{len(story.chapters)}/{len(story.chapters)}</dd>'
        '<dt class="hits">Hits:</dt><dd class="hits">512</dd></dl></dd>\n'
    )
    return "".join(rows)


def _module(css: str, label: str, texts: tuple[str, ...]) -> str:
    if not texts:
        return ""
    return (
        f'<div class="{css} module" role="complementary"><h3 class="heading">{label}:</h3>\n'
        f'<blockquote class="userstuff">\n{marks.plain_paragraphs(texts)}\n</blockquote></div>\n'
    )


def _saved_preface(story: Work) -> str:
    return (
        f'<div class="preface group">\n<h2 class="title heading">\n      {escape(story.title, quote=False)}\n    </h2>\n'
        f'<h3 class="byline heading">\n      {_byline(story)}\n    </h3>\n'
        f"{_module('summary', 'Summary', story.get(Field.SUMMARY))}{_module('notes', 'Notes', story.get(Field.NOTES))}</div>\n"
    )


def _saved_chapters(pick: Random, story: Work) -> str:
    broken, paragraph = marks.html_break(pick), pick.choice(_PARAGRAPHS[:6])
    if len(story.chapters) == 1:
        inner = _content(story.chapters[0], broken, paragraph)
        return f'<h3 class="landmark heading" id="work">Work Text:</h3>\n<div class="userstuff">{inner}</div>\n'
    made = []
    for number, each in enumerate(story.chapters, 1):
        title = f": {escape(each.title, quote=False)}" if each.title else ""
        made.append(
            f'<div class="chapter" id="chapter-{number}">\n<div class="chapter preface group" role="complementary">\n'
            f'<h3 class="title">\n<a href="/works/1/chapters/{number}">Chapter {number}</a>{title}\n</h3>\n'
            f"{_module('summary', 'Summary', each.summary)}{_module('notes', 'Notes', each.before)}</div>\n"
            f'<div class="userstuff module" role="article">\n<h3 class="landmark heading" id="work">Chapter Text</h3>\n'
            f"{_content(each, broken, paragraph)}\n</div>\n"
            f'<div class="chapter preface group" role="complementary">\n{_module("end notes", "Notes", each.after)}</div>\n</div>\n'
        )
    return "".join(made)
