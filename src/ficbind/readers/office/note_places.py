"""Bring the footnotes of a document below the chapters that call them: word processors keep them all in one place."""

import re

_NOTES = re.compile(r'<ol>\s*(?P<items><li id="(?:foot|end)note-.*</li>)\s*</ol>\s*\Z', re.S)
_ITEM = re.compile(r'(?=<li id="(?:foot|end)note-)')
_ID = re.compile(r'<li id="([^"]*)"')
_CHAPTER = re.compile(r"(?=<h[12]\b)")
_CALLED = re.compile(r'<a href="#(footnote-[^"]*)"')
_BRACKETED = re.compile(r'(<a href="#(?:foot|end)note-[^"]*" id="(?:foot|end)note-ref-[^"]*">)\[(\d+)\](?=</a>)')


def place_notes(html: str) -> str:
    """Move each footnote to the end of the chapter that calls it first; endnotes stay at the end of the story.

    The brackets around a raised number are not the document's.
    """
    html = _BRACKETED.sub(r"\1\2", html)
    found = _NOTES.search(html)
    if found is None:
        return html
    items = {name[1]: item for item in _ITEM.split(found["items"]) if (name := _ID.match(item))}
    pieces: list[str] = []
    for chapter in _CHAPTER.split(html[: found.start()]):
        called = dict.fromkeys(name for name in _CALLED.findall(chapter) if name in items)
        pieces += [chapter, _listed([items.pop(name) for name in called])]
    return "".join((*pieces, _listed(list(items.values()))))


def _listed(items: list[str]) -> str:
    return f"<ol>{''.join(items)}</ol>" if items else ""
