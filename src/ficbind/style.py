"""A style folder: fonts, options and style sheets, loaded and checked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import process as fuzzy

from ficbind import bundled
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location

SHEETS = ("book.css", "epub.css", "print.css")
KEYS = ("title", "like", "fonts", "fallback", "font-size", "leading", "margins", "ornament")
FONT_KEYS = ("family", "file", "italic", "weight")
SIDES = ("top", "outside", "bottom", "inside")

# OpenType 1.9, "Organization of an OpenType font": TrueType and CFF outlines; collections hold several faces, so not.
_FONT_SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO", b"true")


@dataclass(frozen=True, slots=True)
class Font:
    """One face of the style: `family` as the sheets name it, `weight` in CSS units."""

    family: str
    path: Path
    italic: bool = False
    weight: int = 400


@dataclass(frozen=True, slots=True)
class Style:
    """How a book looks; sheets are CSS text.

    `font_size` and `leading` are in pt and meant for the 139.7 mm wide default trim; `margins` are percentages of the
    trim (top, outside, bottom, inside: CSS order of a recto); `fallback` names families of the machine, in the order in
    which they stand in for characters that the style's own fonts lack.
    """

    name: str
    title: str
    fonts: tuple[Font, ...]
    book_css: str
    epub_css: str
    print_css: str
    font_size: float
    leading: float
    margins: tuple[float, float, float, float]
    ornament: str
    fallback: tuple[str, ...] = ()


def load_style(name: str, folder: Path, where: Location | None) -> Style:
    """Read and check the style `name`; `where` is the place in the manifest that names it."""
    place = bundled.find("styles", name, folder)
    if place is None or not name:
        raise FicbindError(_unknown(name, folder, where))
    return _Reader(place, folder).style(())


def _unknown(name: str, folder: Path, where: Location | None) -> Diagnostic:
    known = bundled.names("styles", folder)
    guess = fuzzy.extractOne(name, known, score_cutoff=60)
    hint = f"did you mean {guess[0]!r}?" if guess else f"use one of these: {', '.join(known)}"
    message = f"there is no style {name!r}"
    return Diagnostic(Code.NO_STYLE, "error", message, where or Location(folder), hint)


class _Reader:
    """Reads one style folder and remembers everything that is wrong with it."""

    def __init__(self, place: Path, folder: Path) -> None:
        self.place = place
        self.folder = folder
        self.file = place / "style.yaml"
        self.problems: list[Diagnostic] = []

    def style(self, seen: tuple[str, ...]) -> Style:
        """Give the style, or every problem found at once."""
        values = self._mapping(self._compose(), KEYS)
        base = self._base(values, seen)
        style = self._assemble(values, base) if not self.problems else None
        if self.problems or style is None:
            raise FicbindError(*self.problems)
        return style

    def _compose(self) -> yaml.Node | None:
        try:
            return yaml.compose(self.file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        except OSError:
            self._bad(f"there is no style.yaml in {self.place.name!r}", None, "add one; docs/add-a-style.md shows how")
        except UnicodeDecodeError:
            self._bad("style.yaml is not UTF-8 text", None, "save it as UTF-8")
        except yaml.MarkedYAMLError as error:
            self._bad(f"not YAML: {error.problem}", error.problem_mark, "mend the line; quote text that holds ': '")
        return None

    def _base(self, values: dict[str, yaml.Node], seen: tuple[str, ...]) -> Style | None:
        node = values.get("like")
        if node is None:
            for key in ("fonts", "font-size", "leading", "margins"):
                if key not in values and not self.problems:
                    self._bad(
                        f"{key!r} is missing", None, "set it, or write 'like: classic' to take over what is not set"
                    )
            return None
        name = str(self._value(node, str, "the name of a style") or "")
        chain = (*seen, self.place.name)
        place = bundled.find("styles", name, self.folder) if name else None
        if name in chain and place == self.place and bundled.bundled("styles") != self.place.parent:
            place = bundled.bundled("styles") / name  # a style of one's own may refine the bundled one of its name
        if place is None or not place.is_dir():
            self.problems.append(_unknown(name, self.folder, self._at(node.start_mark)))
            return None
        if place == self.place or len(chain) > len(bundled.names("styles", self.folder)):
            self._bad(f"style {self.place.name!r} is like itself", node.start_mark, "name another style in 'like'")
            return None
        return _Reader(place, self.folder).style(chain)

    def _assemble(self, values: dict[str, yaml.Node], base: Style | None) -> Style:
        def number(key: str, default: float | None, low: float, high: float) -> float:
            return self._number(values[key], low, high, "pt") if key in values else default or 0.0

        ornament = self._text(values, "ornament", base.ornament if base else "* * *")
        sheets = [self._sheet(name) for name in SHEETS]
        inherited = (base.book_css, base.epub_css, base.print_css) if base else ("", "", "")
        book, epub, printed = ("\n".join(filter(None, pair)) for pair in zip(inherited, sheets, strict=True))
        return Style(
            name=self.place.name,
            title=self._text(values, "title", self.place.name),
            fonts=self._fonts(values["fonts"]) if "fonts" in values else base.fonts if base else (),
            book_css=book,
            epub_css=epub,
            print_css=printed,
            font_size=number("font-size", base and base.font_size, 6, 24),
            leading=number("leading", base and base.leading, 6, 40),
            margins=self._margins(values.get("margins"), base),
            ornament=ornament,
            fallback=self._families(values.get("fallback"), base.fallback if base else ()),
        )

    def _fonts(self, node: yaml.Node) -> tuple[Font, ...]:
        fonts = tuple(self._font(item) for item in self._items(node, "fonts"))
        found = tuple(font for font in fonts if font)
        if not fonts:
            self._bad("'fonts' names no font", node.start_mark, "list at least one face with its family and file")
        return found

    def _font(self, node: yaml.Node) -> Font | None:
        values = self._mapping(node, FONT_KEYS)
        family, file = self._text(values, "family", ""), self._text(values, "file", "")
        if not family or not file:
            self._bad("a font needs 'family' and 'file'", node.start_mark, "give both")
            return None
        path = (self.place / file).resolve()
        if not path.is_relative_to(self.place.resolve()):
            self._bad(f"font file {file!r} is outside the style's folder", node.start_mark, "copy it into the folder")
        elif not path.is_file():
            self._bad(f"there is no font file {file!r}", node.start_mark, f"put it into {self.place}")
        elif path.read_bytes()[:4] not in _FONT_SIGNATURES:
            hint = "use a TrueType or OpenType file (.ttf or .otf)"
            self._bad(f"{file!r} is not a font that can be used", node.start_mark, hint)
        weight = self._number(values["weight"], 1, 1000, "CSS units") if "weight" in values else 400
        italic = bool(self._value(values["italic"], bool, "true or false")) if "italic" in values else False
        return Font(family, path, italic, int(weight))

    def _margins(self, node: yaml.Node | None, base: Style | None) -> tuple[float, float, float, float]:
        given = dict(zip(SIDES, base.margins, strict=True)) if base else {}
        values = self._mapping(node, SIDES) if node else {}
        given |= {side: self._number(value, 2, 40, "% of the trim") for side, value in values.items()}
        missing = [side for side in SIDES if side not in given]
        if missing and node:
            self._bad(f"'margins' lacks {', '.join(map(repr, missing))}", node.start_mark, "give all four sides in %")
        top, outside, bottom, inside = (given.get(side, 0.0) for side in SIDES)
        return top, outside, bottom, inside

    def _families(self, node: yaml.Node | None, default: tuple[str, ...]) -> tuple[str, ...]:
        if node is None:
            return default
        families = (self._value(item, str, "the name of a font family") for item in self._items(node, "fallback"))
        return tuple(str(family) for family in families if family)

    def _sheet(self, name: str) -> str:
        path = self.place / name
        try:
            return path.read_text(encoding="utf-8") if path.is_file() else ""
        except UnicodeDecodeError:
            self.problems.append(_bad_style(Location(path), f"{name} is not UTF-8 text", "save it as UTF-8"))
            return ""

    def _mapping(self, node: yaml.Node | None, keys: tuple[str, ...]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            if not self.problems:
                self._bad(f"expected keys such as {keys[0]!r}", node and node.start_mark, "write 'key: value' lines")
            return {}
        values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            self._check_key(key, keys, values)
            values[str(key.value)] = value
        return {key: value for key, value in values.items() if key in keys}

    def _check_key(self, key: yaml.Node, keys: tuple[str, ...], values: dict[str, yaml.Node]) -> None:
        if key.value in values:
            self._bad(f"{key.value!r} is given twice", key.start_mark, "keep one of them")
        elif key.value not in keys:
            guess = fuzzy.extractOne(str(key.value), keys, score_cutoff=60)
            hint = f"did you mean {guess[0]!r}?" if guess else f"use these keys: {', '.join(keys)}"
            self._bad(f"unknown key {key.value!r}", key.start_mark, hint)

    def _items(self, node: yaml.Node, key: str) -> list[yaml.Node]:
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self._bad(f"{key!r} is not a list", node.start_mark, "start each item with '- '")
        return []

    def _text(self, values: dict[str, yaml.Node], key: str, default: str) -> str:
        return str(self._value(values[key], str, "text") or default) if key in values else default

    def _number(self, node: yaml.Node, low: float, high: float, unit: str) -> float:
        value = self._value(node, (int, float), "a number")
        if value is not None and not low <= value <= high:
            self._bad(f"{value} is out of range", node.start_mark, f"give {low} to {high} {unit}")
        return float(value or 0)

    def _value(self, node: yaml.Node, kind: type | tuple[type, ...], wanted: str) -> Any:
        value = yaml.SafeLoader("").construct_object(node, deep=True)
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        self._bad(f"{str(getattr(node, 'value', value))!r} is not {wanted}", node.start_mark, f"give {wanted}")
        return None

    def _bad(self, message: str, mark: Any, hint: str) -> None:
        self.problems.append(_bad_style(self._at(mark), message, hint))

    def _at(self, mark: Any) -> Location:
        return Location(self.file, mark.line + 1, mark.column + 1) if mark else Location(self.file)


def _bad_style(where: Location, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Code.BAD_STYLE, "error", message, where, hint)
