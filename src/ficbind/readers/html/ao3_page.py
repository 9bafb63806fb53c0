"""Read a saved page of the Archive of Our Own, or of another archive that runs its software: a work, or one chapter.

Pages of that archive that hold no work are refused. (Templates: otwarchive, app/views/works and app/views/chapters.)
"""

import re
from collections.abc import Iterator, Sequence

from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.model import Draft, Field
from ficbind.readers.html import ao3_facts
from ficbind.readers.html.ao3_chapters import (
    HEADINGS,
    LABEL,
    Chapter,
    draft,
    is_empty,
    is_link_to_notes,
    note,
    settle_text,
    take_link,
    title_of,
)
from ficbind.readers.html.page import GONE, Page, paragraph, text_of
from ficbind.xhtml import Element

_HOME = "https://archiveofourown.org"
_TITLE = re.compile(r"[|\[]\s*Archive of Our Own\s*\]?\s*$")
_WORK = re.compile(r"(https?://[^/]+)?/(downloads|works)/(\d+)(?:/\w|$)")
_FOR = re.compile(r"for\s", re.I)
_PROMPT = re.compile(r"in response to a\s+prompt\b", re.I)
_SAID = "what the archive says of the work"
_AGAIN = "save the work by its Download button, as HTML or EPUB"

_REFUSED = (
    (
        re.compile(r"\bcould have adult content\b"),
        "the page asks whether to show adult content: the story stands behind it",
        f"choose 'Yes, Continue' on it, and {_AGAIN}",
    ),
    (
        re.compile(r"\bonly available to registered users\b|\bForgot your password\b"),
        "the page asks to log in: the story stands behind it",
        f"log in, and {_AGAIN}",
    ),
    (
        re.compile(r"\bpart of an ongoing challenge and will be revealed soon\b"),
        "the page says that the work will be revealed later",
        f"wait until it is, and {_AGAIN}",
    ),
)
"""What a page without a work says → the message, the hint."""

_LISTS = {
    "work": (
        "the page lists works, and holds none",
        "open each work, and save it by its Download button, as HTML or EPUB",
    ),
    "chapter": ("the page lists the chapters of a work, and holds none", _AGAIN),
}


def recognise(page: Page) -> bool:
    """Tell whether a page is of an archive that runs this software."""
    if _work(page) is not None:
        return True
    return bool(_TITLE.search(page.title)) and _by_id(page.root, "main") is not None


def read(page: Page) -> Sequence[Draft]:
    """Read the work on a page; a page without one is refused."""
    found = _work(page)
    if found is None:
        raise FicbindError(_refusal(page))
    skin, story = found
    settle_text((story, *(node for node in story if _is(node, "chapter"))))
    _read_meta(page, skin)
    _complete_links(page, skin)
    notes = _read_preface(page, skin)
    chapters = [chapter for part in list(story) for chapter in _chapters(page, part)] or [Chapter()]
    chapters[-1].nodes.extend(_afterword(page, skin, notes))
    page.know_prose(Field.NOTES, notes, skin)
    _warn_of_parts(page, story)
    return (draft(page, chapters),)


def _work(page: Page) -> tuple[Element, Element] | None:
    """Find the element of a work, and within it that of its text."""
    skin = _by_id(page.root, "workskin")
    story = next((node for node in skin if node.get("id") == "chapters"), None) if skin is not None else None
    return None if skin is None or story is None or is_empty(story) else (skin, story)


def _by_id(root: Element, name: str) -> Element | None:
    return next((node for node in root.iter("div", "section", "main") if node.get("id") == name), None)


def _is(node: Element, *names: str) -> bool:
    return set(names) <= set((node.get("class") or "").split())


def _refusal(page: Page) -> Diagnostic:
    text = "\n".join(page.lines.texts)
    found = next(((said, hint) for sign, said, hint in _REFUSED if sign.search(text)), None)
    listed = next(
        (_LISTS[kind] for node in page.root.iter("ol", "ul") for kind in _LISTS if _is(node, kind, "index")), None
    )
    said, hint = found or listed or ("the page is the archive's, but holds no work", _AGAIN)
    return Diagnostic(Code.NO_STORY_PAGE, "error", said, Location(page.path), hint)


def _read_meta(page: Page, skin: Element) -> None:
    """Read the list of labels above the work, and the address of the work itself."""
    above = next((node for node in page.root.iter("dl") if _is(node, "work", "meta")), None)
    if above is not None:
        ao3_facts.know(page, list(ao3_facts.pairs((above,))))
        if above not in skin.iterancestors():
            page.take(above, _SAID)
    links = [found for node in page.root.iter("a") if (found := _WORK.match(node.get("href") or ""))]
    own = next((found for found in links if found[2] == "downloads"), links[0] if links else None)
    home = (own[1] if own else None) or (_HOME if _TITLE.search(page.title) else None)
    if own and home:
        page.know(Field.SOURCE, (f"{home}/works/{own[3]}",), skin)


def _read_preface(page: Page, skin: Element) -> list[Element]:
    """Read what stands above the chapters; gives the notes."""
    notes: list[Element] = []
    for preface in [node for node in skin if _is(node, "preface") and not _is(node, "afterword")]:
        for node in preface:
            if node.tag == "h2":
                page.know(Field.TITLE, (text_of(node),), node)
            elif _is(node, "byline"):
                page.know(Field.AUTHOR, ao3_facts.names(node), node)
            elif _is(node, "summary"):
                page.know_prose(Field.SUMMARY, _quotes(node), node)
            else:
                notes += map(paragraph, _read_associations(page, node))
                notes += _quotes(node)
        page.take(preface, _SAID)
    return notes


def _quotes(module: Element) -> list[Element]:
    """Give the quotations of a module that stand in no other."""
    found = module.iter("blockquote")
    return [node for node in found if next(node.iterancestors("blockquote"), None) is None]


def _read_associations(page: Page, module: Element) -> Iterator[str]:
    """Read whom the work is for, what it answers, and give the works it is related to."""
    for item in [node for node in module.iter("li") if next(node.iterancestors("blockquote"), None) is None]:
        text = text_of(item)
        if _FOR.match(text):
            page.know(
                Field.RECIPIENT, [text_of(link) for link in item.iter("a")] or [_FOR.sub("", text).rstrip(".")], item
            )
        elif _PROMPT.match(text):
            page.know(Field.PROMPT, (text,), item)
        elif text:
            yield text


def _chapters(page: Page, part: Element) -> Iterator[Chapter]:
    """Give what stands in the story's element: its only text, or a chapter."""
    if part.tag == GONE or is_empty(part):
        return
    if part.tag in HEADINGS:
        page.take(part, LABEL)
    elif not _is(part, "chapter"):
        yield Chapter(nodes=[part])
    else:
        yield _chapter(page, part)


def _chapter(page: Page, part: Element) -> Chapter:
    """Read a chapter; what stands above its heading is none of it."""
    prefaces = [node for node in part if _is(node, "preface")]
    heading = next((each for node in prefaces for each in node if each.tag == "h3" and _is(each, "title")), None)
    chapter = Chapter(None if heading is None else title_of(page, heading), heading)
    begun = heading is None
    for node in list(part):
        begun = begun or heading in node.iter()
        if node in prefaces:
            chapter.nodes += _chapter_notes(page, node)
        elif begun and not is_empty(node):
            _take_label(page, node)
            chapter.nodes.append(node)
    return chapter


def _take_label(page: Page, text: Element) -> None:
    label = next((node for node in text if node.tag == "h3" and node.get("id") == "work"), None)
    if label is not None:
        page.take(label, LABEL)


def _chapter_notes(page: Page, preface: Element) -> Iterator[Element]:
    """Give the notes that stand above or below a chapter's text, with their labels."""
    for node in list(preface):
        if _is(node, "byline"):
            yield note([node])
        elif _is(node, "module"):
            settle_text((node,))
            blocks = [each for each in node if not is_empty(each)]
            links = [each for each in blocks if is_link_to_notes(each)]
            said = [each for each in blocks if each not in links]
            label = said.pop() if links and len(said) == 1 else None
            for place, link in enumerate(links):
                take_link(page, link, None if place else label)
            if said:
                yield note(said)


def _afterword(page: Page, skin: Element, notes: list[Element]) -> Iterator[Element]:
    """Give the notes below the work; the works that it inspired join the notes above."""
    for module in [each for node in skin if _is(node, "afterword") for each in node]:
        if _is(module, "end", "notes"):
            yield note([module])
        elif _is(module, "children"):
            label = next((text_of(node) for node in module if node.tag in HEADINGS), "")
            notes += [paragraph(f"{label} {text_of(item)}".strip()) for item in module.iter("li")]
            page.take(module, _SAID)


def _warn_of_parts(page: Page, story: Element) -> None:
    """Say that a page holds some chapters of more that are posted."""
    held = [(node.get("id") or "").rpartition("-")[2] for node in story if _is(node, "chapter")]
    posted = ao3_facts.posted(page)
    if all(map(str.isdigit, held)) and held and posted and len(held) < posted[0]:
        chapters = f"chapter {held[0]}" if len(held) == 1 else f"chapters {held[0]} to {held[-1]}"
        hint = f"choose 'Entire Work' before you save the page, or {_AGAIN}"
        page.tell(Code.ONE_CHAPTER_OF_MANY, "warning", f"the page holds only {chapters} of {posted[0]}", story, hint)


def _complete_links(page: Page, skin: Element) -> None:
    """Complete the links within the archive, which lead nowhere elsewhere."""
    if _TITLE.search(page.title):
        for link in skin.iter("a"):
            href = link.get("href") or ""
            if href.startswith("/") and not href.startswith("//"):
                link.set("href", f"{_HOME}{href}")
