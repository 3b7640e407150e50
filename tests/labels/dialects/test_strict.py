"""Our own rules: the table of what is right and what is wrong, one line each, and no false pass in it."""

from __future__ import annotations

from typing import Any

import pytest

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
DAY = {"type": "string", "format": "date"}


def one(form, schema: dict[str, Any], expected: Any, sent: Any, **label: Any) -> list[str]:
    """What is wrong where one argument `a` is expected and another value is sent."""
    call = {"name": "book", "arguments": {"a": expected}, **label}
    said = form.user(f"I say {expected} and {sent}.")
    return form.kinds(
        form.line([said, form.call("book", {"a": sent})], call, tools=[form.tool("book", ["a"], a=schema)])
    )


@pytest.mark.parametrize(
    ("schema", "expected", "sent"),
    [
        (TEXT, "5", "-5"),
        (TEXT, "15", "1.5"),
        (TEXT, "5", 5),
        (DAY, "2024-11-2", "2024-1-12"),
        (TEXT, "2024-11-2", "2024-1-12"),
        (TEXT, "ab@x.com", "a.b@x.com"),
        (TEXT, "Zurich", "Zürich"),
        (TEXT, "Anna", "anna"),
        (WHOLE, 1, True),
        (WHOLE, True, 1),
        (WHOLE, 5, "5"),
        (WHOLE, 5, 5.5),
        ({"type": "number"}, 0.3, 0.3001),
        ({"type": "array"}, [2, 1], [1, 2]),
        ({"type": "array"}, [1, 1], [1]),
        ({"type": "object"}, {"a": 1, "b": 2}, {"a": 1}),
        ({"type": "object"}, {"a": 1}, {"a": 1, "b": 2}),
    ],
)
def test_a_wrong_value_is_wrong(form, schema: dict[str, Any], expected: Any, sent: Any):
    assert one(form, schema, expected, sent) == ["wrong_argument"]


@pytest.mark.parametrize(
    ("schema", "expected", "sent"),
    [
        (DAY, "2024-11-2", "2024-11-02"),
        (WHOLE, 5, 5.0),
        ({"type": "number"}, 0.3, 0.1 + 0.2),
        ({"type": "array"}, [1, 2], [1, 2]),
        (TEXT, "Zu\u0308rich", "Zürich"),
        (TEXT, {"$accents": "Zurich"}, "Zürich"),
        ({"type": "array"}, {"$set": [2, 1]}, [1, 2]),
        ({"type": "array"}, {"$set": [2, 1]}, [1, 2, 2]),
        ({"type": "array"}, {"$multiset": [2, 1, 1]}, [1, 2, 1]),
        ({"type": "object"}, {"$filter": "x"}, {"$filter": "x"}),
    ],
)
def test_a_right_value_is_right(form, schema: dict[str, Any], expected: Any, sent: Any):
    assert one(form, schema, expected, sent) == []


def test_an_object_is_one_of_the_accepted_ones(form):
    accepted = {"a": [{"$object": {"x": [1, 2], "y": ["u"]}, "$optional": ["y"]}, {"$items": [["p", "q"], [3]]}]}
    for sent in ({"x": 2}, {"x": 1, "y": "u"}, ["q", 3]):
        assert one(form, {}, 0, sent, accepted=accepted) == []
    for sent in ({"x": 3}, {"y": "u"}, {"x": 1, "z": 1}, ["q"], [3, "q"], 0):
        assert one(form, {}, 0, sent, accepted=accepted) == ["wrong_argument"]


@pytest.mark.parametrize("sent", [{"to": "x"}, {"to": "x", "n": 10}])
@pytest.mark.parametrize("expected", [{"to": "x"}, {"to": "x", "n": 10}])
def test_a_documented_default_may_be_sent_or_left_out(form, sent: Any, expected: Any):
    tools = [form.tool("send", ["to"], to=TEXT, n={"type": "integer", "default": 10})]
    made = form.line([form.user(), form.call("send", sent)], {"name": "send", "arguments": expected}, tools=tools)
    assert form.kinds(made) == []


@pytest.mark.parametrize(("sent", "kinds"), [({"a": 1}, ["missing_argument"]), ({}, ["missing_argument"] * 2)])
def test_a_required_argument_is_missed(form, sent: Any, kinds: list[str]):
    tools = [form.tool("book", ["a", "b"], a=WHOLE, b=WHOLE)]
    label = {"name": "book", "arguments": {"a": 1, "b": 2}}
    assert form.kinds(form.line([form.user(), form.call("book", sent)], label, tools=tools)) == kinds


@pytest.mark.parametrize("flip", [False, True])
@pytest.mark.parametrize("listed", [False, True])
def test_no_order_of_calls_or_labels_takes_the_wrong_pair(form, flip: bool, listed: bool):
    labels = [
        {"id": "wide", "name": "book", "arguments": {"a": "x"}, "accepted": {"a": ["x", "y"]}},
        {"id": "narrow", "name": "book", "arguments": {"a": "x"}},
    ]
    made = [form.call("book", {"a": "x"}), form.call("book", {"a": "y"})]
    found = form.graded(form.line([form.user(), *made[:: -1 if flip else 1]], *labels[:: -1 if listed else 1]))
    assert found["passed"]
    assert found["matched"] == {"narrow": int(flip), "wide": int(not flip)}


@pytest.mark.parametrize(
    ("wanted", "said", "kinds"),
    [
        ("1,250", "It costs 1,250 euro.", []),
        ("1,250", "It costs 1250 euro.", []),
        (1250, "It costs 1,250 euro.", []),
        ("10", "It costs 100.", ["not_said"]),
        ("10", "It costs 1,210.", ["not_said"]),
        ("Anna", "I asked Annabel.", ["not_said"]),
    ],
)
def test_what_must_be_said_stands_at_token_borders(form, wanted: Any, said: str, kinds: list[str]):
    assert form.kinds(form.line([form.user(), form.says(said)], say=[wanted])) == kinds


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        ({"t": {"1": {"n": 25.0}}}, []),
        ({"t": {"1": {"n": 25.5}}}, ["wrong_state"]),
        ({"t": {"1": {"n": "25"}}}, ["wrong_state"]),
        ({"t": {"1": {"n": True}}}, ["wrong_state"]),
        ({"t": {"1": {"n": 25}, "2": {}}}, ["wrong_state"]),
        ({}, ["wrong_state"]),
    ],
)
def test_end_states_are_compared_by_meaning(form, state: Any, kinds: list[str]):
    wanted = {"t": {"1": {"n": 25}}}
    assert form.kinds(form.line([form.user()], state=wanted, observed={"state": state})) == kinds


def test_a_state_may_be_a_digest(form):
    assert form.kinds(form.line([form.user()], state="9f", observed={"state": "9f"})) == []
    assert form.kinds(form.line([form.user()], state="9f", observed={"state": "a0"})) == ["wrong_state"]


def test_states_and_results_of_each_turn_count(form):
    wanted = {"states": [{"n": 1}, None], "results": [["a"], ["b", "b"]]}
    right = {"states": [{"n": 1}, {"n": 7}], "results": [["x", "a"], ["b", "b"]]}
    wrong = {"states": [{"n": 2}, None], "results": [["a"], ["b"]]}
    assert form.kinds(form.line([form.user()], **wanted, observed=right)) == []
    assert form.kinds(form.line([form.user()], **wanted, observed=wrong)) == ["wrong_state", "missing_call"]


def test_a_message_to_another_receiver_is_wrong(form):
    label = {"name": "send", "arguments": {"to": "Ann", "text": "hi"}}
    messages = [form.user("Say hi to Ann, not to Bob."), form.call("send", {"to": "Bob", "text": "hi"})]
    assert form.kinds(form.line(messages, label)) == ["wrong_argument"]


# --- which calls ------------------------------------------------------------------------------------------------------


def test_reads_are_free_and_other_calls_are_not(form):
    label = {"name": "book", "arguments": {}}
    messages = [form.user(), form.call("get_room"), form.call("book")]
    assert form.kinds(form.line(messages, label)) == []
    for extra in ("delete_room", "frobnicate", "roomsByCity"):
        assert form.kinds(form.line([*messages, form.call(extra)], label)) == ["unrequested_call"]
    assert form.kinds(form.line([*messages, form.call("delete_room", result={"error": "no"})], label)) == []
    assert form.kinds(form.line([*messages, form.call("book")], label)) == ["duplicate_call"]


def test_a_tool_may_say_itself_that_it_only_reads(form):
    reads = form.tool("frobnicate")
    reads["function"]["annotations"] = {"readOnlyHint": True}
    label = {"name": "book", "arguments": {}}
    messages = [form.user(), form.call("frobnicate"), form.call("book")]
    assert form.kinds(form.line(messages, label, tools=[reads, form.tool("book")])) == []


def test_a_call_counts_in_its_turn_only(form):
    label = {"name": "book", "arguments": {"a": 1}, "turn": 2}
    first = [form.user(), form.call("book", {"a": 1}), form.user()]
    second = [form.user(), form.user(), form.call("book", {"a": 1})]
    assert form.kinds(form.line(first, label)) == ["wrong_order"]
    assert form.kinds(form.line(second, label)) == []
    both = [form.user(), form.call("book", {"a": 1}), form.user(), form.call("book", {"a": 1})]
    assert form.kinds(form.line(both, label, {**label, "turn": 1, "id": "x"})) == []


def test_order_counts_where_it_is_said(form):
    labels = [{"id": name, "name": name, "arguments": {}} for name in ("a", "b", "c")]
    messages = [form.user(), form.call("a"), form.call("c"), form.call("b")]
    assert form.kinds(form.line(messages, *labels)) == []
    assert form.kinds(form.line(messages, *labels, ordered=True)) == ["wrong_order"]
    assert form.kinds(form.line(messages, labels[0], {**labels[1], "after": ["c"]}, labels[2])) == []
    assert form.kinds(form.line(messages, labels[0], labels[1], {**labels[2], "after": ["b"]})) == ["wrong_order"]


def test_forbidden_calls_are_found_by_the_arguments_named(form):
    messages = [form.user(), form.call("get_file", {"name": "a", "deep": True})]
    assert form.kinds(form.line(messages, never=["get_file"])) == ["forbidden_call"]
    assert form.kinds(form.line(messages, never=[{"name": "get_file", "arguments": {"name": "a"}}])) == [
        "forbidden_call"
    ]
    assert form.kinds(form.line(messages, never=[{"name": "get_file", "arguments": {"name": "b"}}])) == []


def test_arguments_that_repeat_a_key_are_malformed(form):
    messages = [form.user(), form.call("book", '{"a": 1, "a": 2}')]
    assert form.kinds(form.line(messages, {"name": "book", "arguments": {"a": 2}})) == ["malformed_call"]


def test_calls_of_the_user_are_not_the_assistants(form):
    made = form.calls(("toggle", {"on": True}, None), role="user")
    label = {"id": "t", "name": "toggle", "arguments": {"on": True}, "requestor": "user"}
    book = {"id": "b", "name": "book", "arguments": {}, "after": ["t"]}
    assert form.kinds(form.line([form.user(), made, form.call("book")], label, book)) == []
    assert form.graded(form.line([form.user(), made, form.call("book")], label, book))["matched"] == {"t": 0, "b": 1}
    assert form.kinds(form.line([form.user(), made])) == []
    assert form.kinds(form.line([form.user(), form.call("book"), made], label, book)) == ["wrong_order"]
    found = form.graded(form.line([form.user(), form.call("toggle", {"on": True})], label))
    assert [(f["kind"], f["blame"]) for f in found["failures"]] == [
        ("unrequested_call", "assistant"),
        ("missing_call", "user"),
    ]


def test_answers_reach_their_calls_also_where_ids_are_used_again(form):
    messages = [form.user(), form.call("delete_a", result={"error": "no"}), form.call("delete_b", result={"ok": 1})]
    found = form.graded(form.line(messages))
    assert [failure["where"] for failure in found["failures"]] == ["delete_b"]
