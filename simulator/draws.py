"""All chance, by name: a draw is a number in [0, 1) found from the seed and the path of the decision.

The same name gives the same number on every machine, in any order, on any number of workers. A draw can be
overridden by name, and 0.0 is always the plainest choice, so a shrinker needs to know nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from math import fsum
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")
SCALE = 2.0**-53
NO_OVERRIDES: Mapping[str, float] = {}
NOTHING_READ: dict[str, float] = {}
from_bytes = int.from_bytes


class Draws:
    """Named draws under one path; `at` opens a sub-path. What was read stands in `read` where that is wanted."""

    __slots__ = ("_fresh", "_overrides", "_path", "_remembers", "read")

    def __init__(self, root: str, overrides: Mapping[str, float] | None = None) -> None:
        key = blake2b(root.encode(), digest_size=32).digest()
        # a copy of a keyed hash costs half of what keying a new one does
        self._fresh = blake2b(digest_size=8, key=key).copy
        self._path = ""
        self._overrides = overrides or NO_OVERRIDES
        self._remembers = False
        self.read: dict[str, float] = NOTHING_READ

    def remembering(self) -> Draws:
        """The same, every reading remembered from here on: a conversation reads 300, which take 40 KB."""
        self._remembers, self.read = True, {}
        return self

    def at(self, *names: object) -> Draws:
        """The draws below this path; they share overrides and the memory of what was read."""
        below = object.__new__(Draws)
        below._fresh = self._fresh
        below._overrides = self._overrides
        below._remembers = self._remembers
        below.read = self.read
        below._path = f"{self._path}{names[0]!s}/" if len(names) == 1 else f"{self._path}{'/'.join(map(str, names))}/"
        return below

    def value(self, *names: object) -> float:
        """The draw itself, in [0, 1)."""
        return self._of(f"{self._path}{names[0]!s}" if len(names) == 1 else self._path + "/".join(map(str, names)))

    def _of(self, name: str) -> float:
        found = self._overrides.get(name) if self._overrides else None
        if found is None:
            hashed = self._fresh()
            hashed.update(name.encode())
            found = (from_bytes(hashed.digest(), "little") >> 11) * SCALE
        if self._remembers:
            self.read[name] = found
        return found

    def many(self, names: Sequence[str]) -> list[float]:
        """The draws of several names, quicker than one after the other."""
        if self._remembers or self._overrides:
            return [self._of(self._path + name) for name in names]
        path, fresh = self._path, self._fresh
        found = []
        for name in names:
            hashed = fresh()
            hashed.update((path + name).encode())
            found.append((from_bytes(hashed.digest(), "little") >> 11) * SCALE)
        return found

    def chance(self, probability: float, *names: object) -> bool:
        """True with this probability; a draw of 0.0 says no, unless the probability is 1."""
        name = f"{self._path}{names[0]!s}" if len(names) == 1 else self._path + "/".join(map(str, names))
        return self._of(name) + probability >= 1.0

    def choice(self, items: Sequence[T], *names: object) -> T:
        """One of the items, all alike; the first is the plainest. Where there is one only, nothing is drawn."""
        count = len(items)
        if count == 1:
            return items[0]
        name = f"{self._path}{names[0]!s}" if len(names) == 1 else self._path + "/".join(map(str, names))
        return items[int(self._of(name) * count)]

    def weighted(self, weights: Mapping[T, float], *names: object) -> T:
        """One key by its weight; the first key is the plainest. Weights are >= 0 with a sum > 0."""
        mark = self.value(*names) * fsum(weights.values())  # sum() adds floats differently since Python 3.12
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

    def quantile(self, *names: object) -> float:
        """The draw read as a quantile: 0.0 is the median, (u + 0.5) mod 1."""
        return (self.value(*names) + 0.5) % 1.0

    def integer(self, low: int, high: int, *names: object) -> int:
        """A whole number from low to high, both included; the middle is the plainest."""
        return low + min(int(self.quantile(*names) * (high - low + 1)), high - low)

    def normal(self, mean: float, spread: float, *names: object) -> float:
        """A normal number; the mean is the plainest."""
        position = min(max(self.quantile(*names), 1e-12), 1 - 1e-12)
        return mean + spread * NormalDist().inv_cdf(position)

    def order(self, items: Sequence[T], *names: object) -> list[T]:
        """The items in some order; all draws at 0.0 keep the order given."""
        keyed = [(self.value(*names, index), index) for index in range(len(items))]
        return [items[index] for _, index in sorted(keyed)]


def content_id(*parts: str, size: int = 8) -> str:
    """An id made from content: hexadecimal, the same for the same parts."""
    digest = blake2b(digest_size=size)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.hexdigest()
