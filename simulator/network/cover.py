"""Few rows of values that cover every possible pair or triple of some variables: a covering array.

covertable builds it and its annealing shrinks it, within a budget counted in steps, so that the same question has the
same answer. It knows what cannot stand together as far as that was found out; each row is then asked for exactly, and
what is learned from a row that cannot be is kept in mind for the next attempt.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

from covertable import Controller, criteria

from simulator.errors import InputError
from simulator.frozen import dataclass

MOST = 50_000
THOROUGH = 20_000  # above so many tuples the greedy search takes minutes
EFFORT = 2_000_000
FEWEST_LOOKS, MOST_LOOKS = 2, 24
CHECKED_EVERY = 8192  # steps of annealing between two looks at the budget
ATTEMPTS = 30
SHRUNK = 3

Values = Mapping[str, Any]
Feasible = Callable[[Values], bool]
Row = tuple[int, ...]  # the position of each variable's value, in the order of the variables
Chosen = tuple[tuple[int, int], ...]  # some variables, by position, each with the position of its value


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Rows of values that cover every possible tuple of `strength` variables; how many there are and cannot be."""

    names: tuple[str, ...]
    strength: int
    rows: tuple[Values, ...]
    tuples: int
    infeasible: int

    def __str__(self) -> str:
        what = {1: "value", 2: "pair", 3: "triple"}[self.strength] + ("" if self.tuples == 1 else "s")
        cases = "1 case covers" if len(self.rows) == 1 else f"{len(self.rows)} cases cover"
        of = f"of {len(self.names)} variables" if len(self.names) > 1 else f"of {self.names[0]}"
        beside = f" ({self.infeasible:,} more cannot be)" if self.infeasible else ""
        return f"{cases} {self.tuples:,} {what} {of}{beside}"


def cover(
    possible: Mapping[str, Sequence[Any]], strength: int, feasible: Feasible, seen: Iterable[Values] = ()
) -> Coverage:
    """Rows that cover every tuple which `feasible` allows; each row is feasible as a whole.

    What stands in `seen` (whole cases) is known to be feasible and not asked for.
    """
    strength = min(strength, len(possible))
    sizes = [len(values) for values in possible.values()]
    tuples = sum(math.prod(some) for some in combinations(sizes, strength))
    if tuples > MOST:
        what = "pairs" if strength == 2 else "triples"
        raise InputError(f"{tuples:,} {what} are too many to cover", hint=f"choose fewer variables: at most {MOST:,}")
    known = _Known(possible, feasible, seen)
    wanted = [one for one in _tuples(sizes, strength) if known.allows(one)]
    rows = _rows(sizes, strength, known, wanted)
    return Coverage(
        names=tuple(possible),
        strength=strength,
        rows=tuple(known.values(enumerate(row)) for row in rows),
        tuples=len(wanted),
        infeasible=tuples - len(wanted),
    )


def _tuples(sizes: Sequence[int], strength: int) -> Iterator[Chosen]:
    for some in combinations(range(len(sizes)), strength):
        for values in product(*(range(sizes[at]) for at in some)):
            yield tuple(zip(some, values, strict=True))


class _Known:
    """What may stand together: rows that were seen, smallest sets that cannot be, and whom to ask for the rest."""

    def __init__(self, possible: Mapping[str, Sequence[Any]], feasible: Feasible, seen: Iterable[Values]) -> None:
        self._possible = [(name, list(values)) for name, values in possible.items()]
        self._feasible = feasible
        self._asked: dict[Chosen, bool] = {}
        self._together: dict[tuple[int, int], set[int]] = {}  # where a value was seen: the numbers of those rows
        self._never: dict[tuple[int, int], list[frozenset[tuple[int, int]]]] = {}
        for number, case in enumerate(seen):
            for at, (name, values) in enumerate(self._possible):
                if case[name] in values:
                    self._together.setdefault((at, values.index(case[name])), set()).add(number)

    def values(self, chosen: Iterable[tuple[int, int]]) -> dict[str, Any]:
        """The names and values that positions stand for."""
        return {self._possible[at][0]: self._possible[at][1][value] for at, value in chosen}

    def allows(self, chosen: Chosen) -> bool:
        """Whether these can stand together, exactly; what cannot is remembered by its smallest part."""
        if self.forbids(chosen):
            return False
        if self._was_seen(chosen) or self._ask(chosen):
            return True
        needed = chosen
        for one in chosen:
            fewer = tuple(other for other in needed if other != one)
            if fewer and not self._was_seen(fewer) and not self._ask(fewer):
                needed = fewer
        for one in needed:
            self._never.setdefault(one, []).append(frozenset(needed))
        return False

    def forbids(self, chosen: Iterable[tuple[int, int]]) -> bool:
        """Whether these are known not to stand together."""
        here = set(chosen)
        return any(never <= here for one in here for never in self._never.get(one, ()))

    def _was_seen(self, chosen: Chosen) -> bool:
        rows = [self._together.get(one, set()) for one in chosen]
        return bool(set.intersection(*rows)) if rows else True

    def _ask(self, chosen: Chosen) -> bool:
        found = self._asked.get(chosen)
        if found is None:
            found = self._asked[chosen] = self._feasible(self.values(chosen))
        return found

    def conditions(self) -> list[dict[str, Any]]:
        """What is known not to be, in covertable's terms: one condition for all about the same variables."""
        never: dict[tuple[int, ...], set[Row]] = {}
        for some in self._never.values():
            for one in some:
                places, values = zip(*sorted(one), strict=True)
                never.setdefault(places, set()).add(values)
        return [
            {"operator": "fn", "requires": list(places), "evaluate": _unlike(places, some)}
            for places, some in sorted(never.items())
        ]


def _unlike(places: Sequence[int], never: Container[Row]) -> Callable[[Mapping[int, int]], bool]:
    return lambda row: tuple(row[at] for at in places) not in never


def _rows(sizes: Sequence[int], strength: int, known: _Known, wanted: Sequence[Chosen]) -> list[Row]:
    """Covering rows, each of them possible."""
    rows: list[Row] = []
    for _ in range(ATTEMPTS):
        controller = _controller(sizes, strength, known)
        rows = _as_rows(controller.make())
        can_be = [known.allows(tuple(enumerate(row))) for row in rows]  # each that cannot teaches something
        if all(can_be):
            rows = _shrunk(controller, rows, sizes, known)
            break
    rows = [row for row in rows if known.allows(tuple(enumerate(row)))]
    rows += _left_out(sizes, known, wanted, rows)
    return _needed(rows, wanted, strength)


def _controller(sizes: Sequence[int], strength: int, known: _Known) -> Controller:
    tuples = sum(math.prod(some) for some in combinations(sizes, strength))
    return Controller(
        [list(range(size)) for size in sizes],
        strength=strength,
        criterion=criteria.greedy if tuples <= THOROUGH else criteria.simple,
        constraints=known.conditions(),
    )


def _as_rows(found: Iterable[Any]) -> list[Row]:
    return [tuple(row) for row in found]


def _shrunk(controller: Controller, rows: list[Row], sizes: Sequence[int], known: _Known) -> list[Row]:
    """Fewer rows where annealing finds them, all of them possible."""
    strength = controller.strength
    least = math.prod(sorted(sizes)[-strength:])
    looks = EFFORT // (math.comb(len(sizes) - 1, strength - 1) * CHECKED_EVERY)
    for _ in range(SHRUNK if len(rows) > least else 0):
        budget = _Budget(min(max(looks, FEWEST_LOOKS), MOST_LOOKS), least)
        tuning = {"budget_ms": math.inf, "cancel": budget, "on_progress": budget.hear}
        controller = _controller(sizes, strength, known)
        found = _as_rows(
            controller.optimize(list(map(list, rows)), {**tuning, "initial_iterations": 2 * CHECKED_EVERY})
        )
        can_be = [known.allows(tuple(enumerate(row))) for row in found]  # each that cannot teaches something
        if all(can_be):
            return found
    return rows


class _Budget:
    """Calls a halt after so many looks, or where fewer rows cannot be: time would make the answer the machine's."""

    def __init__(self, looks: int, least: int) -> None:
        self._looks = looks
        self._least = least

    def is_set(self) -> bool:
        self._looks -= 1
        return self._looks < 0

    def hear(self, progress: Mapping[str, Any]) -> None:
        if progress["rows"] <= self._least:
            self._looks = 0


def _left_out(sizes: Sequence[int], known: _Known, wanted: Iterable[Chosen], rows: Iterable[Row]) -> list[Row]:
    """Rows for the tuples that no row has."""
    has = [set(enumerate(row)) for row in rows]
    found: list[Row] = []
    for one in wanted:
        if not any(row.issuperset(one) for row in has):
            found.append(_completed(one, sizes, known))
            has.append(set(enumerate(found[-1])))
    return found


def _completed(chosen: Chosen, sizes: Sequence[int], known: _Known) -> Row:
    for at, size in enumerate(sizes):
        if all(at != other for other, _ in chosen):
            options = (tuple(sorted((*chosen, (at, value)))) for value in range(size))
            chosen = next(option for option in options if known.allows(option))
    return tuple(value for _, value in chosen)


def _needed(rows: Sequence[Row], wanted: Iterable[Chosen], strength: int) -> list[Row]:
    """The rows without those whose every tuple another row has, too."""
    every = set(wanted)
    covers = [every & set(combinations(enumerate(row), strength)) for row in rows]
    times: dict[Chosen, int] = {}
    for covered in covers:
        for one in covered:
            times[one] = times.get(one, 0) + 1
    kept = []
    for row, covered in zip(rows, covers, strict=True):
        if all(times[one] > 1 for one in covered):
            for one in covered:
                times[one] -= 1
        else:
            kept.append(row)
    return kept
