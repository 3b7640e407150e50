"""What a summary says of records."""

from __future__ import annotations

from itertools import combinations

import pytest

from simulator.metrics.spent import Spent, spent
from simulator.metrics.summary import pass_power, summarise
from simulator.models.prices import Prices


def failed(*kinds, where="change.date"):
    failures = [{"kind": kind, "blame": "assistant", "where": where} for kind in kinds]
    return {"passed": False, "failures": failures}


@pytest.fixture
def records(make_record):
    """Three cases with two trials each: 1 fails once, 2 fails always, 3 is broken once by the user."""
    one = {"case_id": "c1", "scenario": "move"}
    two = {"case_id": "c2", "scenario": "move"}
    three = {"case_id": "c3", "scenario": "refund"}
    return [
        make_record("r1", **one, trial=0, usage={"user_turns": 4, "calls": 2}),
        make_record("r2", **one, trial=1, usage={"user_turns": 6, "calls": 2}, verdict=failed("not_said")),
        make_record("r3", **two, trial=0, verdict=failed("wrong_argument", "not_said")),
        make_record("r4", **two, trial=1, verdict=failed("wrong_argument")),
        make_record("r5", **three, trial=0),
        make_record("r6", **three, trial=1, end={"reason": "user_fault", "blame": "user"}),
    ]


def test_success_is_given_over_valid_ones_and_with_excluded_ones_as_failed(records):
    found = summarise(records)
    assert (found.all.conversations, found.all.counted, found.all.passed) == (6, 5, 2)
    assert found.all.success.value == pytest.approx(2 / 5)
    assert found.all.strict.value == pytest.approx(2 / 6)
    assert found.all.success.low < 2 / 5 < found.all.success.high


def test_an_excluded_one_that_passed_counts_as_failed_in_the_strict_rate(records):
    assert summarise(records[4:]).all.success.value == 1.0
    assert summarise(records[4:]).all.strict.value == 0.5


def test_excluded_ones_are_counted_by_cause(records):
    found = summarise(records)
    assert found.excluded == {"user: user_fault": 1}
    assert found.excluded_share == pytest.approx(1 / 6)
    assert found.much_excluded
    assert not summarise(records[:5]).much_excluded


def test_pass_k_is_over_cases_with_enough_trials(records):
    found = summarise(records).pass_k
    assert found[1].value == pytest.approx((0.5 + 0 + 1) / 3)
    assert found[2].value == 0.0
    assert found[2].cases == 2


def test_failure_kinds_with_counts_example_and_places(records):
    found = {kind.kind: kind for kind in summarise(records).kinds}
    assert list(found) == ["not_said", "wrong_argument"]
    assert (found["not_said"].conversations, found["not_said"].failures, found["not_said"].example) == (2, 2, "r2")
    assert found["wrong_argument"].share.value == pytest.approx(2 / 5)
    assert found["wrong_argument"].places == {"change.date": 2}


def test_every_scenario_has_its_own_numbers(records):
    found = summarise(records).scenarios
    assert [(name, group.counted, group.passed) for name, group in found.items()] == [("move", 4, 1), ("refund", 1, 1)]


def test_effort_is_an_average_over_conversations(records):
    found = summarise(records)
    assert found.turns == pytest.approx(10 / 6)
    assert found.calls == pytest.approx(4 / 6)
    assert (found.cases, found.trials) == (3, 2)


def test_the_order_of_records_does_not_matter(records):
    assert summarise(records) == summarise(list(reversed(records)))


def test_no_records_make_an_empty_summary():
    found = summarise([])
    assert (found.all.conversations, found.pass_k, found.kinds, found.excluded_share) == (0, {}, (), 0.0)


@pytest.mark.parametrize(("right", "trials"), [(0, 4), (1, 4), (3, 4), (4, 4), (2, 5)])
def test_pass_power_is_the_share_of_sets_that_passed_whole(right, trials):
    outcomes = [True] * right + [False] * (trials - right)
    for k in range(1, trials + 1):
        sets = list(combinations(outcomes, k))
        assert pass_power(right, trials, k) == pytest.approx(sum(map(all, sets)) / len(sets))


def test_success_is_told_by_every_trait_of_the_persona(make_record):
    curt = {"persona": "my_own", "traits": {"tone": "curt"}, "values": {}}
    drawn = {"persona": "any", "values": {"persona.tone": "angry"}}
    plain, shipped = {"persona": "plain", "values": {}}, {"persona": "terse_commuter", "values": {}}
    cases = {"a": curt, "b": drawn, "c": plain, "d": shipped}
    records = [make_record(name, case=case) for name, case in cases.items()]
    tones = summarise(records).parts["persona.tone"]
    assert {value: group.conversations for value, group in tones.items()} == {"curt": 2, "angry": 1, "neutral": 1}


def test_cost_is_summed_over_models_and_unknown_where_one_price_is():
    def record(model, **usage):
        return {"options": {"assistant": model}, "usage": {"calls": 3, **usage}}

    prices = Prices({"openai:a": {"fresh": 2.0, "output": 10.0}})
    asked = record("openai:a", model_calls=4, fresh=1_000_000, output=100_000)
    assert spent([asked, record("reference")], prices) == Spent(
        model_calls=4, read=1_000_000, written=100_000, usd=pytest.approx(3.0)
    )
    unknown = record("openai:never-heard-of", model_calls=1, fresh=10)
    assert spent([asked, unknown], prices).usd is None
    assert spent([record("reference")]) == Spent()
    elsewhere = {**asked, "options": {"assistant": "openai:gpt-4o", "digest": "server"}}
    assert spent([elsewhere]).usd is None  # a server of one's own may name its model like one that has a price
    assert spent([elsewhere], Prices({"gpt-4o": {"fresh": 2.0, "output": 10.0}})).usd == pytest.approx(3.0)
