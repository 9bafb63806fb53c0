"""What a reader of the PDF sees around its pages: outline, page labels, how a viewer opens and prints it."""

import itertools
from collections.abc import Mapping, Sequence

import pydyf

from ficbind.model import ContentsEntry

Places = Mapping[str, tuple[int, float]]
"""Link target → page, counted from 0, and height on it in pt from the foot."""


def finish(pdf: pydyf.PDF, contents: Sequence[ContentsEntry], places: Places, roman: int) -> None:
    """Add what the engine leaves out; the first `roman` pages are front matter."""
    _label_pages(pdf, roman)
    _open_as_book(pdf)
    _outline(pdf, contents, places)


def _label_pages(pdf: pydyf.PDF, roman: int) -> None:
    # PDF 32000-1, 12.4.2: ranges of labels by the index of their first page.
    front = (0, pydyf.Dictionary({"S": "/r"})) if roman else ()
    arabic = (roman, pydyf.Dictionary({"S": "/D"}))
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array((*front, *arabic))})


def _open_as_book(pdf: pydyf.PDF) -> None:
    pdf.catalog["PageLayout"] = "/TwoPageRight"
    pdf.catalog["PageMode"] = "/UseOutlines"
    preferences = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
    preferences |= {"DisplayDocTitle": "true", "PrintScaling": "/None", "Duplex": "/DuplexFlipLongEdge"}


def _outline(pdf: pydyf.PDF, contents: Sequence[ContentsEntry], places: Places) -> None:
    if not contents:
        return
    root = pydyf.Dictionary({"Type": "/Outlines"})
    pdf.add_object(root)
    _add_items(pdf, root, contents, places)
    pdf.catalog["Outlines"] = root.reference


def _add_items(pdf: pydyf.PDF, parent: pydyf.Dictionary, entries: Sequence[ContentsEntry], places: Places) -> None:
    items = [_item(pdf, parent, entry, places) for entry in entries]
    for item, following in itertools.pairwise(items):
        item["Next"], following["Prev"] = following.reference, item.reference
    parent |= {"First": items[0].reference, "Last": items[-1].reference, "Count": len(items)}
    for item, entry in zip(items, entries, strict=True):
        if entry.children:
            _add_items(pdf, item, entry.children, places)
            # PDF 32000-1, table 153: a negative count closes the item; parts show their stories, stories no chapters.
            item["Count"] *= 1 if entry.kind == "part" else -1


def _item(pdf: pydyf.PDF, parent: pydyf.Dictionary, entry: ContentsEntry, places: Places) -> pydyf.Dictionary:
    page, height = places[entry.target]
    target = pydyf.Array((pdf.page_references[page], "/XYZ", "null", round(height, 3), "null"))
    item = pydyf.Dictionary({"Title": pydyf.String(entry.title), "Parent": parent.reference, "Dest": target})
    pdf.add_object(item)
    return item
