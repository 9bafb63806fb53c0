"""Read a style folder: style.yaml, its fonts, its sheets, and everything that is wrong with them."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ficbind import bundled
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.looks import OPTIONS, Looks, answer, choose
from ficbind.style.sheets import Sheets
from ficbind.style.values import Font, Style
from ficbind.yamltree import tree
from ficbind.yamltree.findings import Findings, RefusedError, meant, quoted
from ficbind.yamltree.tree import Items, Node, Table, Text

KEYS = ("title", "like", "fonts", "fallback", "font-size", "leading", "margins", "options")
FONT_KEYS = ("family", "file", "italic", "weight")
SIDES = ("top", "outside", "bottom", "inside")

_NEEDED = ("fonts", "font-size", "leading", "margins")
_EXAMPLE = "docs/add-a-style.md shows how"
_SORT = tree.Sort(
    "style", "write at least 'like: classic'", "keep only the keys of a style", "keep only keys of a style"
)
_OPTIONS = tuple(option.name for option in OPTIONS)

# OpenType 1.9, "Organization of an OpenType font": TrueType and CFF outlines; collections hold several faces, so not.
_FONT_SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_NOTHING = Style("", "", (), "", "", 0, 0, (0, 0, 0, 0))


def load_style(name: str, folder: Path, where: Location | None) -> Style:
    """Read and check the style `name`; `where` is the place in the manifest that names it."""
    place = bundled.find("styles", name, folder) if _is_name(name) else None
    if place is None:
        raise FicbindError(_unknown(name, folder, where or Location(folder)))
    return _load(place, folder, ())


def _is_name(name: str) -> bool:
    return bool(name) and name not in {".", ".."} and "/" not in name and "\\" not in name


def _unknown(name: str, folder: Path, where: Location) -> Diagnostic:
    hint = meant(name, bundled.names("styles", folder))
    return Diagnostic(Code.NO_STYLE, "error", f"there is no style {quoted(name)}", where, hint)


def _load(place: Path, folder: Path, seen: tuple[Path, ...]) -> Style:
    """Load the style in `place`; `seen` are the styles that are like it."""
    file, findings = place / "style.yaml", Findings()
    try:
        root = tree.parse(file.read_bytes(), file, findings, _SORT)
    except OSError as error:
        message = f"there is no style.yaml in {quoted(place.name)}"
        raise FicbindError(
            Diagnostic(Code.BAD_STYLE, "error", message, Location(file), f"add one; {_EXAMPLE}")
        ) from error
    except FicbindError as error:
        raise FicbindError(*(replace(each, code=Code.BAD_STYLE) for each in error.diagnostics)) from error
    reader = _Reader(place, findings)
    table = reader.table(root, KEYS)
    if table is not root:
        reader.settle()
    base = _base(reader, table, folder, (*seen, place))
    style = reader.style(table, base)
    return replace(style, diagnostics=(*base.diagnostics, *reader.settle()))


def _base(reader: "_Reader", table: Table, folder: Path, seen: tuple[Path, ...]) -> Style:
    """Load the style that this one is like."""
    named = table.get("like")
    if named is None:
        for key in _NEEDED:
            if table.get(key) is None:
                reader.bad(
                    table, f"'{key}' is missing", "set it, or write 'like: classic' to take over what is not set"
                )
        return _NOTHING
    name = reader.text(named)
    place = bundled.find("styles", name, folder) if _is_name(name) else None
    own = bundled.bundled("styles") / name
    if place in seen and own.is_dir() and own not in seen:
        place = own  # a style beside the manifest may refine the bundled one of its name
    if place is None:
        reader.findings.found.append(_unknown(name, folder, named.where))
    elif place in seen:
        reader.bad(named, f"style {quoted(seen[-1].name)} is like itself", "name another style in 'like'")
    else:
        return _load(place, folder, seen)
    reader.settle()
    return _NOTHING


class _Reader:
    """Turns the tree of a style.yaml into values and finds everything that is wrong with it."""

    def __init__(self, place: Path, findings: Findings) -> None:
        self.place = place
        self.findings = findings

    def style(self, table: Table, base: Style) -> Style:
        """Read what the style says over what its base says."""
        sheets = Sheets.of(self.place, self.findings)
        return Style(
            name=self.place.name,
            title=self._line(table, "title") or self.place.name,
            fonts=self._fonts(table.get("fonts")) or base.fonts,
            epub_css=_joined(base.epub_css, sheets.book, sheets.epub),
            print_css=_joined(base.print_css, sheets.book, sheets.printed),
            font_size=self._number(table.get("font-size"), (6, 24), "pt", base.font_size),
            leading=self._number(table.get("leading"), (6, 40), "pt", base.leading),
            margins=self._margins(table.get("margins"), base.margins),
            looks=self._looks(table.get("options"), base.looks),
            fallback=tuple(map(self.text, table.items("fallback"))) or base.fallback,
        )

    def settle(self) -> tuple[Diagnostic, ...]:
        """Raise every problem found, as a problem of a style, or give what is only doubtful."""
        try:
            return self.findings.settle()
        except FicbindError as error:
            owned = (Code.NO_STYLE, Code.BAD_STYLE, Code.UNSAFE_SHEET)
            found = (each if each.code in owned else replace(each, code=Code.BAD_STYLE) for each in error.diagnostics)
            raise FicbindError(*found) from error

    def bad(self, node: Node, message: str, hint: str) -> None:
        self.findings.error(Code.BAD_STYLE, message, node.where, hint)

    def table(self, node: Node, keys: tuple[str, ...]) -> Table:
        """Read keys and values, of which only `keys` may occur."""
        if not isinstance(node, Table):
            self.bad(node, f"keys such as '{keys[0]}' are expected here", "write 'key: value' lines")
            return Table((), node.where)
        for key, _ in node.pairs:
            if key.text not in keys:
                place = f"'{key.text}' belongs under 'options:'" if keys is KEYS and key.text in _OPTIONS else ""
                self.bad(key, f"unknown key {quoted(key.text)}", place or meant(key.text, keys))
        return node

    def text(self, node: Node) -> str:
        """Read a text of one line."""
        if isinstance(node, Text) and node.line:
            return node.line
        self.bad(node, "a text is expected here", "write one text behind the colon")
        return ""

    def _line(self, table: Table, key: str) -> str:
        node = table.get(key)
        return self.text(node) if node else ""

    def _fonts(self, node: Node | None) -> tuple[Font, ...]:
        if node is None:
            return ()
        hint = "list at least one face as '- {family: …, file: …}'"
        if not isinstance(node, Items) or not node.nodes:
            self.bad(node, "'fonts' is no list of faces", hint)
            return ()
        return tuple(self._font(self.table(each, FONT_KEYS)) for each in node.nodes)

    def _font(self, table: Table) -> Font:
        for key in ("family", "file"):
            if table.get(key) is None:
                self.bad(table, "a font needs 'family' and 'file'", f"add '{key}: …'")
                return Font("", self.place)
        path = self._font_file(table)
        weight = int(self._number(table.get("weight"), (1, 1000), "", 400))
        return Font(self._line(table, "family"), path, self._answer(table.get("italic")), weight)

    def _font_file(self, table: Table) -> Path:
        name = self._line(table, "file")
        path = (self.place / name).resolve()
        if not path.is_relative_to(self.place.resolve()):
            self.bad(table, f"font file {quoted(name)} is outside the style's folder", "copy it into the folder")
        elif not path.is_file():
            self.bad(table, f"there is no font file {quoted(name)}", f"put it into {self.place}")
        elif not path.read_bytes().startswith(_FONT_SIGNATURES):
            hint = "use a TrueType or OpenType file (.ttf or .otf)"
            self.bad(table, f"{quoted(name)} is not a font that can be used", hint)
        return path

    def _answer(self, node: Node | None) -> bool:
        if node is None:
            return False
        try:
            return answer(self.text(node))
        except RefusedError as error:
            self.findings.refuse(error, node.where)
            return False

    def _looks(self, node: Node | None, base: Looks) -> Looks:
        """Read the options that the style sets."""
        if node is None:
            return base
        for key, value in self.table(node, _OPTIONS).pairs:
            words = self.text(value)
            if key.text in _OPTIONS and words:
                try:
                    base = choose(base, [(key.text, words)])
                except RefusedError as error:
                    self.findings.refuse(error, value.where)
        return base

    def _margins(self, node: Node | None, base: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        if node is None:
            return base
        table = self.table(node, SIDES)
        missing = [side for side in SIDES if table.get(side) is None]
        if missing and base == _NOTHING.margins:
            self.bad(node, f"'margins' lacks {_listed(missing)}", "give all four sides in per cent of the trim")
        sides = (self._number(table.get(side), (2, 40), "%", was) for side, was in zip(SIDES, base, strict=True))
        top, outside, bottom, inside = sides
        return top, outside, bottom, inside

    def _number(self, node: Node | None, within: tuple[float, float], unit: str, default: float) -> float:
        if node is None:
            return default
        words, (low, high) = self.text(node), within
        try:
            value = float(words.removesuffix(unit) if unit else words)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            self.bad(
                node,
                f"{quoted(words)} is no number from {low:g} to {high:g}",
                f"write a number such as {default or low:g}",
            )
            return default
        return value


def _joined(*sheets: str) -> str:
    return "\n".join(filter(None, sheets))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(quoted, names))
