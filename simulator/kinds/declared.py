"""What every kind needs to read its declaration: fields, numbers and moments that may come from other variables.

A declaration that makes no sense raises `Refused` with the keys that lead to the wrong part.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from simulator.errors import InputError, Place, closest
from simulator.frozen import dataclass
from simulator.values.late import Late
from simulator.variables.expr import Expression
from simulator.variables.template import NAME, Template
from simulator.variables.variable import Values, Variable

CLOCK = "clock"
LARGEST = 1e100
_HOLE = Late(r"\{[^{}|]*\}")


class Refused(ValueError):
    """Why a variable's declaration makes no sense; `keys` lead to the part that is wrong."""

    def __init__(self, message: str, *keys: Any, hint: str = "") -> None:
        super().__init__(message)
        self.keys = keys
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a kind comes to its value; the fields are those of a `Variable`."""

    parents: tuple[str, ...] = ()
    weights: Callable[[Values], Mapping[Any, float]] | None = None
    shown: Callable[[Any], Any] | None = None
    ordered: bool = False
    cuts: Mapping[str, tuple[tuple[Any, bool], ...]] | None = None
    spread: Callable[[Values], Any] | None = None
    decide: Callable[[Values], Any] | None = None
    draw: Callable[[Values, Any, str], Any] | None = None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A variable's declaration.

    found   the mapping as written, with the kind as one of its keys
    kind    its kind; the other keys stand beside it (`given`, `weight`)
    above   the keys that lead from the variable to this mapping: a row of a table may be declared like a variable
    read    gives the text of a file beside the scenario, and how it is called
    inner   builds the variable of a mapping that stands in this one
    kinds   the names of all kinds
    """

    name: str
    found: Mapping[str, Any]
    kind: str
    place_of: Callable[..., Place]
    read: Callable[[str, Place], tuple[str, bytes]]
    inner: Callable[[Mapping[str, Any], tuple[Any, ...]], Variable]
    kinds: tuple[str, ...]
    above: tuple[Any, ...] = ()

    @property
    def body(self) -> Any:
        return self.found[self.kind]

    def place(self, *keys: Any) -> Place:
        return self.place_of(*self.above, *keys)

    def refuse(self, message: str, *keys: Any, hint: str = "") -> Refused:
        """The refusal of a part of this declaration."""
        return Refused(message, *self.above, *keys, hint=hint)

    def fields(self, found: Any, known: Sequence[str], example: str, *keys: Any) -> Mapping[str, Any]:
        """A mapping with no other fields than these."""
        if not isinstance(found, Mapping):
            raise self.refuse(f"{keys[-1]} takes a mapping", *keys, hint=example)
        for key in found:
            if key not in known:
                raise self.refuse(f"unknown field {key!r}", *keys, key, hint=closest(key, list(known)))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A part of a declaration: fixed, or read from the values of other variables (`names`)."""

    names: frozenset[str]
    read: Callable[[Values], Any]

    @property
    def fixed(self) -> bool:
        return not self.names


def fixed(value: Any) -> Given:
    return Given(names=frozenset(), read=lambda values: value)


def number(declared: Declared, found: Any, *keys: Any) -> Given:
    """A number, or an expression over other variables that gives one: 3, `base_price`, `age * 2 + 1`."""
    if isinstance(found, str):
        expression = Expression(found.strip()[1:-1] if _HOLE.fullmatch(found.strip()) else found, declared.place(*keys))
        if expression.events:
            raise declared.refuse("happened() is known only after a conversation", *keys)
        if not expression.names:
            return fixed(_finite(declared, expression.evaluate({}), *keys))
        return Given(names=expression.names, read=lambda values: _found(declared, expression, values, keys))
    return fixed(_finite(declared, found, *keys))


def _finite(declared: Declared, found: Any, *keys: Any) -> float:
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise declared.refuse(f"{keys[-1]} is {found!r}, not a number", *keys, hint="a number, or a variable's name")
    if not -LARGEST <= found <= LARGEST or math.isnan(found):
        raise declared.refuse(
            f"{keys[-1]} is beyond any number that can be counted on", *keys, hint=f"up to {LARGEST:g}"
        )
    return found


def _found(declared: Declared, expression: Expression, values: Values, keys: tuple[Any, ...]) -> float:
    found = expression.evaluate(values)
    if isinstance(found, bool) or not isinstance(found, int | float) or not -LARGEST <= found <= LARGEST:
        place = declared.place(*keys)
        raise InputError(f"variable {declared.name!r}: {expression.text} gives {found!r}, not a number", place=place)
    return found


def text(declared: Declared, found: Any, *keys: Any) -> Given:
    """A text with `{name}` in it, or one that is the same for all."""
    if not isinstance(found, str):
        raise declared.refuse(f"{keys[-1]} is {found!r}, not a text", *keys)
    template = Template(found, declared.place(*keys))
    return Given(names=template.names, read=template.render)


def is_name(found: str) -> bool:
    return bool(NAME.fullmatch(found))
