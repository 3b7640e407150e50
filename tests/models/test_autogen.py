"""AutoGen's model clients, taken and given."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from autogen_agentchat.agents import AssistantAgent
from autogen_core import CancellationToken, FunctionCall
from autogen_core.models import CreateResult, RequestUsage, UserMessage
from autogen_ext.models.replay import ReplayChatCompletionClient

from simulator.messages import Message, make_call
from simulator.models.autogen import AutogenModel, as_client, is_client, our_request, their_messages
from simulator.models.model import ModelReply, Request, Usage
from simulator.tools.spec import ToolSpec

FIND = ToolSpec(name="find", description="Finds.", parameters={"type": "object", "properties": {"id": {}}})
CALL = make_call(id="t1", name="find", arguments={"id": "A"})
ASKED = Request(
    system="Be kind.",
    messages=(
        Message(role="user", content="look"),
        Message(role="assistant", content="Let me see.", calls=(CALL, CALL)),
        Message(role="tool", content='{"error": "gone"}', call_id="t1", name="find"),
        Message(role="tool", content="{}", call_id="t1", name="find"),
        Message(role="assistant", content="Found."),
    ),
    tools=(FIND,),
)


def created(content, finish="stop", **more):
    usage = RequestUsage(prompt_tokens=7, completion_tokens=2)
    return CreateResult(finish_reason=finish, content=content, usage=usage, cached=False, **more)


async def test_their_client_is_a_model_of_ours():
    calls = [FunctionCall(id="a", name="find", arguments='{"id": 1, "id": 2}')]
    client = ReplayChatCompletionClient([created(calls, "function_calls", thought="hm"), "plain"])
    assert is_client(client)
    model = AutogenModel(client, name="theirs")
    first, second = await model.complete(ASKED), await model.complete(ASKED)
    assert (first.text, first.finish, first.calls[0].arguments) == ("hm", "tool_calls", None)
    assert first.usage == Usage(fresh=7, output=2)
    assert (second.text, second.finish) == ("plain", "stop")


async def test_cancelling_the_conversation_cancels_their_request():
    begun, seen = asyncio.Event(), []

    async def create(messages, *, tools, cancellation_token):
        seen.append(cancellation_token)
        begun.set()
        await asyncio.Event().wait()

    asking = asyncio.ensure_future(AutogenModel(SimpleNamespace(create=create), name="x").complete(ASKED))
    await begun.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert seen[0].is_cancelled()


def test_messages_come_back_as_they_went():
    again = our_request(their_messages(ASKED), [{"name": "find", "description": "Finds.", "parameters": {}}])
    assert (again.system, again.messages) == (ASKED.system, ASKED.messages)
    assert [tool.name for tool in again.tools] == ["find"]


class Script:
    name = "script"

    def __init__(self, *replies):
        self.replies, self.asked = iter(replies), []

    async def complete(self, request):
        self.asked.append(request)
        return next(self.replies)


async def test_our_model_drives_their_agent_and_its_tools():
    usage = Usage(fresh=3, cached=4, output=2)
    script = Script(
        ModelReply(calls=(CALL,), finish="tool_calls", usage=usage), ModelReply(text="It is A.", usage=usage)
    )

    async def find(id: str) -> str:
        return f"found {id}"

    client = as_client(script)
    agent = AssistantAgent("helper", client, tools=[find], reflect_on_tool_use=True, description="Helps.")
    done = await agent.run(task="look")
    assert done.messages[-1].to_text() == "It is A."
    assert [message.role for message in script.asked[1].messages] == ["user", "assistant", "tool"]
    assert script.asked[1].messages[2].content == "found A"
    assert script.asked[0].tools[0].parameters["properties"]["id"]
    assert (client.total_usage().prompt_tokens, client.actual_usage().completion_tokens) == (14, 2)
    await client.close()


async def test_a_stream_of_our_client_ends_with_the_whole_answer():
    client = as_client(Script(ModelReply(text="hello", finish="length")))
    parts = [part async for part in client.create_stream([UserMessage(content="hi", source="user")])]
    assert parts[0] == "hello"
    assert (parts[1].content, parts[1].finish_reason) == ("hello", "length")


async def test_their_token_cancels_our_request():
    begun, ended = asyncio.Event(), []

    class Slow:
        name = "slow"

        async def complete(self, request):  # noqa: ARG002
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(True)

    token = CancellationToken()
    asking = asyncio.ensure_future(
        as_client(Slow()).create([UserMessage(content="hi", source="user")], cancellation_token=token)
    )
    await begun.wait()
    token.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert ended == [True]


async def test_a_wanted_form_stands_in_the_system_text_of_their_client():
    schema = {"type": "object", "required": ["points"]}
    found = their_messages(Request(messages=ASKED.messages[:1], system="Be kind.", schema=schema))
    assert found[0].content.startswith("Be kind.\n\nAnswer with one JSON object of this schema")
    assert '"required": ["points"]' in found[0].content
    client = ReplayChatCompletionClient([created('{"points": 1}')])
    reply = await AutogenModel(client, name="theirs").complete(Request(messages=ASKED.messages[:1], schema=schema))
    assert reply.text == '{"points": 1}'
