"""Single edits of the ground truth: a label that would let one pass is found."""

from __future__ import annotations

import pytest

from simulator.authoring.from_tools import write_scenarios
from simulator.authoring.proofs.survivors import another, survivors
from simulator.tools.spec import ToolSpec

COLOUR = {"type": "object", "required": ["colour"], "properties": {"colour": {"enum": ["red", "blue"]}}}
PATHS = {
    "/things": {
        "post": {
            "operationId": "createThing",
            "summary": "Create a thing",
            "requestBody": {"required": True, "content": {"application/json": {"schema": COLOUR}}},
            "responses": {"201": {"description": "ok"}},
        },
    }
}


@pytest.fixture
def created(write_document, tmp_path):
    paths = write_scenarios(write_document(PATHS), tmp_path / "out").paths
    return next(path for path in paths if path.stem == "create_thing")


def test_an_argument_that_is_not_compared_is_found(created):
    assert survivors(created) == []
    created.write_text(created.read_text().replace('args: {colour: "{colour}"}', "args: {colour: {$any: true}}"))
    (error,) = survivors(created)
    assert error.message == "case proof.0: the ground truth with colour of createThing changed passes too"


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "boolean"}, True),
        ({"type": "integer", "minimum": 3, "maximum": 4}, 4),
        ({"enum": ["a", "b"]}, "b"),
        ({"type": "string", "format": "date"}, "2030-03-01"),
        ({"type": "string", "pattern": "^[A-Z]{2}[0-9]$"}, "AB1"),
        ({"type": "object", "properties": {"city": {"type": "string"}}}, {"city": "Bern"}),
        ({"type": "array", "items": {"type": "integer"}}, [1, 2]),
    ],
)
def test_another_value_fits_the_schema_too(schema, value):
    tool = ToolSpec(name="t", description="", parameters={"type": "object", "properties": {"a": schema}})
    other = another(value, tool, "a")
    assert other is not None
    assert other != value


def test_where_there_is_no_other_value_there_is_none():
    tool = ToolSpec(name="t", description="", parameters={"type": "object", "properties": {"a": {"const": "x"}}})
    assert another("x", tool, "a") is None
