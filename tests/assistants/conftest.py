"""A small desk with two tools, real and in memory, and conversations with any kind of assistant at it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from inspect import isawaitable
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
def scripted():
    """AutoGen models that say their answers in turn: a text, or a list of calls as (id, name, arguments)."""
    from autogen_core import FunctionCall
    from autogen_core.models import CreateResult, RequestUsage
    from autogen_ext.models.replay import ReplayChatCompletionClient

    info: Any = {
        "vision": False,
        "function_calling": True,
        "json_output": False,
        "family": "unknown",
        "structured_output": False,
    }

    def result(answer: Any) -> CreateResult:
        content = answer if isinstance(answer, str) else [FunctionCall(id=i, name=n, arguments=a) for i, n, a in answer]
        reason = "stop" if isinstance(answer, str) else "function_calls"
        usage = RequestUsage(prompt_tokens=0, completion_tokens=5)
        return CreateResult(finish_reason=reason, content=content, usage=usage, cached=False)

    def model(*answers: Any) -> ReplayChatCompletionClient:
        return ReplayChatCompletionClient([result(answer) for answer in answers], model_info=info)

    return model


@pytest.fixture
def quiet():
    """Libraries log what they also raise."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


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
