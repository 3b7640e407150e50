"""Covering rows: every possible pair or triple is there, nothing impossible is, and few rows do it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, product
from typing import Any

import pytest

from simulator.errors import InputError
from simulator.network.cover import Coverage, cover

Row = Mapping[str, Any]
Rule = Callable[[Row], bool]


def factors(*sizes: int) -> dict[str, list[str]]:
    return {f"v{at}": [f"v{at}={value}" for value in range(size)] for at, size in enumerate(sizes)}


def can_be(rule: Rule, possible: Mapping[str, Sequence[str]]) -> Rule:
    """Whether part of a row can be completed, by trying everything."""
    rows = [dict(zip(possible, values, strict=True)) for values in product(*possible.values())]
    kept = [row for row in rows if rule(row)]
    return lambda part: any(part.items() <= row.items() for row in kept)


def open_tuples(found: Coverage, possible: Mapping[str, Sequence[str]], feasible: Rule) -> list[Row]:
    """What no row has, though it can be."""
    rows = [row.items() for row in found.rows]
    tuples = [
        dict(zip(names, values, strict=True))
        for names in combinations(possible, found.strength)
        for values in product(*(possible[name] for name in names))
    ]
    return [one for one in tuples if feasible(one) and not any(one.items() <= row for row in rows)]


FREE = [((3, 3, 3, 3), 2, 9), ((2,) * 10, 2, 6), ((5, 4, 3, 2), 2, 20), ((3, 3, 3, 3), 3, 33), ((4,), 2, 4)]


@pytest.mark.parametrize(("sizes", "strength", "most"), FREE)
def test_every_tuple_is_covered_by_few_rows(sizes: tuple[int, ...], strength: int, most: int):
    possible = factors(*sizes)
    found = cover(possible, strength, lambda row: True)
    assert open_tuples(found, possible, lambda row: True) == []
    assert math.prod(sorted(sizes)[-strength:]) <= len(found.rows) <= most
    assert found.infeasible == 0


RULES: dict[str, tuple[tuple[int, ...], Rule]] = {
    "a pair that cannot be": ((3, 3, 3), lambda row: (row["v0"], row["v1"]) != ("v0=0", "v1=1")),
    "three that decide each other": (
        (2, 2, 2, 3),
        lambda row: sum(row[name].endswith("1") for name in ("v0", "v1", "v2")) % 2 == 0,
    ),
    "a value that fixes another": ((4, 3, 2), lambda row: row["v0"] != "v0=3" or row["v1"] == "v1=2"),
    "a chain": (
        (3, 3, 3, 3),
        lambda row: all(int(row[f"v{at}"][-1]) <= int(row[f"v{at + 1}"][-1]) for at in range(3)),
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_only_what_can_be_is_covered_and_all_of_it(name: str):
    sizes, rule = RULES[name]
    strength = 3 if name == "a chain" else 2
    possible = factors(*sizes)
    feasible = can_be(rule, possible)
    found = cover(possible, strength, feasible)
    assert all(rule(row) for row in found.rows)
    assert open_tuples(found, possible, feasible) == []
    every = [
        dict(zip(names, values, strict=True))
        for names in combinations(possible, strength)
        for values in product(*(possible[n] for n in names))
    ]
    assert (found.tuples, found.infeasible) == (
        sum(map(feasible, every)),
        sum(not feasible(one) for one in every),
    )


NEXT = {"0": "01", "1": "012", "2": "023", "3": "013"}


def linked(part: Row) -> bool:
    """Whether each value follows from the one before, gaps filled in."""
    reached = set(NEXT)
    for at in range(10):
        reached = {value for before in reached for value in NEXT[before]} if at else reached
        reached &= {part[f"v{at}"][-1]} if f"v{at}" in part else reached
    return bool(reached)


def test_a_long_chain_still_takes_few_rows():
    possible = factors(*[4] * 10)
    found = cover(possible, 2, linked)
    assert open_tuples(found, possible, linked) == []
    assert all(linked(row) for row in found.rows)
    assert len(found.rows) <= 30
    assert found.infeasible == 9 * 5 + 8  # neighbours, and 3 two steps after 0


def test_no_row_is_needless():
    possible = factors(4, 4, 3, 3, 2)
    found = cover(possible, 2, lambda row: True)
    for left_out in found.rows:
        rest = Coverage(
            names=found.names,
            strength=2,
            rows=tuple(row for row in found.rows if row is not left_out),
            tuples=found.tuples,
            infeasible=0,
        )
        assert open_tuples(rest, possible, lambda row: True)


def test_what_was_seen_is_not_asked_for():
    possible = factors(3, 3, 2)
    asked: list[Row] = []
    seen = [dict(zip(possible, values, strict=True)) for values in product(*possible.values())]
    found = cover(possible, 2, lambda row: bool(asked.append(row)), seen)
    assert (asked, len(found.rows)) == ([], 9)


def test_the_same_question_has_the_same_answer():
    possible = factors(4, 3, 3, 2, 2)
    assert cover(possible, 2, lambda row: True) == cover(possible, 2, lambda row: True)


def test_too_many_tuples_are_refused():
    with pytest.raises(InputError, match="too many to cover"):
        cover(factors(*[20] * 20), 2, lambda row: True)
