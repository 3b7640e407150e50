"""Tool lists are read in every provider's form, written out again, and come back the same."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from simulator.errors import InputError
from simulator.tools.arguments import ArgumentChecker
from simulator.tools.formats.read import read_tools

SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
NAMED = {"name": "get_weather", "description": "Weather in a city."}
OPENAI = {"type": "function", "function": {**NAMED, "parameters": SCHEMA, "strict": True}}
ANTHROPIC = {**NAMED, "input_schema": SCHEMA, "cache_control": {"type": "ephemeral"}}
MCP = {
    **NAMED,
    "title": "Weather",
    "inputSchema": SCHEMA,
    "outputSchema": SCHEMA,
    "annotations": {"readOnlyHint": True},
}
GEMINI = {**NAMED, "parameters": {"type": "OBJECT", "properties": {"city": {"type": "STRING"}}, "required": ["city"]}}
FORMS: dict[str, Any] = {
    "OpenAI": [OPENAI],
    "a whole request": {"model": "m", "messages": [], "tools": [OPENAI]},
    "one OpenAI tool": OPENAI,
    "a bare function": {**NAMED, "parameters": SCHEMA},
    "bare functions": [{**NAMED, "parameters": SCHEMA}],
    "functions of old": {"functions": [{**NAMED, "parameters": SCHEMA}]},
    "the responses form": [{"type": "function", **NAMED, "parameters": SCHEMA, "strict": True}],
    "Anthropic": [ANTHROPIC],
    "Anthropic, custom": {"tools": [{"type": "custom", **ANTHROPIC}]},
    "Gemini": [{"function_declarations": [GEMINI]}],
    "Gemini, camel case": {"tools": [{"functionDeclarations": [GEMINI]}]},
    "Gemini, bare": {"functionDeclarations": [GEMINI]},
    "Gemini, JSON schema": [{"functionDeclarations": [{**NAMED, "parametersJsonSchema": SCHEMA}]}],
    "Bedrock": {"toolConfig": {"tools": [{"toolSpec": {**NAMED, "inputSchema": {"json": SCHEMA}}}]}},
    "MCP": {"tools": [MCP]},
    "MCP, JSON-RPC": {"jsonrpc": "2.0", "id": 1, "result": {"tools": [MCP]}},
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_tool(name: str):
    found = read_tools(copy.deepcopy(FORMS[name]))
    (tool,) = found.tools
    assert (tool.name, tool.description, dict(tool.parameters)) == (*NAMED.values(), SCHEMA)
    assert not tool.writes
    assert (found.warnings, found.left_out) == ((), ())


@pytest.mark.parametrize(
    ("written", "out"),
    [
        ([OPENAI], "openai"),
        ([{**ANTHROPIC, "type": "custom"}], "anthropic"),
        ([ANTHROPIC], "anthropic"),
        ([MCP], "mcp"),
    ],
)
def test_a_list_comes_out_as_it_went_in(written: list[Any], out: str):
    assert getattr(read_tools(copy.deepcopy(written)), out)() == written


@pytest.mark.parametrize("out", ["openai", "anthropic", "mcp"])
def test_a_list_goes_through_every_other_form_unchanged(out: str):
    first = read_tools(
        [OPENAI, {"type": "function", "function": {"name": "ping", "description": "Pings.", "parameters": SCHEMA}}]
    )
    again = read_tools(json.loads(json.dumps(getattr(first, out)())))
    assert [(t.name, t.description, t.parameters) for t in again.tools] == [
        (t.name, t.description, t.parameters) for t in first.tools
    ]


def test_a_sound_schema_stays_as_it_was_written():
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Args",
        "type": "object",
        "properties": {
            "a": {"$ref": "#/$defs/A"},
            "b": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
        },
        "$defs": {"A": {"type": "object", "properties": {"again": {"$ref": "#/$defs/A"}}, "title": "A"}},
        "additionalProperties": False,
    }
    (tool,) = read_tools([{"name": "f", "description": "d", "input_schema": schema}]).tools
    assert tool.parameters == schema


def test_names_are_made_legal_and_unique_and_the_old_ones_kept():
    tools = [
        {"name": name, "inputSchema": SCHEMA} for name in ("files/read", "files.read", "x" * 80, "Prüfen", "ok_", "ok_")
    ]
    found = read_tools({"tools": tools})
    assert found.names == {
        "files_read": "files/read",
        "files_read_2": "files.read",
        "x" * 64: "x" * 80,
        "Prufen": "Prüfen",
        "ok_": "ok_",
        "ok__2": "ok_",
    }
    assert len(found.warnings) == 5


def test_what_is_no_function_is_left_out_and_named():
    given = [
        OPENAI,
        {"type": "web_search"},
        {"type": "bash_20250124", "name": "bash"},
        {"type": "function", "function": {}},
        5,
    ]
    given += [{"type": "custom", "name": "patch", "format": {"type": "grammar"}}]
    found = read_tools(given)
    assert [tool.name for tool in found.tools] == ["get_weather"]
    assert [str(one) for one in found.left_out] == [
        "tool 2: is a web_search tool, which its provider runs itself",
        "bash: is a bash_20250124 tool, which its provider runs itself",
        "tool 4: has no name",
        "tool 5: is no object",
        "patch: takes free text, no arguments",
    ]


def test_gemini_numbers_and_nulls_are_put_right():
    fields = {"a": {"type": "STRING", "nullable": True, "maxLength": "5", "enum": ["x"], "format": "enum"}}
    (tool,) = read_tools(
        [{"functionDeclarations": [{"name": "f", "parameters": {"type": "OBJECT", "properties": fields}}]}]
    ).tools
    assert tool.properties["a"] == {"type": ["string", "null"], "maxLength": 5, "enum": ["x", None], "format": "enum"}


ARGUMENTS = {
    "none": (None, {"type": "object", "properties": {}}),
    "an empty object": ({}, {"type": "object", "properties": {}}),
    "bare fields": ({"city": {"type": "string"}}, {"type": "object", "properties": {"city": {"type": "string"}}}),
    "no type": ({"properties": {"a": {}}}, {"type": "object", "properties": {"a": {}}}),
    "only words": (
        {"additionalProperties": False},
        {"type": "object", "properties": {}, "additionalProperties": False},
    ),
    "one text": (
        {"type": "string"},
        {"type": "object", "properties": {"value": {"type": "string"}}, "required": ["value"]},
    ),
    "no schema": ("text", {"type": "object", "properties": {}}),
}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_arguments_are_always_an_object(name: str):
    (tool,) = read_tools([{"name": "f", "description": "d", "parameters": ARGUMENTS[name][0]}]).tools
    assert tool.parameters == ARGUMENTS[name][1]


def test_only_what_is_included_is_read():
    given = [{"name": name, "parameters": SCHEMA} for name in ("get_a", "get_b", "set_a")]
    assert [tool.name for tool in read_tools(given, include=["get_*", "*_b"]).tools] == ["get_a", "get_b"]
    with pytest.raises(InputError, match="no tool fits get_c\nhint: did you mean 'get_"):
        read_tools(given, include=["get_c"])


def test_verbs_and_servers_say_what_changes_something():
    names = {
        "get_user": False,
        "search": False,
        "users.list": False,
        "user_lookup": False,
        "create_user": True,
        "send": True,
    }
    found = read_tools([{"name": name, "parameters": SCHEMA} for name in names])
    assert [tool.writes for tool in found.tools] == list(names.values())
    (tool,) = read_tools(
        {"tools": [{"name": "get", "inputSchema": SCHEMA, "annotations": {"readOnlyHint": False}}]}
    ).tools
    assert tool.writes


def test_the_arguments_of_every_form_are_checked():
    for form in FORMS.values():
        checker = ArgumentChecker(read_tools(copy.deepcopy(form)).tools)
        assert checker.problems("get_weather", {"city": "Bern"}) == []
        assert [str(one) for one in checker.problems("get_weather", {"city": 5})] == ["city: must be string, not 5"]
