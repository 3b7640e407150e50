"""Many conversations: which there are, and each played to its record.

The engine yields what is finished and knows no listener.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from simulator.assistants.assistant import AssistantKind
from simulator.assistants.foreign.kind import Kind
from simulator.config import RunConfig
from simulator.engine.judge import judge
from simulator.engine.play import play
from simulator.engine.record import make_record, record_id
from simulator.models.tape import About, Exchanges, Tape
from simulator.scenario.compile import Scenario, case_id
from simulator.scenario.given import evidence_of
from simulator.scenario.plan import Plan, narrow, plan
from simulator.users.load import open_user
from simulator.users.user import view_of
from simulator.values.clock import monotonic


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One conversation to be had, by its places in the run's lists; `id` is its record's id.

    `given` holds for its case alone, beside what holds for the scenario.
    """

    id: str
    scenario: int
    assistant: int
    seed: str
    trial: int
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """One conversation that was had; `seconds` is for `timing.jsonl` only, `read` the draws it read."""

    record: dict[str, Any]
    seconds: float
    read: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Scenarios, assistants and options, loaded and ready."""

    scenarios: Sequence[Scenario]
    kinds: Sequence[AssistantKind]
    user: str = "agenda"
    mess: str = ""
    exchanges: Exchanges = field(default_factory=Exchanges, compare=False, repr=False)
    _narrowed: dict[str, Scenario] = field(default_factory=dict, compare=False, repr=False)

    def options(self, scenario: Scenario, kind: AssistantKind) -> dict[str, Any]:
        """What a record says of how it was made."""
        found: dict[str, Any] = {"user": self.user, "assistant": kind.name, "mess": self.mess or scenario.parts.mess}
        found |= {"digest": kind.digest} if kind.digest else {}
        found |= {"rung": scenario.rung.number} if scenario.rung.number else {}
        return found | evidence_of(scenario.given, scenario.do)

    def scenario(self, task: Task) -> Scenario:
        """The scenario a task's case is drawn from."""
        return narrow(self.scenarios[task.scenario], task.given, self._narrowed)

    def plans(self, config: RunConfig) -> list[Plan]:
        """The cases wanted of each scenario."""
        return [plan(scenario, config) for scenario in self.scenarios]

    def tasks(self, config: RunConfig, plans: Sequence[Plan] = ()) -> list[Task]:
        """Every conversation wanted, in order."""
        found = []
        for at, (scenario, wanted) in enumerate(zip(self.scenarios, plans or self.plans(config), strict=True)):
            options = [self.options(scenario, kind) for kind in self.kinds]
            for seed, given in wanted.cases:
                case = case_id(scenario, seed, config.overrides, given)
                for which, option in enumerate(options):
                    for trial in range(config.trials):
                        name = record_id(case, option, trial)
                        found.append(Task(id=name, scenario=at, assistant=which, seed=seed, trial=trial, given=given))
        return found


async def converse(run: Run, task: Task, overrides: Mapping[str, float] | None = None) -> Finished:
    """One conversation from its case to its record."""
    begun = monotonic()
    scenario, kind = run.scenario(task), run.kinds[task.assistant]
    drawn = scenario.draws(task.seed, overrides)
    case = scenario.case(task.seed, overrides, drawn)
    options = run.options(scenario, kind)
    talk = scenario.talk_draws(task.seed, task.trial, overrides)
    world = drawn.at("world")
    if isinstance(kind, Kind) and not kind.embedded:
        about = About(record_id(case.id, options, task.trial), case.scenario, task.seed, task.trial)
        kind = _on_tape(kind, run.exchanges.tape(about))
    user = open_user(run.user, view_of(case, options["mess"]), talk.at("user"))
    trajectory = await play(case, toolset=scenario.toolset, user=user, kind=kind, draws=talk, world_draws=world)
    verdict = judge(case, trajectory, scenario.toolset, world)
    record = make_record(
        case,
        scenario=scenario,
        options=options,
        trial=task.trial,
        trajectory=trajectory,
        verdict=verdict,
    )
    return Finished(record=record, seconds=monotonic() - begun, read={**drawn.read, **talk.read})


def _on_tape(kind: Kind, tape: Tape) -> Kind:
    return replace(kind, start=lambda opening: kind.start(replace(opening, tape=tape)))


def converse_now(run: Run, task: Task, overrides: Mapping[str, float] | None = None) -> Finished:
    """The same without an event loop, for assistants that never wait."""
    playing = converse(run, task, overrides)
    try:
        playing.send(None)
    except StopIteration as done:
        finished: Finished = done.value
        return finished
    finally:
        playing.close()
    raise RuntimeError("an embedded assistant waited for something")
