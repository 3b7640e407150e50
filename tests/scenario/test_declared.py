"""Rules, changes and other plans as a scenario file writes them, from the file to the verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

import simulator
from simulator.errors import InputError
from simulator.lookup import shipped

RULES = """  rules:
    - {authenticate: get_booking, before: [change_flight], reveal: ["{fee}"]}
    - {deadline: change_flight, until: "{depart}"}
    - {limit: change_flight, argument: date, at_least: "{depart}", at_most: "{depart|plus:30d}"}
    - {grounded: change_flight}
  state: {must: [bookings.date], may: [bookings.bags], must_not: [refunds]}
  instead:
    - [{id: gone, name: cancel_booking, args: {booking_id: "{booking}"}}]
"""
OLD = "  rules: [{confirm_before: change_flight}]\n"


def written(folder: Path, rules: str) -> Path:
    found = next(shipped().rglob("change_flight.yaml"))
    (folder / "policy.md").write_text((found.parent / "policy.md").read_text())
    text = found.read_text()
    assert OLD in text
    (folder / "change_flight.yaml").write_text(text.replace(OLD, rules))
    return folder / "change_flight.yaml"


def test_the_reference_keeps_what_is_declared(tmp_path: Path):
    scenario = simulator.load(written(tmp_path, RULES))
    played = simulator.evaluate(scenario, assistant="reference", n=5)
    assert all(record["verdict"]["passed"] for record in played.records)
    (case,) = simulator.sample(scenario)
    assert [rule.kind for rule in case.labels.rules] == ["authenticate", "deadline", "limit", "grounded"]
    assert case.labels.rules[2].least == str(case.values["depart"])
    assert [call.name for call in case.labels.plans[0]] == ["cancel_booking"]


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ('{deadline: change_flight, until: "{clock|minus:1d}"}', "policy"),
        ("{limit: change_flight, argument: date, at_most: 2030-01-01}", "policy"),
        ("{authenticate: change_flight, before: [find_bookings, get_booking]}", "policy"),
    ],
)
def test_a_rule_that_is_broken_is_the_only_failure(tmp_path: Path, rule: str, kind: str):
    scenario = written(tmp_path, f"  rules: [{rule}]\n")
    kinds = {
        failure["kind"]
        for record in simulator.evaluate(scenario, assistant="reference", n=4).records
        for failure in record["verdict"]["failures"]
    }
    assert kinds == {kind}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("{authenticate: get_booking}", "authenticate needs before or reveal"),
        ("{deadline: change_flight}", "deadline needs until"),
        ("{limit: change_flight, at_most: 3}", "limit needs argument"),
        ("{confirm_before: change_flight, until: now}", "confirm_before takes no 'until'"),
        ("{grounded: change_flight, limit: change_flight}", "expected one of"),
        ("{grounded: chang_flight}", "tool 'chang_flight' is unknown"),
        ("{limit: change_flight, argument: day, at_most: 3}", "argument of change_flight 'day' is unknown"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(tmp_path: Path, rule: str, said: str):
    with pytest.raises(InputError, match=said):
        simulator.load(written(tmp_path, f"  rules: [{rule}]\n"))


def test_a_state_names_tables_there_are(tmp_path: Path):
    with pytest.raises(InputError, match="table 'refnds' is unknown"):
        simulator.load(written(tmp_path, "  state: {must_not: [refnds]}\n"))
