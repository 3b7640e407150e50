"""Every kind of conversation a document allows is written, and means what its name says."""

from __future__ import annotations

import pytest

from simulator.authoring.from_tools import write_scenarios
from simulator.authoring.proof import prove
from simulator.authoring.proofs.survivors import survivors
from simulator.scenario.load import load

KINDS = (
    "get_order",  # a single call
    "get_order_and_cancel_order",  # several goals, several calls
    "place_order_and_cancel_order_of_it",  # an id that a write makes
    "place_order_corrected",
    "get_order_not_there",
    "cancel_order_if_there",
    "place_order_not_known",
    "get_order_no_answer",
    "shop_no_tool_needed",
    "shop_no_tool_for_it",
)


@pytest.fixture(scope="module")
def written(shop, tmp_path_factory):
    paths = write_scenarios(shop, tmp_path_factory.mktemp("out")).paths
    return {path.stem: load(path) for path in paths}


def test_every_kind_is_written_and_each_is_proven_again(written):
    assert set(KINDS) <= set(written) | {"place_order_corrected", "get_order_no_answer"}
    assert any("corrected" in name for name in written)
    assert any("no_answer" in name for name in written)
    assert any("looked_up" in name for name in written)
    assert any("over_two_steps" in name for name in written)
    for scenario in written.values():
        assert [*prove(scenario, cases=3, seed="again"), *survivors(scenario)] == []


def test_what_a_write_made_is_found_in_its_answer_only(written):
    scenario = written["place_order_and_cancel_order_of_it"]
    first, then = scenario.file.labels.calls
    assert (first.name, then.name, then.after) == ("placeOrder", "cancelOrder", [first.id])
    assert then.args == {"order_id": {"$from_result": "order_id"}}
    assert "order_id" not in scenario.file.variables
    assert "that order" in scenario.file.goals[1].says[0]


def test_a_value_nobody_has_is_asked_for_and_the_call_is_forbidden(written):
    scenario = written["place_order_not_known"]
    (unknown,) = scenario.file.knows
    assert unknown in scenario.toolset.tools["placeOrder"].required
    assert unknown != "customer_id"  # findCustomer shows it
    assert [one.name for one in scenario.file.labels.never] == ["placeOrder"]
    assert [one.outcome for one in scenario.file.labels.outcome] == ["asked"]


def test_a_change_hangs_on_whether_the_thing_is_there(written):
    scenario = written["cancel_order_if_there"]
    outcomes = set()
    for number in range(12):
        case = scenario.case(f"1.{number}")
        here = case.world["orders"][0]["order_id"] == case.values["order_id"]
        assert here == case.values["there"]
        outcomes.add(here)
    assert outcomes == {True, False}
    assert [call.when for call in scenario.file.labels.calls] == ["", "there"]


def test_two_look_ups_come_before_the_call_each_through_the_other(written):
    scenario = next(scenario for name, scenario in written.items() if name.endswith("_over_two_steps"))
    (goal,) = scenario.file.goals
    assert [step.call for step in goal.chain][:2] == ["findCustomer", "listOrders"]
    assert "{order_id}" in goal.chain[2].args.values()
    assert set(goal.slots) - set(scenario.file.knows) == {"email"}
    assert scenario.case("0.0").hops == 2
