"""Read pages saved from FanFiction.Net and FictionPress, which hold one chapter each; those for telephones, too."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from ficbind.diagnostics import Code
from ficbind.model import Draft, Field
from ficbind.readers.html import labelled
from ficbind.readers.html.labelled import Labelled
from ficbind.readers.html.page import Page, by_id, line_of, text_of
from ficbind.xhtml import Element

_STORY = ("storytext", "storycontent", "storytextp")
_NUMBERED = re.compile(r"(?P<number>\d+)\.\s*(?P<title>.*)")
_OF = re.compile(r"\bCh(?:apter)?\s+(?P<number>\d+)\s+of\s+(?P<count>\d+)")
_SITES = re.compile(r"\bfanfiction\.net\b|\bfictionpress\.com\b|\bfictionratings\.com\b|\| fanfiction$")
_USER = re.compile(r"/u/\d+")
_RATED = re.compile(r"Rated:\s*(?P<value>.+)")
_ID = re.compile(r"\bid:\s*(\d+)")
_CROSSOVER = re.compile(r"\s+Crossover$")
_LONGEST_TIME = 10
_AROUND = "the archive's page"


def recognise(page: Page) -> bool:
    """Tell whether a page is of these archives: by the ids of its text and of what stands above."""
    if _story(page) is None:
        return False
    said = (page.title.lower(), *(node.get("href") or "" for node in page.root.iter("a")))
    return by_id(page.root, "profile_top") is not None or any(_SITES.search(each) for each in said)


def read(page: Page) -> Sequence[Draft]:
    """Read the chapter on such a page."""
    story = _story(page)
    if story is None:
        return ()
    _know_top(page, story)
    _know_fandom(page)
    number, count, title = _chapter(page, story)
    page.keep_only(story, _AROUND)
    if count > 1:
        page.tell(
            Code.ONE_CHAPTER_OF_MANY,
            "warning",
            f"the page holds only chapter {number} of {count}",
            story,
            "save the other chapters, too, or have the whole story exported into one file",
        )
    return (page.draft([(title or None, [story])]),)


def _story(page: Page) -> Element | None:
    return next((node for node in (by_id(page.root, name) for name in _STORY) if node is not None), None)


def _know_top(page: Page, story: Element) -> None:
    """Read what stands above a story: title, name, summary, and the line of details."""
    top = by_id(page.root, "profile_top")
    above = page.root if top is None else top
    title = _title(above, story)
    author = next((node for node in above.iter("a") if _USER.search(node.get("href") or "") and text_of(node)), None)
    if title is not None:
        page.know(Field.TITLE, (text_of(title),), title)
    if author is not None:
        page.know(Field.AUTHOR, (text_of(author),), author)
    summary = next((node for node in top.iterdescendants("div") if text_of(node)), None) if top is not None else None
    if summary is not None and not _RATED.search(text_of(summary)):
        page.know_prose(Field.SUMMARY, [summary], summary)
    _know_details(page, story)


def _title(above: Element, story: Element) -> Element | None:
    """Find the title, which is bold: the first such, or, on older pages, the end of the way that leads to the story."""
    bold = [node for node in above.iter("b") if text_of(node) and story not in node.iterancestors()]
    ends = [node for node in bold if node.getprevious() is not None and "»" in (node.getprevious().tail or "")]
    return next(iter([*ends, *bold]), None)


def _know_details(page: Page, story: Element) -> None:
    lines = page.lines.texts[: line_of(story) - 1]
    number = next((at for at in range(len(lines), 0, -1) if _RATED.search(lines[at - 1])), None)
    if number is None:
        return
    text = lines[number - 1]
    for node in page.root.iter("span"):
        seconds = node.get("data-xutime") or ""
        if seconds.isdecimal() and len(seconds) <= _LONGEST_TIME:
            date = datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
            text = text.replace(f": {text_of(node)}", f": {date}", 1)
    value = _RATED.sub(r"\g<value>", text[text.index("Rated:") :]).replace(" & ", ", " if " - " in text else "/")
    value = value if " - " in value else value.replace(", ", " - ")
    labelled.learn(page, [Labelled("Rated", (" ".join(value.split()),), number)])
    found = _ID.search(value)
    if found:
        site = "fictionpress.com" if "fictionpress" in page.title.lower() else "fanfiction.net"
        page.know(Field.SOURCE, (f"https://www.{site}/s/{found[1]}/",), number)


def _know_fandom(page: Page) -> None:
    """Read the fandom from the way that leads to the story: the last of two links, or the names of a crossover."""
    way = by_id(page.root, "pre_story_links")
    links = [node for node in way.iter("a") if text_of(node)] if way is not None else []
    if not links:
        after = (node for node in page.root.iter("a") if node.getprevious() is not None)
        links = [node for node in after if "»" in (node.getprevious().tail or "")]
    if links:
        names = _CROSSOVER.sub("", text_of(links[-1]))
        page.know(Field.FANDOM, names.split(" + ") if names != text_of(links[-1]) else (names,), links[-1])


def _chapter(page: Page, story: Element) -> tuple[int, int, str]:
    """Read which chapter of how many this is, and move its title from the menu to the head of the text."""
    menu = page.root.find(".//select[@name='chapter']")
    options = list(menu.iter("option")) if menu is not None else []
    chosen = next((node for node in options if node.get("selected") is not None), options[0] if options else None)
    if chosen is None:
        told = _OF.search(" ".join(page.lines.texts))
        return (int(told["number"]), int(told["count"]), "") if told else (1, 1, "")
    found = _NUMBERED.fullmatch(text_of(chosen))
    if found is None:
        return options.index(chosen) + 1, len(options), ""
    if found["title"]:
        page.move(chosen, found["title"], story, "the chapter's title in a menu")
    return int(found["number"]), len(options), found["title"]
