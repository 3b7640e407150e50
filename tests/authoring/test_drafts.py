"""Values a person can say, words for them, wishes in plain English, and YAML that reads back the same."""

from __future__ import annotations

import re

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
        (
            "start",
            {"type": "string", "examples": ["2025-10-15T13:51:10.677Z"]},
            {"datetime": {"from": "2030-03-01T08:00", "within": "60d", "every": "3h"}},
        ),
        ("orderId", {"type": "integer", "examples": [42]}, {"integer": {"from": 1000, "to": 9999}}),
        (
            "due",
            {"type": "string", "format": "date-time", "examples": ["2019-10-15T13:53:40.997Z"]},
            {"datetime": {"from": "2030-03-01T08:00", "within": "60d", "every": "3h"}},
        ),
        (
            "indexId",
            {"type": "string", "pattern": "[a-z0-9-]*", "minLength": 20, "maxLength": 20},
            {"pattern": "[a-z0-9]{20}"},
        ),
        ("step", {"type": "integer", "multipleOf": 50, "minimum": 50, "maximum": 100}, {"choice": [50, 100]}),
    ],
)
def test_a_variable_is_found_for_an_argument(name, schema, declared):
    found = supply(name, schema, {}).declared
    if "choice" in found:
        assert sorted(found["choice"], key=str) == sorted(declared["choice"], key=str)
    else:
        assert found == declared


def test_what_nobody_says_by_heart_can_be_pasted():
    pattern = "^arn:aws:lex:[a-z-]+:[0-9]{12}:bot/[A-Z0-9]{10}$"
    found = supply("botArn", {"type": "string", "pattern": pattern}, {}).declared["choice"]
    assert len(found) > 1
    assert all(re.search(pattern, value) for value in found)


def test_a_wide_pattern_leaves_the_value_to_the_name():
    found = supply("comment", {"type": "string", "pattern": r"^[\w\W]*$"}, {}).declared
    assert "As agreed on the phone" in found["choice"]


@pytest.mark.parametrize(
    ("name", "method", "path", "wish"),
    [
        ("MetricBaseline_CalculateBaseline", "post", "/calculatebaseline", "calculate a baseline"),
        ("tpu_projects_locations_nodes_stop", "post", "/v1/{name}:stop", "stop a node"),
        ("GET_AddTagsToResource", "get", "/#Action=AddTagsToResource", "add tags"),
        ("get_v1_project_build_num", "get", "/v1/project/{build_num}", "look up a build"),
        ("listRatesUsingGET", "get", "/rates", "see rates"),
    ],
)
def test_an_operation_without_a_summary_is_wished_for_by_its_name(name, method, path, wish):
    assert phrase(tool(name=name, method=method, path=path)) == wish


def test_an_argument_is_also_called_what_it_is_asked_for_by():
    assert words_for("repo", {"description": "The name of the repository."}) == ["repo", "name of the repository"]


def test_an_object_of_several_forms_gets_what_the_first_one_needs():
    fields = {"text": {"type": "string"}, "url": {"type": "string", "format": "uri"}}
    body = {"type": "object", "properties": fields, "anyOf": [{"required": ["url"]}, {"required": ["text"]}]}
    assert [fact.name for fact in draft(tool(required=["body"], body=body), DerivedKind([])).facts] == ["url"]


def test_what_every_operation_takes_is_no_fact_of_any():
    pets = [
        tool(name=f"find{n}", method="get", alt={"enum": ["json", "xml"]}, colour={"type": "string"}) for n in range(4)
    ]
    pets += [tool(name=f"read{n}", method="get", alt={"enum": ["json", "xml"]}) for n in range(4)]
    assert [fact.name for fact in draft(pets[0], DerivedKind(pets)).facts] == ["colour"]


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
        ("Get order by ID", "look up an order"),
        ("Get a user by their unique user ID", "look up a user"),
        ("Redeliver a delivery for a webhook", "redeliver a delivery for a webhook"),
        ("Causes the user (in the path) to unlike the specified Tweet.", "unlike the tweet"),
        ("Driving License. API to verify Driving License.", "verify a driving license"),
        ("Returns a list of all of the invoices of an account", "see invoices of an account"),
        ("Creates or updates an event hub as a nested resource.", "create or update an event hub"),
        ("Forces a failover for a cluster", "force a failover for a cluster"),
        ("Gets a repository on GitHub", "look up a repository on GitHub"),
        ("Returns alerts issued by the office", "see alerts issued by the office"),
        ("Determines if the rate was issued.", "check whether the rate was issued"),
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
