"""Many conversations at once with a model that waits 50 ms in process and scripted sides: how near to the ideal."""

from __future__ import annotations

import asyncio
import statistics
import time

from dialogue import HERE, ScriptedUser, recorded, script

from simulator.assistants.assistant import AssistantView, Opening, Reply
from simulator.assistants.load import load_assistant
from simulator.draws import Draws
from simulator.engine.judge import judge
from simulator.engine.play import play
from simulator.engine.run import Run
from simulator.engine.workers import calm_gc
from simulator.scenario.load import load

WAIT = 0.050
LOTS = ((200, 200, "95 %"), (200, 1000, "95 %"), (1000, 1000, "85 %"), (1000, 5000, "85 %"))
"""Conversations at once, in all, and the bar."""


class Waits:
    """A model that thinks for 50 ms before each scripted move; its own kind."""

    name, digest, embedded, world, exclusive = "waits", "", False, "ours", False

    def __init__(self, replies: list[Reply]) -> None:
        self.replies = replies
        self.left = iter(replies)

    def open(self, opening: Opening) -> Waits:  # noqa: ARG002
        return Waits(self.replies)

    async def act(self, view: AssistantView) -> Reply:  # noqa: ARG002
        await asyncio.sleep(WAIT)
        return next(self.left)

    def close(self) -> None:
        """Nothing is held."""


async def measure(rounds: int) -> list[tuple[str, str, str]]:
    """Rows of name, value and bar; the ideal is the waiting alone, of all conversations, so many at once."""
    run = Run(scenarios=[load(HERE / "eight_turns.yaml")], kinds=[load_assistant("reference")], mess="realistic")
    rows = []
    for at_once, count, bar in LOTS:
        with calm_gc():  # as every run has it
            several = range(rounds if count == at_once else min(rounds, 3))
            shares = [await _share(run, f"0.{number}", at_once, count) for number in several]
        name = f"{at_once:,} at once, model waits 50 ms, {count:,} in all"
        rows.append((name, f"{statistics.median(shares):.1%}", f"of the ideal, bar {bar}"))
    return rows


async def _share(run: Run, seed: str, at_once: int, count: int) -> float:
    scenario = run.scenarios[0]
    case, world = scenario.case(seed), scenario.draws(seed).at("world")
    turns, readings, replies = script(recorded(run, seed))
    kind = Waits(replies)

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
    for name, value, bar in asyncio.run(measure(5)):
        print(f"{name:60} {value:>10}  {bar}")
