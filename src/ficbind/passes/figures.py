"""Let pictures stand as figures, outside paragraphs, with the words below them."""

from collections.abc import Iterable, Iterator

from ficbind import xhtml
from ficbind.passes.galley import GAP
from ficbind.vocabulary import BLOCKS, LEFT_OUT, LINE
from ficbind.xhtml import Element

GLYPH = 48
"""Longest side in px of an image that stands in a line of text like a letter."""

_CELLS = ("li", "dd", "td", "th")
_ONCE = (GAP, "id")


def set_figures(root: Element) -> None:
    """Take every picture that stands on a line of its own out of its paragraph."""
    for cell in [node for node in root.iter(*_CELLS) if any(map(_holds_picture, node)) and not _has_blocks(node)]:
        _open(cell)
    for paragraph in [node for node in root.iter("p") if _pictures(node)]:
        _part(paragraph)
    for figure in list(root.iter("figure")):
        _settle(figure)


def _has_blocks(node: Element) -> bool:
    return any(child.tag in BLOCKS for child in node)


def _open(cell: Element) -> None:
    """Give a cell that holds its text itself a paragraph to be parted, where a line of it is a picture."""
    if not any(map(_is_picture, _lines(cell))):
        return
    paragraph = xhtml.element("p", cell.text)
    paragraph.extend(list(cell))
    cell.text = None
    cell.append(paragraph)


def _pictures(node: Element) -> list[Element]:
    """Give what is shown in a paragraph: pictures too large for a line, and the words for those that are missing."""
    return [each for each in node.iter("img", "span") if _is_large(each)]


def _is_large(node: Element) -> bool:
    if node.tag == "img":
        return max(int(node.get("width")), int(node.get("height"))) > GLYPH
    return bool(node.get("class") == LEFT_OUT)


def _part(paragraph: Element) -> None:
    """Part a paragraph at the pictures whose line holds nothing else."""
    lines = list(_lines(paragraph))
    if not any(map(_is_picture, lines)):
        return
    for node in paragraph:
        node.tail = None
    made: list[Element] = []
    for line in lines:
        if _is_picture(line):
            made.append(_figure(line))
        elif made and made[-1].tag == "p":
            xhtml.append(made[-1], "br", {})
            _fill(made[-1], line)
        elif line:
            made.append(xhtml.element("p"))
            _fill(made[-1], line)
    _replace(paragraph, made)


def _lines(paragraph: Element) -> Iterator[list[Element | str]]:
    """Give the content of a paragraph line by line, a `br` between two."""
    line: list[Element | str] = [paragraph.text] if paragraph.text else []
    for node in paragraph:
        if node.tag == "br":
            yield line
            line = []
        else:
            line.append(node)
        if node.tail:
            line.append(node.tail)
    yield line


def _is_picture(line: list[Element | str]) -> bool:
    nodes = [each for each in line if not isinstance(each, str)]
    if not nodes or any(isinstance(each, str) and each.strip() for each in line):
        return False
    return all(_holds_picture(node) for node in nodes)


def _holds_picture(node: Element) -> bool:
    """Tell a picture, or an inline element around nothing else."""
    while not _is_large(node) and len(node) == 1 and not (node.text or "").strip() and not (node[0].tail or "").strip():
        node = node[0]
    return _is_large(node)


def _figure(line: list[Element | str]) -> Element:
    figure = xhtml.element("figure")
    for node in line:
        if not isinstance(node, str):
            figure.append(node)
    return figure


def _fill(paragraph: Element, line: list[Element | str]) -> None:
    for each in line:
        if not isinstance(each, str):
            paragraph.append(each)
        elif len(paragraph):
            paragraph[-1].tail = (paragraph[-1].tail or "") + each
        else:
            paragraph.text = (paragraph.text or "") + each


def _replace(paragraph: Element, made: list[Element]) -> None:
    """Put what was made of a paragraph in its place; the first bears its name and the blank lines before it."""
    for node in made:
        names = paragraph.keys() if node.tag == "p" else [LINE]
        _copy(paragraph, node, [name for name in names if name not in _ONCE])
        paragraph.addprevious(node)
    _copy(paragraph, made[0], _ONCE)
    made[-1].tail, paragraph.tail = paragraph.tail, None
    paragraph.getparent().remove(paragraph)


def _copy(one: Element, other: Element, names: Iterable[str]) -> None:
    for name in names:
        if one.get(name):
            other.set(name, one.get(name))


def _settle(figure: Element) -> None:
    """Leave one figure around a picture, and none where there is no picture."""
    if figure.getparent() is None:
        return
    for inner in list(figure.iterchildren("figure")):
        _unwrap(inner)
    if not any(_is_large(node) or node.tag == "img" for node in figure.iter("img", "span")):
        for caption in list(figure.iterchildren("figcaption")):
            if any(node.tag in BLOCKS for node in caption):
                _unwrap(caption)
            else:
                caption.tag = "p"
        _unwrap(figure)
        return
    for paragraph in list(figure.iterchildren("p")):
        if not "".join(paragraph.itertext()).strip() and paragraph.find(".//img") is not None:
            _unwrap(paragraph)


def _unwrap(node: Element) -> None:
    """Let the children of a node that holds no text of its own stand in its place."""
    parent = node.getparent()
    if (node.text or "").strip():
        node.tag = "p"
        return
    if len(node):
        _copy(node, node[0], [name for name in (LINE, GAP) if node[0].get(name) is None])
    for child in list(node):
        node.addprevious(child)
    parent.remove(node)
