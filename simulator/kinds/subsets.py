"""`subset`: k of n values, in the order they are listed or in one that is drawn, with or without weights.

Where few are possible they are all known with their chances, so that they can be conditioned on.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, permutations
from typing import Any

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.kinds.choices import weights_of
from simulator.kinds.declared import Declared, Given, Way, number
from simulator.variables.variable import Values

FEW = 512
MAX_ITEMS = 1_000
_EXAMPLE = "subset: {of: [a, b, c], size: 2}"
Sizes = Callable[[Values], tuple[int, int]]


def subset_kind(declared: Declared) -> Way:
    body = declared.fields(declared.body, ("of", "size", "ordered"), _EXAMPLE, "subset")
    weights = _items(declared, body)
    ordered = body.get("ordered", False)
    if not isinstance(ordered, bool):
        raise declared.refuse(f"ordered is {ordered!r}", "subset", "ordered", hint="true or false")
    sizes, parents, known = _sizes(declared, body, len(weights))
    items, chances = tuple(weights), tuple(weights.values())
    if _count(len(items), known, ordered=ordered) <= FEW:

        def all_of(values: Values) -> Mapping[tuple[Any, ...], float]:
            return _possible(items, chances, *sizes(values), ordered)

        return Way(parents=parents, weights=all_of)

    def draw(values: Values, draws: Draws, path: str) -> tuple[Any, ...]:
        least, most = sizes(values)
        size = draws.integer(least, most, path, "size") if most > least else least
        return _drawn(weights, size, draws.at(path), ordered=ordered)

    return Way(parents=parents, draw=draw)


def _items(declared: Declared, body: Mapping[str, Any]) -> dict[Any, float]:
    found = body.get("of")
    if not isinstance(found, list | Mapping):
        raise declared.refuse("a subset needs values to take from", "subset", hint=_EXAMPLE)
    weights = weights_of(declared, found, "subset", "of")
    if isinstance(found, list) and len(weights) < len(found):
        raise declared.refuse("a value stands twice in `of`", "subset", "of", hint="keep one of them")
    if len(weights) > MAX_ITEMS:
        raise declared.refuse(f"more than {MAX_ITEMS:,} values to take from", "subset", "of")
    return {item: weight for item, weight in weights.items() if weight > 0}


def _sizes(declared: Declared, body: Mapping[str, Any], count: int) -> tuple[Sizes, tuple[str, ...], tuple[int, int]]:
    """What gives the least and most size, the names it needs, and the widest it may be."""
    if "size" not in body:
        raise declared.refuse("a subset needs a size", "subset", hint=_EXAMPLE)
    found = body["size"]
    if isinstance(found, Mapping):
        declared.fields(found, ("from", "to"), "size: {from: 1, to: 3}", "subset", "size")
    pair = [found.get("from", 0), found.get("to", count)] if isinstance(found, Mapping) else found
    ends = pair if isinstance(pair, list) and len(pair) == 2 else [pair, pair]
    least, most = (number(declared, end, "subset", "size") for end in ends)
    if not least.names and not most.names:
        known = _checked(least, most, {}, count)
        if isinstance(known, str):
            raise declared.refuse(known, "subset", "size")
        return (lambda values: known), (), known

    def sizes(values: Values) -> tuple[int, int]:
        found = _checked(least, most, values, count)
        if isinstance(found, str):
            raise InputError(f"variable {declared.name!r}: {found}", place=declared.place("subset", "size"))
        return found

    return sizes, tuple(sorted(least.names | most.names)), (0, count)


def _checked(least: Given, most: Given, values: Values, count: int) -> tuple[int, int] | str:
    """Both sizes, or why they make no sense."""
    low, high = least.read(values), most.read(values)
    if low != int(low) or high != int(high):
        return f"a size is a whole number, not {low if low != int(low) else high:g}"
    if not 0 <= low <= high <= count:
        sizes = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        return f"{sizes} of {count} values cannot be taken"
    return int(low), int(high)


def _count(count: int, sizes: tuple[int, int], *, ordered: bool) -> int:
    ways = math.perm if ordered else math.comb
    found = 0
    for size in range(sizes[0], sizes[1] + 1):
        found += ways(count, size)
        if found > FEW:
            break
    return found


@lru_cache(maxsize=256)
def _possible(
    items: tuple[Any, ...], weights: tuple[float, ...], least: int, most: int, ordered: bool
) -> Mapping[tuple[Any, ...], float]:
    """Every subset and its chance: a size evenly, then one value after the other by weight among those left."""
    found: dict[tuple[Any, ...], float] = {}
    chance = _Chance(weights)
    for size in range(least, most + 1):
        picks: Sequence[Any] = list((permutations if ordered else combinations)(range(len(items)), size))
        for pick in picks:
            key = tuple(items[index] for index in pick)
            found[key] = (chance.in_order(pick) if ordered else chance.in_any(pick)) / (most - least + 1)
    return found


class _Chance:
    """The chance to take these values first, one after the other by weight."""

    def __init__(self, weights: tuple[float, ...]) -> None:
        self.weights = weights
        self.total = math.fsum(weights)
        self.known: dict[tuple[int, ...], float] = {(): 1.0}

    def in_order(self, pick: tuple[int, ...]) -> float:
        left, found = self.total, 1.0
        for index in pick:
            found *= self.weights[index] / max(left, self.weights[index])
            left -= self.weights[index]
        return found

    def in_any(self, pick: tuple[int, ...]) -> float:
        """Over all orders: what came last is each of them once."""
        if pick not in self.known:
            before = math.fsum(self.weights[index] for index in pick)
            self.known[pick] = math.fsum(
                self.in_any(tuple(other for other in pick if other != index))
                * self.weights[index]
                / (self.total - before + self.weights[index])
                for index in pick
            )
        return self.known[pick]


def _drawn(weights: Mapping[Any, float], size: int, draws: Draws, *, ordered: bool) -> tuple[Any, ...]:
    """The values whose clocks ring first, each running as fast as it weighs: a draw is named after its value."""
    rings = sorted(
        (-math.log1p(-draws.value("of", item)) / weight, index) for index, (item, weight) in enumerate(weights.items())
    )
    chosen = [index for _, index in rings[:size]]
    items = list(weights)
    return tuple(items[index] for index in (chosen if ordered else sorted(chosen)))
