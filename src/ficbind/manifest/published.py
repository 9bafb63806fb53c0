"""The schema as others read it: JSON Schema for editors, tables for the key reference."""

from ficbind.manifest.kinds import Choice, Either, Key, Keys, Kind, Many, Words
from ficbind.manifest.page_keys import PAGE, PAGES
from ficbind.manifest.schema import (
    ACCESSIBILITY,
    BOOK,
    COVER,
    EPUB,
    IMAGES,
    MARGINS,
    PART,
    PERSON,
    PRINT,
    SERIES,
    STORY,
    TYPOGRAPHY,
)
from ficbind.manifest.style_keys import STYLE

Json = dict[str, object]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

TABLES: dict[str, Keys] = {
    "book": BOOK,
    "people": PERSON,
    "series": SERIES,
    "story": STORY,
    "images": IMAGES,
    "part": PART,
    "pages": PAGES,
    "page": PAGE,
    "cover": COVER,
    "style": STYLE,
    "print": PRINT,
    "margins": MARGINS,
    "typography": TYPOGRAPHY,
    "epub": EPUB,
    "accessibility": ACCESSIBILITY,
}
"""Name of a table in the key reference → its keys."""


def json_schema() -> Json:
    """Describe the manifest in JSON Schema (draft 2020-12), as YAML editors load it."""
    defined = {name: _keys(table) for name, table in TABLES.items() if table is not BOOK}
    return {"$schema": _DIALECT, "title": "ficbind anthology", **_keys(BOOK), "$defs": defined}


def key_table(name: str) -> str:
    """Describe a table's keys in Markdown."""
    keys = TABLES[name]
    if not keys.keys:
        return f"Each key is the name of an {keys.noun}, and its value a text."
    head = "| key | value | meaning | example | if left out |\n| --- | --- | --- | --- | --- |"
    return "\n".join((head, *(_row(key) for key in keys.keys)))


def _row(key: Key) -> str:
    names = " or ".join(f"`{name}`" for name in (key.name, *key.also))
    missing = "**must be given**" if key.required else key.default or "—"
    cells = (names, key.kind.name, key.doc, f"`{key.example}`", missing)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _described(kind: Kind) -> Json:
    match kind:
        case Words():
            return _words(kind)
        case Many():
            item = _described(kind.item)
            return {"anyOf": [item, {"type": "array", "minItems": 1, "items": item}]}
        case Either():
            return {"anyOf": [_described(kind.text), _described(kind.table)]}
        case Choice():
            return {"anyOf": [_described(table) for table in kind.tables]}
        case Keys():
            return {"$ref": f"#/$defs/{next(name for name, table in TABLES.items() if table is kind)}"}


def _words(kind: Words) -> Json:
    """Describe a text; a YAML editor takes an unquoted 1984 for a number and an unquoted no for a boolean."""
    if kind.boolean:
        return {"anyOf": [{"type": "boolean"}, {"enum": list(kind.choices)}]}
    if kind.choices:
        return {"enum": list(kind.choices)}
    text: Json = {"type": ["string", "number", "boolean"]}
    return {**text, "pattern": kind.pattern} if kind.pattern else text


def _keys(kind: Keys) -> Json:
    described: Json = {
        "type": "object",
        "additionalProperties": _described(kind.options) if kind.options else False,
        "properties": {name: _key(key) for key in kind.keys for name in (key.name, *key.also)},
    }
    if required := [key.name for key in kind.keys if key.required]:
        described["required"] = required
    return {**described, "minProperties": 1, "maxProperties": 1} if kind.single else described


def _key(key: Key) -> Json:
    return {"description": f"{key.doc} Example: {key.example}", **_described(key.kind)}
