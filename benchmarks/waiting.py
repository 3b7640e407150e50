"""Many conversations at once with a model that waits 50 ms in process: how near to the ideal wall time."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path
from typing import Any

from simulator.assistants.load import load_assistant
from simulator.config import RunConfig
from simulator.engine.run import Run
from simulator.engine.workers import play_all
from simulator.scenario.load import load

HERE = Path(__file__).resolve().parent
WAIT = 0.050
AT_ONCE = 200
ROUNDS = 20


async def waits(messages: list[dict[str, Any]]) -> str:
    """A model that thinks for 50 ms and then asks a question."""
    await asyncio.sleep(WAIT)
    return "Could you tell me a bit more?" if len(messages) % 2 else "And what else?"


async def measure(rounds: int) -> list[tuple[str, str, str]]:
    """Rows of name, value and bar; the ideal is the longest conversation's waiting alone."""
    run = Run(scenarios=[load(HERE / "patient.yaml")], kinds=[load_assistant(waits)], mess="clean")
    shares = [await _share(run, str(number)) for number in range(min(rounds, 5))]
    return [(f"{AT_ONCE} at once, model waits 50 ms", f"{statistics.median(shares):.1%}", "of the ideal, bar 95 %")]


async def _share(run: Run, seed: str) -> float:
    tasks = run.tasks(RunConfig(paths=(), n=AT_ONCE, seed=seed))
    begun = time.perf_counter()
    turns = []
    async for finished in play_all(run, tasks, jobs=AT_ONCE):
        turns.append(finished.record["usage"]["user_turns"])
    return max(turns) * WAIT / (time.perf_counter() - begun)
