"""The `dataclass` of the standard library for many small classes, which share their methods.

The standard library writes, compiles and runs the source of six methods for each class. For the two hundred classes of
a build that takes as long as reading 25,000 words. Here only `__init__` is written; that nobody changes what is
`frozen` is for the type checker to say.
"""

from dataclasses import dataclass as _dataclass
from dataclasses import field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field"]

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool):
        """Make a class of fields, compared by their values; one that is `frozen` can be a key."""

        def made(plain: type) -> type:
            record = _dataclass(plain, eq=False, repr=False, slots=slots)
            names = [each.name for each in fields(record)]
            record.__record_values__ = staticmethod(attrgetter(*names) if names else _nothing)
            for name, method in (("__eq__", _equals), ("__hash__", _hash if frozen else None), ("__repr__", _repr)):
                if name not in plain.__dict__:
                    setattr(record, name, method)
            return record

        return made


def _nothing(record: Any) -> tuple[()]:  # noqa: ARG001 (in the place of an attribute getter)
    return ()


def _equals(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self.__record_values__(self) == self.__record_values__(other)


def _hash(self: Any) -> int:
    return hash(self.__record_values__(self))


def _repr(self: Any) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"
