"""The kinds of value a key can ask for: what the tables of `schema` are made of."""

from collections.abc import Callable
from dataclasses import replace

from ficbind.records import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A text that `read` accepts; `name` says what it is ("a date"), `choices` and `pattern` say it to editors."""

    name: str
    read: Callable[[str], object]
    choices: tuple[str, ...] = ()
    pattern: str = ""
    boolean: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """A list; a single value counts as a list of one."""

    name: str
    item: "Kind"


@dataclass(frozen=True, slots=True)
class Keys:
    """A table of known keys.

    `noun` is what its keys are called in messages; `single` asks for exactly one key; `options` is the kind of further
    keys that others know.
    """

    name: str
    keys: tuple["Key", ...]
    noun: str = "key"
    single: bool = False
    options: "Kind | None" = None

    def find(self, name: str) -> "Key | None":
        """Find a key by one of its names."""
        return next((key for key in self.keys if name in (key.name, *key.also)), None)


@dataclass(frozen=True, slots=True)
class Either:
    """A text for the common case, a table for control."""

    text: Words
    table: "Keys | Choice"

    @property
    def name(self) -> str:
        return f"{self.text.name} or {self.table.name}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several tables, told apart by the first key of each."""

    name: str
    tables: tuple[Keys, ...]


Kind = Words | Many | Keys | Either | Choice


@dataclass(frozen=True, slots=True)
class Key:
    """A key: its kind, one sentence of documentation, an example in YAML, what holds without it, further spellings."""

    name: str
    kind: Kind
    doc: str
    example: str = ""
    default: str = ""
    also: tuple[str, ...] = ()
    required: bool = False

    def named(self, *also: str) -> "Key":
        """Give the key further spellings."""
        return replace(self, also=also)
