"""What is given and done, matched to a scenario's variables: a text becomes a value of theirs, a bound a condition."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from simulator.draws import Draws
from simulator.errors import InputError, closest
from simulator.kinds.declared import CLOCK
from simulator.network.network import Network
from simulator.variables.evidence import as_value, is_bound
from simulator.variables.expr import Expression
from simulator.variables.template import to_json

Said = Any
COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "!=": operator.ne,
}


def settled(network: Network, said: Mapping[str, Said], flag: str) -> dict[str, Said]:
    """What is said of variables, as values of theirs; raises InputError with the closest name or value."""
    if not said:
        return {}
    drawn = network.sample(Draws(network.name).at("like"))
    found = {}
    for name, value in said.items():
        if name not in network.names:
            raise InputError(f"{flag}: there is no variable {name!r}", hint=closest(name, list(network.names)))
        values, like = network.finite.get(name, ()), drawn[name]
        if not is_bound(value):
            found[name] = as_value(name, value, values=values, like=like)
        elif flag == "--do":
            raise InputError(f"--do sets {name!r} to a value", hint=f"--do {name}=VALUE")
        else:
            found[name] = {sign: _bound(name, sign, bound, values, like) for sign, bound in value.items()}
    return found


def _bound(name: str, sign: str, bound: Any, values: tuple[Any, ...], like: Any) -> Any:
    """The limit of a bound; only numbers and days have an order."""
    if sign == "!=" and values:
        return as_value(name, bound, values=values)
    ordered = isinstance(like, int | float | date) and not isinstance(like, bool | datetime)
    if not ordered:
        hint = f"--given {name}=VALUE, or {name}!=VALUE where it has few values"
        raise InputError(f"{name!r} is no number and no day, it has no bounds", hint=hint)
    return as_value(name, bound, like=like)


def applied(network: Network, given: Mapping[str, Said], do: Mapping[str, Any]) -> Network:
    """The network where what is given holds and what is done was done; raises InputError where nothing is left."""
    values = {name: said for name, said in given.items() if not is_bound(said)}
    conditions = [
        _condition(name, sign, limit, network.known[CLOCK])
        for name, said in given.items()
        if is_bound(said)
        for sign, limit in said.items()
    ]
    return network.under(values, do, conditions)


def _condition(name: str, sign: str, limit: Any, clock: datetime) -> Expression:
    """A bound as an expression; it goes by what people wrote, `day>2030-03-01`."""
    days = isinstance(limit, date)
    text = f"days({name}, {CLOCK}) {sign} {(limit - clock.date()).days}" if days else f"{name} {sign} {limit!r}"
    found = Expression(text)
    found.text = f"{name}{sign}{limit}"
    return found


def holds(said: Said, value: Any) -> bool:
    """Whether a value is what is said."""
    if is_bound(said):
        return all(COMPARE[sign](value, limit) for sign, limit in said.items())
    return bool(value == said)


def evidence_of(given: Mapping[str, Any], do: Mapping[str, Any]) -> dict[str, Any]:
    """What is given and done, as JSON has it; what is empty is left out."""
    found = {"given": given, "do": do}
    return {name: {key: to_json(said[key]) for key in sorted(said)} for name, said in found.items() if said}
