"""CPU of one conversation of 8 user turns and 4 tool calls, beside a plain loop over the same messages."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from simulator.assistants.assistant import AssistantView, Opening, Reply
from simulator.assistants.load import load_assistant
from simulator.config import RunConfig
from simulator.draws import Draws
from simulator.engine.judge import judge
from simulator.engine.play import play
from simulator.engine.run import Run, Task, converse_now
from simulator.engine.workers import calm_gc
from simulator.messages import Message, Note, Reading
from simulator.scenario.load import load
from simulator.store.folder import RunFolder
from simulator.users.user import UserTurn

HERE = Path(__file__).resolve().parent
BATCH = 200
TURNS, CALLS = 8, 4


def measure(folder: Path, rounds: int) -> list[tuple[str, str, str]]:
    """Rows of name, value and bar."""
    run = Run(scenarios=[load(HERE / "eight_turns.yaml")], kinds=[load_assistant("reference")], mess="realistic")
    tasks = wanted(run)
    model = converse_now(run, tasks[0]).record
    plain, engine, whole = [], [], []
    with calm_gc():  # as every run has it
        for number in range(rounds + 1):
            timed = (
                cpu(lambda: asyncio.run(plain_loop(model))),
                cpu(lambda: scripted(run, tasks[0], model)),
                cpu(lambda number=number: offline(run, tasks, folder / str(number))),
            )
            if number:
                for found, seconds in zip((plain, engine, whole), timed, strict=True):
                    found.append(seconds)
    base, played, all_of_it = (statistics.median(found) / BATCH * 1e6 for found in (plain, engine, whole))
    ratios = [statistics.median(a / b for a, b in zip(found, plain, strict=True)) for found in (engine, whole)]
    return [
        ("plain asyncio + orjson loop", f"{base:,.0f} µs", "the measure: 1"),
        ("engine, all checks, scripted sides", f"{played:,.0f} µs", f"{ratios[0]:.1f} times, bar 10"),
        ("whole offline run", f"{all_of_it:,.0f} µs", f"{ratios[1]:.1f} times, bar 40"),
        ("conversations per CPU second, offline", f"{1e6 / all_of_it:,.0f}", ""),
    ]


def cpu(work: Callable[[], Any]) -> float:
    """CPU seconds of some work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def wanted(run: Run) -> list[Task]:
    """Cases that take exactly 8 user turns and 4 calls."""
    found = []
    for task in run.tasks(RunConfig(paths=(), n=20 * BATCH)):
        usage = converse_now(run, task).record["usage"]
        if usage["user_turns"] == TURNS and usage["calls"] == CALLS:
            found.append(task)
        if len(found) == BATCH:
            return found
    raise SystemExit(f"only {len(found)} of {20 * BATCH} cases take {TURNS} turns and {CALLS} calls")


# --- the plain loop -----------------------------------------------------------------------------------------------


async def plain_loop(model: dict[str, Any]) -> None:
    """What anybody would write at least: agents and tools that are awaited, JSON arguments, a log line at the end.

    Every agent and tool yields to the event loop once, as whatever answers over a wire does.
    """
    answers = {m["tool_call_id"]: m["content"] for m in model["messages"] if m["role"] == "tool"}

    async def say(message: dict[str, Any]) -> dict[str, Any]:
        await asyncio.sleep(0)
        return dict(message)

    async def tool(call: dict[str, Any]) -> dict[str, Any]:
        arguments = orjson.loads(orjson.dumps(call["function"]["arguments"]))
        await asyncio.sleep(0)
        content = orjson.dumps(orjson.loads(answers[call["id"]])).decode()
        return {"role": "tool", "tool_call_id": call["id"], "content": content, "seen": len(arguments)}

    for _ in range(BATCH):
        talk: list[dict[str, Any]] = []
        for message in model["messages"]:
            if message["role"] == "tool":
                continue
            talk.append(await say(message))
            for call in message.get("tool_calls", ()):
                talk.append(await tool(call))
        orjson.dumps(talk)


# --- the engine with scripted sides -------------------------------------------------------------------------------


class ScriptedUser:
    """Says what was recorded, with the notes that were recorded."""

    def __init__(self, turns: list[UserTurn], readings: list[Reading]) -> None:
        self._turns, self._readings = iter(turns), iter(readings)

    def read(self, text: str) -> Reading:  # noqa: ARG002
        return next(self._readings)

    def act(self, reading: Reading | None) -> UserTurn:  # noqa: ARG002
        return next(self._turns)


class ScriptedAssistant:
    """Answers what was recorded; its own kind."""

    name, digest, embedded, world, exclusive = "scripted", "", True, "ours", False

    def __init__(self, replies: list[Reply]) -> None:
        self._replies = replies

    def open(self, opening: Opening) -> ScriptedAssistant:  # noqa: ARG002
        again = ScriptedAssistant(self._replies)
        again._left = iter(self._replies)  # type: ignore[attr-defined]
        return again

    def act(self, view: AssistantView) -> Reply:  # noqa: ARG002
        return next(self._left)  # type: ignore[attr-defined,no-any-return]

    def close(self) -> None:
        """Nothing is held."""


def scripted(run: Run, task: Task, model: dict[str, Any]) -> None:
    """The engine alone: messages, calls, world, notes, verdict."""
    scenario = run.scenarios[0]
    case = scenario.case(task.seed)
    played = recorded(run, task.seed)
    turns, readings, replies = script(played)
    kind = ScriptedAssistant(replies)
    for _ in range(BATCH):
        user = ScriptedUser(turns, readings)
        draws = Draws("bench")
        world = scenario.draws(task.seed).at("world")
        playing = play(case, toolset=scenario.toolset, user=user, kind=kind, draws=draws, world_draws=world)
        try:
            playing.send(None)
        except StopIteration as done:
            trajectory = done.value
        if not judge(case, trajectory, scenario.toolset, world).passed:
            raise SystemExit("the scripted conversation fails its checks")


def recorded(run: Run, seed: str) -> Any:
    """The trajectory of a case, to take both sides from."""
    from simulator.users.load import open_user
    from simulator.users.user import view_of

    scenario, kind = run.scenarios[0], run.kinds[0]
    drawn = scenario.draws(seed)
    case = scenario.case(seed, None, drawn)
    talk = scenario.talk_draws(seed)
    user = open_user(run.user, view_of(case, run.mess), talk.at("user"))
    world = drawn.at("world")
    playing = play(case, toolset=scenario.toolset, user=user, kind=kind, draws=talk, world_draws=world)
    try:
        playing.send(None)
    except StopIteration as done:
        return done.value


def script(played: Any) -> tuple[list[UserTurn], list[Reading], list[Reply]]:
    """The user's turns, what was read, and the assistant's moves."""
    turns: list[UserTurn] = []
    readings: list[Reading] = []
    replies: list[Reply] = []
    burst: list[tuple[Message, Note]] = []
    for message, note in zip(played.messages, played.notes, strict=True):
        if message.role == "user":
            burst.append((message, note))
        elif message.role == "assistant":
            if burst:
                turns.append(_turn(burst))
                burst = []
            replies.append(Reply(text=message.content, calls=message.calls))
            if note.reading:
                readings.append(note.reading)
    turns.append(_turn(burst, played.end.reason))
    return turns, readings, replies


def _turn(burst: list[tuple[Message, Note]], end: str = "") -> UserTurn:
    return UserTurn(messages=tuple(m for m, _ in burst), notes=tuple(n for _, n in burst), end=end)


# --- the whole line -----------------------------------------------------------------------------------------------


def offline(run: Run, tasks: list[Task], folder: Path) -> None:
    """Case, user, reference, world, verdict, record on disk."""
    with RunFolder.open(folder, {"bench": True}) as store:
        for task in tasks:
            finished = converse_now(run, task)
            store.append(finished.record)
            store.time(task.id, {"seconds": finished.seconds})
