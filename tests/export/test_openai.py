from __future__ import annotations

import json

import pytest

from simulator.export.openai import openai_line

TOOL = {"type": "function", "function": {"name": "get_booking", "description": "", "parameters": {"type": "object"}}}


def call(name, arguments, id="c1"):
    return {"id": id, "type": "function", "function": {"name": name, "arguments": arguments}}


def test_arguments_are_json_text_that_gives_the_object_back(make_record):
    arguments = {"name": 'Zoë "Z" O\'Hara', "n": 1.50, "nested": {"a": [None, True]}}
    record = make_record()
    record["messages"][1]["tool_calls"] = [call("get_booking", arguments)]
    line = openai_line(record, [TOOL], "keep")
    text = line["messages"][1]["tool_calls"][0]["function"]["arguments"]
    assert isinstance(text, str)
    assert json.loads(text) == arguments
    assert "Zoë" in text


def test_messages_keep_their_order_and_only_what_the_format_knows(make_record):
    line = openai_line(make_record(), [TOOL], "keep")
    assert [message["role"] for message in line["messages"]] == ["user", "assistant", "tool", "assistant"]
    assert [sorted(message) for message in line["messages"]] == [
        ["content", "role"],
        ["content", "role", "tool_calls"],
        ["content", "role", "tool_call_id"],
        ["content", "role"],
    ]
    assert line["messages"][1]["content"] is None


def test_every_tool_result_answers_a_call(make_record):
    record = make_record()
    record["messages"][1]["tool_calls"] = [call("a", {}, "c1"), call("b", {}, "c2")]
    record["messages"].insert(3, {"role": "tool", "content": "{}", "tool_call_id": "c2"})
    messages = openai_line(record, [TOOL], "keep")["messages"]
    called = [one["id"] for message in messages for one in message.get("tool_calls", ())]
    assert [message["tool_call_id"] for message in messages if message["role"] == "tool"] == called


BURST = [
    {"role": "system", "content": "Be kind."},
    {"role": "user", "content": "hi"},
    {"role": "user", "content": "where is my bag"},
    {"role": "assistant", "content": "Which booking?"},
    {"role": "user", "content": "AB12"},
    {"role": "assistant", "content": "In Oslo."},
    {"role": "user", "content": "thx"},
    {"role": "user", "content": "bye"},
]


@pytest.mark.parametrize(
    ("bursts", "users"), [("keep", ["hi", "where is my bag", "AB12"]), ("join", ["hi\nwhere is my bag", "AB12"])]
)
def test_bursts_are_kept_or_joined_and_the_last_word_is_the_assistants(make_record, bursts, users):
    line = openai_line(make_record(messages=BURST, notes=[{}] * 8), [], bursts)
    assert [message["content"] for message in line["messages"] if message["role"] == "user"] == users
    assert line["messages"][-1] == {"role": "assistant", "content": "In Oslo."}


def test_joined_bursts_alternate_strictly(make_record):
    line = openai_line(make_record(messages=BURST, notes=[{}] * 8), [], "join")
    roles = [message["role"] for message in line["messages"]]
    assert roles == ["system", "user", "assistant", "user", "assistant"]


def test_a_chatbot_without_tools_has_no_empty_list(make_record):
    assert "tools" not in openai_line(make_record(), [], "keep")


def test_the_record_is_left_as_it_was(make_record):
    record = make_record()
    openai_line(record, [TOOL], "join")
    assert record == make_record()
