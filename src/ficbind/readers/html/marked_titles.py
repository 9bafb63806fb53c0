"""Find the line that a page sets as the story's title: its first heading, a line in the style of one, a centred one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ficbind.conventions import headings, labels
from ficbind.readers import titles
from ficbind.readers.html.page import Page, line_of, text_of
from ficbind.readers.lines import Line, is_rule, letters
from ficbind.xhtml import Element

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_STYLED = re.compile(r"(?:mso|doc(?:ument)?|book|story|work|fic|entry|post)?[-_]?title", re.I)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_STRONG = frozenset({"b", "strong", "u", "big"})
_AUTHOR = re.compile(r"(?:^|[\s_-])(?:author|byline)\b", re.I)
_LONGEST, _LONGEST_NAME = 120, 60
_FARTHEST = 700
"""Characters above a heading that leave it the title: a banner, a disclaimer, a warning."""

_FIRST_LINES = 4


def find(page: Page, rows: Sequence[Line]) -> Line | None:
    """Find the line of the title; `None` where the page sets none apart, or sets apart chapters only."""
    heading = _heading(page, rows)
    node = _set_apart(page, rows) if heading is None else heading
    if node is None:
        return None
    wanted = line_of(node)
    return next((line for line in rows if line.number >= wanted and line.bare), None)


def labelled(page: Page, rows: Sequence[Line], title: Line | None) -> list[Line]:
    """Write what the page says by its look as text says it: a name below a title, a label beside its value."""
    blocks = page.blocks()
    at = rows.index(title) if title in rows else len(rows)
    below = next((line for line in rows[at + 1 :] if line.bare), None)
    found = []
    for line in rows:
        block = blocks.get(line.number)
        if line == below and title and _is_byline(block, line, blocks.get(title.number)):
            found.append(replace(line, text=f"by {line.bare}"))
        elif block is not None and _is_label(block) and line.bare and line.bare[-1] != ":" and labels.find(line.bare):
            found.append(replace(line, text=f"{line.bare}:"))
        else:
            found.append(line)
    return found


def _is_byline(block: Element | None, line: Line, title: Element | None) -> bool:
    if block is None or titles.BYLINE.fullmatch(line.bare) or len(line.bare) > _LONGEST_NAME:
        return False
    named = _AUTHOR.search(block.get("class") or "") is not None
    alike = title is not None and titles.NAME.fullmatch(line.bare) and "centred" in _look(block, line)
    return named or bool(alike)


def _is_label(block: Element) -> bool:
    """Tell the first of two cells, or a term, from a paragraph."""
    if block.tag == "dt":
        return True
    if block.tag not in {"td", "th"} or block.getprevious() is not None:
        return False
    second = block.getnext()
    return second is not None and second.getnext() is None


def _heading(page: Page, rows: Sequence[Line]) -> Element | None:
    """Find the first heading, unless it heads a chapter as the others of its level do."""
    found = [node for node in page.root.iter(*_HEADINGS, "p", "div") if _is_heading(node)]
    if not found or len(text_of(found[0])) > _LONGEST or _heads_chapter(text_of(found[0])):
        return None
    first = found[0]
    number = line_of(first)
    if sum(len(line.bare) for line in rows if line.number < number) > _FARTHEST:
        return None
    equal = [node for node in found[1:] if node.tag <= first.tag] if first.tag in _HEADINGS else []
    if not equal or all(_heads_chapter(text_of(node)) for node in equal) or _is_named(page, text_of(first)):
        return first
    below = next((line for line in rows if line.number > number and line.bare), None)
    follows = below is not None and (line_of(found[1]) == below.number or titles.BYLINE.fullmatch(below.bare))
    return first if follows else None


def _is_heading(node: Element) -> bool:
    styled = any(_STYLED.fullmatch(name) for name in (node.get("class") or "").split())
    heads = node.tag in _HEADINGS or (styled and not any(child.tag in {"p", "div"} for child in node))
    return heads and bool(text_of(node))


def _heads_chapter(text: str) -> bool:
    heading = headings.parse(text)
    return heading is not None and heading.kind in {"chapter", "named", "bare"}


def _is_named(page: Page, text: str) -> bool:
    """Tell whether the file or the head of the page says the same."""
    return letters(text) in {letters(page.title), letters(page.path.stem), letters(page.metas.get("title", ""))}


def _set_apart(page: Page, rows: Sequence[Line]) -> Element | None:
    """Find a first line that is all bold, or centred, above lines that are not."""
    blocks = page.blocks()
    first = [line for line in rows if line.bare and not is_rule(line.bare)][: _FIRST_LINES + 1]
    looks = [_look(blocks.get(line.number), line) for line in first]
    for line, look, after in zip(first, looks, looks[1:], strict=False):
        if look and titles.could_be_title(line.bare, titles.undecorated(line.bare)) and not line.bare.endswith("."):
            bold_only = look == {"bold"} and after == look
            return None if bold_only else blocks[line.number]
        if not titles.BYLINE.fullmatch(line.bare):
            return None
    return None


def _look(block: Element | None, line: Line) -> frozenset[str]:
    """Say how a block is set that is this line and no more."""
    if block is None or letters(text_of(block)) != letters(line.bare):
        return frozenset()
    return frozenset(_looks(block))


def _looks(block: Element) -> Iterator[str]:
    around = [block, *block.iterancestors()]
    if any(_is_centred(node) for node in around):
        yield "centred"
    bold = [node for node in block.iter("*") if node.tag in _STRONG or _BOLD.search(node.get("style") or "")]
    whole = letters(text_of(block)) if bold else ""
    if any(letters(text_of(node)) == whole for node in bold):
        yield "bold"


def _is_centred(node: Element) -> bool:
    # A page that is centred as a whole sets no line apart.
    small = len(node) < _FIRST_LINES * 4
    aligned = node.tag == "center" or node.get("align") == "center" or _CENTRED.search(node.get("style") or "")
    return small and bool(aligned)
