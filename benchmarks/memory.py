"""Traced Python heap of a conversation of 24 messages that goes on, its world not counted."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from dialogue import HERE, ScriptedUser, recorded, script

from simulator.assistants.llm import llm_kind
from simulator.assistants.load import load_assistant
from simulator.config import RunConfig
from simulator.draws import Draws
from simulator.engine.play import play
from simulator.engine.run import Run, Task, converse
from simulator.messages import Message, Reading
from simulator.models.model import ModelReply, Request
from simulator.scenario.load import load
from simulator.users.user import UserTurn

LIVE = 100
TRIED = 600
MESSAGES = 24


class Talk(NamedTuple):
    """A conversation that takes more messages than that, and what was said in it."""

    task: Task
    turns: list[UserTurn]
    readings: list[Reading]
    moves: list[Message]


class Thinks:
    """A model that says in each conversation what was recorded; at so many messages it thinks for ever."""

    name = "scripted"

    def __init__(self, talks: Sequence[Talk], until: int) -> None:
        self.moves = {talk.task.seed: talk.moves for talk in talks}
        self.until, self.thinking = until, 0
        self.all_think, self.never = asyncio.Event(), asyncio.Event()

    async def complete(self, request: Request) -> ModelReply:
        if len(request.messages) + bool(request.system) == self.until:
            self.thinking += 1
            if self.thinking == len(self.moves):
                self.all_think.set()
            await self.never.wait()
        await asyncio.sleep(0)
        said = sum(message.role == "assistant" for message in request.messages)
        move = self.moves[request.about.seed][said]
        return ModelReply(text=move.content, calls=move.calls)


class About(NamedTuple):
    """Whose request it is, where no tape says so."""

    seed: str


class Untaped:
    """The model, told in which conversation it is asked."""

    name = "scripted"

    def __init__(self, model: Thinks, seed: str) -> None:
        self.model, self.about = model, About(seed)

    async def complete(self, request: Request) -> ModelReply:
        return await self.model.complete(replace(request, about=self.about))


Begin = Callable[[Run, Talk, Thinks], Coroutine[Any, Any, Any]]


def simulated(run: Run, talk: Talk, model: Thinks) -> Coroutine[Any, Any, Any]:
    """As in a run: case, embedded user, a model on its tape."""
    return converse(replace(run, kinds=[llm_kind(model)]), talk.task)


def scripted(run: Run, talk: Talk, model: Thinks) -> Coroutine[Any, Any, Any]:
    """The engine alone."""
    scenario, seed = run.scenarios[0], talk.task.seed

    user, kind = ScriptedUser(talk.turns, talk.readings), llm_kind(Untaped(model, seed))
    world = scenario.draws(seed).at("world")
    return play(
        scenario.case(seed), toolset=scenario.toolset, user=user, kind=kind, draws=Draws("bench"), world_draws=world
    )


async def traced(run: Run, talks: Sequence[Talk], begin: Begin) -> float:
    """KB a conversation."""
    tracemalloc.start()
    try:
        for talk in talks:  # what is remembered for all conversations is there before
            await begin(run, talk, Thinks(talks, until=0))
        worlds, before = _worlds(run, talks), _heap()
        model = Thinks(talks, until=MESSAGES)
        live = [asyncio.ensure_future(begin(run, talk, model)) for talk in talks]
        await model.all_think.wait()
        whole = _heap() - before
        for task in live:
            task.cancel()
        await asyncio.gather(*live, return_exceptions=True)
    finally:
        tracemalloc.stop()
    return (whole - worlds) / len(talks) / 1024


def _worlds(run: Run, talks: Sequence[Talk]) -> int:
    """What the worlds take by themselves: as they were before the first call and as they are now."""
    scenario = run.scenarios[0]
    cases, kept = [scenario.case(talk.task.seed) for talk in talks], []
    before = _heap()
    for case, talk in zip(cases, talks, strict=True):
        draws = scenario.draws(talk.task.seed).at("world")
        session = scenario.toolset.open(rows=case.world, clock=case.clock, draws=draws, faults=case.faults)
        first = session.state()
        for call in [call for move in talk.moves for call in move.calls]:
            session.call(call)
        kept.append((session, first, session.state()))
    found = _heap() - before
    for session, _, _ in kept:
        session.close()
    return found


def _heap() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def long_talks(run: Run) -> list[Talk]:
    """Conversations in which the assistant is waited for at 24 messages."""
    found = []
    for task in run.tasks(RunConfig(paths=(), n=TRIED)):
        played = recorded(run, task.seed)
        if len(played.messages) > MESSAGES and played.messages[MESSAGES].role == "assistant" and len(found) < LIVE:
            turns, readings, _ = script(played)
            found.append(Talk(task, turns, readings, [one for one in played.messages if one.role == "assistant"]))
    return found


def measure() -> list[tuple[str, str, str]]:
    """Rows of name, value and bar."""
    run = Run(scenarios=[load(HERE / "eight_turns.yaml")], kinds=[load_assistant("reference")], mess="realistic")
    talks = long_talks(run)
    rows = []
    for how, begin in (("scripted sides", scripted), ("a model and our user", simulated)):
        found = asyncio.run(traced(run, talks, begin))
        rows.append((f"heap of a conversation of {MESSAGES} messages, {how}", f"{found:.1f} KB", "bar 45 KB"))
    return rows


if __name__ == "__main__":
    for name, value, bar in measure():
        print(f"{name:60} {value:>10}  {bar}")
