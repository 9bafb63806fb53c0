"""Our light classes of fields behave as those of the standard library do."""

import copy
import dataclasses
import pickle
from dataclasses import dataclass as heavy

import pytest

from ficbind.records import dataclass as light
from ficbind.records import field


@heavy(frozen=True, slots=True)
class Heavy:
    name: str
    pages: int = 3
    notes: tuple[str, ...] = field(default=(), repr=False)


@light(frozen=True, slots=True)
class Light:
    name: str
    pages: int = 3
    notes: tuple[str, ...] = field(default=(), repr=False)


@light(slots=True)
class Open:
    lines: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        return "an open one"


@light(frozen=True, slots=True)
class Nothing:
    pass


def test_they_are_told_apart_by_their_values_and_class() -> None:
    assert Light("a") == Light("a", 3)
    assert Light("a") != Light("a", 4)
    assert Light("a") != Light("a", 3, ("b",))
    other: object = Heavy("a")
    assert Light("a") != other
    assert Nothing() == Nothing()
    assert Open(["a"]) == Open(["a"]) != Open()


def test_frozen_ones_are_keys() -> None:
    assert {Light("a"), Light("a", 3), Light("b"), Nothing()} == {Light("b"), Light("a"), Nothing()}
    with pytest.raises(TypeError, match="unhashable"):
        hash(Open())


def test_they_say_what_they_hold() -> None:
    assert repr(Light("a", notes=("b",))) == repr(Heavy("a")).replace("Heavy", "Light")
    assert repr(Open()) == "an open one"


def test_they_are_copied_changed_and_kept() -> None:
    one = Light("a", 5, ("b",))
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
    assert dataclasses.replace(one, pages=6) == Light("a", 6, ("b",))
    assert dataclasses.asdict(one) == {"name": "a", "pages": 5, "notes": ("b",)}
    with pytest.raises(AttributeError):
        setattr(one, "other", 1)  # noqa: B010 (a name that the type checker would refuse)
