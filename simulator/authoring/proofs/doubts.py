"""What labels may say and hardly mean: slots that nothing uses, a call wanted twice, a hand-over once all is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.authoring.proofs.place import call_place
from simulator.errors import InputError, short
from simulator.labels.label import CallLabel
from simulator.matching.matchers import right_values
from simulator.scenario.case import Case
from simulator.scenario.compile import Scenario
from simulator.tools.spec import ANY_TOOL
from simulator.variables.template import to_json


def doubts(scenario: Scenario, case: Case) -> Iterator[InputError]:
    """What is worth a second look in the labels of a case, each with its line; none of it is an error."""
    yield from _unused(scenario, case)
    yield from _repeated(scenario, case)
    yield from _done_and_handed_over(scenario, case)


def _unused(scenario: Scenario, case: Case) -> Iterator[InputError]:
    """Slots whose value no label holds, nor a row that it may help to find, where something is to be done."""
    labels = case.labels
    if labels.outcome[0].name != "done" or labels.plans or not any(not one.optional for one in labels.calls):
        return
    sent = [value for label in labels.calls for name in label.args for value in _scalars(label.args[name])]
    sent += [to_json(said.text) for said in labels.say]
    sent += [to_json(cell) for rows in case.world.values() for row in rows for cell in row.values()]
    names = {name for label in labels.calls for name in label.args}
    for index, goal in enumerate(case.goals):
        for name, slot in goal.slots.items():
            if name not in names and not all(value in sent for value in _scalars(slot.value)):
                shown = short(repr(to_json(slot.value)))
                what = f"case {case.seed}: the user tells {name} ({shown}), and no label uses it"
                place = scenario.document.place("goals", index, "slots", name)
                yield InputError(what, place=place, hint="is an argument missing in a label?")


def _scalars(value: Any) -> list[Any]:
    """The plain values in a slot or in what a label accepts, as JSON."""
    found = []
    for one in right_values(value):
        if isinstance(one, Mapping):
            found += [inner for part in one.values() for inner in _scalars(part)]
        elif isinstance(one, list | tuple):
            found += [inner for part in one for inner in _scalars(part)]
        else:
            found.append(to_json(one))
    return found


def _repeated(scenario: Scenario, case: Case) -> Iterator[InputError]:
    """Required writes that another label wants already, with the same arguments."""
    seen: list[CallLabel] = []
    for label in case.labels.calls:
        if label.optional or label.when or not scenario.toolset.tools[label.name].writes:
            continue
        twin = next((one for one in seen if (one.name, one.args) == (label.name, label.args)), None)
        if twin is not None:
            what = f"case {case.seed}: {label.name} is wanted twice with the same arguments"
            hint = (
                f"the other stands in line {call_place(scenario, twin.id).line}; one of them may be made twice: at_most"
            )
            yield InputError(what, place=call_place(scenario, label.id), hint=hint)
        seen.append(label)


def _done_and_handed_over(scenario: Scenario, case: Case) -> Iterator[InputError]:
    """A hand-over beside a required write that nothing keeps from working."""
    labels = case.labels
    if labels.outcome[0].name != "handed_over" or labels.outcome[0].when:
        return
    broken = {fault.tool for fault in case.faults}
    for label in labels.calls:
        works = scenario.toolset.tools[label.name].writes and not broken & {label.name, ANY_TOOL}
        if works and not label.optional and not label.when:
            what = f"case {case.seed}: the outcome is handed_over, and {label.name} is to be called and works"
            hint = "write outcome: done, or let the call be optional"
            yield InputError(what, place=scenario.document.place("labels", "outcome"), hint=hint)
            return
