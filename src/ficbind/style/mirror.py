"""A sheet for lines that begin on the right, made of one for lines that begin on the left.

Old engines know no `margin-inline-start`, so that what stands on one side must be said again for the other.
"""

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"(?P<selector>[^{}]+)\{(?P<body>[^{}]*)\}")
_DECLARATION = re.compile(r"(?P<name>[\w-]+)\s*:\s*(?P<value>[^;{}]+)")
_SIDE = re.compile(r"\b(?:left|right)\b")
_SIDED = re.compile(r"margin|padding|border|text-align|float|clear|caption-side")
"""Properties that can tell left from right."""

_EDGES = re.compile(r"margin|padding|border-(?:width|style)")
_CORNERS = re.compile(r"border-radius")


def mirrored(sheet: str) -> str:
    """Turn a sheet round: what stood on the left stands on the right."""
    return _RULE.sub(_turned_rule, _COMMENT.sub("", sheet))


def turned(sheet: str) -> str:
    """Write a sheet's rules about sides a second time, turned round, for documents that run against the book."""
    return "".join(_turned_copies(_COMMENT.sub("", sheet)))


def _turned_rule(rule: re.Match[str]) -> str:
    return f"{rule['selector']}{{{_DECLARATION.sub(_turned_declaration, rule['body'])}}}"


def _turned_copies(sheet: str) -> Iterator[str]:
    # The order and weight of the rules must hold among the copies, so those about both sides alike are copied, too.
    for rule in _RULE.finditer(sheet):
        kept = [each for each in _DECLARATION.finditer(rule["body"]) if _SIDED.match(each["name"])]
        if kept:
            selectors = ", ".join(f".turned {' '.join(each.split())}" for each in rule["selector"].split(","))
            yield f"{selectors} {{ {'; '.join(map(_turned_declaration, kept))} }}\n"


def _turned_declaration(declaration: re.Match[str]) -> str:
    name, value = declaration["name"], declaration["value"].strip()
    if not _SIDED.match(name):
        return declaration[0]
    values = value.split()
    if len(values) == 4 and _EDGES.fullmatch(name):  # top, right, bottom, left
        values[1], values[3] = values[3], values[1]
    elif len(values) == 4 and _CORNERS.fullmatch(name):  # from top left clockwise
        values = [values[1], values[0], values[3], values[2]]
    return f"{_SIDE.sub(_other, name)}: {_SIDE.sub(_other, ' '.join(values))}"


def _other(side: re.Match[str]) -> str:
    return "left" if side[0] == "right" else "right"
