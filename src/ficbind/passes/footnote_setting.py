"""Set a note so that every reader finds it: a link to it, a block of its own with its label, and the link back.

Apple's reader wants a link without elements in it and shows the note in a window, hiding an `aside` from the text;
Kindles and Kobo readers want the note below its call, and links both ways (Kindle Publishing Guidelines 2019.2,
"Footnote Guidelines"; Kobo EPUB Guidelines, "Footnotes/Endnotes"). All others show the block where it stands.
"""

import re
from collections.abc import Iterator, Sequence

from ficbind import xhtml
from ficbind.records import dataclass
from ficbind.vocabulary import BLOCKS, LINE, NOTE_NUMBER
from ficbind.xhtml import Element

LONGEST_NOTE = 5000
"""Letters of a note: what is longer, no Kobo reader shows as one (Kobo EPUB Guidelines, "Footnotes/Endnotes")."""

_EDGES = re.compile(r"^\W+|\W+$")
_BREAKS_OFF = frozenset({"aside", "hr", "h1", "h2", "h3", "h4"})


@dataclass(frozen=True, slots=True)
class Call:
    """A link to a note in the chapter of that number; `label` is its text where that is no word of the story."""

    link: Element
    label: str | None
    chapter: int

    @property
    def bare(self) -> str:
        """The label without brackets and stops; a sign of old is its own."""
        return (_EDGES.sub("", self.label) or self.label.strip("[](){}.: ")) if self.label else ""

    @property
    def names(self) -> Iterator[str]:
        """The ids by which a link leads back here: its own, and those of what it stands in."""
        for node in (self.link, *self.link.iterdescendants(), *self.link.iterancestors()):
            if node.get("id"):
                yield node.get("id")
            if node.tag in BLOCKS:
                return


@dataclass(frozen=True, slots=True)
class Footnote:
    """A block that is a note, the number of the chapter in which it stands, and the calls of it in their order."""

    block: Element
    chapter: int
    calls: list[Call]


def set_footnotes(notes: Sequence[Footnote], key: str) -> set[Element]:
    """Set notes and their calls; gives the blocks that the notes became."""
    found = {note.block for note in notes}
    listings = {block.getparent() for block in found if block.tag == "li"}
    whole = {listing for listing in listings if found.issuperset(listing)}
    hidden = {note.block for note in notes if _may_be_hidden(note, found, whole)}
    hidden -= {block for block in hidden if block.getparent() in whole and not hidden.issuperset(block.getparent())}
    made = {_set(note, key, "aside" if note.block in hidden else "div", whole) for note in notes}
    for listing in whole:
        let_out(listing)
    return made


def let_out(block: Element) -> None:
    """Put what a block holds in its place."""
    for child in list(block):
        block.addprevious(child)
    block.getparent().remove(block)


def _set(note: Footnote, key: str, tag: str, whole: set[Element]) -> Element:
    for call in note.calls:
        _raise(call)
    back = _back(note.calls[0], key)
    block = _own_block(note, tag, whole)
    for call in note.calls:
        call.link.set("href", f"#{block.get('id')}")
    _link_back(note, block, back)
    return block


def _raise(call: Call) -> None:
    """Mark a call, and let a label stand above the line with nothing but text in its link."""
    link = call.link
    link.set("class", "noteref")
    if call.label is None:
        return
    text = "".join(link.itertext())
    for node in link.iterdescendants():
        if node.get("id") and not link.get("id"):
            link.set("id", node.get("id"))
    del link[:]
    link.text = text
    if not any(node.tag == "sup" for node in link.iterancestors()) and _follows_text(link):
        sup = xhtml.element("sup")
        sup.tail, link.tail = link.tail, None
        link.addprevious(sup)
        sup.append(link)


def _follows_text(link: Element) -> bool:
    """Tell a label right behind a word from one among the words: `see note 2`."""
    before = link.getprevious()
    text = (link.getparent().text if before is None else before.tail) or ""
    return text[-1:].strip() != ""


def _back(call: Call, key: str) -> str:
    """Give the id to which the note leads back."""
    name = next(call.names, None)
    if name is None:
        name = f"{key}-call-{call.link.get('href').removeprefix(f'#{key}-at-').removeprefix('#')}"
        call.link.set("id", name)
    return name


def _own_block(note: Footnote, tag: str, whole: set[Element]) -> Element:
    """Give the note a block of its own, which bears the id that its calls lead to."""
    name = note.calls[0].link.get("href")[1:]
    block = note.block
    if block.tag == "p":
        block = xhtml.element(tag)
        if note.block.get(LINE):
            block.set(LINE, note.block.get(LINE))
        note.block.addprevious(block)
        block.tail, note.block.tail = note.block.tail, None
        block.append(note.block)
    elif block.tag == "li":
        _fill_paragraph(block)
        block.tag = tag if block.getparent() in whole else "li"
    else:
        block.tag = tag
        _fill_paragraph(block)
    block.set("class", "footnote")
    for node in list(block.iter("*")):
        if node.get("id") == name or (node is note.block and node is not block):
            node.attrib.pop("id", None)
            _drop_anchor(node)
    block.set("id", name)
    return block


def _may_be_hidden(note: Footnote, found: set[Element], whole: set[Element]) -> bool:
    """Tell whether a reader may hide the note where it stands: all of it is here, and so are its calls."""
    block = note.block
    outer = block.getparent() if block.tag == "li" else block
    if outer.getparent() is None or outer.getparent().getparent() is not None:
        return False
    if any(call.chapter != note.chapter for call in note.calls) or (block.tag == "li" and outer not in whole):
        return False
    if len("".join(block.itertext())) > LONGEST_NOTE:
        return False
    after = block.getnext()
    return block.tag != "p" or after is None or after in found or after.tag in _BREAKS_OFF


def _fill_paragraph(block: Element) -> None:
    """Put text that stands in a block itself into a paragraph."""
    if any(child.tag in BLOCKS for child in block):
        return
    paragraph = xhtml.element("p", block.text)
    paragraph.extend(list(block))
    block.text = None
    block.append(paragraph)


def _drop_anchor(node: Element) -> None:
    """Take away a link that only named the place."""
    if node.tag == "a" and not node.attrib:
        node.tag = "unlinked"
        xhtml.unwrap(node.getparent(), "unlinked")


def _link_back(note: Footnote, block: Element, back: str) -> None:
    """Let the note begin with its label, which leads back; a sign at its end that does the same is then not needed."""
    names = {name for call in note.calls for name in call.names}
    links = [link for link in block.iter("a") if (link.get("href") or "")[1:] in names]
    for link in links:
        link.set("class", "backlink")
    call = note.calls[0]
    first = next((node for node in block.iter("p")), None)
    # An item of a list that stays one shows its number anyway.
    if call.label is None or first is None or block.tag == "li" or _leads(first, links):
        return
    if not _link_label(first, call.bare, back):
        _number(first, call.bare, back)
    for link in links:
        if (link.get("href") or "")[1:] == back and not xhtml.words("".join(link.itertext())):
            _remove(link)


def _leads(paragraph: Element, links: list[Element]) -> bool:
    """Tell whether a paragraph begins with one of the links."""
    node = paragraph
    while not (node.text or "").strip(" \t\n([{") and len(node):
        node = node[0]
        if node in links:
            return True
    return False


def _link_label(paragraph: Element, label: str, back: str) -> bool:
    """Make the label with which a note begins its link back; `False` where it begins with none."""
    node = paragraph
    while not (node.text or "").strip() and len(node) and node[0].tag in {"b", "em", "i", "small", "strong", "sup"}:
        node = node[0]
    found = re.match(rf"\s*(\W{{0,2}}{re.escape(label)}(?!\w)[\])}}.:]{{0,2}})", node.text or "")
    if not found or not label:
        return False
    link = xhtml.element("a", found[1], class_="backlink", href=f"#{back}")
    link.tail = node.text[found.end() :]
    node.text = None
    node.insert(0, link)
    return True


def _number(paragraph: Element, label: str, back: str) -> None:
    """Put the label before a note that has none of its own."""
    link = xhtml.element("a", label, class_=NOTE_NUMBER, href=f"#{back}")
    link.tail = f" {(paragraph.text or '').lstrip()}"
    paragraph.text = None
    paragraph.insert(0, link)


def _remove(link: Element) -> None:
    """Take a link out; the space before it stays where something follows."""
    before, parent, after = link.getprevious(), link.getparent(), (link.tail or "").lstrip()
    text = (parent.text if before is None else before.tail) or ""
    kept = text + after if after or link.getnext() is not None else text.rstrip()
    if before is None:
        parent.text = kept
    else:
        before.tail = kept
    parent.remove(link)
    if parent.tag == "p" and parent.getprevious() is not None and not len(parent) and not (parent.text or "").strip():
        parent.getparent().remove(parent)
