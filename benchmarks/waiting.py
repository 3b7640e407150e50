"""Many conversations at once with a client that waits 50 ms in process and scripted sides: how near to the ideal."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence

from dialogue import HERE, ScriptedUser, recorded, script

from simulator.api import quick_loop
from simulator.assistants.llm import llm_kind
from simulator.assistants.load import load_assistant
from simulator.draws import Draws
from simulator.engine.judge import judge
from simulator.engine.play import play
from simulator.engine.run import Run
from simulator.engine.workers import calm_gc
from simulator.messages import Message
from simulator.models.model import ModelReply, Request
from simulator.scenario.load import load

WAIT = 0.050
LOTS = ((200, 200, "95 %"), (200, 1000, "95 %"), (1000, 1000, "85 %"), (1000, 5000, "85 %"))
"""Conversations at once, in all, and the bar."""


class Waits:
    """A client that thinks for 50 ms before it gives the reply that was recorded at this point."""

    name = "waits"

    def __init__(self, messages: Sequence[Message]) -> None:
        spoken = [message for message in messages if message.role != "system"]
        self.replies = {
            at: ModelReply(text=message.content, calls=message.calls)
            for at, message in enumerate(spoken)
            if message.role == "assistant"
        }

    async def complete(self, request: Request) -> ModelReply:
        await asyncio.sleep(WAIT)
        return self.replies[len(request.messages)]


def measure(rounds: int) -> list[tuple[str, str, str]]:
    """Rows of name, value and bar; the ideal is the waiting alone, of all conversations, so many at once."""
    rows = asyncio.run(_shares(rounds, ""))
    if quick := quick_loop():
        with asyncio.Runner(loop_factory=quick) as runner:
            rows += runner.run(_shares(rounds, ", uvloop"))
    return rows


async def _shares(rounds: int, which: str) -> list[tuple[str, str, str]]:
    run = Run(scenarios=[load(HERE / "eight_turns.yaml")], kinds=[load_assistant("reference")], mess="realistic")
    rows = []
    for at_once, count, bar in LOTS:
        with calm_gc():  # as every run has it
            several = range(rounds if count == at_once else min(rounds, 3))
            shares = [await _share(run, f"0.{number}", at_once, count) for number in several]
        name = f"{at_once:,} at once, a client waits 50 ms, {count:,} in all{which}"
        rows.append((name, f"{statistics.median(shares):.1%}", f"of the ideal, bar {bar}"))
    return rows


async def _share(run: Run, seed: str, at_once: int, count: int) -> float:
    scenario = run.scenarios[0]
    case, world = scenario.case(seed), scenario.draws(seed).at("world")
    played = recorded(run, seed)
    turns, readings, replies = script(played)
    kind = llm_kind(Waits(played.messages))

    async def one() -> bool:
        user = ScriptedUser(turns, readings)
        draws = Draws("bench")
        trajectory = await play(case, toolset=scenario.toolset, user=user, kind=kind, draws=draws, world_draws=world)
        return judge(case, trajectory, scenario.toolset, world).passed

    async def in_turn(conversations: int) -> list[bool]:
        return [await one() for _ in range(conversations)]

    begun = time.perf_counter()
    lanes = await asyncio.gather(*(in_turn(count // at_once) for _ in range(at_once)))
    passed = [good for lane in lanes for good in lane]
    taken = time.perf_counter() - begun
    if not all(passed):
        raise SystemExit("a scripted conversation fails its checks")
    return len(replies) * WAIT * (count // at_once) / taken


if __name__ == "__main__":
    for name, value, bar in measure(5):
        print(f"{name:60} {value:>10}  {bar}")
