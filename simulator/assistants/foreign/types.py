"""Python types made from JSON schemas, so that a bound tool has a signature that frameworks can read.

What Python's own types say fully becomes one of them; anything richer (formats, bounds, nested objects) becomes a
subclass of the nearest one that shows pydantic the schema itself and lets every value through to the world.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

PLAIN: Mapping[str, Any] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": bool,
    "null": None,
    "object": dict[str, Any],
    "array": list[Any],
}
BASES: Mapping[str, type] = {"string": str, "integer": int, "number": float, "object": dict, "array": list}
QUIET = frozenset({"type", "title", "description", "default", "example", "examples", "deprecated", "nullable"})


def type_of(schema: Any) -> Any:
    """The type that says most of what a schema says."""
    if not isinstance(schema, Mapping) or "$ref" in json.dumps(schema, default=str):
        return Any
    says = {key for key in schema if key not in QUIET and not key.startswith("x-")}
    kind = schema.get("type")
    if isinstance(kind, str) and kind in PLAIN and not says:
        return PLAIN[kind]
    if says == {"enum"} and _is_literal(schema["enum"]):
        return Literal[tuple(schema["enum"])]
    if kind == "array" and says == {"items"}:
        return list[type_of(schema["items"])]  # type: ignore[misc]
    return _shaped(schema, BASES.get(kind if isinstance(kind, str) else "", object))


def allows_null(schema: Any) -> bool:
    """Whether null may be sent for a parameter."""
    if not isinstance(schema, Mapping) or not schema.keys() & {"type", "enum"} or schema.get("nullable"):
        return True
    kinds = schema.get("type")
    return "null" in kinds if isinstance(kinds, str | list) else None in schema["enum"]


def _is_literal(values: Any) -> bool:
    return isinstance(values, list) and bool(values) and all(isinstance(value, str | int) for value in values)


def _shaped(schema: Mapping[str, Any], base: type) -> type:
    def core(cls: type, source: Any, handler: Any) -> dict[str, str]:
        return {"type": "any"}

    def shown(cls: type, core: Any, handler: Any) -> dict[str, Any]:
        return dict(schema)

    hooks = {
        "__get_pydantic_core_schema__": classmethod(core),
        "__get_pydantic_json_schema__": classmethod(shown),
        "__doc__": "A value with a JSON schema of its own.",
    }
    return type(f"Json{base.__name__.title()}", (base,), hooks)
