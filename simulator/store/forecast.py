"""What a run would take, before anything is spent: its conversations, played offline by the ground truth and counted.

A model that asks more than the ground truth needs more calls, so every number comes with a range.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from simulator.assistants.embedded import embedded
from simulator.assistants.foreign.kind import Kind
from simulator.assistants.load import load_assistant
from simulator.config import RunConfig
from simulator.engine.run import Run, Task, converse_now
from simulator.models.load import is_model, server_digest
from simulator.models.model import Usage
from simulator.models.prices import Prices
from simulator.models.wire.body import to_bytes
from simulator.models.wire.wiring import Wiring
from simulator.store.read import RECORDS, read_ids
from simulator.store.runs import ledger_of, load_run

SAMPLE = 60
LETTERS_PER_TOKEN = 4
SPREAD = 0.25
"""How far a model may lie from the ground truth and be called usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """For one assistant: conversations left; calls, tokens and US dollars (None: unknown) where it is a model."""

    assistant: str
    conversations: int
    model: bool
    calls: float = 0.0
    read: float = 0.0
    written: float = 0.0
    usd: float | None = None


def forecast(config: RunConfig) -> list[Forecast]:
    """What is left to do of the run a config asks for; needs no key and asks nobody."""
    wiring = Wiring(base_url=config.base_url)
    kinds = [_stand_in(spec, wiring) for spec in config.assistants]
    run = load_run(replace(config, assistants=tuple(kinds), budget=""))
    run = replace(run, scenarios=[replace(one, toolset=one.toolset.imagined()) for one in run.scenarios])
    done = read_ids(Path(config.out) / RECORDS) if config.out else frozenset()
    tasks = [replace(task, variant="") for task in run.tasks(config) if task.id not in done]
    prices = ledger_of(config).prices
    found = []
    for at, kind in enumerate(kinds):
        mine = [task for task in tasks if task.assistant == at]
        if not is_model(kind.name):
            found.append(Forecast(assistant=kind.name, conversations=len(mine), model=False))
            continue
        calls, usage = _counted(run, mine)
        usd = _cost(prices, kind.name, calls, usage)
        found.append(
            Forecast(
                assistant=kind.name, conversations=len(mine), model=True, calls=calls, read=usage.fresh,
                written=usage.output, usd=usd,
            )
        )  # fmt: skip
    return found


def _stand_in(spec: Any, wiring: Wiring) -> Any:
    """The ground truth under the name of a model; what is no model is loaded as it is."""
    if not isinstance(spec, str) or not is_model(spec):
        return load_assistant(spec, wiring=wiring)
    start = embedded("reference")
    return Kind(name=spec, digest=server_digest(spec, wiring), embedded=True, start=start, sees_plan=True)


def _counted(run: Run, tasks: Sequence[Task]) -> tuple[float, Usage]:
    """Calls and tokens of all these conversations, from as many of them as tell enough."""
    step = max(1, len(tasks) // SAMPLE)
    sample = tasks[::step]
    calls = read = written = 0
    for task in sample:
        tools = [tool.to_openai() for tool in run.scenario(task).toolset.tools.values()]
        asked = _asked(converse_now(run, task).record["messages"], len(to_bytes({"tools": tools})))
        calls += len(asked)
        read += sum(one for one, _ in asked)
        written += sum(other for _, other in asked)
    times = len(tasks) / (len(sample) * LETTERS_PER_TOKEN) if sample else 0.0
    return calls * times * LETTERS_PER_TOKEN, Usage(fresh=round(read * times), output=round(written * times))


def _cost(prices: Prices, model: str, calls: float, usage: Usage) -> float | None:
    """The price of so many average calls: a long one may cost more a token."""
    each = Usage(fresh=round(usage.fresh / calls), output=round(usage.output / calls)) if calls else Usage()
    one = prices.cost(model, each)
    return None if one is None else one * calls


def _asked(messages: Sequence[Mapping[str, Any]], tools: int) -> list[tuple[int, int]]:
    """For every answer of the assistant: the letters it was asked with, and its own."""
    found, before = [], tools
    for message in messages:
        size = len(to_bytes(message))
        if message["role"] == "assistant":
            found.append((before, size))
        before += size
    return found


def forecast_words(found: Forecast) -> str:
    """The forecast in one line, numbers as ranges."""
    count = "1 conversation" if found.conversations == 1 else f"{found.conversations:,} conversations"
    if not found.model:
        return f"{found.assistant}: {count}; what it spends itself is not known here"
    cost = "cost unknown (no price for this model)" if found.usd is None else f"cost {_usd(found.usd)} usd"
    return (
        f"{found.assistant}: {count}, {_range(found.calls)} calls, {_range(found.read)} tokens read, "
        f"{_range(found.written)} written, {cost}"
    )


def _range(number: float) -> str:
    return f"{round(number * (1 - SPREAD)):,} to {round(number * (1 + SPREAD)):,}"


def _usd(amount: float) -> str:
    low, high = amount * (1 - SPREAD), amount * (1 + SPREAD)
    digits = 2 if low >= 0.1 else 4
    return f"{low:,.{digits}f} to {high:,.{digits}f}"
