"""The values and weights of finite variables, enumerated once and only where somebody asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from itertools import product
from math import prod
from typing import Any

from simulator.errors import InputError
from simulator.network.factor import Key, TooLarge
from simulator.variables.variable import Cut, Values, Variable, outcomes

MAX_ROWS = 20_000
Row = list[tuple[int, float]]


class Domain:
    """The values a finite variable can take, as the case shows them; an index stands for each."""

    __slots__ = ("_indices", "ordered", "shown")

    def __init__(self, ordered: bool) -> None:
        self.ordered = ordered
        self.shown: list[Any] = []
        self._indices: dict[Any, int] = {}

    def __len__(self) -> int:
        return len(self.shown)

    def add(self, token: Any, shown: Any) -> int:
        """The index of a value, new or not."""
        index = self._indices.setdefault(_hashable(token), len(self.shown))
        if index == len(self.shown):
            self.shown.append(shown)
        return index

    def index(self, token: Any) -> int:
        return self._indices[_hashable(token)]


def _hashable(value: Any) -> Any:
    """What tells values apart in a table: 1, 1.0 and true are three; what no table can hold goes by its writing."""
    if type(value) is str:
        return value
    key = (type(value), value)
    try:
        return next(iter({key}))
    except TypeError:
        return type(value), repr(value)


class Tables:
    """Domains and conditional tables of the finite variables among these."""

    def __init__(self, variables: Mapping[str, Variable], known: Mapping[str, Any]) -> None:
        self.variables = variables
        self.known = known
        self.missing: dict[str, list[tuple[Key, InputError]]] = {}
        self._finite: dict[str, bool] = {}
        self._domains: dict[str, Domain] = {}
        self._rows: dict[str, dict[Key, Row]] = {}

    def finite(self, name: str) -> bool:
        """Whether a variable's values can be listed: its own kind and everything it depends on allow it."""
        if name not in self._finite:
            variable = self.variables[name]
            self._finite[name] = bool(variable.weights or variable.decide) and all(
                parent in self.known or parent in variable.cuts or self.finite(parent) for parent in variable.parents
            )
        return self._finite[name]

    def finite_parents(self, name: str) -> tuple[str, ...]:
        """The parents whose values are listed, without those of which only an interval counts."""
        variable = self.variables[name]
        return tuple(p for p in variable.parents if p not in self.known and p not in variable.cuts)

    def cut_parents(self, name: str) -> tuple[str, ...]:
        """The ordered parents of which only the interval counts."""
        variable = self.variables[name]
        return tuple(p for p in variable.parents if p not in self.known and p in variable.cuts)

    def domain(self, name: str) -> Domain:
        """The values of a finite variable; raises TooLarge."""
        if name not in self._domains:
            self._enumerate(name)
        return self._domains[name]

    def rows(self, name: str) -> Mapping[Key, Row]:
        """The weights of a variable's values for every combination of its finite parents, where it has no others."""
        self.domain(name)
        return self._rows[name]

    def row(self, name: str, values: Values) -> Row:
        """The weights of a variable's values where its parents have these."""
        domain = self.domain(name)
        return sorted((domain.index(token), weight) for token, weight in self._weighted(name, values))

    def values(self, names: Sequence[str], key: Key) -> dict[str, Any]:
        """What these indices stand for, beside the values known to all."""
        return {**self.known, **{n: self.domain(n).shown[i] for n, i in zip(names, key, strict=True)}}

    def _weighted(self, name: str, values: Values) -> list[tuple[Any, float]]:
        variable = self.variables[name]
        if variable.decide:
            return [(variable.decide(values), 1.0)]
        assert variable.weights
        found, marks = outcomes(variable.weights(values))
        ends = [*marks, 1.0]
        return [(value, high - low) for value, low, high in zip(found, [0.0, *marks], ends, strict=True)]

    def _enumerate(self, name: str) -> None:
        variable = self.variables[name]
        parents, cut = self.finite_parents(name), self.cut_parents(name)
        found: dict[Key, list[tuple[Any, float]]] = {}
        for key in self.combinations(parents):
            for places in product(*(inside(variable.cuts[parent]) for parent in cut)):
                values = {**self.values(parents, key), **dict(zip(cut, places, strict=True))}
                try:
                    row = self._weighted(name, values)
                except InputError as wrong:  # it counts only where this combination can come up
                    if not cut:  # whether an interval can come up is proven apart: none does between 59 and 60
                        self.missing.setdefault(name, []).append((key, wrong))
                    continue
                found[key] = [*found.get(key, []), *row]
        tokens = [token for row in found.values() for token, _ in row]
        domain = Domain(variable.ordered)
        for token in sorted(set(tokens)) if variable.ordered else tokens:
            domain.add(token, variable.shown(token) if variable.shown else token)
        self._domains[name] = domain
        self._rows[name] = {
            key: sorted((domain.index(token), weight) for token, weight in row) for key, row in found.items()
        }

    def combinations(self, names: Sequence[str]) -> list[Key]:
        """The combinations of these variables' values; columns of one row are combined as its rows have them."""
        groups: dict[str, list[int]] = {}
        roots = [self._root(name) for name in names]
        for place, (root, _) in enumerate(roots):
            groups.setdefault(root, []).append(place)
        parts: list[list[Key]] = []
        for root, places in groups.items():
            if len(places) == 1:
                parts.append([(index,) for index in range(len(self.domain(names[places[0]])))])
            else:
                rows = (tuple(roots[place][1][index] for place in places) for index in range(len(self.domain(root))))
                parts.append([key for key in dict.fromkeys(rows) if -1 not in key])
        if prod(len(part) for part in parts) > MAX_ROWS:
            raise TooLarge
        order = [place for places in groups.values() for place in places]
        back = sorted(range(len(order)), key=order.__getitem__)
        found = [[index for part in row for index in part] for row in product(*parts)]
        return [tuple([row[place] for place in back]) for row in found]

    def _root(self, name: str) -> tuple[str, Sequence[int]]:
        """The variable that alone decides this one, through any steps, and which value of it gives which of this."""
        variable, parents = self.variables[name], self.finite_parents(name)
        if not variable.decide or len(parents) != 1:
            return name, range(len(self.domain(name)))
        root, above = self._root(parents[0])
        rows = self.rows(name)
        return root, [rows[(index,)][0][0] if (index,) in rows else -1 for index in above]


# --- intervals ----------------------------------------------------------------------------------------------------


def inside(cuts: Sequence[Cut]) -> list[Any]:
    """A value from each of the intervals that these cuts make, None where an interval is empty."""
    return [
        _between(cuts[index - 1] if index else None, cuts[index] if index < len(cuts) else None)
        for index in range(len(cuts) + 1)
    ]


def _between(low: Cut | None, high: Cut | None) -> Any:
    if low and not low[1]:
        return low[0]
    if high and high[1]:
        return high[0]
    if low and high:
        return _middle(low[0], high[0])
    if low:
        return _moved(low[0], 1)
    return _moved(high[0], -1) if high else None


def _middle(low: Any, high: Any) -> Any:
    if isinstance(low, time):
        return _time((_minutes(low) + _minutes(high)) / 2)
    return low + (high - low) / 2


def _moved(value: Any, steps: int) -> Any:
    if isinstance(value, time):
        return _time(min(max(_minutes(value) + steps, 0), 1439))
    return value + (timedelta(days=steps) if isinstance(value, date | timedelta) else steps)


def _minutes(value: time) -> float:
    return value.hour * 60 + value.minute + value.second / 60


def _time(minutes: float) -> time:
    seconds = round(minutes * 60)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def interval(cuts: Iterable[Cut], value: Any) -> int:
    """Which of the intervals that these cuts make a value lies in."""
    return sum(value > at if above else value >= at for at, above in cuts)
