"""Variables that conditions tie together, drawn from the joint distribution that the conditions leave.

Finite ones and intervals come from elimination's tables, values within their bounds, and what is left is settled by
accepting or refusing at most 64 named candidates; where all are refused, by a series that no override can reach.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from operator import itemgetter
from typing import Any

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.frozen import NamedTuple
from simulator.network.condition import Condition
from simulator.network.factor import Bucket, Eliminated, sum_of
from simulator.network.latent import Latent
from simulator.network.tables import Domain
from simulator.variables.variable import Distribution, Values

CANDIDATES = 64
FIXED = 512
PILOT = 500
SLACK = 1.1
BELOW_ONE = 1 - 2**-53
NEARER = (1e-12, 1e-9, 1e-6, 1e-3, 0.5)
Loose = Callable[[dict[str, Any], Draws, str], None]
Row = tuple[list[float], list[int]]


class Unmet(InputError):
    """No candidate of the fixed series meets everything."""


class Parts(NamedTuple):
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
        self._lookups = [_lookup(bucket, slots, parts) for bucket in parts.exact.buckets]
        self._drawn = tuple(name for name, _, half, _, _ in self._lookups if half is not None)
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
        drawn = iter(draws.many([name + again for name in self._drawn] if again else self._drawn))
        for name, shown, half, keyed, lookup in self._lookups:
            key = keyed(state)
            row = lookup.kept.get(key)
            marks, indices = row if row is not None else lookup.row(key)
            if half is None:
                at = 0
            else:
                u = (next(drawn) + half) % 1.0
                at = bisect_right(marks, u)
            state.append(indices[at])
            if shown is not None:
                values[name] = shown[indices[at]]
                parts.append(0.0)
            else:
                low = marks[at - 1] if at else 0.0
                parts.append((u - low) / ((marks[at] if at < len(marks) else 1.0) - low))
        return self._weight(state, parts, values, draws, again)

    def _weight(self, state: list[int], parts: list[float], values: dict[str, Any], draws: Draws, again: str) -> float:
        """Gives values to what is ordered or free; how much likelier the candidate is than it was drawn."""
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

    def pilot(self, wanted: Collection[str] = ()) -> dict[str, list[Any]]:
        """Tries candidates of a fixed series, to know how many are accepted; the values of `wanted` in all of them.

        The greatest weight seen sets what a candidate is held against. More would be drawn in vain, less would draw
        the likeliest too rarely.
        """
        draws = Draws(f"{self._seed}\0{self.name}\0pilot")
        kept, weights = 0.0, []
        found: dict[str, list[Any]] = {name: [] for name in wanted}
        for number in range(PILOT):
            values = dict(self._known)
            weight = self.candidate(values, draws, f"/{number}")
            for name in wanted:
                found[name] += [values[name]] if name in values else []
            if weight > 0:
                weights.append(weight)
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
    spread, low, high = latent.place(index, values)
    width = high - low
    if width <= 0:
        return 0.0
    values[latent.name] = spread.quantile(min(low + part * width, BELOW_ONE))
    if not latent.holds(values) and not _nearer(latent, part, (low, high), spread, values):
        return 0.0
    return width if latent.soft else 1.0


def _nearer(
    latent: Latent, part: float, ends: tuple[float, float], spread: Distribution, values: dict[str, Any]
) -> bool:
    """A value a little further inside: rounding at the very end of a bound may step over it."""
    low, high = ends
    for nearer in NEARER:
        room = nearer * (high - low)
        p = min(max(low + part * (high - low), low + room), high - room)
        values[latent.name] = spread.quantile(min(p, BELOW_ONE))
        if latent.holds(values):
            return True
    return False


class _Lookup:
    """The rows of one variable of the elimination, made ready where they are used."""

    __slots__ = ("_rows", "kept")

    def __init__(self, bucket: Bucket) -> None:
        self._rows = bucket.rows
        self.kept: dict[Any, Row] = {}

    def row(self, key: Any) -> Row:
        """The marks and indices of a row, by the index of its one variable or the indices of several."""
        found = self._rows[() if key is None else key if isinstance(key, tuple) else (key,)]
        self.kept[key] = _row(found)
        return self.kept[key]


def _lookup(bucket: Bucket, slots: dict[str, int], parts: Parts) -> tuple[Any, ...]:
    domain = parts.domains.get(bucket.name)
    drawn = domain is None or any(len(row) > 1 for row in bucket.rows.values())
    half = 0.5 if domain is None or domain.ordered else 0.0
    keyed = _keyed([slots[name] for name in bucket.scope])
    return bucket.name, domain.shown if domain else None, half if drawn else None, keyed, _Lookup(bucket)


def _keyed(places: Sequence[int]) -> Callable[[Sequence[int]], Any]:
    return itemgetter(*places) if places else lambda state: None


def _row(found: Sequence[tuple[int, float]]) -> Row:
    total = sum_of(weight for _, weight in found)
    marks, reached = [], 0.0
    for _, weight in found[:-1]:
        reached += weight
        marks.append(reached / total)
    return marks, [index for index, _ in found]
