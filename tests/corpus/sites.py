"""Pages of other archives, and the HTML files of the programs that fetch stories from them."""

from html import escape
from random import Random

from corpus import marks
from corpus.exported import known, labels
from corpus.truth import Chapter, Paragraph, Sample, Work
from corpus.works import work
from ficbind.metadata import Field


def numbered(story: Work, label: str = "Chapter {}") -> Work:
    """Give every chapter of a story in several its bare title, or its number where it has none."""
    if len(story.chapters) == 1:
        return story
    chapters = tuple(
        Chapter(each.title or label.format(n), each.scenes, each.before, each.after)
        for n, each in enumerate(story.chapters, 1)
    )
    return Work(story.number, story.language, story.facts, chapters)


def fanfiction_net(pick: Random, number: int) -> Sample:
    """A page of FanFiction.net, saved: one chapter of a story."""
    story = work(number).without_asides()
    many, chosen = len(story.chapters), pick.randrange(len(story.chapters))
    story = story.saying(
        Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.GENRE, Field.LANGUAGE, Field.CHARACTERS, Field.FANDOM
    )
    rating = pick.choice(("K", "K+", "T", "M"))
    story = story.knowing(Field.RATING, f"Fiction {rating}").knowing(Field.SUMMARY, " ".join(story.get(Field.SUMMARY)))
    story = story.knowing(Field.AUTHOR, story.get(Field.AUTHOR)[0]).knowing(Field.FANDOM, story.get(Field.FANDOM)[0])
    story = story.knowing(Field.LANGUAGE, "English").knowing(Field.CHARACTERS, *story.get(Field.CHARACTERS)[:2])
    names = [each.title or f"Chapter {n}" for n, each in enumerate(story.chapters, 1)]
    chapter = story.chapters[chosen]
    menu = "".join(
        f"<option  value={n} {'selected' if n == chosen + 1 else ''}>{n}. {escape(name, quote=False)}"
        for n, name in enumerate(names, 1)
    )
    select = f'<SELECT id=chap_select title="Chapter Navigation" Name=chapter>{menu}</select>' if many > 1 else ""
    broken = pick.choice(("<hr size=1 noshade>", "<p>***</p>", "<p style='text-align:center;'>oOo</p>", "<p>-x-</p>"))
    length = f"Chapters: {many} - " if many > 1 else ""
    text = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(story.title)}{f" Chapter {chosen + 1}" if many > 1 else ""}, a {escape(story.text(Field.FANDOM))} fanfic | FanFiction</title></head>
<body><div id=top><div class=menulink><a href='/'>FanFiction</a> | <a href='https://www.fictionpress.com'>unleash your imagination</a></div></div>
<div id=zmenu><a class=dropdown-toggle href='/'>Browse</a><a href='/j/'>Just In</a><a href='/forums/'>Forum</a></div>
<div id=content_wrapper><div id=content_wrapper_inner style='padding:0.5em;'>
<div id=pre_story_links style='padding-bottom:10px'><span class=lc-left><a class=xcontrast_txt href='/book/'>Books</a><span class='xcontrast_txt icon-chevron-right'></span><a class=xcontrast_txt href='/book/x/'>{escape(story.text(Field.FANDOM), quote=False)}</a></span></div>
<div id=profile_top style='min-height:112px;'><span onclick='x()'><img class='cimage' src='//ff74.b-cdn.net/image/1/75/' width=75 height=100></span><button class='btn pull-right icon-heart' type=button>Follow/Fav</button><b class='xcontrast_txt'>{escape(story.title, quote=False)}</b>
<span class='xcontrast_txt'><div style='height:5px'></div>By:</span> <a class='xcontrast_txt' href='/u/12345/x'>{escape(story.text(Field.AUTHOR), quote=False)}</a> <span class='icon-mail-1  xcontrast_txt' ></span> <a class='xcontrast_txt' title="Send Private Message" href='/pm2/'></a>
<div style='margin-top:2px' class='xcontrast_txt'>{escape(story.text(Field.SUMMARY), quote=False)}</div>
<span class='xgray xcontrast_txt'>Rated: <a class='xcontrast_txt' href='https://www.fictionratings.com/' target='rating'>Fiction  {rating}</a> - English - {"/".join(story.get(Field.GENRE))} - {", ".join(story.get(Field.CHARACTERS))} - {length}Words: {story.words:,} - Reviews: <a href='/r/1/'>12</a> - Favs: 34 - Follows: 9 - Updated: <span data-xutime='1605'>Nov 21, 2020</span> - Published: <span data-xutime='1505'>Mar 1, 2019</span> - Status: Complete - id: {number} </span>
</div><div class='lc-wrapper'>{select}</div>
<div role='main' aria-label='story content' style='font-size:1.1em;'><div class='storytextp' id='storytextp' align=center><div class='storytext xcontrast_txt nocopy' id='storytext'>{marks.paragraphs(chapter, broken).replace(chr(10), "")}
</div></div></div><div style='height:5px'></div>{select}
<div id=review_success></div><div id=review class='hidden-phone'><textarea placeholder='Type your review for this chapter here...'></textarea></div>
</div></div><div class='maincontent' id=p_footer><a href='/tos/'>Terms of Service</a> | <a href='/privacy/'>Privacy</a></div></body></html>"""
    told = Chapter(chapter.title if many > 1 else "", chapter.scenes)
    found = Work(story.number, story.language, story.facts, (told,))
    return Sample.one(f"ffn-{number}.html", text, found, family="FanFiction.net page")


def fanficfare(pick: Random, number: int) -> Sample:
    """FanFicFare's HTML file."""
    story = numbered(known(number).without_asides())
    rows = "".join(
        f"<tr><td><b>{label}:</b></td><td>{escape(value, quote=False)}</td></tr>\n" for label, value in labels(story)
    )
    author = escape(story.text(Field.AUTHOR), quote=False)
    many = len(story.chapters) > 1
    contents = (
        '<a name="TOCTOP"><h2>Table of Contents</h2></a>\n<p>\n'
        + "".join(
            f'<a href="#section{n:04d}">{escape(each.title, quote=False)}</a><br />\n'
            for n, each in enumerate(story.chapters, 1)
        )
        + "</p>\n"
        if many
        else ""
    )
    text = "".join(
        f'<a name="section{n:04d}"><h2>{escape(each.title or story.title, quote=False)}</h2></a>\n<div>\n{marks.paragraphs(each, marks.html_break(pick))}\n</div>\n'
        for n, each in enumerate(story.chapters, 1)
    )
    page = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />\n<title>{escape(story.title)} by {author}</title>\n'
        '<style type="text/css">body { margin: 2%; }</style>\n</head>\n<body>\n'
        f'<h1><a href="{story.text(Field.SOURCE)}">{escape(story.title, quote=False)}</a> by <a class=\'authorlink\' href="https://archiveofourown.org/users/x">{author}</a></h1>\n'
        f'<table class="full">\n{rows}</table>\n{contents}{text}</body>\n</html>\n'
    )
    return Sample.one(f"fff-{number}.html", page, story, family="FanFicFare HTML")


def fichub_page(story: Work, pick: Random) -> tuple[str, list[str]]:
    """Write FicHub's title page and its chapters, as blocks."""
    summary = marks.plain_paragraphs(story.get(Field.SUMMARY))
    done = len(story.chapters)
    front = (
        f"<h1>{escape(story.title, quote=False)}</h1>\n<p><b>By: {escape(story.text(Field.AUTHOR), quote=False)}</b></p>\n{summary}\n"
        f"<p>Status: complete</p>\n<p>Published: 2019-03-01</p>\n<p>Updated: 2020-11-21</p>\n<p>Words: {story.words}</p>\n<p>Chapters: {done}</p>\n"
        f"<p>Rated: {story.text(Field.RATING)} - Language: English - Genre: {'/'.join(story.get(Field.GENRE))}</p>\n"
        f'<p>Original source: <a href="{story.text(Field.SOURCE)}">{story.text(Field.SOURCE)}</a></p>\n'
        '<p>Exported with the assistance of <a href="https://fichub.net">FicHub.net</a></p>\n'
    )
    broken = marks.html_break(pick)
    return front, [
        f"<h2>{escape(each.title or story.title, quote=False)}</h2>\n{marks.paragraphs(each, broken)}\n"
        for each in story.chapters
    ]


def fichub_known(pick: Random, number: int) -> Work:
    """A story of which FicHub knows what it says."""
    story = work(number).without_asides().saying(Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.GENRE, Field.SOURCE)
    story = story.knowing(Field.AUTHOR, story.get(Field.AUTHOR)[0]).knowing(Field.LANGUAGE, "English")
    return numbered(story.knowing(Field.RATING, pick.choice(("Fiction T", "Fiction M", "Fiction K+"))))


def fichub(pick: Random, number: int) -> Sample:
    """FicHub's HTML file."""
    story = fichub_known(pick, number)
    front, chapters = fichub_page(story, pick)
    page = f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"/><title>{escape(story.title)}</title></head>\n<body>\n{front}{"".join(chapters)}</body>\n</html>\n'
    return Sample.one(f"fichub-{number}.html", page, story, family="FicHub HTML")


def wattpad(pick: Random, number: int) -> Sample:
    """A part of a story on Wattpad, saved."""
    story = work(number, chapters=1).without_asides().saying(Field.TITLE, Field.AUTHOR)
    story = story.knowing(Field.AUTHOR, story.get(Field.AUTHOR)[0])
    part = pick.choice(("Chapter 1", "1. The Stairs", "One: Oil 🔥"))
    author, title = escape(story.text(Field.AUTHOR), quote=False), escape(story.title, quote=False)

    def paragraph(each: Paragraph) -> str:
        mark = '<span class="comment-marker on-inline-comments-modal"> <span class="num-comment">3</span><span class="fa fa-comment-count"></span></span>'
        return f'<p data-p-id="{abs(hash_of(each)):032x}">{marks.html(each, "i", "b")}{mark if pick.random() < 0.3 else ""}</p>'

    text = marks.story(
        story.chapters[0],
        paragraph,
        f'<p data-p-id="0" style="text-align:center">{pick.choice(("***", "~*~", "• • •"))}</p>',
    )
    page = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - {escape(part)} - Wattpad</title>
<meta property="og:site_name" content="Wattpad"><meta property="og:title" content="{escape(story.title)} - {escape(part)}"></head>
<body><div id="app-container"><div id="header-item-container"><header id="header"><a href="/home">Wattpad</a><nav><a href="/stories">Browse</a><a href="/login">Log in</a></nav></header></div>
<main id="parts-container-new"><div id="story-reading"><div id="reading-controls"><div id="funbar-container"><span class="toc-info"><span class="info"><h2 class="title h5">{title}</h2><span class="author h6">by {author}</span></span></span>
<div class="dropdown-menu"><ul class="table-of-contents"><li><a href="/1">{escape(part)}</a></li><li><a href="/2">Chapter 2</a></li></ul></div></div></div>
<div class="part-container-new"><header class="panel panel-reading text-center"><h1 class="h2">{escape(part)}</h1><div class="story-stats"><span class="reads">1.2K</span><span class="votes">34</span><span class="comments">5</span></div></header>
<div class="panel panel-reading"><div class="row part-content"><div class="col-xs-10"><div class="page highlighter"><div><pre>{text}</pre></div></div></div></div></div>
<div class="part-footer"><a class="next-part-link" href="/2">Continue to next part</a></div></div></div>
<aside id="recommendations"><h3>You'll Also Like</h3><div><h4>The Other Lamp</h4><p>A story about a lamp that somebody else wrote and that you may want to read.</p></div></aside></main>
<footer><a href="/about">About</a></footer></div></body></html>"""
    told = Chapter(part, story.chapters[0].scenes)
    return Sample.one(
        f"wattpad-{number}.html", page, Work(story.number, "en", story.facts, (told,)), family="Wattpad page"
    )


def hash_of(paragraph: Paragraph) -> int:
    """Number a paragraph, the same on every machine."""
    return sum(ord(letter) * (place + 7) ** 3 for place, letter in enumerate("".join(run.text for run in paragraph)))
