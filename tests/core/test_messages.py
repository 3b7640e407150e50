"""Messages go to OpenAI's form and back; arguments are parsed strictly and nothing of them is lost."""

from __future__ import annotations

import json
import math

import pytest

from simulator.messages import Message, ToolCall, from_openai, levels, make_call, parse_strict, to_openai


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ('{"a": 1, "a": 2}', "repeated key 'a'"),
        ('{"a": NaN}', "NaN"),
        ('{"a": Infinity}', "Infinity"),
        ('{"a": [1e400]}', "1e400 is beyond every number"),
        ('{"a": -1E999}', "-1E999"),
        ('{"a": 1', "not JSON"),
        ("[" * 70 + "]" * 70, "deeper than 64"),
        ("[" * 100_000, "deeper than 64"),
    ],
)
def test_strict_parsing_refuses(raw: str, problem: str):
    assert problem in parse_strict(raw)[1]


def test_a_refused_call_keeps_its_raw_text():
    call = make_call(id="1", name="pay", arguments='{"to": "a", "to": "b"}')
    assert call.arguments is None
    assert call.raw == '{"to": "a", "to": "b"}'
    assert "repeated key" in call.problem


@pytest.mark.parametrize("arguments", ["[1]", '"x"', "3", [1, 2], 5])
def test_arguments_that_are_no_object_are_refused(arguments: object):
    assert make_call(id="1", name="pay", arguments=arguments).problem


def test_nan_in_an_object_is_refused():
    assert make_call(id="1", name="pay", arguments={"amount": math.nan}).arguments is None


def test_empty_arguments_are_an_empty_object():
    assert make_call(id="1", name="pay", arguments="").arguments == {}


def test_a_message_survives_the_wire():
    call = ToolCall(id="c1", name="get", arguments={"id": "Ä1"})
    message = Message(role="assistant", content="one moment", calls=(call,))
    sent = to_openai(message, wire=True)
    assert json.loads(sent["tool_calls"][0]["function"]["arguments"]) == {"id": "Ä1"}
    assert from_openai(sent) == message
    assert from_openai(to_openai(message)) == message


def test_content_parts_are_joined():
    parts = [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]
    assert from_openai({"role": "assistant", "content": parts}).content == "ab"


def test_a_part_with_no_text_says_nothing_and_a_refused_one_why():
    parts = [{"type": "text", "text": None}, {"type": "image"}, {"type": "text", "text": 5}]
    refusal = {"type": "refusal", "refusal": "I cannot do that."}
    assert from_openai({"content": parts}).content == ""
    assert from_openai({"content": [*parts, refusal]}).content == "I cannot do that."


@pytest.mark.parametrize(
    "found",
    [{"role": "robot"}, {"content": 3}, {"tool_calls": "x"}, {"tool_calls": [{}]}, {"tool_calls": [{"function": {}}]}],
)
def test_what_is_no_message_is_refused(found: dict[str, object]):
    with pytest.raises(ValueError, match=r"\w"):
        from_openai({"role": "assistant", **found})


def test_levels_counts_nesting():
    assert [levels(value) for value in (1, [], {"a": [1]}, [[[]]])] == [0, 1, 2, 3]
