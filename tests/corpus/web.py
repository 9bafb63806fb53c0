"""Pages that no archive made: hand-written ones, word processors' HTML, Google Docs, blogs."""

from collections.abc import Callable
from html import escape
from random import Random

from corpus import marks
from corpus.truth import Paragraph, Sample, Work
from corpus.works import work
from ficbind.metadata import Field

_SAID = (Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.RATING, Field.FANDOM)


def _known(pick: Random, number: int, chapters: int | None = None) -> Work:
    story = work(number, chapters=chapters).saying(*_SAID)
    story = story.knowing(Field.SUMMARY, story.get(Field.SUMMARY)[0]).knowing(Field.AUTHOR, story.get(Field.AUTHOR)[0])
    return story.knowing(Field.RATING, pick.choice(("PG", "PG-13", "R", "NC-17", "T"))).without_asides()


def _labelled(story: Work, line: str, name: str = "{}:") -> list[str]:
    """Write the header block, a label and its value a line."""
    labels = (
        ("Title", Field.TITLE),
        ("Author", Field.AUTHOR),
        ("Fandom", Field.FANDOM),
        ("Rating", Field.RATING),
        ("Summary", Field.SUMMARY),
    )
    return [line.format(f"{name.format(label)} {escape(story.text(field), quote=False)}") for label, field in labels]


def _page(title: str, body: str, head: str = "", start: str = "<!DOCTYPE html>\n<html>") -> str:
    return f'{start}\n<head><meta charset="utf-8">{head}<title>{escape(title)}</title></head>\n<body>\n{body}\n</body>\n</html>\n'


def soup(pick: Random, number: int) -> Sample:
    """Lines parted by two `<br>`, all in the body or in a cell of a table."""
    story = _known(pick, number)
    broken = pick.choice(("***", "<hr>", "<center>~*~</center>", "* * *"))
    rule = broken if broken.startswith("<") else f"{broken}<br><br>"
    made = ["<br>\n".join(_labelled(story, "{}", "<b>{}:</b>")) + "<br><br>"]
    for head, chapter in zip(marks.headings(pick, story), story.chapters, strict=True):
        if len(story.chapters) > 1:
            made.append(f"<b>{escape(head, quote=False)}</b><br><br>")
        for place, scene in enumerate(chapter.scenes):
            made += [rule] if place else []
            made += [f"{marks.html(each, 'i', 'b')}<br><br>" for each in scene]
    body = "\n".join(made)
    if pick.random() < 0.3:
        body = f"<table width=80%><tr><td>\n{body}\n</td></tr></table>"
    return Sample.one(f"soup-{number}.html", _page(story.title, body), story, family="HTML, br soup")


def divs(pick: Random, number: int) -> Sample:
    """A `div` for each paragraph, one with `<br>` for each blank line."""
    story = _known(pick, number)
    blank = "<div><br></div>"
    made = [*_labelled(story, "<div>{}</div>", "<b>{}:</b>"), blank]
    broken = pick.choice(("***", "---", "oOo", "~"))
    broken = "***" if broken == "~" else broken
    for head, chapter in zip(marks.headings(pick, story), story.chapters, strict=True):
        if len(story.chapters) > 1:
            made += [f"<div><b>{escape(head, quote=False)}</b></div>", blank]
        for place, scene in enumerate(chapter.scenes):
            made += [f'<div style="text-align: center;">{broken}</div>', blank] if place else []
            made += [f"<div>{marks.html(each)}</div>\n{blank}" for each in scene]
    return Sample.one(f"divs-{number}.html", _page(story.title, "\n".join(made)), story, family="HTML, divs")


def headed(pick: Random, number: int) -> Sample:
    """A tidy page: `h1` for the title, `by` below, `h2` for the chapters."""
    story = _known(pick, number).saying(Field.TITLE, Field.AUTHOR)
    made = [
        f"<h1>{escape(story.title, quote=False)}</h1>",
        f"<p>by {escape(story.text(Field.AUTHOR), quote=False)}</p>",
    ]
    broken = marks.html_break(pick)
    for head, chapter in zip(marks.headings(pick, story), story.chapters, strict=True):
        made += [f"<h2>{escape(head, quote=False)}</h2>"] if len(story.chapters) > 1 else []
        made.append(marks.paragraphs(chapter, broken))
    return Sample.one(f"headed-{number}.html", _page(story.title, "\n".join(made)), story, family="HTML, tidy")


def old(pick: Random, number: int) -> Sample:
    """A page of 1998: capital tags, paragraphs never closed, fonts and centres, a counter."""
    story = _known(pick, number)
    broken = pick.choice(("<HR WIDTH=50%>", "<CENTER>* * *</CENTER>", "<P ALIGN=CENTER>~~~~~", "<HR>"))
    made = [
        f'<CENTER><FONT SIZE="+2"><B>{escape(story.title, quote=False)}</B></FONT><BR>by {escape(story.text(Field.AUTHOR), quote=False)}</CENTER>',
        "<P>",
    ]
    made += [f"{line}<BR>" for line in _labelled(story, "{}")[2:]]
    made.append("<HR>")
    for head, chapter in zip(marks.headings(pick, story), story.chapters, strict=True):
        made += [f"<P><CENTER><B>{escape(head, quote=False)}</B></CENTER>"] if len(story.chapters) > 1 else []
        for place, scene in enumerate(chapter.scenes):
            made += [broken] if place else []
            made += [f"<P>{marks.html(each, 'I', 'B')}" for each in scene]
    body = "\n".join(made)
    page = f'<HTML>\n<HEAD>\n<TITLE>{escape(story.title)}</TITLE>\n</HEAD>\n<BODY BGCOLOR="#000000" TEXT="#FFFFFF">\n{body}\n</BODY>\n</HTML>\n'
    story = story.mapped(_ascii)
    return Sample.one(
        f"old-{number}.htm", _ascii(page).encode("cp1252", "xmlcharrefreplace"), story, family="HTML, of 1998"
    )


def _ascii(text: str) -> str:
    return text.replace("…", "...").replace("—", "--")


def google(pick: Random, number: int) -> Sample:
    """A Google Document saved as a web page: italics only by classes of its style sheet, blank paragraphs between."""
    story = _known(pick, number).saying(Field.TITLE, Field.AUTHOR)
    style = '<style type="text/css">.c0{font-style:italic}.c1{text-align:left}.c2{font-weight:700}.c3{text-align:center}.c4{color:#000000}</style>'
    classes = {"em": "c4 c0", "strong": "c4 c2", "": "c4"}

    def paragraph(each: Paragraph) -> str:
        spans = "".join(f'<span class="{classes[run.style]}">{escape(run.text, quote=False)}</span>' for run in each)
        return f'<p class="c1">{spans}</p><p class="c1 c5"><span class="c4"></span></p>'

    broken = f'<p class="c3"><span class="c4">{pick.choice(("***", "* * *", "~"))}</span></p>'.replace(">~<", ">#<")
    broken = pick.choice((broken, "<hr>"))
    made = [
        f'<p class="c3 title"><span class="c4">{escape(story.title, quote=False)}</span></p>',
        f'<p class="c3"><span class="c4">by {escape(story.text(Field.AUTHOR), quote=False)}</span></p>',
    ]
    for head, chapter in zip(marks.headings(pick, story), story.chapters, strict=True):
        level = pick.choice(
            ('<h1 class="c1"><span class="c4">{}</span></h1>', '<p class="c3"><span class="c4 c2">{}</span></p>')
        )
        made += [level.format(escape(head, quote=False))] if len(story.chapters) > 1 else []
        made.append(marks.story(chapter, paragraph, broken))
    body = f'<div class="doc-content">{"".join(made)}</div>'
    return Sample.one(
        f"google-{number}.html", _page(story.title, body, style, "<html>"), story, family="HTML, Google Docs"
    )


def word(pick: Random, number: int) -> Sample:
    """A Word document saved as a web page, in Windows' encoding."""
    story = _known(pick, number)
    made = [
        f'<p class=MsoTitle align=center style="text-align:center">{escape(story.title, quote=False)}<o:p></o:p></p>'
    ]
    made += _labelled(story, "<p class=MsoNormal><span lang=EN-GB>{}<o:p></o:p></span></p>")[1:]
    for head, chapter in zip(marks.headings(pick, story), story.chapters, strict=True):
        made += (
            [f"<h1><span lang=EN-GB>{escape(head, quote=False)}<o:p></o:p></span></h1>"]
            if len(story.chapters) > 1
            else []
        )
        for place, scene in enumerate(chapter.scenes):
            made += ["<p class=MsoNormal align=center style='text-align:center'>* * *<o:p></o:p></p>"] if place else []
            made += [
                f"<p class=MsoNormal style='text-indent:36.0pt'><span lang=EN-GB style='mso-ansi-language:EN-GB'>{marks.html(each, 'i', 'b')}<o:p></o:p></span></p>"
                for each in scene
            ]
    body = "\n\n".join(made)
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">\n'
        '<head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"><meta name=Generator content="Microsoft Word 15">\n'
        f"<title>{escape(story.title)}</title><!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>x</o:Author></o:DocumentProperties></xml><![endif]-->\n"
        f"<style><!-- p.MsoNormal {{margin:0cm;}} --></style></head>\n<body lang=EN-GB><div class=WordSection1>\n{body}\n</div></body></html>\n"
    )
    return Sample.one(f"word-{number}.htm", page.encode("cp1252", "xmlcharrefreplace"), story, family="HTML, Word")


def blog(pick: Random, number: int) -> Sample:
    """A post on a blog, with everything that a blog puts around it."""
    story = _known(pick, number, chapters=1).saying(Field.TITLE).single()
    text = marks.paragraphs(story.chapters[0], marks.html_break(pick))
    body = (
        '<header class="site-header"><a href="/">My Blog</a><nav class="menu"><ul><li><a href="/about">About</a></li><li><a href="/fic">Fic</a></li></ul></nav></header>\n'
        f'<main><article class="post"><h1 class="entry-title">{escape(story.title, quote=False)}</h1>\n<div class="entry-content">\n{text}\n</div>\n'
        '<footer class="entry-meta"><a href="/tag/fic">fic</a> <a href="/tag/lamps">lamps</a></footer></article>\n'
        '<section id="comments"><h2>2 comments</h2><ol><li>Lovely!</li><li>More please.</li></ol></section></main>\n'
        '<aside class="sidebar"><h3>Archives</h3><ul><li><a href="/2019">2019</a></li><li><a href="/2020">2020</a></li></ul></aside>\n'
        '<footer class="site-footer"><p><a href="/privacy">Privacy</a></p></footer>'
    )
    return Sample.one(f"blog-{number}.html", _page(story.title, body), story, family="HTML, blog")


SHAPES: tuple[Callable[[Random, int], Sample], ...] = (soup, divs, headed, old, google, word, blog)
