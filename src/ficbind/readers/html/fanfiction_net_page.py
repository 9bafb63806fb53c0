"""Read pages saved from FanFiction.Net and FictionPress, which hold one chapter each; those for telephones, too."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from ficbind import xhtml
from ficbind.diagnostics import Code
from ficbind.model import Draft, Field
from ficbind.readers.html import labelled
from ficbind.readers.html.labelled import Labelled
from ficbind.readers.html.page import Page, by_id, line_of, paragraphs_of, text_of
from ficbind.xhtml import Element

_STORY = ("storytext", "storycontent", "storytextp")
_NUMBERED = re.compile(r"(?P<number>\d+)\.\s*(?P<title>.*)")
_OF = re.compile(r"\bCh(?:apter)?\s+(?P<number>\d+)\s+of\s+(?P<count>\d+)")
_RATED = re.compile(r"Rated:\s*(?P<value>.+)")
_ID = re.compile(r"\bid:\s*(\d+)")
_CROSSOVER = re.compile(r"\s+Crossover$")
_LONGEST_TIME = 10
_AROUND = "the archive's page"


def recognise(page: Page) -> bool:
    """Tell whether a page is of these archives: by the ids of its text and of what stands above."""
    story = _story(page)
    return story is not None and (by_id(page.root, "profile_top") is not None or "fanfiction" in page.title.lower())


def read(page: Page) -> Sequence[Draft]:
    """Read the chapter on such a page."""
    story = _story(page)
    if story is None:
        return ()
    _know_top(page)
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


def _know_top(page: Page) -> None:
    """Read what stands above a story: title, name, summary, and the line of details."""
    top = by_id(page.root, "profile_top")
    above = top if top is not None else by_id(page.root, "content")
    if above is None:
        return
    title = above.find(".//b")
    author = next((node for node in above.iter("a") if "/u/" in (node.get("href") or "") and text_of(node)), None)
    summary = next((node for node in above.iterdescendants("div") if text_of(node) and top is not None), None)
    if title is not None:
        page.know(Field.TITLE, (text_of(title),), title)
    if author is not None:
        page.know(Field.AUTHOR, (text_of(author),), author)
    if summary is not None and not _RATED.search(text_of(summary)):
        page.know(Field.SUMMARY, paragraphs_of(summary), summary)
    _know_details(page, above)


def _know_details(page: Page, above: Element) -> None:
    lines = xhtml.plain(above).split("\n")
    text = next((line for line in lines if _RATED.search(line)), "")
    for node in above.iter("span"):
        seconds = node.get("data-xutime") or ""
        if seconds.isdecimal() and len(seconds) <= _LONGEST_TIME:
            date = datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
            text = text.replace(f": {text_of(node)}", f": {date}", 1)
    found = _RATED.search(text)
    if found is None:
        return
    value = found["value"] if " - " in found["value"] else found["value"].replace(", ", " - ").replace(" & ", "/")
    at = next((node for node in above.iter() if (node.text or "").lstrip().startswith("Rated:")), above)
    labelled.learn(page, [Labelled("Rated", (" ".join(value.split()),), line_of(at))])
    number = _ID.search(value)
    if number:
        site = "fictionpress.com" if "fictionpress" in page.title.lower() else "fanfiction.net"
        page.know(Field.SOURCE, (f"https://www.{site}/s/{number[1]}/",), at)


def _know_fandom(page: Page) -> None:
    """Read the fandom from the way that leads to the story: the last of two links, or the names of a crossover."""
    way = by_id(page.root, "pre_story_links")
    links = [node for node in way.iter("a") if text_of(node)] if way is not None else []
    if links:
        names = _CROSSOVER.sub("", text_of(links[-1]))
        page.know(Field.FANDOM, names.split(" + ") if names != text_of(links[-1]) else (names,), links[-1])


def _chapter(page: Page, story: Element) -> tuple[int, int, str]:
    """Read which chapter of how many this is, and move its title from the menu to the head of the text."""
    menu = by_id(page.root, "chap_select")
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
