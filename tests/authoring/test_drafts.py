"""Values a person can say, words for them, wishes in plain English, and YAML that reads back the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.authoring.drafts import draft, fit_together
from simulator.authoring.suppliers import UnsayableError, supply
from simulator.authoring.wishes import phrase, words_for
from simulator.authoring.writing.emit import to_yaml
from simulator.tools.spec import ToolSpec
from simulator.variables.yaml import load_yaml
from simulator.worlds.derived.kind import DerivedKind


def tool(name="do", description="", method="post", path="/do", required=(), **properties):
    schema = {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}
    return ToolSpec(
        name=name, description=description, parameters=schema, writes=method != "get", method=method, path=path
    )


@pytest.mark.parametrize(
    ("name", "schema", "declared"),
    [
        ("colour", {"enum": ["red", "blue"]}, {"choice": ["red", "blue"]}),
        ("size", {"type": "integer", "minimum": 1, "maximum": 9}, {"integer": {"from": 1, "to": 9}}),
        ("day", {"type": "string", "format": "date"}, {"date": {"from": "2030-03-01", "within": "60d"}}),
        ("code", {"type": "string", "pattern": "^[A-Z]{3}$"}, {"pattern": "[A-Z]{3}"}),
        ("orderId", {"type": "string"}, {"pattern": "[A-HJ-NP-Z]{2}[1-9][0-9]{3}"}),
        ("orderId", {"type": "string", "examples": ["AB-12"]}, {"pattern": "[A-Z][A-Z]-[0-9][0-9]"}),
        ("title", {"type": "string", "examples": ["One", "Two"]}, {"choice": ["One", "Two"]}),
        ("open", {"type": "boolean"}, {"boolean": 0.5}),
        ("step", {"type": "integer", "multipleOf": 50, "minimum": 50, "maximum": 100}, {"choice": [50, 100]}),
    ],
)
def test_a_variable_is_found_for_an_argument(name, schema, declared):
    found = supply(name, schema, {}).declared
    if "choice" in found:
        assert sorted(found["choice"], key=str) == sorted(declared["choice"], key=str)
    else:
        assert found == declared


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"type": "string", "format": "binary"}, "is binary"),
        ({"type": "object"}, "is an object"),
        ({"type": "array", "items": {"type": "string"}, "minItems": 2}, "several things"),
        ({"type": "string", "minLength": 500}, "no value a person could say"),
    ],
)
def test_what_nobody_could_say_is_refused_with_a_reason(schema, reason):
    with pytest.raises(UnsayableError, match=reason):
        supply("thing", schema, {})


@pytest.mark.parametrize(
    ("description", "wish"),
    [
        ("Create a pet", "create a pet"),
        ("Creates deployment", "create a deployment"),
        ("Returns an order.", "see an order"),
        ("List all pets", "see all pets"),
        ("Get order by ID", "look up an order by ID"),
        ("This endpoint {does} things, really", "do"),
    ],
)
def test_wishes_read_like_a_person(description, wish):
    assert phrase(tool(description=description)).startswith(wish) or wish == "do"
    assert "{" not in phrase(tool(description=description))


def test_words_come_from_the_name_and_a_short_description():
    assert words_for("petId", {"description": "id of the pet"}) == ["pet id", "id of the pet"]
    assert words_for("id", {"description": "Some very long explanation of what this could be."}, "order") == [
        "order id"
    ]


def test_nested_objects_of_plain_fields_are_flattened():
    address = {
        "type": "object",
        "required": ["city"],
        "properties": {"city": {"type": "string"}, "zip": {"type": "string"}},
    }
    found = draft(tool(required=["address"], address=address), DerivedKind([]))
    assert found.arguments() == {"address": {"city": "{city}"}}
    assert [fact.slot for fact in found.facts] == ["city"]


def test_an_operation_that_needs_too_many_facts_is_refused():
    names = [f"part{index}" for index in range(9)]
    with pytest.raises(UnsayableError, match="needs 9 facts"):
        draft(tool(required=names, **{name: {"type": "string"} for name in names}), DerivedKind([]))


def test_drafts_share_a_slot_only_where_it_means_the_same():
    one = draft(tool(required=["id"], id={"type": "string"}), DerivedKind([]))
    same = draft(tool(name="also", required=["id"], id={"type": "string"}), DerivedKind([]))
    other = draft(tool(name="other", required=["id"], id={"type": "integer"}), DerivedKind([]))
    assert fit_together(one, same)
    assert not fit_together(one, other)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12) | st.sampled_from(
    [
        "no",
        "12:30",
        "1e5",
        "0o7",
        "- a",
        "a: b",
        "{x}",
        "'",
        "~",
        "2030-01-01",
        "#",
        "a #b",
        "<<",
        "&a",
        "*a",
        "!x",
        "?",
    ]
)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from([0.5, -2.25]) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(data=st.dictionaries(TEXT, PLAIN, min_size=1, max_size=3))
def test_yaml_reads_back_as_it_was_written(data):
    assert load_yaml(to_yaml(data), "x.yaml").data == data
