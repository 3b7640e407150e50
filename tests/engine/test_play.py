"""One conversation: every way an assistant can end it is data with a reason and a blame; our own faults are raised."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from simulator import api
from simulator.errors import OurBug
from simulator.messages import ToolCall

BOOKING = "bags_and_seat"


def play(assistant: Any, scenario: str = BOOKING, **options: Any) -> dict[str, Any]:
    return dict(api.play(scenario, assistant=assistant, seed="1.0", **options).record)


def test_the_system_message_comes_first_and_the_user_opens():
    record = play("reference")
    assert [message["role"] for message in record["messages"][:2]] == ["system", "user"]
    assert "Monday, 6 May 2030" in record["messages"][0]["content"]
    assert len(record["notes"]) == len(record["messages"])


def test_a_crash_is_the_assistants_failure():
    def breaks(messages: list[Any]) -> str:
        raise RuntimeError("no idea")

    record = play(breaks)
    assert (record["end"]["reason"], record["end"]["blame"]) == ("assistant_crash", "assistant")
    assert record["end"]["detail"].startswith("RuntimeError: no idea (test_play.py:")
    assert [failure["kind"] for failure in record["verdict"]["failures"]] == ["crash"]


def test_endless_calls_end_at_the_call_limit():
    def calls(messages: list[Any]) -> dict[str, Any]:
        call = {"id": "x", "type": "function", "function": {"name": "get_booking", "arguments": "{}"}}
        return {"role": "assistant", "content": None, "tool_calls": [call]}

    record = play(calls)
    assert record["end"]["reason"] == "call_limit"
    assert record["usage"]["calls"] == 20
    ids = [message["tool_call_id"] for message in record["messages"] if message["role"] == "tool"]
    assert len(set(ids)) == len(ids)


def test_five_hundred_calls_of_one_message_end_at_the_call_limit():
    def calls(messages: list[Any]) -> dict[str, Any]:
        one = {"type": "function", "function": {"name": "get_booking", "arguments": "{}"}}
        return {"role": "assistant", "content": "", "tool_calls": [one] * 500}

    record = play(calls)
    assert (record["end"]["reason"], record["usage"]["calls"]) == ("call_limit", 20)


def test_a_text_too_long_ends_at_the_text_limit():
    record = play(lambda messages: "a" * 1_000_000)
    assert record["end"]["reason"] == "text_limit"
    assert len(record["messages"][-1]["content"]) == 20_000


def test_a_lone_surrogate_is_no_crash():
    record = play(lambda messages: "bad \ud800 text")
    assert record["end"]["blame"] != "infrastructure"
    assert not record["verdict"]["passed"]


def test_an_empty_turn_is_the_assistants_failure():
    record = play(lambda messages: "")
    assert "empty_turn" in {failure["kind"] for failure in record["verdict"]["failures"]}


DEEP = '{"booking_id": ' + "[" * 63 + "]" * 63 + "}"
DEEPER = '{"booking_id": ' + "[" * 64 + "]" * 64 + "}"


@pytest.mark.parametrize(
    ("tool", "arguments", "refused", "kind"),
    [
        ("get_booking", '{"booking_id": "A", "booking_id": "B"}', "malformed", "malformed_call"),
        ("get_booking", '{"booking_id": NaN}', "malformed", "malformed_call"),
        ("get_booking", DEEPER, "malformed", "malformed_call"),
        ("get_booking", '["ABC123"]', "malformed", "malformed_call"),
        ("get_booking", DEEP, "schema", "schema_violation"),
        ("get_booking", "{}", "schema", "schema_violation"),
        ("get_booking", '{"booking_id": "ABC123", "extra": 1}', "schema", "schema_violation"),
        ("get_boking", '{"booking_id": "ABC123"}', "unknown_tool", "unknown_tool"),
    ],
    ids=["twice", "nan", "65 levels", "no object", "64 levels", "missing", "extra", "unknown"],
)
def test_a_bad_call_gets_an_error_result_and_counts_against_the_assistant(
    tool: str, arguments: str, refused: str, kind: str
):
    def calls_once(messages: list[Any]) -> Any:
        if messages[-1]["role"] == "tool":
            return "I am not sure."
        call = {"id": "c", "type": "function", "function": {"name": tool, "arguments": arguments}}
        return {"role": "assistant", "content": "", "tool_calls": [call]}

    record = play(calls_once)
    note = next(note for note in record["notes"] if "status" in note)
    assert note["refused"] == refused
    assert 400 <= note["status"] < 500
    answer = next(message for message in record["messages"] if message["role"] == "tool")
    assert json.loads(answer["content"])["error"]
    call = next(message for message in record["messages"] if message.get("tool_calls"))["tool_calls"][0]
    kept = call["function"]["arguments"]
    assert kept == (arguments if refused == "malformed" else json.loads(arguments))
    assert kind in {failure["kind"] for failure in record["verdict"]["failures"] if failure["blame"] == "assistant"}
    assert not record["state"]


def test_an_assistant_that_hangs_ends_at_the_time_limit():
    async def hangs(messages: list[Any]) -> str:
        await asyncio.Event().wait()
        return ""

    assert hurried(hangs)["end"]["reason"] == "timeout"


def test_an_assistant_that_will_not_be_cancelled_ends_at_the_time_limit_all_the_same():
    async def swallows(messages: list[Any]) -> str:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return "Where was I?"
        return ""

    record = hurried(swallows)
    assert (record["end"]["reason"], record["end"]["blame"]) == ("timeout", "assistant")
    assert record["messages"][-1]["role"] == "user"


def test_an_assistant_that_never_lets_go_of_what_it_holds_is_left_behind():
    class Holds:
        def __init__(self, tools: Any) -> None: ...

        async def act(self, _view: Any) -> str:
            return "I cannot help with that."

        async def close(self) -> None:
            await asyncio.Event().wait()

    assert hurried(Holds, seconds=1.0)["end"]["reason"] != "timeout"


def hurried(assistant: Any, seconds: float = 0.1) -> dict[str, Any]:
    """The record of a conversation that may take next to no time."""
    from dataclasses import replace

    scenario = api.load(BOOKING)
    quick = replace(scenario, parts=replace(scenario.parts, limits=replace(scenario.parts.limits, seconds=seconds)))
    return dict(api.play(quick, assistant=assistant, seed="1.0").record)


class Broken:
    """An embedded assistant of ours that breaks."""

    name, digest, embedded, world, exclusive = "broken", "", True, "ours", False

    def open(self, opening: Any) -> Any:  # noqa: ARG002
        raise ZeroDivisionError("ours")


def test_a_fault_of_ours_is_never_a_score():
    from simulator.config import RunConfig
    from simulator.engine.run import Run, converse_now

    run = Run(scenarios=[api.load(BOOKING)], kinds=[Broken()])
    task = run.tasks(RunConfig(paths=(), n=1))[0]
    with pytest.raises(OurBug, match="ZeroDivisionError"):
        converse_now(run, task)


def test_call_ids_are_made_unique():
    from simulator.engine.limits import named_calls

    calls = tuple(ToolCall(id=name, name="x", arguments={}) for name in ("", "a", "a"))
    assert [call.id for call in named_calls(calls, [])] == ["call_1", "a", "call_3"]


@pytest.mark.parametrize("leaving", [SystemExit(0), GeneratorExit(), asyncio.CancelledError(), TimeoutError("slow")])
def test_an_agent_that_leaves_by_itself_has_crashed(leaving: BaseException):
    def leaves(messages: list[Any]) -> str:
        raise leaving

    record = play(leaves)
    assert record["end"]["reason"] == "assistant_crash"
    assert type(leaving).__name__ in record["end"]["detail"]
    assert [failure["kind"] for failure in record["verdict"]["failures"]] == ["crash"]
