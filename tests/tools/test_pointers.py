"""References are followed inside the document only, also where they are written a little wrong."""

from __future__ import annotations

import pytest

from simulator.tools.operations.pointers import Pointers

DATA = {
    "paths": {"/a/{b}": {"get": {"x~y": [{"found": 1}]}}},
    "components": {"schemas": {"Pet": {"type": "object"}, "A b": {"type": "string"}}},
    "inner": {"$defs": {"Deep": {"type": "integer"}}, "$anchor": "here"},
    "loop": {"$ref": "#/other"},
    "other": {"$ref": "#/loop"},
    "responses": {200: {"ok": True}},
}
FOUND = {
    "#/paths/~1a~1{b}/get/x~0y/0": {"found": 1},
    "#/paths/~1a~1%7Bb%7D/get/x~0y/0/found": 1,
    "#/components/schemas/A%20b": {"type": "string"},
    "#/definitions/Pet": {"type": "object"},
    "Pet": {"type": "object"},
    "#/$defs/Deep": {"type": "integer"},
    "#here": DATA["inner"],
    "#/responses/200": {"ok": True},
}
LOST = {
    "#/nowhere": "points nowhere",
    "#/paths/9": "points nowhere",
    "http://127.0.0.1:9/x.json#/Pet": "nothing is fetched",
    "file:///etc/passwd": "nothing is fetched",
    "other.yaml": "nothing is fetched",
    "#/loop": "leads back to itself",
}


@pytest.mark.parametrize("ref", FOUND)
def test_a_reference_is_found(ref: str):
    said: list[str] = []
    assert Pointers(DATA, lambda text, ref="": said.append(text)).follow(ref) == FOUND[ref]
    assert said == []


@pytest.mark.parametrize("ref", LOST)
def test_a_reference_that_leads_nowhere_here_is_open_with_a_warning(ref: str):
    said: list[str] = []
    assert Pointers(DATA, lambda text, ref="": said.append(text)).follow(ref) == {}
    assert LOST[ref] in said[0]
