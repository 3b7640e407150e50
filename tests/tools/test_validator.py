"""The validator agrees with jsonschema where that is right, and closes what jsonschema leaves open."""

from __future__ import annotations

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.tools.validator import Validator

SCALARS = st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from([0.5, 2.0, "", "a", "ab", "2030-02-30"])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner)
)
LEAVES = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["string", "integer", "number", "boolean", "null", "array", "object"]),
        "enum": st.lists(SCALARS, min_size=1, max_size=3),
        "minimum": st.integers(-3, 3),
        "exclusiveMaximum": st.integers(-3, 3),
        "multipleOf": st.sampled_from([1, 2, 0.5]),
        "minLength": st.integers(0, 2),
        "maxLength": st.integers(0, 2),
        "pattern": st.sampled_from(["a", "^a$", "b+"]),
        "minItems": st.integers(0, 2),
        "uniqueItems": st.booleans(),
        "required": st.lists(st.sampled_from("abc"), max_size=2),
        "maxProperties": st.integers(0, 2),
    },
)
SCHEMAS = st.recursive(
    LEAVES,
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
            "additionalProperties": inner | st.booleans(),
            "patternProperties": st.dictionaries(st.sampled_from(["a", "^b"]), inner, max_size=1),
            "items": inner,
            "prefixItems": st.lists(inner, min_size=1, max_size=2),
            "anyOf": st.lists(inner, min_size=1, max_size=2),
            "oneOf": st.lists(inner, min_size=1, max_size=2),
            "allOf": st.lists(inner, min_size=1, max_size=2),
            "not": inner,
            "if": inner,
            "then": inner,
            "else": inner,
            "contains": inner,
        },
    ),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(schema=SCHEMAS, value=VALUES)
def test_it_agrees_with_jsonschema(schema, value):
    assert Validator(schema).fits(value) == jsonschema.Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    ("schema", "value", "fits"),
    [
        ({"type": "integer"}, True, False),
        ({"type": "integer"}, 2.0, True),
        ({"type": "integer"}, 2.5, False),
        ({"type": "number"}, float("nan"), False),
        ({}, {"a": [float("inf")]}, False),
        ({"multipleOf": 0.01}, 19.99, True),
        ({"multipleOf": 0.01}, 19.995, False),
        ({"enum": [1]}, True, False),
        ({"enum": [[True]]}, [1], False),
        ({"const": {"a": 1}}, {"a": 1.0}, True),
        ({"format": "date"}, "2030-02-30", False),
        ({"format": "date"}, "2030-02-28", True),
        ({"format": "date-time"}, "2030-02-28T10:00:00Z", True),
        ({"format": "date-time"}, "tomorrow", False),
        ({"type": "string"}, "\ud800", False),
        ({"dependentRequired": {"a": ["b"]}}, {"a": 1}, False),
    ],
)
def test_hazards_of_jsonschema_are_closed(schema, value, fits):
    assert Validator(schema).fits(value) is fits


def test_a_pattern_that_backtracks_runs_in_linear_time():
    assert not Validator({"pattern": "^(a+)+$"}).fits("a" * 200_000 + "!")


def test_a_pattern_that_cannot_run_in_linear_time_is_not_enforced():
    assert Validator({"pattern": "^(?=x)x(?!y)"}).fits("nothing like it")


def test_recursive_schemas_check_recursive_values():
    tree = {"$defs": {"t": {"properties": {"l": {"$ref": "#/$defs/t"}, "n": {"type": "integer"}}}}, "$ref": "#/$defs/t"}
    assert Validator(tree).fits({"l": {"l": {"n": 1}}})
    assert [str(p) for p in Validator(tree).problems({"l": {"n": "x"}})] == ["l.n: must be integer, not 'x'"]


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}},
        {"$ref": "#/$defs/a", "$defs": {"a": {"anyOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/a"}]}}},
        {
            "$ref": "#/$defs/a0",
            "$defs": {f"a{n}": {"allOf": [{"$ref": f"#/$defs/a{n + 1}"}] * 4} for n in range(40)} | {"a40": {}},
        },
    ],
)
def test_schemas_that_explode_end_in_a_problem(schema):
    assert len(Validator(schema).problems({"x": 1})) == 1


def test_problems_say_where_and_what():
    schema = {"properties": {"items": {"items": {"properties": {"price": {"minimum": 1}}}}}, "required": ["name"]}
    found = [str(problem) for problem in Validator(schema).problems({"items": [{"price": 3}, {"price": 0}]})]
    assert found == ["name: is required", "items[1].price: must be at least 1, not 0"]
