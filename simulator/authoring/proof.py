"""A scenario proven before any run: chains hold, what is not known can be found out, the ground truth passes on sampled
cases, and doing nothing fails on each.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulator.assistants.load import load_assistant
from simulator.authoring.links import broken_links
from simulator.authoring.needs import broken_needs
from simulator.authoring.recoverable import unreachable, unrecoverable
from simulator.config import RunConfig
from simulator.engine.run import Run, converse_now
from simulator.errors import InputError
from simulator.scenario.compile import Scenario
from simulator.scenario.load import load

CASES = 5
FAULTY = 2
EDITED = 2
EDITS = ("mutant:A01_wrong_value", "mutant:B04_missing_call")
CERTAIN = 1 - 2.0**-53


def prove(scenario: Scenario | str | Path, *, cases: int = CASES, seed: str = "proof") -> list[InputError]:
    """What is wrong with needs, chains, facts and labels, each with the case that shows it; empty when proven."""
    loaded = scenario if isinstance(scenario, Scenario) else load(scenario)
    problems = [*broken_needs(loaded), *broken_links(loaded)]
    if problems:
        return problems
    config = RunConfig(paths=(), seed=seed, n=cases)
    for name, wanted in (("reference", True), ("nothing", False)):
        run = Run(scenarios=[loaded], kinds=[load_assistant(name)])
        for task in run.tasks(config):
            record = converse_now(run, task).record
            found = list(unrecoverable(loaded, record)) if wanted else []
            if not found and record["verdict"]["passed"] != wanted:
                found = list(unreachable(loaded, record))[:1] if wanted else []
                found = found or [InputError(_problem(record, wanted), place=loaded.document.place("labels"))]
            problems += found
            if found:
                break
    return problems or _under_faults(loaded, config)


def survivors(scenario: Scenario | str | Path) -> list[InputError]:
    """Single edits of the ground truth that still pass: a call left out, a value changed."""
    loaded = scenario if isinstance(scenario, Scenario) else load(scenario)
    config = RunConfig(paths=(), seed="proof", n=EDITED)
    right = Run(scenarios=[loaded], kinds=[load_assistant("reference")])
    truth = {task.seed: _calls(converse_now(right, task).record) for task in right.tasks(config)}
    problems = []
    for name in EDITS:
        run = Run(scenarios=[loaded], kinds=[load_assistant(name)])
        for task in run.tasks(config):
            record = converse_now(run, task).record
            if record["verdict"]["passed"] and _calls(record) != truth[task.seed]:
                said = f"case {task.seed}: a ground truth with one edit ({name.partition('_')[2]}) passes too"
                problems.append(InputError(said.replace("_", " "), place=loaded.document.place("labels")))
                break
    return problems


def _calls(record: Mapping[str, Any]) -> list[Any]:
    return [call["function"] for message in record["messages"] for call in message.get("tool_calls") or ()]


def _under_faults(scenario: Scenario, config: RunConfig) -> list[InputError]:
    """What the ground truth cannot do while one of the planned faults happens for certain."""
    run = Run(scenarios=[scenario], kinds=[load_assistant("reference")])
    problems = []
    for index, fault in enumerate(scenario.file.faults):
        if fault.chance == 0:
            continue
        certain = {f"case/fault/{fault.tool}/{fault.kind}/{fault.nth}": CERTAIN}
        for task in run.tasks(config)[:FAULTY]:
            record = converse_now(run, task, certain).record
            if not record["verdict"]["passed"]:
                failures = "; ".join(explain(failure) for failure in record["verdict"]["failures"][:2])
                why = f"makes the goal impossible in case {record['seed']}: {failures}"
                message = f"fault {index + 1} ({fault.kind} on {fault.tool}) {why}"
                problems.append(InputError(message, place=scenario.document.place("faults", index)))
                break
    return problems


def _problem(record: Mapping[str, Any], wanted: bool) -> str:
    where = f"case {record['seed']}"
    if not wanted:
        return f"{where}: an assistant that does nothing passes; the labels ask for nothing"
    failures = "; ".join(explain(failure) for failure in record["verdict"]["failures"][:3])
    planned = ", ".join(f"{fault['kind']} on {fault['tool']}" for fault in record["case"].get("faults", ()))
    under = f" under the planned fault {planned}" if planned else ""
    return f"{where}: the ground truth itself fails{under} ({record['end']['reason']}): {failures}"


def explain(failure: Mapping[str, Any]) -> str:
    """A failure in a few words."""
    found = f"{failure['kind']} at {failure['where']}" if failure["where"] else failure["kind"]
    if "expected" in failure or "got" in failure:
        found += f", expected {failure.get('expected')!r}, got {failure.get('got')!r}"
    return f"{found} ({failure['proof']})" if failure.get("proof") else found
