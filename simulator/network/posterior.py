"""How variables are distributed under what holds: exact where tables say so, else counted over drawn cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import UTC, date, datetime, time, timedelta
from math import sqrt
from typing import Any

from simulator.draws import Draws
from simulator.frozen import dataclass
from simulator.network.component import Component
from simulator.network.factor import TooLarge, eliminate, elimination_order, sum_of
from simulator.network.plan import Plan

DRAWN = 4000
SHOWN = (0.05, 0.25, 0.5, 0.75, 0.95)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """The distribution of one variable.

    shares     a finite variable's values, each with its share
    mean, spread, quantiles   of an ordered one (its mean in its own type, its spread as a number or timedelta)
    error      "exact", or the standard error of what is stated
    """

    name: str
    shares: tuple[tuple[Any, float], ...] = ()
    mean: Any = None
    spread: Any = None
    quantiles: Mapping[float, Any] = field(default_factory=dict)
    error: str = "exact"


def posteriors(plan: Plan, names: Sequence[str], draw: Callable[[Draws], Mapping[str, Any]]) -> dict[str, Posterior]:
    """The distribution of every variable, from a plan that was asked for all finite ones, and from drawn cases."""
    found: dict[str, Posterior] = {}
    for component in plan.components:
        if component.certain:
            found.update(_exact(plan, component))
    rest = [name for name in names if name not in found]
    if rest:
        root = Draws(f"{plan.name}\0posterior")
        cases = [draw(root.at(number)) for number in range(DRAWN)]
        found.update((name, _counted(plan, name, [case[name] for case in cases])) for name in rest)
    return {name: found[name] for name in names}


def _exact(plan: Plan, component: Component) -> dict[str, Posterior]:
    factors = plan.factors[component.name]
    scopes = [factor.scope for factor in factors]
    nodes = [bucket.name for bucket in reversed(component.parts.exact.buckets)]
    found = {}
    for name, domain in component.parts.domains.items():
        others = [node for node in nodes if node != name]
        order = elimination_order(scopes, list(reversed(others)), {})
        try:
            table = eliminate(factors, order).rest.table
        except TooLarge:
            continue
        total = sum_of(table.values())
        shares = tuple((value, table.get((index,), 0.0) / total) for index, value in enumerate(domain.shown))
        found[name] = Posterior(name=name, shares=shares)
    return found


def _counted(plan: Plan, name: str, seen: list[Any]) -> Posterior:
    variable = plan.variables[name]
    if plan.tables.finite(name):
        return _shares(name, seen)
    if variable.spread or all(_is_number(value) for value in seen):
        return _numbers(name, sorted(seen))
    return Posterior(name=name, error="not listed")


def _shares(name: str, seen: Sequence[Any]) -> Posterior:
    counts: dict[str, list[Any]] = {}
    for value in seen:
        counts.setdefault(repr(value), [value, 0])[1] += 1
    shares = tuple((value, count / len(seen)) for value, count in sorted(counts.values(), key=lambda pair: -pair[1]))
    worst = max(sqrt(share * (1 - share) / len(seen)) for _, share in shares)
    return Posterior(name=name, shares=shares, error=f"± {worst:.1%} ({len(seen):,} cases)")


def _numbers(name: str, seen: Sequence[Any]) -> Posterior:
    numbers = [_number(value) for value in seen]
    mean = sum_of(numbers) / len(numbers)
    deviation = sqrt(sum_of((number - mean) ** 2 for number in numbers) / len(numbers))
    back = _back(seen[0])
    error = deviation / sqrt(len(numbers))
    return Posterior(
        name=name,
        mean=back(mean),
        spread=timedelta(seconds=deviation) if not _is_number(seen[0]) else deviation,
        quantiles={p: seen[int(p * len(seen))] for p in SHOWN},
        error=f"mean ± {_short(error, seen[0])} ({len(seen):,} cases)",
    )


def _short(error: float, example: Any) -> str:
    """An error to two digits: of a number, or of a time in the unit that suits it."""
    if _is_number(example):
        return f"{error:.2g}"
    for seconds, unit in ((86400, "days"), (3600, "hours")):
        if error >= seconds:
            return f"{error / seconds:.2g} {unit}"
    return f"{error / 60:.2g} minutes"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(value: Any) -> float:
    if isinstance(value, datetime):
        return (value - EPOCH.replace(tzinfo=value.tzinfo)).total_seconds()
    if isinstance(value, date):
        return (value - EPOCH.date()).total_seconds()
    if isinstance(value, time):
        return value.hour * 3600.0 + value.minute * 60 + value.second
    return value.total_seconds() if isinstance(value, timedelta) else float(value)


def _back(example: Any) -> Callable[[float], Any]:
    """What turns a number of seconds into a value like the example; numbers stay what they are."""
    if isinstance(example, datetime):
        start = EPOCH.replace(tzinfo=example.tzinfo)
        return lambda seconds: start + timedelta(seconds=round(seconds))
    if isinstance(example, date):
        return lambda seconds: EPOCH.date() + timedelta(seconds=round(seconds))
    if isinstance(example, time):
        return lambda seconds: (EPOCH + timedelta(seconds=round(seconds))).time()
    return (lambda seconds: timedelta(seconds=round(seconds))) if isinstance(example, timedelta) else (lambda n: n)
