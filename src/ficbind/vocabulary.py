"""The closed vocabulary of a book: every element, attribute and class that may reach a writer."""

COMMON = frozenset({"class", "dir", "id", "lang"})
"""Attributes that every element may carry."""

BLOCKS: dict[str, frozenset[str]] = {
    "aside": frozenset(),
    "blockquote": frozenset(),
    "dd": frozenset(),
    "div": frozenset(),
    "dl": frozenset(),
    "dt": frozenset(),
    "figcaption": frozenset(),
    "figure": frozenset(),
    "footer": frozenset(),
    "h1": frozenset(),
    "h2": frozenset(),
    "h3": frozenset(),
    "h4": frozenset(),
    "header": frozenset(),
    "hr": frozenset(),
    "li": frozenset(),
    "ol": frozenset({"start"}),
    "p": frozenset(),
    "pre": frozenset(),
    "section": frozenset(),
    "table": frozenset(),
    "tbody": frozenset(),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "thead": frozenset(),
    "tr": frozenset(),
    "ul": frozenset(),
}
"""Block element → attributes of its own."""

INLINES: dict[str, frozenset[str]] = {
    "a": frozenset({"href"}),
    "abbr": frozenset({"title"}),
    "b": frozenset(),
    "bdi": frozenset(),
    "br": frozenset(),
    "cite": frozenset(),
    "code": frozenset(),
    "del": frozenset(),
    "em": frozenset(),
    "i": frozenset(),
    "img": frozenset({"alt", "height", "src", "width"}),
    "ins": frozenset(),
    "rp": frozenset(),
    "rt": frozenset(),
    "ruby": frozenset(),
    "s": frozenset(),
    "small": frozenset(),
    "span": frozenset(),
    "strong": frozenset(),
    "sub": frozenset(),
    "sup": frozenset(),
    "u": frozenset(),
}
"""Inline element → attributes of its own."""

ELEMENTS = BLOCKS | INLINES
VOID = frozenset({"br", "hr", "img"})

CLASS_HOMES: dict[str, frozenset[str]] = {
    "backlink": frozenset({"a"}),  # the way from a note back to its call
    "centred": frozenset(BLOCKS),  # a line the author centred
    "chat": frozenset({"div"}),  # the log of a chat, or a play; one p for what one says, the name a span
    "footnote": frozenset({"aside", "div", "li"}),  # a note that a link calls; readers may hide an aside
    "highlight": frozenset({"span"}),  # words the author marked with a colour behind them
    "left-out": frozenset({"span"}),  # words of ours in the place of an image, never set by a source
    "letter": frozenset({"blockquote"}),  # a letter or other document
    "message": frozenset({"div"}),  # a text message
    "note": frozenset({"aside"}),  # an author's note, kept where it stood
    "note-number": frozenset({"a"}),  # the label of a note that its source only counts, and the way back
    "noteref": frozenset({"a"}),  # the call of a note
    "right": frozenset(BLOCKS),  # a line the author set to the right
    "salutation": frozenset({"p"}),  # the greeting of a letter, and what stands above it
    "scene-break": frozenset({"hr"}),  # an ornament between scenes
    "sender": frozenset({"p", "span"}),  # who sent it
    "sent": frozenset({"div"}),  # a message that the one who holds the telephone sent
    "signature": frozenset({"p"}),  # who signed a letter
    "small-caps": frozenset({"span"}),
    "soft-break": frozenset({"hr"}),  # a blank line between scenes
    "spoiler": frozenset({"div", "span"}),  # what the page hid until it was asked for
    "subhead": frozenset({"p"}),  # a point-of-view or date line
    "typewriter": frozenset({"span"}),  # words set as a machine writes them
    "verse": frozenset({"div"}),  # a poem; one p per stanza, br between lines
    "voice-a": frozenset({"span"}),  # words in a colour of their own, one for each colour
    "voice-b": frozenset({"span"}),
    "voice-c": frozenset({"span"}),
    "voice-d": frozenset({"span"}),
    "voice-e": frozenset({"span"}),
    "voice-f": frozenset({"span"}),
}
"""Class that a story's body may carry → the elements that may carry it."""

LEFT_OUT = "left-out"
"""The class of words that stand for an image."""

NOTE_NUMBER = "note-number"
"""The class of the number that a note bears where its source only counts its notes."""

UNAUTHORED = frozenset({LEFT_OUT, NOTE_NUMBER})
"""Classes of words that are not the author's: fidelity passes over them, and nobody counts them."""

STORY_CLASSES = frozenset(CLASS_HOMES)
"""Classes that a story's body may carry; matter pages add those of `MATTER_CLASSES`."""

MATTER_CLASSES = frozenset(
    {
        "authors",  # on dl: the authors, and the stories of each
        "book-subtitle",
        "book-title",
        "byline",
        "contents",  # on ol: the contents list; nested ol for a part's stories
        "copyright-line",
        "credits",
        "dedication-text",
        "entry-author",
        "entry-details",  # rating and words beside a contents entry, or in a story's head
        "entry-matter",  # on li
        "entry-part",  # on li
        "entry-story",  # on li
        "entry-title",
        "epigraph-source",
        "epigraph-text",
        "fact",  # on div in dl.facts: one dt and its dd
        "fact-words",  # the author's own words beside a normalised value
        "facts",  # on dl
        "index",  # on dl: terms, and the stories below each
        "index-entry",  # on div in dl.authors, .credits, .index and .warned: one dt and its dd
        "matter-title",
        "note-place",  # on p: the way back to where the notes below it stood
        "part-number",
        "part-title",
        "publisher",
        "see",  # on a: a reference to another page, by its number in print
        "see-front",  # on a: a reference to a page that is numbered in roman
        "series-line",
        "signed",
        "story-author",
        "story-disclaimer",
        "story-facts",  # on p: the facts of a story on one line
        "story-head",  # on header: what stands above a story that has no front page
        "story-notes",
        "story-title",
        "summary",
        "warned",  # on dl: what each story warns of
    }
)
"""Classes that pages of matter use beside those of stories."""

LINE = "data-line"
"""Where a block began in its source file, counted from 1: readers set it, `tidy` removes it."""
