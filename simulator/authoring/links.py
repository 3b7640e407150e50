"""Chains proven on real cases: every call is made in the case's own world and gives what the next one needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.errors import InputError, short
from simulator.messages import ToolCall
from simulator.scenario.chain import plain_value, step_ids
from simulator.scenario.compile import Scenario
from simulator.variables.template import to_json

CASES = 5


def broken_links(scenario: Scenario) -> Iterator[InputError]:
    """The first link of each chain that does not hold in one of a few cases."""
    for index, goal in enumerate(scenario.file.goals):
        if goal.chain:
            problems = (_broken(scenario, index, f"links.{number}") for number in range(CASES))
            yield from [problem for problem in problems if problem][:1]


def _broken(scenario: Scenario, index: int, seed: str) -> InputError | None:
    case = scenario.case(seed)
    labels = {label.id: label for label in case.labels.calls}
    goal = scenario.file.goals[index]
    draws = scenario.talk_draws(seed)
    session = scenario.toolset.open(rows=case.world, clock=case.clock, draws=draws.at("world"))
    try:
        for number, (name, step) in enumerate(zip(step_ids(scenario.file.goals, index), goal.chain, strict=True)):
            place = scenario.document.place("goals", index, "chain", number)
            if name not in labels:
                continue
            arguments = {key: plain_value(value) for key, value in labels[name].args.items()}
            result = session.call(ToolCall(id="", name=step.call, arguments=arguments))
            if not result.ok:
                message = f"case {seed}: {step.call} is refused in this chain: {short(str(result.content))}"
                hint = "under row: give the columns that the call looks at, or write the rows under world:"
                return InputError(message, place=place, hint=hint)
            for variable, field in step.gives.items():
                if to_json(case.values[variable]) not in list(_under(result.content, field)):
                    message = f"case {seed}: {step.call} does not give {variable} under {field}"
                    hint = (
                        f"it answers {short(str(result.content))}; under row: give the columns that the call looks at"
                    )
                    return InputError(message, place=place, hint=hint)
    finally:
        session.close()
    return None


def _under(found: Any, field: str) -> Iterator[Any]:
    """Every value that stands under this name, at any depth."""
    if isinstance(found, Mapping):
        for name, value in found.items():
            if name == field:
                yield value
            yield from _under(value, field)
    elif isinstance(found, list):
        for value in found:
            yield from _under(value, field)
