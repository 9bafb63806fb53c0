"""Turn an SVG drawing into pixels: shapes and words alone, whatever else the file would do. The one home of resvg."""

import gzip
import re
import zlib
from itertools import islice

from lxml import etree

from ficbind.bundled import bundled
from ficbind.pictures.opening import TooLargeError, UnfitImageError

_SVG = "http://www.w3.org/2000/svg"
_WORDY = tuple(f"{{*}}{name}" for name in ("text", "textPath", "tspan"))
_LINK = "{http://www.w3.org/1999/xlink}href"
_SHAPES = frozenset(
    {"circle", "clipPath", "defs", "ellipse", "g", "line", "linearGradient", "path", "polygon", "polyline"}
    | {"radialGradient", "rect", "stop", "style", "svg", "switch", "symbol", "text", "textPath", "tspan", "use"}
)
_OTHERS = re.compile(rb"<!(?:ENTITY|ATTLIST|ELEMENT|NOTATION)")
_LAYERS = re.compile(r"(?<![-\w])(?:opacity|clip-path|isolation|mix-blend-mode)\s*:[^;}]*", re.I)
_EFFECTS = re.compile(r"(?<![-\w])(?:mask|filter)\s*:[^;}]*", re.I)
_LAYER_NAMES = frozenset({"opacity", "clip-path"})
_CUT = frozenset({"mask", "filter", "enable-background"})
_MOST_BYTES, _MOST_ELEMENTS, _DEEPEST, _MOST_LAYERS = 8_000_000, 40_000, 60, 200
_MOST_WORDS, _MOST_STYLE = 20_000, 30_000
"""Characters of words, and of style sheets, each of whose rules is tried on each element."""

_SIZE = re.compile(r"\s*(\d*\.?\d+)\s*(px|pt|pc|mm|cm|in|em|ex)?\s*")
_UNITS = {"pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "em": 16.0, "ex": 8.0}
_USUAL = (300.0, 150.0)
"""Size in px of a drawing that names none (CSS 2, section 10.3.2)."""

_SHARPER = 2
"""Pixels for each px of the drawing's own size, so that its edges are sharp on paper."""

_WORDS = bundled("styles") / "classic" / "fonts" / "EBGaramond-Regular.ttf"
"""The one font for words in drawings: those of the machine would make the same book differ from place to place."""


_FAMILY = "EB Garamond"


def is_drawing(data: bytes) -> bool:
    """Tell an SVG file, packed or not, by its beginning."""
    return data.startswith(b"\x1f\x8b") or b"<svg" in data[:4096].lower() or b":svg" in data[:4096].lower()


def draw(data: bytes, longest: int) -> bytes:
    """Draw an SVG file as PNG whose longer side is at most `longest` px."""
    import resvg_py

    root = _parsed(_unpacked(data))
    width, height = _size(root)
    _strip(root)
    scale = min(_SHARPER, longest / max(width, height))
    try:
        return resvg_py.svg_to_bytes(
            etree.tostring(root, encoding="unicode"),
            skip_system_fonts=True,
            font_files=[str(_WORDS)],
            width=max(round(width * scale), 1),
            height=max(round(height * scale), 1),
            font_family=_FAMILY,
            serif_family=_FAMILY,
            sans_serif_family=_FAMILY,
            monospace_family=_FAMILY,
        )
    except ValueError as error:
        raise UnfitImageError("cannot be drawn: it is damaged") from error


def _unpacked(data: bytes) -> bytes:
    if data.startswith(b"\x1f\x8b"):
        try:
            data = zlib.decompressobj(wbits=31).decompress(data, _MOST_BYTES + 1)
        except (zlib.error, gzip.BadGzipFile) as error:
            raise UnfitImageError("cannot be unpacked: it is damaged") from error
    if len(data) > _MOST_BYTES:
        raise TooLargeError("is too large a drawing")
    return data


def _parsed(data: bytes) -> etree._Element:
    if _OTHERS.search(data):
        raise UnfitImageError("declares entities of its own, which are not read")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnfitImageError("cannot be read: it is damaged") from error
    if root is None or etree.QName(root).localname.lower() != "svg":
        raise UnfitImageError("cannot be read: it is no drawing")
    words = sum(len(text) for text in root.itertext(*_WORDY))
    if words > _MOST_WORDS or sum(1 for _ in islice(root.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS:
        raise TooLargeError("is too large a drawing")
    return root


def _strip(root: etree._Element) -> None:
    """Leave shapes and words: no scripts, images, links to the outside, filters, or layers upon layers."""
    layers = 0
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or not _is_shape(node) or _depth(node) > _DEEPEST:
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
            continue
        if node.tag.endswith("}style") or node.tag == "style":
            node.text = _EFFECTS.sub("", _LAYERS.sub("", (node.text or "")[:_MOST_STYLE]))
        for name in list(node.attrib):
            layers += name in _LAYER_NAMES
            if not _is_harmless(name, node.get(name)) or (name in _LAYER_NAMES and layers > _MOST_LAYERS):
                del node.attrib[name]
        if "style" in node.attrib:
            style = _EFFECTS.sub("", node.get("style"))
            layers += bool(_LAYERS.search(style))
            node.set("style", _LAYERS.sub("", style) if layers > _MOST_LAYERS else style)


def _depth(node: etree._Element) -> int:
    return sum(1 for _ in islice(node.iterancestors(), _DEEPEST + 1))


def _is_shape(node: etree._Element) -> bool:
    name = etree.QName(node)
    return name.localname in _SHAPES and name.namespace in (_SVG, None)


def _is_harmless(name: str, value: str) -> bool:
    if name == _LINK or name == "href":
        return value.strip().startswith("#")
    return name not in _CUT and not name.lower().startswith("on")


def _size(root: etree._Element) -> tuple[float, float]:
    """Give the size in px that a drawing asks for, by its sides or its view box."""
    width, height = _length(root.get("width")), _length(root.get("height"))
    box = [float(part) for part in re.findall(r"-?\d*\.?\d+(?:[eE][-+]?\d+)?", root.get("viewBox") or "")]
    shape = box[2:] if len(box) == 4 and min(box[2:]) > 0 else list(_USUAL)
    if not (width and height):
        width = width or (height * shape[0] / shape[1] if height else shape[0])
        height = height or width * shape[1] / shape[0]
    return min(max(width, 1.0), 1e5), min(max(height, 1.0), 1e5)


def _length(text: str | None) -> float | None:
    match = _SIZE.fullmatch(text or "")
    return float(match[1]) * _UNITS.get(match[2], 1.0) or None if match else None
