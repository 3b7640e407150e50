"""What labels can never hold, seen without a conversation: values that the document forbids, missing arguments, calls
both wanted and forbidden, texts both to be said and kept, conditions under which no case falls.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from simulator.authoring.proofs.place import call_place, never_place, rule_place, said_place
from simulator.errors import InputError, Place, short
from simulator.labels.declared.rules import is_bound
from simulator.labels.label import CallLabel
from simulator.matching.matchers import matcher_of, right_values
from simulator.scenario.case import Case
from simulator.scenario.compile import Scenario
from simulator.tools.validator import Validator
from simulator.variables.expr import Expression

DRAWN = 64
MAX_EVENTS = 4
NEVER_SO = "take the condition out, or write one that a case can meet"


def impossible(scenario: Scenario, case: Case) -> Iterator[InputError]:
    """What no conversation of this case can keep, each with its line."""
    labels = case.labels
    for label in labels.calls:
        yield from _unfit(scenario, case, label, call_place(scenario, label.id))
    if not labels.plans:
        yield from _both(scenario, case)
    yield from _no_bounds(scenario, case)
    secrets = [said.text for said in labels.never_say if not said.when]
    for said in labels.say:
        if not said.when and said.text in secrets:
            what = f"case {case.seed}: {short(repr(said.text))} must be said and must not"
            place = said_place(scenario, case, "never_say", said.text)
            yield InputError(what, place=place, hint="take it out of say or never_say, or give one of them a `when`")


def _unfit(scenario: Scenario, case: Case, label: CallLabel, call: Place) -> Iterator[InputError]:
    tool = scenario.toolset.tools[label.name]
    where = f"case {case.seed}: {label.name} is to be called"
    for name in tool.required:
        if name not in label.args:
            hint = f"write {name} under args, or {{$any: true}} there if anything is right"
            yield InputError(f"{where}, and the label does not say with which {name}", place=call, hint=hint)
    for name, expected in label.args.items():
        right = right_values(expected)
        check = Validator(tool.properties.get(name, {}), root=tool.parameters)
        problems = [check.problems(value) for value in right]
        if right and all(problems):
            what = f"{where} with {name} {short(repr(right[0]))}, which the document does not allow: {problems[0][0]}"
            hint = "write a value that fits the document"
            yield InputError(what, place=call_place(scenario, label.id, "args", name), hint=hint)


def _both(scenario: Scenario, case: Case) -> Iterator[InputError]:
    """Calls that are required and forbidden whatever happens."""
    always = {one.name: one for one in case.labels.never if not one.when}
    for label in case.labels.calls:
        forbidden = always.get(label.name)
        if forbidden is None or label.optional or label.when:
            continue
        if all(name in label.args and _same(label.args[name], value) for name, value in forbidden.args.items()):
            line = call_place(scenario, label.id).line
            what = f"case {case.seed}: {label.name} is forbidden here, and wanted in line {line}"
            hint = "narrow it with args or when, or take out one of the two"
            yield InputError(what, place=never_place(scenario, case, label.name, label.args), hint=hint)


def _no_bounds(scenario: Scenario, case: Case) -> Iterator[InputError]:
    """Deadlines and limits that nothing can be beyond: such a rule would hold whatever is done."""
    for rule in case.labels.rules:
        numbers = rule.kind == "limit"
        bounds = (
            [one for one in (rule.least, rule.most) if one is not None] if rule.kind in ("deadline", "limit") else []
        )
        for bound in bounds:
            if not is_bound(bound, case.clock, numbers=numbers):
                kinds = "a number, a date or a time" if numbers else "a date or a date with a time"
                what = f"case {case.seed}: the {rule.kind} of {rule.tool} is {short(repr(bound))}, which is not {kinds}"
                yield InputError(what, place=rule_place(scenario, rule.id), hint=f"write {kinds}")


def _same(one: Any, other: Any) -> bool:
    return not matcher_of(one) and not matcher_of(other) and bool(one == other)


# --- conditions -------------------------------------------------------------------------------------------------------


def unmet_conditions(scenario: Scenario) -> Iterator[InputError]:
    """Each `when` of a label under which no case falls; of outcomes also those that an earlier one always takes.

    Where only a part of the cases is looked at, by what is given or done, nothing is wrong with a label for the others.
    """
    if scenario.given or scenario.do:
        return
    labels, document = scenario.file.labels, scenario.document
    drawn = [scenario.parts.network.sample(scenario.draws(f"0.{at}").at("variable")) for at in range(_wanted(scenario))]
    for kind in ("calls", "never", "say", "never_say"):
        for index, label in enumerate(getattr(labels, kind)):
            if label.when and not _can_hold(scenario, [], label.when, drawn):
                name = getattr(label, "id", None) or f"call{index + 1}"
                keys = ("labels", kind, index, "when")
                place = call_place(scenario, name, "when") if kind == "calls" else document.place(*keys)
                yield InputError(f"no case falls under when: {label.when}", place=place, hint=NEVER_SO)
    earlier: list[str] = []
    for index, outcome in enumerate(labels.outcome):
        place = document.place("labels", "outcome", index)
        if "" in earlier or not _can_hold(scenario, earlier, outcome.when, drawn):
            what, hint = f"no case falls under when: {outcome.when}", NEVER_SO
            if not outcome.when or _can_hold(scenario, [], outcome.when, drawn):
                what = f"no case comes to outcome {outcome.outcome}: an earlier one holds in all of them"
                hint = "the first outcome whose `when` holds counts: put this one before, or take it out"
            yield InputError(what, place=place, hint=hint)
        earlier.append(outcome.when)


def _wanted(scenario: Scenario) -> int:
    return DRAWN if scenario.parts.conditions else 0


def _can_hold(scenario: Scenario, never: Sequence[str], when: str, drawn: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a case can meet the condition and none of the others, for what may happen in it."""
    if not when and not never:
        return True
    text = " and ".join([*(f"not ({one})" for one in never), *([f"({when})"] if when else [])])
    condition = Expression(text)
    chances = {event.id: event.chance for event in scenario.file.events}
    events = sorted(condition.events)[:MAX_EVENTS]
    ways = list(product(*([True, False] if chances.get(event, 0) > 0 else [False] for event in events)))
    for values in drawn:
        for way in ways:
            if condition.evaluate(values, [event for event, so in zip(events, way, strict=True) if so]):
                return True
    return any(_is_possible(scenario, text, dict(zip(events, way, strict=True))) for way in ways)


def _is_possible(scenario: Scenario, text: str, happened: Mapping[str, bool]) -> bool:
    """By the network's own inference, once what has happened is decided."""
    tree = _Decided(happened).visit(ast.parse(text, mode="eval"))
    condition = Expression(ast.unparse(ast.fix_missing_locations(tree)))
    if not condition.names:
        return bool(condition.evaluate({}))
    try:
        scenario.parts.network.under(conditions=(condition,))
    except InputError:
        return False
    return True


class _Decided(ast.NodeTransformer):
    """`happened(EVENT)` as what has happened."""

    def __init__(self, happened: Mapping[str, bool]) -> None:
        self._happened = happened

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if not isinstance(node.func, ast.Name) or node.func.id != "happened" or len(node.args) != 1:
            return self.generic_visit(node)
        event = node.args[0]
        name = event.id if isinstance(event, ast.Name) else getattr(event, "value", "")
        return ast.copy_location(ast.Constant(self._happened.get(str(name), False)), node)
