"""Every way to describe what an operation takes is folded into one arguments object, and can be unfolded again."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.tools.formats.read import read_tools
from simulator.tools.operations.unfolding import unfold

OK = {"200": {"description": "ok"}}
TEXT = {"type": "string"}


def read(operation: dict[str, Any], path: str = "/a", method: str = "post", **top: Any) -> Any:
    """The only tool of a document with one operation, and what was said."""
    head = {"swagger": "2.0"} if top.pop("swagger", False) else {"openapi": "3.0.3"}
    item = top.pop("item", {})
    data = {
        **head,
        "info": {"title": "x", "version": "1"},
        "paths": {path: {**item, method: {"responses": OK, **operation}}},
        **top,
    }
    found = read_tools(data)
    return found.tools[0], [str(one) for one in found.remarks]


def old(*parameters: dict[str, Any], **more: Any) -> Any:
    return read({"parameters": list(parameters), **more.pop("operation", {})}, swagger=True, **more)


def test_a_body_of_swagger_becomes_arguments():
    body = {"name": "pet", "in": "body", "required": True, "schema": {"$ref": "#/definitions/Pet"}}
    pet = {"type": "object", "required": ["name"], "properties": {"name": TEXT, "tag": TEXT}}
    tool, said = old(body, definitions={"Pet": pet}, consumes=["application/json"])
    assert tool.parameters == {**pet, "additionalProperties": False}
    assert (tool.places["name"], tool.sends, said) == (("body", "name"), "application/json", [])


def test_a_shared_body_parameter_is_followed():
    body = {"name": "pet", "in": "body", "schema": {"type": "array", "items": TEXT}}
    tool, _ = old({"$ref": "#/parameters/Body"}, parameters={"Body": body})
    assert tool.properties == {"pet": {"type": "array", "items": TEXT}}
    assert unfold(tool, {"pet": ["a"]}).body == ["a"]


def test_form_fields_and_files_become_arguments():
    tool, said = old(
        {"name": "title", "in": "formData", "type": "string", "required": True},
        {"name": "photo", "in": "formData", "type": "file", "description": "The photo."},
        operation={"consumes": ["multipart/form-data"]},
    )
    assert tool.properties == {
        "title": TEXT,
        "photo": {"type": "string", "format": "binary", "description": "The photo."},
    }
    assert (tool.required, tool.sends, said) == (("title",), "multipart/form-data", [])


@pytest.mark.parametrize(
    ("collection", "query"),
    [
        ("csv", (("q", "a,b"),)),
        ("ssv", (("q", "a b"),)),
        ("pipes", (("q", "a|b"),)),
        ("multi", (("q", "a"), ("q", "b"))),
    ],
)
def test_lists_of_swagger_are_written_as_it_says(collection: str, query: Any):
    tool, _ = old(
        {"name": "q", "in": "query", "type": "array", "items": TEXT, "collectionFormat": collection}, method="get"
    )
    assert unfold(tool, {"q": ["a", "b"]}).query == query


STYLES = {
    "explode": ({}, (("q", "a"), ("q", "b"))),
    "no explode": ({"explode": False}, (("q", "a,b"),)),
    "spaces": ({"style": "spaceDelimited"}, (("q", "a b"),)),
    "content": ({"content": {"application/json": {"schema": {"type": "array"}}}}, (("q", '["a","b"]'),)),
}


@pytest.mark.parametrize("name", STYLES)
def test_lists_of_openapi_are_written_as_it_says(name: str):
    more, query = STYLES[name]
    one = {
        "name": "q",
        "in": "query",
        **({} if "content" in more else {"schema": {"type": "array", "items": TEXT}}),
        **more,
    }
    tool, _ = read({"parameters": [one]}, method="get")
    assert unfold(tool, {"q": ["a", "b"]}).query == query


def test_an_object_of_the_query_is_written_deep():
    one = {"name": "filter", "in": "query", "style": "deepObject", "schema": {"type": "object"}}
    tool, _ = read({"parameters": [one]}, method="get")
    assert unfold(tool, {"filter": {"a": 1, "b": "x"}}).query == (("filter[a]", "1"), ("filter[b]", "x"))


def test_arguments_go_back_to_where_they_came_from():
    places = ("path", "query", "header", "cookie")
    parameters = [{"name": "id", "in": where, "required": where == "path", "schema": TEXT} for where in places]
    body = {"content": {"application/json": {"schema": {"type": "object", "properties": {"id": TEXT, "$x": TEXT}}}}}
    tool, _ = read({"parameters": parameters, "requestBody": body}, path="/a/{id}/b")
    assert list(tool.properties) == ["id", "query_id", "header_id", "cookie_id", "body_id", "x"]
    request = unfold(tool, {"id": "p/1", "query_id": "q", "header_id": "h", "cookie_id": "c", "body_id": "b", "x": "1"})
    assert (request.method, request.path, request.query) == ("POST", "/a/p%2F1/b", (("id", "q"),))
    assert (request.headers, request.cookies, request.body) == ({"id": "h"}, {"id": "c"}, {"id": "b", "$x": "1"})


def test_a_parameter_of_the_operation_stands_over_that_of_the_path():
    item = {
        "parameters": [
            {"name": "a", "in": "query", "schema": {"type": "integer"}},
            {"name": "b", "in": "query", "schema": TEXT},
        ]
    }
    tool, _ = read({"parameters": [{"name": "a", "in": "query", "required": True, "schema": TEXT}]}, item=item)
    assert tool.properties == {"a": TEXT, "b": TEXT}
    assert tool.required == ("a",)


def test_transport_and_keys_are_nobodys_argument():
    names = ("Accept", "Content-Type", "Authorization", "User-Agent", "X-API-Key", "X-Tenant", "Accept-Language")
    parameters = [{"name": name, "in": "header", "schema": TEXT} for name in names]
    parameters += [{"name": "key", "in": "query", "schema": TEXT}, {"name": "token", "in": "query", "schema": TEXT}]
    parameters += [{"name": "api_key", "in": "query", "required": True, "schema": TEXT}]
    schemes = {"securitySchemes": {"k": {"type": "apiKey", "in": "query", "name": "key"}}}
    tool, _ = read({"parameters": parameters}, components=schemes)
    assert list(tool.properties) == ["X-Tenant", "Accept-Language", "token"]
    definitions = {"k": {"type": "apiKey", "in": "header", "name": "X-Tenant"}}
    tool, _ = old({"name": "X-Tenant", "in": "header", "type": "string"}, securityDefinitions=definitions)
    assert tool.properties == {}


BODIES: dict[str, tuple[dict[str, Any], list[str], str]] = {
    "JSON before all": (
        {"text/xml": {"schema": TEXT}, "application/json": {"schema": {"properties": {"a": TEXT}}}},
        ["a"],
        "application/json",
    ),
    "a kind of JSON": (
        {"application/vnd.x+json; v=1": {"schema": {"properties": {"a": TEXT}}}},
        ["a"],
        "application/vnd.x+json; v=1",
    ),
    "a form": (
        {"application/x-www-form-urlencoded": {"schema": {"properties": {"a": TEXT}}}},
        ["a"],
        "application/x-www-form-urlencoded",
    ),
    "a form with a file": (
        {"multipart/form-data": {"schema": {"properties": {"f": {"type": "string", "format": "binary"}, "n": TEXT}}}},
        ["f", "n"],
        "multipart/form-data",
    ),
    "text": ({"text/plain": {"schema": TEXT}}, ["body"], "text/plain"),
    "a list": ({"application/json": {"schema": {"type": "array"}}}, ["body"], "application/json"),
    "one of several forms": (
        {"application/json": {"schema": {"oneOf": [{"properties": {"a": TEXT}}, TEXT]}}},
        ["body"],
        "application/json",
    ),
    "no schema": ({"application/octet-stream": {}}, ["body"], "application/octet-stream"),
    "nothing": ({}, ["body"], ""),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_of_any_content_type_becomes_arguments(name: str):
    content, names, sends = BODIES[name]
    tool, _ = read({"requestBody": {"required": True, "content": content}})
    assert (list(tool.properties), tool.sends) == (names, sends)


SLIPS: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    "no place": ({"name": "q", "schema": TEXT}, "taken for one of the query", ["id", "q"]),
    "an odd place": ({"name": "q", "in": "Query", "schema": TEXT}, "", ["id", "q"]),
    "an unknown place": ({"name": "q", "in": "url", "schema": TEXT}, "no place", ["id"]),
    "no name": ({"in": "query", "schema": TEXT}, "without name", ["id"]),
    "not in the path": ({"name": "q", "in": "path", "schema": TEXT}, "not in the path", ["id"]),
    "a number as name": ({"name": 7, "in": "query", "schema": TEXT}, "", ["id", "7"]),
    "old words": ({"name": "q", "in": "query", "type": "string"}, "", ["id", "q"]),
    "required in quotes": ({"name": "q", "in": "query", "required": "true", "schema": TEXT}, "", ["id", "q"]),
    "a reference to nowhere": ({"$ref": "#/components/parameters/No"}, "points nowhere", ["id"]),
}


@pytest.mark.parametrize("name", SLIPS)
def test_slips_in_parameters_are_put_right_and_said(name: str):
    one, word, names = SLIPS[name]
    tool, said = read(
        {"parameters": [{"name": "id", "in": "path", "required": True, "schema": TEXT}, one]}, path="/a/{id}"
    )
    assert list(tool.properties) == names
    assert any(word in text for text in said) if word else said == []


PATHS = {
    "/a/{id:[0-9]+}": ("id", "/a/{id}"),
    "/a/{+id}": ("id", "/a/{id}"),
    "/a/{id*}": ("id", "/a/{id}"),
    "/a{.format}": ("format", "/a{format}"),
    "/a/{id}{?page,size}": ("id", "/a/{id}{page,size}"),
    "/a/{user.id}": ("user_id", "/a/{user_id}"),
}


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_describes_nothing_of_itself_still_has_its_arguments(path: str):
    tool, said = read({}, path=path)
    assert list(tool.properties) == [PATHS[path][0]]
    assert tool.required == (PATHS[path][0],)
    assert tool.path.startswith(PATHS[path][1][:6])
    assert "does not describe" in said[0]


def test_discriminators_say_which_form_is_meant():
    schemas = {
        "Cat": {"type": "object", "properties": {"kind": TEXT, "lives": {"type": "integer"}}},
        "Dog": {"type": "object", "properties": {"kind": TEXT, "barks": {"type": "boolean"}}},
    }
    forms = [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]
    pet = {
        "oneOf": forms,
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat", "hound": "Dog"}},
    }
    tool, _ = read({"requestBody": {"content": {"application/json": {"schema": pet}}}}, components={"schemas": schemas})
    found = tool.properties["body"]["oneOf"]
    assert [form["properties"]["kind"] for form in found] == [
        {"type": "string", "const": "cat"},
        {"type": "string", "const": "hound"},
    ]
    assert all("kind" in form["required"] for form in found)
    base = {
        "type": "object",
        "properties": {"kind": TEXT},
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat", "dog": "Dog"}},
    }
    tool, _ = read({"requestBody": {"content": {"application/json": {"schema": base}}}})
    assert tool.properties["kind"] == {"type": "string", "enum": ["cat", "dog"]}


ANSWERS: dict[str, tuple[Any, int, Any]] = {
    "the first good one with a body": (
        {"204": {}, "201": {"content": {"application/json": {"schema": TEXT}}}},
        201,
        TEXT,
    ),
    "a range": ({"2XX": {"content": {"application/json": {"schema": TEXT}}}, "4XX": {}}, 200, TEXT),
    "numbers as keys": ({200: {"content": {"application/json": {"schema": TEXT}}}}, 200, TEXT),
    "only a default": ({"default": {"content": {"application/json": {"schema": TEXT}}}}, 200, TEXT),
    "nothing good": ({"404": {"description": "no"}}, 200, None),
    "of Swagger": (
        {"200": {"schema": TEXT, "examples": {"application/json": {"a": 1}}}},
        200,
        {**TEXT, "examples": [{"a": 1}]},
    ),
    "a file of Swagger": ({"200": {"schema": {"type": "file"}}}, 200, {"type": "string", "format": "binary"}),
    "only written fields": (
        {
            "200": {
                "content": {
                    "application/json": {
                        "schema": {"properties": {"pin": {"writeOnly": True}, "id": {"readOnly": True}}}
                    }
                }
            }
        },
        200,
        {"properties": {"id": {}}},
    ),
    "no object": ([], 200, None),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_read(name: str):
    responses, status, schema = ANSWERS[name]
    tool, _ = read({"responses": responses})
    assert (tool.status, tool.returns) == (status, schema)


def test_operations_are_told_apart_and_named():
    paths = {
        "/a": {
            "get": {"operationId": "do it", "responses": OK, "deprecated": True, "summary": "Does it."},
            "post": {"operationId": "do it", "responses": OK},
            "options": {"responses": OK},
            "x-own": {"a": 1},
        },
        "/b/{id}": {"$ref": "#/components/pathItems/B", "delete": {"responses": OK}},
        "x-paths": {},
    }
    item = {"get": {"responses": OK, "callbacks": {"later": {"{$request.body}": {"post": {}}}}}}
    data = {
        "openapi": "3.1.0",
        "paths": paths,
        "components": {"pathItems": {"B": item}},
        "webhooks": {"w": {"post": {}}},
    }
    found = read_tools(data)
    assert found.names == {
        "do_it": "do it",
        "do_it_2": "do it",
        "get_b_id": "GET /b/{id}",
        "delete_b_id": "DELETE /b/{id}",
    }
    assert found.tools[0].deprecated and found.tools[0].description == "Deprecated. Does it."
    assert [str(one) for one in found.left_out] == ["OPTIONS /a: asks about the server itself"]
    assert any("stands more than once" in text for text in found.warnings)


SERVERS = {
    "https://x.test/v1": {"servers": [{"url": "https://{host}/v1/", "variables": {"host": {"default": "x.test"}}}]},
    "https://y.test/base": {"swagger": True, "host": "y.test", "basePath": "/base", "schemes": ["http", "https"]},
    "/base": {"swagger": True, "basePath": "/base"},
    "": {},
}


@pytest.mark.parametrize("server", SERVERS)
def test_the_address_of_the_calls_is_known(server: str):
    assert read({}, **SERVERS[server])[0].server == server


def test_globs_cut_a_document_and_a_miss_names_the_closest():
    paths = {
        f"/{name}": {"get": {"operationId": f"get_{name}", "tags": [f"{name} tag"], "responses": OK}}
        for name in ("pets", "toys", "cars")
    }
    data = {"openapi": "3.0.0", "paths": paths}
    assert [tool.name for tool in read_tools(data, include=["get_p*", "toys tag"]).tools] == ["get_pets", "get_toys"]
    assert [tool.name for tool in read_tools(data, include="/c*").tools] == ["get_cars"]
    with pytest.raises(Exception, match="no operation fits get_pet\nhint: did you mean 'get_pets'"):
        read_tools(data, include=["get_pet"])
