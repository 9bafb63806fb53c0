"""EPUBs of books: converted by calibre, from Standard Ebooks, from Project Gutenberg, and from programs nobody knows."""

from html import escape
from random import Random

from corpus import marks
from corpus.opf import Package, core, epub, xhtml
from corpus.sites import numbered
from corpus.truth import Chapter, Sample, Work
from corpus.works import work
from ficbind.metadata import Field


def known_book(number: int, *fields: Field) -> Work:
    """A story of which a book knows title, author and language, and what else is named."""
    story = work(number).without_asides().saying(Field.TITLE, Field.AUTHOR, *fields)
    return story.knowing(Field.LANGUAGE, story.language)


def calibre(pick: Random, number: int) -> Sample:
    """A book that calibre made of a document: split where it liked, so that a chapter may go on in the next file."""
    story = known_book(number, Field.SUMMARY)
    story = story.knowing(Field.SUMMARY, " ".join(story.get(Field.SUMMARY)))
    heads = marks.headings(pick, story)
    blocks: list[str] = []
    starts: list[tuple[str, int]] = []
    for head, chapter in zip(heads, story.chapters, strict=True):
        starts.append((head, len(blocks)))
        blocks += (
            [f'<h2 class="calibre2" id="h{len(blocks)}">{escape(head, quote=False)}</h2>'] if len(heads) > 1 else []
        )
        for place, scene in enumerate(chapter.scenes):
            blocks += (
                [pick.choice(('<p class="calibre3">* * *</p>', '<div class="calibre4"></div><hr class="calibre5"/>'))]
                if place
                else []
            )
            blocks += [f'<p class="calibre1">{marks.html(each, "i", "b")}</p>' for each in scene]
    size = pick.randint(6, 14)
    groups = [blocks[at : at + size] for at in range(0, len(blocks), size)]
    documents = {
        f"index_split_{n:03d}.html": xhtml(story.title, "\n".join(group), ' class="calibre"')
        for n, group in enumerate(groups)
    }
    contents = (
        [(head, f"index_split_{at // size:03d}.html#h{at}") for head, at in starts]
        if len(heads) > 1
        else [(story.title, "index_split_000.html")]
    )
    more = f'<dc:contributor opf:role="bkp">calibre (6.13.0) [https://calibre-ebook.com]</dc:contributor><dc:description>&lt;p&gt;{escape(escape(story.text(Field.SUMMARY), quote=False), quote=False)}&lt;/p&gt;</dc:description>'
    return Sample.one(
        f"calibre-{number}.epub",
        epub(pick, Package(story, documents, contents, core(story, more), folder="")),
        story,
        family="calibre EPUB",
    )


def standard(pick: Random, number: int) -> Sample:
    """A book in the manner of Standard Ebooks: semantic sections, title page, imprint, colophon, uncopyright."""
    story = numbered(known_book(number, Field.SUMMARY))
    story = story.knowing(Field.SUMMARY, " ".join(story.get(Field.SUMMARY)))
    title, author = escape(story.title, quote=False), escape(story.text(Field.AUTHOR), quote=False)
    documents = {
        "text/titlepage.xhtml": xhtml(
            "Titlepage",
            f'<section id="titlepage" epub:type="titlepage"><h1 epub:type="title">{title}</h1><p>By <b>{author}</b>.</p></section>',
            ' epub:type="frontmatter"',
        ),
        "text/imprint.xhtml": xhtml(
            "Imprint",
            '<section id="imprint" epub:type="imprint"><header><h2 epub:type="title">Imprint</h2></header><p>This ebook is the product of many hours of hard work by volunteers.</p></section>',
            ' epub:type="frontmatter"',
        ),
    }
    contents = [("Titlepage", "text/titlepage.xhtml"), ("Imprint", "text/imprint.xhtml")]
    for n, each in enumerate(story.chapters, 1):
        head = (
            f'<hgroup><h2 epub:type="ordinal z3998:roman">{("I", "II", "III", "IV", "V", "VI")[n - 1]}</h2><p epub:type="title">{escape(each.title, quote=False)}</p></hgroup>'
            if len(story.chapters) > 1
            else f'<h2 epub:type="title">{title}</h2>'
        )
        name = f"text/chapter-{n}.xhtml"
        documents[name] = xhtml(
            each.title or story.title,
            f'<section id="chapter-{n}" epub:type="chapter">{head}\n{marks.paragraphs(each, "<hr/>")}</section>',
            ' epub:type="bodymatter z3998:fiction"',
        )
        contents.append(
            (
                f"{('I', 'II', 'III', 'IV', 'V', 'VI')[n - 1]}: {each.title}"
                if len(story.chapters) > 1
                else story.title,
                name,
            )
        )
    documents["text/colophon.xhtml"] = xhtml(
        "Colophon",
        '<section id="colophon" epub:type="colophon"><header><h2 epub:type="title">Colophon</h2></header><p>The cover page is adapted from a painting of the sea.</p></section>',
        ' epub:type="backmatter"',
    )
    documents["text/uncopyright.xhtml"] = xhtml(
        "Uncopyright",
        '<section id="uncopyright" epub:type="copyright-page"><h2 epub:type="title">Uncopyright</h2><p>May you do good and not evil.</p></section>',
        ' epub:type="backmatter"',
    )
    contents += [("Colophon", "text/colophon.xhtml"), ("Uncopyright", "text/uncopyright.xhtml")]
    more = f"<dc:description>{escape(story.text(Field.SUMMARY))}</dc:description><dc:source>https://standardebooks.org/ebooks/x</dc:source><dc:publisher>Standard Ebooks</dc:publisher>"
    return Sample.one(
        f"standard-{number}.epub",
        epub(pick, Package(story, documents, contents, core(story, more), folder="epub/", version="3.0")),
        story,
        family="Standard Ebooks EPUB",
    )


def gutenberg(pick: Random, number: int) -> Sample:
    """Project Gutenberg's EPUB: the licence in sections before and after."""
    story = known_book(number)
    title, author = escape(story.title, quote=False), escape(story.text(Field.AUTHOR), quote=False)
    upper = title.upper()
    head = (
        f'<section class="pg-boilerplate pgheader" id="pg-header"><h2 id="pg-header-heading">The Project Gutenberg eBook of <span>{title}</span></h2>'
        f'<p>This eBook is for the use of anyone anywhere.</p><div id="pg-machine-header"><p><strong>Title</strong>: {title}</p><p><strong>Author</strong>: {author}</p></div>'
        f'<div id="pg-start-separator"><span>*** START OF THE PROJECT GUTENBERG EBOOK {upper} ***</span></div></section>\n'
    )
    foot = f'<section class="pg-boilerplate pgheader" id="pg-footer"><div id="pg-end-separator"><span>*** END OF THE PROJECT GUTENBERG EBOOK {upper} ***</span></div><div>Updated editions will replace the previous one.</div></section>'
    heads = [f"CHAPTER {n}. {each.title}" if each.title else f"CHAPTER {n}" for n, each in enumerate(story.chapters, 1)]
    documents, contents = {}, []
    for n, (heading, each) in enumerate(zip(heads, story.chapters, strict=True)):
        start = head + f'<h1 id="pgepubid00000">{title}</h1>\n<h2 class="no-break">by {author}</h2>\n' if n == 0 else ""
        line = f'<h2 id="pgepubid{n + 1:05d}">{escape(heading, quote=False)}</h2>\n' if len(heads) > 1 else ""
        name = f"59999-h-{n}.htm.xhtml"
        text = marks.paragraphs(each, '<hr class="tb"/>')
        end = foot if n == len(heads) - 1 else ""
        documents[name] = xhtml(story.title, f"{start}{line}{text}\n{end}", ' class="x-ebookmaker"')
        contents.append((heading if len(heads) > 1 else story.title, name))
    more = "<dc:publisher>Project Gutenberg</dc:publisher><dc:source>https://www.gutenberg.org/files/59999/59999-h/59999-h.htm</dc:source>"
    return Sample.one(
        f"pg{number}.epub",
        epub(pick, Package(story, documents, contents, core(story, more), version="3.0")),
        story,
        family="Gutenberg EPUB",
    )


def unknown(pick: Random, number: int) -> Sample:
    """A book of an unknown program: one file a chapter, headings, and a cover and contents page of its own."""
    story = known_book(number)
    heads = marks.headings(pick, story)
    many = len(heads) > 1
    author = escape(story.text(Field.AUTHOR), quote=False)
    documents = {
        "cover.xhtml": xhtml("Cover", '<div><img src="cover.jpg" alt="Cover"/></div>'),
        "title.xhtml": xhtml(story.title, f"<h1>{escape(story.title, quote=False)}</h1>\n<p>{author}</p>"),
    }
    names = [f"ch{n}.xhtml" for n in range(1, len(heads) + 1)]
    if many:
        listed = "".join(
            f'<p><a href="{name}">{escape(head, quote=False)}</a></p>' for name, head in zip(names, heads, strict=True)
        )
        documents["contents.xhtml"] = xhtml("Contents", f"<h2>Contents</h2>{listed}")
    for name, head, each in zip(names, heads, story.chapters, strict=True):
        line = f"<h2>{escape(head, quote=False)}</h2>" if many else ""
        text = marks.paragraphs(each, '<p class="break">* * *</p>')
        documents[name] = xhtml(head, f"{line}\n{text}")
    contents = list(zip(heads, names, strict=True)) if many else [(story.title, names[0])]
    return Sample.one(
        f"book-{number}.epub",
        epub(pick, Package(story, documents, contents, core(story), version=pick.choice(("2.0", "3.0")))),
        story,
        family="unknown EPUB",
    )


def bare(pick: Random, number: int) -> Sample:
    """A book without titles in its documents: only the table of contents names the chapters."""
    story = numbered(known_book(number))
    names = [f"Section{n:04d}.xhtml" for n in range(1, len(story.chapters) + 1)]
    documents = {
        name: xhtml("", marks.paragraphs(each, "<hr/>")) for name, each in zip(names, story.chapters, strict=True)
    }
    contents = [(each.title or story.title, name) for name, each in zip(names, story.chapters, strict=True)]
    told = tuple(Chapter(each.title, each.scenes) for each in story.chapters)
    story = Work(story.number, story.language, story.facts, told)
    return Sample.one(
        f"bare-{number}.epub",
        epub(pick, Package(story, documents, contents, core(story))),
        story,
        family="unknown EPUB",
    )
