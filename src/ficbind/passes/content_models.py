"""Give lists of terms and tables what HTML wants them to hold (HTML Living Standard, sections 4.4.9 and 4.9.1)."""

from ficbind import xhtml
from ficbind.xhtml import Element

_PARTS = frozenset({"thead", "tbody"})


def complete(root: Element) -> None:
    """Complete lists of terms and the order of tables; no word moves."""
    for terms in list(root.iter("dl")):
        _complete_terms(terms)
    for table in list(root.iter("table")):
        _set_parts_in_order(table)


def _complete_terms(terms: Element) -> None:
    """Put an empty term before a description without one, and an empty description after a last term."""
    if len(terms) and terms[0].tag == "dd":
        terms.insert(0, xhtml.element("dt"))
    if len(terms) and terms[-1].tag == "dt":
        xhtml.append(terms, "dd", {})


def _set_parts_in_order(table: Element) -> None:
    """Put rows that stand beside the parts of a table into parts of their own; a head below other rows is none."""
    children = list(table)
    if not any(child.tag in _PARTS for child in children):
        return
    body: Element | None = None
    for number, child in enumerate(children):
        if child.tag == "thead" and number:
            child.tag = "tbody"
        if child.tag in _PARTS:
            body = None
            continue
        if body is None:
            body = xhtml.element("tbody")
            child.addprevious(body)
        body.append(child)
