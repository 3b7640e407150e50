"""All chance, by name: a draw is a number in [0, 1) found from the seed and the path of the decision.

The same name gives the same number on every machine, in any order, on any number of workers. A draw can be
overridden by name, and 0.0 is always the plainest choice, so a shrinker needs to know nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from math import fsum
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")
SCALE = 2.0**-53
NOTHING_READ: dict[str, float] = {}
from_bytes = int.from_bytes


class Draws:
    """Named draws under one path; `at` opens a sub-path. What was read stands in `read` where that is wanted."""

    __slots__ = ("_draw", "_path", "read")

    def __init__(self, root: str, overrides: Mapping[str, float] | None = None) -> None:
        self._draw = _drawing(root, overrides)
        self._path = ""
        self.read = NOTHING_READ

    def remembering(self) -> Draws:
        """The same, every reading remembered from here on: a conversation reads 300, which take 40 KB."""
        draw = self._draw
        read: dict[str, float] = {}

        def remembered(name: str) -> float:
            found = read[name] = draw(name)
            return found

        self._draw, self.read = remembered, read
        return self

    def at(self, name: object, *more: object) -> Draws:
        """The draws below this path; they share overrides and the memory of what was read."""
        below = object.__new__(Draws)
        below._draw = self._draw
        below.read = self.read
        below._path = f"{self._path}{_joined(name, more) if more else name}/"
        return below

    def value(self, name: object, *more: object) -> float:
        """The draw itself, in [0, 1)."""
        return self._draw(f"{self._path}{_joined(name, more) if more else name}")

    def many(self, names: Sequence[str]) -> list[float]:
        """The draws of several names."""
        draw, path = self._draw, self._path
        found = []
        for name in names:
            found.append(draw(path + name))
        return found

    def chance(self, probability: float, name: object, *more: object) -> bool:
        """True with this probability; a draw of 0.0 says no, unless the probability is 1."""
        return self._draw(f"{self._path}{_joined(name, more) if more else name}") + probability >= 1.0

    def choice(self, items: Sequence[T], name: object, *more: object) -> T:
        """One of the items, all alike; the first is the plainest. Where there is one only, nothing is drawn."""
        count = len(items)
        if count == 1:
            return items[0]
        return items[int(self._draw(f"{self._path}{_joined(name, more) if more else name}") * count)]

    def weighted(self, weights: Mapping[T, float], name: object, *more: object) -> T:
        """One key by its weight; the first key is the plainest. Weights are >= 0 with a sum > 0."""
        mark = self.value(name, *more) * fsum(weights.values())  # sum() adds floats differently since Python 3.12
        found = False
        for item, weight in weights.items():
            if weight > 0:
                chosen, found = item, True
                mark -= weight
                if mark < 0:
                    break
        if not found:
            raise ValueError("all weights are zero")
        return chosen

    def quantile(self, name: object, *more: object) -> float:
        """The draw read as a quantile: 0.0 is the median, (u + 0.5) mod 1."""
        return (self.value(name, *more) + 0.5) % 1.0

    def integer(self, low: int, high: int, name: object, *more: object) -> int:
        """A whole number from low to high, both included; the middle is the plainest."""
        return low + min(int(self.quantile(name, *more) * (high - low + 1)), high - low)

    def normal(self, mean: float, spread: float, name: object, *more: object) -> float:
        """A normal number; the mean is the plainest."""
        position = min(max(self.quantile(name, *more), 1e-12), 1 - 1e-12)
        return mean + spread * NormalDist().inv_cdf(position)

    def order(self, items: Sequence[T], name: object, *more: object) -> list[T]:
        """The items in some order; all draws at 0.0 keep the order given."""
        keyed = [(self.value(name, *more, index), index) for index in range(len(items))]
        return [items[index] for _, index in sorted(keyed)]


def _drawing(root: str, overrides: Mapping[str, float] | None) -> Callable[[str], float]:
    """Finds a draw by its whole name."""
    # a copy of a keyed hash costs half of what keying a new one does
    fresh = blake2b(digest_size=8, key=blake2b(root.encode(), digest_size=32).digest()).copy

    def hashed(name: str) -> float:
        state = fresh()
        state.update(name.encode())
        return (from_bytes(state.digest(), "little") >> 11) * SCALE

    if not overrides:
        return hashed

    def overridden(name: str) -> float:
        found = overrides.get(name)
        return hashed(name) if found is None else found

    return overridden


def _joined(name: object, more: tuple[object, ...]) -> str:
    return f"{name}/{more[0]}" if len(more) == 1 else f"{name}/{'/'.join(map(str, more))}"


def content_id(*parts: str, size: int = 8) -> str:
    """An id made from content: hexadecimal, the same for the same parts."""
    digest = blake2b(digest_size=size)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.hexdigest()
