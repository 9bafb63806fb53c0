"""How much markup a story may have for the typesetter, which keeps every element until the book is drawn."""

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.model import Book, Story

_TAGS, _WORDS_A_TAG = 100_000, 4
"""Tags that any story may have, and words that earn it one more.

A tag costs the typesetter 5 KB and half a millisecond or more. Novels have a tag for seven words and more, stories
told in chats one for three; what is refused is a table or list of links as long as a library's catalogue.
"""


def check_budget(book: Book) -> None:
    """Raise `FicbindError` with every story whose PDF would take too much time and memory."""
    found = tuple(_refused(work.story) for work in book.works)
    if errors := [each for each in found if each]:
        raise FicbindError(*errors)


def _refused(story: Story) -> Diagnostic | None:
    tags = sum(chapter.body.count("<") for chapter in story.chapters)
    if tags <= _TAGS + story.words // _WORDS_A_TAG:
        return None
    message = f"'{story.title}' has {tags:,} tags for {story.words:,} words: more than the typesetter has room for"
    hint = "leave out its long tables or lists, or write the EPUB alone with --only epub"
    return Diagnostic(Code.PDF_LAYOUT, "error", message, Location(story.path), hint)
