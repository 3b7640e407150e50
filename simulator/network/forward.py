"""The quick way down the arrows: one step a variable, each a look into a table kept by its parents' values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from simulator.draws import Draws
from simulator.network.tables import interval
from simulator.variables.variable import Cut, Distribution, Values, Variable, outcomes

KEPT = 10_000
Step = Callable[[dict[str, Any], Draws, float, str], None]
Kept = dict[Any, Any]


def step_of(variable: Variable, keyed: Callable[[Values], Any] | None) -> Step:
    """What gives a variable its value: `step(values, draws, u, path)`, u being its draw where it `draws_once`."""
    if variable.decide:
        return _decided(variable.name, variable.decide, keyed)
    if variable.weights:
        return _weighted(variable, keyed)
    if variable.spread:
        return _spread(variable.name, kept_spread(variable.spread, keyed))
    name, draw = variable.name, variable.draw
    assert draw

    def step(values: dict[str, Any], draws: Draws, u: float, path: str) -> None:
        values[name] = draw(values, draws, path)

    return step


def draws_once(variable: Variable) -> bool:
    """Whether a variable is read from exactly one draw of its own name."""
    return not variable.decide and not variable.draw


def key_of(
    parents: Sequence[str], cuts: Mapping[str, Sequence[Cut]], variables: Mapping[str, Variable]
) -> Callable[[Values], Any]:
    """What tells apart the values of these parents, and the intervals of those of which only cuts count."""
    cuts = {name: some for name, some in cuts.items() if name in variables}
    mixed = [parent for parent in parents if variables[parent].decide]
    pick = itemgetter(*parents) if parents else lambda values: None
    if not mixed and not cuts:
        return pick
    # an expression may give 1 here and 1.0 or true there: equal as keys, different as values
    return lambda values: (
        pick(values),
        tuple([type(values[name]) for name in mixed]),
        tuple([interval(some, values[name]) for name, some in cuts.items()]),
    )


def _keep(kept: Kept, key: Any, value: Any) -> Any:
    if len(kept) < KEPT:
        kept[key] = value
    return value


def _decided(name: str, decide: Callable[[Values], Any], keyed: Callable[[Values], Any] | None) -> Step:
    if keyed is None:

        def compute(values: dict[str, Any], draws: Draws, u: float, path: str) -> None:
            values[name] = decide(values)

        return compute
    kept: Kept = {}

    def step(values: dict[str, Any], draws: Draws, u: float, path: str) -> None:
        key = keyed(values)
        try:
            values[name] = kept[key]
        except KeyError:
            values[name] = _keep(kept, key, decide(values))
        except TypeError:
            values[name] = decide(values)

    return step


def _weighted(variable: Variable, keyed: Callable[[Values], Any] | None) -> Step:
    name, kept = variable.name, Kept()
    half = 0.5 if variable.ordered else 0.0
    weights, shown = variable.weights, variable.shown
    assert weights

    def row_of(values: dict[str, Any]) -> tuple[list[Any], list[float]]:
        found, marks = outcomes(weights(values))
        return [shown(token) for token in found] if shown else found, marks

    def compute(values: dict[str, Any], draws: Draws, u: float, path: str) -> None:
        found, marks = row_of(values)
        values[name] = found[bisect_right(marks, (u + half) % 1.0)]

    if keyed is None:
        return compute

    def step(values: dict[str, Any], draws: Draws, u: float, path: str) -> None:
        key = keyed(values)
        try:
            found, marks = kept[key]
        except KeyError:
            found, marks = _keep(kept, key, row_of(values))
        except TypeError:
            return compute(values, draws, u, path)
        values[name] = found[bisect_right(marks, (u + half) % 1.0)]
        return None

    return step


def kept_spread(
    spread: Callable[[Values], Distribution], keyed: Callable[[Values], Any] | None
) -> Callable[[Values], Distribution]:
    """The same, built once for the same parents' values."""
    if keyed is None:
        return spread
    kept: Kept = {}

    def found(values: Values) -> Any:
        key = keyed(values)
        try:
            return kept[key]
        except KeyError:
            return _keep(kept, key, spread(values))
        except TypeError:
            return spread(values)

    return found


def _spread(name: str, spread: Callable[[Values], Distribution]) -> Step:
    def step(values: dict[str, Any], draws: Draws, u: float, path: str) -> None:
        values[name] = spread(values).quantile((u + 0.5) % 1.0)

    return step
