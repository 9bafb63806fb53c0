"""Documents of word processors: DOCX as Word and Google Docs write it, ODT, RTF."""

from collections.abc import Callable
from html import escape
from random import Random

from corpus import marks
from corpus.archives import pack
from corpus.truth import Paragraph, Run, Sample, Work
from corpus.works import work
from ficbind.metadata import Field

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'
)
_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles {_W}>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("Normal", "Title", "Subtitle", "heading 1", "heading 2")
    )
    .replace('styleId="heading1"', 'styleId="Heading1"')
    .replace('styleId="heading2"', 'styleId="Heading2"')
    + "</w:styles>"
)

_SAID = (Field.TITLE, Field.AUTHOR, Field.SUMMARY, Field.RATING, Field.FANDOM)
_LABELS = (("Author", Field.AUTHOR), ("Fandom", Field.FANDOM), ("Rating", Field.RATING), ("Summary", Field.SUMMARY))


def _known(pick: Random, number: int) -> Work:
    story = work(number).without_asides().saying(*_SAID)
    story = story.knowing(Field.SUMMARY, story.get(Field.SUMMARY)[0]).knowing(Field.AUTHOR, story.get(Field.AUTHOR)[0])
    return story.knowing(Field.RATING, pick.choice(("PG", "PG-13", "R", "T", "NC-17")))


Line = Callable[[str, Paragraph], str]
"""Writes a paragraph of a kind: title, subtitle, heading, false heading, text, break, blank."""


def _lines(pick: Random, story: Work, line: Line, heading: str) -> tuple[str, Work]:
    """Write a whole document with the function that writes its paragraphs; gives it with what it says."""
    labelled = pick.random() < 0.6
    made = [line("title", (Run(story.title),))]
    if labelled:
        made += [line("text", (Run(f"{label}:", "strong"), Run(f" {story.text(name)}"))) for label, name in _LABELS]
    else:
        story = story.saying(Field.TITLE, Field.AUTHOR)
        made.append(line("subtitle", (Run(f"by {story.text(Field.AUTHOR)}"),)))
    made.append(line("blank", ()))
    broken = pick.choice(("***", "* * *", "#", "~*~", "---"))
    for head, chapter in zip(marks.headings(pick, story), story.chapters, strict=True):
        made += [line(heading, (Run(head),)), line("blank", ())] if len(story.chapters) > 1 else []
        for place, scene in enumerate(chapter.scenes):
            made += [line("break", (Run(broken),))] if place else []
            made += [line("text", each) for each in scene]
    return "".join(made), story


def _runs(paragraph: Paragraph) -> str:
    marks_ = {"": "", "em": "<w:rPr><w:i/></w:rPr>", "strong": "<w:rPr><w:b/><w:bCs/></w:rPr>"}
    return "".join(
        f'<w:r>{marks_[run.style]}<w:t xml:space="preserve">{escape(run.text, quote=False)}</w:t></w:r>'
        for run in paragraph
    )


def _word(kind: str, paragraph: Paragraph) -> str:
    styles = {"title": "Title", "subtitle": "Subtitle", "heading": "Heading1"}
    properties = f'<w:pStyle w:val="{styles[kind]}"/>' if kind in styles else ""
    if kind in {"break", "false heading"}:
        properties = '<w:jc w:val="center"/>'
    if kind == "false heading":
        paragraph = tuple(Run(run.text, "strong") for run in paragraph)
    if kind == "text":
        properties = '<w:spacing w:after="160"/><w:ind w:firstLine="720"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{_runs(paragraph)}</w:p>"


def _google(kind: str, paragraph: Paragraph) -> str:
    """Google writes every run with its font and direction, and a blank paragraph after each."""
    text = _word("break" if kind in {"title", "subtitle"} else kind, paragraph)
    text = text.replace("<w:r><w:t", '<w:r><w:rPr><w:rtl w:val="0"/></w:rPr><w:t')
    blank = '<w:p><w:pPr/><w:r><w:rPr><w:rtl w:val="0"/></w:rPr></w:r></w:p>'
    return text + (blank if kind in {"text", "break"} else "")


def _docx(pick: Random, body: str) -> bytes:
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>'
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/document.xml": document,
        "word/styles.xml": _STYLES,
        "word/_rels/document.xml.rels": _DOCUMENT_RELS,
    }
    return pack(pick, files)


def docx_word(pick: Random, number: int) -> Sample:
    """A document of Word with its styles."""
    body, story = _lines(pick, _known(pick, number), _word, "heading")
    return Sample.one(f"word-{number}.docx", _docx(pick, body), story, family="DOCX, Word styles")


def docx_false_headings(pick: Random, number: int) -> Sample:
    """A document of Word whose headings are bold and centred, and nothing more."""
    body, story = _lines(pick, _known(pick, number), _word, "false heading")
    return Sample.one(f"bold-{number}.docx", _docx(pick, body), story, family="DOCX, bold headings")


def docx_google(pick: Random, number: int) -> Sample:
    """A document that Google Docs exported."""
    body, story = _lines(pick, _known(pick, number), _google, pick.choice(("heading", "false heading")))
    return Sample.one(f"google-{number}.docx", _docx(pick, body), story, family="DOCX, Google")


def odt(pick: Random, number: int) -> Sample:
    """A document of LibreOffice, with its automatic styles and soft page breaks."""
    styles = {"em": "T1", "strong": "T2"}

    def line(kind: str, paragraph: Paragraph) -> str:
        inner = "".join(
            f'<text:span text:style-name="{styles[run.style]}">{escape(run.text, quote=False)}</text:span>'
            if run.style
            else escape(run.text, quote=False)
            for run in paragraph
        )
        if kind == "text" and len(inner) > 300:
            cut = inner.index(" ", 200) if " " in inner[200:] and "<" not in inner else 0
            inner = f"{inner[:cut]}<text:soft-page-break/>{inner[cut:]}" if cut else inner
        if kind == "heading":
            return f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{inner}</text:h>'
        names = {"title": "Title", "subtitle": "Subtitle", "break": "P2", "false heading": "P3"}
        return f'<text:p text:style-name="{names.get(kind, "P1")}">{inner}</text:p>'

    body, story = _lines(pick, _known(pick, number), line, pick.choice(("heading", "heading", "false heading")))
    names = "office style text fo"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{ {"fo": "xsl-fo-compatible"}.get(name, name) }:1.0"'
        for name in names.split()
    )
    automatic = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard"/>'
        '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="center"/></style:style>'
        '<style:style style:name="P3" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
        '<style:style style:name="T2" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {spaces} office:version="1.3"><office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    manifest = '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    data = pack(
        Random(0),
        {"content.xml": content, "META-INF/manifest.xml": manifest},
        "application/vnd.oasis.opendocument.text",
    )
    return Sample.one(f"story-{number}.odt", data, story, family="ODT")


_ESCAPES = {
    "\\": "\\\\",
    "{": "\\{",
    "}": "\\}",
    "’": "\\rquote ",
    "‘": "\\lquote ",
    "“": "\\ldblquote ",
    "”": "\\rdblquote ",
    "—": "\\emdash ",
    "–": "\\endash ",
}


def _rtf_text(text: str) -> str:
    made = []
    for character in text:
        if character in _ESCAPES:
            made.append(_ESCAPES[character])
        elif ord(character) < 128:
            made.append(character)
        elif ord(character) < 256:
            made.append(f"\\'{ord(character):02x}")
        else:
            made.append(f"\\u{ord(character) if ord(character) < 32768 else ord(character) - 65536}?")
    return "".join(made)


def rtf(pick: Random, number: int) -> Sample:
    """A rich-text document."""

    def line(kind: str, paragraph: Paragraph) -> str:
        wraps = {"em": "{{\\i {}}}", "strong": "{{\\b {}}}", "": "{}"}
        inner = "".join(wraps[run.style].format(_rtf_text(run.text)) for run in paragraph)
        indent = "\\fi720 "
        sets = {
            "title": "\\qc\\b\\fs36 ",
            "subtitle": "\\qc ",
            "heading": "\\s1\\outlinelevel0\\b ",
            "false heading": "\\qc\\b ",
            "break": "\\qc ",
        }
        return f"\\pard\\plain {sets.get(kind, indent)}{inner}\\par\n"

    body, story = _lines(pick, _known(pick, number), line, pick.choice(("heading", "false heading")))
    head = (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\froman Times New Roman;}}{\\colortbl;\\red0\\green0\\blue0;}{\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}}{\\info{\\title "
        + _rtf_text(story.title)
        + "}{\\author "
        + _rtf_text(story.text(Field.AUTHOR))
        + "}}\n{\\*\\generator Riched20 10.0;}\\viewkind4\\uc1\n"
    )
    return Sample.one(f"story-{number}.rtf", f"{head}{body}}}".encode("ascii"), story, family="RTF")
