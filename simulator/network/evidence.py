"""What is given and done: values fitted to the variables they speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from simulator.errors import InputError, closest
from simulator.frozen import dataclass
from simulator.network.factor import TooLarge
from simulator.network.tables import Tables
from simulator.variables.evidence import as_value
from simulator.variables.expr import Expression
from simulator.variables.variable import Distribution, Variable


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known about a case (`given`, `conditions`) and what is forced on it (`do`)."""

    given: Mapping[str, Any] = field(default_factory=dict)
    do: Mapping[str, Any] = field(default_factory=dict)
    conditions: tuple[Expression, ...] = ()


def settled(variable: Variable, evidence: Evidence) -> Variable:
    """The variable with one value where something was done to it, or is given and could not be told by its chance."""
    name = variable.name
    if name in evidence.do:
        return _fixed(variable, evidence.do[name])
    return _fixed(variable, evidence.given[name]) if name in evidence.given and variable.draw else variable


def _fixed(variable: Variable, value: Any) -> Variable:
    return replace(
        variable,
        parents=(),
        decide=lambda values: value,
        weights=None,
        spread=None,
        draw=None,
        shown=None,
        ordered=False,
        cuts={},
    )


def suited(evidence: Evidence, variables: Mapping[str, Variable], tables: Tables) -> Evidence:
    """The evidence with every value as the variable has it; raises InputError for what it can never be."""
    for name in (*evidence.given, *evidence.do):
        if name not in variables:
            raise InputError(f"{name!r} is no variable", hint=closest(name, list(variables)))
    both = sorted({*evidence.given} & {*evidence.do})
    if both:
        raise InputError(f"{both[0]!r} is both given and done", hint="keep one of them")
    columns = [name for name in evidence.do if variables[name].kind == "column"]
    if columns:
        whole = columns[0].rpartition(".")[0]
        hint = f"--do {whole} with a whole value, or --given {columns[0]}=VALUE"
        raise InputError(f"{columns[0]!r} is a part of {whole!r}, which would no longer fit it", hint=hint)
    return Evidence(
        given={
            name: _reached(variables[name], _suited(variables[name], value, tables), tables)
            for name, value in evidence.given.items()
        },
        do={name: _suited(variables[name], value, tables) for name, value in evidence.do.items()},
        conditions=evidence.conditions,
    )


def _suited(variable: Variable, value: Any, tables: Tables) -> Any:
    values: Sequence[Any] = ()
    if tables.finite(variable.name):
        try:
            values = tables.domain(variable.name).shown
        except TooLarge:
            return value
    return as_value(variable.name, value, values=values, like=_example(variable, tables))


def _example(variable: Variable, tables: Tables) -> Any:
    spread = _alone(variable, tables)
    return spread.quantile(0.5) if spread else None


def _alone(variable: Variable, tables: Tables) -> Distribution | None:
    """How a variable is spread that hangs on nothing."""
    if variable.spread and all(parent in tables.known for parent in variable.parents):
        return variable.spread(tables.known)
    return None


def _reached(variable: Variable, value: Any, tables: Tables) -> Any:
    """The value, if an ordered variable that hangs on nothing can have it."""
    spread = _alone(variable, tables)
    if spread and spread.below(value) >= spread.upto(value):
        p = spread.below(value)
        near = spread.quantile(min(p, 1 - 2**-53)) if p < 1 else spread.quantile(1 - 2**-53)
        raise InputError(f"{variable.name} is never {value}", hint=f"the nearest is about {near}")
    return value
