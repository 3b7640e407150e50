"""Every combination of values that the parents of a table can have finds a row: proven where they can be listed.

Parents that are ordered are tried at their ends and on both sides of every cut. What depends on a text that is drawn
freely, or on more combinations than can be tried, is left to the cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.variables.expr import Expression
from simulator.variables.variable import Variable

MAX_STATES = 2_000
MAX_VALUES = 500
MAX_TRIED = 50_000
END = 1e-6
BESIDE = 1e-9
CHECKED = frozenset(("table", "row", "subset"))
States = list[dict[str, Any]]


def check_reach(variables: Sequence[Variable], require: Sequence[Expression], known: Mapping[str, Any]) -> None:
    """Raises InputError for a combination of parents' values that a variable has no row for.

    `variables` stand in an order that lets parents come first.
    """
    by_name = {variable.name: variable for variable in variables}
    tried = 0
    for variable in variables:
        if variable.parents and (variable.kind in CHECKED or variable.kind == "expr") and tried < MAX_TRIED:
            above = _above(variable, by_name)
            plain = not any(one.spread or one.draw for one in above)
            if variable.kind in CHECKED or plain:
                tried += _try(variable, above, variables, require, known)


def _above(variable: Variable, by_name: Mapping[str, Variable]) -> list[Variable]:
    """All that a variable depends on, however far, parents first."""
    names, waiting = set(), [*variable.parents]
    while waiting:
        name = waiting.pop()
        if name in by_name and name not in names:
            names.add(name)
            waiting += by_name[name].parents
    return [one for one in by_name.values() if one.name in names]


def _try(
    variable: Variable,
    above: Sequence[Variable],
    variables: Sequence[Variable],
    require: Sequence[Expression],
    known: Mapping[str, Any],
) -> int:
    """Tries every state of what is above; how many steps that took."""
    cuts = _cuts(variables)
    states: States = [dict(known)]
    tried = 0
    for index, one in enumerate(above):
        needed = {name for later in (*above[index + 1 :], variable) for name in later.parents}
        kept = needed.union(*(condition.names for condition in require), known)
        stepped = _stepped(states, one, cuts.get(one.name, ()), require, kept)
        if stepped is None:
            return tried
        states = stepped
        tried += len(states)
    for state in states:
        variable.value(state, Draws(variable.name), variable.name)
    return tried + len(states)


def _stepped(
    states: States, one: Variable, cuts: Iterable[Any], require: Sequence[Expression], kept: set[str]
) -> States | None:
    """The states with one more variable, without what nobody reads any more; None where there are too many."""
    found: dict[str, dict[str, Any]] = {}
    for state in states:
        options = _options(one, state, cuts)
        if options is None:
            return None
        for value in options:
            here = {**state, one.name: value}
            if _allowed(here, one.name, require):
                left = {name: item for name, item in here.items() if name in kept}
                found[repr(left)] = left
        if len(found) > MAX_STATES:
            return None
    return list(found.values())


def _options(one: Variable, state: Mapping[str, Any], cuts: Iterable[Any]) -> list[Any] | None:
    """The values a variable can have; None where they cannot be listed."""
    try:
        if one.decide:
            return [one.decide(state)]
        if one.weights:
            weights = one.weights(state)
            tokens = [token for token, weight in weights.items() if weight > 0]
            return None if len(tokens) > MAX_VALUES else [one.shown(token) if one.shown else token for token in tokens]
        if one.spread:
            return _ends(one.spread(state), cuts)
    except InputError:
        return None  # its own error, said where it is tried itself
    return None


def _ends(law: Any, cuts: Iterable[Any]) -> list[Any]:
    points = [END, 1 - END]
    for value, after in cuts:
        try:
            at = law.upto(value) if after else law.below(value)
        except (TypeError, ValueError, AttributeError):
            continue
        points += [point for point in (at - BESIDE, at + BESIDE) if END < point < 1 - END]
    return [law.quantile(point) for point in points]


def _allowed(state: Mapping[str, Any], name: str, require: Sequence[Expression]) -> bool:
    """Whether no requirement that is decided already forbids a state."""
    for condition in require:
        if name in condition.names and condition.names <= state.keys():
            try:
                if not condition.evaluate(state):
                    return False
            except InputError:
                continue
    return True


def _cuts(variables: Sequence[Variable]) -> dict[str, list[Any]]:
    """Where the tables cut each variable, all of them together."""
    found: dict[str, list[Any]] = {}
    for variable in variables:
        for name, cuts in variable.cuts.items():
            found.setdefault(name, []).extend(cuts)
    return found
