"""Several schemas that must all hold, merged into one; what cannot be merged stays in `allOf`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any

from simulator.tools.checks import json_key

Schema = dict[str, Any]


def merge(schemas: Sequence[Any]) -> Schema:
    """One schema that holds where all of these hold."""
    distinct = {id(schema): schema for schema in schemas if isinstance(schema, Mapping) and schema}
    return reduce(_pair, distinct.values(), {})


def _pair(left: Mapping[str, Any], right: Mapping[str, Any]) -> Schema:
    out: Schema = dict(left)
    rest: Schema = {}
    for word, value in right.items():
        if word not in out:
            out[word] = value
        elif word in _RULES:
            out[word] = _RULES[word](out[word], value)
        elif word not in _FIRST and json_key(out[word]) != json_key(value):
            rest[word] = value
    if rest:
        out["allOf"] = [*out.get("allOf", ()), rest]
    return out


def _fields(left: Mapping[str, Any], right: Mapping[str, Any]) -> Schema:
    both = {name: merge([left[name], right[name]]) for name in left.keys() & right.keys()}
    return {**left, **right, **{name: both[name] for name in sorted(both)}}


def _types(left: Any, right: Any) -> Any:
    one, two = ([kind] if isinstance(kind, str) else list(kind) for kind in (left, right))
    shared = [kind for kind in one if kind in two or (kind == "integer" and "number" in two)]
    shared += [kind for kind in two if kind == "integer" and "number" in one and kind not in shared]
    kinds = shared or one
    return kinds[0] if len(kinds) == 1 else kinds


def _values(left: list[Any], right: list[Any]) -> list[Any]:
    keys = {json_key(value) for value in right}
    return [value for value in left if json_key(value) in keys] or left


def _closed(left: Any, right: Any) -> Any:
    if left is False or right is False:
        return False
    return merge([part for part in (left, right) if isinstance(part, Mapping)])


_FIRST = frozenset(("description", "default", "examples", "format"))
_RULES: dict[str, Callable[[Any, Any], Any]] = {
    "type": _types,
    "enum": _values,
    "properties": _fields,
    "patternProperties": _fields,
    "additionalProperties": _closed,
    "items": lambda left, right: merge([left, right]),
    "required": lambda left, right: list(dict.fromkeys([*left, *right])),
    "allOf": lambda left, right: [*left, *right],
    "minimum": max,
    "exclusiveMinimum": max,
    "minLength": max,
    "minItems": max,
    "minProperties": max,
    "maximum": min,
    "exclusiveMaximum": min,
    "maxLength": min,
    "maxItems": min,
    "maxProperties": min,
}
