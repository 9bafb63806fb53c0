"""The keys of front and back matter: a table of `schema`."""

from ficbind.manifest import scalars
from ficbind.manifest.kinds import Either, Key, Keys, Many, Words

TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml")
"""Endings by which a value of front or back matter is known to be a file."""

OTHER_ENDINGS = (".doc", ".docx", ".epub", ".odt", ".pdf", ".rtf")
"""Endings of files that are no words for a page either: what cannot be read is said when it is read."""

NEVER_LEFT_OUT = frozenset({"title-page", "contents", "authors-notes", "warnings-on-request"})
"""Pages that stand in every book that has something to put on them."""

INDEXES = ("authors", "fandoms", "pairings", "ratings", "warnings", "tags")
"""What stories can be looked up by."""

TEXT = Words("text", scalars.text)
FILE = Words("a file", scalars.text)

# fmt: off
PAGE = Keys(
    "a table of a page",
    (
        Key("title", TEXT, "The heading of the page.", "title: A Word Before", "the usual one"),
        Key("text", TEXT, "Its text; a blank line begins a paragraph.", "text: For all who wait."),
        Key("file", FILE, "The file of its text, in place of `text`.", "file: front/foreword.md"),
        Key("by", TEXT, "Who wrote it: below an epigraph its source, below a foreword its author.", "by: Ada Writer"),
    ),
)
A_PAGE = Either(Words("its text or file", scalars.text), PAGE)


def _page(name: str, doc: str, example: str, *also: str) -> Key:
    return Key(name, A_PAGE, doc, example, also=also)


PAGES = Keys(
    "a page",
    (
        _page("half-title", "The bare title on a page of its own. Made for you.", "- half-title"),
        _page("title-page", "Title, people and publisher. Made for you.", "- title-page"),
        _page("copyright", "Rights, identifier and date. Made for you.", "- copyright"),
        _page("dedication", "To whom the book is dedicated.", '- dedication: "For Kit"'),
        _page("epigraph", "A few words from elsewhere.", "- epigraph: {text: The sea is calm., by: A Sailor}"),
        _page("foreword", "Words by somebody else, before.", "- foreword: front/foreword.md"),
        _page("preface", "Words by the editor or author, before.", "- preface: front/preface.md"),
        _page("introduction", "What a reader should know first.", "- introduction: front/introduction.md"),
        _page("contents", "The table of contents. Made for you.", "- contents"),
        _page("changes", "What is new since the last release. Made for you when there was one.", "- changes"),
        _page("afterword", "Words at the end.", "- afterword: back/afterword.md"),
        _page("acknowledgements", "Thanks.", "- acknowledgements: Thanks to all.", "acknowledgments"),
        _page("about-the-authors", "Who wrote the stories. Made for you when you give no text.", "- about-the-authors"),
        _page("authors-notes", "The authors' notes that `authors-notes: book-end` gathers. Made for you.",
              "- authors-notes"),
        _page("credits", "Where the stories come from, and by whose leave. Made for you when you give no text.",
              "- credits"),
        _page("content-warnings", "What each story warns of, off the stories' own pages. Made for you.",
              "- content-warnings"),
        _page("warnings-on-request", "The warnings of stories with `warnings-on-request: yes`. Made for you.",
              "- warnings-on-request"),
        Key("indexes",
            Many("an index or a list", Words("an index", scalars.one_of("index", INDEXES), choices=INDEXES)),
            "Lists of the stories by what they have in common, a page for each. Made for you; as `- indexes`, all.",
            "- indexes: [authors, fandoms, tags]", also=("index",)),
        *(_page(f"index-of-{name}", f"The index of {name} with a text or title of yours. Made for you.",
                f"- index-of-{name}") for name in INDEXES),
        _page("colophon", "How the book was made. Made for you when you give no text.", "- colophon"),
        _page("text", "Any other page.", "- text: {title: The Map, file: front/map.md}"),
    ),
    noun="page",
    single=True,
)
PAGE_KINDS = tuple(key.name for key in PAGES.keys)
GENERATED = frozenset({"half-title", "title-page", "copyright", "contents", "changes", "about-the-authors",
                       "authors-notes", "credits", "content-warnings", "warnings-on-request", "indexes", "colophon",
                       *(f"index-of-{name}" for name in INDEXES)})
"""Pages that can be made without a text of their own."""

A_MATTER = Many(
    "a list of pages",
    Either(Words("the name of a page", scalars.text, choices=(*sorted(GENERATED),)), PAGES),
)
# fmt: on
