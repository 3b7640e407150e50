"""Variables that conditions tie together, drawn from the joint distribution that the conditions leave.

Finite ones and intervals come from elimination's tables, values within their bounds, and what is left is settled by
accepting or refusing at most 64 named candidates; where all are refused, by a series that no override can reach.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.network.condition import Condition
from simulator.network.factor import Bucket, Eliminated, Key, sum_of
from simulator.network.latent import Latent
from simulator.network.tables import Domain
from simulator.variables.variable import Values

CANDIDATES = 64
FIXED = 512
PILOT = 500
SLACK = 1.1
NEARER = (0.0, 1e-12, 1e-9, 1e-6, 1e-3, 0.5)
Loose = Callable[[dict[str, Any], Draws, str], None]
Row = tuple[list[float], list[int]]


class Unmet(InputError):
    """No candidate of the fixed series meets everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a component is made of.

    exact    the elimination of its finite variables and intervals
    domains  the finite variables among them
    steps    what gets its value after these, parents first: an ordered variable's interval, or a free draw
    checks   conditions that candidates must meet
    """

    exact: Eliminated
    domains: dict[str, Domain]
    steps: Sequence[Latent | Loose]
    checks: Sequence[Condition]


class Component:
    """One set of variables that conditions tie together, drawn beside what is `known` to all."""

    def __init__(self, names: Sequence[str], parts: Parts, seed: str, known: Values) -> None:
        self.names = tuple(names)
        self.name = min(names, default="")
        self.parts = parts
        self.soft = any(isinstance(step, Latent) and step.soft for step in parts.steps)
        self._seed = seed
        self._known = known
        slots = {bucket.name: place for place, bucket in enumerate(parts.exact.buckets)}
        self._slots = slots
        self._buckets = [_Lookup(bucket, slots, parts.domains.get(bucket.name)) for bucket in parts.exact.buckets]
        self._most = 0.0
        self._accepted: float | None = None
        self.evenness = 1.0

    @property
    def certain(self) -> bool:
        """Whether the first candidate always counts."""
        return not self.soft and not self.parts.checks

    def fill(self, values: dict[str, Any], draws: Draws) -> None:
        """Gives every variable of the component its value."""
        if self.soft and not self._most:
            self.pilot()
        for number in range(CANDIDATES):
            if self._accepts(values, draws, f"/again{number}" if number else ""):
                return
        self.fixed(values)

    def _accepts(self, values: dict[str, Any], draws: Draws, again: str) -> bool:
        weight = self.candidate(values, draws, again)
        if not weight or not all(check.holds(values) for check in self.parts.checks):
            return False
        return not self.soft or draws.value(f"{self.name}/keep{again}") * self._most < weight

    def candidate(self, values: dict[str, Any], draws: Draws, again: str) -> float:
        """One candidate, and how much likelier it is than it was drawn; 0 where it breaks a bound."""
        state: list[int] = []
        parts: list[float] = []
        for lookup in self._buckets:
            index, part = lookup.read(state, draws, again)
            state.append(index)
            parts.append(part)
            if lookup.shown is not None:
                values[lookup.name] = lookup.shown[index]
        weight = 1.0
        for step in self.parts.steps:
            if not isinstance(step, Latent):
                step(values, draws, again)
                continue
            slot = self._slots[step.name]
            weight *= _placed(step, state[slot], parts[slot], values)
            if not weight:
                return 0.0
            if step.soft:
                weight /= step.factor.table[tuple([state[self._slots[name]] for name in step.scope])]
        return weight

    def works(self, values: dict[str, Any]) -> bool:
        """Whether any values at all meet everything."""
        if not self.parts.exact.possible:
            return False
        if self.certain and not any(isinstance(step, Latent) for step in self.parts.steps):
            return True
        try:
            self.fixed(values)
        except Unmet:
            return False
        return True

    def fixed(self, values: dict[str, Any]) -> None:
        """The first of a fixed series that meets everything; raises Unmet where none of them does."""
        draws = Draws(f"{self._seed}\0{self.name}\0fixed")
        for number in range(FIXED):
            if self._accepts_fixed(values, draws, f"/{number}"):
                return
        raise Unmet("no values meet every requirement")

    def _accepts_fixed(self, values: dict[str, Any], draws: Draws, again: str) -> bool:
        return self.candidate(values, draws, again) > 0 and all(check.holds(values) for check in self.parts.checks)

    def pilot(self, wanted: Sequence[str] = ()) -> list[list[Any]]:
        """Tries candidates of a fixed series, to know how many are accepted; the values of `wanted` in those that are.

        The greatest weight seen sets what a candidate is held against. More would be drawn in vain, less would draw
        the likeliest too rarely.
        """
        draws = Draws(f"{self._seed}\0{self.name}\0pilot")
        values = dict(self._known)
        kept, weights, found = 0.0, [], []
        for number in range(PILOT):
            weight = self.candidate(values, draws, f"/{number}")
            if weight > 0:
                weights.append(weight)
                found.append([values[name] for name in wanted])
                if all(check.holds(values) for check in self.parts.checks):
                    kept += weight
        most = max(weights, default=1.0)
        self.evenness = sum_of(weights) / most / PILOT
        self._most = most * SLACK if self.soft else 1.0
        self._accepted = min(kept / self._most / PILOT, 1.0)
        return found

    @property
    def acceptance(self) -> float:
        """The share of candidates that count."""
        if self.certain:
            return 1.0
        if self._accepted is None:
            self.pilot()
        assert self._accepted is not None
        return self._accepted

    @property
    def missed(self) -> float:
        """The share of cases for which no candidate counts, so that they come from the fixed series."""
        return float((1.0 - self.acceptance) ** CANDIDATES)


def _placed(latent: Latent, index: int, part: float, values: dict[str, Any]) -> float:
    """Gives an ordered variable its value within an interval and its bounds; the mass they have, 0 where none."""
    spread = latent.spread(values)
    share = next((share for share in latent.shares(spread, values) if share[0] == index), None)
    if share is None:
        return 0.0
    _, low, high = share
    width = high - low
    for nearer in NEARER:  # rounding at the very end of a bound may step over it
        p = min(max(low + part * width, low + nearer * width), high - nearer * width)
        values[latent.name] = spread.quantile(min(p, 1 - 2**-53))
        if all(bound.condition.holds(values) for bound in latent.bounds):
            return width if latent.soft else 1.0
    return 0.0


class _Lookup:
    """One variable of the elimination, read by a single draw."""

    __slots__ = ("_half", "_kept", "_latent", "_places", "_rows", "name", "shown")

    def __init__(self, bucket: Bucket, slots: dict[str, int], domain: Domain | None) -> None:
        self.name = bucket.name
        self.shown = domain.shown if domain else None
        self._latent = domain is None
        self._half = 0.5 if domain is None or domain.ordered else 0.0
        self._places = [slots[name] for name in bucket.scope]
        self._rows = bucket.rows
        self._kept: dict[Key, Row] = {}

    def read(self, state: Sequence[int], draws: Draws, again: str) -> tuple[int, float]:
        """The index of a value, and where in its share of [0, 1) the draw lies."""
        key = tuple([state[place] for place in self._places])
        row = self._kept.get(key)
        if row is None:
            row = self._kept[key] = _row(self._rows[key])
        marks, indices = row
        if not marks and not self._latent:
            return indices[0], 0.0
        u = (draws.value(self.name + again) + self._half) % 1.0
        at = bisect_right(marks, u)
        if not self._latent:
            return indices[at], 0.0
        low = marks[at - 1] if at else 0.0
        high = marks[at] if at < len(marks) else 1.0
        return indices[at], (u - low) / (high - low)


def _row(found: Sequence[tuple[int, float]]) -> Row:
    total = sum_of(weight for _, weight in found)
    marks, reached = [], 0.0
    for _, weight in found[:-1]:
        reached += weight
        marks.append(reached / total)
    return marks, [index for index, _ in found]
