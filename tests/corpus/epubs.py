"""EPUBs as the archives make them, and the programs with which people fetch and merge stories."""

import re
from html import escape
from random import Random

from corpus import ao3, books, exported, marks, sites
from corpus.opf import Package, core, epub, xhtml
from corpus.truth import Sample, Work
from ficbind.metadata import Field

_CLASS = re.compile(r' class="([^"]*)"')


def calibred(html: str, names: dict[str, str]) -> str:
    """Rename classes as calibre does: `calibre3` for each that is not known by a better name."""

    def rename(found: re.Match[str]) -> str:
        kept = found[1] if found[1] in {"userstuff", "toc-heading", "byline", "tags", "meta", "heading"} else ""
        return f' class="{names.setdefault(found[1], kept or f"calibre{len(names) + 1}")}"'

    return _CLASS.sub(rename, html).replace("<p>", '<p class="calibre1">').replace("<h1>", '<h1 class="calibre5">')


def archive(pick: Random, number: int) -> Sample:
    """The EPUB of the Archive of Our Own: its HTML after calibre, split, the preface in two files."""
    story = ao3.known(number)
    preface = ao3.preface(story)
    cut = preface.index("    <h1>")
    broken = (
        marks.html_break(pick)
        .replace("<center>", '<div class="center">')
        .replace("</center>", "</div>")
        .replace("&nbsp;", "&#160;")
    )
    names: dict[str, str] = {}
    title = escape(story.title, quote=False)
    many = len(story.chapters) > 1
    texts = [
        preface[:cut] + "  </div>\n</div>\n",
        f'<div id="preface" class="calibre"><div class="meta">\n{preface[cut:]}',
    ]
    for n, each in enumerate(story.chapters, 1):
        inner = (
            ao3.chapter(each, n, broken)
            if many
            else (
                f'  <h2 class="toc-heading">{title}</h2>\n    <div class="userstuff">{marks.paragraphs(each, broken)}</div>\n'
            )
        )
        texts.append(f'<div id="chapters" class="userstuff">\n{inner}</div>\n')
    texts.append(ao3.afterword(story))
    stem = re.sub(r"\W+", "_", story.title)[:20]
    documents = {
        f"{stem}_split_{n:03d}.xhtml": xhtml(
            story.title,
            f'{calibred(text, names)}<div id="calibre_pb_{n}" class="mbp_pagebreak"></div>',
            ' class="calibre"',
        )
        for n, text in enumerate(texts)
    }
    files = list(documents)
    contents = [("Preface", f"{files[0]}#preface")]
    contents += [
        (marks.titled(each, n) if many else story.title, files[n + 1]) for n, each in enumerate(story.chapters, 1)
    ]
    contents.append(("Afterword", f"{files[-1]}#afterword"))
    subjects = "".join(
        f"<dc:subject>{escape(tag)}</dc:subject>"
        for tag in ("Fanworks", *story.get(Field.FANDOM), *story.get(Field.PAIRING), *story.get(Field.TAGS))
    )
    more = f'<dc:publisher>Archive of Our Own</dc:publisher><dc:contributor opf:role="bkp">calibre (5.35.0)</dc:contributor>{subjects}'
    package = Package(story, documents, contents, core(story, more), folder="", version="2.0")
    return Sample.one(f"ao3-{number}.epub", epub(pick, package), story, family="AO3 EPUB")


def fanficfare(pick: Random, number: int) -> Sample:
    """FanFicFare's EPUB: title page, list of contents, log page, a file a chapter."""
    story = sites.numbered(exported.known(number))
    author = escape(story.text(Field.AUTHOR), quote=False)
    rows = "".join(f"<b>{label}:</b> {escape(value, quote=False)}<br />\n" for label, value in exported.labels(story))
    title_page = f'<h3><a href="{story.text(Field.SOURCE)}">{escape(story.title, quote=False)}</a> by <a class="authorlink" href="https://archiveofourown.org/users/x">{author}</a></h3>\n<div>\n{rows}</div>'
    names = [f"file{n:04d}.xhtml" for n in range(1, len(story.chapters) + 1)]
    listed = "".join(
        f'<a href="{name}">{escape(each.title or story.title, quote=False)}</a><br />'
        for name, each in zip(names, story.chapters, strict=True)
    )
    documents = {"title_page.xhtml": xhtml(f"{story.title} by {author}", title_page, ' class="fff_titlepage"')}
    many = len(names) > 1
    if many:
        documents["toc_page.xhtml"] = xhtml(
            "Contents", f"<div><h3>Table of Contents</h3>{listed}</div>", ' class="fff_tocpage"'
        )
    broken = pick.choice(("<hr />", "<p>***</p>", '<p style="text-align:center">~*~</p>'))
    for n, (name, each) in enumerate(zip(names, story.chapters, strict=True), 1):
        title = escape(each.title or story.title, quote=False)
        notes = _fetched_notes("head", "Summary", each.summary) + _fetched_notes("head", "Notes", each.before)
        body = f'<h3 class="fff_chapter_title">{title}</h3>\n{notes}{marks.paragraphs(each, broken)}\n{_fetched_notes("foot", "Notes", each.after)}'
        metas = f'<meta name="chapterurl" content="https://archiveofourown.org/works/1/chapters/{n}"/><meta name="chaptertitle" content="{title}"/>'
        documents[name] = xhtml(each.title or story.title, body, ' class="fff_chapter"', metas)
    if pick.random() < 0.4:
        documents["log_page.xhtml"] = xhtml(
            "Update Log",
            '<h3>Update Log</h3><p class="log_entry"><b>Update Log</b><br/><b>2021-01-02</b> - Packaged</p>',
            ' class="fff_logpage"',
        )
    contents = [
        ("Title Page", "title_page.xhtml"),
        *((each.title or story.title, name) for name, each in zip(names, story.chapters, strict=True)),
    ]
    more = "<dc:contributor>FanFicFare [https://github.com/JimmXinu/FanFicFare]</dc:contributor><dc:subject>FanFiction</dc:subject>"
    return Sample.one(
        f"fff-{number}.epub",
        epub(pick, Package(story, documents, contents, core(story, more))),
        story,
        family="FanFicFare EPUB",
    )


def _fetched_notes(place: str, label: str, texts: tuple[str, ...]) -> str:
    if not texts:
        return ""
    return f'<div class="fff_chapter_notes fff_{place}_notes"><b>{label}:</b><blockquote class="userstuff">{marks.plain_paragraphs(texts)}</blockquote></div>\n'


def fichub(pick: Random, number: int) -> Sample:
    """FicHub's EPUB."""
    story = sites.fichub_known(pick, number)
    front, chapters = sites.fichub_page(story, pick)
    chapters = [re.sub(r"</?center>", "", text).replace("&nbsp;", "&#160;") for text in chapters]
    documents = {"introduction.xhtml": xhtml("Introduction", front)}
    documents |= {
        f"chap_{n}.xhtml": xhtml(each.title, text)
        for n, (each, text) in enumerate(zip(story.chapters, chapters, strict=True), 1)
    }
    contents = [
        ("Introduction", "introduction.xhtml"),
        *((each.title or story.title, f"chap_{n}.xhtml") for n, each in enumerate(story.chapters, 1)),
    ]
    package = Package(story, documents, contents, core(story), folder="EPUB/", version="3.0")
    return Sample.one(f"fichub-{number}.epub", epub(pick, package), story, family="FicHub EPUB")


def web_to_epub(pick: Random, number: int) -> Sample:
    """WebToEpub's book: `OEBPS/Text/0000_Title.xhtml`, a heading a file, the title sometimes twice."""
    story = sites.numbered(books.known_book(number), "Chapter {}")
    twice = pick.random() < 0.5
    documents, contents = {}, []
    for n, each in enumerate(story.chapters):
        title = each.title or story.title
        name = f"Text/{n:04d}_{re.sub(r'[^A-Za-z]+', '_', title)}.xhtml"
        again = f"<p><strong>{escape(title, quote=False)}</strong></p>\n" if twice and each.title else ""
        documents[name] = xhtml(
            title, f"<h1>{escape(title, quote=False)}</h1>\n{again}{marks.paragraphs(each, '<p>* * *</p>')}"
        )
        contents.append((title, name))
    more = '<dc:contributor opf:role="bkp">[https://github.com/dteviot/WebToEpub] WebToEpub (version 0.0.0.150)</dc:contributor>'
    return Sample.one(
        f"webtoepub-{number}.epub",
        epub(pick, Package(story, documents, contents, core(story, more))),
        story,
        family="WebToEpub EPUB",
    )


def several(pick: Random, number: int) -> Sample:
    """Several downloads of an archive merged into one book, as the merging tools do: the parts in folders of their own."""
    stories = [ao3.known(number * 100 + n) for n in range(1, 4)]
    documents, contents = {}, []
    for n, story in enumerate(stories, 1):
        texts = [ao3.preface(story), ao3.chapters(pick, story), ao3.afterword(story)]
        for m, text in enumerate(texts):
            clean = (
                re.sub(r"</?center>", "", text)
                .replace("&nbsp;", "&#160;")
                .replace('<p align="center"><hr size="1" noshade="noshade" /></p>', "<hr />")
            )
            documents[f"{n}/OEBPS/part_{m}.xhtml"] = xhtml(story.title, clean)
        contents.append((story.title, f"{n}/OEBPS/part_0.xhtml"))
    whole = Work(
        number,
        "en",
        {
            Field.TITLE: ("A Merged Anthology",),
            Field.AUTHOR: tuple(dict.fromkeys(name for story in stories for name in story.get(Field.AUTHOR))),
        },
        stories[0].chapters,
    )
    data = epub(pick, Package(whole, documents, contents, core(whole), folder=""))
    return Sample(f"merged-{number}.epub", {f"merged-{number}.epub": data}, tuple(stories), "merged EPUB")
