"""Operations become tools: names, folded arguments, references, cycles, and hostile schemas."""

from __future__ import annotations

import json

import jsonschema
import pytest

from simulator.errors import InputError
from simulator.tools.document import read_document, read_text
from simulator.tools.openapi import read_openapi

OK = {"200": {"description": "ok"}}


def ref(name: str) -> dict:
    return {"$ref": f"#/components/schemas/{name}"}


def load(path):
    return read_document(read_text(path), str(path))


def body(schema: dict, **more) -> dict:
    return {"content": {"application/json": {"schema": schema, **more}}}


def post(schema: dict) -> dict:
    return {"/things": {"post": {"requestBody": body(schema), "responses": OK}}}


@pytest.fixture
def read(write_document):
    def read(paths, schemas=None, include=(), version="3.0.3"):
        return read_openapi(load(write_document(paths, schemas, version)), include=include)

    return read


def test_parameters_and_body_are_folded_without_clashes(read):
    operation = {
        "operationId": "change_pet",
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
            {"name": "id", "in": "query", "schema": {"type": "string"}},
            {"name": "X-Trace", "in": "header", "schema": {"type": "string"}, "description": "A <b>trace</b>."},
            {"name": "Authorization", "in": "header", "schema": {"type": "string"}},
            {"name": "session", "in": "cookie", "schema": {"type": "string"}},
        ],
        "requestBody": body({"required": ["id"], "properties": {"id": {"type": "string"}, "tag": {"type": "string"}}}),
        "responses": OK,
    }
    (tool,) = read({"/pets/{id}": {"put": operation}}).tools
    assert list(tool.properties) == ["id", "query_id", "X-Trace", "session", "body_id", "tag"]
    assert tool.required == ("id", "body_id")
    assert tool.places["body_id"] == ("body", "id")
    assert tool.places["session"] == ("cookie", "session")
    assert tool.path == "/pets/{id}"
    assert tool.properties["X-Trace"]["description"] == "A trace."


def test_names_are_legal_and_unique(read):
    paths = {
        f"/a{n}": {"get": {"operationId": name, "responses": OK}}
        for n, name in enumerate(["Get It!", "Get It?", "x" * 99, "x" * 99])
    }
    paths["/pets/{petId}/toys"] = {"get": {"responses": OK}}
    names = [tool.name for tool in read(paths).tools]
    assert names == ["Get_It", "Get_It_2", "x" * 64, "x" * 62 + "_2", "get_pets_petId_toys"]


def test_reading_and_writing_operations_are_told_apart(read):
    item = {"get": {"responses": OK}, "head": {"responses": OK}, "post": {"responses": OK}, "put": {"x-reads": True}}
    assert {tool.method: tool.writes for tool in read({"/a": item}).tools} == {
        "get": False,
        "head": False,
        "post": True,
        "put": False,
    }


def test_old_words_become_json_schema(read):
    fields = {
        "a": {"type": "string", "nullable": True, "enum": ["x"]},
        "b": {"type": "integer", "minimum": 3, "exclusiveMinimum": True},
        "c": {"type": "float", "example": 1.5},
        "d": {"type": "nonsense"},
        "e": {"type": "string", "readOnly": True},
        "f": {"type": "integer", "enum": ["1", "2"]},
    }
    found = read(post({"type": "object", "properties": fields, "required": ["e"]}))
    assert found.tools[0].properties == {
        "a": {"type": ["string", "null"], "enum": ["x", None]},
        "b": {"type": "integer", "exclusiveMinimum": 3},
        "c": {"type": "number", "format": "float", "examples": [1.5]},
        "d": {},
        "f": {"type": "integer", "enum": [1, 2]},
    }
    assert found.tools[0].required == ()
    assert len(found.warnings) == 3


def test_all_of_is_merged_and_cycles_are_kept_as_definitions(read):
    schemas = {
        "Pet": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
        "Dog": {
            "allOf": [
                ref("Pet"),
                {"required": ["age"], "properties": {"age": {"type": "integer"}, "friend": ref("Dog")}},
            ]
        },
    }
    (tool,) = read(post(ref("Dog")), schemas).tools
    assert tool.required == ("name", "age")
    assert tool.properties["friend"] == {"$ref": "#/$defs/Dog"}
    validator = jsonschema.Draft202012Validator(tool.parameters)
    assert validator.is_valid({"name": "a", "age": 1, "friend": {"name": "b", "age": 2}})
    assert not validator.is_valid({"name": "a", "age": 1, "friend": {"name": "b"}})


def test_defaults_and_examples_are_kept_and_constants_may_be_left_out(read):
    parameters = [
        {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 10}},
        {
            "name": "city",
            "in": "query",
            "required": True,
            "schema": {"type": "string", "default": "Bern"},
            "example": "Oslo",
        },
        {"name": "format", "in": "query", "required": True, "schema": {"type": "string", "enum": ["json"]}},
    ]
    (tool,) = read({"/a": {"get": {"parameters": parameters, "responses": OK}}}).tools
    assert tool.properties["limit"]["default"] == 10
    assert tool.properties["city"] == {"type": "string", "examples": ["Oslo", "Bern"]}
    assert tool.required == ("city",)


def test_results_and_errors_are_read(read):
    responses = {
        "404": {"description": "No such pet."},
        "200": {"description": "ok", **body(ref("Pet"), example={"id": 7})},
    }
    schemas = {
        "Pet": {
            "type": "object",
            "properties": {"id": {"type": "integer"}, "pin": {"type": "string", "writeOnly": True}},
        }
    }
    (tool,) = read({"/a": {"get": {"responses": responses}}}, schemas).tools
    assert tool.errors == {"404": "No such pet."}
    assert tool.returns == {"type": "object", "properties": {"id": {"type": "integer"}}, "examples": [{"id": 7}]}


@pytest.mark.parametrize("target", ["http://127.0.0.1:9/x.json", "file:///no/such/file.json", "other.yaml#/Pet"])
def test_a_reference_out_of_the_document_is_a_warning_with_its_line_and_stays_open(write_document, target):
    path = write_document(post({"type": "object", "properties": {"a": {"$ref": target}}}))
    path.write_text(json.dumps(json.loads(path.read_text()), indent=1))
    found = read_openapi(load(path))
    assert found.tools[0].properties == {"a": {}}
    (warning,) = found.placed(found.remarks)
    assert "points out of the document" in warning
    assert target in path.read_text().splitlines()[int(warning.split(":")[1]) - 1]


def test_only_what_is_included_is_read(read):
    paths = {
        "/pets": {"get": {"operationId": "pets", "tags": ["zoo"], "responses": OK}},
        "/cars": {"get": {"operationId": "cars", "parameters": [{"$ref": "http://far.example/x"}], "responses": OK}},
    }
    for glob in ("pe*", "zoo", "/pets*"):
        assert [tool.name for tool in read(paths, include=[glob]).tools] == ["pets"]
    with pytest.raises(InputError, match="no operation fits boats"):
        read(paths, include=["boats"])


def test_malformed_parts_are_warned_of_and_left_out(read):
    paths = {
        "/a": {"get": "nonsense", "post": {"parameters": ["x", {"name": 3}], "requestBody": 5, "responses": []}},
        "/b": None,
        "/c/{id}": {"get": {"responses": {"200": {"$ref": "#/nowhere"}}}},
    }
    found = read(paths)
    assert [tool.name for tool in found.tools] == ["post_a", "get_c_id"]
    assert found.tools[1].required == ("id",)
    assert len(found.warnings) >= 4


def hostile() -> dict[str, tuple[dict, dict]]:
    names = range(30)
    wide = {f"s{n}": {"type": "object", "properties": {key: ref(f"s{n + 1}") for key in "abcdefgh"}} for n in names}
    nested = {f"s{n}": {"allOf": [ref(f"s{n + 1}")] * 8} for n in names}
    either = {f"s{n}": {"oneOf": [{"properties": {key: ref(f"s{n + 1}")}} for key in "abcd"]} for n in names}
    return {
        "loop": ({"a": ref("b"), "b": ref("a")}, ref("a")),
        "self allOf": ({"a": {"allOf": [ref("a"), ref("a")]}}, ref("a")),
        "self oneOf": ({"a": {"oneOf": [ref("a"), {"type": "string"}]}}, ref("a")),
        "to the root": ({}, {"properties": {"x": {"$ref": "#"}}}),
        "wide": (wide, ref("s0")),
        "nested": (nested, ref("s0")),
        "either": (either, ref("s0")),
        "chain": ({f"s{n}": ref(f"s{n + 1}") for n in range(5000)}, ref("s0")),
        "deep": ({f"s{n}": {"properties": {"x": ref(f"s{n + 1}")}} for n in range(2000)}, ref("s0")),
    }


@pytest.mark.parametrize("name", list(hostile()))
def test_hostile_schemas_end_in_a_tool_of_bounded_size(read, name):
    schemas, schema = hostile()[name]
    (tool,) = read(post(schema), schemas).tools
    assert len(json.dumps(tool.parameters)) < 1_000_000


def test_too_many_operations_are_an_error(read):
    with pytest.raises(InputError, match="more than 20,000 operations"):
        read({f"/p{n}": {"get": {}} for n in range(20_001)})


def test_a_document_without_operations_is_an_error(read):
    with pytest.raises(InputError, match="has no operation"):
        read({"/a": {}})
