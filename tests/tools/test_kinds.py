"""What a text is: tools in any format that is read, or one clear error that names what it is."""

from __future__ import annotations

import json

import pytest

from simulator.errors import InputError
from simulator.tools.formats.read import read_api

REFUSED = {
    "": "is empty",
    "  \n\n": "is empty",
    "# only a comment\n": "it is empty",
    "<!DOCTYPE html>\n<html><body>Sign in</body></html>": "an HTML page",
    "<?xml version='1.0'?>\n<wsdl:definitions name='a'/>": "a WSDL",
    "<?xml version='1.0'?><!-- x --><application xmlns='urn:wadl'/>": "a WADL",
    "<feed/>": "mark-up|XML",
    "#%RAML 1.0\ntitle: Pets\n": "RAML",
    "FORMAT: 1A\n# Pets\n": "API Blueprint",
    'syntax = "proto3";\nmessage Pet {}\n': "protocol buffer",
    "# pets\ntype Query {\n  pets: [Pet]\n}\n": "GraphQL",
    "schema { query: Query }\n": "GraphQL",
    "asyncapi: 2.6.0\n": "AsyncAPI 2.6.0",
    "arazzo: 1.0.0\n": "Arazzo",
    "openrpc: 1.2.6\n": "OpenRPC",
    "swagger: '1.2'\npaths: {}\n": "Swagger 1.2",
    "swaggerVersion: '1.2'\napis: []\n": "Swagger 1.2",
    "openapi: 4.0.0\npaths: {}\n": "OpenAPI 4.0.0 is not supported",
    "openapi: 3.1.0\nwebhooks: {}\n": "only webhooks",
    "openapi: 3.1.0\npaths: {}\n": "no operation",
    "swagger: 2.0\n": "no paths",
    "apiVersion: v1\nkind: Pod\n": "Kubernetes",
    "name: a\ngoals: []\n": "a scenario",
    "just words\n": "only text",
    "42": "only a number",
    "[]": "an empty list",
    "[1, 2]": "a list of a number",
    '[{"a": 1}]': "describe no tool",
    '{"info": {"_postman_id": "1"}, "item": []}': "Postman",
    '{"log": {"version": "1.2", "entries": []}}': "HAR",
    '{"data": {"__schema": {}}}': "GraphQL introspection",
    '{"kind": "discovery#restDescription"}': "Google API discovery",
    '{"$schema": "x", "type": "object"}': "JSON schema",
    '{"jsonrpc": "2.0", "id": 1, "error": {"code": 1}}': "error answer of an MCP server",
    '[{"type": "web_search"}]': "describe no tool",
    '{"openapi": "3.0.0", "paths": {"/a": {"get": "x"}}}': "no operation that can be read",
}
GET = {"/a": {"get": {"operationId": "a", "responses": {"200": {"description": "ok"}}}}}
READ = {
    "openapi: 3.0\npaths: {/a: {get: {}}}\n": "OpenAPI 3.0",
    "openapi: 3.1.0\npaths: {/a: {get: {}}}\n": "OpenAPI 3.1.0",
    "openapi: 3.2.0\npaths: {/a: {get: {}}}\n": "OpenAPI 3.2.0",
    "swagger: 2.0\npaths: {/a: {get: {}}}\n": "Swagger 2.0",
    json.dumps({"paths": GET}): "OpenAPI",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_holds_no_tools_is_named_in_one_error(text: str):
    with pytest.raises(InputError, match=REFUSED[text]) as caught:
        read_api(text, "thing")
    assert str(caught.value).startswith("thing")
    assert len(str(caught.value).splitlines()) <= 3


@pytest.mark.parametrize("text", READ)
def test_a_version_is_read_however_it_is_written(text: str):
    found = read_api(text, "thing")
    assert (found.kind, len(found.tools)) == (READ[text], 1)


def test_a_misspelt_key_is_named():
    with pytest.raises(InputError, match="did you mean 'openapi'"):
        read_api("opanapi: 3.0.0\n", "thing")
