"""A validated scenario file made ready: templates read once, names checked, cases drawn fast.

Every name a scenario uses is checked here, so that `case` cannot fail on a valid scenario.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from functools import partial
from typing import Any

from simulator.draws import Draws, content_id
from simulator.errors import InputError, InputErrors
from simulator.frozen import dataclass
from simulator.kinds.declared import CLOCK
from simulator.labels.label import CallLabel, Changes, Labels, Outcome, Rule, Said
from simulator.network.network import Network
from simulator.personas.backstory import Backstory
from simulator.personas.persona import TRAITS, Persona
from simulator.populations.include import Population
from simulator.scenario.case import Case, Event, Goal, Limits
from simulator.scenario.chain import hops, told_templates, unfold
from simulator.scenario.check import check_names
from simulator.scenario.faults import order_of, planned
from simulator.scenario.given import applied, evidence_of, settled
from simulator.scenario.labelled import declared
from simulator.scenario.parts import Nested, case_slot, nested, slot_facts, variables
from simulator.scenario.people import PERSONA, cast_of, check_needs, persona_variables, with_asked, with_traits
from simulator.scenario.rungs.rung import TOP, Rung
from simulator.scenario.schema import CallFile, FaultFile, GoalFile, MessFile, NeverFile, ScenarioFile, SecretFile
from simulator.variables.expr import Expression
from simulator.variables.reach import check_reach
from simulator.variables.template import to_json
from simulator.variables.yaml import Document
from simulator.worlds.toolset import Toolset

_HIDDEN = frozenset((CLOCK, PERSONA, *(f"{PERSONA}.{trait}" for trait in TRAITS)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A scenario ready to give cases."""

    name: str
    about: str
    file: ScenarioFile
    document: Document
    toolset: Toolset
    clock: datetime
    policy: str
    digest: str
    inputs: Mapping[str, str]
    parts: Parts
    given: Mapping[str, Any] = field(default_factory=dict)
    do: Mapping[str, Any] = field(default_factory=dict)
    whole: Network | None = None
    rung: Rung = TOP

    def under(self, given: Mapping[str, Any], do: Mapping[str, Any] | None = None) -> Scenario:
        """The scenario with only the cases where `given` holds, in a world where `do` was set from outside.

        Both add to what held before; raises InputError where no case is left, or a name or value is unknown.
        """
        if not given and not do:
            return self
        network = with_asked(self.parts.network, self.parts.personas, (*given, *(do or {})))
        given, do = settled(network, given, "--given"), settled(network, do or {}, "--do")
        return replace(
            self,
            parts=replace(self.parts, network=applied(network, given, do)),
            given={**self.given, **given},
            do={**self.do, **do},
            whole=self.whole or network,
        )

    def draws(self, seed: str, overrides: Mapping[str, float] | None = None) -> Draws:
        """The draws of a case; they start from the scenario's name and the seed only."""
        return Draws(f"{self.name}\0{seed}", overrides).at("case")

    def talk_draws(self, seed: str, trial: int = 0, overrides: Mapping[str, float] | None = None) -> Draws:
        """The draws of a dialogue: those of a case's trials differ, the case does not."""
        return Draws(f"{self.name}\0{seed}\0{trial}", overrides).at("talk")

    def case(self, seed: str, overrides: Mapping[str, float] | None = None, draws: Draws | None = None) -> Case:
        """The case of a seed such as "5.17"; a total function of its draws."""
        return build_case(self, seed, overrides or {}, draws or self.draws(seed, overrides))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What was read once: each part gives its share of a case from the values drawn."""

    network: Network
    personas: Mapping[str, Persona]
    backstory: Backstory
    world: Nested
    goals: tuple[tuple[str, GoalFile, Nested, Nested], ...]
    slots: Mapping[str, Mapping[str, Any]]
    knows: Mapping[str, tuple[str, Nested]]
    events: tuple[Nested, ...]
    phrases: Mapping[str, tuple[str, ...]]
    calls: tuple[tuple[CallFile, str, Nested], ...]
    never: tuple[tuple[NeverFile, Nested], ...]
    say: tuple[tuple[Nested, str], ...]
    never_say: tuple[tuple[Nested, SecretFile], ...]
    outcomes: tuple[Outcome, ...]
    conditions: Mapping[str, Expression]
    hops: Mapping[str, int]
    rules: tuple[Callable[[Mapping[str, Any]], Rule], ...]
    changes: Changes
    plans: tuple[tuple[tuple[CallFile, str, Nested], ...], ...]
    faults: tuple[tuple[FaultFile, Nested], ...]
    order: str
    mess: str
    limits: Limits


def compile_scenario(
    sources: Sequence[Population],
    *,
    toolset: Toolset,
    policy: str,
    inputs: Mapping[str, str],
    people: Document | None = None,
    book: str = "",
) -> Scenario:
    """The scenario a file means, the last of its sources; raises InputError with the place of what leads nowhere.

    `people` is the file that `personas:` names, `book` the text of the books it is worded and typed by.
    """
    own = sources[-1]
    assert isinstance(own.file, ScenarioFile)
    file, document = own.file, own.document
    from_clock = _clock(file, document)
    speakers, personas = persona_variables(sources, cast_of(file, document, people))
    network = Network(file.name, [*variables(sources), *speakers], _require(sources), {CLOCK: from_clock})
    check_needs(personas, (*network.names, CLOCK))
    file = unfold(file, document, toolset, network.names)
    parts = _parts(file, document, network, personas, toolset)
    check_names(file, document, toolset, network)
    check_reach(network.variables, network.require, network.known)
    network.prove()
    beside = {path: data.decode("utf-8-sig") for path, data in own.files.texts.items()}
    scenario = Scenario(
        name=file.name,
        about=file.about,
        file=file,
        document=document,
        toolset=toolset,
        clock=from_clock,
        policy=_system(policy, from_clock),
        digest=content_id(
            *(document.text, toolset.digest, policy),
            *(text for text in (people.text if people else "", book) if text),
            *beside.values(),
            size=16,
        ),
        inputs={**inputs, **beside},
        parts=parts,
    )
    _check_rows(scenario, document)
    return scenario


def _check_rows(scenario: Scenario, document: Document) -> None:
    try:
        scenario.toolset.check_rows(scenario.case("0.0").world)
    except InputErrors as wrong:
        raise _placed(wrong.errors[0], document) from None
    except InputError as wrong:
        raise _placed(wrong, document) from None


def _placed(wrong: InputError, document: Document) -> InputError:
    return wrong if wrong.place else InputError(wrong.message, place=document.place("world"), hint=wrong.hint)


def _clock(file: ScenarioFile, document: Document) -> datetime:
    try:
        clock = datetime.fromisoformat(file.clock)
    except ValueError:
        raise InputError(
            f"clock: {file.clock!r} is no date and time", place=document.place("clock"), hint="2030-02-20T09:00+01:00"
        ) from None
    return clock


def _system(policy: str, clock: datetime) -> str:
    zone = clock.strftime("%z")
    offset = f" (UTC{zone[:3]}:{zone[3:]})" if zone else ""
    now = f"It is {clock:%A}, {clock.day} {clock:%B %Y}, {clock:%H:%M}{offset}."
    return f"{now}\n\n{policy.strip()}" if policy.strip() else now


def _require(sources: Sequence[Population]) -> list[Expression]:
    return [
        Expression(text, source.document.place("require", index))
        for source in sources
        for index, text in enumerate(source.file.require)
    ]


def _parts(
    file: ScenarioFile, document: Document, network: Network, personas: Mapping[str, Persona], toolset: Toolset
) -> Parts:
    def read(found: Any, *keys: Any) -> Nested:
        return nested(found, document, keys, network.names)

    labels = file.labels
    calls = tuple(_call(index, call, read) for index, call in enumerate(labels.calls))
    return Parts(
        network=network,
        personas=personas,
        backstory=Backstory(file.backstory, partial(document.place, "backstory"), (*network.names, CLOCK)),
        world=read(file.world, "world"),
        goals=tuple(_goal(index, goal, read) for index, goal in enumerate(file.goals)),
        slots=slot_facts(file, toolset.tools),
        knows={name: _known(found, read, name) for name, found in file.knows.items()},
        events=tuple(read(event.set, "events", index, "set") for index, event in enumerate(file.events)),
        phrases={} if isinstance(file.phrases, str) else {name: tuple(texts) for name, texts in file.phrases.items()},
        calls=calls,
        never=tuple(
            (call, read(call.args, "labels", "never", index, "args")) for index, call in enumerate(labels.never)
        ),
        say=tuple((read(s.text, "labels", "say", index), s.when) for index, s in enumerate(labels.say)),
        never_say=tuple((read(s.text, "labels", "never_say", index), s) for index, s in enumerate(labels.never_say)),
        outcomes=tuple(Outcome(name=found.outcome, when=found.when) for found in labels.outcome),
        conditions=_conditions(file, document),
        hops=hops(labels.calls, [name for _, name, _ in calls], told_templates(file)),
        rules=declared.rules(labels, read),
        changes=declared.changes(labels),
        plans=declared.plans(labels, read),
        faults=tuple((fault, read(fault.text, "faults", at, "text")) for at, fault in enumerate(file.faults)),
        order=order_of(file, toolset) if file.faults else "",
        mess=mess_text(file.mess),
        limits=Limits(**file.limits.model_dump()),
    )


def _conditions(file: ScenarioFile, document: Document) -> dict[str, Expression]:
    """Every `when` of the labels by its text, read once; the first place of a text counts."""
    found: dict[str, Expression] = {}
    for kind in ("calls", "never", "say", "never_say", "outcome"):
        for index, label in enumerate(getattr(file.labels, kind)):
            if label.when and label.when not in found:
                found[label.when] = Expression(label.when, document.place("labels", kind, index, "when"))
    for index, plan in enumerate(file.labels.instead):
        for at, call in enumerate(plan):
            if call.when and call.when not in found:
                found[call.when] = Expression(call.when, document.place("labels", "instead", index, at, "when"))
    return found


def mess_text(mess: MessFile) -> str:
    """A mess setting as one text: "realistic", or "realistic+slips=2"."""
    times = str(mess.slips).rstrip("xX")
    return mess.profile if times in ("1", "1.0") else f"{mess.profile}+slips={times}"


def _goal(index: int, goal: GoalFile, read: Any) -> tuple[str, GoalFile, Nested, Nested]:
    slots = {name: slot.value for name, slot in goal.slots.items()}
    return (
        goal.id or f"goal{index + 1}",
        goal,
        read(goal.says, "goals", index, "says"),
        read(slots, "goals", index, "slots"),
    )


def _known(found: Any, read: Any, name: str) -> tuple[str, Nested]:
    if isinstance(found, Mapping) and len(found) == 1 and next(iter(found)) in ("half", "wrong"):
        kind = next(iter(found))
        return kind, read(found[kind], "knows", name, kind)
    word = {True: "yes", False: "no"}.get(found, found) if isinstance(found, bool) else found
    return (word if word in ("yes", "no") else "?"), read("", "knows", name)


def _call(index: int, call: CallFile, read: Any) -> tuple[CallFile, str, Nested]:
    return call, call.id or f"call{index + 1}", read(call.args, "labels", "calls", index, "args")


# --- one case -----------------------------------------------------------------------------------------------------


def build_case(scenario: Scenario, seed: str, overrides: Mapping[str, float], draws: Draws) -> Case:
    """One case from its draws."""
    parts, file = scenario.parts, scenario.file
    values = parts.network.sample(draws.at("variable"))
    told = parts.backstory.tell(values, draws.at("backstory"))
    goals = tuple(_case_goal(parts, name, goal, says, slots, values) for name, goal, says, slots in parts.goals)
    events = tuple(
        Event(id=e.id, act=e.act, when=e.when, goal=e.goal or goals[0].id, set=change(values))
        for e, change in zip(file.events, parts.events, strict=True)
        if draws.chance(e.chance, "event", e.id)
    )
    labels = _labels(parts, values, frozenset(event.id for event in events))
    return Case(
        id=case_id(scenario, seed, overrides),
        scenario=scenario.name,
        digest=scenario.digest,
        seed=seed,
        clock=scenario.clock,
        values=values,
        persona=with_traits(parts.personas[values[PERSONA]], values),
        backstory=told.text,
        facts=told.facts,
        brief=told.you,
        goals=goals,
        events=events,
        labels=scenario.rung.labels(labels),
        hops=max([parts.hops[call.id] for call in labels.calls], default=0),
        policy=scenario.policy,
        world={table: tuple(rows) for table, rows in parts.world(values).items()},
        faults=planned(parts.faults, parts.order, values, draws) if parts.faults else (),
        limits=parts.limits,
        mess=parts.mess,
        harm=frozenset(file.mess.harm),
        phrases=parts.phrases,
        overrides=overrides,
    )


def case_id(
    scenario: Scenario, seed: str, overrides: Mapping[str, float] | None = None, given: Mapping[str, Any] | None = None
) -> str:
    """The id a case will have, known before it is drawn; `given` is what holds for it beside the scenario's own."""
    evidence = evidence_of({**scenario.given, **(given or {})}, scenario.do)
    parts = (name + json.dumps(found, sort_keys=True) for name, found in evidence.items())
    rung = (f"rung {scenario.rung.number}",) if scenario.rung.number else ()
    return content_id(scenario.digest, seed, repr(sorted((overrides or {}).items())), *parts, *rung)


def _case_goal(parts: Parts, name: str, goal: GoalFile, says: Nested, slots: Nested, values: Mapping[str, Any]) -> Goal:
    given = slots(values)
    return Goal(
        id=name,
        says=tuple(says(values)),
        slots={slot: case_slot(slot, own, given[slot], values, parts) for slot, own in goal.slots.items()},
        volunteers=tuple(goal.volunteers),
    )


def _labels(parts: Parts, values: Mapping[str, Any], planned: frozenset[str]) -> Labels:
    """The labels of a case; a condition is left only where a planned event decides it."""

    def kept(when: str) -> str | None:
        return _decided(parts.conditions[when], values, planned) if when else ""

    def calls(found: Sequence[tuple[CallFile, str, Nested]]) -> tuple[CallLabel, ...]:
        return tuple(
            declared.call_label(call, name, args(values), when)
            for call, name, args in found
            if (when := kept(call.when)) is not None
        )

    return Labels(
        calls=calls(parts.calls),
        never=tuple(
            CallLabel(id=f"never {call.name}", name=call.name, args=args(values), when=when)
            for call, args in parts.never
            if (when := kept(call.when)) is not None
        ),
        say=tuple(Said(text=text(values), when=w) for text, when in parts.say if (w := kept(when)) is not None),
        never_say=tuple(
            Said(text=text(values), when=w, kind=s.kind)
            for text, s in parts.never_say
            if (w := kept(s.when)) is not None
        ),
        rules=tuple(rule(values) for rule in parts.rules),
        changes=parts.changes,
        plans=tuple(calls(plan) for plan in parts.plans),
        outcome=tuple(Outcome(name=o.name, when=w) for o in parts.outcomes if (w := kept(o.when)) is not None),
    )


def _decided(condition: Expression, values: Mapping[str, Any], planned: frozenset[str]) -> str | None:
    """A condition where a planned event still decides it, "" where it holds, None where it does not."""
    if condition.events & planned:
        return condition.text
    return "" if condition.evaluate(values) else None


def case_values(case: Case) -> dict[str, Any]:
    """The values of a case as JSON has them, without the clock; of the persona only the traits that were drawn.

    A column stands in its row, and only there.
    """
    hidden = _HIDDEN - {f"{PERSONA}.{trait}" for trait in case.persona.open} if case.persona.open else _HIDDEN
    return {
        name: to_json(value)
        for name, value in case.values.items()
        if name not in hidden and not ("." in name and isinstance(case.values.get(name.rpartition(".")[0]), Mapping))
    }
