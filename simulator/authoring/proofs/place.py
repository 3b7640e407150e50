"""Where a label stands in its file: the line to change, for what was found out about a case of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.errors import Place
from simulator.labels.arguments import forbids
from simulator.labels.label import CallLabel
from simulator.matching.mismatch import Context
from simulator.messages import ToolCall
from simulator.scenario.case import Case
from simulator.scenario.chain import step_ids
from simulator.scenario.compile import Scenario


def call_place(scenario: Scenario, name: str, *keys: Any) -> Place:
    """Where the call label of this id stands, or the step of a chain that it was made from."""
    names = [found for _, found, _ in scenario.parts.calls]
    written = scenario.document.data.get("labels", {}).get("calls", ())
    if name in names[: len(written)]:
        return scenario.document.place("labels", "calls", names.index(name), *keys)
    for index, goal in enumerate(scenario.file.goals):
        ids = step_ids(scenario.file.goals, index) if goal.chain else []
        if name in ids:
            return scenario.document.place("goals", index, "chain", ids.index(name), *keys)
    return scenario.document.place("labels", "calls")


def said_place(scenario: Scenario, case: Case, kind: str, value: Any) -> Place:
    """Where a text of `say` or `never_say` stands that has this value in the case."""
    for index, (text, _) in enumerate(getattr(scenario.parts, kind)):
        if text(case.values) == value:
            return scenario.document.place("labels", kind, index)
    return scenario.document.place("labels", kind)


def never_place(scenario: Scenario, case: Case, name: str, arguments: Mapping[str, Any]) -> Place:
    """Where the forbidden call stands that this call meets."""
    call = ToolCall(id="", name=name, arguments=arguments)
    for index, (label, args) in enumerate(scenario.parts.never):
        meant = CallLabel(id="", name=label.name, args=args(case.values))
        if forbids(meant, call, scenario.toolset.tools[name], Context(clock=case.clock)):
            return scenario.document.place("labels", "never", index)
    return scenario.document.place("labels", "never")


def rule_place(scenario: Scenario, name: str) -> Place:
    """Where the rule of this id, such as `deadline:refund`, stands."""
    for index, rule in enumerate(scenario.file.labels.rules):
        if f"{rule.kind}:{getattr(rule, rule.kind)}" == name:
            return scenario.document.place("labels", "rules", index)
    return scenario.document.place("labels", "rules")
