"""Numbers and whole numbers: their laws rounded, the whole ones finite where their range is small."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from simulator.errors import InputError
from simulator.kinds.declared import Declared, Way
from simulator.kinds.shapes import Shape, bounds_of, ordered, read_shape
from simulator.variables.distributions import Law, Rounded, Uniform
from simulator.variables.variable import Values

WIDE = 1000
MAX_DECIMALS = 12


def number_kind(declared: Declared) -> Way:
    """`number`: decimals are kept, two where none are said."""
    body = _mapping(declared)
    decimals = _decimals(declared, body)
    shape = read_shape(declared, body, (declared.kind,), whole=False)

    def spread(values: Values) -> Law:
        low, high = bounds_of(shape, values)
        return Rounded(shape.law(values), decimals, low, high)

    return _way(declared, shape, spread)


def integer_kind(declared: Declared) -> Way:
    """`integer`: finite where its bounds are fixed and near each other, else ordered."""
    body = _mapping(declared)
    if "decimals" in body:
        raise declared.refuse("a whole number has no decimals", declared.kind, "decimals", hint="use number")
    shape = read_shape(declared, body, (declared.kind,), whole=True)

    def spread(values: Values) -> Any:
        return _whole(shape, values)

    if _is_small(declared, shape):
        return _finite(declared, shape)
    return _way(declared, shape, lambda values: ordered(spread(values)))


def _mapping(declared: Declared) -> Mapping[str, Any]:
    if not isinstance(declared.body, Mapping):
        raise declared.refuse(
            f"{declared.kind} takes a mapping", declared.kind, hint=f"{declared.kind}: {{from: 1, to: 9}}"
        )
    return declared.body


def _way(declared: Declared, shape: Shape, spread: Callable[[Values], Any]) -> Way:
    if shape.names:
        return Way(parents=tuple(sorted(shape.names)), spread=_placed(declared, spread))
    law = _once(declared, spread)
    return Way(spread=lambda values: law)


def _finite(declared: Declared, shape: Shape) -> Way:
    def weights(values: Values) -> Mapping[int, float]:
        return _weights(_whole(shape, values), shape, values)

    if shape.names:
        return Way(parents=tuple(sorted(shape.names)), weights=_placed(declared, weights), ordered=True)
    found = _once(declared, weights)
    return Way(weights=lambda values: found, ordered=True)


def _once(declared: Declared, make: Callable[[Values], Any]) -> Any:
    """What needs no other variable, made and tried while the file is read."""
    try:
        found = make({})
        if not isinstance(found, Mapping):
            found.quantile(0.5)
    except (ValueError, ArithmeticError) as broken:
        raise declared.refuse(str(broken), declared.kind) from None
    return found


def _placed(declared: Declared, make: Callable[[Values], Any]) -> Callable[[Values], Any]:
    """A maker whose errors say which variable they come from."""

    def placed(values: Values) -> Any:
        try:
            found = make(values)
            if not isinstance(found, Mapping):
                found.quantile(0.5)
        except InputError:
            raise
        except (ValueError, ArithmeticError) as broken:
            place = declared.place(declared.kind)
            raise InputError(f"variable {declared.name!r}: {broken}", place=place) from None
        return found

    return placed


def _is_small(declared: Declared, shape: Shape) -> bool:
    if not shape.low or not shape.high or not shape.low.fixed or not shape.high.fixed:
        found = None if shape.names else _once(declared, lambda values: _whole(shape, values))
        return isinstance(found, Mapping) and len(found) <= WIDE
    return bool(shape.high.read({}) - shape.low.read({}) < WIDE)


def _whole(shape: Shape, values: Values) -> Any:
    """The law of a whole number: weights where it counts, else rounded, each number with what lies half around it."""
    low, high = bounds_of(shape, values)
    found = shape.law(values)
    return found if isinstance(found, Mapping) else Rounded(found, 0, low, high, whole=True)


def _weights(found: Any, shape: Shape, values: Values) -> Mapping[int, float]:
    if isinstance(found, Mapping):
        return found
    low, high = (int(end) for end in bounds_of(shape, values))
    if isinstance(found.law, Uniform):
        return dict.fromkeys(range(low, high + 1), 1.0)
    return {count: found.upto(count) - found.below(count) for count in range(low, high + 1)}


def _decimals(declared: Declared, body: Mapping[str, Any]) -> int:
    found = body.get("decimals", 2)
    if isinstance(found, bool) or found not in range(MAX_DECIMALS + 1):
        raise declared.refuse(f"decimals is {found!r}", declared.kind, "decimals", hint=f"0 to {MAX_DECIMALS}")
    return int(found)
