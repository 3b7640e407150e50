"""A model as an assistant, with a model of our own and with the real client against a stub of its API."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.assistants.llm import llm_kind
from simulator.assistants.load import load_assistant
from simulator.errors import SetupError
from simulator.messages import make_call
from simulator.models.model import ModelError, ModelReply, Usage

CALL = make_call(id="t1", name="find_booking", arguments={"booking_id": "ABC123"})
THOUGHT = {"type": "thinking", "thinking": "hm", "signature": "s"}


class Script:
    """A model that gives its replies in turn and keeps what it was asked."""

    name = "script"

    def __init__(self, *replies: ModelReply) -> None:
        self.replies = iter(replies)
        self.asked = []

    async def complete(self, request):
        self.asked.append(replace(request, blocks=dict(request.blocks)))
        return next(self.replies)


async def test_a_model_gets_system_messages_and_tools_and_its_calls_are_made(talk_with):
    usage = Usage(fresh=10, cached=2, output=3)
    script = Script(ModelReply(calls=(CALL,), finish="tool_calls", usage=usage), ModelReply(text="On 1 March."))
    kind = load_assistant(script)
    assert (kind.name, kind.world, kind.exclusive, kind.embedded) == ("script", "ours", False, False)
    async with talk_with(kind) as talk:
        assert (await talk.say("where is it")).text == "On 1 March."
        assert talk.calls == [("find_booking", {"booking_id": "ABC123"})]
    first, second = script.asked
    assert first.system == "Be kind. Today is 2030-02-20."
    assert [message.role for message in first.messages] == ["user"]
    assert [tool.name for tool in first.tools] == ["find_booking", "move-booking"]
    assert [message.role for message in second.messages] == ["user", "assistant", "tool"]


async def test_opaque_blocks_go_back_at_the_place_of_their_message(talk_with):
    blocks = (THOUGHT, {"type": "tool_use", "id": "t1", "name": "find_booking", "input": {}})
    script = Script(
        ModelReply(text="one"),
        ModelReply(calls=(CALL,), finish="tool_calls", blocks=blocks),
        ModelReply(text="two"),
    )
    async with talk_with(llm_kind(script)) as talk:
        await talk.say("hi")
        await talk.say("look")
    assert script.asked[2].blocks == {3: blocks}
    assert script.asked[2].messages[3].calls[0].id == "t1"


async def test_blocks_whose_call_ids_had_to_change_are_left_out(talk_with):
    reply = ModelReply(calls=(CALL, CALL), finish="tool_calls", blocks=(THOUGHT,))
    script = Script(reply, ModelReply(text="done"))
    async with talk_with(llm_kind(script)) as talk:
        await talk.say("look")
        assert [call.id for call in talk.messages[2].calls] == ["t1", "t1_1"]
    assert script.asked[1].blocks == {}


async def test_a_model_that_paused_is_asked_to_go_on(talk_with):
    script = Script(
        ModelReply(text="Let me ", finish="pause", blocks=(THOUGHT,), usage=Usage(output=1)),
        ModelReply(text="see.", usage=Usage(output=2)),
    )
    async with talk_with(llm_kind(script)) as talk:
        reply = await talk.say("hi")
    assert (reply.text, reply.usage) == ("Let me see.", {"model_calls": 2, "output": 3})
    assert script.asked[1].messages[-1].content == "Let me "
    assert script.asked[1].blocks == {1: (THOUGHT,)}


async def test_an_answer_that_ended_for_no_known_reason_is_infrastructure(talk_with):
    async with talk_with(llm_kind(Script(ModelReply(text="x", finish="error")))) as talk:
        with pytest.raises(ModelError) as caught:
            await talk.say("hi")
        assert caught.value.infrastructure


def message(*content, stop="end_turn"):
    usage = {"input_tokens": 9, "output_tokens": 4, "cache_read_input_tokens": 2}
    return {
        "id": "m",
        "type": "message",
        "role": "assistant",
        "model": "some-model",
        "content": list(content),
        "stop_reason": stop,
        "usage": usage,
    }


async def test_anthropic_by_its_string_converses_and_calls_tools(serve, talk_with, monkeypatch):
    use = {"type": "tool_use", "id": "toolu_1", "name": "find_booking", "input": {"booking_id": "ABC123"}}
    answers = [message(THOUGHT, use, stop="tool_use"), message({"type": "text", "text": "On 1 March."})]
    server = serve(lambda body, number: (200, answers[number - 1]))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key-of-the-test")
    kind = load_assistant("anthropic:some-model")
    assert kind.name == "anthropic:some-model"
    async with talk_with(kind) as talk:
        reply = await talk.say("where is ABC123")
        assert reply.text == "On 1 March."
        assert reply.usage == {"model_calls": 1, "fresh": 9, "cached": 2, "output": 4}
        assert talk.calls == [("find_booking", {"booking_id": "ABC123"})]
    assert server.asked[1].body["messages"][1]["content"] == [THOUGHT, use]


@pytest.mark.parametrize(("status", "error"), [(401, SetupError), (500, ModelError)])
async def test_anthropics_refusals_reach_the_engine_as_errors(serve, talk_with, monkeypatch, status, error):
    server = serve(lambda body, number: (status, {"error": {"message": "key-of-the-test is bad"}}))
    monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
    monkeypatch.setenv("ANTHROPIC_API_KEY", "key-of-the-test")
    async with talk_with(load_assistant("anthropic:some-model")) as talk:
        with pytest.raises(error) as caught:
            await talk.say("hi")
    assert "key-of-the-test" not in str(caught.value)
