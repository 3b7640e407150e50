"""The words of one schema level, made plain JSON Schema: OpenAPI 3.0's own words turned, malformed ones left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from simulator.tools.checks import TYPES

Warn = Callable[[str], None]
_NICKNAMES = {
    "int": "integer",
    "long": "integer",
    "int32": "integer",
    "int64": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
    "bool": "boolean",
    "date": "string",
    "datetime": "string",
    "date-time": "string",
    "file": "string",
    "text": "string",
    "uuid": "string",
    "list": "array",
    "map": "object",
    "dict": "object",
}


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _schema(value: Any) -> bool:
    return isinstance(value, Mapping | bool)


def _schemas(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping | bool) for item in value)


def _map(value: Any) -> bool:
    return isinstance(value, Mapping)


def _names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


_SOUND: dict[str, Callable[[Any], bool]] = {
    "type": lambda value: isinstance(value, str | list),
    "description": _text,
    "default": lambda _: True,
    "examples": lambda value: isinstance(value, list) and bool(value),
    "enum": lambda value: isinstance(value, list) and bool(value),
    "const": lambda _: True,
    "minimum": _number,
    "maximum": _number,
    "exclusiveMinimum": _number,
    "exclusiveMaximum": _number,
    "multipleOf": lambda value: _number(value) and value > 0,
    "minLength": _count,
    "maxLength": _count,
    "pattern": _text,
    "format": _text,
    "items": _schema,
    "prefixItems": _schemas,
    "minItems": _count,
    "maxItems": _count,
    "uniqueItems": lambda value: value is True,
    "contains": _schema,
    "properties": _map,
    "patternProperties": _map,
    "additionalProperties": _schema,
    "propertyNames": _schema,
    "required": _names,
    "dependentRequired": lambda value: _map(value) and all(map(_names, value.values())),
    "minProperties": _count,
    "maxProperties": _count,
    "anyOf": _schemas,
    "oneOf": _schemas,
    "not": _schema,
    "if": _schema,
    "then": _schema,
    "else": _schema,
}
_QUIET = frozenset(("required", "uniqueItems", "examples", "exclusiveMinimum", "exclusiveMaximum"))


def clean(schema: Mapping[str, Any], warn: Warn) -> dict[str, Any]:
    """The known and sound words of one schema, its inner schemas as they were written."""
    found = {}
    for word, sound in _SOUND.items():
        if word in schema:
            if sound(schema[word]):
                found[word] = schema[word]
            elif word not in _QUIET:
                warn(f"{word} is malformed in a schema and is left out")
    _exclusive(schema, found)
    _examples(schema, found)
    _type(found, warn)
    _tuple(schema, found)
    if schema.get("nullable") is True:
        _nullable(found)
    return found


def _exclusive(schema: Mapping[str, Any], found: dict[str, Any]) -> None:
    for word, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if schema.get(word) is True and bound in found:
            found[word] = found.pop(bound)


def _examples(schema: Mapping[str, Any], found: dict[str, Any]) -> None:
    if schema.get("example") is not None and "examples" not in found:
        found["examples"] = [schema["example"]]


def _type(found: dict[str, Any], warn: Warn) -> None:
    if "type" not in found:
        return
    given = found["type"] if isinstance(found["type"], list) else [found["type"]]
    known = [_NICKNAMES.get(name.lower(), name.lower()) for name in given if isinstance(name, str)]
    types = list(dict.fromkeys(name for name in known if name in TYPES))
    if not types:
        warn(f"type {str(found['type'])[:40]!r} is unknown and is left out")
        del found["type"]
        return
    found["type"] = types[0] if len(types) == 1 else types
    if "enum" in found:
        _fit_enum(found, types, warn)
    if "default" in found and not _fits(found["default"], types):
        del found["default"]


def _fit_enum(found: dict[str, Any], types: list[str], warn: Warn) -> None:
    fitting = [value for value in found["enum"] if value is None or _fits(value, types)]
    if any(value is not None for value in fitting):
        found["enum"] = fitting
    else:
        warn(f"no value of an enum is of type {' or '.join(types)}; the type is left out")
        del found["type"]


def _fits(value: Any, types: list[str]) -> bool:
    return any(TYPES[name](value) for name in types)


def _tuple(schema: Mapping[str, Any], found: dict[str, Any]) -> None:
    items = schema.get("items")
    if isinstance(items, list) and _schemas(items):
        found["prefixItems"] = items


def _nullable(found: dict[str, Any]) -> None:
    kind = found.get("type")
    if isinstance(kind, str) and kind != "null":
        found["type"] = [kind, "null"]
    if "enum" in found and None not in found["enum"]:
        found["enum"] = [*found["enum"], None]
    for word in ("anyOf", "oneOf"):
        if word in found and not kind:
            found[word] = [*found[word], {"type": "null"}]
