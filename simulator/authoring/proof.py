"""A scenario proven before any run: the ground truth passes on sampled cases, and doing nothing fails on each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulator.assistants.load import load_assistant
from simulator.config import RunConfig
from simulator.engine.run import Run, converse_now
from simulator.scenario.compile import Scenario
from simulator.scenario.load import load

CASES = 5


def prove(scenario: Scenario | str | Path, *, cases: int = CASES, seed: str = "proof") -> list[str]:
    """What is wrong with the labels, each problem in one line with the case that shows it; empty when proven."""
    loaded = scenario if isinstance(scenario, Scenario) else load(scenario)
    config = RunConfig(paths=(), seed=seed, n=cases)
    problems = []
    for name, wanted in (("reference", True), ("nothing", False)):
        run = Run(scenarios=[loaded], kinds=[load_assistant(name)])
        for task in run.tasks(config):
            record = converse_now(run, task).record
            if record["verdict"]["passed"] != wanted:
                problems.append(_problem(record, wanted))
                break
    return problems


def _problem(record: Mapping[str, Any], wanted: bool) -> str:
    where = f"case {record['seed']}"
    if not wanted:
        return f"{where}: an assistant that does nothing passes; the labels ask for nothing"
    failures = "; ".join(explain(failure) for failure in record["verdict"]["failures"][:3])
    return f"{where}: the ground truth itself fails ({record['end']['reason']}): {failures}"


def explain(failure: Mapping[str, Any]) -> str:
    """A failure in a few words."""
    found = f"{failure['kind']} at {failure['where']}" if failure["where"] else failure["kind"]
    if "expected" in failure or "got" in failure:
        found += f", expected {failure.get('expected')!r}, got {failure.get('got')!r}"
    return f"{found} ({failure['proof']})" if failure.get("proof") else found
