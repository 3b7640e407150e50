"""The shipped scenarios: their cases are sound, their labels fit the tools, and together they cover what users try."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from simulator.lookup import shipped_scenarios
from simulator.messages import ToolCall
from simulator.scenario.case import Case
from simulator.scenario.compile import Scenario
from simulator.scenario.load import load
from simulator.tools.validator import Validator

PATHS = {path.stem: path for path in shipped_scenarios()}
NAMES = sorted(PATHS)
SEEDS = 40


@cache
def scenario(name: str) -> Scenario:
    return load(PATHS[name])


def cases(name: str) -> Iterator[Case]:
    for number in range(SEEDS):
        yield scenario(name).case(f"7.{number}")


def plain_args(args: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a label with a matcher's own value in its place."""
    return {name: next(iter(value.values())) if isinstance(value, dict) else value for name, value in args.items()}


@pytest.mark.parametrize("name", NAMES)
def test_name_is_that_of_the_file(name: str) -> None:
    assert scenario(name).name == name
    assert scenario(name).about.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_labelled_calls_fit_the_schemas_of_their_tools(name: str) -> None:
    toolset = scenario(name).toolset
    for case in cases(name):
        for label in case.labels.calls:
            call = ToolCall(id="", name=label.name, arguments=plain_args(label.args))
            assert not toolset.problems(call), (case.seed, label.id)


@pytest.mark.parametrize("name", NAMES)
def test_events_set_values_that_fit_a_labelled_argument_and_differ_from_what_was_wanted(name: str) -> None:
    for case in cases(name):
        goals = {goal.id: goal for goal in case.goals}
        for event in case.events:
            for slot, value in event.set.items():
                assert value != goals[event.goal].slots[slot].value, (case.seed, event.id)
                schemas = [
                    scenario(name).toolset.tools[label.name].properties[slot]
                    for label in case.labels.calls
                    if slot in label.args
                ]
                assert schemas, (event.id, slot)
                assert Validator(schemas[0]).fits(value), (event.id, slot)


@pytest.mark.parametrize("name", NAMES)
def test_no_row_of_a_case_takes_the_place_of_another(name: str) -> None:
    base = scenario(name).toolset
    for case in cases(name):
        session = base.open(rows={}, clock=case.clock, draws=scenario(name).draws(case.seed), faults=())
        known = {table: set(rows) for table, rows in session.state().items()}
        session.close()
        for table, rows in case.world.items():
            keys = [row["id"] for row in rows]
            assert len(set(keys)) == len(keys), (case.seed, table)
            assert not known[table] & set(keys), (case.seed, table)


@pytest.mark.parametrize("name", NAMES)
def test_every_expected_write_has_to_be_confirmed(name: str) -> None:
    found = scenario(name)
    labels = found.file.labels
    writes = {label.name for label in labels.calls if found.toolset.tools[label.name].writes}
    assert writes == {rule.confirm_before for rule in labels.rules if rule.kind == "confirm_before"}


@pytest.mark.parametrize("name", NAMES)
def test_openers_keep_to_themselves_what_is_told_only_when_asked(name: str) -> None:
    for case in cases(name):
        for goal in case.goals:
            assert len(goal.says) >= 3
            hidden = [slot.value for slot in goal.slots.values() if slot.name not in goal.volunteers]
            texts = [value for value in hidden if isinstance(value, str) and len(value) > 4]
            assert not [text for text in goal.says for value in texts if value.lower() in text.lower()]


@pytest.mark.parametrize("name", NAMES)
def test_slots_are_arguments_of_a_tool_and_have_names_people_use(name: str) -> None:
    found = scenario(name)
    known = {argument for tool in found.toolset.tools.values() for argument in tool.properties}
    for goal in found.case("7.0").goals:
        for slot in goal.slots.values():
            assert slot.words
            assert not known or slot.name in known


def test_every_domain_has_four_scenarios_and_two_have_no_tools() -> None:
    tools = [tuple(scenario(name).file.tools) for name in NAMES]
    assert all(tools.count((domain,)) >= 4 for domain in ("airline", "clinic", "retail"))
    assert tools.count(()) >= 2


def test_together_they_cover_what_changes_a_conversation() -> None:
    files = [scenario(name).file for name in NAMES]
    events = {(event.act, event.when) for file in files for event in file.events}
    assert {("correct", "before_write"), ("change_goal", "before_write"), ("change_goal", "after_write")} <= events
    assert ("withdraw", "before_write") in events
    certain = {fault.kind for file in files for fault in file.faults if fault.chance == 1.0}
    assert {"timeout_after", "error"} <= certain
    assert any(fault.kind == "timeout_before" for file in files for fault in file.faults)
    outcomes = {outcome.outcome for file in files for outcome in file.labels.outcome}
    assert {"done", "refused"} <= outcomes
    assert any(len(file.goals) == 2 for file in files)
    assert any(found == "no" for file in files for found in file.knows.values())
    assert any(isinstance(found, dict) and "half" in found for file in files for found in file.knows.values())
    assert any(file.labels.say for file in files) and any(file.labels.never_say for file in files)
    assert any(call.args for file in files for call in file.labels.never)


def test_at_most_two_scenarios_load_faker() -> None:
    uses = [name for name in NAMES if any("faker" in variable for variable in scenario(name).file.variables.values())]
    assert len(uses) <= 2
