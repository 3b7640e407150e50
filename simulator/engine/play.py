"""One conversation: the user speaks, the assistant answers and calls tools, until somebody ends it.

An agent's fault becomes data, a fault of ours is raised. The coroutine waits only for agents that do, so a
conversation of embedded agents runs to its end without an event loop.
"""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from inspect import isawaitable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.assistants.assistant import Assistant, AssistantKind, AssistantView, Opening, PlanView, Reply
from simulator.assistants.foreign.kind import Kind
from simulator.draws import Draws
from simulator.engine.conversation import GOES_ON, Conversation
from simulator.engine.judge import Judging
from simulator.engine.limits import cut_reply, named_calls
from simulator.engine.spare import spare_of
from simulator.engine.undisguised import Undisguised
from simulator.errors import OurBug, SimulatorError
from simulator.frozen import dataclass
from simulator.lookup import PACKAGE
from simulator.messages import End, Message, ToolCall, ToolResult, Trajectory
from simulator.models.budget import OverBudget
from simulator.models.model import ModelError, nobody_hears
from simulator.scenario.case import Case
from simulator.users.user import User, UserTurn
from simulator.values.clock import monotonic
from simulator.worlds.toolset import Toolset
from simulator.worlds.world import ToolCrash

if TYPE_CHECKING:
    from asyncio import Timeout

    from simulator.assistants.foreign.thread import Aside

CLOSING_SECONDS = 10.0
"""How long an assistant may take to let go of what it holds; one that hangs is left behind."""


async def play(
    case: Case, *, toolset: Toolset, user: User, kind: AssistantKind, draws: Draws, world_draws: Draws
) -> Trajectory:
    """The whole conversation of a case between a user and an assistant."""
    session = toolset.open(rows=case.world, clock=case.clock, draws=world_draws, faults=case.faults, disguised=True)
    aside = _aside() if toolset.waits else None
    try:
        compared = bool(toolset.tools) and toolset.ours and kind.world != "own"
        talk = Conversation(case=case, session=session, compared=compared, aside=aside)
        if not kind.embedded:
            talk.judging, talk.can_work = Judging(case, toolset, world_draws), compared
        if case.policy:
            talk.add(Message(role="system", content=case.policy))
        end = await _with_assistant(
            talk, kind, toolset, draws, lambda assistant: _turns(talk, user, assistant, toolset, kind)
        )
        if session.crash:
            end = End(reason="tool_fault", blame="tool", detail=session.crash)
            talk.compared, talk.first, talk.ahead = False, None, None
        return talk.so_far(end)
    finally:
        if aside is None:
            session.close()
        else:
            await aside.call(session.close)
            aside.leave()


def _aside() -> Aside:
    made: Aside = import_module("simulator.assistants.foreign.thread").Aside()  # loaded where somebody waits
    return made


async def _with_assistant(
    talk: Conversation, kind: AssistantKind, toolset: Toolset, draws: Draws, part: Callable[[Assistant], Awaitable[End]]
) -> End:
    """Opens an assistant for a part of a conversation; gives what ended it, whatever broke."""
    assistant: Assistant | None = None
    clock: Timeout | None = None
    try:
        waited = nobody_hears if kind.embedded else lambda seconds: _put_off(clock, seconds)
        opening = _opening(talk, kind, toolset, draws, waited)
        assistant = kind.open(opening)
        if opening.plan and toolset.disguise:
            assistant = Undisguised(assistant, toolset.disguise)
        if kind.embedded:
            return await part(assistant)
        from asyncio import timeout  # loaded where somebody waits

        talk.put_off = lambda seconds: _put_off(clock, seconds)
        async with timeout(talk.case.limits.seconds) as clock:
            talk.late = clock.expired
            return await part(assistant)
    except _Stopped as stopped:
        return stopped.end
    except TimeoutError as late:
        if clock is None or not clock.expired():
            return _crash(late, kind)
        return End(reason="timeout", blame="assistant", detail=f"no end after {talk.case.limits.seconds:g} s")
    except Exception as crash:  # noqa: BLE001 - foreign code opens and runs here
        return _crash(crash, kind)
    finally:
        if assistant:
            await _close(assistant, kind, min(talk.case.limits.seconds, CLOSING_SECONDS))


def _put_off(clock: Timeout | None, seconds: float) -> None:
    """What a fault of the wire took is not the assistant's time."""
    end = clock.when() if clock else None
    if clock and end is not None and not clock.expired():
        clock.reschedule(end + seconds)


async def _close(assistant: Assistant, kind: AssistantKind, seconds: float) -> None:
    """Lets the assistant go; what a foreign one raises by now, or how long it takes, changes no verdict."""
    try:
        closing = assistant.close()
        if isawaitable(closing) and kind.embedded:
            await closing
        elif isawaitable(closing):
            from asyncio import timeout  # loaded where somebody waits

            async with timeout(seconds):
                await closing
    except Exception:
        if kind.embedded:
            raise


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What an assistant does at one point of a conversation: calls, then a text; `end` says what broke it off."""

    calls: tuple[ToolCall, ...]
    text: str
    usage: Mapping[str, int]
    end: End | None = None


async def moves_of(talk: Conversation, kind: AssistantKind, toolset: Toolset, draws: Draws) -> Moves:
    """The assistant's own moves from here to its next text, in this conversation's world."""
    before = len(talk.calls)
    texts: list[str] = []

    async def part(assistant: Assistant) -> End:
        texts.append(await _answer(talk, assistant, toolset))
        return GOES_ON

    end = await _with_assistant(talk, kind, toolset, draws, part)
    calls = tuple(made.call for made in talk.calls[before:])
    return Moves(calls=calls, text="".join(texts), usage=talk.usage, end=None if end is GOES_ON else end)


class _Stopped(Exception):
    """The conversation is over, from inside a turn."""

    def __init__(self, end: End) -> None:
        super().__init__(end.reason)
        self.end = end


def _opening(
    talk: Conversation, kind: AssistantKind, toolset: Toolset, draws: Draws, waited: Callable[[float], None]
) -> Opening:
    case = talk.case
    plan = None
    if type(kind) is Kind and kind.embedded and kind.sees_plan:
        plan = PlanView(
            labels=case.labels,
            active=talk.labels,
            clock=case.clock,
            policy=case.policy,
            goals={goal.id: tuple(goal.slots) for goal in case.goals},
            told=lambda: talk.told,
        )

    def call(name: str, arguments: Mapping[str, Any]) -> ToolResult:
        return talk.run(ToolCall(id="", name=name, arguments=arguments))

    tools = toolset.disguise.known if plan and toolset.disguise else toolset.shown
    return Opening(tools=tools, system=case.policy, call=call, draws=draws.at("assistant"), plan=plan, waited=waited)


async def _turns(talk: Conversation, user: User, assistant: Assistant, toolset: Toolset, kind: AssistantKind) -> End:
    turn = await _act(talk, user, None)
    limits = talk.case.limits
    while True:
        talk.hear(turn)
        if turn.end:
            blame = "user" if turn.end == "user_fault" else "none"
            return End(reason=turn.end, blame=blame, detail=turn.detail)
        text = await _answer(talk, assistant, toolset)
        reading = user.read(text)
        talk.read(reading)
        if talk.turns >= limits.turns:
            return End(reason="turn_limit", blame="assistant", detail=f"{limits.turns} user turns")
        turn = await _act(talk, user, reading)


async def _act(talk: Conversation, user: User, reading: Any) -> UserTurn:
    """The user's turn; one that is waited for takes none of the assistant's time."""
    try:
        awaited = getattr(user, "turn", None)
        if awaited is None:
            return user.act(reading)
        begun = monotonic()
        turn: UserTurn = await awaited(reading)
        talk.put_off(monotonic() - begun)
        talk.count(turn.usage)
        return turn
    except SimulatorError:
        raise
    except Exception as bug:  # the user is ours: whatever it raises is our bug
        raise OurBug(f"the simulated user broke: {type(bug).__name__}: {bug}") from bug


async def _answer(talk: Conversation, assistant: Assistant, toolset: Toolset) -> str:
    """The assistant's text for this turn, after all the calls it wanted; raises _Stopped at a limit."""
    tools = toolset.shown
    while True:
        moved = assistant.act(AssistantView(messages=tuple(talk.messages), tools=tools))
        if type(moved) is not Reply and isawaitable(moved):
            moved = await (_meanwhile(talk.work_ahead, moved) if talk.can_work else moved)
            talk.stop_if_late()
        reply: Reply = moved
        if reply.usage:
            talk.count(reply.usage)
        reply, end = cut_reply(reply, talk.case.limits, len(talk.calls))
        for inner in reply.inner:
            talk.add(Message(role="assistant", calls=named_calls((inner.call,), talk.calls)))
            talk.made(talk.messages[-1].calls[0], inner.result or ToolResult(content=""))
        calls = named_calls(reply.calls, talk.calls)
        if calls or reply.text or not reply.inner or not end:
            talk.add(Message(role="assistant", content=reply.text, calls=calls))
        for call in calls:
            await talk.call(call)
        if end:
            raise _Stopped(end)
        if not calls:
            return reply.text


async def _meanwhile(work: Callable[[], None], moved: Awaitable[Reply]) -> Reply:
    """The move; the time until it comes is used where there is any to spare."""
    from asyncio import get_running_loop

    spare = spare_of(get_running_loop())
    spare.add(work)
    try:
        return await moved
    finally:
        spare.drop(work)


def _crash(crash: BaseException, kind: AssistantKind) -> End:
    if isinstance(crash, OverBudget):
        return End(reason="budget", blame="infrastructure", detail=crash.message)
    if isinstance(crash, ModelError):
        blame = "infrastructure" if crash.infrastructure else "assistant"
        return End(reason="model_error", blame=blame, detail=crash.message)
    if isinstance(crash, ToolCrash):
        return End(reason="tool_fault", blame="tool", detail=str(crash))
    if isinstance(crash, SimulatorError):
        raise crash
    if kind.embedded:
        raise OurBug(f"the embedded assistant {kind.name} broke: {type(crash).__name__}: {crash}") from crash
    return End(
        reason="assistant_crash", blame="assistant", detail=f"{type(crash).__name__}: {crash}"[:500] + _line(crash)
    )


def _line(crash: BaseException) -> str:
    """Where in the agent's own file it happened: the last line outside this package."""
    cause: BaseException | None = crash
    while cause is not None and cause.__cause__ is not None:
        cause = cause.__cause__
    frames = traceback.extract_tb(cause.__traceback__ if cause else None)
    own = [
        frame
        for frame in frames
        if not Path(frame.filename).is_relative_to(PACKAGE) and "asyncio" not in frame.filename
    ]
    return f" ({Path(own[-1].filename).name}:{own[-1].lineno})" if own else ""
