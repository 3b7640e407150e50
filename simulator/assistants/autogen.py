"""Any AutoGen agent or team as an assistant: it gets what the user said, its last chat message is the reply.

Calls are judged by the agent's own events, with the arguments as its model wrote them; what a bound tool really
answered is taken from the world. A hand-off is no tool call. Streams are always read to their end.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

from simulator.assistants.assistant import AssistantView, InnerCall, Opening, Reply
from simulator.assistants.foreign.answer import CallIds, clean_reply
from simulator.assistants.foreign.bound import Tray
from simulator.assistants.foreign.fault import settled
from simulator.errors import SetupError
from simulator.messages import ToolCall, ToolResult, make_call, parse_strict

if TYPE_CHECKING:
    from autogen_agentchat.base import ChatAgent, Team
    from autogen_agentchat.messages import BaseChatMessage, HandoffMessage
    from autogen_core import CancellationToken

MOST_MESSAGES = 200
PATIENCE = 0.5
STOPPING_SECONDS = 5.0
_LOOPS: WeakKeyDictionary[Any, asyncio.AbstractEventLoop] = WeakKeyDictionary()


def is_autogen(found: object) -> bool:
    """Whether this is an AutoGen agent or team (nothing is imported to find out)."""
    return _is(found, "ChatAgent") or _is(found, "Team")


class SharedRunner:
    """One agent or team for conversation after conversation, reset between.

    A team that broke off inside a turn cannot be reset (AutoGen 0.7 keeps the speaker it was waiting for), so it is
    made anew where it came from a file, and refused where it was given as an object.
    """

    def __init__(self, runner: Any, renew: Callable[[], Any] | None = None) -> None:
        self._runner, self._renew = runner, renew
        self._broken = False

    def open(self, opening: Opening) -> AutogenAssistant:  # noqa: ARG002 - it brings tools of its own
        if self._broken:
            if self._renew is None:
                hint = "give a factory make(tools) that builds one team per conversation"
                raise SetupError(
                    "this AutoGen team broke off in an earlier conversation and cannot start over", hint=hint
                )
            self._runner, self._broken = self._renew(), False
        return AutogenAssistant(self._runner, broke=self._broke)

    def _broke(self) -> None:
        self._broken = True


class AutogenAssistant:
    """An agent or team in one conversation; with a tray it was built for it, with tools bound to its world.

    `served` is the address of those tools where it asked for them as MCP.
    """

    def __init__(
        self,
        runner: ChatAgent | Team,
        *,
        tray: Tray | None = None,
        broke: Callable[[], None] | None = None,
        served: str = "",
    ) -> None:
        self._runner, self._tray, self._broke, self._served = runner, tray, broke, served
        self._reset = tray is None
        self._ids = CallIds()
        self._heard = 0

    async def act(self, view: AssistantView) -> Reply:
        from autogen_agentchat.messages import TextMessage

        if self._reset:
            self._reset = False
            _stay_in_loop(self._runner)
            await _start_over(self._runner)
        new = [message.content for message in view.messages[self._heard :] if message.role == "user"]
        self._heard = len(view.messages)
        said = [TextMessage(content=text, source="user") for text in new]
        turn = _Turn({message.id for message in said})
        await self._run(said, turn)
        inner = turn.inner(self._tray)
        return clean_reply(Reply(text=turn.text, inner=tuple(inner), usage=turn.usage), self._ids)

    async def _run(self, said: Sequence[BaseChatMessage], turn: _Turn) -> None:
        if not _is(self._runner, "Team"):
            await _run_agent(cast("ChatAgent", self._runner), said, turn)
            return
        done = False
        try:
            await _run_team(cast("Team", self._runner), said, turn)
            done = True
        finally:
            if not done and self._broke is not None:
                self._broke()

    async def close(self) -> None:
        """An agent built for this conversation lets go of what it holds; a given one stays as it is."""
        close = getattr(self._runner, "close", None)
        if self._tray is not None and close is not None:
            await close()
        if self._served:
            await _stop_benches(self._runner, self._served)


async def _run_agent(agent: ChatAgent, said: Sequence[BaseChatMessage], turn: _Turn) -> None:
    from autogen_core import CancellationToken

    token = CancellationToken()
    async with aclosing(agent.on_messages_stream(said, token)) as events:
        async for event in events:
            for part in _parts(event):
                turn.add(part)


def _parts(event: Any) -> Sequence[Any]:
    """A response may bring events that never were in the stream."""
    return (*(event.inner_messages or ()), event.chat_message) if _is(event, "Response") else (event,)


async def _run_team(team: Team, said: Sequence[BaseChatMessage], turn: _Turn) -> None:
    """Drives a team in a task of its own: cancelled directly it would wait for its members to finish."""
    from autogen_core import CancellationToken

    token = CancellationToken()
    task = asyncio.ensure_future(settled(_drain(team, said, turn, token)))
    try:
        await asyncio.wait({task})
    except asyncio.CancelledError:
        token.cancel()
        await asyncio.wait({task}, timeout=PATIENCE)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        raise
    if task.cancelled():
        raise RuntimeError("the team was cancelled from inside")
    task.result()


async def _drain(team: Team, said: Sequence[BaseChatMessage], turn: _Turn, token: CancellationToken) -> None:
    events = team.run_stream(task=list(said) or None, cancellation_token=token)
    try:
        async with aclosing(events) as stream:
            async for event in stream:
                if not _is(event, "TaskResult"):
                    turn.add(event)
                if turn.messages > MOST_MESSAGES:
                    token.cancel()
    except asyncio.CancelledError:
        if turn.messages <= MOST_MESSAGES:
            raise
        why = f"the team said {MOST_MESSAGES} messages in one turn; give it a termination condition or max_turns"
        raise RuntimeError(why) from None


def _stay_in_loop(runner: ChatAgent | Team) -> None:
    """A team's queues belong to the event loop it first ran in; elsewhere it would fail in words nobody understands."""
    loop = asyncio.get_running_loop()
    if _is(runner, "Team") and _LOOPS.setdefault(runner, loop) is not loop:
        hint = "give a factory make(tools) that builds the team, or run everything in one event loop"
        raise SetupError("this AutoGen team has run in another event loop and cannot run in a second one", hint=hint)


async def _start_over(runner: ChatAgent | Team) -> None:
    from autogen_core import CancellationToken

    if _is(runner, "Team"):
        await cast("Team", runner).reset()
    else:
        await cast("ChatAgent", runner).on_reset(CancellationToken())


async def _stop_benches(runner: Any, served: str) -> None:
    """Stops what is connected to an address: AutoGen does not, and one left open holds up the end of the process."""
    for bench in {id(bench): bench for bench in _benches(runner)}.values():
        if getattr(getattr(bench, "server_params", None), "url", None) == served:
            with suppress(Exception):  # it was never started, or stopped already
                await asyncio.wait_for(bench.stop(), STOPPING_SECONDS)


def _benches(runner: Any) -> Iterator[Any]:
    """The workbenches of an agent, or of all members of a team."""
    yield from getattr(runner, "_workbench", ())
    for member in (*getattr(runner, "_participants", ()), *filter(None, [getattr(runner, "_team", None)])):
        yield from _benches(member)


class _Turn:
    """What one turn of an agent or team brought: its last chat message, its calls, its tokens."""

    def __init__(self, own: set[str]) -> None:
        self._seen = own
        self._batches: list[_Batch] = []
        self.text = ""
        self.messages = 0
        self.usage: dict[str, int] = {}

    def add(self, event: Any) -> None:
        """Takes one event or message; the same one twice counts once."""
        if event.id in self._seen:
            return
        self._seen.add(event.id)
        self._count(event)
        if _is(event, "ToolCallRequestEvent"):
            self._batches.append(_Batch(event.source, event.content))
        elif _is(event, "ToolCallExecutionEvent"):
            self._executed(event)
        elif _is(event, "BaseChatMessage"):
            self.messages += 1
            self.text = event.to_text()
            if _is(event, "HandoffMessage"):
                self._handed_off(event)

    def inner(self, tray: Tray | None) -> list[InnerCall]:
        """The calls made in this turn, each once: those of the events, then any made past them."""
        asked = [entry for batch in self._batches for entry in batch.entries()]
        if tray is None:
            return [InnerCall(call=call, result=_result(call, result, None)) for call, result in asked]
        made = tray.take()
        asked = [(_in_own_words(call, tray, made), found) for call, found in asked if not _is_helper(call, found, tray)]
        answers = _pair(asked, made)
        found = [
            InnerCall(call=call, result=answers.get(index) or _result(call, result, tray))
            for index, (call, result) in enumerate(asked)
            if index in answers or not _is_renamed(call, tray, made)
        ]
        return found + made

    def _count(self, event: Any) -> None:
        spent = getattr(event, "models_usage", None)
        if spent is None:
            return
        for name, tokens in (("fresh", spent.prompt_tokens), ("output", spent.completion_tokens)):
            self.usage[name] = self.usage.get(name, 0) + tokens

    def _executed(self, event: Any) -> None:
        open_batches = [batch for batch in self._batches if batch.source == event.source and not batch.results]
        if open_batches:
            open_batches[-1].results = list(event.content)

    def _handed_off(self, message: HandoffMessage) -> None:
        mine = [batch for batch in self._batches if batch.source == message.source]
        if mine:
            kept = [call for turn in message.context if isinstance(turn.content, list) for call in turn.content]
            mine[-1].keep(kept)


class _Batch:
    """The calls one model reply asked for, and their results in the same order."""

    def __init__(self, source: str, calls: Sequence[Any]) -> None:
        self.source = source
        self.results: list[Any] = []
        self._calls = list(calls)
        self._kept = list(calls)

    def keep(self, calls: Sequence[Any]) -> None:
        """Leaves out what only handed the conversation over."""
        self._kept = [call for call in self._calls if call in calls]

    def entries(self) -> list[tuple[ToolCall, Any]]:
        results = self.results + [None] * (len(self._calls) - len(self.results))
        return [
            (make_call(id=call.id, name=call.name, arguments=call.arguments), result)
            for call, result in zip(self._calls, results, strict=False)
            if call in self._kept
        ]


def _pair(asked: Sequence[tuple[ToolCall, Any]], made: list[InnerCall]) -> dict[int, ToolResult | None]:
    """What the world answered each asked call, by index; what finds a partner leaves `made`."""
    found: dict[int, ToolResult | None] = {}
    for same in (_equal, _likely):
        for index, (call, result) in enumerate(asked):
            match = None if index in found else next((one for one in made if same(one, call, result)), None)
            if match is not None:
                made.remove(match)
                found[index] = match.result
    return found


def _equal(made: InnerCall, call: ToolCall, result: Any) -> bool:
    return made.call.name == call.name and made.call.arguments == call.arguments


def _likely(made: InnerCall, call: ToolCall, result: Any) -> bool:
    return made.call.name == call.name and not (result is not None and result.is_error)


def _in_own_words(call: ToolCall, tray: Tray, made: Sequence[InnerCall]) -> ToolCall:
    """A call by a function's signature in the tool's own words; one that was made as it stands (MCP) is in them."""
    if call.name not in tray.shapes or any(_equal(one, call, None) for one in made):
        return call
    return tray.shapes[call.name].restored(call)


def _is_renamed(call: ToolCall, tray: Tray, made: Sequence[InnerCall]) -> bool:
    """Whether a call of no known tool was made all the same, by a name that the agent has given to one."""
    return call.name not in tray.shapes and any(one.call.arguments == call.arguments for one in made)


def _is_helper(call: ToolCall, result: Any, tray: Tray) -> bool:
    """A tool the agent brought itself beside the bound ones: it worked, and it is none of the world's."""
    return call.name not in tray.shapes and result is not None and not result.is_error


def _result(call: ToolCall, result: Any, tray: Tray | None) -> ToolResult | None:
    if result is None:
        return None
    content = _value(result.content)
    if not result.is_error:
        return ToolResult(content=content)
    if tray is None:
        return ToolResult(content=content, status=500)
    if call.arguments is None:
        return ToolResult(content=content, status=400, refused="malformed")
    if call.name not in tray.shapes:
        return ToolResult(content=content, status=404, refused="unknown_tool")
    return ToolResult(content=content, status=422, refused="schema")


def _value(text: str) -> Any:
    found, problem = parse_strict(text)
    return text if problem else found


def _is(found: object, name: str) -> bool:
    """Whether an object is of an AutoGen class; false while AutoGen was never imported."""
    for module in ("autogen_agentchat.base", "autogen_agentchat.messages"):
        kind = getattr(sys.modules.get(module), name, None)
        if isinstance(kind, type) and isinstance(found, kind):
            return True
    return False
