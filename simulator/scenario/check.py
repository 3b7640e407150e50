"""Names of a scenario that must lead somewhere: tools, arguments, label ids, events, goals, slots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from simulator.errors import InputError, closest
from simulator.kinds.declared import CLOCK
from simulator.matching.matchers import matcher_problem
from simulator.network.network import Network
from simulator.scenario.faults import check_faults
from simulator.scenario.schema import CallFile, NeverFile, ScenarioFile
from simulator.variables.expr import Expression
from simulator.variables.yaml import Document
from simulator.worlds.toolset import Toolset


class _Names:
    """Checks names against what is known, with the place of each."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def known(self, name: str, known: Iterable[str], what: str, *keys: Any) -> None:
        names = list(known)
        if name not in names:
            raise InputError(f"{what} {name!r} is unknown", place=self.document.place(*keys), hint=closest(name, names))

    def once(self, names: Sequence[str], what: str, *keys: Any) -> None:
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise InputError(f"two {what}s are named {twice[0]!r}", place=self.document.place(*keys))


def check_names(file: ScenarioFile, document: Document, toolset: Toolset, network: Network) -> None:
    """Raises InputError for the first name that leads nowhere."""
    names = _Names(document)
    goals = [goal.id or f"goal{index + 1}" for index, goal in enumerate(file.goals)]
    names.once(goals, "goal", "goals")
    names.once([event.id for event in file.events], "event", "events")
    _check_goals(file, names)
    _check_events(file, names, goals)
    _check_labels(file, names, toolset, goals)
    _check_conditions(file, document, network)
    check_faults(file, document, toolset)
    for name in file.knows:
        names.known(name, network.names, "variable", "knows", name)
        found = file.knows[name]
        single = isinstance(found, dict) and len(found) == 1 and next(iter(found)) in ("half", "wrong")
        if not single and found not in ("yes", "no", True, False):
            hint = "yes, no, {half: TEXT} or {wrong: VALUE}"
            raise InputError(f"knows: {found!r} says nothing", place=document.place("knows", name), hint=hint)


def _check_goals(file: ScenarioFile, names: _Names) -> None:
    slots = [slot for goal in file.goals for slot in goal.slots]
    for index, goal in enumerate(file.goals):
        for place, slot in enumerate(goal.volunteers):
            names.known(slot, goal.slots, "slot", "goals", index, "volunteers", place)
    for place, slot in enumerate(file.mess.harm):
        names.known(slot, slots, "slot", "mess", "harm", place)


def _check_events(file: ScenarioFile, names: _Names, goals: list[str]) -> None:
    for index, event in enumerate(file.events):
        if event.goal is not None:
            names.known(event.goal, goals, "goal", "events", index, "goal")
        goal = file.goals[goals.index(event.goal) if event.goal else 0]
        for slot in event.set:
            names.known(slot, goal.slots, "slot", "events", index, "set", slot)
        if bool(event.set) == (event.act == "withdraw"):
            why = "a withdrawal sets nothing" if event.set else f"{event.act} needs `set`"
            raise InputError(f"event {event.id!r}: {why}", place=names.document.place("events", index))


def _check_labels(file: ScenarioFile, names: _Names, toolset: Toolset, goals: list[str]) -> None:
    labels = file.labels
    ids = [call.id or f"call{index + 1}" for index, call in enumerate(labels.calls)]
    names.once(ids, "label", "labels", "calls")
    several: tuple[tuple[str, Sequence[CallFile | NeverFile]], ...] = (("calls", labels.calls), ("never", labels.never))
    for kind, calls in several:
        for index, call in enumerate(calls):
            names.known(call.name, toolset.tools, "tool", "labels", kind, index, "name")
            for argument in call.args:
                known = toolset.tools[call.name].properties
                keys = ("labels", kind, index, "args", argument)
                names.known(argument, known, f"argument of {call.name}", *keys)
                if problem := matcher_problem(call.args[argument]):
                    raise InputError(problem, place=names.document.place(*keys))
    for index, call in enumerate(labels.calls):
        if call.goal is not None:
            names.known(call.goal, goals, "goal", "labels", "calls", index, "goal")
        for place, other in enumerate(call.after):
            names.known(
                other, [name for name in ids if name != ids[index]], "label", "labels", "calls", index, "after", place
            )
    _check_order({name: call.after for name, call in zip(ids, labels.calls, strict=True)}, names)
    for index, plan in enumerate(labels.instead):
        _check_plan(index, plan, names, toolset)
    _check_declared(file, names, toolset)


def _check_declared(file: ScenarioFile, names: _Names, toolset: Toolset) -> None:
    """Raises InputError where a rule or the state names a tool, an argument or a table that is not there."""
    labels = file.labels
    for index, rule in enumerate(labels.rules):
        tool, keys = getattr(rule, rule.kind), ("labels", "rules", index)
        names.known(tool, toolset.tools, "tool", *keys, rule.kind)
        for at, name in enumerate(rule.before):
            names.known(name, toolset.tools, "tool", *keys, "before", at)
        if rule.argument:
            names.known(rule.argument, toolset.tools[tool].properties, f"argument of {tool}", *keys, "argument")
    for kind in ("must", "may", "must_not") if toolset.marks else ():
        for at, place in enumerate(getattr(labels.state, kind)):
            names.known(place.partition(".")[0], toolset.marks, "table", "labels", "state", kind, at)


def _check_plan(index: int, plan: Sequence[CallFile], names: _Names, toolset: Toolset) -> None:
    """Raises InputError where another plan names a tool, an argument, a matcher or a call that is not there."""
    ids = [call.id or f"call{at + 1}" for at, call in enumerate(plan)]
    for at, call in enumerate(plan):
        place = ("labels", "instead", index, at)
        names.known(call.name, toolset.tools, "tool", *place, "name")
        for argument, value in call.args.items():
            known = toolset.tools[call.name].properties
            names.known(argument, known, f"argument of {call.name}", *place, "args", argument)
            if problem := matcher_problem(value):
                raise InputError(problem, place=names.document.place(*place, "args", argument))
        for which, other in enumerate(call.after):
            names.known(other, [name for name in ids if name != ids[at]], "label", *place, "after", which)


def _check_order(after: dict[str, list[str]], names: _Names) -> None:
    """Raises InputError where calls wait for each other in a circle."""
    left = dict(after)
    while free := [name for name, others in left.items() if not any(other in left for other in others)]:
        for name in free:
            del left[name]
    if left:
        circle = ", ".join(sorted(left))
        at = next(index for index, name in enumerate(after) if name in left)
        place = names.document.place("labels", "calls", at, "after")
        hint = "which of them comes first? take one `after` out, or turn it round"
        raise InputError(f"labels wait for each other in a circle: {circle}", place=place, hint=hint)


def _check_conditions(file: ScenarioFile, document: Document, network: Network) -> None:
    events = [event.id for event in file.events]
    labels = file.labels
    for kind in ("calls", "never", "say", "never_say", "outcome"):
        for index, label in enumerate(getattr(labels, kind)):
            if label.when:
                place = document.place("labels", kind, index, "when")
                condition = Expression(label.when, place)
                _known(condition.names, (*network.names, CLOCK), "variable", place)
                _known(condition.events, events, "event", place)


def _known(names: Iterable[str], known: Sequence[str], what: str, place: Any) -> None:
    for name in sorted(names):
        if name not in known:
            raise InputError(f"{what} {name!r} is unknown", place=place, hint=closest(name, list(known)))
