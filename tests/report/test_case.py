"""Cases and their chances as people see them: everything is there, and nothing is wider than the terminal."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from simulator.report import case as cases
from simulator.report import explain as explanations
from simulator.scenario.compile import Scenario
from simulator.scenario.explain import explain
from simulator.scenario.load import load
from simulator.scenario.shown import case_in_full
from simulator.store.lines import to_line


@pytest.fixture(scope="module")
def flight() -> Scenario:
    return load("change_flight").under({"fare": "flex"}, {"tier": "gold"})


def printed(thing: Any, width: int) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(thing)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", [30, 60, 100])
def test_nothing_is_wider_than_the_terminal(flight: Scenario, width: int):
    for thing in (
        cases.drawn(case_in_full(flight.case("0.3"), flight)),
        explanations.drawn(explain(flight)),
    ):
        assert max(map(len, printed(thing, width))) <= width


def test_a_case_shows_all_that_was_drawn(flight: Scenario):
    case = flight.case("0.3")
    text = "\n".join(printed(cases.drawn(case_in_full(case, flight)), 200))
    for wanted in (
        "given    fare=flex", "do       tier=gold", case.values["traveller"], case.values["depart"].isoformat(),
        case.backstory, f'booking_id="{case.values["booking"]}"', "after find", "never    request_refund()", case.id,
        "known: half ends in",
    ):  # fmt: skip
        assert wanted in text


def test_events_and_faults_are_shown():
    scenario = load("bags_and_seat")
    shown = [case_in_full(scenario.case(f"0.{number}"), scenario) for number in range(40)]
    texts = ["\n".join(printed(cases.drawn(one), 200)) for one in shown]
    assert any(one["faults"] for one in shown)
    for one, text in zip(shown, texts, strict=True):
        assert all(f"tool {fault['tool']}, kind {fault['kind']}" in text for fault in one["faults"])
        assert all(f"{event['id']}: {event['act']}" in text for event in one["events"])


def test_chances_stand_side_by_side_for_people_and_programs(flight: Scenario):
    found = explain(flight)
    lines = printed(explanations.drawn(found), 120)
    assert lines[0] == "change_flight · given fare=flex · do tier=gold"
    assert next(line for line in lines if "saver" in line).split() == [
        "fare",
        "saver",
        "62.00",
        "%",
        "██████",
        "0.00",
        "%",
    ]
    assert any(line.startswith("not listed, drawn one by one: booking") for line in lines)
    assert "what is given holds in 80 % of the cases (exact)" in lines
    plain = json.loads(to_line(explanations.as_json(found)))
    assert plain["probability"] == pytest.approx(0.8)
    assert plain["variables"]["fare"]["without"]["shares"]["flex"] == pytest.approx(0.38)
    assert plain["variables"]["tier"]["with"] == {"shares": {"basic": 0.0, "gold": 1.0}, "error": "exact"}


def test_many_numbers_are_shown_by_mean_spread_and_quantiles(tmp_path: Path):
    # by hand: 60 to 79 and 70 to 79, all alike, have the means 69.5 and 74.5; the tenth of the twenty is 69
    path = tmp_path / "ages.yaml"
    path.write_text(
        'name: ages\nvariables: {age: {integer: {from: 60, to: 79}}}\nbackstory: "{age}"\n'
        'goals: [{says: hello there, slots: {age: "{age}"}}]\n'
    )
    lines = printed(explanations.drawn(explain(load(path).under({"age": {">=": 70}}))), 100)
    rows = [line.split() for line in lines]
    assert ["age", "mean", "69.5", "74.5"] in rows
    assert ["spread", "5.766", "2.872"] in rows
    assert ["50", "%", "69", "74"] in rows
    assert "what is given holds in 50 % of the cases (exact)" in lines
