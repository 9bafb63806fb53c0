"""Chance that is the same for the same book: every draw is a hash of the seed and of what is drawn."""

from collections.abc import Sequence
from hashlib import blake2b, shake_128
from typing import TypeVar

_T = TypeVar("_T")


def chance(seed: str, *what: object) -> float:
    """Draw a number from 0 up to 1."""
    key = "\x1f".join((seed, *map(str, what)))
    return int.from_bytes(blake2b(key.encode(), digest_size=6).digest()) / 2**48


def between(low: float, high: float, seed: str, *what: object) -> float:
    """Draw a number from `low` to `high`."""
    return low + (high - low) * chance(seed, *what)


def pick(choices: Sequence[_T], seed: str, *what: object) -> _T:
    """Draw one of several."""
    return choices[int(chance(seed, *what) * len(choices))]


def noise(count: int, seed: str) -> bytes:
    """Draw `count` evenly distributed bytes."""
    return shake_128(seed.encode()).digest(count)
