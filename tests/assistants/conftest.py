"""A small desk with two tools, real and in memory, and conversations with any kind of assistant at it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from inspect import isawaitable
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest

from simulator.assistants.assistant import AssistantView, Opening
from simulator.assistants.load import load_assistant
from simulator.draws import Draws
from simulator.engine.judge import judge
from simulator.engine.play import play
from simulator.lookup import shipped_scenarios
from simulator.messages import Message, ToolCall, ToolResult
from simulator.scenario.load import load_all
from simulator.tools.spec import ToolSpec
from simulator.users.load import open_user
from simulator.users.user import view_of

FIND = ToolSpec(
    name="find_booking",
    description="Looks a booking up.",
    parameters={
        "type": "object",
        "required": ["booking_id"],
        "properties": {"booking_id": {"type": "string", "description": "The booking's reference."}},
    },
)
MOVE = ToolSpec(
    name="move-booking",
    description="Moves a booking.",
    writes=True,
    parameters={
        "type": "object",
        "required": ["booking_id", "date"],
        "properties": {
            "cabin": {"type": "string", "enum": ["economy", "business"]},
            "booking_id": {"type": "string"},
            "date": {"type": "string", "format": "date", "description": "The new day."},
            "from": {"type": "integer", "default": 1},
            "extras": {"type": "object", "properties": {"bags": {"type": "integer"}}},
        },
    },
)


class Desk:
    """The world behind the tools: bookings by id, and every call it saw."""

    def __init__(self) -> None:
        self.dates = {"ABC123": "2030-03-01"}
        self.seen: list[tuple[str, dict[str, Any]]] = []

    def call(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        self.seen.append((name, dict(arguments)))
        key = arguments.get("booking_id")
        if key not in self.dates:
            return ToolResult(content={"error": f"no booking {key}"}, status=404)
        if name == "move-booking":
            self.dates[key] = arguments["date"]
        return ToolResult(content={"id": key, "date": self.dates[key]}, wrote=name == "move-booking")


class Talk:
    """One conversation with an assistant, played as the engine does it."""

    def __init__(self, kind: Any, desk: Desk) -> None:
        self.desk = desk
        tools = (FIND, MOVE)
        opening = Opening(tools=tools, system="Be kind. Today is 2030-02-20.", call=desk.call, draws=Draws("desk"))
        self.assistant = kind.open(opening)
        self.tools = tools
        self.messages = [Message(role="system", content=opening.system)]
        self.calls: list[tuple[str, Any]] = []

    async def say(self, text: str) -> Any:
        """The assistant's last reply to a text, after the calls it left to us were made."""
        self.messages.append(Message(role="user", content=text))
        while True:
            moved = self.assistant.act(AssistantView(messages=tuple(self.messages), tools=self.tools))
            reply = await moved if isawaitable(moved) else moved
            self.calls += [(one.call.name, one.call.arguments) for one in reply.inner]
            self.messages.append(Message(role="assistant", content=reply.text, calls=reply.calls))
            for call in reply.calls:
                self._run(call)
            if not reply.calls:
                return reply

    async def close(self) -> None:
        closing = self.assistant.close()
        if isawaitable(closing):
            await closing

    def _run(self, call: ToolCall) -> None:
        result = self.desk.call(call.name, call.arguments or {})
        self.calls.append((call.name, call.arguments))
        self.messages.append(Message(role="tool", content=result.text(), call_id=call.id, name=call.name))


@pytest.fixture
def talk_with():
    """An async context: a conversation with an assistant of a kind, at a desk of its own."""

    @asynccontextmanager
    async def opened(kind: Any):
        talk = Talk(kind, Desk())
        try:
            yield talk
        finally:
            await talk.close()

    return opened


@pytest.fixture
def serve():
    """Starts a JSON server on loopback; `answer(body, number)` gives (status, object or raw bytes) for each POST."""
    servers = []

    def start(answer: Any) -> SimpleNamespace:
        asked: list[SimpleNamespace] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                asked.append(SimpleNamespace(body=body, headers=dict(self.headers), path=self.path))
                status, found = answer(body, len(asked))
                data = found if isinstance(found, bytes) else json.dumps(found).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.send_header("retry-after-ms", "1")
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        servers.append((server, thread))
        return SimpleNamespace(url=f"http://127.0.0.1:{server.server_port}", asked=asked)

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def shipped() -> dict[str, Any]:
    """The shipped scenarios by name."""
    return {scenario.name: scenario for scenario in load_all(shipped_scenarios())}


@pytest.fixture
def converse(shipped: dict[str, Any]):
    """Plays a shipped scenario with an embedded assistant; gives case, trajectory, verdict and the assistant itself."""

    def played(name: str, assistant: str, seed: str = "0.0") -> SimpleNamespace:
        scenario, kind = shipped[name], load_assistant(assistant)
        opened: list[Any] = []

        def start(opening: Opening) -> Any:
            opened.append(kind.start(opening))
            return opened[-1]

        case = scenario.case(seed)
        talk = Draws(f"{name}/{seed}").at("talk")
        user = open_user("agenda", view_of(case), talk.at("user"))
        world = talk.at("world")
        playing = play(
            case, toolset=scenario.toolset, user=user, kind=replace(kind, start=start), draws=talk, world_draws=world
        )
        with pytest.raises(StopIteration) as stopped:  # embedded agents never wait, so no event loop is needed
            playing.send(None)
        trajectory = stopped.value.value
        verdict = judge(case, trajectory, scenario.toolset, world)
        return SimpleNamespace(case=case, trajectory=trajectory, verdict=verdict, assistant=opened[-1])

    return played
