"""Examples fit their schema, prefer what the document says, and are the same for the same draws."""

from __future__ import annotations

import re

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.draws import Draws
from simulator.tools.example import example

TEXTS = st.fixed_dictionaries(
    {"type": st.just("string")},
    optional={
        "format": st.sampled_from(["date", "date-time", "email", "uuid", "uri", "ipv4", "odd"]),
        "minLength": st.integers(0, 5),
        "maxLength": st.integers(60, 90),
    },
)
PATTERNS = st.sampled_from(["^[A-Z]{3}$", r"^\d{2,4}-x$", "^(a|b)+$", "[0-9]"]).map(
    lambda text: {"type": "string", "pattern": text}
)
NUMBERS = st.builds(
    lambda kind, low, width, step: {
        "type": kind,
        "minimum": low,
        "maximum": low + width,
        **({"multipleOf": step} if step else {}),
    },
    st.sampled_from(["integer", "number"]),
    st.integers(-50, 50),
    st.integers(10, 100),
    st.sampled_from([None, 1, 5, 0.5]),
)
OTHERS = st.sampled_from(
    [{"type": "boolean"}, {"enum": ["a", 2, None]}, {"const": {"x": 1}}, {"type": ["null", "integer"]}, {}]
)
SCHEMAS = st.recursive(
    TEXTS | PATTERNS | NUMBERS | OTHERS,
    lambda inner: st.one_of(
        st.builds(
            lambda fields, needed: {
                "type": "object",
                "properties": fields,
                "required": [n for n in needed if n in fields],
            },
            st.dictionaries(st.sampled_from(["id", "name", "petAge", "note"]), inner, max_size=3),
            st.lists(st.sampled_from(["id", "name"]), unique=True),
        ),
        st.builds(
            lambda item, low: {"type": "array", "items": item, "minItems": low, "maxItems": low + 2},
            inner,
            st.integers(0, 2),
        ),
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: {"anyOf": parts}),
    ),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None)
@given(schema=SCHEMAS, seed=st.integers(0, 3))
def test_examples_fit_their_schema(schema, seed):
    value = example(schema, Draws(str(seed)))
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(value)) == []


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"enum": ["plain", "fancy"]}, "plain"),
        ({"type": "string", "examples": ["from the document"], "minLength": 3}, "from the document"),
        ({"type": "integer", "examples": ["not an integer"], "minimum": 4, "maximum": 4}, 4),
        ({"type": "integer", "default": 7}, 7),
    ],
)
def test_what_the_document_gives_comes_first(schema, value):
    assert example(schema, Zero()) == value


class Zero(Draws):
    """All draws are 0.0."""

    def __init__(self) -> None:
        super().__init__("zero")

    def at(self, *_names):
        return self

    def value(self, *_names):
        return 0.0


def test_the_same_draws_give_the_same_value_and_others_another():
    schema = {"properties": {"id": {"type": "integer"}, "city": {"type": "string"}, "when": {"format": "date-time"}}}
    assert example(schema, Draws("a")) == example(schema, Draws("a"))
    assert len({str(example(schema, Draws(str(seed)))) for seed in range(9)}) > 3


def test_recursive_schemas_give_finite_values():
    node = {
        "type": "object",
        "required": ["name"],
        "properties": {"name": {"type": "string"}, "next": {"$ref": "#/$defs/n"}},
    }
    value = example({"$ref": "#/$defs/n", "$defs": {"n": node}}, Draws("a"))
    assert isinstance(value["name"], str)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "minLength": 10**12},
        {"type": "array", "minItems": 10**12},
        {
            "$ref": "#/$defs/n",
            "$defs": {"n": {"type": "object", "required": ["n"], "properties": {"n": {"$ref": "#/$defs/n"}}}},
        },
        {"type": "integer", "minimum": 5, "maximum": 4},
        {"not": {}},
    ],
)
def test_what_cannot_be_filled_gives_none(schema):
    assert example(schema, Draws("a")) is None


def test_what_looks_ahead_in_a_pattern_does_not_stand_in_the_way():
    schema = {"type": "string", "pattern": r"^(?!-)[a-z]{2,8}\.(?=[a-z])[a-z]{2,3}$", "minLength": 1}
    assert re.fullmatch(r"[a-z]{2,8}\.[a-z]{2,3}", example(schema, Draws("x")))


def test_a_list_whose_things_fit_two_forms_at_once_is_empty():
    form = {"type": "object", "properties": {"a": {"type": "string"}}}
    schema = {"type": "array", "items": {"oneOf": [form, {"type": "object", "properties": {"b": {"type": "string"}}}]}}
    assert example(schema, Draws("x")) == []
