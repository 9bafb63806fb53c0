"""Every key of the manifest, in one table: the reader, the JSON Schema and the key reference are made of it."""

from ficbind.manifest import measures, roles, scalars
from ficbind.manifest.kinds import Choice, Either, Key, Keys, Kind, Many, Words
from ficbind.manifest.page_keys import A_MATTER, FILE, TEXT
from ficbind.manifest.style_keys import STYLE, STYLE_NAME
from ficbind.manifest.values import NOTE_POLICIES, STORY_FRONTS

FORMATS = ("epub", "kepub", "kindle", "pdf", "stories")
CHAPTERS = ("auto", "page", "run-on")
FITS = ("whole", "fill")
WCAG = ("2.0", "2.1", "2.2")
LEVELS = ("a", "aa", "aaa")

FLAG = Words("yes or no", scalars.flag, choices=("yes", "no", "true", "false", "on", "off"), boolean=True)
DATE = Words("a date", scalars.date, pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")
LANGUAGE = Words("a language tag", scalars.language, pattern=r"^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$")
NOTES = Words("keep, end, book-end or drop", scalars.note_policy, choices=NOTE_POLICIES)
FRONTS = Words("full, compact or none", scalars.story_front, choices=STORY_FRONTS)
RATING = Words("a rating", scalars.rating)
MARGIN = Words("a length", measures.margin)
POINTS = Words("a size in points", measures.type_size)
LEADING = Words("a size in points", measures.leading)
URL = Words("an address", scalars.url)
TEXTS = Many("a text or a list", TEXT)


_FILE_SAYS = "from the story's file"


def _story_text(name: str, doc: str, example: str) -> Key:
    return Key(name, TEXT, doc, example, _FILE_SAYS)


def _story_list(name: str, doc: str, example: str, kind: Kind = TEXTS) -> Key:
    return Key(name, kind, doc, example, _FILE_SAYS)


# fmt: off
PERSON = Keys(
    "a table of a person",
    (
        Key("name", TEXT, "The name as it shall be printed.", "name: Ada Writer", required=True),
        Key(
            "role",
            Words("a role", roles.role),
            "What they did: a word or a MARC code.",
            "role: translator",
            "by the key",
        ),
        Key("sort", TEXT, "The name as libraries sort it.", "sort: Writer, Ada"),
        Key("url", URL, "Their address in the web.", "url: https://example.org/ada"),
    ),
)
PEOPLE = Many("a name, or a list of names or of tables", Either(Words("a name", scalars.text), PERSON))

SERIES = Keys(
    "a table of a series",
    (
        Key("title", TEXT, "The name of the series.", "title: Harbour Tales", required=True),
        Key("number", TEXT, "The place in it.", "number: 2", also=("index",)),
    ),
)
A_SERIES = Either(Words("the name of a series", scalars.text), SERIES)

TYPOGRAPHY = Keys(
    "a table of switches",
    (
        Key("quotes", FLAG, "Turn straight quotation marks into typographic ones.", "quotes: no", "yes"),
        Key("dashes", FLAG, "Turn double hyphens into dashes.", "dashes: no", "yes"),
        Key("ellipses", FLAG, "Turn three full stops into an ellipsis.", "ellipses: no", "yes"),
        Key("spaces", FLAG, "Mend doubled spaces and set the no-break spaces of the language.", "spaces: no", "yes"),
        Key("scene-breaks", FLAG, "Know the lines of ornaments between scenes.", "scene-breaks: no", "yes"),
        Key("chapters", FLAG, "Know chapter headings that are typed as plain lines.", "chapters: no", "yes"),
        Key("notes", FLAG, "Know the author's notes in a text and set them apart.", "notes: no", "yes"),
    ),
)

IMAGES = Keys("a table of images", (), noun="image", options=TEXT)

STORY = Keys(
    "a story",
    (
        Key("file", FILE,
            "The story's file, a folder of its chapters, or a pattern for several; the one key a story needs.",
            "file: stories/storm.md", required=True),
        _story_text("title", "The title.", 'title: "Storm: a Memory"'),
        _story_list("author", "Who wrote it: a name, a list of names, or tables as for people.", "author: Ada Writer",
                    PEOPLE).named("authors"),
        _story_list("translator", "Who translated it.", "translator: Tom Other", PEOPLE).named("translators"),
        _story_list("illustrator", "Who illustrated it.", "illustrator: Ida Line", PEOPLE).named("illustrators"),
        _story_list("people", "Others, with their roles.", "people: [{name: Bo, role: beta}]", PEOPLE),
        _story_text("summary", "What it is about; a blank line begins a paragraph.", "summary: Two ships, one lamp."),
        Key("rating", RATING, "For whom it is; the words of any archive.", "rating: PG-13", _FILE_SAYS),
        _story_text("category", "The kind of relationships.", "category: gen"),
        _story_list("fandom", "The world it is set in.", "fandom: Original Work").named("fandoms"),
        _story_list("pairing", "Who is with whom.", "pairing: Ann/Ben").named("pairings"),
        _story_list("characters", "Who appears; commas part the names.", "characters: Ann, Ben").named("character"),
        _story_list("genre", "The kind of story; commas part several.", "genre: Mystery, Humour").named("genres"),
        _story_list("warnings", "What readers may wish to know first; commas part several.",
                    "warnings: storm at sea").named("warning"),
        Key("warnings-on-request", FLAG, "Keep the warnings to a page that only who asks for them need see.",
            "warnings-on-request: yes", "no"),
        _story_list("tags", "Further words about it; commas part several.", "tags: lighthouse, letters").named("tag"),
        Key("series", A_SERIES, "The series the story belongs to.", "series: {title: Lamps, number: 3}", _FILE_SAYS),
        _story_text("spoilers", "What it gives away.", "spoilers: the second season"),
        _story_text("status", "Whether it is complete.", "status: complete"),
        Key("date", DATE, "When it was written or published.", "date: 2019-11", _FILE_SAYS),
        Key("language", LANGUAGE, "The language it is written in.", "language: fr",
            "the story's file, else the book's language"),
        _story_text("dedication", "To whom it is dedicated.", "dedication: for Kit"),
        _story_text("recipient", "For whom it was written.", "recipient: Kit"),
        _story_text("prompt", "What it answers.", 'prompt: "lamps, lit"'),
        _story_list("beta", "Who read it first.", "beta: Sam"),
        _story_text("notes", "The author's notes.", "notes: Written in one night."),
        _story_text("disclaimer", "Whose world it is.", "disclaimer: The sea belongs to nobody."),
        _story_text("archive", "Where it may be kept.", "archive: please ask"),
        _story_text("feedback", "How to answer the author.", "feedback: welcome"),
        _story_text("email", "The author's address.", "email: ada@example.org"),
        _story_text("source", "Where it comes from.", "source: https://example.org/storm").named("url"),
        _story_text("licence", "By whose leave it stands here.", "licence: CC BY 4.0").named("license", "permission"),
        Key("encoding", Words("a text encoding", scalars.encoding), "How the letters of an old text file are stored.",
            "encoding: cp1252", "found out"),
        Key("images", IMAGES,
            "What its images show, by their names, for readers who do not see them; over what the file says.",
            'images: {lamp.png: "A lamp on a window sill"}', "the story's file"),
        Key("authors-notes", NOTES, "What becomes of its author's notes.", "authors-notes: drop", "as for the book"),
        Key("story-front", FRONTS, "What stands before it.", "story-front: none", "as for the book"),
        Key("typography", TYPOGRAPHY, "Which improvements this story's text gets.", "typography: {quotes: no}",
            "the book's typography"),
    ),
)
A_STORY = Words("the file of a story", scalars.text)

PART = Keys(
    "a part",
    (
        Key("part", TEXT, "The title of the part.", "part: Winter", required=True),
        Key(
            "stories",
            Many("a list of stories", Either(A_STORY, Choice("a table of a story", (STORY,)))),
            "The stories in the part, written as in the book's own list.",
            "stories: [winter/*.md]",
            required=True,
        ),
    ),
)
STORIES = Many("a list of stories", Either(A_STORY, Choice("a table of a story or a part", (STORY, PART))))

COVER = Keys(
    "a table of a cover",
    (
        Key(
            "design",
            Words("the name of a design", scalars.text),
            "A design that draws the cover.",
            "design: classic",
            "classic",
        ),
        Key("image", FILE, "A finished picture, in place of a design.", "image: cover.jpg"),
        Key(
            "alt",
            TEXT,
            "What the picture shows, for readers who do not see it.",
            "alt: A lamp above dark water",
            "title and people",
        ),
        Key("fit", Words("whole or fill", scalars.one_of("way to fit a picture", FITS), choices=FITS),
            "How the picture gets the shape of a book: whole on a ground of its own colours, or cropped to fill it.",
            "fit: fill", "as it is; whole where its shape is far from a book's"),
        Key("palette", TEXT, "The colours of the design.", "palette: dusk", "by the title"),
        Key("badge", TEXT, "A badge on the design: yes for the highest rating of the stories, or the words themselves.",
            "badge: yes", "no"),
    ),
    options=TEXT,
)
MARGINS = Keys(
    "a table of margins",
    (
        Key("top", MARGIN, "Above the text.", "top: 18mm", "by the style"),
        Key("bottom", MARGIN, "Below the text.", "bottom: 20mm", "by the style"),
        Key("inside", MARGIN, "At the spine.", "inside: 18mm", "by the style"),
        Key("outside", MARGIN, "At the edge.", "outside: 15mm", "by the style"),
    ),
)
PRINT = Keys(
    "a table for print",
    (
        Key("trim", Words("a trim", measures.trim), "The size of the page: a name or width x height.", "trim: a5",
            "5.5x8.5"),
        Key("margins", Either(MARGIN, MARGINS), "The space around the text: one length for all sides, or a table.",
            "margins: {inside: 18mm}", "by the style"),
        Key("gutter", MARGIN, "Further space at the spine for the binding.", "gutter: 3mm", "0mm"),
        Key("font-size", POINTS, "The size of the text.", "font-size: 10.5pt", "by the style"),
        Key("leading", LEADING, "The distance from line to line.", "leading: 14pt", "by the style"),
        Key("recto", FLAG, "Begin every story on a right-hand page.", "recto: no", "yes"),
        Key("chapters",
            Words("auto, page or run-on", scalars.one_of("way to begin chapters", CHAPTERS), choices=CHAPTERS),
            "Begin chapters on a new page, or below the one before; auto goes by the length of a story's chapters.",
            "chapters: run-on", "auto"),
        Key("hyphenate", FLAG, "Divide words at the end of a line.", "hyphenate: no", "by the style"),
        Key("justify", FLAG, "Make all lines equally long.", "justify: no", "by the style"),
        Key("isbn", Words("an ISBN", scalars.isbn),
            "The ISBN of the printed book, from which the EPUB has its page numbers; its own is `identifier`.",
            "isbn: 978-1-86197-876-9"),
    ),
)
ACCESSIBILITY = Keys(
    "a table of accessibility",
    (
        Key("summary", TEXT, "Words of yours before the summary that is made of what the book holds.",
            "summary: The poems are images of handwriting with their text below.", "none"),
        Key("certified-by", TEXT,
            "Who has evaluated the finished book and certifies that it conforms; without a name nothing is claimed.",
            "certified-by: Ada Reader", "no claim"),
        Key("credential", TEXT, "By what right they certify: the name or address of a badge.",
            "credential: DAISY OK"),
        Key("report", URL, "Where their report stands.", "report: https://example.org/report"),
        Key("wcag", Words("a version of WCAG", scalars.one_of("version of WCAG", WCAG), choices=WCAG),
            "The version of the Web Content Accessibility Guidelines.", "wcag: 2.1", "2.2"),
        Key("level", Words("a level of WCAG", scalars.one_of("level of WCAG", LEVELS), choices=("A", "AA", "AAA")),
            "The level of conformance.", "level: A", "AA"),
    ),
)
EPUB = Keys(
    "a table for the EPUB",
    (Key("embed-fonts", FLAG, "Put the fonts of the style into the file.", "embed-fonts: no", "yes"),),
)

BOOK = Keys(
    "a manifest",
    (
        Key("title", TEXT, "The title of the book.", "title: The Long Way Home", required=True),
        Key("subtitle", TEXT, "The line below the title.", "subtitle: Nine stories from the harbour"),
        Key("language", LANGUAGE, "The language of the book.", "language: en-GB", required=True),
        Key("stories", STORIES, "The stories in their order: files, patterns, tables and parts.",
            "stories: [stories/*.txt]", required=True),
        Key("author", PEOPLE, "Who wrote the book as a whole.", "author: Ada Writer", also=("authors",)),
        Key("editor", PEOPLE, "Who chose and edited the stories.", "editor: Ed Itor", also=("editors",)),
        Key("translator", PEOPLE, "Who translated the book.", "translator: Tom Other", also=("translators",)),
        Key("illustrator", PEOPLE, "Who illustrated the book.", "illustrator: Ida Line", also=("illustrators",)),
        Key("people", PEOPLE, "Others, with their roles.", "people: [{name: Bo, role: proofreader}]",
            also=("contributors",)),
        Key("series", A_SERIES, "The series the book belongs to.", "series: {title: Harbour Tales, number: 2}"),
        Key("description", TEXT, "What bookshops and libraries show.", "description: Nine stories about coming home."),
        Key("subjects", TEXTS, "What it is about, for catalogues.", "subjects: [the sea, homecoming]",
            also=("subject",)),
        Key("publisher", TEXT, "Who publishes the book.", "publisher: Harbour Press"),
        Key("rights", TEXT, "The line about rights on the copyright page.", "rights: © 2026 the authors"),
        Key("date", DATE, "When the book was published.", "date: 2026-03", "none"),
        Key("identifier", Words("an identifier", scalars.identifier),
            "An ISBN, a UUID, an address or any other text that is the book's alone.",
            "identifier: ISBN 978-0-306-40615-7",
            "made from the book"),
        Key("style", Either(STYLE_NAME, STYLE), "How the book looks.", "style: classic", "classic"),
        Key("cover", Either(Words("an image file or a design", scalars.text), COVER),
            "The cover: a picture or a design.", "cover: cover.jpg", "the design classic"),
        Key("front", A_MATTER, "The pages before the stories.", "front: [half-title, dedication: For Kit, contents]",
            "half-title, title-page, copyright, contents"),
        Key("back", A_MATTER, "The pages after the stories.", "back: [about-the-authors, colophon]", "colophon"),
        Key("authors-notes", NOTES,
            "What becomes of authors' notes: they stay, go to the end of the story or the book, or are left out.",
            "authors-notes: end", "keep"),
        Key("story-front", FRONTS,
            "What stands before a story: a page of all that is known, a few lines above the text, or title and author.",
            "story-front: compact", "full"),
        Key("typography", TYPOGRAPHY, "Which improvements the text of the stories gets.", "typography: {quotes: no}",
            "all"),
        Key("print", PRINT, "The printed page.", "print: {trim: a5}"),
        Key("epub", EPUB, "What the EPUB holds.", "epub: {embed-fonts: no}"),
        Key("accessibility", ACCESSIBILITY, "What is said of the book's accessibility beyond what can be computed.",
            "accessibility: {certified-by: Ada Reader}"),
        Key("formats",
            Many("a format or a list", Words("a format", scalars.one_of("format", FORMATS), choices=FORMATS)),
            "What is made: the EPUB, its variants for Kobo and Kindle, the PDF, and an EPUB of each story.",
            "formats: [epub, pdf]", "epub, pdf", also=("format",)),
        Key("output", Words("a file name", scalars.output_name), "The name of the finished files, without ending.",
            "output: long-way-home", "made from the title"),
    ),
)
# fmt: on
