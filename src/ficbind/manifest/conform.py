"""Compare a tree with the schema: report what does not fit and give back what does."""

from ficbind.diagnostics import Code
from ficbind.manifest.kinds import Choice, Either, Keys, Kind, Many, Words
from ficbind.manifest.page_keys import PAGES
from ficbind.manifest.schema import BOOK, SERIES
from ficbind.yamltree.findings import Findings, RefusedError, guessed, near, quoted
from ficbind.yamltree.tree import Items, Node, Table, Text

_SURE = 90.0
"""Similarity in per cent from which a guess is better than another table's key of that very name."""

_LISTED = 16
"""Keys of a table that a hint lists."""

_TYPO = 80.0
"""Similarity in per cent from which a further key of a table with options is a misspelt known one."""


def conform(node: Node, kind: Kind, findings: Findings, key: str = "") -> Node | None:
    """Give the part of `node` that fits `kind`, keys under their first spelling; `key` names it in messages."""
    if isinstance(node, Text) and not node.text.strip():
        known = BOOK.find(key)
        otherwise = "" if known and known.required else ", or delete the line"
        hint = f"write a value after '{key}:'{otherwise}" if key else "write a value, or delete the line"
        findings.error(Code.WRONG_KIND, f"{_subject(key)} has no value", node.where, hint)
        return None
    match kind:
        case Words():
            return _words(node, kind, findings, key)
        case Many():
            return _many(node, kind, findings, key)
        case Keys():
            return _keys(node, kind, findings, key)
        case Either():
            chosen = kind.table if isinstance(node, Table) else kind.text
            return conform(node, chosen, findings, key)
        case Choice():
            return _choice(node, kind, findings, key)


def _words(node: Node, kind: Words, findings: Findings, key: str) -> Text | None:
    if not isinstance(node, Text):
        flow = "put it in quotes if the brackets belong to the text"
        hint = flow if _is_flow(node) else f"write one text after '{key}:'"
        findings.error(Code.WRONG_KIND, f"{_subject(key)} should be {kind.name}, not {_shape(node)}", node.where, hint)
        return None
    try:
        kind.read(node.text)
    except RefusedError as error:
        findings.refuse(error, node.where)
        return None
    return node


def _many(node: Node, kind: Many, findings: Findings, key: str) -> Node | None:
    if isinstance(node, Table) and not _takes_table(kind.item):
        hint = "begin each line of the list with '- '"
        findings.error(Code.WRONG_KIND, f"{_subject(key)} should be {kind.name}, not a table", node.where, hint)
        return None
    if not isinstance(node, Items):
        return conform(node, kind.item, findings, key)
    if not node.nodes:
        findings.error(Code.EMPTY_LIST, f"{_subject(key)} is an empty list", node.where, "write an item after '- '")
    found = [conform(each, kind.item, findings, key) for each in node.nodes]
    return Items(tuple(each for each in found if each is not None), node.where)


def _takes_table(kind: Kind) -> bool:
    return isinstance(kind, Keys | Choice | Either)


def _keys(node: Node, kind: Keys, findings: Findings, key: str) -> Table | None:
    if not isinstance(node, Table):
        hint = "write its keys on the following lines, indented" if key else "begin with 'title: …'"
        findings.error(Code.WRONG_KIND, f"{_subject(key)} should be {kind.name}, not {_shape(node)}", node.where, hint)
        return None
    if kind.single and len(node.pairs) != 1:
        _not_single(node, kind, findings)
        return None
    pairs: dict[str, tuple[Text, Node]] = {}
    guesses: set[str | None] = set()
    for name, value in node.pairs:
        known = kind.find(name.text)
        if known is None and not _is_option(name.text, kind):
            guesses.add(_unknown(name, kind, findings))
            continue
        canonical = known.name if known else name.text
        if canonical in pairs:
            _same_key(name, pairs[canonical][0], findings)
            continue
        fitting = conform(value, known.kind if known else kind.options or kind, findings, name.text)
        pairs[canonical] = (Text(canonical, name.where), fitting or Table((), value.where))
    for each in kind.keys:
        if each.required and each.name not in pairs and each.name not in guesses:
            hint = f"add '{each.example}'"
            findings.error(Code.MISSING_KEY, f"{_whole(kind, key)} needs '{each.name}'", node.where, hint)
    return Table(tuple(pairs.values()), node.where)


def _unknown(name: Text, kind: Keys, findings: Findings) -> str | None:
    """Report an unknown key; gives the key that was probably meant."""
    guess = guessed(name.text, [spelling for key in kind.keys for spelling in (key.name, *key.also)])
    place = _place(name.text)
    if guess and not (place and near(name.text, [guess], likely=_SURE) is None):
        hint = f"did you mean '{guess}'?"
    elif guess and place and near(name.text, [guess]) is None:  # another word for it
        hint = f"did you mean '{guess}', or '{name.text}' under '{place}:'?"
    elif place:
        hint = f"'{name.text}' belongs under '{place}:'"
    elif len(kind.keys) <= _LISTED:
        hint = f"use one of {', '.join(key.name for key in kind.keys)}"
    else:
        hint = f"the keys of {kind.name} are listed in docs/manifest.md"
    findings.error(Code.UNKNOWN_KEY, f"unknown {kind.noun} {quoted(name.text)}", name.where, hint)
    return guess


def _is_option(name: str, kind: Keys) -> bool:
    """Take a key for a design's option unless it is nearly one of ours."""
    return kind.options is not None and near(name, [key.name for key in kind.keys], likely=_TYPO) is None


def _same_key(name: Text, first: Text, findings: Findings) -> None:
    message = f"{quoted(name.text)} means the same as {quoted(first.text)}, which stands here too"
    findings.error(
        Code.DUPLICATE_KEY, message, name.where, f"keep one of the two; the first is in line {first.where.line}"
    )


def _not_single(node: Table, kind: Keys, findings: Findings) -> None:
    names = ", ".join(name.text for name, _ in node.pairs)
    hint = f"begin each {kind.noun} with '- ', and indent what belongs to it, such as 'text:' and 'by:'"
    findings.error(Code.WRONG_KIND, f"one {kind.noun} is expected here, not '{names}'", node.where, hint)


def _choice(node: Node, kind: Choice, findings: Findings, key: str) -> Table | None:
    if not isinstance(node, Table):
        hint = "write one file a line, each after '- '"
        findings.error(Code.WRONG_KIND, f"a list stands where {kind.name} is expected", node.where, hint)
        return None
    for table in kind.tables:
        if node.get(table.keys[0].name) is not None:
            return _keys(node, table, findings, key)
    if len(kind.tables) == 1 and node.get("part") is not None:
        findings.error(Code.WRONG_KIND, "a part stands inside a part", node.where, "move it out, to the left")
        return None
    first = node.pairs[0][0] if node.pairs else None
    if first and kind.tables[0].find(first.text) is None and ("/" in first.text or "." in first.text):
        hint = f"write '- file: {first.text}' and its keys below it"
        findings.error(Code.UNKNOWN_KEY, f"unknown key {quoted(first.text)}", first.where, hint)
        return None
    return _keys(node, kind.tables[-1 if node.get("stories") is not None else 0], findings, key)


def _place(name: str) -> str | None:
    """Find the key of the book under which a key of this name would be known."""
    for key in BOOK.keys:
        inner = key.kind.table if isinstance(key.kind, Either) else key.kind
        if isinstance(inner, Keys) and inner is not SERIES and inner.find(name) is not None:
            return key.name
    return "front" if PAGES.find(name) is not None else None


def _subject(key: str) -> str:
    return quoted(key) if key else "this"


def _whole(kind: Keys, key: str) -> str:
    return f"{quoted(key)}" if key and kind.keys[0].name not in {"file", "part"} else kind.name


def _shape(node: Node) -> str:
    return {Text: "a text", Items: "a list", Table: "a table"}[type(node)]


def _is_flow(node: Node) -> bool:
    return isinstance(node, Table | Items) and node.flow
