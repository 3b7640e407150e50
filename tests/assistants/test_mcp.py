"""The tools of a conversation as an MCP server, with the client of the `mcp` package and AutoGen's own classes."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.conditions import TextMentionTermination
from autogen_agentchat.teams import Swarm
from autogen_core.tools import TextResultContent, ToolResult, Workbench
from mcp.client.client import Client

from simulator import api
from simulator.assistants.function import kind_of
from simulator.assistants.load import load_assistant

LOOK = '{"booking_id": "ABC123"}'
pytestmark = pytest.mark.usefixtures("quiet")


class Bench(Workbench):
    """A workbench over an MCP server, as AutoGen's own one is (which needs an older `mcp`)."""

    component_type = "workbench"

    def __init__(self, url: str, names: dict[str, str] | None = None) -> None:
        self.server_params = self
        self.url = url
        self.stopped = 0
        self._names = names or {}

    async def list_tools(self) -> list[Any]:
        async with Client(self.url) as client:
            tools = (await client.list_tools()).tools
        own = {shown: name for name, shown in self._names.items()}
        return [
            {"name": own.get(one.name, one.name), "description": one.description, "parameters": one.input_schema}
            for one in tools
        ]

    async def call_tool(self, name, arguments=None, *_: Any, **__: Any) -> ToolResult:
        async with Client(self.url) as client:
            found = await client.call_tool(self._names.get(name, name), dict(arguments or {}))
        parts = [TextResultContent(content=part.text) for part in found.content]
        return ToolResult(name=name, result=parts, is_error=bool(found.is_error))

    async def start(self) -> None: ...

    async def stop(self) -> None:
        self.stopped += 1

    async def reset(self) -> None: ...

    async def save_state(self):
        return {}

    async def load_state(self, state) -> None: ...


@pytest.fixture
def agent(scripted):
    def made(url: str, *answers: Any, **options: Any) -> AssistantAgent:
        bench = options.pop("bench", None) or Bench(url)
        name = options.pop("name", "helper")
        return AssistantAgent(name, model_client=scripted(*answers), workbench=bench, max_tool_iterations=10, **options)

    return made


async def test_an_agents_calls_by_mcp_are_made_in_the_world_and_recorded_once(talk_with, agent):
    def make(mcp):
        return agent(mcp.url, [("1", "find_booking", LOOK)], "It is on 1 March.", system_message=mcp.system)

    async with talk_with(kind_of(make, name="make")) as talk:
        reply = await talk.say("where is ABC123")
        assert reply.text == "It is on 1 March."
        assert [(one.call.id, one.call.name, one.result.content) for one in reply.inner] == [
            ("1", "find_booking", {"id": "ABC123", "date": "2030-03-01"})
        ]
        assert talk.desk.seen == [("find_booking", {"booking_id": "ABC123"})]


async def test_conversations_that_run_at_once_never_share_a_server(talk_with, agent):
    urls = []

    def make(mcp):
        urls.append(mcp.url)
        return agent(mcp.url, [("1", "find_booking", LOOK)], "found", [("2", "find_booking", LOOK)], "again")

    kind = kind_of(make, name="make")

    async def converse(day: str) -> list[Any]:
        async with talk_with(kind) as talk:
            talk.desk.dates["ABC123"] = day
            found = [await talk.say("look"), await talk.say("look again")]
            return [inner.result.content["date"] for one in found for inner in one.inner]

    assert await asyncio.gather(converse("2031-01-01"), converse("2032-02-02")) == [
        ["2031-01-01", "2031-01-01"],
        ["2032-02-02", "2032-02-02"],
    ]
    assert len(set(urls)) == 2


async def test_a_tools_error_is_an_error_of_mcp_and_keeps_the_worlds_own_words(talk_with, agent):
    benches = []

    def make(mcp):
        benches.append(Bench(mcp.url))
        return agent("", [("1", "find_booking", '{"booking_id": "NONE"}')], "None.", bench=benches[0])

    async with talk_with(kind_of(make, name="make")) as talk:
        inner = (await talk.say("where is NONE")).inner
        found = await benches[0].call_tool("find_booking", {"booking_id": "NONE"})
        assert (found.is_error, found.to_text()) == (True, '{"error": "no booking NONE"}')
    assert [(one.call.name, one.result.status, one.result.content) for one in inner] == [
        ("find_booking", 404, {"error": "no booking NONE"})
    ]


async def test_a_team_with_hand_offs_calls_by_mcp(talk_with, agent, scripted):
    def make(mcp):
        hand_over = scripted([("h", "transfer_to_desk", "{}")], "Hm.")
        front = AssistantAgent("front", model_client=hand_over, handoffs=["desk"])
        answers = (
            [("1", "find_booking", LOOK)],
            [("2", "move-booking", '{"booking_id": "ABC123", "date": "2030-04-01"}')],
        )
        desk = agent(mcp.url, *answers, "Moved. DONE", name="desk", handoffs=["front"])
        return Swarm([front, desk], termination_condition=TextMentionTermination("DONE"), max_turns=9)

    async with talk_with(kind_of(make, name="make")) as talk:
        reply = await talk.say("move ABC123 to 1 April")
        assert reply.text == "Moved. DONE"
        assert [one.call.name for one in reply.inner] == ["find_booking", "move-booking"]
        assert reply.inner[1].result.wrote
        assert talk.desk.dates == {"ABC123": "2030-04-01"}


async def test_a_tool_that_the_agent_calls_otherwise_is_recorded_under_its_own_name(talk_with, agent):
    def make(mcp):
        calls = [("1", "look_up", '{"booking_id": "NONE"}'), ("2", "look_up", LOOK)]
        return agent("", calls, "There.", bench=Bench(mcp.url, {"look_up": "find_booking"}))

    async with talk_with(kind_of(make, name="make")) as talk:
        inner = (await talk.say("look both up")).inner
    assert [(one.call.name, one.result.status) for one in inner] == [("find_booking", 404), ("find_booking", 200)]


async def test_a_null_that_was_sent_by_mcp_is_recorded(talk_with, agent):
    arguments = '{"booking_id": "ABC123", "date": "2030-04-01", "cabin": null}'

    def make(mcp):
        return agent(mcp.url, [("1", "move-booking", arguments)], "Moved.")

    async with talk_with(kind_of(make, name="make")) as talk:
        inner = (await talk.say("move it")).inner
    assert [one.call.arguments for one in inner] == [json.loads(arguments)]
    assert talk.desk.seen == [("move-booking", json.loads(arguments))]


async def test_what_connects_an_agent_to_its_tools_is_stopped_at_the_end_and_nothing_else(talk_with, agent):
    mine, other = [], Bench("http://127.0.0.1:1/mcp")

    def make(mcp):
        mine.append(Bench(mcp.url))
        return Swarm([agent("", "Hello.", bench=[mine[0], other])], max_turns=1)

    async with talk_with(kind_of(make, name="make")) as talk:
        with pytest.raises(Exception, match="."):  # the other server is none
            await talk.say("hello")
    assert (mine[0].stopped, other.stopped) == (1, 0)


async def test_a_factory_that_yields_its_agent_goes_on_when_the_conversation_is_over(talk_with):
    heard = []

    async def make(mcp):
        async with Client(mcp.url) as client:

            async def reply(messages):
                found = await client.call_tool("find_booking", {"booking_id": "ABC123"})
                return found.content[0].text

            yield reply
        heard.append("closed")

    async with talk_with(kind_of(make, name="make")) as talk:
        reply = await talk.say("where is it")
        assert json.loads(reply.text) == {"id": "ABC123", "date": "2030-03-01"}
        assert [one.call.name for one in reply.inner] == ["find_booking"]
        assert heard == []
    assert heard == ["closed"]


async def test_tools_and_mcp_may_both_be_asked_for(talk_with):
    def make(tools, *, mcp):
        def reply(messages):
            answer = httpx.post(mcp.url, json=_call("find_booking", booking_id="ABC123")).json()
            return f"{tools[0](booking_id='ABC123')['date']} {answer['result']['content'][0]['text']}"

        return reply

    async with talk_with(kind_of(make, name="make")) as talk:
        reply = await talk.say("twice")
        assert reply.text == '2030-03-01 {"id": "ABC123", "date": "2030-03-01"}'
        assert len(reply.inner) == len(talk.desk.seen) == 2


def _call(name: str, **arguments: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}


def _rpc(method: str, params: Any = None, **more: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 7, "method": method, **({} if params is None else {"params": params}), **more}


@pytest.fixture
def ask(talk_with):
    """Sends one request to a fresh conversation's server; gives its status and its answer."""

    async def asked(content: Any = None, *, method: str = "POST", path: str = "", **headers: str):
        urls = []

        def make(mcp):
            urls.append(mcp.url)
            return lambda messages: "Hello."

        body = content if isinstance(content, bytes | type(None)) else json.dumps(content).encode()
        async with talk_with(kind_of(make, name="make")) as talk, httpx.AsyncClient() as client:
            await talk.say("hello")
            found = await client.request(method, urls[0] + path, content=body, headers=headers)
            seen = talk.desk.seen
        return found.status_code, (found.json() if found.content else None), seen

    return asked


async def test_the_greeting_names_what_the_assistant_is_told(ask):
    _, found, _ = await ask(_rpc("initialize", {"protocolVersion": "2025-03-26"}))
    assert found["result"]["protocolVersion"] == "2025-03-26"
    assert found["result"]["instructions"] == "Be kind. Today is 2030-02-20."
    _, found, _ = await ask(_rpc("initialize", {"protocolVersion": "1999-01-01"}))
    assert found["result"]["protocolVersion"] == "2025-06-18"


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"{", -32700),
        (b"[" * 100_000, -32700),
        (b"\xff", -32700),
        (3, -32600),
        (_rpc("server/discover"), -32601),
        (_rpc("tools/call", []), -32602),
        (_rpc("tools/call", [1]), -32602),
        (_rpc("tools/call", {"arguments": {}}), -32602),
    ],
)
async def test_a_message_that_cannot_be_answered_is_an_error_of_json_rpc(ask, message, code):
    status, found, seen = await ask(message)
    assert (status, found["error"]["code"], seen) == (200, code, [])


async def test_what_wants_no_answer_gets_none(ask):
    assert await ask({"jsonrpc": "2.0", "method": "notifications/initialized"}) == (202, None, [])
    assert await ask([{"jsonrpc": "2.0", "id": 1, "result": {}}]) == (202, None, [])


async def test_a_batch_is_answered_in_order(ask):
    _, found, _ = await ask([_rpc("ping"), _rpc("tools/list", id=8)])
    assert [one["id"] for one in found] == [7, 8]
    assert [tool["name"] for tool in found[1]["result"]["tools"]] == ["find_booking", "move-booking"]


async def test_arguments_that_are_none_are_malformed_and_never_reach_the_world(ask):
    _, found, seen = await ask(_rpc("tools/call", {"name": "find_booking", "arguments": ["ABC123"]}))
    assert found["result"]["isError"] and "malformed" in found["result"]["content"][0]["text"]
    assert seen == []


@pytest.mark.parametrize(
    ("status", "options"),
    [
        (405, {"method": "GET"}),
        (404, {"path": "/other"}),
        (403, {"origin": "https://elsewhere.example"}),
        (403, {"host": "rebound.example"}),
        (411, {"transfer-encoding": "chunked"}),
    ],
)
async def test_a_request_that_is_not_for_it_is_refused_by_its_status(ask, status, options):
    assert (await ask(b"{}", **options))[:2] == (status, None)


async def test_nobody_is_served_after_the_end(talk_with):
    urls = []

    def make(mcp):
        urls.append(mcp.url)
        return lambda messages: "Hello."

    async with talk_with(kind_of(make, name="make")) as talk, httpx.AsyncClient() as client:
        await talk.say("hello")
        assert (await client.post(urls[0], json=_rpc("ping"))).json()["result"] == {}
        await talk.close()
        with pytest.raises(httpx.TransportError):
            await client.post(urls[0], json=_rpc("ping"))


def test_a_run_with_tools_by_mcp_finds_what_one_with_bound_tools_finds(tmp_path):
    (tmp_path / "one.py").write_text(AGENT.replace("GIVEN", "tools").replace("WAY", "bound(tools)"))
    (tmp_path / "two.py").write_text(AGENT.replace("GIVEN", "mcp").replace("WAY", "served(mcp.url)"))
    found = []
    for name in ("one.py", "two.py"):
        kind = load_assistant(f"{name}:make", near=tmp_path)
        records = api.evaluate("change_flight", assistant=kind, n=3, jobs=2).records
        found.append([{key: record[key] for key in ("messages", "verdict", "end")} for record in records])
    assert found[0] == found[1]
    assert any(message.get("tool_calls") for record in found[0] for message in record["messages"])


AGENT = """
import json

import httpx


def bound(tools):
    by_name = {tool.name: tool for tool in tools}
    return lambda name, **given: json.dumps(by_name[name](**given))


def served(url):
    def call(name, **given):
        asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": given}}
        return httpx.post(url, json=asked).json()["result"]["content"][0]["text"]

    return call


def make(GIVEN):
    call = WAY

    def reply(messages):
        found = [word.strip(".,!") for word in messages[-1]["content"].split() if "@" in word]
        return f"I found {call('find_bookings', email=found[0])}" if found else "What is your e-mail address?"

    return reply
"""
