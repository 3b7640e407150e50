"""Traced Python heap of a conversation that goes on: a language model under test, the embedded user, 24 messages."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dialogue import HERE

from simulator.assistants.llm import llm_kind
from simulator.assistants.load import load_assistant
from simulator.config import RunConfig
from simulator.engine.run import Run, Task, converse, converse_now
from simulator.messages import Message, from_openai
from simulator.models.model import ModelReply, Request
from simulator.scenario.load import load

LIVE = 100
TRIED = 600
MESSAGES = 24


class Scripted:
    """A model that says in each conversation what was recorded; where 24 messages are there, it thinks for ever."""

    name = "scripted"

    def __init__(self, moves: Mapping[str, list[Message]]) -> None:
        self.moves = moves
        self.thinking = 0
        self.all_think = asyncio.Event()

    async def complete(self, request: Request) -> ModelReply:
        if len(request.messages) + bool(request.system) == MESSAGES:
            self.thinking += 1
            if self.thinking == len(self.moves):
                self.all_think.set()
            await asyncio.Event().wait()
        await asyncio.sleep(0)
        said = sum(message.role == "assistant" for message in request.messages)
        move = self.moves[request.about.seed][said]
        return ModelReply(text=move.content, calls=move.calls)


async def traced(run: Run, tasks: Sequence[Task], moves: Mapping[str, list[Message]]) -> float:
    """KB a conversation, without its world."""
    model = Scripted(moves)
    asked = replace(run, kinds=[llm_kind(model)])
    tracemalloc.start()
    try:
        worlds = _worlds(run, tasks)
        before = _heap()
        live = [asyncio.ensure_future(converse(asked, task)) for task in tasks]
        await model.all_think.wait()
        whole = _heap() - before
        for talk in live:
            talk.cancel()
        await asyncio.gather(*live, return_exceptions=True)
    finally:
        tracemalloc.stop()
    return (whole - worlds) / len(tasks) / 1024


def _worlds(run: Run, tasks: Sequence[Task]) -> int:
    """What the worlds of the conversations take by themselves."""
    scenario = run.scenarios[0]
    cases, kept = [scenario.case(task.seed) for task in tasks], []
    before = _heap()
    for case, task in zip(cases, tasks, strict=True):
        draws = scenario.draws(task.seed).at("world")
        session = scenario.toolset.open(rows=case.world, clock=case.clock, draws=draws, faults=case.faults)
        kept.append((session, session.state()))
    found = _heap() - before
    for session, _ in kept:
        session.close()
    return found


def _heap() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def measure() -> list[tuple[str, str, str]]:
    """Rows of name, value and bar."""
    run = Run(scenarios=[load(HERE / "eight_turns.yaml")], kinds=[load_assistant("reference")], mess="realistic")
    tasks, moves = [], {}
    for task in run.tasks(RunConfig(paths=(), n=TRIED)):
        messages = converse_now(run, task).record["messages"]
        if len(messages) > MESSAGES and messages[MESSAGES]["role"] == "assistant" and len(tasks) < LIVE:
            tasks.append(task)
            moves[task.seed] = [from_openai(one) for one in messages if one["role"] == "assistant"]
    found = asyncio.run(traced(run, tasks, moves))
    return [(f"Python heap of a conversation of {MESSAGES} messages", f"{found:.1f} KB", "bar 45 KB")]


if __name__ == "__main__":
    for name, value, bar in measure():
        print(f"{name:60} {value:>10}  {bar}")
