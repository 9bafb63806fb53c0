"""People of a book or a story."""

from ficbind.manifest.roles import role
from ficbind.model import Person, Series
from ficbind.yamltree.tree import Node, Table, Text

ROLE_OF_KEY = {"author": "aut", "editor": "edt", "translator": "trl", "illustrator": "ill", "people": "ctb"}
"""Key → the role of those it names, unless they have one of their own."""


def people(table: Table) -> tuple[Person, ...]:
    """Read everybody whom a book or story names, each once."""
    found = (_person(node, code) for key, code in ROLE_OF_KEY.items() for node in table.items(key))
    return tuple(dict.fromkeys(person for person in found if person.name))


def series(table: Table) -> Series | None:
    """Read the series and the place in it."""
    node = table.get("series")
    if isinstance(node, Text):
        return Series(node.line)
    if isinstance(node, Table):
        return Series(node.line("title") or "", node.line("number"))
    return None


def _person(node: Node, code: str) -> Person:
    if isinstance(node, Text):
        return Person(node.line, code)
    node = node if isinstance(node, Table) else Table((), node.where)
    own = node.line("role")
    return Person(node.line("name") or "", role(own) if own else code, node.line("sort"), node.line("url"))
