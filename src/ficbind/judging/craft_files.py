"""Rules of the craft on files: the cover, what nothing uses, sheets that get into each other's way, fonts."""

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from ficbind.diagnostics import FicbindError
from ficbind.judging.edition import Edition
from ficbind.judging.findings import EVERYBODY, Audience, Rule, Sign, quoted
from ficbind.judging.sheets import Sheet, addresses
from ficbind.judging.statements import stated
from ficbind.pictures.opening import UnfitImageError, measured
from ficbind.readers.epub.package import Item
from ficbind.xhtml import Element

_SMALLEST = 1000
"""Pixels of a cover's longer side, below which it is soft on a telephone; shops ask for 1600 and more."""

_FLATTEST, _SLIMMEST = 1.2, 1.8
_KEPT = frozenset({"application/x-dtbncx+xml", "application/xhtml+xml", "application/smil+xml"})
_FONT = re.compile(r".*\.(?:otf|ttf|woff)", re.I)
_LINKS = ("href", "src", "poster", "data", "{http://www.w3.org/1999/xlink}href")
_GENERIC = frozenset({"serif", "sans-serif", "monospace", "cursive", "fantasy", "inherit", "initial", "system-ui"})
_TEXT_WIDE = frozenset({"html", "body", "p", "*"})
_SHOWN = 8
_LEAST_CLASHES = 3
_LEAST_LETTERS = 5
"""Signs of a script by which a font is known to be made for it: other scripts are always set in other fonts."""

_FIRST_OF_SCRIPTS, _FIRST_GENERAL, _LAST_GENERAL = 0x0300, 0x2000, 0x206F
"""Where the signs of Western text end, and Unicode's block General Punctuation."""

_BLANK = 100
"""Pixels below which a cover is no picture but something that holds its place."""


def _cover(edition: Edition) -> Item | None:
    """Find the cover's image as EPUB 3 and EPUB 2 name it."""
    items = edition.package.items
    named = next((item for item in items.values() if "cover-image" in item.properties), None)
    return named or next((items[value] for value, _ in stated(edition, "cover") if value in items), None)


def _no_cover(edition: Edition) -> Iterator[Sign]:
    if _cover(edition) is None:
        yield Sign(edition.of_package())


def _size(edition: Edition) -> tuple[Item, int, int] | None:
    item = _cover(edition)
    if item is None or not item.is_image or item.media_type == "image/svg+xml":
        return None
    try:
        width, height = measured(edition.container.read(item.name))
    except (FicbindError, UnfitImageError):
        return None  # EPUBCheck tells of damaged images
    return item, width, height


def _small_cover(edition: Edition) -> Iterator[Sign]:
    found = _size(edition)
    if found and max(found[1:]) < _SMALLEST:
        yield Sign(edition.container.where(found[0].name), f"{found[1]} by {found[2]}")


def _odd_cover(edition: Edition) -> Iterator[Sign]:
    found = _size(edition)
    if found and found[1] > _BLANK and not _FLATTEST <= found[2] / found[1] <= _SLIMMEST:
        yield Sign(edition.container.where(found[0].name), f"{found[1]} by {found[2]}")


def _used(edition: Edition) -> set[str]:
    """Give the names of all files that pages, sheets or the package refer to."""
    used = {place.item.name for place in edition.package.spine}
    for page in edition.pages.values():
        for node in page.root.iter():
            if isinstance(node.tag, str) and node.attrib:
                used |= {edition.resolve(page, value) for value in _addressed(node)}
    for sheet in edition.sheets.values():
        used |= {edition.package.resolve(sheet.name.partition("#")[0], each) for each, _ in addresses(sheet)}
    cover = _cover(edition)
    items = edition.package.items
    used |= {items[item.fallback].name for item in items.values() if item.fallback in items}
    return used | ({cover.name} if cover else set())


def _addressed(node: Element) -> Iterator[str]:
    yield from (str(node.get(name)) for name in _LINKS if node.get(name))
    for each in node.get("srcset", "").split(","):
        if each.strip():
            yield each.split()[0]
    yield from re.findall(r"""url\(\s*['"]?([^'")]+)""", node.get("style", ""))


def _unused(edition: Edition) -> Iterator[Sign]:
    if edition.trouble or any("scripted" in item.properties for item in edition.package.items.values()):
        return  # what names the files may be in what cannot be read
    used = _used(edition)
    for item in edition.package.items.values():
        idle = item.name not in used and "nav" not in item.properties and item.media_type not in _KEPT
        if idle and (item.is_image or item.media_type == "text/css" or _FONT.fullmatch(item.name)):
            yield Sign(edition.container.where(item.name), quoted(posixpath.basename(item.name)))


def _families(edition: Edition) -> set[str]:
    asked = set()
    for sheet in edition.sheets.values():
        for rule in sheet.rules:
            for each in rule.declarations:
                if each.name in {"font-family", "font"}:
                    asked |= {name.strip(" \"'") for name in re.split(r",|(?<=[\dm%xt]) ", each.value)}
    for page in edition.spine:
        for node in page.body.xpath(".//*[contains(@style, 'font')]"):
            asked |= {name.strip(" \"'").lower() for name in re.split("[,:;]", node.get("style"))}
    return asked


def _unused_fonts(edition: Edition) -> Iterator[Sign]:
    asked = _families(edition)
    told = set()
    for sheet in edition.sheets.values():
        for face in sheet.faces:
            if face.family and not any(face.family in name for name in asked) and face.family not in told:
                told.add(face.family)
                yield Sign(sheet.at(face.line), quoted(face.family))


def _leaks(edition: Edition) -> Iterator[Sign]:
    """Find pages on which sheets of different folders set the same property of the same elements differently."""
    for page in edition.spine:
        sheets = [sheet for sheet in edition.sheets_of(page) if "#" not in sheet.name]
        folders = {posixpath.dirname(sheet.name) for sheet in sheets}
        clashes = list(_clashes(sheets)) if len(folders) > 1 else []
        if len(clashes) >= _LEAST_CLASHES:
            yield Sign(page.at(), quoted(clashes[0]))


def _clashes(sheets: list[Sheet]) -> Iterator[str]:
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for sheet in sheets:
        for rule in sheet.rules:
            for selector in rule.selectors:
                for each in rule.declarations:
                    name, value = first.setdefault((selector, each.name), (sheet.name, each.value))
                    if value != each.value and posixpath.dirname(name) != posixpath.dirname(sheet.name):
                        yield f"{selector} {{ {each.name} }}"


def _lacking(edition: Edition) -> Iterator[Sign]:
    """Find characters of the text that the font of the whole text lacks, where its files can be read."""
    wanted = frozenset("".join(page.text for page in edition.spine))
    for family in _text_families(edition):
        files = [name for sheet in edition.sheets.values() for name in _files(edition, sheet, family)]
        has = frozenset[str]().union(*(_characters(edition.container.read(name)) for name in files))
        scripts = Counter(script for char in has if (script := _script(char)))
        lacking = sorted(char for char in wanted - has if scripts[_script(char)] >= _LEAST_LETTERS) if has else []
        if lacking:
            shown = " ".join(lacking[:_SHOWN]) + (f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else "")
            yield Sign(edition.container.where(files[0]), f"{quoted(family)} has no {shown}")


def _script(char: str) -> str:
    """Name the script of a letter; general punctuation and figures belong to all. What is neither has none."""
    kind = unicodedata.category(char)[0]
    if kind == "L":
        return unicodedata.name(char, "").partition(" ")[0]
    is_general = ord(char) < _FIRST_OF_SCRIPTS or _FIRST_GENERAL <= ord(char) <= _LAST_GENERAL
    return "general" if is_general and kind not in "CMZ" else ""


def _text_families(edition: Edition) -> Iterator[str]:
    told: set[str] = set()
    for sheet in edition.sheets.values():
        for rule in sheet.rules:
            family = rule.value("font-family").split(",")[0].strip(" \"'")
            if family and _TEXT_WIDE & set(rule.selectors) and family not in _GENERIC | told:
                told.add(family)
                yield family


def _files(edition: Edition, sheet: Sheet, family: str) -> Iterator[str]:
    for face in sheet.faces:
        for address in face.addresses if face.family == family else ():
            name = edition.package.resolve(sheet.name.partition("#")[0], address)
            if name and name.lower().endswith((".otf", ".ttf")):
                yield name


def _characters(data: bytes) -> frozenset[str]:
    import uharfbuzz as hb

    return frozenset(map(chr, hb.Face(data).unicodes))


RULES = (
    Rule(
        "J621",
        "warning",
        EVERYBODY,
        "the book has no cover: the shelf shows a blank one",
        'add an image and mark it properties="cover-image" in the manifest',
        _no_cover,
    ),
    Rule(
        "J622",
        "advice",
        EVERYBODY,
        "the cover has only {} pixels and looks soft on most screens",
        "use an image of about 1600 by 2560 pixels",
        _small_cover,
    ),
    Rule(
        "J623",
        "advice",
        EVERYBODY,
        "the cover has an unusual shape, {} pixels: shelves show it with bars or cut it",
        "make it about one and a half times as high as wide",
        _odd_cover,
    ),
    Rule(
        "J624",
        "advice",
        EVERYBODY,
        "nothing in the book uses the file {}",
        "take it out; it only makes the book larger",
        _unused,
    ),
    Rule(
        "J625",
        "advice",
        EVERYBODY,
        "no text is set in the embedded font {}",
        "take the font out, or name it in font-family",
        _unused_fonts,
    ),
    Rule(
        "J626",
        "advice",
        EVERYBODY,
        "the sheets of several stories meet on one page and contradict each other: {}",
        "link to each page the sheet of its own story only",
        _leaks,
    ),
    Rule(
        "J627",
        "advice",
        frozenset({Audience.KINDLE, Audience.KOBO, Audience.APPLE, Audience.OLD}),
        "the font of the text lacks signs that the text has: {}",
        "embed a font that has all characters, or leave the font to the reader",
        _lacking,
    ),
)
