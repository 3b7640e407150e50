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
IN_ALL = 1000


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
    with calm_gc():
        one_lot = [await _share(run, f"0.{number}", AT_ONCE) for number in range(rounds)]
        steady = [await _share(run, f"0.{number}", IN_ALL) for number in range(min(rounds, 3))]
    return [
        (
            f"{AT_ONCE} at once, model waits 50 ms, {count:,} in all",
            f"{statistics.median(shares):.1%}",
            "of the ideal, bar 95 %",
        )
        for count, shares in ((AT_ONCE, one_lot), (IN_ALL, steady))
    ]


async def _share(run: Run, seed: str, count: int) -> float:
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
    lanes = await asyncio.gather(*(in_turn(count // AT_ONCE) for _ in range(AT_ONCE)))
    passed = [good for lane in lanes for good in lane]
    taken = time.perf_counter() - begun
    if not all(passed):
        raise SystemExit("a scripted conversation fails its checks")
    return len(replies) * WAIT * (count // AT_ONCE) / taken
