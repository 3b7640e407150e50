"""Whether a schema is plain, self-contained JSON Schema already, so that it can stay as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.tools.checks import TYPES
from simulator.tools.operations.pointers import pointed
from simulator.tools.operations.words import SOUND, is_regex
from simulator.values.late import Late

MAX_DEPTH = 60
_INNER = (
    *("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"),
    *("unevaluatedProperties", "unevaluatedItems", "contentSchema"),
)
_LISTS = ("anyOf", "oneOf", "allOf", "prefixItems")
_MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
# Words of old, and those that move what a reference means: a schema with them is written anew.
_OLD = frozenset(
    "nullable x-nullable discriminator readOnly example dependencies $anchor $dynamicRef $dynamicAnchor $recursiveRef "
    "$recursiveAnchor $vocabulary".split()
)
_FLAGS = frozenset(("uniqueItems", "deprecated", "writeOnly"))
_LISTED = frozenset(("enum", "examples"))
_TEXTS = frozenset(("title", "$comment", "$schema"))
_COUNTS = frozenset(("minContains", "maxContains"))
_ID = Late(r"[^#\s]*#?")


def is_sound(schema: Any, known: dict[int, Any] | None = None) -> bool:
    """Every word of it well formed, every reference to a part of itself.

    `known` holds the definitions looked at before, by identity: the tools of one document share theirs.
    """
    return isinstance(schema, Mapping) and _is_sound(schema, schema, known if known is not None else {}, 0)


def _is_sound(schema: Any, root: Any, known: dict[int, Any], depth: int) -> bool:
    if isinstance(schema, bool):
        return True
    if not isinstance(schema, Mapping) or depth > MAX_DEPTH:
        return False
    return _words(schema) and _reference(schema, root) and _parts(schema, root, known, depth + 1)


def _words(schema: Mapping[str, Any]) -> bool:
    if _OLD & schema.keys() or not _type(schema.get("type", "object")):
        return False
    return all(_fine(word, value) for word, value in schema.items())


def _fine(word: str, value: Any) -> bool:
    if word in _FLAGS:
        return isinstance(value, bool)
    if word in _LISTED:
        return isinstance(value, list)
    if word in _TEXTS:
        return isinstance(value, str)
    if word in _COUNTS:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if word == "$id":
        return isinstance(value, str) and _ID.fullmatch(value) is not None
    if word == "pattern":
        return isinstance(value, str) and is_regex(value)
    return word not in SOUND or SOUND[word](value)


def _type(kind: Any) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    names = [name for name in kinds if isinstance(name, str) and name in TYPES]
    return bool(kinds) and len(names) == len(kinds) == len(set(names))


def _reference(schema: Mapping[str, Any], root: Any) -> bool:
    """A reference leads to a part of the same schema, and not only to other references."""
    seen = set()
    here: Any = schema
    while isinstance(here, Mapping) and "$ref" in here:
        ref = here["$ref"]
        if not isinstance(ref, str) or not ref.startswith("#") or ref in seen:
            return False
        seen.add(ref)
        here = pointed(root, ref)
        if not isinstance(here, Mapping | bool):
            return False
    return True


def _parts(schema: Mapping[str, Any], root: Any, known: dict[int, Any], depth: int) -> bool:
    lists = [schema[word] for word in _LISTS if word in schema]
    maps = [schema[word] for word in _MAPS if word in schema]
    if not all(isinstance(one, list) and one for one in lists) or not all(isinstance(one, Mapping) for one in maps):
        return False
    inner = [schema[word] for word in _INNER if word in schema]
    inner += [part for one in lists for part in one]
    inner += [part for word in _MAPS if word in schema and word != "$defs" for part in schema[word].values()]
    definitions = [part for part in schema.get("$defs", {}).values() if id(part) not in known]
    known.update((id(part), part) for part in definitions)
    return all(_is_sound(part, root, known, depth) for part in (*inner, *definitions))
