"""The parts of a Word document: where each is, and the package of a fair copy (ECMA-376 part 2)."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote
from xml.sax.saxutils import quoteattr

from ficbind import xhtml
from ficbind.readers import xmlparts
from ficbind.readers.containers import Container
from ficbind.readers.office.wordml import R, W, children, value
from ficbind.records import dataclass, field
from ficbind.xhtml import Element

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
NOTES = ("footnote", "endnote")
"""The kinds of notes that a document has, each in a part of its own."""

_LEVELS = 5
"""How deep the lists go that mammoth's own map of styles knows."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a relationship leads to: a part by its name, or an address outside the file."""

    kind: str
    name: str
    outside: bool


@dataclass(slots=True)
class Parts:
    """The parts of a document, found by their relationships."""

    container: Container
    main: str
    _targets: dict[str, dict[str, Target]] = field(default_factory=dict)

    @classmethod
    def of(cls, container: Container) -> "Parts":
        """Find the main part."""
        found = cls(container, "")
        kinds = [each for each in found.targets("").values() if each.kind == "officeDocument" and not each.outside]
        names = [each.name for each in kinds if each.name in container]
        found.main = names[0] if names else "word/document.xml"
        if found.main not in container:
            raise xmlparts.refused(container.path / found.main, None, "the file lacks its main part")
        return found

    def targets(self, part: str) -> dict[str, Target]:
        """Give the relationships of a part by their ids; those of the package for ""."""
        if part not in self._targets:
            folder, name = posixpath.split(part)
            listed = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
            found = (_target(node, folder) for node in children(listed, "Relationship"))
            self._targets[part] = dict(found)
        return self._targets[part]

    def beside(self, kind: str) -> Iterator[str]:
        """Find the parts of a kind that belong to the main part."""
        for target in self.targets(self.main).values():
            if target.kind == kind and target.name in self.container:
                yield target.name

    def root(self, name: str) -> Element | None:
        """Parse a part; `None` where there is none."""
        if name not in self.container:
            return None
        return xmlparts.parse(self.container.path / name, self.container.read(name))


def _target(node: Element, folder: str) -> tuple[str, Target]:
    outside = value(node, "TargetMode").lower() == "external"
    given = value(node, "Target")
    name = given if outside else posixpath.normpath(posixpath.join("/", folder, unquote(given))).lstrip("/")
    return value(node, "Id"), Target(value(node, "Type").rpartition("/")[2], name, outside)


@dataclass(slots=True)
class Package:
    """A fair copy of a document as mammoth reads it: its text, its notes, and the addresses that they name."""

    body: Element = field(default_factory=lambda: xhtml.element(f"{W}body"))
    notes: dict[str, Element] = field(default_factory=lambda: {kind: xhtml.element(f"{W}{kind}s") for kind in NOTES})
    links: dict[str, str] = field(default_factory=dict)
    images: dict[str, str] = field(default_factory=dict)
    styles: set[str] = field(default_factory=set)

    def link(self, address: str) -> str:
        """Give the id of the relationship to an address outside."""
        return self.links.setdefault(address, f"link{len(self.links)}")

    def image(self, name: str) -> str:
        """Give the id of the relationship to an image."""
        return self.images.setdefault(name, f"image{len(self.images)}")

    def data(self) -> bytes:
        """Pack it; in the place of an image stands its name."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, text in self._files():
                archive.writestr(name, text)
        return target.getvalue()

    def _files(self) -> Iterator[tuple[str, str]]:
        document = xhtml.element(f"{W}document")
        document.append(self.body)
        yield (
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="{_TYPES}"><Default Extension="img" ContentType="image/png"/></Types>',
        )
        yield "_rels/.rels", _relationships([("main", "officeDocument", "word/document.xml", False)])
        yield "word/document.xml", _written(document)
        yield "word/styles.xml", _styles(self.styles)
        yield "word/numbering.xml", _NUMBERING
        rows = [(id_, "hyperlink", address, True) for address, id_ in self.links.items()]
        rows += [(id_, "image", f"{id_}.img", False) for id_ in self.images.values()]
        for part in ("document", *(f"{kind}s" for kind in NOTES)):
            yield f"word/_rels/{part}.xml.rels", _relationships(rows)
        for kind, root in self.notes.items():
            yield f"word/{kind}s.xml", _written(root)
        for name, id_ in self.images.items():
            yield f"word/{id_}.img", name


def _written(root: Element) -> str:
    holder = xhtml.element("parts")
    holder.append(root)
    return "".join(xhtml.blocks(holder))


def _relationships(rows: Sequence[tuple[str, str, str, bool]]) -> str:
    kinds = R[1:-1]
    listed = "".join(
        f"<Relationship Id={quoteattr(id_)} Type={quoteattr(f'{kinds}/{kind}')} Target={quoteattr(target)}"
        f"{' TargetMode=' + quoteattr('External') if outside else ''}/>"
        for id_, kind, target, outside in rows
    )
    return f'{_HEAD}<Relationships xmlns="{_LINKS}">{listed}</Relationships>'


def _styles(names: set[str]) -> str:
    listed = "".join(
        f'<w:style w:type="paragraph" w:styleId={quoteattr(name)}><w:name w:val={quoteattr(name)}/></w:style>'
        for name in sorted(names)
    )
    return f'{_HEAD}<w:styles xmlns:w="{W[1:-1]}">{listed}</w:styles>'


def _levels(form: str) -> str:
    return "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{form}"/></w:lvl>' for level in range(_LEVELS))


LISTS: Mapping[str, str] = {"bullet": "1", "decimal": "2"}
"""Kind of list → the number of it in a fair copy."""

_NUMBERING = (
    f'{_HEAD}<w:numbering xmlns:w="{W[1:-1]}">'
    + "".join(f'<w:abstractNum w:abstractNumId="{id_}">{_levels(form)}</w:abstractNum>' for form, id_ in LISTS.items())
    + "".join(f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{id_}"/></w:num>' for id_ in LISTS.values())
    + "</w:numbering>"
)


def list_level(level: int) -> str:
    """Give the level of a list item that a fair copy can have."""
    return str(max(0, min(level, _LEVELS - 1)))
