"""The words of one schema level, made plain JSON Schema: older words turned, slips put right, the rest left out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from warnings import catch_warnings, simplefilter

from simulator.errors import short
from simulator.tools.checks import TYPES, json_key

Warn = Callable[..., None]
_NICKNAMES: Mapping[str, tuple[str, str]] = {
    "int": ("integer", ""),
    "int32": ("integer", "int32"),
    "int64": ("integer", "int64"),
    "long": ("integer", "int64"),
    "short": ("integer", ""),
    "biginteger": ("integer", ""),
    "float": ("number", "float"),
    "double": ("number", "double"),
    "decimal": ("number", ""),
    "numeric": ("number", ""),
    "bigdecimal": ("number", ""),
    "bool": ("boolean", ""),
    "str": ("string", ""),
    "text": ("string", ""),
    "char": ("string", ""),
    "date": ("string", "date"),
    "datetime": ("string", "date-time"),
    "date-time": ("string", "date-time"),
    "timestamp": ("string", "date-time"),
    "time": ("string", "time"),
    "file": ("string", "binary"),
    "binary": ("string", "binary"),
    "byte": ("string", "byte"),
    "password": ("string", "password"),
    "uuid": ("string", "uuid"),
    "guid": ("string", "uuid"),
    "email": ("string", "email"),
    "url": ("string", "uri"),
    "uri": ("string", "uri"),
    "enum": ("string", ""),
    "list": ("array", ""),
    "set": ("array", ""),
    "tuple": ("array", ""),
    "map": ("object", ""),
    "dict": ("object", ""),
    "hash": ("object", ""),
    "json": ("object", ""),
    "none": ("null", ""),
    "nil": ("null", ""),
}
_ANYTHING = frozenset(("any", "*", "mixed", "anything", "object|array", "type_unspecified"))


def is_number(value: Any) -> bool:
    """A number of JSON: no truth value, nothing endless."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


@lru_cache(maxsize=4096)
def is_regex(text: str) -> bool:
    """Whether a pattern is a regular expression for the usual validators."""
    try:
        with catch_warnings():
            simplefilter("ignore")
            re.compile(text)
    except (re.error, OverflowError, RecursionError, ValueError):
        return False
    return True


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
    return isinstance(value, list) and all(isinstance(item, str) for item in value) and len(set(value)) == len(value)


SOUND: Mapping[str, Callable[[Any], bool]] = {
    "type": lambda value: isinstance(value, str | list),
    "description": _text,
    "deprecated": lambda value: value is True,
    "default": lambda _: True,
    "examples": lambda value: isinstance(value, list) and bool(value),
    "enum": lambda value: isinstance(value, list) and bool(value),
    "const": lambda _: True,
    "minimum": is_number,
    "maximum": is_number,
    "exclusiveMinimum": is_number,
    "exclusiveMaximum": is_number,
    "multipleOf": lambda value: is_number(value) and value > 0,
    "minLength": _count,
    "maxLength": _count,
    "pattern": _text,
    "format": _text,
    "contentEncoding": _text,
    "contentMediaType": _text,
    "items": _schema,
    "prefixItems": _schemas,
    "minItems": _count,
    "maxItems": _count,
    "uniqueItems": lambda value: value is True,
    "contains": _schema,
    "properties": _map,
    "patternProperties": lambda value: _map(value) and all(map(is_regex, value)),
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
_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_COUNTS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
_QUIET = frozenset(
    ("required", "uniqueItems", "examples", "exclusiveMinimum", "exclusiveMaximum", "deprecated", "items")
)


def clean(schema: Mapping[str, Any], warn: Warn) -> dict[str, Any]:
    """The known and sound words of one schema, its inner schemas as they were written."""
    found = {}
    for word, sound in SOUND.items():
        if word in schema:
            value = schema[word]
            if not sound(value):
                value = _repaired(word, value, warn)
            if value is not None or word in ("default", "const"):
                found[word] = value
    _exclusive(schema, found)
    _pattern(found, warn)
    _examples(schema, found)
    _type(found, warn)
    _tuple(schema, found)
    return found


def _repaired(word: str, value: Any, warn: Warn) -> Any:
    """What was meant by a malformed word, or None."""
    fixed = None
    if word in _NUMBERS or word in _COUNTS:
        fixed = as_number(value)
        if word in _COUNTS:
            fixed = int(fixed) if fixed is not None and fixed >= 0 and fixed == int(fixed) else None
        elif fixed is not None and not SOUND[word](fixed):
            fixed = None
    elif word in _SLIPS:
        fixed = _SLIPS[word](value)
    if word not in _QUIET or (fixed is not None and word in ("exclusiveMinimum", "exclusiveMaximum")):
        end = f"is read as {short(str(fixed))}" if fixed is not None else "is left out"
        warn(f"{word} {short(repr(value))} is malformed in a schema and {end}")
    return fixed


def as_number(value: Any) -> int | float | None:
    """The number a text or value stands for, or None."""
    if is_number(value):
        return value  # type: ignore[no-any-return]
    if not isinstance(value, str) or len(value) > 40:
        return None
    for kind in (int, float):
        try:
            found: int | float = kind(value.strip().replace("_", "x"))
        except ValueError:
            continue
        return found if math.isfinite(found) else None
    return None


def _some_names(value: Any) -> list[str] | None:
    """`required: name`, or a list with odd entries; None for a truth value, which is the parent's affair."""
    given = [value] if isinstance(value, str) and value not in ("true", "false") else value
    if not isinstance(given, list):
        return None
    return list(dict.fromkeys(name for name in given if isinstance(name, str))) or None


def _some_values(value: Any) -> list[Any] | None:
    if isinstance(value, Mapping):
        return list(value) or None
    return [value] if isinstance(value, str | int | float) else None


def _some_examples(value: Any) -> list[Any] | None:
    if isinstance(value, Mapping):
        named = [one["value"] if isinstance(one, Mapping) and "value" in one else one for one in value.values()]
        return named or None
    return [value] if isinstance(value, str | int | float) and value != "" else None


_SLIPS: Mapping[str, Callable[[Any], Any]] = {
    "required": _some_names,
    "enum": _some_values,
    "examples": _some_examples,
    "pattern": lambda value: str(value) if is_number(value) else None,
    "format": lambda value: str(value) if is_number(value) else None,
    "description": lambda value: str(value) if is_number(value) else None,
    "uniqueItems": lambda value: True if value == "true" else None,
    "deprecated": lambda value: True if value == "true" else None,
    "patternProperties": lambda value: {k: v for k, v in value.items() if is_regex(k)} or None if _map(value) else None,
    "additionalProperties": lambda value: {"true": True, "false": False}.get(value) if isinstance(value, str) else None,
}


def _pattern(found: dict[str, Any], warn: Warn) -> None:
    """A pattern has to be a regular expression everywhere; one between slashes loses them."""
    text = found.get("pattern")
    if text is None or is_regex(text):
        bare = text[1:-1] if text and len(text) > 3 and text.startswith("/^") and text.endswith("$/") else None
        if bare:
            found["pattern"] = bare
        return
    warn(f"pattern {short(text)} is no regular expression that is known everywhere and is left out")
    del found["pattern"]


def _exclusive(schema: Mapping[str, Any], found: dict[str, Any]) -> None:
    for word, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if schema.get(word) is True or schema.get(word) == "true":
            found.pop(word, None)
            if bound in found:
                found[word] = found.pop(bound)


def _examples(schema: Mapping[str, Any], found: dict[str, Any]) -> None:
    if "examples" in found:
        return
    for word in ("example", "x-example"):
        if schema.get(word) is not None:
            found["examples"] = [schema[word]]
            return
    if given := _some_examples(schema.get("x-examples")):
        found["examples"] = given


def _type(found: dict[str, Any], warn: Warn) -> None:
    if "type" not in found:
        return
    given = found["type"] if isinstance(found["type"], list) else [found["type"]]
    types, formats = _types([name for name in given if isinstance(name, str)], warn)
    if not types:
        del found["type"]
        return
    found["type"] = types[0] if len(types) == 1 else types
    if formats and "format" not in found:
        found["format"] = formats[0]
    if "enum" in found:
        _fit_enum(found, types, warn)
    if "default" in found and not _fits(found["default"], types):
        fixed = _turned(found.pop("default"), types)
        if fixed is not None:
            found["default"] = fixed


def _types(given: list[str], warn: Warn) -> tuple[list[str], list[str]]:
    """The JSON types meant, and the formats that came with them."""
    types: dict[str, None] = {}
    formats: list[str] = []
    for name in given:
        low = name.strip().lower()
        if low in TYPES:
            types[low] = None
            if not name.islower() and not name.isupper():
                warn(f"type {short(name)!r} is no JSON type and is read as {low}")
        elif low in _ANYTHING:
            return [], []
        elif low in _NICKNAMES:
            kind, form = _NICKNAMES[low]
            types[kind] = None
            formats += [form] if form else []
            warn(f"type {short(name)!r} is no JSON type and is read as {kind}")
        elif parts := [part for part in low.replace("|", ",").split(",") if part.strip() in TYPES]:
            types.update(dict.fromkeys(part.strip() for part in parts))
            warn(f"type {short(name)!r} is read as {' or '.join(types)}")
        elif low.endswith("[]") or low.startswith(("array", "list")):
            types["array"] = None
            warn(f"type {short(name)!r} is no JSON type and is read as array")
        else:
            warn(f"type {short(name)!r} is unknown and is left out")
    return list(types), formats


def _fit_enum(found: dict[str, Any], types: list[str], warn: Warn) -> None:
    """Values of the enum that are of another type are turned: 2019 in a list of texts, "1" in one of numbers."""
    values = [value if value is None or _fits(value, types) else _turned(value, types) for value in found["enum"]]
    fitting = [value for value, given in zip(values, found["enum"], strict=True) if value is not None or given is None]
    if not any(value is not None for value in fitting):
        if found["enum"] != [None]:
            warn(f"no value of an enum is of type {' or '.join(types)}; the type is left out")
        del found["type"]
        return
    if fitting != found["enum"]:
        warn(f"values of an enum are not of type {' or '.join(types)} and are turned or left out")
    found["enum"] = list({json_key(value): value for value in fitting}.values())


def _turned(value: Any, types: list[str]) -> Any:
    if "string" in types and isinstance(value, int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    number = as_number(value) if isinstance(value, str) else None
    if number is not None and _fits(number, types):
        return number
    if "boolean" in types and isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower())
    return None


def _fits(value: Any, types: list[str]) -> bool:
    return any(TYPES[name](value) for name in types)


def _tuple(schema: Mapping[str, Any], found: dict[str, Any]) -> None:
    items = schema.get("items")
    if isinstance(items, list) and _schemas(items):
        found["prefixItems"] = items


def is_nullable(schema: Mapping[str, Any]) -> bool:
    """Whether a schema says in OpenAPI's older words that null is fine."""
    return any(schema.get(word) is True or schema.get(word) == "true" for word in ("nullable", "x-nullable"))


def nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with null added to what it accepts."""
    found = dict(schema)
    kind = found.get("type")
    kinds = [kind] if isinstance(kind, str) else list(kind or ())
    if any(word in found for word in ("$ref", "allOf", "const", "not", "if")):
        return {"anyOf": [schema, {"type": "null"}]}
    if kinds and "null" not in kinds:
        found["type"] = [*kinds, "null"]
    if "enum" in found and None not in found["enum"]:
        found["enum"] = [*found["enum"], None]
    for word in ("anyOf", "oneOf"):
        if word in found and {"type": "null"} not in found[word]:
            found[word] = [*found[word], {"type": "null"}]
    return found
