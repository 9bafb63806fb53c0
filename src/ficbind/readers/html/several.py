"""Part a page on which several stories stand, each under its title and the name of its author."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ficbind import xhtml
from ficbind.conventions import headings
from ficbind.readers import titles
from ficbind.readers.html.page import Page, line_of, text_of
from ficbind.readers.html.parsing import Lines
from ficbind.readers.lines import Line
from ficbind.vocabulary import LINE
from ficbind.xhtml import Element

_HEADINGS = ("h1", "h2", "h3")


def parts(page: Page) -> list[Page]:
    """Part a page at the titles that have a byline below; one page where there are not two such."""
    starts = _starts(page)
    return _parted(page, starts) if len(starts) > 1 else [page]


def _starts(page: Page) -> list[Element]:
    """Find the headings of one level, all of which are titles with a byline right below."""
    found = [node for node in page.root.iter(*_HEADINGS) if text_of(node)]
    level = min((node.tag for node in found), default="")
    titled = [node for node in found if node.tag == level]
    rows = [line for line in page.rows() if line.bare] if len(titled) > 1 else []
    below = {line.number: after for line, after in pairwise(rows)}
    signed = all(_is_signed(node, below) for node in titled)
    return titled if rows and signed else []


def _is_signed(node: Element, below: dict[int, Line]) -> bool:
    after = below.get(line_of(node))
    return after is not None and titles.BYLINE.fullmatch(after.bare) is not None and not headings.parse(text_of(node))


def _parted(page: Page, starts: Sequence[Element]) -> list[Page]:
    """Give each story a page of its own, with its lines, from title to title; what stands above is the first's."""
    home = _common(starts)
    heads = [next(each for each in (node, *node.iterancestors()) if each.getparent() is home) for node in starts]
    if len(set(heads)) < len(starts):
        return [page]
    edges = [0, *(line_of(node) - 1 for node in starts[1:]), len(page.lines.texts)]
    groups = list(_groups(home, heads))
    return [_page(page, group, start, end) for group, (start, end) in zip(groups, pairwise(edges), strict=True)]


def _common(nodes: Sequence[Element]) -> Element:
    """Find the innermost element that holds all."""
    around = [list(node.iterancestors()) for node in nodes]
    return next(each for each in around[0] if all(each in others for others in around[1:]))


def _groups(home: Element, heads: Sequence[Element]) -> Iterator[list[Element]]:
    group: list[Element] = []
    for child in list(home):
        if child in heads[1:]:
            yield group
            group = []
        group.append(child)
    yield group


def _page(page: Page, nodes: Sequence[Element], start: int, end: int) -> Page:
    root = xhtml.element("body")
    root.extend(nodes)
    for node in root.iter("*"):
        if node.get(LINE):
            node.set(LINE, str(max(int(node.get(LINE)) - start, 1)))
    apart = {number - start for number in page.lines.apart if start < number <= end}
    lines = Lines(page.lines.texts[start:end], page.lines.origins[start:end], apart)
    removals = [replace(each, line=each.line - start) for each in page.removals if start < each.line <= end]
    return replace(
        page,
        root=root,
        lines=lines,
        places=page.places[start:end],
        title="",
        facts=[],
        removals=removals,
        diagnostics=page.diagnostics if start == 0 else [],
    )
