"""Ordered variables beside finite ones: the interval a value falls in is a finite variable of exactly known mass.

Where another variable needs the value itself, the intervals are narrow and their masses integrated over a few points;
what that leaves is put right when a case is drawn, by the ratio of true to integrated mass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from simulator.network.condition import Bound
from simulator.network.factor import Factor, Key, TooLarge
from simulator.network.tables import Tables, inside
from simulator.variables.variable import Cut, Distribution, Values

Share = tuple[int, float, float]
Point = tuple[Any, float]
MAX_POINTS = 200_000
SAME = 1e-9
MAX_JUMPS = 64
HALVINGS = 40


class Latent:
    """The interval of one ordered variable. `finite` and `latents` are what its mass depends on."""

    def __init__(self, name: str, spread: Callable[[Values], Distribution], bounds: Sequence[Bound]) -> None:
        self.name = name
        self.spread = spread
        self.bounds = tuple(bounds)
        self.finite: tuple[str, ...] = ()
        self.latents: tuple[str, ...] = ()
        self.split = False
        self.soft = False
        self.asked: tuple[Cut, ...] = ()
        self.cuts: tuple[Cut, ...] = ()
        self.edges: tuple[Any, ...] = ()
        self.factor = Factor(scope=(name,), table={})
        self._ends: dict[int, tuple[Any, Any, Any]] = {}
        self._seen: set[int] = set()
        self._places: dict[int, tuple[Distribution, float, float]] = {}
        self._inside: list[Any] = []
        self._laws: dict[int, tuple[Distribution, float, float]] = {}
        self.jumps: set[Any] = set()

    @property
    def scope(self) -> tuple[str, ...]:
        return (*self.finite, *self.latents, self.name)

    def edge(self, edges: Sequence[Any]) -> None:
        """Parts the range at these values too, instead of those before."""
        self.edges = tuple(sorted(edges))
        self.cuts = tuple(sorted({*self.asked, *((value, False) for value in edges)}))

    def shares(self, spread: Distribution, values: Values) -> Iterator[Share]:
        """The intervals that are possible, each with the part of the spread that lies in it and within the bounds."""
        low, high = self.range(spread, values)
        if not self.cuts:
            if low < high:
                yield 0, low, high
            return
        start = 0.0
        for index, (at, above) in enumerate(self.cuts):
            end = spread.upto(at) if above else spread.below(at)
            if max(start, low) < min(end, high):
                yield index, max(start, low), min(end, high)
            start = end
        if max(start, low) < high:
            yield len(self.cuts), max(start, low), high

    def share(self, index: int, spread: Distribution, values: Values) -> tuple[float, float]:
        """The part of the spread that lies in one interval and within the bounds; empty where low is not below high."""
        low, high = self.range(spread, values)
        if index > 0:
            at, above = self.cuts[index - 1]
            low = max(low, spread.upto(at) if above else spread.below(at))
        if index < len(self.cuts):
            at, above = self.cuts[index]
            high = min(high, spread.upto(at) if above else spread.below(at))
        return low, high

    def place(self, index: int, values: Values) -> tuple[Distribution, float, float]:
        """The spread and its share in one interval, kept where they hang on nothing."""
        kept = self._places.get(index)
        if kept is None:
            spread = self.spread(values)
            kept = (spread, *self.share(index, spread, values))
            if not self.finite and not self.latents:
                self._places[index] = kept
        return kept

    def holds(self, values: Values) -> bool:
        """Whether every bound is kept."""
        for bound in self.bounds:  # noqa: SIM110 - a loop costs half of what all() does, and every case comes by
            if not bound.condition.holds(values):
                return False
        return True

    def range(self, spread: Distribution, values: Values) -> tuple[float, float]:
        """The part of the spread that keeps every bound."""
        low, high = 0.0, 1.0
        for bound in self.bounds:
            low, high = bound.narrowed(low, high, spread, values)
        return low, high

    def points(self, index: int) -> list[Point]:
        """A few values of an interval with their weights: least, middle, greatest; any where only cuts count."""
        if not self.split:
            return [(self._inside[index], 1.0)]
        low, middle, high = self._ends[index]
        if low == high:
            return [(low, 1.0)]
        return [(low, 1 / 6), (middle, 4 / 6), (high, 1 / 6)]

    @property
    def intervals(self) -> list[int]:
        """The intervals that came up when the mass was measured."""
        return sorted(self._seen)

    @property
    def possible(self) -> list[Any]:
        """A value from each interval, None where none can come up: no whole number lies between 59 and 60."""
        return [value if index in self._seen else None for index, value in enumerate(inside(self.cuts))]

    def _keep(self, index: int, low: float, high: float, spread: Distribution) -> None:
        margin = (high - low) * SAME  # at the very ends rounding may give a neighbour's value
        least, greatest = spread.quantile(low + margin), spread.quantile(high - margin)
        seen = self._ends.get(index)
        if seen is None:
            middle = least if least == greatest else spread.quantile((low + high) / 2)
            self._ends[index] = (least, middle, greatest)
            self._laws[index] = (spread, low, high)
        elif least < seen[0] or greatest > seen[2]:
            self._ends[index] = (min(least, seen[0]), seen[1], max(greatest, seen[2]))

    def support(self, tables: Tables, others: Mapping[str, Latent], many: int) -> list[Any]:
        """All values it can have, if they are at most this many, else []; parents must have been measured."""
        found: dict[Any, None] = {}
        places = list(product(*(others[name].intervals for name in self.latents)))
        for key in tables.combinations(self.finite):
            values = tables.values(self.finite, key)
            for place in places:
                for name, index in zip(self.latents, place, strict=True):
                    values[name] = others[name].points(index)[0][0]
                spread = self.spread(values)
                low, high = self.range(spread, values)
                steps = range(3 * many) if low < high else ()
                found.update((spread.quantile(low + (high - low) * (step + 0.5) / 3 / many), None) for step in steps)
                if len(found) > many:
                    return []
        return sorted(found)

    def measure(self, tables: Tables, others: Mapping[str, Latent]) -> None:
        """Finds the mass of each interval for everything it depends on; raises TooLarge."""
        table: dict[Key, float] = {}
        self._ends, self._seen, self.soft = {}, set(), False
        self.jumps = set()
        self._inside, self._places = inside(self.cuts), {}
        finite = tables.combinations(self.finite)
        places = list(product(*(others[name].intervals for name in self.latents)))
        if len(finite) * len(places) * max(1, len(self.cuts)) > MAX_POINTS:
            raise TooLarge
        for key in finite:
            values = tables.values(self.finite, key)
            for place in places:
                for index, mass in self._masses(values, place, others).items():
                    table[(*key, *place, index)] = mass
                    self._seen.add(index)
        self.factor = Factor(scope=self.scope, table=table)

    def _masses(self, values: dict[str, Any], place: Key, others: Mapping[str, Latent]) -> dict[int, float]:
        masses: dict[int, float] = {}
        seen: list[dict[int, float]] = []
        for points in product(*(others[name].points(index) for name, index in zip(self.latents, place, strict=True))):
            weight = 1.0
            for name, (value, part) in zip(self.latents, points, strict=True):
                values[name] = value
                weight *= part
            spread = self.spread(values)
            here: dict[int, float] = {}
            for index, low, high in self.shares(spread, values):
                here[index] = high - low
                masses[index] = masses.get(index, 0.0) + weight * (high - low)
                if self.split:
                    self._keep(index, low, high, spread)
            seen.append(here)
        self.soft = self.soft or any(_differ(here, seen[0]) for here in seen[1:])
        if len(place) == 1 and len(self.jumps) < MAX_JUMPS and {bool(here) for here in seen} == {True, False}:
            self._jump(values, others[self.latents[0]], place[0])
        return masses

    def _jump(self, values: dict[str, Any], other: Latent, index: int) -> None:
        """Notes where inside an interval of the other one it becomes impossible to keep the bounds."""
        spread, low, high = other._laws[index]

        def possible(p: float) -> bool:
            values[other.name] = spread.quantile(p)
            return any(True for _ in self.shares(self.spread(values), values))

        high -= (high - low) * SAME
        first = possible(low)
        if first == possible(high):
            return
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if possible(middle) == first else (low, middle)
        self.jumps.add(spread.quantile(high))


def _differ(one: Mapping[int, float], two: Mapping[int, float]) -> bool:
    return any(abs(one.get(key, 0.0) - two.get(key, 0.0)) > SAME for key in {*one, *two})
