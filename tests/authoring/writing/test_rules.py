"""Rules beside a document: what they forbid is refused, and no other scenario asks for it."""

from __future__ import annotations

import pytest

from simulator.authoring.from_tools import write_scenarios
from simulator.authoring.proof import prove
from simulator.authoring.writing.rules import read_rules
from simulator.errors import InputError
from simulator.scenario.load import load
from simulator.tools.formats.read import read_tools

SHIPPED = "cancelOrder if status == 'shipped': Orders that were shipped cannot be cancelled."
MANY = "placeOrder if quantity > 20: Orders of more than 20 pieces are taken by the sales team"
NEVER = "Never add a customer by chat."


@pytest.fixture(scope="module")
def written(shop, tmp_path_factory):
    found = write_scenarios(shop, tmp_path_factory.mktemp("out"), rules=(SHIPPED, MANY, NEVER))
    return {path.stem: load(path) for path in found.paths}


def test_what_a_rule_forbids_is_asked_for_and_refused(written):
    ruled = {name: one for name, one in written.items() if name.endswith("_against_the_rule")}
    assert set(ruled) == {f"{name}_against_the_rule" for name in ("cancel_order", "place_order", "add_customer")}
    for scenario in ruled.values():
        assert prove(scenario, cases=3, seed="again") == []
        assert [one.outcome for one in scenario.file.labels.outcome] == ["refused"]
    assert {ruled["place_order_against_the_rule"].case(f"2.{n}").values["quantity"] > 20 for n in range(8)} == {True}


def test_a_rule_about_the_thing_itself_has_to_be_looked_up(written):
    scenario = written["cancel_order_against_the_rule"]
    case = scenario.case("0.0")
    assert case.world["orders"][0]["status"] == "shipped"
    assert [label.name for label in case.labels.calls] == ["getOrder"]
    assert "Orders that were shipped cannot be cancelled." in case.policy


def test_no_other_scenario_asks_for_what_is_forbidden(written):
    for name, scenario in written.items():
        called = {label.name for label in scenario.case("0.0").labels.calls}
        assert "addCustomer" not in called
        for number in range(8) if not name.endswith("_rule") else ():
            case = scenario.case(f"3.{number}")
            assert case.values.get("quantity", 0) <= 20
            assert case.values.get("status") != "shipped"


def test_a_file_holds_a_rule_a_line_and_sentences_for_the_policy(shop, tmp_path):
    file = tmp_path / "rules.md"
    file.write_text(f"# Rules\n\n- {SHIPPED}\n- Be polite.\n")
    known = read_rules([str(file)], read_tools(str(shop)).tools)
    assert [(rule.tool, rule.condition) for rule in known.rules] == [("cancelOrder", "status == 'shipped'")]
    assert known.sentences == ("Be polite.",)
    written = write_scenarios(shop, tmp_path / "out", rules=[str(file)])
    assert "Be polite." in load(next(path for path in written.paths if path.stem == "get_order")).case("0.0").policy


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("cancelOrdr if status == 'open': No.", r"no operation 'cancelOrdr'"),
        ("cancelOrder if status = 'open': No.", "not an expression"),
        ("cancelOrder if colour == 'red': No.", "speaks of 'colour'"),
        ("Orders over 20 euro are not cancelled.", "names no operation"),
        ("missing.txt", "cannot be read"),
    ],
)
def test_a_rule_that_cannot_be_read_is_an_error(shop, tmp_path, rule, said):
    with pytest.raises(InputError, match=said):
        write_scenarios(shop, tmp_path / "out", rules=[rule])
    assert not (tmp_path / "out").exists()


def test_a_rule_no_case_can_break_is_reported(shop, tmp_path):
    refused = write_scenarios(shop, tmp_path / "out", rules=["placeOrder if quantity > 1000: Too many."]).refused
    assert ("placeOrder", "require 'quantity > 1000' can never hold") in refused
