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
AT_ONCE = 200


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
    """Rows of name, value and bar; the ideal is the waiting of one conversation alone."""
    run = Run(scenarios=[load(HERE / "eight_turns.yaml")], kinds=[load_assistant("reference")], mess="realistic")
    with calm_gc():
        shares = [await _share(run, f"0.{number}") for number in range(rounds)]
    return [(f"{AT_ONCE} at once, model waits 50 ms", f"{statistics.median(shares):.1%}", "of the ideal, bar 95 %")]


async def _share(run: Run, seed: str) -> float:
    scenario = run.scenarios[0]
    case, world = scenario.case(seed), scenario.draws(seed).at("world")
    turns, readings, replies = script(recorded(run, seed))
    kind = Waits(replies)

    async def one() -> bool:
        user = ScriptedUser(turns, readings)
        draws = Draws("bench")
        trajectory = await play(case, toolset=scenario.toolset, user=user, kind=kind, draws=draws, world_draws=world)
        return judge(case, trajectory, scenario.toolset, world).passed

    begun = time.perf_counter()
    passed = await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    taken = time.perf_counter() - begun
    if not all(passed):
        raise SystemExit("a scripted conversation fails its checks")
    return len(replies) * WAIT / taken
