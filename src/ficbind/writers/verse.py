"""Lines of verse as elements, so that what does not fit into a line hangs under it and is not taken for the next."""

from ficbind.xhtml import Element, element


def mark_lines(root: Element) -> None:
    """Set each line of a stanza into an element; a stanza with a break within emphasis stays as it is."""
    for stanza in root.xpath(".//div[contains(concat(' ', @class, ' '), ' verse ')]/p[br]"):
        if not stanza.xpath("./*//br"):
            _mark(stanza)


def _mark(stanza: Element) -> None:
    children, text = list(stanza), stanza.text
    stanza.text = None
    line = _line(stanza, text)
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag == "br":
            line.append(child)  # as its last sign it makes no empty line, and in engines without the style it is needed
            line = _line(stanza, tail and tail.lstrip(" \n"))
        else:
            line.append(child)
            child.tail = tail


def _line(stanza: Element, text: str | None) -> Element:
    line = element("span", text, class_="line")
    stanza.append(line)
    return line
