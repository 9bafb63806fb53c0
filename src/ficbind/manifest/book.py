"""Read a manifest: its keys against the schema, its files against the disk, all problems at once."""

from dataclasses import replace
from pathlib import Path

from ficbind import bundled
from ficbind.diagnostics import Code, Diagnostic, FicbindError, Location
from ficbind.manifest import measures, scalars
from ficbind.manifest.certificates import certificate
from ficbind.manifest.conform import conform
from ficbind.manifest.files import Shelf, children
from ficbind.manifest.page_keys import OTHER_ENDINGS, TEXT_ENDINGS
from ficbind.manifest.pages import pages
from ficbind.manifest.people import people, series
from ficbind.manifest.releases import read_releases
from ficbind.manifest.schema import BOOK, COVER, FORMATS
from ficbind.manifest.stories import parts, switches
from ficbind.manifest.values import Cover, Entry, Epub, Manifest, Print, Typography
from ficbind.yamltree.findings import Findings, meant, near, quoted
from ficbind.yamltree.tree import Node, Table, Text, parse

_DEFAULT = "classic"
_OF_DESIGNS, _OF_IMAGES = ("palette", "badge", "seed"), ("fit",)
"""Keys of a cover that only a design, or only an image, has a use for."""

_USUAL_FORMATS = ("epub", "pdf")
_STORIES = frozenset({*OTHER_ENDINGS, *TEXT_ENDINGS} - {".txt", ".text"})
"""Endings that tell a story; editors add .txt to manifests, too."""

_NAME_IT = "name the manifest: a text file that ends in .yaml"
_SMALLEST_TEXT = 40.0
"""Width and height in mm that margins have to leave for the text."""


def read(path: Path) -> Manifest:
    """Read the manifest at `path`, or raise all its problems at once."""
    findings = Findings()
    tree = parse(_bytes(path), path, findings)
    book = conform(tree, BOOK, findings)
    shelf = Shelf(path, findings)
    manifest = _manifest(book if isinstance(book, Table) else Table((), tree.where), shelf)
    return manifest.noting(findings.settle())


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # reading a pipe would wait for ever
            raise FicbindError(_no_manifest("this is not an ordinary file", path, _NAME_IT))
        if path.suffix.lower() in _STORIES and path.is_file():
            hint = "name a manifest; 'ficbind init FOLDER' writes one for a folder of stories"
            raise FicbindError(_no_manifest("this is a story, not a manifest", path, hint))
        return path.read_bytes()
    except IsADirectoryError as error:
        found = [child.name for child in children(path) if child.suffix in {".yaml", ".yml"}]
        hint = f"did you mean '{path / found[0]}'?" if found else f"write a manifest with 'ficbind init {path}'"
        raise FicbindError(_no_manifest("this is a folder", path, hint)) from error
    except FileNotFoundError as error:
        raise FicbindError(_no_manifest("there is no such manifest", path, _other_manifest(path))) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FicbindError(
            _no_manifest(f"cannot read it: {reason.lower()}", path, "check the file and its rights")
        ) from error


def _no_manifest(message: str, path: Path, hint: str) -> Diagnostic:
    return Diagnostic(Code.NO_MANIFEST, "error", message, Location(path), hint)


def _other_manifest(path: Path) -> str:
    names = [child.name for child in children(path.parent)]
    books = [name for name in names if name.endswith((".yaml", ".yml"))]
    guess = near(path.name, names) or (books[0] if len(books) == 1 else None)
    return f"did you mean '{path.parent / guess}'?" if guess else "check the name and the folder"


def _manifest(book: Table, shelf: Shelf) -> Manifest:
    typography = switches(book.table("typography"), Typography())
    language, date, identifier, front = (book.line(key) for key in ("language", "date", "identifier", "story-front"))
    description, notes = (book.text(key) for key in ("description", "authors-notes"))
    style, options = _style(book.get("style"))
    _check_isbn(book, shelf.findings)
    every = Entry(shelf.path, "", book.where, typography=typography)
    every = replace(every, authors_notes=scalars.note_policy(notes.line)) if notes else every
    every = replace(every, front=scalars.story_front(front)) if front else every
    return Manifest(
        path=shelf.path,
        title=book.line("title") or "",
        language=scalars.language(language) if language else "",
        # Files named here come first, so that no pattern takes them for stories.
        cover=_cover(book, shelf),
        front=pages(book, "front", shelf),
        back=pages(book, "back", shelf),
        parts=parts(book, shelf, every),
        subtitle=book.line("subtitle"),
        people=people(book),
        series=series(book),
        description="\n\n".join(description.paragraphs) if description else None,
        subjects=tuple(each.line for each in book.texts("subjects")),
        publisher=book.line("publisher"),
        rights=book.line("rights"),
        date=scalars.date(date) if date else None,
        identifier=scalars.identifier(identifier) if identifier else None,
        isbns=scalars.parted_isbn(identifier or "") | scalars.parted_isbn(book.table("print").line("isbn") or ""),
        style=_folder("styles", style, shelf) if style else _DEFAULT,
        style_where=style.where if style else None,
        style_options=options,
        typography=typography,
        print=_print(book.table("print"), shelf.findings),
        epub=Epub(embed_fonts=_flag(book.table("epub"), "embed-fonts")),
        certificate=certificate(book.table("accessibility"), shelf.findings),
        accessibility_summary=book.table("accessibility").line("summary"),
        formats=_formats(book),
        output=book.line("output"),
        releases=read_releases(shelf.path),
    )


def _folder(kind: str, words: Text, shelf: Shelf) -> str:
    """Check the name of a style or cover design."""
    name = words.line
    known = bundled.names(kind, shelf.folder)
    if name not in known:
        noun, code = ("style", Code.NO_STYLE) if kind == "styles" else ("cover design", Code.NO_COVER_DESIGN)
        shelf.findings.error(code, f"there is no {noun} {quoted(name)}", words.where, meant(name, known))
    return name


def _style(node: Node | None) -> tuple[Text | None, tuple[tuple[str, str], ...]]:
    """Give the name of the style, and the options that are set over its own."""
    if not isinstance(node, Table):
        return (node if isinstance(node, Text) else None), ()
    pairs = ((key.text, value) for key, value in node.pairs if key.text != "name")
    return node.text("name"), tuple((name, value.line) for name, value in pairs if isinstance(value, Text))


def _cover(book: Table, shelf: Shelf) -> Cover:
    node = book.get("cover")
    if isinstance(node, Text):
        if "/" in node.text or "." in node.text or shelf.holds(node):
            return Cover(node.where, image=shelf.keep(node))
        return Cover(node.where, _folder("covers", node, shelf))
    if not isinstance(node, Table):
        return Cover(book.where)
    design, image, fit = node.text("design"), node.text("image"), node.line("fit")
    if design and image:
        hint = "keep 'design' or 'image'"
        shelf.findings.error(Code.BAD_VALUE, "the cover has both a design and an image", image.where, hint)
    for key in _OF_DESIGNS if image else _OF_IMAGES:
        _refuse(node.get(key), key, "an image" if image else "a design", shelf.findings)
    return Cover(
        node.where,
        _folder("covers", design, shelf) if design else _DEFAULT,
        shelf.keep(image) if image else None,
        node.line("alt"),
        fit.casefold() if fit else None,
        _options(node),
    )


def _refuse(value: Node | None, key: str, cover: str, findings: Findings) -> None:
    if value:
        hint = f"delete '{key}', or {'the image' if key in _OF_DESIGNS else 'name the file of an image'}"
        findings.error(Code.BAD_VALUE, f"'{key}' does nothing to {cover}", value.where, hint)


def _options(node: Table) -> tuple[tuple[str, str], ...]:
    own = {key.name for key in COVER.keys} - {"palette", "badge"}
    return tuple((key.text, value.line) for key, value in node.pairs if isinstance(value, Text) and key.text not in own)


def _flag(table: Table, key: str) -> bool:
    words = table.line(key)
    return scalars.flag(words) if words else True


def _wish(table: Table, key: str) -> bool | None:
    words = table.line(key)
    return scalars.flag(words) if words else None


def _formats(book: Table) -> tuple[str, ...]:
    wanted = {each.line.casefold() for each in book.texts("formats")}
    return tuple(each for each in FORMATS if each in wanted) or _USUAL_FORMATS


def _print(table: Table, findings: Findings) -> Print:
    margins, gutter, isbn = table.get("margins"), table.line("gutter"), table.line("isbn")
    trim, size, leading = table.line("trim"), table.line("font-size"), table.line("leading")
    top, bottom, inside, outside = (_margin(margins, side) for side in ("top", "bottom", "inside", "outside"))
    page = Print(
        trim=measures.trim(trim) if trim else Print().trim,
        margin_top=top,
        margin_bottom=bottom,
        margin_inside=inside,
        margin_outside=outside,
        gutter=measures.margin(gutter) if gutter else 0.0,
        font_size=measures.type_size(size) if size else None,
        leading=measures.leading(leading) if leading else None,
        recto=_flag(table, "recto"),
        chapters=(table.line("chapters") or Print().chapters).casefold(),
        hyphenate=_wish(table, "hyphenate"),
        justify=_wish(table, "justify"),
        isbn=scalars.isbn(isbn) if isbn else None,
        where=table.where,
    )
    _check_room(page, table, findings)
    return page


def _margin(margins: Node | None, side: str) -> float | None:
    words = margins.line if isinstance(margins, Text) else margins.line(side) if isinstance(margins, Table) else None
    return measures.margin(words) if words else None


def _check_isbn(book: Table, findings: Findings) -> None:
    """Refuse one ISBN for two editions: each has its own (ISBN Users' Manual, section 5)."""
    own, printed = book.text("identifier"), book.table("print").text("isbn")
    if own and printed and scalars.identifier(own.line) == scalars.isbn(printed.line):
        hint = "give the EPUB an ISBN of its own, or delete 'identifier'"
        findings.error(Code.BAD_VALUE, "the EPUB has the ISBN of the printed book", own.where, hint)


def _check_room(page: Print, table: Table, findings: Findings) -> None:
    margins = table.get("margins") or table.get("gutter")
    width = page.trim[0] - (page.margin_inside or 0) - (page.margin_outside or 0) - page.gutter
    height = page.trim[1] - (page.margin_top or 0) - (page.margin_bottom or 0)
    if margins and min(width, height) < _SMALLEST_TEXT:
        size = f"{page.trim[0]:g} mm x {page.trim[1]:g} mm"
        hint = "choose smaller margins or a larger trim"
        findings.error(Code.BAD_LENGTH, f"the margins leave no room for text on {size}", margins.where, hint)
    if page.font_size and page.leading and page.leading < page.font_size:
        hint = f"choose about {page.font_size * 1.35:.1f}pt"
        where = (table.text("leading") or table).where
        findings.error(Code.BAD_LENGTH, "the leading is smaller than the text", where, hint)
