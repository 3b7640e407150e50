"""Variable elimination over sparse tables: exact, in an order that depends on names and graph only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Any

from simulator.frozen import NamedTuple

Key = tuple[int, ...]
MAX_CELLS = 1_000_000


class TooLarge(Exception):
    """The tables of an elimination outgrow what is worth computing."""


class Factor(NamedTuple):
    """What each combination of these variables (by the indices of their values) weighs; absent ones weigh nothing."""

    scope: tuple[str, ...]
    table: Mapping[Key, float]


class Bucket(NamedTuple):
    """The weights of one variable's values, given the variables of `scope`, which are decided before it."""

    name: str
    scope: tuple[str, ...]
    rows: Mapping[Key, Sequence[tuple[int, float]]]


class Eliminated(NamedTuple):
    """What elimination leaves: a bucket for every variable eliminated, last first, and what remains."""

    buckets: tuple[Bucket, ...]
    rest: Factor

    @property
    def possible(self) -> bool:
        return bool(self.rest.table)


def eliminate(factors: Iterable[Factor], order: Sequence[str], limit: int = MAX_CELLS) -> Eliminated:
    """The factors with these variables summed out one after the other; raises TooLarge."""
    waiting = list(factors)
    buckets: list[Bucket] = []
    for name in order:
        here = sorted((one for one in waiting if name in one.scope), key=lambda one: len(one.table))
        waiting = [one for one in waiting if name not in one.scope]
        bucket, message = _summed_out(_product(here, limit), name)
        buckets.append(bucket)
        waiting.append(message)
    return Eliminated(buckets=tuple(reversed(buckets)), rest=_product(waiting, limit))


def _summed_out(joined: Factor, name: str) -> tuple[Bucket, Factor]:
    at = joined.scope.index(name)
    scope = joined.scope[:at] + joined.scope[at + 1 :]
    rows: dict[Key, list[tuple[int, float]]] = {}
    for key, weight in joined.table.items():
        rows.setdefault(key[:at] + key[at + 1 :], []).append((key[at], weight))
    for row in rows.values():
        row.sort()
    sums = {key: sum_of(weight for _, weight in row) for key, row in rows.items()}
    largest = max(sums.values(), default=1.0)  # kept near 1, lest much evidence runs out of small numbers
    table = {key: weight / largest for key, weight in sums.items()}
    return Bucket(name=name, scope=scope, rows=rows), Factor(scope=scope, table=table)


def sum_of(weights: Iterable[float]) -> float:
    """The sum from left to right; the built-in one adds floats differently since Python 3.12."""
    total = 0.0
    for weight in weights:
        total += weight
    return total


def _product(factors: Sequence[Factor], limit: int) -> Factor:
    found = Factor(scope=(), table={(): 1.0})
    left = list(factors)
    while left:
        # what shares the most with what there is comes next: the joined table stays small
        index = max(range(len(left)), key=lambda i: (len({*left[i].scope} & {*found.scope}), -i))
        found = _joined(found, left.pop(index), limit)
    return found


def _joined(one: Factor, two: Factor, limit: int) -> Factor:
    shared = [name for name in two.scope if name in one.scope]
    own = [index for index, name in enumerate(two.scope) if name not in one.scope]
    in_one = [one.scope.index(name) for name in shared]
    in_two = [two.scope.index(name) for name in shared]
    by_shared: dict[Key, list[tuple[Key, float]]] = {}
    for key, weight in two.table.items():
        by_shared.setdefault(tuple([key[i] for i in in_two]), []).append((tuple([key[i] for i in own]), weight))
    table: dict[Key, float] = {}
    for key, weight in one.table.items():
        for rest, factor in by_shared.get(tuple([key[i] for i in in_one]), ()):
            if weight * factor > 0.0:
                table[key + rest] = weight * factor
        if len(table) > limit:
            raise TooLarge
    return Factor(scope=(*one.scope, *(two.scope[i] for i in own)), table=table)


# --- order --------------------------------------------------------------------------------------------------------


def elimination_order(scopes: Sequence[Iterable[str]], names: Sequence[str], sizes: Mapping[str, int]) -> list[str]:
    """Children before parents, so that cases are drawn parents first; by least fill where that costs far less.

    `names` lists parents first. Ties are settled by name, so that nothing but names and graph decides.
    """
    plain = list(reversed(names))
    if len(names) <= 2:
        return plain
    graph = _neighbours(scopes, names)
    cost = _cost(graph, plain, sizes)
    if cost <= 20_000:
        return plain
    filled = _least_fill(graph, names)
    return filled if _cost(graph, filled, sizes) * 4 < cost else plain


def _neighbours(scopes: Sequence[Iterable[str]], names: Sequence[str]) -> dict[str, set[str]]:
    graph: dict[str, set[str]] = {name: set() for name in names}
    for scope in scopes:
        inside = [name for name in scope if name in graph]
        for name in inside:
            graph[name].update(other for other in inside if other != name)
    return graph


def _cost(graph: Mapping[str, set[str]], order: Sequence[str], sizes: Mapping[str, int]) -> float:
    left = {name: set(others) for name, others in graph.items()}
    total = 0.0
    for name in order:
        around = left.pop(name)
        total += prod((float(sizes.get(other, 1)) for other in around), start=float(sizes.get(name, 1)))
        _connect(left, name, around)
    return total


def _connect(left: dict[str, set[str]], name: str, around: set[str]) -> None:
    for other in around:
        left[other] |= around
        left[other] -= {name, other}


def _least_fill(graph: Mapping[str, set[str]], names: Sequence[str]) -> list[str]:
    left = {name: set(others) for name, others in graph.items()}
    order: list[str] = []

    def fill(name: str) -> tuple[Any, ...]:
        around = left[name]
        missing = sum(len(around - left[other]) - 1 for other in around)
        return missing, len(around), name

    while left:
        name = min(left, key=fill)
        _connect(left, name, left.pop(name))
        order.append(name)
    return order
