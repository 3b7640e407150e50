"""What is given holds in every case, what is done changes no cause, and both are part of what a case is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.config import RunConfig
from simulator.errors import InputError
from simulator.scenario.compile import case_id
from simulator.scenario.explain import explain
from simulator.scenario.load import load
from simulator.scenario.plan import draw_cases, plan
from simulator.scenario.shown import case_in_full

FLIGHT = load("change_flight")
GOLD = FLIGHT.under({"tier": "gold", "fare": "flex"})


@settings(max_examples=40, deadline=None)
@given(data=st.data(), seed=st.integers(0, 10**6))
def test_any_draws_keep_what_is_given(data: st.DataObject, seed: int):
    draws = GOLD.draws(f"{seed}.0").remembering()
    GOLD.case(f"{seed}.0", None, draws)
    names = st.sampled_from(sorted(draws.read))
    overrides = data.draw(st.dictionaries(names, st.sampled_from([0.0, 0.25, 0.5, 0.999])))
    values = GOLD.case(f"{seed}.0", overrides).values
    assert (values["tier"], values["fare"], values["fee"]) == ("gold", "flex", 0)
    assert values["new_date"] > values["depart"]


def test_what_has_nothing_to_do_with_it_stays_as_it_was():
    for number in range(20):
        plain, gold = FLIGHT.case(f"2.{number}"), GOLD.case(f"2.{number}")
        assert [plain.values[name] for name in ("traveller", "booking", "depart", "new_date")] == [
            gold.values[name] for name in ("traveller", "booking", "depart", "new_date")
        ]


def test_what_is_given_and_done_is_part_of_the_id():
    asked: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({}, {}), ({"tier": "gold"}, {}), ({}, {"tier": "gold"}), ({"tier": "basic"}, {}),
        ({"tier": {"!=": "gold"}}, {}),
    ]  # fmt: skip
    ids = [FLIGHT.under(*said).case("1.0").id for said in asked]
    assert len(set(ids)) == len(ids)
    assert ids[0] == FLIGHT.case("1.0").id
    one, two = FLIGHT.under({"tier": "gold"}), FLIGHT.under({"fare": "flex"})
    assert one.under({"fare": "flex"}).case("1.0") == two.under({"tier": "gold"}).case("1.0")
    assert case_id(one, "1.0", None, {"fare": "flex"}) == GOLD.case("1.0").id


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"tire": "gold"}, "no variable 'tire'"),
        ({"tier": "golden"}, "never 'golden'"),
        ({"fare": {">": "flex"}}, "no bounds"),
        ({"fare": "flex", "fee": 75}, "cannot hold together"),
    ],
)
def test_what_cannot_be_given_is_refused(said: dict[str, Any], says: str):
    with pytest.raises(InputError, match=says):
        FLIGHT.under(said)


def test_the_chance_of_what_is_given_is_explained():
    # by hand: 0.7 · 0.2 + 0.3 · 0.8 = 0.38, of which 0.24 with gold
    found = explain(FLIGHT.under({"fare": "flex"}))
    assert found.with_ is not None
    assert (round(found.chance, 12), found.chance_error) == (0.38, "exact")
    assert dict(found.without["tier"].shares)["gold"] == pytest.approx(0.3)
    assert dict(found.with_["tier"].shares)["gold"] == pytest.approx(0.24 / 0.38)
    both = explain(FLIGHT.under({"fare": "flex", "tier": "gold"}))
    assert both.chance == pytest.approx(0.24)
    done = explain(FLIGHT.under({}, {"fare": "flex"}))
    assert done.with_ is not None
    assert done.chance == 1
    assert dict(done.with_["tier"].shares)["gold"] == pytest.approx(0.3)
    assert explain(FLIGHT).with_ is None


def test_covering_cases_are_completed_by_what_is_likely():
    wanted = plan(FLIGHT, RunConfig(paths=(), cover=2, over=("tier", "fare"), seed="4.10"))
    assert [seed for seed, _ in wanted.cases] == ["4.10", "4.11", "4.12", "4.13"]
    for case, narrowed in draw_cases(FLIGHT, wanted):
        shown = case_in_full(case, narrowed)
        assert shown["given"] == {"fare": case.values["fare"], "tier": case.values["tier"]}
        assert case == FLIGHT.under(shown["given"]).case(case.seed)
