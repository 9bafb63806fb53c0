"""What EPUBCheck's schemas say, in plain words: the texts behind RSC-005, RSC-016 and RSC-017."""

import re

_IN_PAGE = "take it out, or put it where it belongs"

WORDS: tuple[tuple[str, str, str], ...] = (
    (r'Duplicate (?:ID )?"(.+?)"', "two elements have the id '{}'", "rename one of them; links lead to the first"),
    (
        r'The "(?:id|ID)" attribute does not have a unique value',
        "two elements have the same id",
        "rename one of them; links lead to the first",
    ),
    (
        r'attribute "(opf:[\w-]+)"',
        "'{}' is how EPUB 2 wrote it, and EPUB 3 does not know it",
        'write <meta refines="#id" property="role"> or file-as in its place, or nothing',
    ),
    (
        r'attribute "(?:xmlns:)?(.+?)"(?: not allowed here|, but no attributes? allowed)',
        "the attribute '{}' does not belong there",
        "take it out; how things look is for the style sheet",
    ),
    (r'element "(.+?)" not allowed anywhere', "there is no element '{}' in EPUB", "use one that EPUB knows"),
    (r'element "(.+?)" not allowed (?:here|yet)', "the element '{}' must not stand there", _IN_PAGE),
    (
        r'element "(.+?)" incomplete; missing required elements? (.+?)(?:;|$)',
        "the element '{}' lacks what must be in it: {}",
        "add it",
    ),
    (r'element "(.+?)" incomplete', "the element '{}' lacks what must be in it", "add it, or take the element out"),
    (
        r'element "(.+?)" missing (?:one or more )?required attributes? (.+?)(?:;|$)',
        "the element '{}' lacks {}",
        "add it",
    ),
    (r'[Ee]lement "(.+?)" must not be empty', "the element '{}' is empty", "fill it in, or take it out"),
    (
        r'element "(.+?)" not completed|unfinished element "(.+?)"',
        "the element '{}' lacks what must be in it",
        "add it, or take the element out",
    ),
    (r"text not allowed here", "text stands where none may be", "put it into a paragraph"),
    (
        r'value of attribute "(.+?)" is invalid; must be (.+?)(?:;|$)',
        "the attribute '{}' says what it cannot; it must be {}",
        "correct it",
    ),
    (r'value of attribute "(.+?)" is invalid', "the attribute '{}' says what it cannot", "correct it"),
    (
        r'character content of element "(.+?)" invalid',
        "the element '{}' says what it cannot",
        "correct it; it may be empty, or a date or number in a wrong form",
    ),
    (
        r"The lang and xml:lang attributes must have the same value",
        "lang and xml:lang name different languages",
        "write the same tag in both",
    ),
    (
        r"dcterms:modified illegal syntax",
        "the time of the last change is written wrongly",
        "write it as 2026-03-01T12:00:00Z",
    ),
    (
        r"(?:package )?dcterms:modified meta element must occur exactly once",
        "the package must state the time of its last change, once",
        'state <meta property="dcterms:modified">2026-03-01T12:00:00Z</meta>',
    ),
    (
        r'Exactly one "toc" nav element must be present',
        "the nav must hold one list of contents",
        'write one <nav epub:type="toc">',
    ),
    (
        r"(?:Anchors|Spans) within nav elements must contain text",
        "an entry of the contents is empty",
        "write its title",
    ),
    (r"Heading elements must contain text", "a heading of the nav is empty", "fill it in, or take it out"),
    (
        r"Exactly one manifest item must declare the (?:\"nav\"|nav) property",
        "the package does not say which page is the nav",
        'write properties="nav" on its item',
    ),
    (
        r"Itemref refers to the same manifest entry",
        "a page stands twice in the reading order",
        "leave one itemref; link to the page from the other place",
    ),
    (
        r'The "(.+?)" property must not occur more than one time',
        "the package states '{}' more than once",
        "leave one of them",
    ),
    (
        r'The value of the "(.+?)" property must be (?:either )?(.+)',
        "'{}' says what it cannot; it must be {}",
        "correct it",
    ),
    (
        r'@?refines(?: meta)? (?:attribute )?.*(?:missing target|must be|refers)|refines missing target id: "(.+?)"',
        "a statement of the package is about an element that is not there",
        "let 'refines' name the id of the element that is meant",
    ),
    (
        r'Property "(.+?)" must refine a "(.+?)" property',
        "'{}' must be about a '{}', and is about something else",
        "let 'refines' name the id of that element",
    ),
    (
        r'"toc" attribute was not found|toc attribute must be set|The "toc" attribute',
        "the spine does not name the contents for old devices (NCX)",
        'write toc="ncx" on <spine>, with the id of the NCX in the manifest',
    ),
    (r'elements from namespace "(.+?)" are not allowed', "elements of '{}' have no place in EPUB", "take them out"),
    (
        r"The (.+?) element must not (?:appear inside|be nested|contain|have) (.+)",
        "'{}' stands where it must not: {}",
        _IN_PAGE,
    ),
    (r'The "?(.+?)"? element is deprecated', "the element '{}' is given up", "leave it out"),
    (
        r'The "head" element should have a "title" child element',
        "a page has no title",
        "write <title> in its head: the title of the chapter",
    ),
    (r'The "(.+?)" element should have a "(.+?)" child', "the element '{}' should have a '{}' in it", "add it"),
    (
        r'The entity "(.+?)" was referenced, but not declared',
        "the page uses '&{};', which nobody declares: many devices show an error in the place of the page",
        "write the character itself: &#160; for &nbsp;, — for &mdash;",
    ),
    (
        r'The element type "(.+?)" must be terminated by the matching end-tag',
        "the element '{}' is not closed: devices show an error in the place of the page",
        "close it where it ends; elements must be closed in the reverse order of their opening",
    ),
    (
        r"The entity name must immediately follow the '&'|The reference to entity",
        "an '&' stands alone: devices show an error in the place of the page",
        "write &amp; in its place",
    ),
    (
        r'The string "--" is not permitted within comments',
        "a comment holds '--': Send to Kindle and others refuse the book",
        "take the comment out",
    ),
    (
        r"Attribute name \"(.+?)\" associated with an element type \"(.+?)\" must be followed",
        "the attribute '{}' of '{}' has no value",
        'write ="" behind it',
    ),
    (
        r'(?:The prefix|Undeclared prefix) "(.+?)"',
        "the prefix '{}' is not declared: devices show an error in the place of the page",
        'declare it on <html>, as in xmlns:epub="http://www.idpf.org/2007/ops"',
    ),
    (
        r'Attribute "(.+?)" (?:was already specified|bound to namespace)',
        "the attribute '{}' stands twice",
        "leave one of them",
    ),
    (
        r"Content is not allowed in prolog|Content is not allowed in trailing section",
        "something stands before the beginning or behind the end of the page",
        "take it out; a page begins with <?xml and ends with </html>",
    ),
    (
        r"XML document structures must start and end within the same entity|Premature end of file",
        "the file is cut off or empty",
        "get the book again, or take the file out",
    ),
    (
        r"An invalid XML character",
        "a page holds a character that must not be in a book: devices show an error in its place",
        "take it out; as a rule it came in by copying from a PDF",
    ),
    (
        r"Invalid byte (\d) of (\d)-byte UTF-8 sequence",
        "a page is not stored as UTF-8, though it says so",
        "save it as UTF-8",
    ),
    (
        r"(?:itemref element )?idref attribute does not resolve",
        "the reading order names a page that the package does not list",
        "list the page in the manifest, or take it out of the spine",
    ),
    (
        r"unique-identifier attribute does not resolve",
        "the package names an identifier that is not there: bookmarks are lost",
        "let unique-identifier name the id of a <dc:identifier>",
    ),
    (
        r"playOrder",
        "the contents for old devices (NCX) are numbered wrongly",
        "take every playOrder out; EPUB 3 needs none, and EPUB 2 counts them from 1",
    ),
    (
        r"Multiple nav(?:Infos|Labels)|pageTarget combination",
        "an entry of the contents for old devices (NCX) stands twice",
        "leave one of them",
    ),
    (
        r"Another landmark was found with the same epub:type",
        "two landmarks lead to the same place as the same thing",
        "leave one of them",
    ),
    (
        r'Missing epub:type attribute on anchor inside "landmarks"',
        "a landmark does not say what it leads to",
        'write epub:type="bodymatter", "toc", "cover" …',
    ),
    (
        r'Multiple occurrences of the "(.+?)" (?:nav element|property)',
        "there are several '{}' where one may be",
        "leave one of them",
    ),
    (
        r"nav elements other than .* must have a heading",
        "a list of the nav has no heading",
        "begin it with <h2>: List of Illustrations, and so on",
    ),
    (r"should contain only a single ol descendant", "a list of the nav has lists in it", "make it one list"),
    (
        r"span element must only be used as heading for flat sublists",
        "a heading in the contents leads nowhere though lists below it lead deeper",
        "make it a link to where the part begins",
    ),
    (
        r'"(doc-[\w-]+)" role is deprecated',
        "the role '{}' is given up",
        "leave it out: an entry of a list needs no role of its own",
    ),
    (
        r'The "(.+?)" element cannot contain any nested',
        "an element '{}' stands within another of its kind",
        "close the first before the second begins",
    ),
    (
        r"The (\S+) attribute must refer to|The (\S+) attribute does not refer to",
        "'{}' names an element that is not there, or of a wrong kind",
        "let it name the id of what is meant, or take it out",
    ),
    (
        r"both a meta element in encoding declaration state|more than one meta element with a charset",
        "a page says twice how its letters are coded",
        "leave one <meta charset>",
    ),
    (
        r"(?:meta element in encoding declaration state|http-equiv='content-type').*must have the value",
        "a page says wrongly how its letters are coded",
        'write <meta charset="utf-8"/>',
    ),
    (
        r'"(.+?)" cannot be declared more than once to refine',
        "'{}' is stated twice of the same thing",
        "leave one of them",
    ),
    (
        r'"(.+?)" can only refine other',
        "'{}' must be about another of its kind",
        "let 'refines' name the id of that element, or take it out",
    ),
    (
        r'must not (?:be set on elements with|have) a "refines" attribute|@refines must (?:not be used|point)',
        "a statement about the whole book is made about one element",
        "take 'refines' out",
    ),
    (
        r"associated with a dc:subject",
        "a subject names its authority without its term, or the other way round",
        "state both, or neither",
    ),
    (r"mutually exclusive", "a page is said to be two things that exclude each other", "leave one of the properties"),
    (
        r"media:duration",
        "the length of what is read aloud is not stated, or wrongly",
        "state media:duration for each overlay and for all",
    ),
    (
        r"The (\S+) element must have an? (?:ancestor )?(\S+)",
        "the element '{}' lacks '{}'",
        "add it, or take the element out",
    ),
)
"""Pattern of EPUBCheck's text → our message, in which `{}` are its groups, and the hint."""

_COMPILED = tuple((re.compile(pattern), message, hint) for pattern, message, hint in WORDS)


def plain(said: str) -> tuple[str, str] | None:
    """Give the message and the hint for what a schema says; nothing where no words are known."""
    for pattern, message, hint in _COMPILED:
        found = pattern.search(said)
        if found:
            for group in found.groups():
                message = message.replace("{}", (group or "").replace('"', "'").strip(". "), 1)
            return message.replace("'{}'", "it").replace("{}", ""), hint
    return None
