"""What a kind of variable hands to the network: its parents, and one of four ways to give a value.

A kind is total: any draw gives a value it allows, and a draw of 0.0 gives the plainest one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import field
from itertools import accumulate
from math import fsum
from typing import Any, Protocol

from simulator.draws import Draws
from simulator.errors import Place
from simulator.frozen import dataclass

Values = Mapping[str, Any]
Cut = tuple[Any, bool]
NOTHING: Mapping[str, tuple[Cut, ...]] = {}


class Distribution(Protocol):
    """How an ordered value is spread once its parents have theirs; values are compared with < and ==.

    The three agree on what is really drawn, rounding included: a number with two decimals has a step at each of them,
    so that `upto(3.25) - below(3.25)` is the chance of exactly 3.25, and `quantile(p)` is 3.25 for every p between.
    """

    def quantile(self, p: float, /) -> Any:
        """The value at p in [0, 1], never falling as p grows."""

    def below(self, x: Any, /) -> float:
        """The chance of a value < x; x may be any value of the same type, also one that is never drawn."""

    def upto(self, x: Any, /) -> float:
        """The chance of a value <= x."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One variable. Exactly one of `weights`, `spread`, `decide` and `draw` is given; each is a function of `values`,
    which holds the values of all `parents` (and of nothing else that may be relied on) as the case shows them.

    weights  finite kinds (choice, table, boolean, row, a small integer): value -> weight >= 0, in an order that is the
             same for all parents, the plainest first. Values must be hashable
    shown    where the values of `weights` only stand for something (the index of a row): what the case holds instead
    ordered  values of `weights` are listed upwards and 0.0 means their median, as numbers have it (a small integer)
    cuts     parents that are ordered and of which `weights` reads only the interval they fall in: where the intervals
             meet, upwards; (30, False) lies just below 30, (30, True) just above it
    spread   ordered kinds (number, date, time, duration, wide integer): the Distribution given the parents
    decide   what the parents decide and no draw moves (expr, value, a column of a row, a field of a record); it is
             finite wherever its parents are
    draw     opaque kinds (pattern, faker, record, subset): `draw(values, draws, path)` reads `draws` at `path` and
             below it, nowhere else

    A compound variable (row, record) `place` is shown as a dict. Each column in use is a variable of its own named
    "place.city", with the parent "place" and `decide` reading `values["place"]["city"]`; conditions, tables and
    templates name it so, and a case's values hold both.
    """

    name: str
    parents: tuple[str, ...]
    place: Place
    kind: str = ""
    weights: Callable[[Values], Mapping[Any, float]] | None = None
    shown: Callable[[Any], Any] | None = None
    ordered: bool = False
    cuts: Mapping[str, tuple[Cut, ...]] = field(default_factory=lambda: NOTHING)
    spread: Callable[[Values], Distribution] | None = None
    decide: Callable[[Values], Any] | None = None
    draw: Callable[[Values, Draws, str], Any] | None = None

    def value(self, values: Values, draws: Draws, path: str) -> Any:
        """Its value by itself, whatever else is required: the network asks for nothing more where nothing is."""
        if self.decide:
            return self.decide(values)
        if self.weights:
            found, marks = outcomes(self.weights(values))
            position = draws.quantile(path) if self.ordered else draws.value(path)
            token = found[bisect_right(marks, position)] if marks else found[0]
            return self.shown(token) if self.shown else token
        if self.spread:
            return self.spread(values).quantile(draws.quantile(path))
        assert self.draw
        return self.draw(values, draws, path)


def outcomes(weights: Mapping[Any, float]) -> tuple[list[Any], list[float]]:
    """The values of weight above 0, and the marks in [0, 1) between them; raises ValueError where there is none."""
    found = [value for value, weight in weights.items() if weight > 0]
    if not found:
        raise ValueError("all weights are zero")
    total = fsum(weights[value] for value in found)
    marks = [mark / total for mark in accumulate(weights[value] for value in found[:-1])]
    return found, marks
