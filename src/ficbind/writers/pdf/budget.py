"""How much markup a story may have for the typesetter, which keeps every element until the book is drawn."""

import re
from collections import Counter

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.model import Book, Story

_TAGS, _WORDS_A_TAG = 100_000, 4
"""Tags that any story may have, and words that earn it one more.

A tag costs the typesetter 5 KB and half a millisecond or more. Novels have a tag for seven words and more, stories
told in chats one for three; what is refused is a table or list of links as long as a library's catalogue.
"""

_OPENING = re.compile(r"<(\w+)")
_WHOLES = {"td": "table", "th": "table", "tr": "table", "li": "[ou]l", "dt": "dl", "dd": "dl"}
"""Elements that come in great numbers → pattern of what holds them."""

_CALLED = {"td": "cells of tables", "th": "cells of tables", "tr": "rows of tables", "li": "items of lists"}
_CALLED |= {"dt": "items of lists", "dd": "items of lists", "a": "links", "p": "paragraphs"}
_HINT = "leave out its long tables or lists, or write the EPUB alone with --only epub"


def check_budget(book: Book) -> None:
    """Raise `FicbindError` with every story whose PDF would take too much time and memory."""
    found = tuple(_refused(work.story) for work in book.works)
    if errors := [each for each in found if each]:
        raise FicbindError(*errors)


def _refused(story: Story) -> Diagnostic | None:
    tags = sum(chapter.body.count("<") for chapter in story.chapters)
    if tags <= _TAGS + story.words // _WORDS_A_TAG:
        return None
    most = _commonest(story)
    named = f", most of them for {_CALLED[most]}" if most in _CALLED else ""
    counted = f"'{story.title}' has {tags:,} tags for {story.words:,} words{named}"
    message = f"{counted}: more than the typesetter has room for"
    return Diagnostic(Code.PDF_LAYOUT, "error", message, _beginning(story, most), _HINT)


def _commonest(story: Story) -> str:
    counted = Counter[str]()
    for chapter in story.chapters:
        counted.update(_OPENING.findall(chapter.body))
    return counted.most_common(1)[0][0]


def _beginning(story: Story, tag: str) -> Location:
    """Give the place where that begins which holds the middle one of these elements, as far as the source tells."""
    each = [match.start() for match in re.finditer(rf"<{tag}\b", story.source, re.IGNORECASE)]
    if not each:
        return Location(story.path)
    middle = each[len(each) // 2]
    wholes = re.finditer(rf"<{_WHOLES[tag]}\b", story.source[:middle], re.IGNORECASE) if tag in _WHOLES else ()
    return story.place(max((match.start() for match in wholes), default=middle))
