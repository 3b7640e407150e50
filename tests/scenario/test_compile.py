"""A case is found from its seed alone, and any draws give a valid one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.authoring.tried import try_cases
from simulator.errors import InputError
from simulator.lookup import shipped_scenarios
from simulator.scenario.compile import case_id
from simulator.scenario.load import load

SCENARIOS = [load(path) for path in shipped_scenarios()]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_the_same_seed_gives_the_same_case(scenario):
    again = load(Path(scenario.document.path) if Path(scenario.document.path).exists() else scenario.name)
    for number in range(5):
        case = scenario.case(f"3.{number}")
        assert case == again.case(f"3.{number}")
        assert case.id == case_id(scenario, f"3.{number}")


def test_two_seeds_give_two_cases():
    scenario = load("change_flight")
    assert len({repr(scenario.case(f"0.{number}").values) for number in range(50)}) == 50


@settings(max_examples=60, deadline=None)
@given(data=st.data(), seed=st.integers(0, 10**6))
def test_any_draws_give_a_case_that_keeps_require(data: st.DataObject, seed: int):
    scenario = data.draw(st.sampled_from([s for s in SCENARIOS if s.parts.network.require]))
    names = list(_read(scenario, seed))
    overrides = data.draw(st.dictionaries(st.sampled_from(names), st.sampled_from([0.0, 0.25, 0.5, 0.999])))
    case = scenario.case(f"{seed}.0", overrides)
    assert all(condition.evaluate(case.values) for condition in scenario.parts.network.require)


def _read(scenario, seed: int) -> dict[str, float]:
    draws = scenario.draws(f"{seed}.0").remembering()
    scenario.case(f"{seed}.0", None, draws)
    return draws.read


def test_an_override_changes_the_id_and_its_own_decision_only():
    scenario = load("change_flight")
    plain, moved = scenario.case("1.0"), scenario.case("1.0", {"case/variable/tier": 0.99})
    assert plain.id != moved.id
    assert moved.values["tier"] == "gold"
    assert moved.values["booking"] == plain.values["booking"]


def test_zero_draws_give_the_plainest_case():
    scenario = load("change_flight")
    zero = dict.fromkeys(_read(scenario, 9), 0.0)
    case = scenario.case("9.0", zero)
    assert case.values["tier"] == "basic"
    assert case.events == ()
    assert case.faults == ()


def test_a_policy_is_no_part_of_the_user_view():
    from simulator.users.user import view_of

    names = set(view_of(SCENARIOS[0].case("0.0")).__slots__)
    assert not names & {"labels", "world", "policy", "tools", "faults"}


def test_facts_half_known_reach_the_slot():
    case = load("change_flight").case("0.0")
    slot = case.goals[0].slots["booking_id"]
    assert (slot.knows, slot.hint) == ("half", f"ends in {slot.value[-3:]}")


def test_a_case_is_frozen():
    case = SCENARIOS[0].case("0.0")
    with pytest.raises(AttributeError):
        case.seed = "x"
    assert replace(case, seed="x").seed == "x"


LUCK = """\
name: luck
variables:
  a: {{integer: {{from: 0, to: 9}}}}
  v: {{expr: "{expr}"}}
goals: [{{says: "hello {{v}}"}}]
labels: {{outcome: [{{is: done, when: "{when}"}}, {{is: refused}}]}}
faults: []
"""


def test_a_value_that_fails_is_found_with_its_place(tmp_path: Path):
    path = tmp_path / "luck.yaml"
    path.write_text(LUCK.format(expr="10/a", when="a > 1"))
    with pytest.raises(InputError, match="cannot compute '10/a': division by zero") as caught:
        load(path)
    assert ":4:7: " in str(caught.value)


def test_a_condition_that_fails_is_found_with_its_place(tmp_path: Path):
    path = tmp_path / "luck.yaml"
    path.write_text(LUCK.format(expr="a", when="10/a > 1"))
    with pytest.raises(InputError, match=r"case 0\.\d+: cannot compute '10/a > 1'") as caught:
        try_cases(load(path))
    assert ":6:" in str(caught.value)


def test_the_extremes_of_a_variable_are_tried(tmp_path: Path):
    path = tmp_path / "luck.yaml"
    path.write_text(LUCK.format(expr="10/(a-1000000)", when="a > 1").replace("to: 9", "to: 1000000"))
    with pytest.raises(InputError, match="with case/variable/a at 0.499999999999"):
        try_cases(load(path))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_every_shipped_scenario_can_be_drawn(scenario):
    assert try_cases(scenario) is None  # type: ignore[func-returns-value]


def test_another_fault_before_it_changes_no_draw_of_a_fault(tmp_path: Path):
    chance = "{tool: change_flight, kind: timeout_before, chance: 0.1}"
    text = load("change_flight").document.text.replace("policy: policy.md", "policy: Be kind.")
    assert chance in text
    path = tmp_path / "change_flight.yaml"
    path.write_text(text.replace(chance, "{tool: get_booking, kind: error, chance: 0.0}, " + chance))
    shipped, mine = load("change_flight"), load(path)
    for number in range(60):
        assert shipped.case(f"0.{number}").faults == mine.case(f"0.{number}").faults
