"""AutoGen agents and teams as assistants, with AutoGen's own classes."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from autogen_agentchat.agents import AssistantAgent, BaseChatAgent
from autogen_agentchat.base import Response
from autogen_agentchat.conditions import TextMentionTermination
from autogen_agentchat.messages import TextMessage
from autogen_agentchat.teams import RoundRobinGroupChat, Swarm
from autogen_ext.models.replay import ReplayChatCompletionClient

from simulator.assistants.function import kind_of
from simulator.assistants.load import load_assistant
from simulator.errors import SetupError

LOOK = '{"booking_id": "ABC123"}'
pytestmark = pytest.mark.usefixtures("quiet")


@pytest.fixture
def agent(scripted):
    def made(*answers: Any, **options: Any) -> AssistantAgent:
        options = {"max_tool_iterations": 10, "system_message": None, **options}
        return AssistantAgent(options.pop("name", "helper"), model_client=scripted(*answers), **options)

    return made


class Echo(BaseChatAgent):
    """Says how often it spoke and what it heard last."""

    def __init__(self, name: str = "echo") -> None:
        super().__init__(name, "says what it hears")
        self.turns = 0

    @property
    def produced_message_types(self):
        return (TextMessage,)

    async def on_messages(self, messages, _token):
        self.turns += 1
        heard = messages[-1].to_text()
        if heard == "break":
            raise ValueError("broken inside")
        if heard == "hang":
            await asyncio.Event().wait()
        await asyncio.sleep(0)
        return Response(chat_message=TextMessage(content=f"{self.name}{self.turns}:{heard}", source=self.name))

    async def on_reset(self, _token):
        self.turns = 0


async def test_a_factorys_agent_calls_the_world_and_is_judged_by_what_its_model_wrote(talk_with, agent):
    def make(tools):
        return agent([("1", "find_booking", LOOK)], "It is on 1 March.", "Bye.", tools=tools)

    async with talk_with(kind_of(make, name="make")) as talk:
        reply = await talk.say("where is ABC123")
        assert reply.text == "It is on 1 March."
        assert [(one.call.id, one.call.name, one.call.arguments) for one in reply.inner] == [
            ("1", "find_booking", {"booking_id": "ABC123"})
        ]
        assert reply.inner[0].result.content == {"id": "ABC123", "date": "2030-03-01"}
        assert reply.usage["output"] == 10
        assert (await talk.say("thanks")).inner == ()
        assert talk.desk.seen == [("find_booking", {"booking_id": "ABC123"})]


async def test_two_conversations_of_a_factory_interleave(talk_with, agent):
    def make(tools):
        return agent([("1", "find_booking", LOOK)], "found", [("2", "find_booking", LOOK)], "again", tools=tools)

    kind = kind_of(make, name="make")

    async def converse(day: str) -> list[Any]:
        async with talk_with(kind) as talk:
            talk.desk.dates["ABC123"] = day
            found = [await talk.say("look"), await talk.say("look again")]
            return [(one.text, [inner.result.content["date"] for inner in one.inner]) for one in found]

    assert not kind.exclusive
    assert kind.world == "ours"
    assert await asyncio.gather(converse("2031-01-01"), converse("2032-02-02")) == [
        [("found", ["2031-01-01"]), ("again", ["2031-01-01"])],
        [("found", ["2032-02-02"]), ("again", ["2032-02-02"])],
    ]


async def test_calls_that_never_reach_a_tool_are_seen_as_the_model_made_them(talk_with, agent):
    calls = [
        ("1", "find_booking", LOOK),
        ("1", "find_booking", '{"booking_id": "a", "booking_id": "ABC123"}'),
        ("", "no_such_tool", "{}"),
        ("4", "find_booking", "{}"),
        ("5", "find_booking", "{broken"),
        ("6", "move-booking", '{"booking_id": "ABC123", "date": "2030-04-01", "from_": 2, "cabin": null}'),
    ]

    def make(tools):
        return agent(calls, "done", tools=tools)

    async with talk_with(kind_of(make, name="make")) as talk:
        inner = (await talk.say("go")).inner
        assert len({one.call.id for one in inner}) == len(inner) == 6
        assert [one.result.refused for one in inner] == ["", "", "unknown_tool", "schema", "malformed", ""]
        assert [one.call.problem[:8] for one in inner] == ["", "repeated", "", "", "not JSON", ""]
        assert inner[5].call.arguments == {"booking_id": "ABC123", "date": "2030-04-01", "from": 2}
        assert inner[5].result.wrote
        assert len(talk.desk.seen) == 3


async def test_autogen_sees_the_schema_of_a_tool_and_results_as_json(talk_with, scripted):
    made: list[ReplayChatCompletionClient] = []

    def make(tools):
        made.append(scripted([("1", "find_booking", LOOK)], "done"))
        return AssistantAgent("helper", model_client=made[0], tools=tools, max_tool_iterations=2)

    async with talk_with(kind_of(make, name="make")) as talk:
        await talk.say("go")
    first, second = made[0].create_calls
    move = first["tools"][1]
    assert (move["name"], move["description"]) == ("move-booking", "Moves a booking.")
    shown = move["parameters"]["properties"]
    assert (shown["date"]["type"], shown["date"]["format"]) == ("string", "date")
    assert shown["date"]["description"] == "The new day."
    assert shown["cabin"]["anyOf"][0]["enum"] == ["economy", "business"]
    assert shown["extras"]["anyOf"][0]["properties"] == {"bags": {"type": "integer"}}
    assert move["parameters"]["required"] == ["booking_id", "date"]
    assert json.loads(second["messages"][-1].content[0].content) == {"id": "ABC123", "date": "2030-03-01"}


async def test_a_helper_of_the_agents_own_beside_bound_tools_is_no_call_of_the_world(talk_with, agent):
    def add(a: int, b: int) -> int:
        """Adds."""
        return a + b

    def make(tools):
        calls = [("1", "add", '{"a": 1, "b": 2}'), ("2", "find_booking", LOOK)]
        return agent(calls, "done", tools=[*tools, add])

    async with talk_with(kind_of(make, name="make")) as talk:
        assert [one.call.name for one in (await talk.say("go")).inner] == ["find_booking"]


async def test_an_agent_given_as_it_is_is_judged_by_its_own_tools(talk_with, agent):
    def find_booking(booking_id: str) -> str:
        """Looks a booking up."""
        if booking_id != "ABC123":
            raise LookupError("no such booking")
        return '{"date": "2030-05-05"}'

    calls = [("1", "find_booking", LOOK), ("2", "find_booking", '{"booking_id": "x"}')]
    kind = kind_of(agent(calls, "It is on 5 May.", tools=[find_booking]), name="agent")
    assert (kind.world, kind.exclusive) == ("own", True)
    async with talk_with(kind) as talk:
        reply = await talk.say("where is ABC123")
        assert reply.text == "It is on 5 May."
        assert [(one.call.arguments, one.result.status) for one in reply.inner] == [
            ({"booking_id": "ABC123"}, 200),
            ({"booking_id": "x"}, 500),
        ]
        assert reply.inner[0].result.content == {"date": "2030-05-05"}
        assert talk.desk.seen == []


async def test_a_given_agent_hears_new_messages_only_and_is_reset_between_conversations(talk_with):
    kind = kind_of(Echo(), name="echo")
    for _ in range(2):
        async with talk_with(kind) as talk:
            assert (await talk.say("one")).text == "echo1:one"
            assert (await talk.say("two")).text == "echo2:two"
            with pytest.raises(SetupError, match="in a conversation already"):
                async with talk_with(kind):
                    pass


async def test_tool_output_at_the_iteration_limit_is_said_as_it_is(talk_with, agent):
    def make(tools):
        return agent([("1", "find_booking", LOOK)], "never said", tools=tools, max_tool_iterations=1)

    async with talk_with(kind_of(make, name="make")) as talk:
        reply = await talk.say("go")
        assert reply.text == '{"id": "ABC123", "date": "2030-03-01"}'
        assert len(reply.inner) == 1


async def test_a_team_gets_what_the_user_said_and_its_last_message_is_the_reply(talk_with):
    team = RoundRobinGroupChat([Echo("a"), Echo("b")], max_turns=2)
    kind = kind_of(team, name="team")
    assert (kind.world, kind.exclusive) == ("own", True)
    for _ in range(2):
        async with talk_with(kind) as talk:
            assert (await talk.say("hi")).text == "b1:a1:hi"
            assert (await talk.say("more")).text == "b2:a2:more"


async def test_two_teams_of_a_factory_interleave_and_their_calls_are_seen(talk_with, agent):
    def make(tools):
        worker = agent([("1", "find_booking", LOOK)], "found it DONE", "bye DONE", name="worker", tools=tools)
        return RoundRobinGroupChat([worker], termination_condition=TextMentionTermination("DONE", sources=["worker"]))

    kind = kind_of(make, name="make")

    async def converse() -> list[Any]:
        async with talk_with(kind) as talk:
            texts = [(await talk.say("look")).text, (await talk.say("thanks")).text]
            return [*texts, talk.calls, talk.desk.seen]

    call = ("find_booking", {"booking_id": "ABC123"})
    expected = ["found it DONE", "bye DONE", [call], [call]]
    assert await asyncio.gather(converse(), converse()) == [expected, expected]


async def test_a_hand_off_is_no_tool_call_but_the_calls_beside_it_are(talk_with, agent):
    calls = [("1", "find_booking", LOOK), ("2", "transfer_to_clerk", "{}")]

    def make(tools):
        desk = agent(calls, name="desk", tools=tools, handoffs=["clerk"])
        clerk = agent([("3", "find_booking", LOOK)], "The clerk says DONE", name="clerk", tools=tools)
        return Swarm([desk, clerk], termination_condition=TextMentionTermination("DONE"))

    def given(booking_id: str) -> str:
        """Looks a booking up."""
        return "{}"

    given.__name__ = "find_booking"
    alone = agent(calls, name="desk", tools=[given], handoffs=["clerk"])
    for found, ids in ((make, ["1", "3"]), (alone, ["1"])):
        async with talk_with(kind_of(found, name="team")) as talk:
            reply = await talk.say("go")
            assert [(one.call.id, one.call.name) for one in reply.inner] == [(id, "find_booking") for id in ids]


async def test_events_that_come_only_with_the_response_count_once(talk_with, agent):
    class Wrapper(Echo):
        async def on_messages_stream(self, messages, cancellation_token):
            response = await inner.on_messages(messages, cancellation_token)
            yield response.inner_messages[0]
            yield response

    def find_booking(booking_id: str) -> str:
        """Looks a booking up."""
        return "{}"

    inner = agent([("1", "find_booking", LOOK)], "done", tools=[find_booking])
    async with talk_with(kind_of(Wrapper(), name="wrapper")) as talk:
        reply = await talk.say("go")
        assert [(one.call.id, one.result.status) for one in reply.inner] == [("1", 200)]
        assert reply.text == "done"


async def test_an_agents_exception_comes_out_as_it_is(talk_with):
    async with talk_with(kind_of(Echo(), name="echo")) as talk:
        with pytest.raises(ValueError, match="broken inside"):
            await talk.say("break")
        assert (await talk.say("hi")).text == "echo2:hi"


async def test_a_team_that_broke_off_is_never_used_again(talk_with):
    kind = kind_of(RoundRobinGroupChat([Echo("a"), Echo("b")], max_turns=2), name="team")
    async with talk_with(kind) as talk:
        with pytest.raises(RuntimeError, match="broken inside"):
            await talk.say("break")
    with pytest.raises(SetupError, match="broke off in an earlier conversation"):
        async with talk_with(kind):
            pass


async def test_a_team_from_a_file_is_made_anew_after_it_broke_off(talk_with, tmp_path):
    text = """from autogen_agentchat.agents import BaseChatAgent
from autogen_agentchat.base import Response
from autogen_agentchat.messages import TextMessage
from autogen_agentchat.teams import RoundRobinGroupChat

class Agent(BaseChatAgent):
    produced_message_types = (TextMessage,)
    async def on_messages(self, messages, cancellation_token):
        if messages[-1].content == "break":
            raise ValueError("broken inside")
        return Response(chat_message=TextMessage(content=f"{self.name} is here", source=self.name))
    async def on_reset(self, cancellation_token):
        pass

team = RoundRobinGroupChat([Agent("a", "first"), Agent("b", "second")], max_turns=2)
"""
    (tmp_path / "team.py").write_text(text)
    kind = load_assistant("team.py:team", near=tmp_path)
    for _ in range(2):
        async with talk_with(kind) as talk:
            assert (await talk.say("hi")).text == "b is here"
            with pytest.raises(RuntimeError, match="broken inside"):
                await talk.say("break")


async def test_a_team_without_an_end_is_stopped(talk_with):
    async with talk_with(kind_of(RoundRobinGroupChat([Echo("a"), Echo("b")]), name="team")) as talk:
        with pytest.raises(RuntimeError, match="200 messages in one turn"):
            await talk.say("hi")


@pytest.mark.parametrize("team", [False, True])
async def test_a_cancelled_conversation_ends_at_once(talk_with, team):
    found = RoundRobinGroupChat([Echo("a")], max_turns=1) if team else Echo()
    async with talk_with(kind_of(found, name="agent")) as talk:
        talking = asyncio.ensure_future(talk.say("hang"))
        for _ in range(20):
            await asyncio.sleep(0)
        talking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await talking


def test_a_team_says_plainly_that_it_lives_in_one_event_loop(talk_with):
    kind = kind_of(RoundRobinGroupChat([Echo("a")], max_turns=1), name="team")

    async def once() -> str:
        async with talk_with(kind) as talk:
            return (await talk.say("hi")).text

    assert asyncio.run(once()) == "a1:hi"
    with pytest.raises(SetupError, match="another event loop"):
        asyncio.run(once())
