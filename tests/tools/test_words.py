"""Each word of a schema, as real documents write it, becomes plain JSON Schema; what is put right is said."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from simulator.tools.operations.schemas import Schemas

NULL = {"type": "null"}
PLAIN: dict[str, tuple[Any, Any]] = {
    "nullable": ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
    "x-nullable": ({"type": "integer", "x-nullable": True}, {"type": ["integer", "null"]}),
    "nullable enum": (
        {"type": "string", "nullable": True, "enum": ["a"]},
        {"type": ["string", "null"], "enum": ["a", None]},
    ),
    "nullable union": (
        {"nullable": True, "oneOf": [{"type": "string"}, {"type": "integer"}]},
        {"oneOf": [{"type": "string"}, {"type": "integer"}, NULL]},
    ),
    "nullable over allOf": ({"nullable": True, "allOf": [{"type": "string"}]}, {"type": ["string", "null"]}),
    "nullable reference in allOf": (
        {"nullable": True, "allOf": [{"$ref": "#/definitions/Name"}]},
        {"type": ["string", "null"], "maxLength": 9},
    ),
    "type list": ({"type": ["string", "null"]}, {"type": ["string", "null"]}),
    "upper-case type": ({"type": "STRING"}, {"type": "string"}),
    "exclusive bounds of old": (
        {"type": "number", "minimum": 1, "exclusiveMinimum": True, "maximum": 9, "exclusiveMaximum": False},
        {"type": "number", "exclusiveMinimum": 1, "maximum": 9},
    ),
    "exclusive bounds of today": (
        {"exclusiveMinimum": 1, "exclusiveMaximum": 2},
        {"exclusiveMinimum": 1, "exclusiveMaximum": 2},
    ),
    "exclusive of nothing": ({"type": "number", "exclusiveMinimum": True}, {"type": "number"}),
    "const": ({"const": None}, {"const": None}),
    "example": ({"type": "string", "example": "a"}, {"type": "string", "examples": ["a"]}),
    "x-example": ({"type": "string", "x-example": "a"}, {"type": "string", "examples": ["a"]}),
    "named examples": ({"examples": {"one": {"value": 1}, "two": {"value": 2}}}, {"examples": [1, 2]}),
    "extensions": (
        {"type": "string", "x-anything": {"a": 1}, "xml": {"name": "a"}, "externalDocs": {}},
        {"type": "string"},
    ),
    "tuple": ({"type": "array", "items": [{"type": "string"}]}, {"type": "array", "prefixItems": [{"type": "string"}]}),
    "true and false": (
        {"properties": {"a": True}, "additionalProperties": False},
        {"properties": {"a": {}}, "additionalProperties": False},
    ),
    "repeated names": ({"required": ["a", "a", 3, "b"]}, {"required": ["a", "b"]}),
    "required on itself": (
        {"properties": {"a": {"type": "string", "required": True}, "b": {"required": "false"}}},
        {"properties": {"a": {"type": "string"}, "b": {}}, "required": ["a"]},
    ),
    "only read": (
        {"properties": {"id": {"readOnly": True}, "a": {}}, "required": ["id", "a"]},
        {"properties": {"a": {}}, "required": ["a"]},
    ),
    "only read, required elsewhere": (
        {"allOf": [{"properties": {"id": {"readOnly": True}}}, {"required": ["id"], "properties": {"a": {}}}]},
        {"properties": {"a": {}}, "required": []},
    ),
    "only read, behind a reference": (
        {"properties": {"id": {"$ref": "#/definitions/Read"}}, "required": ["id"]},
        {"properties": {}, "required": []},
    ),
    "allOf": (
        {
            "allOf": [
                {"type": "object", "properties": {"a": {"type": "integer", "minimum": 1}}, "required": ["a"]},
                {"properties": {"a": {"maximum": 5}, "b": {"type": "string"}}, "required": ["b"]},
            ]
        },
        {
            "type": "object",
            "properties": {"a": {"type": "integer", "minimum": 1, "maximum": 5}, "b": {"type": "string"}},
            "required": ["a", "b"],
        },
    ),
    "allOf that disagrees": (
        {"allOf": [{"type": "string", "minLength": 2}, {"type": "integer", "minLength": 5}]},
        {"type": "string", "minLength": 5},
    ),
    "allOf of enums": ({"allOf": [{"enum": [1, 2, 3]}, {"enum": [2, 3, 4]}]}, {"enum": [2, 3]}),
    "oneOf and anyOf": (
        {"oneOf": [{"type": "string"}], "anyOf": [{"minLength": 1}]},
        {"oneOf": [{"type": "string"}], "anyOf": [{"minLength": 1}]},
    ),
    "sealed": (
        {"type": "object", "properties": {"a": {}}, "unevaluatedProperties": False},
        {"type": "object", "properties": {"a": {}}, "additionalProperties": False},
    ),
    "the document's own word for nothing": (None, {}),
}
SLIPS: dict[str, tuple[Any, Any]] = {
    "int": ({"type": "int"}, {"type": "integer"}),
    "long": ({"type": "long"}, {"type": "integer", "format": "int64"}),
    "float": ({"type": "float"}, {"type": "number", "format": "float"}),
    "date": ({"type": "date"}, {"type": "string", "format": "date"}),
    "file": ({"type": "file"}, {"type": "string", "format": "binary"}),
    "list of texts": ({"type": "string[]"}, {"type": "array"}),
    "two types in one text": ({"type": "string|null"}, {"type": ["string", "null"]}),
    "an unknown type": ({"type": "Pet"}, {}),
    "numbers as texts": ({"minimum": "5", "maxLength": "10"}, {"minimum": 5, "maxLength": 10}),
    "a length with a point": ({"maxLength": 10.0}, {"maxLength": 10}),
    "a length below nothing": ({"maxLength": -1}, {}),
    "a step of nothing": ({"multipleOf": 0}, {}),
    "numbers among texts": (
        {"type": "string", "enum": ["a", 2019, True]},
        {"type": "string", "enum": ["a", "2019", "true"]},
    ),
    "texts among numbers": ({"type": "integer", "enum": ["1", 2]}, {"type": "integer", "enum": [1, 2]}),
    "an enum of no such type": ({"type": "boolean", "enum": ["a"]}, {"enum": ["a"]}),
    "an enum with meanings": ({"enum": {"a": "first", "b": "second"}}, {"enum": ["a", "b"]}),
    "a truth value in quotes": ({"additionalProperties": "true"}, {"additionalProperties": True}),
    "properties as a list": ({"properties": [{"name": "a"}]}, {}),
    "names that are no regular expression": (
        {"patternProperties": {"(": {}, "^x-": {"type": "string"}}},
        {"patternProperties": {"^x-": {"type": "string"}}},
    ),
    "no regular expression": ({"pattern": "(?<name>["}, {}),
    "a reference that is no text": ({"$ref": 5}, {}),
    "a reference to nowhere": ({"$ref": "#/definitions/None"}, {}),
    "a reference to a file": ({"$ref": "pets.yaml#/Pet"}, {}),
}
QUIET: dict[str, tuple[Any, Any]] = {
    "any": ({"type": "any"}, {}),
    "a default of another type": ({"type": "integer", "default": "7"}, {"type": "integer", "default": 7}),
    "a default that fits in no way": ({"type": "integer", "default": "many"}, {"type": "integer"}),
    "a literal of another language": ({"pattern": "/^[a-z]+$/"}, {"pattern": "^[a-z]+$"}),
    "a bare name": ({"$ref": "Name"}, {"type": "string", "maxLength": 9}),
    "the room of another version": ({"$ref": "#/components/schemas/Name"}, {"type": "string", "maxLength": 9}),
}
DEFINITIONS = {"Name": {"type": "string", "maxLength": 9}, "Read": {"type": "string", "readOnly": True}}


def complete(schema: Any, siblings: bool = True) -> tuple[Any, list[str]]:
    said: list[str] = []
    schemas = Schemas(
        {"definitions": DEFINITIONS}, "readOnly", lambda text, ref="": said.append(text), siblings=siblings
    )
    return schemas.complete(schema), said


@pytest.mark.parametrize("name", PLAIN)
def test_words_of_every_version_become_plain_ones_without_a_word(name: str):
    found, said = complete(PLAIN[name][0])
    assert found == PLAIN[name][1]
    assert said == []
    Draft202012Validator.check_schema(found)


@pytest.mark.parametrize("name", SLIPS)
def test_slips_are_put_right_and_said(name: str):
    found, said = complete(SLIPS[name][0])
    assert found == SLIPS[name][1]
    assert said
    Draft202012Validator.check_schema(found)


@pytest.mark.parametrize("name", QUIET)
def test_what_everybody_reads_the_same_way_is_no_news(name: str):
    found, said = complete(QUIET[name][0])
    assert found == QUIET[name][1]
    assert said == []


def test_what_stands_beside_a_reference_counts_from_openapi_3_1_on():
    schema = {"$ref": "#/definitions/Name", "description": "Own", "minLength": 2}
    assert complete(schema)[0] == {"type": "string", "maxLength": 9, "minLength": 2, "description": "Own"}
    assert complete(schema, siblings=False)[0] == {"type": "string", "maxLength": 9}
