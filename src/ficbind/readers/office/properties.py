"""What the properties of a document say of it, as far as anybody can be thought to have written them on purpose."""

import re

from ficbind.readers import xmlparts
from ficbind.readers.lines import letters
from ficbind.records import dataclass
from ficbind.xhtml import Element

_NO_TITLE = re.compile(
    r"(?:microsoft word\b.*|(?:untitled|document|dokument|documento|unbenannt|sans titre|без названия|doc|new)[\W\d_]*"
    r"(?:document|dokument|text|story)?[\W\d_]*|(?:word )?document|title|chapter \d+|[\W\d_]*|"
    r".*\.(?:docx?|odt|rtf|txt|pages))",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"(?:admin\w*|(?:\w+[ -])?user\w*|benutzer|utilisateur|usuario|owner|author|unknown|guest|student|teacher|me|name|"
    r"your name|anonymous|default|test\w*|home|family|pc|hp|dell|acer|lenovo|toshiba|asus|laptop|computer|"
    r"desktop\W.*|win\w*|"
    r"microsoft\b.*|word\b.*|apache\b.*|libreoffice\b.*|openoffice\b.*|google\b.*|pages\b.*|calibre\b.*|pandoc\b.*|"
    r"python-docx|docx4j|openxml\b.*|aspose\b.*|un-named|dc|customer|registered user|пользователь|администратор|.*@.*|"
    r".*\\.*|[\W\d_]*)",
    re.I,
)
_NO_SUMMARY = re.compile(r"(?:generated|created|converted|produced|made|printed)\b.*|.{0,20}", re.I | re.S)
_LONGEST_NAME, _LONGEST_SUMMARY = 60, 2000


@dataclass(frozen=True, slots=True)
class Properties:
    """The title, author, summary and tags of a document's properties, "" where there are none to trust."""

    title: str = ""
    author: str = ""
    summary: str = ""
    tags: str = ""


def of(title: str, author: str, summary: str, tags: str) -> Properties:
    """Leave out what programs fill in by themselves."""
    title, author, summary, tags = (" ".join(each.split()) for each in (title, author, summary, tags))
    return Properties(
        "" if _NO_TITLE.fullmatch(title) or len(title) > 2 * _LONGEST_NAME else title,
        "" if _NO_AUTHOR.fullmatch(author) or len(author) > _LONGEST_NAME else author,
        "" if _NO_SUMMARY.fullmatch(summary) or len(summary) > _LONGEST_SUMMARY else summary,
        tags if letters(tags) else "",
    )


def of_part(root: Element | None) -> Properties:
    """Read the part that holds the Dublin Core of a document."""
    found: dict[str, str] = {}
    for node in root.iter() if root is not None else ():
        text = "".join(node.itertext()).strip() if len(node) == 0 else ""
        name = xmlparts.local(node)
        if text and name == "keyword":
            found["keywords"] = f"{found['keywords']}, {text}" if "keywords" in found else text
        elif text:
            found.setdefault(name, text)
    author = found.get("initial-creator") or found.get("creator", "")
    return of(found.get("title", ""), author, found.get("description", ""), found.get("keywords", ""))
