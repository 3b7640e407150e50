"""How the law of a number is written: its family and parameters, mixtures of laws, and the bounds that cut it.

Every parameter may be a number, a variable's name or an expression over variables.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from simulator.errors import closest
from simulator.frozen import NamedTuple
from simulator.kinds.declared import Declared, Given, number
from simulator.variables.distributions import (
    INFINITY,
    Beta,
    Law,
    Listed,
    LogNormal,
    Mixture,
    Normal,
    Rounded,
    Uniform,
    between,
    moments,
    poisson,
    whole_numbers,
)
from simulator.variables.variable import Values

MAX_PARTS = 100
Make = Callable[[Mapping[str, float], float, float], Any]
_BOUNDS = ("from", "to", "decimals")


class Family(NamedTuple):
    """One family of laws: which sets of parameters it takes, in the order of a list, and what they make."""

    takes: Mapping[tuple[str, ...], Make]
    positive: tuple[str, ...] = ()
    most: float = 1e100


def _uniform(found: Mapping[str, float], low: float, high: float) -> Law:
    return Uniform(found["from"], found["to"]).within(low, high)


def _normal(found: Mapping[str, float], low: float, high: float) -> Law:
    return Normal(found["mean"], found["spread"], low, high)


def _lognormal(log: Normal, low: float, high: float) -> Law:
    return LogNormal(log).within(low, high)


def _beta(found: Mapping[str, float], low: float, high: float) -> Law:
    return Beta(found["a"], found["b"], *((low, high) if low > -INFINITY else (0.0, 1.0)))


FAMILIES: Mapping[str, Family] = {
    "uniform": Family(takes={("from", "to"): _uniform}),
    "normal": Family(takes={("mean", "spread"): _normal}),
    "lognormal": Family(
        takes={
            ("mu", "sigma"): lambda p, low, high: _lognormal(Normal(p["mu"], p["sigma"]), low, high),
            ("median", "sigma"): lambda p, low, high: _lognormal(Normal(math.log(p["median"]), p["sigma"]), low, high),
            ("mean", "spread"): lambda p, low, high: _lognormal(moments(p["mean"], p["spread"]), low, high),
        },
        positive=("median", "mean"),
    ),
    "beta": Family(takes={("a", "b"): _beta}, positive=("a", "b"), most=1e4),
    "poisson": Family(takes={("mean",): lambda p, low, high: between(poisson(p["mean"]), low, high)}),
}
_OF_ZERO_OR_MORE = ("spread", "sigma")
_ELSEWHERE = {"gauss": "normal", "gaussian": "normal", "sd": "spread", "std": "spread", "stdev": "spread",
              "min": "from", "max": "to", "low": "from", "high": "to", "lambda": "mean", "alpha": "a"}  # fmt: skip


class Shape(NamedTuple):
    """A law whose parameters may depend on other variables."""

    names: frozenset[str]
    low: Given | None
    high: Given | None
    law: Callable[[Values], Any]


def read_shape(declared: Declared, body: Mapping[str, Any], keys: tuple[Any, ...], *, whole: bool) -> Shape:
    """The law a mapping means: its family, parameters and bounds."""
    if "uniform" in body:
        body = _as_bounds(declared, body, keys)
    ends = [number(declared, body[key], *keys, key) if key in body else None for key in ("from", "to")]
    if "mixture" in body:
        law, names = _mixture(declared, body, keys, whole=whole)
    else:
        law, names = _one_law(declared, body, keys, ends, whole=whole)
    low, high = ends
    shape = Shape(names=names.union(*(end.names for end in ends if end)), low=low, high=high, law=law)
    _check_ends(declared, shape, keys, whole=whole)
    return shape


def _as_bounds(declared: Declared, body: Mapping[str, Any], keys: tuple[Any, ...]) -> Mapping[str, Any]:
    """`uniform: [1, 9]` is another way to write `from: 1, to: 9`."""
    found = body["uniform"]
    if isinstance(found, list) and len(found) == 2:
        found = dict(zip(("from", "to"), found, strict=True))
    if not isinstance(found, Mapping) or set(found) != {"from", "to"} or set(found) & set(body):
        raise declared.refuse("uniform takes from and to", *keys, "uniform", hint="uniform: {from: 1, to: 9}")
    return {**{key: value for key, value in body.items() if key != "uniform"}, **found}


def _check_ends(declared: Declared, shape: Shape, keys: tuple[Any, ...], *, whole: bool) -> None:
    if whole and any(end and end.fixed and end.read({}) != int(end.read({})) for end in (shape.low, shape.high)):
        raise declared.refuse("from and to must be whole numbers", *keys)
    if shape.low and shape.high and shape.low.fixed and shape.high.fixed:
        low, high = shape.low.read({}), shape.high.read({})
        if low > high:
            raise declared.refuse(f"from {low} is above to {high}", *keys, "from")


def _one_law(
    declared: Declared, body: Mapping[str, Any], keys: tuple[Any, ...], ends: list[Given | None], *, whole: bool
) -> tuple[Callable[[Values], Any], frozenset[str]]:
    family, found, inside = _family(declared, body, keys)
    if family == "poisson" and not whole:
        raise declared.refuse("a Poisson law gives whole numbers", *keys, "poisson", hint="integer: {poisson: 3}")
    if family == "uniform" and not found:
        if None in ends:
            raise declared.refuse(
                f"{declared.kind} needs from and to", *keys, hint=f"{declared.kind}: {{from: 1, to: 9}}"
            )
        found = {"from": body["from"], "to": body["to"]}
        inside = keys
    if family == "beta" and (ends[0] is None) != (ends[1] is None):
        raise declared.refuse("a beta law needs both from and to, or none", *keys, hint="from: 0, to: 1")
    make, parameters = _parameters(declared, family, found, inside)
    half = 0.5 if whole and family not in ("poisson", "uniform") else 0.0
    low, high = ends

    def law(values: Values) -> Any:
        first = low.read(values) - half if low else -INFINITY
        last = high.read(values) + half if high else INFINITY
        if first > last:
            raise ValueError(f"from {first + half:g} is above to {last - half:g}")
        read = {name: given.read(values) for name, given in parameters.items()}
        _check_parameters(FAMILIES[family], read)
        return make(read, first, last)

    names = frozenset().union(*(given.names for given in parameters.values()))
    if not names:
        try:
            _check_parameters(FAMILIES[family], {name: given.read({}) for name, given in parameters.items()})
        except ValueError as broken:
            raise declared.refuse(str(broken), *inside) from None
    return law, names


def _check_parameters(family: Family, read: Mapping[str, float]) -> None:
    for name, value in read.items():
        if name in family.positive and not 0 < value <= family.most:
            raise ValueError(f"{name} is {value:g}, not above 0 and up to {family.most:g}")
        if name in _OF_ZERO_OR_MORE and value < 0:
            raise ValueError(f"the {name} is negative: {value:g}")


def _family(declared: Declared, body: Mapping[str, Any], keys: tuple[Any, ...]) -> tuple[str, Any, tuple[Any, ...]]:
    """The family a mapping names, its parameters as written, and the keys that lead there."""
    named = [key for key in body if key in FAMILIES]
    beside = [key for key in body if key not in (*FAMILIES, *_BOUNDS, "weight")]
    if len(named) > 1:
        raise declared.refuse(f"has two laws, {named[0]} and {named[1]}", *keys, named[1], hint="keep one of them")
    for key in beside:
        if named or key not in ("mean", "spread"):
            known = [*_BOUNDS, *(FAMILIES if not named else ()), "mixture", *(() if named else ("mean", "spread"))]
            hint = f"write {_ELSEWHERE[key]}" if key in _ELSEWHERE else closest(key, known)
            raise declared.refuse(f"unknown field {key!r}", *keys, key, hint=hint)
    if named:
        return named[0], body[named[0]], (*keys, named[0])
    if "spread" in body and "mean" not in body:
        raise declared.refuse("a spread needs a mean", *keys, "spread", hint="mean: 20, spread: 5")
    if "mean" in body:
        return "normal", {"mean": body["mean"], "spread": body.get("spread", 1.0)}, keys
    return "uniform", {}, keys


def _parameters(declared: Declared, family: str, found: Any, keys: tuple[Any, ...]) -> tuple[Make, Mapping[str, Given]]:
    takes = FAMILIES[family].takes
    first = next(iter(takes))
    hint = " or ".join(f"{family}: {{{', '.join(f'{name}: …' for name in names)}}}" for names in takes)
    if isinstance(found, list) and len(found) == len(first):
        pairs = {name: (item, (*keys, index)) for index, (name, item) in enumerate(zip(first, found, strict=True))}
    elif isinstance(found, Mapping):
        pairs = {name: (item, (*keys, name)) for name, item in found.items()}
    elif len(first) == 1 and not isinstance(found, list):
        pairs = {first[0]: (found, keys)}
    else:
        raise declared.refuse(f"{family} has other parameters", *keys, hint=hint)
    for names, make in takes.items():
        if set(names) == set(pairs):
            return make, {name: number(declared, item, *where) for name, (item, where) in pairs.items()}
    strange = next((name for name in pairs if not any(name in names for names in takes)), "")
    if strange:
        raise declared.refuse(f"unknown field {strange!r}", *keys, strange, hint=hint)
    raise declared.refuse(f"{family} takes other parameters than {', '.join(pairs) or 'none'}", *keys, hint=hint)


def _mixture(
    declared: Declared, body: Mapping[str, Any], keys: tuple[Any, ...], *, whole: bool
) -> tuple[Callable[[Values], Any], frozenset[str]]:
    parts = body["mixture"]
    if not isinstance(parts, list) or not parts:
        raise declared.refuse(
            "a mixture is a list of laws",
            *keys,
            "mixture",
            hint="mixture: [{weight: 3, mean: 20, spread: 2}, {weight: 1, mean: 60}]",
        )
    if len(parts) > MAX_PARTS:
        raise declared.refuse(f"a mixture of more than {MAX_PARTS} parts", *keys, "mixture")
    for key in body:
        if key not in (*_BOUNDS, "mixture", "weight"):
            raise declared.refuse(f"unknown field {key!r}", *keys, key, hint="put it into a part of the mixture")
    read = [_part(declared, part, (*keys, "mixture", index), whole=whole) for index, part in enumerate(parts)]
    if all(weight.fixed and not weight.read({}) for weight, _ in read):
        raise declared.refuse("has only weights of zero", *keys, "mixture")
    names = frozenset().union(*(weight.names | shape.names for weight, shape in read))
    low, high = (number(declared, body[key], *keys, key) if key in body else None for key in ("from", "to"))

    def law(values: Values) -> Any:
        found = [(weight.read(values), _part_law(shape, values, whole=whole)) for weight, shape in read]
        kept = tuple((weight, inner) for weight, inner in found if weight > 0)
        if not kept or min(weight for weight, _ in found) < 0:
            raise ValueError("a weight of the mixture is negative, or all are zero")
        if low is None and high is None:
            return Mixture(kept)
        ends = (low.read(values) if low else -INFINITY), (high.read(values) if high else INFINITY)
        return Mixture(kept).within(*ends)

    return law, names


def _part(declared: Declared, part: Any, keys: tuple[Any, ...], *, whole: bool) -> tuple[Given, Shape]:
    if isinstance(part, int | float) and not isinstance(part, bool):
        part = {"value": part}
    if not isinstance(part, Mapping):
        raise declared.refuse(f"{part!r} is no part of a mixture", *keys, hint="{weight: 3, mean: 20, spread: 2}")
    weight = number(declared, part.get("weight", 1), *keys, "weight")
    if weight.fixed and weight.read({}) < 0:
        raise declared.refuse(f"{part['weight']!r} is no weight", *keys, "weight", hint="a number of 0 or more")
    inside = [key for key in part if key in ("number", "integer")]
    if inside and isinstance(part[inside[0]], Mapping):
        return weight, read_shape(declared, part[inside[0]], (*keys, inside[0]), whole=whole)
    if "value" in part:
        if set(part) - {"value", "weight"}:
            raise declared.refuse("a value has no law beside it", *keys, hint="{weight: 1, value: 0}")
        only = number(declared, part["value"], *keys, "value")
        return weight, Shape(names=only.names, low=None, high=None, law=lambda values: {only.read(values): 1.0})
    return weight, read_shape(declared, part, keys, whole=whole)


def _part_law(shape: Shape, values: Values, *, whole: bool) -> Law:
    found = shape.law(values)
    if isinstance(found, Mapping):
        return Listed.of(found)
    if not whole:
        return found  # type: ignore[no-any-return]
    low, high = bounds_of(shape, values)
    return ordered(Rounded(found, 0, low, high, whole=True))  # type: ignore[no-any-return]


def bounds_of(shape: Shape, values: Values) -> tuple[float, float]:
    low = shape.low.read(values) if shape.low else -INFINITY
    high = shape.high.read(values) if shape.high else INFINITY
    if low > high:
        raise ValueError(f"from {low} is above to {high}")
    return low, high


def ordered(found: Any) -> Any:
    if isinstance(found, Mapping):
        return Listed.of(found)
    inner = found.law
    if isinstance(inner, Uniform):
        return whole_numbers(int(found.low), int(found.high))
    return found
