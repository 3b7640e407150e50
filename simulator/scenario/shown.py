"""A case as plain JSON values: in short as a record keeps it, in full as `sample` shows it."""

from __future__ import annotations

from typing import Any

from simulator.labels.label import NO_CHANGES, CallLabel, Labels, Said
from simulator.personas.library import library
from simulator.personas.persona import TRAITS
from simulator.scenario.case import Case, Event, Goal, Slot
from simulator.scenario.compile import Scenario, case_values
from simulator.scenario.given import evidence_of
from simulator.scenario.labelled.declared import rule_in_record
from simulator.tools.spec import Fault
from simulator.variables.template import to_json

_USUAL = (("times", 1), ("size", 1))


def case_in_record(case: Case) -> dict[str, Any]:
    """What a record keeps of its case; what is empty is left out."""
    return {
        "values": case_values(case),
        "persona": case.persona.name,
        **({"traits": traits} if (traits := _traits(case)) else {}),
        "backstory": case.backstory,
        "goals": [_goal(goal) for goal in case.goals],
        **({"hops": case.hops} if case.hops else {}),
        **({"events": [_event(event) for event in case.events]} if case.events else {}),
        **({"faults": [_fault(fault) for fault in case.faults]} if case.faults else {}),
        "labels": _labels(case.labels),
    }


def case_in_full(case: Case, scenario: Scenario) -> dict[str, Any]:
    """Everything of a case that was drawn, and what was given for it; the same keys for every case."""
    return {
        "scenario": case.scenario,
        "seed": case.seed,
        "case_id": case.id,
        **evidence_of(scenario.given, scenario.do),
        "values": case_values(case),
        "persona": {"name": case.persona.name, "about": case.persona.about, "traits": to_json(case.persona.traits)},
        "backstory": case.backstory,
        "facts": [{"variable": fact.variable, "start": fact.start, "end": fact.end} for fact in case.facts],
        "brief": case.brief,
        "goals": [_goal_in_full(goal) for goal in case.goals],
        "hops": case.hops,
        "events": [{**_event(event), "goal": event.goal} for event in case.events],
        "faults": [_fault(fault) for fault in case.faults],
        "labels": _labels(case.labels),
    }


def _traits(case: Case) -> dict[str, str]:
    """The persona's traits as far as neither the library nor a drawn value tells them, without the plainest ones."""
    known = library().get(case.persona.name)
    own = {name: case.persona.trait(name) for name in TRAITS if name not in case.persona.open}
    if known is not None and all(known.trait(name) == value for name, value in own.items()):
        return {}
    return {name: value for name, value in own.items() if value != TRAITS[name][0]}


def _goal_in_full(goal: Goal) -> dict[str, Any]:
    known = {name: known for name, slot in goal.slots.items() if (known := _known(slot))}
    found = {**_goal(goal), "says": list(goal.says), "volunteers": list(goal.volunteers)}
    return {**found, "knows": known} if known else found


def _known(slot: Slot) -> Any:
    """How a slot is known, where the user does not simply know it."""
    told = {"half": slot.hint, "wrong": to_json(slot.believed)}
    return None if slot.knows == "yes" else {slot.knows: told[slot.knows]} if slot.knows in told else slot.knows


def _fault(fault: Fault) -> dict[str, Any]:
    """What of a fault is not as usual."""
    found: dict[str, Any] = {"tool": fault.tool, "kind": fault.kind, "nth": fault.nth}
    said = {name: getattr(fault, name) for name in ("times", "status", "field", "to", "text", "size", "pick")}
    return {**found, **{name: value for name, value in said.items() if value and (name, value) not in _USUAL}}


def _goal(goal: Goal) -> dict[str, Any]:
    return {"id": goal.id, "slots": {name: slot.value for name, slot in goal.slots.items()}}


def _event(event: Event) -> dict[str, Any]:
    found = {"id": event.id, "act": event.act, "when": event.when}
    return {**found, "set": dict(event.set)} if event.set else found


def _labels(labels: Labels) -> dict[str, Any]:
    found: dict[str, Any] = {"calls": [_call(call) for call in labels.calls]}
    if labels.never:
        found["never"] = [_call(call, named=False) for call in labels.never]
    for name, said in (("say", labels.say), ("never_say", labels.never_say)):
        if said:
            found[name] = [_said(one) for one in said]
    if labels.rules:
        found["rules"] = [rule_in_record(rule) for rule in labels.rules]
    if labels.changes != NO_CHANGES:
        kinds = ("must", "may", "must_not")
        found["state"] = {kind: list(places) for kind in kinds if (places := getattr(labels.changes, kind))}
    if labels.plans:
        found["instead"] = [[_call(call) for call in plan] for plan in labels.plans]
    found["outcome"] = [{"is": o.name, "when": o.when} if o.when else o.name for o in labels.outcome]
    return found


def _said(said: Said) -> Any:
    kind = {} if said.kind == "said_forbidden" else {"kind": said.kind}
    return {"text": said.text, **({"when": said.when} if said.when else {}), **kind} if said.when or kind else said.text


def _call(call: CallLabel, *, named: bool = True) -> dict[str, Any]:
    found: dict[str, Any] = {"id": call.id, "name": call.name} if named else {"name": call.name}
    if call.args:
        found["args"] = dict(call.args)
    if call.after:
        found["after"] = list(call.after)
    if call.optional:
        found["optional"] = True
    if call.at_most != 1:
        found["at_most"] = call.at_most
    if call.when:
        found["when"] = call.when
    if call.turn:
        found["turn"] = call.turn
    return found
