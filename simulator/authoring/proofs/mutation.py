"""The mutation test of the grader: faults planted in `reference`, each known to have happened or not.

A mutant that fired must fail with exactly its kinds, all the assistant's doing; its twin must pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from simulator.assistants.assistant import Opening
from simulator.assistants.foreign.kind import Kind
from simulator.assistants.load import load_assistant
from simulator.assistants.mutants.load import full_name, mutant_of, names
from simulator.assistants.mutants.wrapper import Wrapper
from simulator.config import RunConfig
from simulator.engine.run import Run, converse_now
from simulator.frozen import dataclass
from simulator.scenario.compile import Scenario

CASES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutated:
    """One mutant in one scenario: in how many runs it fired, how these were judged, and what became of its twin.

    missed  runs that were judged otherwise than they should have been, such as "case 0.3: wrong_state"
    """

    name: str
    scenario: str
    fired: int
    caught: int
    signature: int
    twin_runs: int
    twin_flagged: int
    missed: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        return not self.missed

    def as_json(self) -> dict[str, Any]:
        """One entry of `check --mutants --json`."""
        counts = ("name", "scenario", "fired", "caught", "signature", "twin_runs", "twin_flagged")
        return {name: getattr(self, name) for name in counts}


def mutate(scenarios: Sequence[Scenario], only: Sequence[str] = (), *, cases: int = CASES) -> Iterator[Mutated]:
    """Every mutant (or only some, also FILE.py:NAME) in every scenario that can be played here."""
    wanted = [full_name(f"mutant:{name}").partition(":")[2] for name in only] or names()
    for name in wanted:
        for scenario in scenarios:
            yield _mutated(scenario, name, cases)


def _mutated(scenario: Scenario, name: str, cases: int) -> Mutated:
    mutant = mutant_of(name)
    runs = [found for found in _played(scenario, f"mutant:{name}", cases) if found.fired]
    twins = list(_played(scenario, f"twin:{name}", cases)) if mutant.twin else []
    twins = [found for found in twins if found.fired or not found.passed]
    right = [found.shows(mutant.expect) for found in runs]
    missed = [f"case {found.seed}: {found.shown}" for found, good in zip(runs, right, strict=True) if not good]
    missed += [f"twin in case {found.seed}: {found.shown}" for found in twins if not found.passed]
    return Mutated(
        name=name,
        scenario=scenario.name,
        fired=len(runs),
        caught=sum(not found.passed for found in runs),
        signature=sum(right),
        twin_runs=len(twins),
        twin_flagged=sum(not found.passed for found in twins),
        missed=tuple(missed),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Played:
    seed: str
    fired: bool
    anchors: frozenset[str]
    record: Any

    def shows(self, kinds: tuple[str, ...]) -> bool:
        """Whether just these kinds were found, each at least as often, and no argument blamed that was right."""
        found, wanted = Counter(self.blamed), Counter(kinds)
        places = {one["where"] for one in self.record["verdict"]["failures"] if one["kind"] == "wrong_argument"}
        return set(found) == set(wanted) and found >= wanted and (not self.anchors or places <= self.anchors)

    @property
    def passed(self) -> bool:
        return bool(self.record["verdict"]["passed"])

    @property
    def blamed(self) -> tuple[str, ...]:
        """The kinds of all failures, sorted; one that is not the assistant's shows whose it is."""
        found = [(one["kind"], one.get("blame", "assistant")) for one in self.record["verdict"]["failures"]]
        return tuple(sorted(kind if blame == "assistant" else f"{kind} by {blame}" for kind, blame in found))

    @property
    def shown(self) -> str:
        return ", ".join(self.blamed) or "passed"


def _played(scenario: Scenario, agent: str, cases: int) -> Iterator[_Played]:
    kind = load_assistant(agent)
    opened: list[Wrapper] = []
    if not isinstance(kind, Kind):
        return

    def start(opening: Opening) -> Any:
        found: Any = kind.start(opening)
        opened.append(found)
        return found

    run = Run(scenarios=[scenario], kinds=[replace(kind, start=start)])
    for task in run.tasks(RunConfig(paths=(), n=cases)):
        record = converse_now(run, task).record
        wrapper = opened.pop()
        yield _Played(seed=task.seed, fired=wrapper.fired, anchors=frozenset(wrapper.anchors), record=record)
