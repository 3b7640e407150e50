"""Stored conversations judged again, by today's labels and grader: which verdicts change, and which cannot be given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from simulator.draws import Draws
from simulator.engine.judge import judge
from simulator.engine.recall import recall
from simulator.errors import InputError
from simulator.frozen import dataclass
from simulator.labels.failures import Verdict
from simulator.lookup import shipped
from simulator.scenario.case import Case
from simulator.scenario.compile import Scenario
from simulator.scenario.load import load_all
from simulator.scenario.plan import on_rung
from simulator.scenario.shown import case_in_record
from simulator.store.read import read_records, read_run

MANY = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """One record judged again; `now` is None where it cannot be, and `why` says so."""

    record: Mapping[str, Any]
    now: Verdict | None = None
    why: str = ""

    @property
    def flipped(self) -> bool:
        return self.now is not None and self.now.passed is not self.record["verdict"]["passed"]

    @property
    def differs(self) -> bool:
        """Whether it fails for other reasons than before."""
        if self.now is None or self.flipped:
            return False
        return {(f.kind, f.where) for f in self.now.failures} != {
            (found["kind"], found["where"]) for found in self.record["verdict"]["failures"]
        }


@dataclass(slots=True, kw_only=True)
class _Cases:
    """The scenarios of a run as they are today, and the cases drawn last: trials and assistants share them."""

    scenarios: Mapping[str, Scenario]
    drawn: dict[str, tuple[Scenario, Case, Draws]] = field(default_factory=dict)
    asked: dict[str, Scenario] = field(default_factory=dict)

    def of(self, record: Mapping[str, Any]) -> tuple[Scenario, Case, Draws]:
        options = {name: record["options"].get(name) for name in ("given", "do", "rung")}
        where = f"{record['scenario']} {options}"
        key = f"{where} {record['seed']} {sorted(record['overrides'].items())}"
        if key not in self.drawn:
            if where not in self.asked:
                scenario = self.scenarios[record["scenario"]]
                scenario = scenario.under(options["given"] or {}, options["do"] or {})
                self.asked[where] = on_rung(scenario, options["rung"] or 0)
            scenario = self.asked[where]
            draws = scenario.draws(record["seed"], record["overrides"])
            if len(self.drawn) >= MANY:
                self.drawn.pop(next(iter(self.drawn)))
            self.drawn[key] = (scenario, scenario.case(record["seed"], record["overrides"], draws), draws.at("world"))
        return self.drawn[key]


def regrade(run: Path) -> Iterator[Again]:
    """Every record of a run judged again, in the order in which they are stored."""
    cases = _Cases(scenarios={scenario.name: scenario for scenario in load_all(_paths(run))})
    for record in read_records(run):
        yield _again(record, cases)


def _paths(run: Path) -> Sequence[Path]:
    """The scenario files of a run, where they are now."""
    found = []
    for path in read_run(run)["paths"]:
        here = Path(path) if Path(path).exists() else shipped() / path
        if not here.exists():
            hint = "give the command in the folder where the run was made"
            raise InputError(f"the scenario file {path} of this run is not here", hint=hint)
        found.append(here)
    return found


def _again(record: Mapping[str, Any], cases: _Cases) -> Again:
    if record["scenario"] not in cases.scenarios:
        return Again(record=record, why=f"there is no scenario {record['scenario']!r} any more")
    try:
        scenario, case, world = cases.of(record)
    except InputError as changed:
        return Again(record=record, why=changed.message)
    if other := _other(record["case"], case_in_record(case)):
        return Again(record=record, why=f"its case is another one today: {other}")
    trajectory = recall(record, case, scenario.toolset, world)
    return Again(record=record, now=judge(case, trajectory, scenario.toolset, world))


def _other(then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """What the conversation was about that is not so today; labels and wordings may differ."""
    for name, value in then["values"].items():
        if now["values"].get(name, _MISSING) != value:
            return f"{name} was {value!r}"
    for part in ("goals", "events", "faults"):
        if _plain(then.get(part)) != _plain(now.get(part)):
            return part
    return ""


_MISSING = object()


def _plain(found: Any) -> Any:
    """As a record holds it: lists for tuples."""
    if isinstance(found, Mapping):
        return {key: _plain(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [_plain(value) for value in found]
    return found
