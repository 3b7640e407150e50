"""Pairing at least cost: the Hungarian method, perfect matchings, and a bounded search that keeps an order.

All costs are whole numbers, so ties are exact and the answer is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.frozen import NamedTuple

UNUSED = -1


class Assignment(NamedTuple):
    """The column of each row, and the duals: an optimal pair (i, j) has cost rows[i] + columns[j]."""

    column_of: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]


def cheapest(cost: Sequence[Sequence[int]]) -> Assignment:
    """The cheapest way to give each row a column of its own; there are at least as many columns as rows."""
    height, width = len(cost), len(cost[0]) if cost else 0
    u, v = [0] * (height + 1), [0] * (width + 1)
    row_of = [0] * (width + 1)
    for row in range(1, height + 1):
        _augment(row, cost, (u, v), row_of)
    column_of = [UNUSED] * height
    for column in range(1, width + 1):
        if row_of[column]:
            column_of[row_of[column] - 1] = column - 1
    return Assignment(column_of=tuple(column_of), rows=tuple(u[1:]), columns=tuple(v[1:]))


def _augment(row: int, cost: Sequence[Sequence[int]], duals: tuple[list[int], list[int]], row_of: list[int]) -> None:
    u, v = duals
    width = len(v)
    row_of[0] = row
    here = 0
    least: list[int | None] = [None] * width
    came_from = [0] * width
    open_columns = list(range(1, width))
    visited = [0]
    while row_of[here]:
        current = row_of[here]
        line, base = cost[current - 1], u[current]
        delta: int | None = None
        next_column = 0
        for column in open_columns:
            reduced = line[column - 1] - base - v[column]
            known = least[column]
            if known is None or reduced < known:
                least[column] = known = reduced
                came_from[column] = here
            if delta is None or known < delta:
                delta, next_column = known, column
        step = delta or 0
        if step:
            for column in visited:
                u[row_of[column]] += step
                v[column] -= step
            for column in open_columns:
                least[column] = (least[column] or 0) - step
        here = next_column
        visited.append(here)
        open_columns.remove(here)
    while here:
        row_of[here] = row_of[came_from[here]]
        here = came_from[here]


def complete(fits: Sequence[Sequence[int]], width: int) -> int | None:
    """None where every row can have a fitting column of its own, else the first row that cannot."""
    row_of: list[int] = [UNUSED] * width

    def place(row: int, seen: set[int]) -> bool:
        for column in fits[row]:
            if column not in seen:
                seen.add(column)
                if row_of[column] == UNUSED or place(row_of[column], seen):
                    row_of[column] = row
                    return True
        return False

    return next((row for row in range(len(fits)) if not place(row, set())), None)


class Choice(NamedTuple):
    """What one row may take in an optimal pairing: columns in order of preference, UNUSED for none.

    `costs` say how much each column is liked, the least first; `after` and `ahead` are rows searched earlier: those
    that must come before this one, and those that must not.
    """

    columns: tuple[int, ...]
    costs: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    ahead: tuple[int, ...] = ()


class Ordered(NamedTuple):
    """A pairing that keeps the order as well as any found; `exact` is False where the search hit its bound."""

    column_of: tuple[int, ...]
    violations: int
    exact: bool


class OrderSearch:
    """Depth first over rows (predecessors first), within optimal pairs only, cut at the best found so far.

    First for the fewest violations, then, among pairings with as few, for the least cost: each within its budget.
    `needed` columns must be taken by some row in every optimal pairing.
    """

    __slots__ = ("best", "bound", "budget", "choices", "needed", "order", "rest", "taken", "takers", "weighed")

    def __init__(self, choices: Sequence[Choice], order: Sequence[int], needed: frozenset[int], budget: int) -> None:
        self.choices = choices
        self.order = order
        self.needed = needed
        self.budget = budget
        self.best: tuple[int, ...] | None = None
        self.bound = (0, 0)
        self.weighed = False
        self.rest = [0] * (len(order) + 1)
        self.taken: dict[int, int] = {}
        self.takers = [self._last_taker(column) for column in sorted(needed)]

    def _last_taker(self, column: int) -> tuple[int, int]:
        """The depth after which nobody can take this column any more."""
        depths = [depth for depth, row in enumerate(self.order) if column in self.choices[row].columns]
        return column, max(depths, default=-1)

    def run(self, known: Sequence[int], violations: int) -> Ordered:
        """The best pairing, starting from one that is known."""
        budget = self.budget
        self.bound = (violations, 0)
        self._down(0, (0, 0), frozenset())
        exact = self.budget > 0
        if self.best is not None:
            self.budget, self.weighed = budget, True
            self.bound = (self.bound[0], sum(map(self._cost, range(len(self.best)), self.best)))
            for depth in reversed(range(len(self.order))):
                self.rest[depth] = self.rest[depth + 1] + min(self.choices[self.order[depth]].costs, default=0)
            self._down(0, (0, 0), frozenset())
        found = self.best if self.best is not None else tuple(known)
        return Ordered(column_of=found, violations=self.bound[0], exact=exact)

    def _cost(self, row: int, column: int) -> int:
        choice = self.choices[row]
        return choice.costs[choice.columns.index(column)] if choice.costs else 0

    def _down(self, depth: int, worth: tuple[int, int], used: frozenset[int]) -> None:
        violations, cost = worth
        if self.budget <= 0 or (violations, cost + self.rest[depth]) >= self.bound:
            return
        self.budget -= 1
        if any(last < depth and column not in used for column, last in self.takers):
            return
        if depth == len(self.order):
            self.best = tuple(self.taken[row] for row in range(len(self.order)))
            self.bound = worth
            return
        row = self.order[depth]
        choice = self.choices[row]
        for place, column in enumerate(choice.columns):
            if column != UNUSED and column in used:
                continue
            broken = 0 if column == UNUSED else self._broken(choice, column)
            more = choice.costs[place] if self.weighed else 0
            self.taken[row] = column
            self._down(depth + 1, (violations + broken, cost + more), used if column == UNUSED else used | {column})
            if self.bound <= (0, self.rest[0]):
                return

    def _broken(self, choice: Choice, column: int) -> int:
        taken = self.taken
        late = sum(taken[other] > column for other in choice.after)
        return late + sum(UNUSED < taken[other] < column for other in choice.ahead)
