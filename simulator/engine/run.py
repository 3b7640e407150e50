"""Many conversations: which there are, and each played to its record.

The engine yields what is finished and knows no listener.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from importlib import import_module
from typing import Any

from simulator.assistants.assistant import AssistantKind
from simulator.assistants.foreign.kind import Kind
from simulator.assistants.load import load_assistant
from simulator.config import RunConfig
from simulator.draws import Draws
from simulator.engine.judge import judge
from simulator.engine.play import play
from simulator.engine.record import make_record, record_id
from simulator.engine.variants.names import SHIFT, STATIC
from simulator.engine.variants.scene import Scene, shifted, varied
from simulator.engine.variants.static import Fixed, replay_static, without_words
from simulator.frozen import NamedTuple, dataclass, replace
from simulator.labels.failures import Verdict
from simulator.messages import Trajectory
from simulator.models.model import Held, Model
from simulator.models.tape import USER, About, Exchanges, Tape
from simulator.scenario.compile import Scenario, case_id
from simulator.scenario.given import evidence_of
from simulator.scenario.plan import Plan, narrow, plan
from simulator.users.load import open_user, user_digest
from simulator.users.user import User, view_of
from simulator.values.clock import monotonic


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One conversation to be had, by its places in the run's lists; `id` is its record's id.

    `given` holds for its case alone, beside what holds for the scenario. `variant` says in which other way it is had.
    """

    id: str
    scenario: int
    assistant: int
    seed: str
    trial: int
    given: Mapping[str, Any] = field(default_factory=dict)
    variant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """One conversation that was had; `seconds` is for `timing.jsonl` only, `read` the draws it read, if wanted."""

    record: dict[str, Any]
    seconds: float
    read: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Scenarios, assistants and options, loaded and ready; `words` is the model that words users, if one does.

    With `remembers` a finished conversation tells which draws it read.
    """

    scenarios: Sequence[Scenario]
    kinds: Sequence[AssistantKind]
    user: str = "agenda"
    words: Model | None = None
    mess: str = ""
    remembers: bool = False
    exchanges: Exchanges = field(default_factory=Exchanges, compare=False, repr=False)
    _narrowed: dict[str, Scenario] = field(default_factory=dict, compare=False, repr=False)

    @property
    def waits(self) -> bool:
        """Whether a conversation waits for somebody, so that many should be had at once."""
        return self.words is not None or self.asks or any(scenario.toolset.waits for scenario in self.scenarios)

    @property
    def asks(self) -> bool:
        """Whether somebody other than our own agents is asked, whose replies are worth keeping."""
        return self.words is not None or not all(kind.embedded for kind in self.kinds)

    def options(self, scenario: Scenario, kind: AssistantKind, variant: str = "") -> dict[str, Any]:
        """What a record says of how it was made."""
        found: dict[str, Any] = {"user": self.user, "assistant": kind.name, "mess": self.mess or scenario.parts.mess}
        found |= {"digest": kind.digest} if kind.digest else {}
        if self.words is None and (digest := user_digest(self.user)):
            found["user_digest"] = digest
        found |= {"rung": scenario.rung.number} if scenario.rung.number else {}
        found |= {"variant": variant} if variant else {}
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
            ways = [
                (which, variant, self.options(scenario, kind, variant))
                for which, kind in enumerate(self.kinds)
                for variant in config.variants or ("",)
            ]
            for seed, given in wanted.cases:
                case = case_id(scenario, seed, config.overrides, given)
                for which, variant, option in ways:
                    found += [
                        Task(
                            id=record_id(case, option, trial), scenario=at, assistant=which, seed=seed, trial=trial,
                            given=given, variant=variant,
                        )
                        for trial in range(config.trials)
                    ]  # fmt: skip
        return found


async def converse(run: Run, task: Task, overrides: Mapping[str, float] | None = None) -> Finished:
    """One conversation from its case to its record."""
    begun = monotonic()
    scenario, kind = run.scenario(task), run.kinds[task.assistant]
    options = run.options(scenario, kind, task.variant)
    foreign = isinstance(kind, Kind) and not kind.embedded
    asked = foreign or run.words is not None
    name = case_id(scenario, task.seed, overrides) if asked or task.variant else ""
    if task.variant == SHIFT:
        scenario = shifted(scenario, run._narrowed)
    drawn, talk = scenario.draws(task.seed, overrides), scenario.talk_draws(task.seed, task.trial, overrides)
    if run.remembers:
        drawn, talk = drawn.remembering(), talk.remembering()
    case = scenario.case(task.seed, overrides, drawn)
    world = drawn.at("world")
    tape = None
    if asked:
        about = About(record_id(name, options, task.trial), case.scenario, task.seed, task.trial)
        tape = run.exchanges.tape(about)
    if tape and isinstance(kind, Kind) and foreign:
        kind = _on_tape(kind, tape)
    if task.variant:
        case = replace(case, id=name)
    scene = Scene(case=case, toolset=scenario.toolset, mess=options["mess"], talk=talk, user=talk.at("user"))
    scene = varied(scene, task.variant) if task.variant else scene
    held = run.words if run.words is not None and isinstance(run.words, Held) else None
    if held:
        held.hold()  # its connections stay open meanwhile
    try:
        trajectory, verdict = await _judged(scene, _Cast(run, tape), kind, world, task.variant)
    finally:
        if held:
            await held.release()
    record = make_record(
        scene.case,
        scenario=scenario if scene.toolset is scenario.toolset else replace(scenario, toolset=scene.toolset),
        options=options,
        trial=task.trial,
        trajectory=trajectory,
        verdict=verdict,
    )
    return Finished(record=record, seconds=monotonic() - begun, read={**drawn.read, **talk.read})


class _Cast(NamedTuple):
    """Who can play the user of a conversation."""

    run: Run
    tape: Tape | None

    def user(self, scene: Scene) -> User:
        """The user of a scene, worded by the run's model where it has one."""
        view, words = view_of(scene.case, scene.mess), self.run.words
        if words is None or self.tape is None:
            return open_user(self.run.user, view, scene.user)
        worded = import_module("simulator.users.llm").WordedUser  # loaded where a model is asked
        user: User = worded(view, scene.user, self.tape.through(words, who=USER))
        return user


async def _judged(
    scene: Scene, cast: _Cast, kind: AssistantKind, world: Draws, variant: str
) -> tuple[Trajectory, Verdict]:
    """The conversation and its verdict; a static one follows the history of the ground truth."""
    case, toolset, talk = scene.case, scene.toolset, scene.talk
    player = load_assistant("reference") if variant == STATIC else kind
    found = await play(case, toolset=toolset, user=cast.user(scene), kind=player, draws=talk, world_draws=world)
    if variant != STATIC:
        return found, judge(case, found, toolset, world)
    fixed = Fixed(case=case, toolset=toolset, history=found, user=cast.user(scene), draws=talk, world=world)
    static = await replay_static(fixed, kind)
    return static, without_words(judge(case, static, toolset, world), found)


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
