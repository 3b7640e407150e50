"""`discriminator`: the field that tells several forms of a value apart gets, in each form, the value it has there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from simulator.tools.operations.pointers import Pointers


def discriminated(discriminator: Any, words: Mapping[str, Any], pointers: Pointers) -> dict[str, Any]:
    """The words of a schema with what its discriminator says written as plain JSON schema."""
    if not isinstance(discriminator, Mapping) or not isinstance(discriminator.get("propertyName"), str):
        return dict(words)
    name = discriminator["propertyName"]
    mapping = discriminator.get("mapping")
    known = {str(key): ref for key, ref in mapping.items() if isinstance(ref, str)} if _map(mapping) else {}
    for word in ("oneOf", "anyOf"):
        if word in words:
            return {**words, word: [_branch(one, name, known, pointers) for one in words[word]]}
    return _base(words, name, list(known))


def _branch(one: Any, name: str, mapping: Mapping[str, str], pointers: Pointers) -> Any:
    ref = one.get("$ref") if isinstance(one, Mapping) else None
    if not isinstance(ref, str):
        return one
    own = ref.rpartition("/")[2]
    values = [key for key, target in mapping.items() if target in (ref, own)] or [own]
    if _is_fixed(pointers.find(ref), name, pointers):
        return one
    fixed = {"const": values[0]} if len(values) == 1 else {"enum": values}
    return {"allOf": [one, {"properties": {name: fixed}, "required": [name]}]}


def _is_fixed(target: Any, name: str, pointers: Pointers) -> bool:
    """Whether a form itself says which values the field has there."""
    base = target.get("allOf") if _map(target) else None
    for part in (target, *(base if isinstance(base, list) else ())):
        found = pointers.find(part["$ref"]) if _map(part) and "$ref" in part else part
        fields = found.get("properties") if _map(found) else None
        field = fields.get(name) if _map(fields) else None
        if _map(field) and {"enum", "const", "$ref", "allOf"} & field.keys():
            return True
        if _map(field) and field.get("type") not in ("string", None):
            return True
    return False


def _base(words: Mapping[str, Any], name: str, values: list[str]) -> dict[str, Any]:
    """A common base of several forms: its field has one of the values the mapping names."""
    fields = words.get("properties")
    field = fields.get(name) if _map(fields) else None
    plain = _map(field) and not ({"enum", "const", "$ref", "allOf", "oneOf", "anyOf"} & field.keys())
    if not values or not plain or fields is None or field is None or field.get("type", "string") != "string":
        return dict(words)
    return {**words, "properties": {**fields, name: {**field, "enum": values}}}


def _map(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)
