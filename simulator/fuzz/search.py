"""Looks for failing conversations and shrinks each to a minimal one that fails alike."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

from simulator.config import RunConfig
from simulator.engine.run import Finished, Run, Task, converse
from simulator.frozen import dataclass
from simulator.fuzz.shrink import shrink
from simulator.metrics.excluded import excluded
from simulator.models.budget import Ledger
from simulator.store.runs import Listener, begin

Signature = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bug:
    """One way to fail: its signature, the conversation that was found and the minimal one, and what shrinking took."""

    signature: Signature
    found: dict[str, Any]
    minimal: dict[str, Any]
    tries: int


class Bugs(list[Bug]):
    """The bugs a search found; `spent` says what models were asked and paid for it."""

    def __init__(self, spent: Ledger) -> None:
        super().__init__()
        self.spent = spent


def signature(record: Mapping[str, Any]) -> Signature:
    """What makes two failing conversations the same: kinds, blames and anchors."""
    verdict = record["verdict"]
    if verdict["passed"] or excluded(record):
        return ()
    return tuple(sorted({_anchor(failure) for failure in verdict["failures"]}))


def _anchor(failure: Mapping[str, Any]) -> str:
    where = failure["where"]
    return "/".join((failure["kind"], failure["blame"], "" if where.startswith("message ") else where))


async def search(run: Run, config: RunConfig, listener: Listener | None = None) -> AsyncIterator[Bug]:
    """Every new failure signature among the tries, spread over the scenarios in turn, as it is found and shrunk."""
    known: set[tuple[str, Signature]] = set()
    for task in _in_turn(run, config, listener):
        alike = replace(run, exchanges=run.exchanges.sampled_once(), remembers=True)
        finished = await converse(alike, task)
        if run.exchanges.ledger.stopped:
            return
        if listener:
            listener(finished)
        found = signature(finished.record)
        if not found or (finished.record["scenario"], found) in known:
            continue
        known.add((finished.record["scenario"], found))
        yield await _shrunk(alike, task, finished, found)


def _in_turn(run: Run, config: RunConfig, listener: Listener | None) -> list[Task]:
    """As many tries as asked for in all, each scenario in its turn; every one where they are to cover it."""
    plans = run.plans(replace(config, n=-(-config.n // len(run.scenarios))))
    tasks = run.tasks(config, plans)
    tasks.sort(key=lambda task: int(task.seed.rpartition(".")[2]))
    tasks = tasks if config.cover else tasks[: config.n]
    begin(listener, len(tasks), run, plans)
    return tasks


async def _shrunk(run: Run, task: Task, finished: Finished, wanted: Signature) -> Bug:
    async def attempt(overrides: Mapping[str, float]) -> Finished | None:
        again = await converse(run, task, overrides)
        return again if signature(again.record) == wanted else None

    minimal, tries = await shrink(finished, attempt, stopped=lambda: run.exchanges.ledger.stopped)
    return Bug(
        signature=wanted,
        found=finished.record,
        minimal={**minimal.record, "minimal_of": finished.record["id"]},
        tries=tries,
    )
