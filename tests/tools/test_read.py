"""Whatever is read gives tools with valid schemas or one clear error, in bounded work; never anything else."""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from simulator.authoring.strict import warnings
from simulator.errors import InputError
from simulator.tools.arguments import ArgumentChecker
from simulator.tools.formats.read import read_tools

WORDS = (
    "type properties required items allOf oneOf anyOf not $ref enum const default example examples nullable minimum "
    "maximum exclusiveMinimum maxLength pattern format additionalProperties discriminator propertyName mapping "
    "openapi swagger info paths /a /b/{id} get post parameters in name schema requestBody content application/json "
    "responses 200 default components schemas definitions tags operationId deprecated servers url host consumes "
    "function parameters input_schema inputSchema functionDeclarations description tools "
    "unevaluatedProperties readOnly title $id $schema $comment $defs patternProperties "
    "dependentRequired dependentSchemas prefixItems minContains "
    "uniqueItems writeOnly contentSchema $anchor"
).split()
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.sampled_from(
        [
            *WORDS,
            "#",
            "#/paths",
            "#/components/schemas/a",
            "object",
            "string",
            "array",
            "integer",
            "path",
            "query",
            "body",
            "3.0.0",
            "2.0",
        ]
    )
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=3), inner, max_size=6)
    ),
    max_leaves=40,
)
SCHEMA_DOCUMENTS = JSON.map(
    lambda part: {
        "openapi": "3.0.0",
        "paths": {"/a/{id}": {"post": {"requestBody": {"content": {"application/json": {"schema": part}}}}}},
        "components": {"schemas": {"a": part}},
    }
)
OPERATIONS = st.builds(
    lambda head, item, more: {
        **head,
        "paths": {"/a/{id}": {"get": item, "post": {"parameters": [more, item]}}},
        "components": more,
        "definitions": more,
    },
    st.sampled_from([{"openapi": "3.1.0"}, {"swagger": "2.0"}]),
    JSON,
    JSON,
)
LISTS = JSON.map(
    lambda part: [{"name": "f", "description": "d", "parameters": part}, {"functionDeclarations": [part]}, part]
)


def check(data: Any) -> None:
    try:
        found = read_tools(data)
    except InputError:
        return
    assert found.tools
    assert len({tool.name for tool in found.tools}) == len(found.tools)
    checker = ArgumentChecker(found.tools)
    for tool in found.tools:
        for schema in (tool.parameters, tool.returns, *tool.error_schemas.values()):
            if schema is not None:
                Draft202012Validator.check_schema(schema)
        checker.problems(tool.name, {"id": "x"})
    warnings(found)
    written = found.openai()
    assert read_tools(json.loads(json.dumps(written))).openai() == written


PROPERTY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@PROPERTY
@given(JSON)
def test_any_json_gives_tools_or_one_error(data: Any):
    check(data)


@PROPERTY
@given(SCHEMA_DOCUMENTS)
def test_any_schema_gives_a_valid_one(data: Any):
    check(data)


@PROPERTY
@given(OPERATIONS)
def test_any_operation_gives_tools_or_one_error(data: Any):
    check(data)


@PROPERTY
@given(LISTS)
def test_any_list_gives_tools_or_one_error(data: Any):
    check(data)


TEXT = "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      responses:\n        200: {description: Grüße}\n"
ENCODED = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with a mark": codecs.BOM_UTF8 + TEXT.encode(),
    "UTF-16": TEXT.encode("utf-16"),
    "UTF-16 big end first": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "UTF-16 without a mark": TEXT.encode("utf-16-le"),
    "UTF-32": TEXT.encode("utf-32"),
    "lines as on Windows": TEXT.replace("\n", "\r\n").encode(),
    "lines as on old Macs": TEXT.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("name", ENCODED)
def test_a_text_is_read_in_every_encoding(tmp_path: Path, name: str):
    (tmp_path / "a.yaml").write_bytes(ENCODED[name])
    found = read_tools(tmp_path / "a.yaml")
    assert ([tool.name for tool in found.tools], found.warnings) == (["get_a"], ())


SAID = {
    "tabs": ("openapi: 3.0.0\npaths:\n\t/a:\n\t\tget: {}\n", "tabs that indent are read as spaces"),
    "a repeated key": ("openapi: 3.0.0\npaths: {/a: {get: {tags: [a], tags: [b]}}}\n", "key 'tags' stands twice"),
    "a repeated key in JSON": (
        '{"openapi": "3.0.0", "openapi": "3.0.1", "paths": {"/a": {"get": {}}}}',
        "key 'openapi' stands twice",
    ),
    "a comma too many": ('{"openapi": "3.0.0", "paths": {"/a": {"get": {},}},}', "read as YAML"),
    "comments": ('{"openapi": "3.0.0", # here\n "paths": {"/a": {"get": {}}}}', "read as YAML"),
    "a version to come": ("openapi: 3.2.0\npaths: {/a: {get: {}}}\n", "is read as 3.1"),
}


@pytest.mark.parametrize("name", SAID)
def test_what_is_odd_in_a_text_is_read_and_said(tmp_path: Path, name: str):
    text, word = SAID[name]
    path = tmp_path / ("a.json" if text[0] == "{" else "a.yaml")
    path.write_text(text)
    found = read_tools(path)
    assert len(found.tools) == 1
    assert any(word in warning for warning in found.warnings)


def test_yaml_of_all_kinds_is_read(tmp_path: Path):
    text = """%YAML 1.1
---
openapi: 3.0
info: {title: Days, version: 2030-01-01, 2030-02-02: a date as key}
x-shared: &shared
  tags: [one]
  deprecated: true
paths:
  /a:
    get:
      <<: *shared
      deprecated: false
      operationId: !!str 12
      parameters: [{name: on, in: query, schema: {type: string, enum: [on, off, 012, 12:30]}}]
      responses: {200: {description: ok}, 404: {description: no}}
"""
    (tmp_path / "a.yaml").write_text(text)
    (tool,) = read_tools(tmp_path / "a.yaml").tools
    assert (tool.name, tool.tags, tool.deprecated, tool.errors) == ("12", ("one",), False, {"404": "no"})
    assert tool.properties["on"]["enum"] == ["on", "off", "12", "12:30"]


def test_a_folder_and_its_files_are_read(tmp_path: Path):
    with pytest.raises(InputError, match="no API document here"):
        read_tools(tmp_path)
    (tmp_path / "tools.py").write_text("def f(): 'Does.'\n")
    assert read_tools(tmp_path).kind == "Python functions"
    (tmp_path / "swagger.json").write_text('{"swagger": "2.0", "paths": {"/a": {"get": {}}}}')
    assert read_tools(str(tmp_path)).kind == "Swagger 2.0"
    with pytest.raises(InputError, match="no such file"):
        read_tools(tmp_path / "none.yaml")


BINARY = {
    "a ZIP archive": b"PK\x03\x04\xff\xfe\xff",
    "a gzip archive": b"\x1f\x8b\xff\xff",
    "not UTF-8 text": b"openapi: \xff",
}


@pytest.mark.parametrize("name", BINARY)
def test_a_file_that_is_no_text_is_named(tmp_path: Path, name: str):
    (tmp_path / "a.yaml").write_bytes(BINARY[name])
    with pytest.raises(InputError, match=name):
        read_tools(tmp_path / "a.yaml")


def test_a_large_document_is_cut_without_reading_all_of_it():
    broken = {"get": {"tags": ["other"], "parameters": [{"$ref": "#/nowhere"}]}}
    paths = {f"/p{n}": broken for n in range(2000)} | {"/pets": {"get": {"tags": ["pets"]}}}
    found = read_tools({"openapi": "3.0.0", "paths": paths}, include=["pets"])
    assert ([tool.name for tool in found.tools], found.warnings) == (["get_pets"], ())


def test_warnings_have_an_end():
    paths = {f"/p{n}": {"get": {"parameters": [{"$ref": f"#/nowhere{n}"}]}} for n in range(500)}
    found = read_tools({"openapi": "3.0.0", "paths": paths})
    assert len(found.warnings) == 101
    assert found.warnings[-1].startswith("and ")
