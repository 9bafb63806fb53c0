"""What stands above the first words of a chapter: an epigraph, and the lines that name its source."""

from ficbind.xhtml import Element, plain, words

_LONGEST = 80
"""Words of an epigraph; what is longer is how the chapter itself begins."""

_DISPLAYED = frozenset({"centred", "right"})


def is_epigraph(block: Element) -> bool:
    """Tell whether a block at the top of a chapter may be an epigraph or its source: short, displayed, no letter."""
    classes = set((block.get("class") or "").split())
    shown = (
        (block.tag == "blockquote" and not classes)
        or (block.tag == "div" and "verse" in classes)
        or (block.tag == "p" and not classes.isdisjoint(_DISPLAYED))
    )
    return shown and len(words(plain(block))) <= _LONGEST
