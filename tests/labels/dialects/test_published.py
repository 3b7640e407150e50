"""The published dialects: each rule of each with a line that keeps it and one that does not."""

from __future__ import annotations

from typing import Any

import pytest

TEXT, WHOLE, NUMBER, YES = ({"type": name} for name in ("string", "integer", "number", "boolean"))
LIST, OBJECT = {"type": "array", "items": TEXT}, {"type": "object"}
OBJECTS = {"type": "array", "items": OBJECT}


def bfcl(form, schema: dict[str, Any], accepted: list[Any], sent: Any, **label: Any) -> list[str]:
    tools = [form.tool("f", [], a=schema)]
    expected = {"name": "f", "arguments": {}, "accepted": {"a": accepted}, **label}
    return form.kinds(form.line([form.user(), form.call("f", sent)], expected, tools=tools), "bfcl")


@pytest.mark.parametrize(
    ("schema", "accepted", "value"),
    [
        (TEXT, ["April 1, 2024"], "april 1 2024"),
        (TEXT, ["a/b-c_d*e^f.g"], "ABCDEFG"),
        (NUMBER, [5.0], 5),
        (NUMBER, [5], 5.0),
        (WHOLE, [5], 5),
        (WHOLE, ["n"], "n"),
        (LIST, [["New York", "b"]], ["newyork", "B"]),
        (LIST, [{"$items": [["a", "b"], ["c"]]}], ["b", "c"]),
        (OBJECT, [{"$object": {"x": ["One", 2], "y": [""]}}], {"x": "one"}),
        (OBJECT, [{"$object": {"x": [1], "y": [3]}, "$optional": ["y"]}], {"x": 1}),
        (OBJECTS, [{"$items": [[{"$object": {"x": [1, 2]}}], [{"$object": {"x": [3]}}]]}], [{"x": 2}, {"x": 3}]),
        ({}, [5], 5),
    ],
)
def test_bfcl_accepts(form, schema: dict[str, Any], accepted: list[Any], value: Any):
    assert bfcl(form, schema, accepted, {"a": value}) == []


@pytest.mark.parametrize(
    ("schema", "accepted", "value"),
    [
        (TEXT, ["a:b"], "ab"),
        (TEXT, [5], "5"),
        (WHOLE, [5], 5.0),
        (WHOLE, [5], "5"),
        (WHOLE, [1], True),
        (YES, [True], 1),
        (LIST, [["a", "b"]], ["b", "a"]),
        (LIST, [["a"]], [1]),
        (OBJECT, [{"$object": {"x": [1], "y": [3]}}], {"x": 1}),
        (OBJECT, [{"$object": {"x": [1]}}], {"x": 1, "z": 2}),
        (OBJECTS, [{"$items": [[{"$object": {"x": [1]}}], [{"$object": {"x": [3]}}]]}], [{"x": 3}, {"x": 1}]),
    ],
)
def test_bfcl_refuses(form, schema: dict[str, Any], accepted: list[Any], value: Any):
    assert bfcl(form, schema, accepted, {"a": value}) == ["wrong_argument"]


def test_bfcl_leaves_out_only_what_may_be_empty(form):
    assert bfcl(form, TEXT, ["x", ""], {}) == []
    assert bfcl(form, TEXT, ["x"], {}, optional=["a"]) == []
    assert bfcl(form, TEXT, ["x"], {}) == ["missing_argument"]
    assert bfcl(form, TEXT, ["x"], {"a": "x", "b": 1}) == ["invented_argument"]
    required = form.line([form.user(), form.call("f", {})], {"name": "f", "accepted": {"a": ["", "x"]}},
                         tools=[form.tool("f", ["a"], a=TEXT)])  # fmt: skip
    assert form.kinds(required, "bfcl") == ["missing_argument"]


def test_bfcl_wants_every_call_once_in_any_order(form):
    tools = [form.tool("f", ["a"], a=WHOLE), form.tool("g_h", [])]
    labels = [{"id": str(n), "name": "f", "arguments": {"a": n}} for n in (1, 2)]
    one, two = form.call("f", {"a": 1}), form.call("f", {"a": 2})
    assert form.kinds(form.line([form.user(), two, one], *labels, tools=tools), "bfcl") == []
    assert form.kinds(form.line([form.user(), one], *labels, tools=tools), "bfcl") == ["missing_call"]
    assert form.kinds(form.line([form.user(), one, two, one], *labels, tools=tools), "bfcl") == ["unrequested_call"]
    dotted = {"name": "g.h", "arguments": {}}
    assert form.kinds(form.line([form.user(), form.call("g_h")], dotted, tools=tools), "bfcl") == []
    assert form.kinds(form.line([form.user(), form.says("I cannot.")], tools=tools), "bfcl") == []
    assert form.kinds(form.line([form.user(), one], tools=tools), "bfcl") == ["unrequested_call"]


def test_bfcl_over_turns_is_judged_by_states_and_results(form):
    wanted = {"states": [{"n": 1}, {"n": 1}], "results": [["x"], []]}
    label = {"name": "f", "arguments": {"a": 9}, "turn": 1}
    talk = [form.user(), form.call("f", {"a": 1}), form.user(), form.says("Done.")]
    right = {"states": [{"n": 1}, {"n": 2}], "results": [["y", "x"], []]}
    assert form.kinds(form.line(talk, label, **wanted, observed=right), "bfcl") == []
    silent = {"states": [{"n": 1}, {"n": 1}], "results": [[], ["x"]]}
    assert form.kinds(form.line(talk[:1] + talk[2:], label, **wanted, observed=silent), "bfcl") == ["missing_call"] * 2
    wrong = {"states": [{"n": 3}, {"n": 1}], "results": [["x"], []]}
    assert form.kinds(form.line(talk, label, **wanted, observed=wrong), "bfcl") == ["wrong_state"]


def test_bfcl_needs_the_schemas(form):
    found = form.graded(form.line([form.user(), form.call("f")], {"name": "f", "arguments": {}}), "bfcl")
    assert (found["passed"], found["needs"]) == (None, ["tools"])


# --- tau2 -------------------------------------------------------------------------------------------------------------


def tau2(form, *messages: Any, label: Any = None, **more: Any) -> list[str]:
    labels = () if label is None else (label,)
    return form.kinds(form.line([form.user(), *messages], *labels, **more), "tau2")


def test_tau2_compares_the_chosen_arguments(form):
    label = {"name": "f", "arguments": {"a": 1, "b": 2}}
    assert tau2(form, form.call("f", {"a": 1, "b": 3}), label={**label, "compare": ["a"]}) == []
    assert tau2(form, form.call("f", {"b": 2}), label={**label, "compare": ["a"]}) == ["missing_argument"]
    assert tau2(form, form.call("f", {"z": 2}), label={**label, "compare": []}) == []
    assert tau2(form, form.call("f", {"a": 1, "b": 3}), label=label) == ["wrong_argument"]
    assert tau2(form, form.call("f", {"a": 1, "b": 2, "c": 3}), label=label) == ["invented_argument"]
    assert tau2(form, form.call("f", {"a": 1}), label=label) == []


def test_tau2_frees_order_count_and_extra_calls(form):
    label = {"name": "f", "arguments": {"a": 1}, "turn": 3}
    wrong, right = form.call("f", {"a": 2}), form.call("f", {"a": 1})
    assert tau2(form, wrong, right, right, form.call("delete_all"), label=label) == []
    twice = form.line([form.user(), right], label, {**label, "id": "again"})
    assert form.kinds(twice, "tau2") == []
    assert tau2(form, *form.calls(("f", {"a": 1}, None), role="user"), label=label) == []
    assert tau2(form, form.call("g", {"a": 1}), label=label) == ["missing_call"]


def test_tau2_has_the_end_state_decide_besides(form):
    label = {"name": "f", "arguments": {"a": 1}}
    right = form.call("f", {"a": 1})
    assert tau2(form, right, label=label, state={"n": 1}, observed={"state": {"n": 1.0}}) == []
    assert tau2(form, right, label=label, state={"n": 1}, observed={"state": {"n": 2}}) == ["wrong_state"]
    lacking = form.graded(form.line([form.user(), right], label, state={"n": 1}), "tau2")
    assert (lacking["passed"], lacking["needs"]) == (None, ["observed.state"])


def test_tau2_looks_for_substrings(form):
    assert tau2(form, form.says("That is 1,250 EURO."), say=["1250", "euro"]) == []
    assert tau2(form, form.says("It costs 100."), say=["10"]) == []
    assert tau2(form, form.says("It costs 100."), say=["20"]) == ["not_said"]


# --- autode -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "sent", "right"),
    [
        ({"a": "x"}, {"a": "x"}, True),
        ({"a": "x"}, {"a": "X"}, False),
        ({"a": "x"}, {"a": "x", "n": 5, "l": ["y"], "e": ""}, True),
        ({"a": "x", "n": 5}, {"a": "x", "n": 6}, True),
        ({"a": "x"}, {"a": "x", "b": "y"}, False),
        ({"a": "x", "b": True}, {"a": "x", "b": True}, True),
        ({"a": "x", "b": True}, {"a": "x", "b": "true"}, False),
        ({"a": "x", "b": False}, {"a": "x"}, False),
    ],
)
def test_autode_compares_pairs_of_one_call(form, wanted: Any, sent: Any, right: bool):
    found = form.line([form.user(), form.call("another_name", sent)], {"name": "f", "arguments": wanted})
    assert form.graded(found, "autode")["passed"] is right


def test_autode_wants_a_call(form):
    assert form.kinds(form.line([form.user()], {"name": "f", "arguments": {"a": "x"}}), "autode") == ["missing_call"]


# --- tooltalk ---------------------------------------------------------------------------------------------------------


def talk(form, *messages: Any, labels: Any = (), **more: Any) -> Any:
    return form.graded(form.line([form.user(), *messages], *labels, **more), "tooltalk")


def test_tooltalk_compares_writes_by_arguments(form):
    label = {"name": "send", "arguments": {"to": "a"}, "read_only": False}
    assert talk(form, form.call("send", {"to": "a", "cc": None}), labels=[label])["passed"]
    for sent in ({"to": "b"}, {"to": "a", "cc": "c"}, {}):
        assert talk(form, form.call("send", sent, {"error": "no"}), labels=[label])["passed"] is False


def test_tooltalk_compares_reads_by_what_they_return(form):
    label = {"name": "find", "arguments": {"q": "lunch"}, "read_only": True, "turn": 1}
    wanted = {"results": [[{"event_id": "7"}]]}
    several = form.call("find", {"q": "food"}, [{"event_id": "6"}, {"event_id": "7"}])
    assert talk(form, several, labels=[label], **wanted)["passed"]
    other = form.call("find", {"q": "food"}, [{"event_id": "6"}])
    assert talk(form, other, labels=[label], **wanted)["passed"] is False
    unknown = talk(form, other, labels=[label])
    assert (unknown["passed"], unknown["needs"]) == (None, ["expected.results"])
    assert talk(form, form.call("find", {"q": "lunch"}), labels=[label])["passed"]


def test_tooltalk_fails_for_a_bad_action(form):
    label = {"name": "send", "arguments": {"to": "a"}, "read_only": False}
    right, wrong = form.call("send", {"to": "a"}), form.call("send", {"to": "b"})
    assert [f["kind"] for f in talk(form, right, wrong, labels=[label])["failures"]] == ["unrequested_call"]
    assert talk(form, right, form.call("send", {"to": "b"}, {"exception": "no"}), labels=[label])["passed"]
    assert talk(form, right, form.call("get_all"), labels=[label])["passed"]
    unknown = talk(form, right, form.call("frobnicate"), labels=[label])
    assert (unknown["passed"], unknown["needs"]) == (None, ["read_only of frobnicate"])
    assert talk(form, form.call("frobnicate"), labels=[label])["passed"] is False


# --- toolsandbox ------------------------------------------------------------------------------------------------------


def box(form, *messages: Any, labels: Any = (), **more: Any) -> list[str]:
    return form.kinds(form.line([form.user(), *messages], *labels, **more), "toolsandbox")


def test_toolsandbox_compares_only_what_is_expected(form):
    label = {"name": "f", "arguments": {"a": 1}}
    assert box(form, form.call("f", {"a": 1, "z": 2}), form.call("delete_all"), labels=[label]) == []
    assert box(form, form.call("f", {"a": 2}), labels=[label]) == ["wrong_argument"]
    state = {"state": {"t": {"n": 1}}}
    assert box(form, **state, observed={"state": {"t": {"n": 1, "m": 2}, "u": {}}}) == []
    assert box(form, **state, observed={"state": {"t": {"n": 3}}}) == ["wrong_state"]
    assert box(form, form.says("It is 5 degrees."), say=["5"]) == []


def test_toolsandbox_keeps_a_partial_order(form):
    labels = [{"id": name, "name": name, "arguments": {}} for name in ("a", "b", "c")]
    labels[2]["after"] = ["a", "b"]
    a, b, c = (form.call(name) for name in "abc")
    assert box(form, b, a, c, labels=labels) == []
    assert box(form, a, c, b, labels=labels) == ["wrong_order"]
    assert box(form, c, a, b, c, labels=labels) == []


def test_toolsandbox_fails_in_a_minefield(form):
    label = {"name": "f", "arguments": {}}
    mine = {"never": [{"name": "g", "arguments": {"a": 1}}]}
    assert box(form, form.call("f"), form.call("g", {"a": 2}), labels=[label], **mine) == []
    assert box(form, form.call("f"), form.call("g", {"a": 1, "b": 2}), labels=[label], **mine) == ["forbidden_call"]
